"""JSON of crawlers and of Zhihu's API to items."""
