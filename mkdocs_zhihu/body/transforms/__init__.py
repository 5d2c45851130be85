"""The steps of the body pipeline, one construct a file."""
