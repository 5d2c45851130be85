"""The site as a whole: what its pages say of themselves alike."""

from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_zhihu.config.options import ZhihuConfig


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """What is the same for all pages."""

    name: str
    """The site's name; text."""

    address: str
    """Absolute address of the site with a slash at its end, or ""."""

    is_hidden: bool
    """Whether search engines are asked to leave the archive out."""

    shows_provenance: bool
    """Whether a post's page says at its end where the post comes from."""

    note: str
    """HTML of the owner's that stands there too, or ""."""

    hero: str
    """How head pictures are shown, see the option."""

    shows_path: bool
    """Whether the theme shows breadcrumbs."""

    has_reading: bool
    """Whether readers are offered settings, a random post and the posts of this day."""

    has_social_cards: bool
    """Whether the theme's social cards say of each page what those want that share it."""

    names_source: bool
    """Whether a post's page names its original as the address to keep."""


def build_site_info(config: MkDocsConfig, options: ZhihuConfig) -> SiteInfo:
    """Return what the configuration says of the site."""
    return SiteInfo(
        name=config.site_name,
        address=f"{config.site_url.rstrip('/')}/" if config.site_url else "",
        is_hidden=options.noindex,
        shows_provenance=options.provenance.enabled,
        note=options.provenance.note,
        hero=options.hero,
        shows_path=bool(options.categories_dir) and "navigation.path" in (config.theme.get("features") or ()),
        has_reading=options.reading.enabled,
        has_social_cards=_has_social_cards(config),
        names_source=options.canonical == "source",
    )


def _has_social_cards(config: MkDocsConfig) -> bool:
    plugins = [plugin for name, plugin in config.plugins.items() if name.rpartition("/")[2] == "social"]
    return any(plugin.config.get("enabled", True) and plugin.config.get("cards", True) for plugin in plugins)
