"""Archive to View: what each listing page shows, as data."""

from mkdocs_zhihu.views.build import View, ViewLink, build_views
from mkdocs_zhihu.views.dates import Dates, find_dates
from mkdocs_zhihu.views.excerpt import LENGTH, SUMMARY_LENGTH, TEXT_LENGTH, format_excerpt, reading_minutes
from mkdocs_zhihu.views.lists import HOME_STYLES, ViewSettings

__all__ = [
    "HOME_STYLES",
    "LENGTH",
    "SUMMARY_LENGTH",
    "TEXT_LENGTH",
    "Dates",
    "View",
    "ViewLink",
    "ViewSettings",
    "build_views",
    "find_dates",
    "format_excerpt",
    "reading_minutes",
]
