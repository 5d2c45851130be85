"""Print how many posts the body stage renders in a second on one core, and what the tree costs of it.

python benchmarks/body.py --posts 1000
"""

import argparse
import random
import statistics
import time
from pathlib import Path

from generate import build_long_body

from mkdocs_zhihu.body import render_body
from mkdocs_zhihu.body.dom.places import list_nodes
from mkdocs_zhihu.body.dom.serialize import serialize
from mkdocs_zhihu.body.dom.tree import build_tree, normalise_html
from mkdocs_zhihu.body.plain_text import read_text
from mkdocs_zhihu.body.sanitize import sanitize
from mkdocs_zhihu.reading.front_matter import split_front_matter

TYPICAL = 3_000
"""Bytes of text in a typical post."""


def build_bodies(count: int) -> list[str]:
    """Return the raw bodies of typical posts."""
    rng = random.Random(1)
    return [build_long_body(rng, TYPICAL) for _ in range(count)]


def read_bodies(folder: Path) -> list[str]:
    """Return the raw bodies of the posts in a folder."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.md"))]
    return [split_front_matter(text, "a.md")[0].body for text in texts]


def measure(runs: int, bodies: list[str], action: str) -> float:
    """Return the median CPU seconds of one kind of work on all bodies."""
    times = []
    for _ in range(runs):
        started = time.process_time()
        for body in bodies:
            if action == "all":
                render_body(text=body, title="a")
            else:
                sanitize(serialize(build_tree(normalise_html(body))))
        times.append(time.process_time() - started)
    return statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="posts of your own in place of generated ones")
    arguments = parser.parse_args()
    bodies = read_bodies(arguments.folder) if arguments.folder else build_bodies(arguments.posts)
    letters = statistics.mean(
        len(read_text(list_nodes(build_tree(normalise_html(body)))).encode()) for body in bodies
    )
    measure(1, bodies, "all")  # lexers and policies are built on first use
    whole, tree = (measure(arguments.runs, bodies, action) for action in ("all", "tree"))
    print(f"posts                         {len(bodies):8}  {letters / 1000:.1f} kB of text each")
    print(f"body stage                    {len(bodies) / whole:8.0f}  posts a second on one core")
    print(
        f"parse, write and sanitise only{len(bodies) / tree:8.0f}  posts a second: {100 * tree / whole:.0f} % of the time"
    )


if __name__ == "__main__":
    main()
