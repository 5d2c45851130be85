"""The theme: is it one we know, and does it find our templates and styles?"""

from pathlib import Path

from jinja2 import Environment, TemplateNotFound
from jinja2.nodes import Block, Const, Extends
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from mkdocs_zhihu.host.docs_folder.special_files import check_folder_links

TEMPLATES = str(Path(__file__).parent.parent / "templates")
STYLES = "zhihu/zhihu.css"
SCRIPTS = ("zhihu/zhihu.js", "zhihu/lists.js", "zhihu/lightbox.js")
READING_SCRIPTS = ("zhihu/reading.js", "zhihu/progress.js", "zhihu/browse.js")
THEMES = ("material", "materialx")
BLOCKS = {
    "htmltitle": "the title of a page",
    "extrahead": "what a page says of itself to search engines",
    "site_nav": "the table of contents",
    "content": "the article",
    "scripts": "the scripts at its end",
}
"""Blocks of the theme's `main.html`, or of what it extends, that `zhihu/shell.html` fills, and with what."""

PARTIALS = (
    "partials/comments.html",
    "partials/feedback.html",
    "partials/source-file.html",
    "partials/toc.html",
)
"""Templates of the theme that ours include."""

FEATURES = ("navigation.indexes", "content.footnote.tooltips")


def check_config(config: MkDocsConfig, plugin: type) -> None:
    """Raise PluginError with one clear line for a project that cannot be built."""
    check_theme(config)
    check_plugins(config, plugin)
    check_folder_links(config.docs_dir)


def check_theme(config: MkDocsConfig) -> None:
    """Raise PluginError with one clear line unless the theme is Material or its fork."""
    if config.theme.name not in THEMES:
        name = config.theme.name or "a custom theme"
        raise PluginError(
            f"zhihu: works with Material for MkDocs, not with {name}; set `theme: {{name: material}}`"
        )


def check_plugins(config: MkDocsConfig, plugin: type) -> None:
    """Raise PluginError if the plugin is listed twice: two archives would take each other's pages."""
    if sum(isinstance(one, plugin) for one in config.plugins.values()) > 1:
        raise PluginError("zhihu: is listed twice in `plugins`; keep one, and list its folders in `posts`")


def check_templates(env: Environment) -> None:
    """Raise PluginError if the theme, or the user's overrides of it, lack what our templates rely on."""
    found = _find_blocks(env, "main.html")
    for name in BLOCKS:
        if name not in found:
            raise PluginError(
                f"zhihu: the theme's `main.html` has no block `{name}`; let an override in `custom_dir` extend `base.html`,"
                " or use Material 9.6 or later"
            )
    for name in PARTIALS:
        try:
            _read_template(env, name)
        except TemplateNotFound as error:
            raise PluginError(
                f"zhihu: the theme has no template `{name}`; use Material 9.6 or later"
            ) from error


def _find_blocks(env: Environment, name: str) -> set[str]:
    """Return the names of the blocks of a template and of those it extends."""
    tree = env.parse(_read_template(env, name), name)
    found = {block.name for block in tree.find_all(Block)}
    for parent in tree.find_all(Extends):
        if isinstance(parent.template, Const) and parent.template.value != name:
            found |= _find_blocks(env, parent.template.value)
    return found


def _read_template(env: Environment, name: str) -> str:
    assert env.loader is not None  # noqa: S101 - MkDocs gives it one
    return env.loader.get_source(env, name)[0]


def add_templates(config: MkDocsConfig, *, has_reading: bool) -> None:
    """Let the theme find our templates and styles, after the user's `custom_dir` and the theme's own.

    Every name is under `zhihu/`: nothing of the theme is shadowed, and a file of the same name in
    `custom_dir` wins. MkDocs itself copies the styles to the site. `has_reading` tells whether readers are offered settings.
    """
    if TEMPLATES not in config.theme.dirs:
        config.theme.dirs.append(TEMPLATES)
    if STYLES not in config.extra_css:
        config.extra_css.insert(0, STYLES)
    scripts = SCRIPTS + READING_SCRIPTS * has_reading
    config.extra_javascript += [name for name in scripts if name not in config.extra_javascript]


def enable_features(config: MkDocsConfig) -> None:
    """Switch on what our pages need.

    Without `navigation.indexes` a category with subcategories would be listed twice; footnotes open where
    they are read.
    """
    features = list(config.theme.get("features") or [])
    config.theme["features"] = [*features, *(name for name in FEATURES if name not in features)]
