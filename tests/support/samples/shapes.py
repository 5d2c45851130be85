"""A folder of posts in every shape we know: the example's with their pictures, every construct, and posts that link to each other."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from project import ROOT, post
from test_conservation import CONSTRUCTS
from test_epub import FILES, PICTURES


def write_shapes(root: Path, more: Iterable[str] = ()) -> None:
    """Write the posts, and `more` of them."""
    shutil.copytree(ROOT / "example_site" / "docs", root, dirs_exist_ok=True)
    texts = [
        post(f"构造 {number}", f"<p>前</p>{construct}<p>后</p>", date="2021-05-18T10:00:00+08:00")
        for number, construct in enumerate(CONSTRUCTS)
    ]
    files = FILES | {f"试/{number:03}.md": text for number, text in enumerate([*texts, *more])}
    for name, text in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    shutil.copy(PICTURES / "lake.webp", root / "甲")
