"""What the two languages of this documentation share: pictures and the field guide.

A page is written so that GitHub shows it right: what lies outside its folder is linked by a relative path.
"""

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

DOCS = Path(__file__).parent
ROOT = DOCS.parent
EXAMPLE = ROOT / "example_site" / "docs"
LINK = re.compile(r"(\]\(|src=\")((?:\.\./)+)([^)\s\"]*)")


def on_files(files: Files, config: MkDocsConfig, **_: Any) -> Files:
    """Add what both languages share."""
    shared = {path.relative_to(DOCS).as_posix(): path for path in (DOCS / "gallery").glob("*.webp")}
    shared |= {name: DOCS / name for name in ("site.css", "zhihu-html.md")}
    shared |= {f"img/{path.name}": path for path in (EXAMPLE / "img").iterdir()}
    for uri, path in sorted(shared.items()):
        files.append(File.generated(config, uri, abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Link what is shared as this site has it, and what is not on it in the repository."""

    def mend(match: re.Match[str]) -> str:
        lead, up, rest = match.groups()
        target = posixpath.normpath(f"docs/{config.docs_dir.rsplit('/', 1)[-1]}/{up}{rest}")
        inside = target.removeprefix("docs/")
        if inside == "zhihu-html.md" or inside.endswith(".webp"):
            return f"{lead}{inside}"
        return f"{lead}{config.extra['repository']}/blob/main/{target}"

    return LINK.sub(mend, markdown) if not page.file.generated_by else markdown
