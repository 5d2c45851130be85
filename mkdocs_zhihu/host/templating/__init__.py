"""What templates see: contexts, cards, heads."""
