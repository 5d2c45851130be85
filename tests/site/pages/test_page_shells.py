"""Pages filled into a shared page shell are the pages the theme would make of them."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from project import ROOT, THEME, Built, build_project, post, run_mkdocs, write_project

from mkdocs_zhihu.host.theme import BLOCKS, PARTIALS

pytestmark = pytest.mark.site

ADDRESS = re.compile(r'\b(href|src)="([^"]*)"')
HEADINGS = "<p>文</p><h2>小节</h2><p>文</p><h3>小小节</h3><p>文</p>"
POSTS = {
    f"posts/{number // 4}/{number}.md": post(
        f"第{number}篇 <b>&",
        HEADINGS if number % 2 else "<p>文</p>",
        categories=["甲", "乙"] if number % 3 else "丙",
        author="张三" if number % 5 else None,
        date=f"2021-{number % 4 + 1:02}-01 00:00:00",
    )
    for number in range(12)
} | {"notes/x.md": "# 笔记\n", "posts/about/index.md": "# 关于\n"}
SETTINGS = {
    "plain": {},
    "everything": {"features": ["navigation.footer", "navigation.path", "navigation.tabs", "toc.follow"]},
    "toc.integrate": {"features": ["toc.integrate"]},
}
PERMALINK = {
    "posts/9/far.md": post(
        "远", HEADINGS, permalink="notes/a/far/", date="2021-02-09 00:00:00", author="张三"
    )
}


def build(folder: Path, *, theme: dict[str, object] | None = None, **config: object) -> Built:
    return build_project(
        folder,
        POSTS | PERMALINK,
        theme={"name": "material", "font": False} | (theme or {}),
        plugins=[{"zhihu": {"pagination_per_page": 3}}],
        nav=["notes/x.md", "posts/about/index.md"],
        **config,
    )


NO_SHELLS = """
def on_nav(nav, config, files):
    config.plugins['zhihu'].build.site.shells.is_shared = False
