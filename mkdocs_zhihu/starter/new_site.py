"""The files of a new site, written into a folder where none of them is yet."""

import shlex
from importlib.resources import files
from pathlib import Path

FILES = {
    "mkdocs.yml": "mkdocs.yml",
    "docs/welcome.md": "welcome.md",
    "feeds.toml": "feeds.toml",
    "requirements.txt": "requirements.txt",
    "nightly.sh": "nightly.sh",
    ".gitignore": "gitignore",
    ".github/workflows/site.yml": "workflow.yml",
    "systemd/mkdocs-zhihu.service": "mkdocs-zhihu.service",
    "systemd/mkdocs-zhihu.timer": "mkdocs-zhihu.timer",
}
"""Files of a new site, and what they are made of."""

EXECUTABLE = "nightly.sh"
PLACE = "@FOLDER@"
"""Stands for the site's folder where only its full path will do."""


def create_site(folder: Path) -> tuple[str, ...]:
    """Write the files of a new site and return their names; FileExistsError if one of them is there already."""
    for name in FILES:
        if (folder / name).exists():
            raise FileExistsError(folder / name)
    source = files(__package__).joinpath("files")
    for name, template in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = source.joinpath(template).read_text(encoding="utf-8")
        path.write_text(text.replace(PLACE, _quote(folder.resolve())), encoding="utf-8", newline="\n")
    (folder / EXECUTABLE).chmod(0o755)
    (folder / "docs" / "posts").mkdir(exist_ok=True)
    return tuple(FILES)


def _quote(folder: Path) -> str:
    """Return a path as a unit of systemd writes it, where `%` means something."""
    return shlex.quote(str(folder)).strip("'").replace("%", "%%")
