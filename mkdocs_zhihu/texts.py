"""Every word of the interface, in every language we have."""

from collections.abc import Mapping

ZH = {
    "home": "首页",
    "archive": "归档",
    "categories": "分类",
    "authors": "作者",
    "tags": "标签",
    "all_posts": "全部文章",
    "subcategories": "子分类",
    "undated": "日期不详",
    "uncategorised": "未分类",
    "published": "发布于",
    "updated": "编辑于",
    "crawled": "收录于",
    "source": "来源",
    "original": "查看原文",
    "minutes": "{n} 分钟读完",
    "posts": "{n} 篇",
    "characters": "{n} 字",
    "newer": "上一篇",
    "older": "下一篇",
    "in_category": "同一分类",
    "beside": "前后文章",
    "page": "第 {n} 页",
    "pages": "分页",
    "previous_page": "上一页",
    "next_page": "下一页",
    "pinned": "置顶",
    "nothing": "这里还没有文章。",
    "empty_body": "存档里没有这篇文章的正文。",
    "empty_body_link": "原文可能还在：",
    "paid": "这里只存了付费内容的开头，原文更长。",
    "year": "{n} 年",
    "month": "{y} 年 {m} 月",
    "month_short": "{m} 月",
    "stats": "共 {posts}，{characters}",
}

ZH_HANT = ZH | {
    "home": "首頁",
    "archive": "歸檔",
    "categories": "分類",
    "tags": "標籤",
    "subcategories": "子分類",
    "undated": "日期不詳",
    "uncategorised": "未分類",
    "published": "發佈於",
    "updated": "編輯於",
    "crawled": "收錄於",
    "source": "來源",
    "minutes": "{n} 分鐘讀完",
    "newer": "上一篇",
    "in_category": "同一分類",
    "beside": "前後文章",
    "page": "第 {n} 頁",
    "pages": "分頁",
    "previous_page": "上一頁",
    "next_page": "下一頁",
    "pinned": "置頂",
    "nothing": "這裡還沒有文章。",
    "paid": "這裡只存了付費內容的開頭，原文更長。",
    "empty_body": "存檔裡沒有這篇文章的正文。",
    "empty_body_link": "原文可能還在：",
}

EN = {
    "home": "Home",
    "archive": "Archive",
    "categories": "Categories",
    "authors": "Authors",
    "tags": "Tags",
    "all_posts": "All posts",
    "subcategories": "Subcategories",
    "undated": "Undated",
    "uncategorised": "Uncategorised",
    "published": "Published",
    "updated": "Edited",
    "crawled": "Archived",
    "source": "Source",
    "original": "View original",
    "minutes": "{n} min read",
    "posts": "{n} posts",
    "posts_one": "{n} post",
    "characters": "{n} characters",
    "characters_one": "{n} character",
    "newer": "Newer",
    "older": "Older",
    "in_category": "In this category",
    "beside": "Posts before and after",
    "page": "Page {n}",
    "pages": "Pages",
    "previous_page": "Previous page",
    "next_page": "Next page",
    "pinned": "Pinned",
    "nothing": "There are no posts here yet.",
    "paid": "This is only the beginning of a paid text; the original is longer.",
    "empty_body": "The archive has no text for this post.",
    "empty_body_link": "The original may still be there:",
    "year": "{n}",
    "month": "{y}-{m}",
    "month_short": "{m}",
    "stats": "{posts}, {characters}",
}

CATALOGUE: Mapping[str, Mapping[str, str]] = {"zh": ZH, "zh-hant": ZH_HANT, "zh-tw": ZH_HANT, "en": EN}
LOCALES = {"zh": "zh_Hans_CN", "zh-hant": "zh_Hant_TW", "zh-tw": "zh_Hant_TW", "en": "en"}


def find_language(language: str) -> str:
    """Return the key of the catalogue for a theme's language, English for one we do not have."""
    wanted = language.lower().replace("_", "-")
    if wanted in ("zh-hk", "zh-mo"):
        return "zh-hant"
    return next((key for key in (wanted, wanted.split("-")[0]) if key in CATALOGUE), "en")
