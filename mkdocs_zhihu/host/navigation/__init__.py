"""The site's navigation: the category tree."""
