"""`python -m mkdocs_zhihu`."""

from mkdocs_zhihu.cli.main import main

if __name__ == "__main__":
    main()
