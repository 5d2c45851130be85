"""What is stored already, what to do with an item, and its file."""
