"""Words of the exports, in every language we have; part of the catalogue in `texts`."""

ZH = {
    "contents": "目录",
    "cover": "封面",
    "colophon": "关于本书",
    "volume": "卷 {n}",
    "authors_more": "等 {n} 位作者",
    "also": "同属此类，在本书别处",
    "picture_missing": "［图片：{alt}］",
    "picture_bare": "［图片］",
    "pictures_missing": "有 {n} 张图片没有存档，书里以文字代替。",
    "made_with": "由 {tool} 制作",
    "books": "电子书",
    "book": "下载电子书（EPUB）",
}

ZH_HANT = {
    "contents": "目錄",
    "colophon": "關於本書",
    "also": "同屬此類，在本書別處",
    "picture_missing": "［圖片：{alt}］",
    "picture_bare": "［圖片］",
    "pictures_missing": "有 {n} 張圖片沒有存檔，書裡以文字代替。",
    "made_with": "由 {tool} 製作",
    "books": "電子書",
    "book": "下載電子書（EPUB）",
}

EN = {
    "contents": "Contents",
    "cover": "Cover",
    "colophon": "About this book",
    "volume": "Volume {n}",
    "authors_more": "and others, {n} authors in all",
    "also": "In this category too, elsewhere in the book",
    "picture_missing": "[Picture: {alt}]",
    "picture_bare": "[Picture]",
    "pictures_missing": "{n} pictures were not kept; words stand in their place.",
    "pictures_missing_one": "{n} picture was not kept; words stand in its place.",
    "made_with": "Made with {tool}",
    "books": "Books",
    "book": "Download as EPUB",
}
