"""Front matter's fields to typed values."""
