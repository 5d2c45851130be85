"""Names that tools, themes and plugins have for the same fields."""

from collections.abc import Mapping

HIDDEN = ("hide", "hidden", "unlisted")
"""What some themes leave out of their lists."""

PUBLISHED = ("published", "publish", "public", "isPublic", "is_public")
"""What says `false` in a post that is in no site, of Jekyll, Hexo, Obsidian Publish, Quartz, Yuque and Logseq."""

PICTURES = (
    "img",
    "coverImg",
    "coverImage",
    "cover_image",
    "heroImage",
    "hero_image",
    "featured_image",
    "featuredImage",
    "image",
    "photos",
    "photo",
    "poster",
)
"""Names for the only picture of a post."""

WRITTEN = (
    "create_time", "created_time", "createTime", "createdTime", "created_at", "createdAt", "date_created", "dateCreated",
    "create_date", "created_date", "createDate", "createdDate", "creation_date", "creationDate", "created",
    "publish_date", "published_date", "publishDate", "publishedDate", "publish_time", "published_time", "publishTime", "publishedTime",
    "published_at", "publishedAt", "date_published", "datePublished", "pubDate", "pubdate", "pub_date", "published",
    "pubDatetime", "pub_datetime", "publication_date", "publicationDate", "postDate", "post_date", "posted", "posted_at", "postedAt", "date_posted", "datePosted",
    "publish", "create", "datetime", "time",
)  # fmt: skip
"""Names for the date of a post that has no `date`; the first one wins that holds a date."""

EDITED = (
    "update_time", "updated_time", "updateTime", "updatedTime", "updated_at", "updatedAt", "date_updated", "dateUpdated",
    "update_date", "updated_date", "updateDate", "updatedDate", "last_updated", "lastUpdated", "last_modified", "lastModified",
    "last_modified_at", "lastmod_at", "modified", "modified_time", "modifiedTime", "modified_at", "modifiedAt", "modified_date", "modifiedDate",
    "modify_time", "modifyTime", "date_modified", "dateModified", "modification_date", "modDatetime", "mod_datetime", "modDate", "mod_date", "updatedDatetime",
    "edited", "update", "revised",
)  # fmt: skip
"""Names for the date of the last edit, likewise."""

ALIASES: Mapping[str, tuple[str, ...]] = {
    "categories": ("categories", "category"),
    "tags": ("tags", "tag"),
    "author": ("author", "authors"),
    "headimg": ("headimg", "cover", "banner", "top_img", "banner_img", *PICTURES),
    "thumbnail": ("thumbnail", "index_img", "cover", "headimg", *PICTURES),
    "description": ("description", "excerpt", "summary"),
    "sticky": ("sticky", "top", "pin"),
    "updated": ("updated", "lastmod"),
    "original": ("source", "link", "url", "guid", "original"),
}
"""Keys that a field is read from, spellings of other themes and plugins among them; the first that has a value wins.

Of pictures and originals a value is an address.
"""