"""


def write_hook(folder: Path, text: str) -> str:
    """Return the path of a hook with this text."""
    path = folder / f"hook{len(text)}.py"
    path.write_text(text, encoding="utf-8")
    return str(path)


def read(site: Built, name: str) -> list[str]:
    """Return the tags and texts of a page, with every address as a browser resolves it."""
    base = f"http://site/{name.removesuffix('index.html')}"
    text = ADDRESS.sub(
        lambda match: f"{match[1]}={unquote(urljoin(base, unescape(match[2])))}",
        (site.site / name).read_text(encoding="utf-8"),
    )
    return "".join(text.split()).replace("><", ">\n<").splitlines()


@pytest.mark.parametrize(
    ("name", "config"),
    [
        ("plain", {"site_url": "http://site/"}),
        ("everything", {"use_directory_urls": False}),
        ("toc.integrate", {"site_url": "http://site/"}),
        pytest.param("plain", {"use_directory_urls": False}, marks=pytest.mark.slow),
        pytest.param("everything", {"site_url": "http://site/"}, marks=pytest.mark.slow),
        pytest.param("toc.integrate", {"use_directory_urls": False}, marks=pytest.mark.slow),
    ],
)
def test_shared_pages_equal_whole_pages(tmp_path: Path, name: str, config: dict[str, object]) -> None:
    shared = build(tmp_path / "shared", theme=SETTINGS[name], **config)
    whole = build(tmp_path / "whole", theme=SETTINGS[name], hooks=[write_hook(tmp_path, NO_SHELLS)], **config)
    assert shared.pages() == whole.pages()
    for page in set(shared.pages()) - {"404.html"}:
        assert read(shared, page) == read(whole, page), page


def test_posts_and_lists_share_frames_although_each_has_a_head_of_its_own(tmp_path: Path) -> None:
    hook = tmp_path / "hook.py"
    hook.write_text(
        "import logging\n"
        "def on_post_build(config):\n"
        "    frames = config.plugins['zhihu'].build.site.shells\n"
        "    said = f'shared: {frames.is_shared}, {len(frames.known)} frames'\n"
        "    logging.getLogger('mkdocs.hook').info(said)\n"
    )
    site = build(tmp_path, hooks=[str(hook)], site_url="http://site/")
    said = next(text for _, text in site.messages if text.startswith("shared: "))
    assert said.startswith("shared: True, ")
    assert 0 < int(said.split()[2]) < len(site.pages()) / 2
    articles = {
        site.page(name).select_one("script[type$=ld\\+json]").get_text() for name in site.post_pages()
    }  # type: ignore[union-attr]
    assert len(articles) == len(site.post_pages())


def test_what_another_plugin_writes_on_each_page_is_on_each_page(tmp_path: Path) -> None:
    hook = tmp_path / "hook.py"
    hook.write_text(
        "def on_page_context(context, page, config, nav):\n"
        "    config.extra['homepage'] = f'https://home/{page.file.src_uri}'\n"
    )
    site = build(tmp_path, hooks=[str(hook)])
    homes = {str(site.page(name).select_one("a.md-logo")["href"]) for name in site.post_pages()}
    assert len(homes) == len(site.post_pages()) == 13


def test_a_question_for_feedback_names_its_page(tmp_path: Path) -> None:
    rating = {"icon": "material/check", "name": "好", "data": 1, "note": "{url} {title}"}
    feedback = {"title": "好吗", "ratings": [rating]}
    site = build(
        tmp_path, extra={"analytics": {"provider": "google", "property": "G-1", "feedback": feedback}}
    )
    notes = {
        site.page(name).select_one(".md-feedback__note").get_text(" ", strip=True)
        for name in site.post_pages()
    }  # type: ignore[union-attr]
    assert len(notes) == len(site.post_pages())
    assert all(note.startswith(("/posts/", "/notes/")) for note in notes)


OVERRIDES = {
    "empty": {},
    "comments": {
        "partials/comments.html": "{% if page.meta.comments is not sameas false %}<p>{{ page.title }} {{ page.url }}</p>{% endif %}"
    },
    "main": {
        "main.html": "{% extends 'base.html' %}{% block announce %}{{ page and page.meta.date }} {{ page and page.file.src_uri }}{% endblock %}"
    },
    "title": {
        "main.html": "{% extends 'base.html' %}{% block announce %}{{ page.title | upper }}{{ page.title == '第1篇 &lt;b&gt;&amp;' }}{% endblock %}"
    },
    "address": {"main.html": "{% extends 'base.html' %}{% block announce %}{{ page.url }}{% endblock %}"},
    "neighbours": {
        "main.html": "{% extends 'base.html' %}{% block announce %}{% if page %}{{ page.next_page.title }} {{ page.parent.title }}{% endif %}{% endblock %}"
    },
}


@pytest.mark.parametrize("name", OVERRIDES)
def test_shared_pages_equal_whole_pages_with_overrides(tmp_path: Path, name: str) -> None:
    for path, text in OVERRIDES[name].items():
        (tmp_path / "custom" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "custom" / path).write_text(text, encoding="utf-8")
    (tmp_path / "custom").mkdir(exist_ok=True)
    theme: dict[str, object] = {"custom_dir": str(tmp_path / "custom")}
    count = (
        "import logging\ndef on_post_build(config):\n    shells = config.plugins['zhihu'].build.site.shells\n"
    )
    count += "    said = f'shared: {shells.is_shared} {sum(map(len, shells.known.values()))}'\n"
    count += "    logging.getLogger('mkdocs.hook').info(said)\n"
    shared = build(tmp_path / "shared", theme=theme, hooks=[write_hook(tmp_path, count)])
    whole = build(tmp_path / "whole", theme=theme, hooks=[write_hook(tmp_path, NO_SHELLS)])
    if name in ("empty", "comments"):
        said = next(text for _, text in shared.messages if text.startswith("shared: "))
        assert said.startswith("shared: True ")
        assert int(said.split()[2]) > 0
    for page in set(shared.pages()) - {"404.html"}:
        assert read(shared, page) == read(whole, page), page


def test_a_theme_without_the_block_of_the_article_is_named(tmp_path: Path) -> None:
    (tmp_path / "custom").mkdir()
    (tmp_path / "custom" / "main.html").write_text(
        "<html><head></head><body>{% block text %}{% endblock %}</body></html>"
    )
    write_project(tmp_path, dict(POSTS), theme={"name": "material", "custom_dir": str(tmp_path / "custom")})
    result = run_mkdocs(tmp_path, "build", "-q")
    assert result.returncode == 1
    assert "has no block `htmltitle`" in result.stderr
    assert "Traceback" not in result.stderr


def test_every_block_and_template_that_ours_rely_on_is_checked() -> None:
    folder = ROOT / "mkdocs_zhihu" / "templates" / "zhihu"
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.html")))
    shell = (folder / "shell.html").read_text(encoding="utf-8")
    assert set(re.findall(r"{% block (\w+) %}", shell)) == set(BLOCKS)
    assert set(re.findall(r'include "(partials/[\w-]+\.html)"', source)) == set(PARTIALS)


@pytest.mark.parametrize(("plugins", "is_deferred"), [((), True), (("glightbox",), False)])
def test_scripts_run_once_a_page_is_there(
    tmp_path: Path, plugins: tuple[str, ...], *, is_deferred: bool
) -> None:
    """Not beside a plugin that writes scripts of its own into pages: they need the theme's at once."""
    scripts = ["a.js", {"path": "b.js", "async": True}]
    site = build_project(
        tmp_path,
        {"posts/a.md": post(), "about.md": "# 关于\n"},
        plugins=["search", "zhihu", *plugins],
        theme=THEME,
        extra_javascript=scripts,
    )
    for name in ("posts/a", ""):
        found = site.page(name).select("body > script[src]:not([src$='b.js'])")
        assert len(found) > 2
        assert all(script.has_attr("defer") is is_deferred for script in found)
        assert site.page(name).select("script[src$='b.js'][async]:not([defer])")
    assert not site.page("about").select("script[defer]")
