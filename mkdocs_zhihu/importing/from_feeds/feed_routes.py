"""What the feeds of RSSHub's Zhihu routes mean: their times, their titles, whether they have whole texts."""

import re
from enum import StrEnum
from typing import NamedTuple

from mkdocs_zhihu.importing.from_feeds.source_feed import SourceFeed


class TimeMeaning(StrEnum):
    """What the time of an entry is."""

    CREATED = "created"
    UPDATED = "updated"
    ACTION = "action"
    """When an account agreed with the post or shared it."""


class Route(NamedTuple):
    """One kind of feed."""

    time: TimeMeaning = TimeMeaning.CREATED
    """What its times are."""

    has_author: bool = True
    """Whether its authors are the authors of the posts."""

    has_action: bool = False
    """Whether its titles begin with what an account did: `A赞同了回答: `."""

    is_excerpt: bool = False
    """Whether it has only the beginning of every text."""

    has_own_title: bool = True
    """Whether entries have the titles of their posts."""


ROUTES: tuple[tuple[re.Pattern[str], Route], ...] = (
    (re.compile(r"/zhihu/people/activities/|zhihu\.com/people/[^/]+/?$|/people/[^/]+/activities"),
     Route(TimeMeaning.ACTION, has_action=True)),
    (re.compile(r"/zhihu/timeline|zhihu\.com/follow"), Route(TimeMeaning.UPDATED, has_action=True)),
    (re.compile(r"/zhihu/(?:hot|hotlist|topic)(?:/|$|\?)|zhihu\.com/(?:hot|billboard|topic)(?:/|$|\?)"),
     Route(is_excerpt=True)),
    (re.compile(r"/zhihu/collection/|zhihu\.com/collection/"), Route(TimeMeaning.UPDATED)),
    (re.compile(r"/zhihu/question/|zhihu\.com/question/\d+"), Route(TimeMeaning.UPDATED, has_own_title=False)),
    (re.compile(r"/zhihu/zhuanlan/|zhuanlan\.zhihu\.com/|zhihu\.com/column/"), Route(has_author=False)),
)  # fmt: skip
"""By an address of the feed, the first that fits."""

ACTION = re.compile(r"^[^:：]{1,60}了[^:：]{0,20}[:：]\s*")
ANSWERED = re.compile(r"^(?P<name>[^：]{1,60})的回答：")
PAGES_AROUND = re.compile(
    r"^知乎专栏-|^知乎-|\s*-\s*知乎(?:收藏夹)?$|的知乎(?:回答|动态|想法|文章)$|\s+-\s+知乎.*$"
)


def find_route(feed: SourceFeed, url: str) -> Route:
    """Return what kind of feed it is, by the address it was fetched from and those it names."""
    for address in (url, *feed.links):
        for pattern, route in ROUTES:
            if pattern.search(address):
                return route
    return Route()


def format_category(feed: SourceFeed) -> str:
    """Return a feed's title without what all titles of its kind have.

    >>> format_category(SourceFeed(title="知乎专栏-云"))
    '云'
    """
    return PAGES_AROUND.sub("", PAGES_AROUND.sub("", feed.title.strip())).strip()


def clean_title(title: str, feed: SourceFeed, route: Route) -> tuple[str, str]:
    """Return the title of an entry's post, and the author its title names, "" if it names none."""
    if not route.has_own_title and (match := ANSWERED.match(title)):
        return feed.title.strip().removeprefix("知乎-"), match["name"]
    if route.has_action:
        return ACTION.sub("", title), ""
    return title, ""
