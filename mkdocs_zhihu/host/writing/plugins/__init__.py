"""What other plugins do with our pages."""
