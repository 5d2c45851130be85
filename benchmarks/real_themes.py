"""Sites as people have them: plugins and overrides beside ours, a card theme for Hugo, Butterfly for Hexo."""

from pathlib import Path

OVERRIDE = '<section id="comments"><script src="https://giscus.app/client.js" data-term="{{ page.title }}" async></script></section>\n'
"""What most sites override: comments below each post."""

FEATURES = "[navigation.tabs, navigation.top, navigation.path, search.suggest, content.code.copy]"
PALETTE = (
    "[{scheme: default, toggle: {icon: material/weather-night, name: dark}},"
    " {scheme: slate, toggle: {icon: material/weather-sunny, name: light}}]"
)
BARE_THEME = "theme: {name: material, font: false, language: zh}\n"
OVERRIDDEN_THEME = (
    "theme:\n  name: material\n  font: false\n  language: zh\n  custom_dir: overrides\n"
    f"  features: {FEATURES}\n  palette: {PALETTE}\n"
)
BARE_PLUGINS = "plugins: [zhihu]\n"
MANY_PLUGINS = (
    "plugins:\n  - zhihu\n  - tags\n  - glightbox\n  - minify: {minify_html: true}\n"
    "  - rss: {match_path: posts/.*, use_git: false, date_from_meta: {as_creation: date}}\n"
)
NAME = "site_name: t\nsite_url: https://a.example/\n"
OURS = {
    "ours": NAME + BARE_THEME + BARE_PLUGINS,
    "ours-overrides": NAME + OVERRIDDEN_THEME + BARE_PLUGINS,
    "ours-plugins": NAME + BARE_THEME + MANY_PLUGINS,
    "ours-all": NAME + OVERRIDDEN_THEME + MANY_PLUGINS,
}
"""`mkdocs.yml` by configuration."""

