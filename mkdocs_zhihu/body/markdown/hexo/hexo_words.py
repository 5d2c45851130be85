"""Hexo's tags that stand in a line: pictures, links, words."""

import re
from collections.abc import Callable, Mapping
from html import escape

from mkdocs_zhihu.body.markdown.hexo.arguments import (
    COLOURS,
    Arguments,
    is_option,
    read_words,
    take_options,
)
from mkdocs_zhihu.body.markdown.hexo.completed_words import (
    show_command,
    show_noted,
    show_progress,
    show_repository,
)
from mkdocs_zhihu.body.markdown.hexo.tag_links import URL, link_to
from mkdocs_zhihu.reading.file_kinds import PICTURE_ENDINGS

NUMBER = re.compile(r"\d+(?:px|%)?|auto")
FILE = re.compile(rf"{URL.pattern}|\S*\.(?:{PICTURE_ENDINGS}|ico)(?:[?#]\S*)?|\S*/\S*", re.IGNORECASE)
ADDRESS = re.compile(rf"{URL.pattern}|[./#]\S*|mailto:\S+|\S+\.(?:html?|md|pdf|zip)")
GIST = re.compile(r"[0-9a-f]{20,40}|\d+")
NAMED = re.compile(r"^(?:url|link|desc|description|title)=")
PICTURED = re.compile(r"(?:screenshot|avatar|cover|icon)=")
CLASSES = re.compile(r"[a-z][a-z0-9]*(?:(?:[ -]+|:)[a-z0-9]+)*")
OLD_CLASSES = COLOURS | frozenset("left center right logo code small large huge ultra h1 h2 h3 h4".split())
"""Of Volantis, before `::`; other words there may be a name, `std::string`."""
STYLES = COLOURS | {"checked", "plus", "minus", "times"}
"""Of boxes to tick."""


def _picture(given: Arguments) -> str:
    """Read `[classes] file [width] [height] [title [alt]]`, or `file, width=200px, alt=title`."""
    given = given.read_old()
    place = next((place for place, value in enumerate(given.all) if FILE.fullmatch(value)), 0)
    if not given.all:
        return ""
    src = re.sub(r"^(?:img|video):(?=https?:|/)", "", given.all[place])
    words = [value for value in given.all[place + 1 :] if not is_option(value)]
    while words and NUMBER.fullmatch(words[0]):
        words = words[1:]
    alt = re.sub(r"'([^']*)'", r"\1", " ".join(words).removeprefix("alt=")).strip("\"' ")
    return f'<img src="{escape(src)}" alt="{escape(alt)}">'


def _link(given: Arguments) -> str:
    """Read `text address [external] [title]`, in any order and with commas too."""
    values = [NAMED.sub("", value) for value in given.read_old().all if not PICTURED.match(value)]
    url = next((value for value in values if ADDRESS.fullmatch(value)), "")
    words = [
        value
        for value in values
        if value not in (url, "true", "false") and not ADDRESS.fullmatch(value) and not is_option(value)
    ]
    return link_to(url, " ".join(words), given.show) if url else given.show(" ".join(values))


def _own_link(given: Arguments) -> str:
    """Read `name [title] [escape]`."""
    words = [value for value in given.all[1:] if value not in ("true", "false")]
    name = given.all[0] if given.all else ""
    text = " ".join(words) or name.rpartition("/")[2]
    return link_to(name.replace(" ", "%20"), text, given.show) if name else ""


def _post_link(given: Arguments) -> str:
    """Read the same; where there are no words, they are the title of the post, which the site knows."""
    link = _own_link(given)
    return link.replace("<a ", "<a data-zh-titled ", 1) if len(given.all) == 1 else link


def _button(given: Arguments) -> str:
    """Read `address, text, icon`, `class, text, address` (or with `::`), or `[options] text address`."""
    is_old = any(ADDRESS.fullmatch(part.strip()) for part in given.text.split("::")[1:])
    mark = "::" if is_old else "," if "," in given.text else ""
    parts = [part.strip().strip("\"'") for part in given.text.split(mark)] if mark else list(given.all)
    parts = [part for part in parts if part and not is_option(part)]
    place = next((place for place, part in enumerate(parts) if ADDRESS.fullmatch(part)), None)
    if place is None and mark != ",":
        return given.show(" ".join(parts))
    place = place or 0
    if not mark:
        words = " ".join(parts[:place] + parts[place + 1 :])
    elif place:
        words = parts[place - 1]
    else:
        words = parts[1] if len(parts) > 1 else ""
    return link_to(parts[place].split()[0], words, given.show) if parts else ""


def _cell(given: Arguments) -> str:
    """Read `text, address, icon` in a row of buttons; without an address it is the beginning of a part."""
    return _button(given) if any(map(ADDRESS.fullmatch, given.parts)) else ""


