"""The interface in the languages of its readers: texts, dates, names of months."""
