"""Front matter fields to the typed values of a Post."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import partial
from typing import Any

from mkdocs_zhihu.problems import Problem
from mkdocs_zhihu.reading.values.aliases import ALIASES, HIDDEN, PUBLISHED
from mkdocs_zhihu.reading.values.category_paths import parse_categories
from mkdocs_zhihu.reading.values.dates import LAST, parse_date
from mkdocs_zhihu.reading.values.old_paths import read_old_paths
from mkdocs_zhihu.reading.values.publication import FALSE_WORDS, find_reason
from mkdocs_zhihu.reading.values.recovery import KEY_LINE
from mkdocs_zhihu.reading.values.value_texts import (
    WIKI_LINK,
    find_address,
    find_name,
    is_single,
    read_markup,
    to_text,
)
from mkdocs_zhihu.reading.values.yaml_fields import Field, Value

TEXT_KEYS = ("title", "description", "excerpt", "summary", "author")
NO_PICTURE = frozenset({"true", "none", "transparent"}) | FALSE_WORDS
SITE = re.compile(r"^\(\d+\+? 封私信(?: / \d+\+? 条消息)?\)\s*|\s+- 知乎$")
"""What a browser shows around the title of a page of Zhihu."""

ReadDate = Callable[..., tuple[datetime | None, bool]]
"""`parse_date` with its zones; takes the text and `now`."""


@dataclass(frozen=True, slots=True)
class FieldReader:
    """The fields of one post, and how to say what is wrong with them."""

    uri: str
    """The post."""

    fields: Mapping[str, Field]
    """By key."""

    first_line: int
    """Line of the first field in the file, counted from 1."""

    lines: tuple[str, ...]
    """The front matter as written."""

    is_hexo: bool = False
    """Whether the post is from a Hexo blog, which hides some folders."""

    unpublished: tuple[str, str] | None = None
    """Why the file is not published whatever its fields say, and what to do to publish it."""

    problems: list[Problem] = field(default_factory=list)
    """Grows while fields are read."""

    def values(self, *, zone: tzinfo, now: datetime, default: tzinfo | None = None) -> dict[str, Any]:
        """Return the keyword arguments of a Post that come from its front matter; see `parse_date`."""
        read = partial(parse_date, zone=zone, default=default)
        date, has_zone = self._date("date", read, now)
        if "date" not in self.fields and "archived" in self.fields:
            # All that is known is when the post was fetched.
            date, has_zone = self._date("archived", read, now)[0], False
        head, card = self._picture("headimg"), self._picture("thumbnail")
        title = SITE.sub("", self._text("title"))
        return {
            "title": title,
            "categories": parse_categories(self.value("categories")),
            "tags": self._names("tags"),
            "source": self._author(),
            "date": date,
            "has_zone": has_zone,
            "updated": self._date("updated", read, now)[0],
            "archived": self._date("archived", read, now)[0] if has_zone or "date" in self.fields else None,
            "is_truncated": self._is_truncated(),
            "headimg": head[1],
            "thumbnail": card[1],
            "picture_keys": (head[0], card[0]),
            "comments": self._comments(),
            "description": read_markup(self._text("description")),
            "permalink": self._text("permalink"),
            "abbrlink": self._text("abbrlink"),
            "old_paths": read_old_paths(self.value("slug"), self.value("url"), self.value("aliases")),
            "published": self._is_published(title),
            "sticky": self._sticky(),
            "original": self._original(),
        }

    def _is_published(self, title: str) -> bool:
        """Return whether anybody may read the post; drafts and posts behind a password are named."""
        if any(self._text(key).lower() in FALSE_WORDS for key in PUBLISHED):
            return False
        reason = find_reason(self.uri, self._text, title, self.unpublished, is_hexo=self.is_hexo)
        if reason is None:
            self._report_hidden()
            return True
        self.problems.append(Problem(self.uri, "draft", *reason, level="info"))
        return False

    def _report_hidden(self) -> None:
        for key in HIDDEN:
            if key in self.fields and to_text(self.fields[key].value).lower() == "true":
                message = f"says `{key}: true`, which some themes leave out of lists; it is listed"
                hint = "write `published: false` to leave it out of the site"
                self.problems.append(Problem(self.uri, "fm.dialect", message, hint, level="info"))

    def _field(self, name: str) -> Field | None:
        """Return the first of a field's spellings that has a value, an empty one if none has, None if there is none."""
        found = [self.fields[key] for key in ALIASES.get(name, (name,)) if key in self.fields]
        return next((field for field in found if field.value), found[0] if found else None)

    def value(self, name: str) -> Value:
        """Return a field as it is written, "" where it is absent."""
        field = self._field(name)
        return field.value if field else ""

    def _text(self, name: str) -> str:
        field = self._field(name)
        if field is None:
            return ""
        if isinstance(field.value, str):
            return to_text(field.value + self._cut_off(field))
        if name != "title" and is_single(field.value):
            return to_text(field.value)
        text = self._flow_source(field) or to_text(field.value)
        if not text.startswith("{{"):
            kind = "a list" if isinstance(field.value, list) else "a mapping"
            message = f"{field.key} is {kind}, not a text; shown as text"
            self.report("fm.type", message, "write it as one line in quotes", field.line)
        return to_text(text)

    def _cut_off(self, field: Field) -> str:
        """Return the ` #…` after a plain text, which YAML took for a comment."""
        line, column = field.end
        if field.key in TEXT_KEYS and not field.value:
            match = KEY_LINE.match(self.lines[field.line])
            return match[2].strip() if match and match[2] and match[2].startswith("#") else ""
        is_text = field.key in TEXT_KEYS and field.end != (0, 0)
        rest = self.lines[line][column:].rstrip() if is_text else ""
        return rest if rest.lstrip().startswith("#") else ""

    def _template_tag(self, field: Field) -> str:
        """Return `{{ date }}`, which a generator should have filled in and YAML takes for a mapping."""
        source = self._flow_source(field)
        return source if source.startswith("{{") else ""

    def _flow_source(self, field: Field) -> str:
        """Return `{…}` or `[…]` as written, if that is the whole value."""
        match = KEY_LINE.match(self.lines[field.line])
        source = (match[2] or "").strip() if match else ""
        return source if source[:1] in "{[" and source[-1:] in "}]" else ""

    def _picture(self, name: str) -> tuple[str, str]:
        """Return the first of a field's names that has an address, and that; a theme's `false` asks for none."""
        found = (self.fields[key] for key in ALIASES[name] if key in self.fields)
        addresses = ((field.key or name, find_address(field.value)) for field in found)
        return next((one for one in addresses if one[1].lower() not in ("", *NO_PICTURE)), (name, ""))

    def _author(self) -> str:
        value = self.value("author")
        is_named = isinstance(value, list) or (isinstance(value, dict) and "name" in value)
        names = self._names("author") if is_named else ()
        return "、".join(names) or WIKI_LINK.sub(r"\1", self._text("author"))

    def _names(self, name: str) -> tuple[str, ...]:
        value = self.value(name)
        items = value if isinstance(value, list) else [value]
        names = (WIKI_LINK.sub(r"\1", find_name(item)) for item in items)
        return tuple(dict.fromkeys(name for name in names if name))

    def _date(self, name: str, read: ReadDate, now: datetime) -> tuple[datetime | None, bool]:
        field = self._field(name)
        if field is None:
            return None, True
        text = to_text(field.value) or self._template_tag(field)
        if text.lower() in ("", "true", "false"):  # a mark: `archived: true`, `updated: false`
            return None, True
        date, has_zone = read(text, now=now)
        if date is None and read(text, now=LAST)[0] is not None:
            message = f"{name} {text[:60]!r} lies in the future; the post is listed without one"
            self.report("fm.date", message, "correct it", field.line)
        elif date is None and text != "Invalid Date":
            message = f"{name} {text[:60]!r} is no usable date; the post is listed without one"
            self.report("fm.date", message, "use 2022-01-15 10:30:00 or an RFC 2822 date", field.line)
        elif date is None:
            message = f"{name} is 'Invalid Date', as the feed wrote it; the post is listed without one"
            self.report("fm.date", message, "write the date as 2022-01-15", field.line)
        return date, has_zone

    def _comments(self) -> bool | None:
        if to_text(self.fields["disable_comments"].value if "disable_comments" in self.fields else ""):
            return self._text("disable_comments").lower() in FALSE_WORDS
        text = self._text("comments").lower()
        return None if not text else text not in FALSE_WORDS

    def _is_truncated(self) -> bool:
        facts = self.value("zhihu")
        return isinstance(facts, dict) and to_text(facts.get("truncated", "")) == "true"

    def _sticky(self) -> int:
        text = self._text("sticky").lower()
        if text.isascii() and text.isdigit():
            return min(int(text[:9]), 10**6)
        return int(text == "true")

    def _original(self) -> str:
        """Return the first address: a `source` may be the name of a book, a `link` a short name."""
        texts = (to_text(self.fields[key].value) for key in ALIASES["original"] if key in self.fields)
        return next((text for text in texts if text.startswith(("http://", "https://"))), "")

    def report(self, rule: str, message: str, hint: str, line: int) -> None:
        """Add one problem; `line` is counted from 0 at the first field."""
        self.problems.append(Problem(self.uri, rule, message, hint, self.first_line + line))
