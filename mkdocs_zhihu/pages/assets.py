"""The theme: is it one we know, and does it find our templates and styles?"""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

TEMPLATES = str(Path(__file__).parent.parent / "templates")
STYLES = "zhihu/zhihu.css"
SCRIPT = "zhihu/zhihu.js"
THEMES = ("material", "materialx")
FEATURE = "navigation.indexes"


def check_theme(config: MkDocsConfig) -> None:
    """Raise PluginError with one clear line unless the theme is Material or its fork."""
    if config.theme.name not in THEMES:
        name = config.theme.name or "a custom theme"
        raise PluginError(
            f"zhihu: works with Material for MkDocs, not with {name}; set `theme: {{name: material}}`"
        )


def add_templates(config: MkDocsConfig) -> None:
    """Let the theme find our templates and styles, after the user's `custom_dir` and the theme's own.

    Every name is under `zhihu/`: nothing of the theme is shadowed, and a file of the same name in
    `custom_dir` wins. MkDocs itself copies the styles to the site.
    """
    if TEMPLATES not in config.theme.dirs:
        config.theme.dirs.append(TEMPLATES)
    if STYLES not in config.extra_css:
        config.extra_css.insert(0, STYLES)
    if SCRIPT not in config.extra_javascript:
        config.extra_javascript.append(SCRIPT)


def enable_features(config: MkDocsConfig) -> None:
    """Switch on `navigation.indexes`: without it a category with subcategories would be listed twice."""
    features = list(config.theme.get("features") or [])
    if FEATURE not in features:
        config.theme["features"] = [*features, FEATURE]
