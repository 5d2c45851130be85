"""Files of the site beside its pages: feeds, search index, books, pictures, sitemap."""
