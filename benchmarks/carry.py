"""Print seconds and memory of what carries an archive out and in again.

    python benchmarks/carry.py --posts 10000

Posts are written as files, exported as Markdown and as books, and the Markdown is imported again. Memory is that of all
processes of a command together, pages that they share counted once.
"""

import argparse
import tempfile
from pathlib import Path

from compare import run
from generate import write_posts


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--posts", type=int, default=1000)
    posts = parser.parse_args().posts
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_posts(posts, folder / "posts")
        limits = ["--max-posts", str(posts), "--max-mb", "1000"]
        print("| command | seconds | MB |\n|---|---|---|")
        for command in (
            ["export", "plain", "posts"],
            ["epub", "posts", "--to", "books", *limits],
            ["import", "plain", "--into", "again"],
        ):
            seconds, megabytes = run(["mkdocs-zhihu", *command], folder, is_metered=True)
            print(f"| {command[0]} | {seconds:.1f} | {megabytes:.0f} |", flush=True)


if __name__ == "__main__":
    main()