HUGO_CONFIG = """title = "t"
baseURL = "https://a.example/"
defaultContentLanguage = "zh"
hasCJKLanguage = true
summaryLength = 100
[markup.goldmark.renderer]
unsafe = true
[markup.tableOfContents]
startLevel = 2
endLevel = 4
[pagination]
pagerSize = 24
[taxonomies]
category = "categories"
tag = "tags"
[outputs]
home = ["HTML", "RSS", "JSON"]
section = ["HTML", "RSS"]
term = ["HTML", "RSS"]
[related]
threshold = 80
[[related.indices]]
name = "categories"
weight = 100
"""
ICON = '<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor"><path d="M4 6h16M4 12h16M4 18h16"/></svg>'
HUGO_LAYOUTS = {
    "_default/baseof.html": """<!doctype html>
<html lang="{{ .Site.Language.Lang }}"><head>{{ partial "head.html" . }}</head>
<body><div class="container"><aside class="sidebar">{{ partial "menu.html" . }}</aside>
<main>{{ block "main" . }}{{ end }}{{ partialCached "footer.html" . }}</main>
<aside class="widgets">{{ block "right" . }}{{ partialCached "widgets.html" . }}{{ end }}</aside></div>
<script src="/js/main.js" defer></script></body></html>
""",
    "partials/head.html": """<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ if .IsHome }}{{ .Site.Title }}{{ else }}{{ .Title }} - {{ .Site.Title }}{{ end }}</title>
{{ $about := .Description | default (.Summary | plainify | truncate 150) }}<meta name="description" content="{{ $about }}">
<link rel="canonical" href="{{ .Permalink }}"><link rel="stylesheet" href="/css/style.css">
<meta property="og:title" content="{{ .Title }}"><meta property="og:description" content="{{ $about }}">
<meta property="og:url" content="{{ .Permalink }}"><meta property="og:type" content="{{ if .IsPage }}article{{ else }}website{{ end }}">
{{ with .Date }}<meta property="article:published_time" content="{{ .Format "2006-01-02T15:04:05Z07:00" }}">{{ end }}
<meta name="twitter:card" content="summary">
{{ range .AlternativeOutputFormats }}<link rel="{{ .Rel }}" type="{{ .MediaType.Type }}" href="{{ .Permalink }}">{{ end }}
""",
    "partials/menu.html": """<header><a href="/"><h1>{{ .Site.Title }}</h1></a><p>{{ .Site.Params.subtitle }}</p></header>
<nav><ol>{{ $here := .RelPermalink }}{{ range slice "posts" "categories" "tags" "archive" "search" }}
<li{{ if strings.HasPrefix $here (printf "/%s/" .) }} class="current"{{ end }}><a href="/{{ . }}/">ICON<span>{{ . }}</span></a></li>{{ end }}
</ol></nav>
""",
    "partials/widgets.html": """<section class="search"><form action="/search/"><input name="keyword" placeholder="search"></form></section>
<section class="tree"><h2>categories</h2><ul>{{ range .Site.Taxonomies.categories.ByCount }}
<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> <span>{{ .Count }}</span></li>{{ end }}</ul></section>
<section class="years"><h2>archive</h2><ul>{{ range .Site.RegularPages.GroupByDate "2006" }}
<li><a href="/archive/#{{ .Key }}">{{ .Key }}</a> <span>{{ len .Pages }}</span></li>{{ end }}</ul></section>
<section class="tags"><h2>tags</h2>{{ range first 30 .Site.Taxonomies.tags.ByCount }}
<a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a>{{ end }}</section>
""",
    "partials/footer.html": """<footer><p>&copy; {{ .Site.Title }}</p><p>{{ len .Site.RegularPages }} posts</p></footer>
""",
    "partials/card.html": """<article class="card">{{ with findRE `<img[^>]+src="[^"]+"` .Content 1 }}
{{ $image := index (findRE `https?://[^"]+` (index . 0) 1) 0 }}<a class="picture" href="{{ $.RelPermalink }}"><img src="{{ $image }}" loading="lazy" alt=""></a>{{ end }}
<div class="details"><header>{{ range .GetTerms "categories" }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>{{ end }}</header>
<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2><p>{{ .Summary | plainify | truncate 120 }}</p>
<footer><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2006-01-02" }}</time> <span>{{ .ReadingTime }} min</span></footer></div></article>
""",
    "_default/list.html": """{{ define "main" }}<header><h1>{{ .Title }}</h1><p>{{ len .Pages }}</p></header>
{{ $pages := .Pages }}{{ if .IsHome }}{{ $pages = where .Site.RegularPages "Type" "posts" }}{{ end }}{{ $pager := .Paginate $pages }}
<section class="cards">{{ range $pager.Pages }}{{ partial "card.html" . }}{{ end }}</section>
<nav class="pages">{{ with $pager.Prev }}<a href="{{ .URL }}">prev</a>{{ end }}<span>{{ $pager.PageNumber }} / {{ $pager.TotalPages }}</span>
{{ with $pager.Next }}<a href="{{ .URL }}">next</a>{{ end }}</nav>{{ end }}
""",
    "_default/terms.html": """{{ define "main" }}<h1>{{ .Title }}</h1><section class="tiles">{{ range .Data.Terms.ByCount }}
<article><h2><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a></h2><span>{{ .Count }}</span></article>{{ end }}</section>{{ end }}
""",
    "_default/archive.html": """{{ define "main" }}<h1>{{ .Title }}</h1>{{ range .Site.RegularPages.GroupByDate "2006" }}
<section id="{{ .Key }}"><h2>{{ .Key }} ({{ len .Pages }})</h2></section>{{ end }}{{ end }}
""",
    "_default/single.html": """{{ define "main" }}<article class="main">
<header>{{ range .GetTerms "categories" }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>{{ end }}<h1>{{ .Title }}</h1>
<time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2006-01-02" }}</time><span>{{ .ReadingTime }} min, {{ .WordCount }}</span></header>
<section class="content">{{ .Content }}</section>
<footer>{{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>{{ end }}<p>{{ .Lastmod.Format "2006-01-02" }}</p></footer></article>
{{ with .Site.RegularPages.Related . | first 5 }}<aside class="related"><h2>related</h2>{{ range . }}<article><a href="{{ .RelPermalink }}">
<h3>{{ .Title }}</h3></a></article>{{ end }}</aside>{{ end }}
<nav class="neighbours">{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>{{ end }}
{{ define "right" }}<section class="toc"><h2>contents</h2>{{ .TableOfContents }}</section>{{ partialCached "widgets.html" . }}{{ end }}
""",
    "index.json": """[{{ range $index, $page := .Site.RegularPages }}{{ if $index }},{{ end }}
{{ dict "title" .Title "date" (.Date.Format "2006-01-02") "permalink" .Permalink "content" .Plain | jsonify }}{{ end }}]
""",
}
"""A theme in the shape of the well-known card themes: cards, contents, category tree, tags, related posts, JSON index, feeds."""

BUTTERFLY = """title: t
url: https://a.example
language: zh-CN
permalink: :title/
theme: butterfly
new_post_name: :title.md
highlight: {enable: false}
prismjs: {enable: false}
syntax_highlighter: null
per_page: 24
search: {path: search.xml, field: post, content: true}
feed: {type: [atom, rss2], path: [atom.xml, rss2.xml], limit: 20}
"""
BUTTERFLY_PACKAGES = (
    "hexo", "hexo-generator-archive", "hexo-generator-category", "hexo-generator-feed", "hexo-generator-index",
    "hexo-generator-searchdb", "hexo-generator-tag", "hexo-renderer-ejs", "hexo-renderer-marked", "hexo-renderer-pug",
    "hexo-renderer-stylus", "hexo-theme-butterfly",
)  # fmt: skip


def write_hugo_theme(project: Path) -> None:
    """Write the configuration, the layouts and the pages that Hugo needs beside the posts."""
    for name, text in HUGO_LAYOUTS.items():
        path = project / "layouts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("ICON", ICON), encoding="utf-8")
    (project / "hugo.toml").write_text(HUGO_CONFIG, encoding="utf-8")
    (project / "content").mkdir(exist_ok=True)
    page = "---\ntitle: archive\nlayout: archive\n---\n"
    (project / "content" / "archive.md").write_text(page, encoding="utf-8")
    for name in ("static/css/style.css", "static/js/main.js"):
        (project / name).parent.mkdir(parents=True)
        (project / name).write_text("/* of no account for how long a build takes */\n", encoding="utf-8")