def _in_tag(name: str) -> Callable[[Arguments], str]:
    """Return what reads `[options] text [colour]` into an element; keys and code have no Markdown."""

    def element(given: Arguments) -> str:
        words = read_words(given.text)
        words = given.show(words) if name == "del" else escape(words)
        return f"<{name}>{words}</{name}>" if words else ""

    return element


def _label(given: Arguments) -> str:
    """Read `class@text` or `text class`."""
    before, mark, after = given.text.partition("@")
    is_class = mark and (not before.strip() or before.strip() in COLOURS)
    return f"<mark>{given.show(after.strip() if is_class else read_words(given.text))}</mark>"


def _text(given: Arguments) -> str:
    """Read `[options] text`."""
    return given.show(read_words(given.text))


def _styled(given: Arguments) -> str:
    """Read `classes, text` or `classes::text`."""
    before, _, after = given.text.partition(",")
    if not after or not CLASSES.fullmatch(before.strip()):
        before, _, after = given.text.partition("::")
        after = after if set(before.split()) <= OLD_CLASSES else ""
    return given.show(after.strip() or read_words(given.text))


def _first(given: Arguments) -> str:
    return given.show(given.parts[0])


def _choice(given: Arguments) -> str:
    """Read `[styles,] text`, `styles::text`, `checked text`, or `checked:true text`."""
    words = take_options(given.text, lambda before: set(before.split()) <= STYLES).split(" ")
    styles = 1 + words.index("checked") if "checked" in words else 0
    if styles < len(words) and set(words[:styles]) <= STYLES:
        words = words[styles:]
    while len(words) > 1 and re.match(r"(?:checked|color|symbol):", words[0]):
        words = words[1:]
    return given.show(" ".join(words).strip())


def _player(prefix: str) -> Callable[[Arguments], str]:
    def embed(given: Arguments) -> str:
        identity = given.all[0] if given.all else ""
        return (
            f'<iframe src="{escape(identity if "//" in identity else prefix + identity)}"></iframe>'
            if identity
            else ""
        )

    return embed


def _named_player(given: Arguments) -> str:
    """Read `url=address option=value …`."""
    urls = [value.partition("=")[2] for value in given.all if value.startswith(("url=", "src="))]
    return f'<iframe src="{escape(urls[0])}"></iframe>' if urls else escape(" ".join(given.all))


def _song(given: Arguments) -> str:
    """Read `title author address [picture] [lyrics]`."""
    title, author, url = (*given.all, "", "", "")[:3]
    return link_to(url, f"{title} · {author}") if ADDRESS.fullmatch(url) else escape(" ".join(given.all))


def _file(given: Arguments) -> str:
    """Read `[title] [lang:name] [from:…] path`: the file itself is not among the posts."""
    words = [value for value in given.all if not re.match(r"(?:lang|from|to):", value)]
    return link_to(words[-1], " ".join(words[:-1]) or words[-1]) if words else ""


def _gist(given: Arguments) -> str:
    """Read `[user] identity [file]`."""
    place = next((place for place, value in enumerate(given.all[:2]) if GIST.fullmatch(value)), 0)
    words = " ".join(given.all[place + 1 :])
    return link_to(f"https://gist.github.com/{'/'.join(given.all[: place + 1])}", words) if given.all else ""


def _group(given: Arguments) -> str:
    """Read `name description address picture`."""
    name, about, url, picture = (*given.all, "", "", "", "")[:4]
    return f'{link_to(url, name)} <img src="{escape(picture)}" alt=""> {given.show(about)}'


WORDS: Mapping[str, Callable[[Arguments], str]] = {
    **dict.fromkeys(
        ("asset_img", "asset_image", "frame", "img", "image", "inlineimage", "inlineImg"), _picture
    ),
    **dict.fromkeys(("link", "linkcard", "site", "hashtag"), _link),
    "asset_link": _own_link,
    "post_link": _post_link,
    **dict.fromkeys(("btn", "button"), _button),
    "cell": _cell,
    **dict.fromkeys(("label", "emp", "wavy", "mark"), _label),
    **dict.fromkeys(("u", "psw", "blur", "quot"), _text),
    **{name: _in_tag(name) for name in ("del", "kbd", "sup", "sub")},
    **dict.fromkeys(("span", "p"), _styled),
    "copy": show_command,
    "ghcard": show_repository,
    **dict.fromkeys(("bubble", "nota", "referto"), show_noted),
    "progress": show_progress,
    "hideInline": _first,
    **dict.fromkeys(("checkbox", "radio"), _choice),
    **dict.fromkeys(("include_code", "pdf", "jsfiddle", "audio"), _file),
    **dict.fromkeys(("iframe", "video"), _player("")),
    "gist": _gist,
    "dplayer": _named_player,
    "aplayer": _song,
    "youtube": _player("https://www.youtube.com/embed/"),
    "vimeo": _player("https://player.vimeo.com/video/"),
    "bilibili": _player("https://player.bilibili.com/player.html?bvid="),
    "galleryGroup": _group,
}
"""What a tag becomes, by its name; several themes have the same ones."""
