"""Archive to View: what each listing page shows, as data."""

from mkdocs_zhihu.views.archive_lists import HOME_STYLES, NEWEST_DIR, QUESTIONS_DIR, ViewSettings
from mkdocs_zhihu.views.card_text import LENGTH, SUMMARY_LENGTH, TEXT_LENGTH, format_excerpt, reading_minutes
from mkdocs_zhihu.views.listing import View, ViewLink, build_views
from mkdocs_zhihu.views.post_dates import Dates, find_dates

__all__ = [
    "HOME_STYLES",
    "LENGTH",
    "NEWEST_DIR",
    "QUESTIONS_DIR",
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
