"""The tree of a body: built, walked and written. Nothing else touches Beautiful Soup's private parts."""
