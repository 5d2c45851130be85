"""Sources as trees of files, whether they are a folder, a ZIP or one file in memory."""
