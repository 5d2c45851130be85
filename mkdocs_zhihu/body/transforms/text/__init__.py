"""Blocks and running text."""
