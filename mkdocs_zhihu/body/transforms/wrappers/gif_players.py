"""GIFs that a saved page plays as videos."""

from bs4.element import Tag

from mkdocs_zhihu.body.dom.nodes import Element
from mkdocs_zhihu.body.dom.tree import attribute, find_tags, has_class
from mkdocs_zhihu.body.draft import Draft


def replace_gif_players(draft: Draft) -> None:
    """Make the player of a GIF a picture again; its stream's address expires.

    before: <video class="ztext-gif" src="https://vdn3.vzuu.com/1.mp4" data-thumbnail="https://a/b.jpg"></video>
    after:  <img class="ztext-gif" data-thumbnail="https://a/b.jpg">
    """
    for cover in draft.find_class("GifPlayer-cover"):
        if cover.name == "img" and attribute(cover, "src").startswith(
            "data:"
        ):  # stands for a picture beside it
            cover.extract()
    for video in draft.find_class("ztext-gif"):
        if video.name == "video" and _has_picture(video):
            video.extract()
        elif video.name == "video":
            attributes = {name: str(value) for name, value in video.attrs.items() if name != "src"}
            video.replace_with(Element("img", attributes))
            draft.made_names.add("img")


def _has_picture(video: Tag) -> bool:
    """Return whether the still picture of a player's GIF stands beside its video."""
    still = attribute(video, "data-thumbnail")
    images = find_tags(video.parent, "img") if video.parent is not None and still else []
    return any(
        has_class(image, "ztext-gif") and attribute(image, "data-thumbnail") == still for image in images
    )
