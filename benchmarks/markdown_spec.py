"""Print where our Markdown differs from the specification's examples and from `marked` as Hexo configures it, and its cost.

npm pack commonmark-spec && tar xzf commonmark-spec-*.tgz
python benchmarks/markdown_spec.py --spec package/spec.txt

python benchmarks/markdown_spec.py --spec cmark-gfm/test/spec.txt     # GitHub's dialect, github.com/github/cmark-gfm
python benchmarks/markdown_spec.py --spec cmark-gfm/test/extensions.txt

npm install marked@15
python benchmarks/markdown_spec.py --marked node_modules --posts 2000

python benchmarks/markdown_spec.py --cost source/_posts     # a Hexo blog's posts

What is compared is what a page shows: both sides pass through the body stage, and a line break is a blank. The name of
this file is not `markdown`: the tests have this folder on their path, and MkDocs imports a package of that name.
"""

import argparse
import json
import random
import re
import statistics
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from bs4 import BeautifulSoup

from mkdocs_zhihu.body import render_body
from mkdocs_zhihu.body.markdown import render_markdown
from mkdocs_zhihu.model import BodyFormat, Dollars
from mkdocs_zhihu.processes.gc_tuning import GcTuning
from mkdocs_zhihu.reading.front_matter import split_front_matter

EXAMPLE = re.compile(
    r"^`{32} ?example[^\n]*\n(.*?)^\.\n(.*?)^`{32}$|^#{1,6} ([^\n]*)$", re.MULTILINE | re.DOTALL
)
REASONS = {
    "md.fence: what follows the language stands above the code": re.compile(r"^ {0,3}(?:`{3,}|~{3,}) *[^\s`]+ +\S", re.MULTILINE),
    "md.fence: lines of a quotation and below a tag are code, as Hexo takes fences out first": re.compile(r"^(?:> ```|<div></div>\n```)"),
    "a picture's title is its caption": re.compile(r"!\["),
    "break: two line breaks with nothing but a tag between them part paragraphs": re.compile(r"^\w+\n<a [^>]*>\n\w+$"),
    "md.html: what is no element of HTML is text": re.compile(r"<(?!/?(?:a|b|p|pre|div|table|td|tr|del|i|script|style|textarea|img|em)\b)|<[a-z]+[^>]*[\s/][a-z_:]+[\s/>]"),
    "md.html: HTML that would swallow what follows is text": re.compile(r"<(?:script|style|textarea|!--|\?|!\[)"),
    "md.math: dollars and bracketed TeX are formulas": re.compile(r"\$|\\\(|\\\["),
    "md.table: words beyond the last column stay": re.compile(r"^\| bar \| baz \| boo \|$|^\| 1 \| 2 \| 3 \| 4 \| 5 \|$", re.MULTILINE),
    "footnotes are linked both ways, and one that is never named is kept": re.compile(r"^\[\^unused\]:", re.MULTILINE),
    "autolinks of GitHub": re.compile(r"https?:|www\.|\w@\w"),
    "a tilde or brackets of GitHub and Obsidian": re.compile(r"~|\[\["),
}  # fmt: skip
BLOCKS = ("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "table", "hr", "figure")
MARKED = """
const {marked} = require(process.argv[1] + '/marked');
const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
marked.setOptions({gfm: true, breaks: true, pedantic: false});
process.stdout.write(JSON.stringify(texts.map(text => marked.parse(text))));
"""
MIN_LENGTH, MAX_LENGTH = 1_500, 8_000
"""Characters of the posts whose cost is measured."""
PIECES = (
    "一段 **粗** 与 *斜* 和 `码` ~~删~~", "行一\n行二  \n行三", "## 题 `a`", "标题\n===", "标题\n---", "- 甲\n- 乙\n  - 丙\n    - 丁", "1. 一\n2. 二\n   - 子",
    "如下：\n- 甲\n- 乙", "然后：\n1. 丙\n2. 丁", "3) 甲\n4) 乙", "* 甲\n\n* 乙", "- [ ] 未\n- [x] 做", "> 引\n> 文", "> 引\n懒", "```js\nlet a = 1;\n```", "~~~\n码\n~~~",
    "    缩进", "| 甲 | 乙 |\n| -- | -- |\n| 1 | **2** |", "甲 | 乙\n-|-\n1 | 2", "---", "***", "[链](https://a.org/) https://b.org/x", "![图](https://a.org/i.png)",
    "[引][r]\n\n[r]: https://a.org/", "甲<br>乙 <kbd>K</kbd>", "<div>块</div>", "<!-- 注 -->", "\\*不是斜\\*", "- 甲\n\n  ```sh\n  ls\n  ```\n- 乙", "1. 甲\n\n   > 引\n\n2. 乙",
    "- 项\n\n  | 甲 |\n  | - |\n  | 1 |", "2021. 年", "#无空格", "`` a`b ``",
)  # fmt: skip

EXTENDED = (
    ("{% note info 题 %}\n盒 **字**\n\n- 甲\n{% endnote %}", "<div>\n\n题\n\n盒 **字**\n\n- 甲\n\n</div>"),
    ("::: warning 题\n1. 甲\n\n> 引\n:::", "<div>\n\n题\n\n1. 甲\n\n> 引\n\n</div>"),
    ("{% codeblock 名 lang:js %}\nlet a = 1;\n{% endcodeblock %}", "```js\nlet a = 1;\n```"),
    ("{% blockquote 某人 %}\n引 *文*\n{% endblockquote %}", "> 引 *文*\n>\n> 某人"),
    ("{% asset_img https://a.org/i.png 图 %}", "![图](https://a.org/i.png)"),
    ("见 {% link 链 https://a.org/ %} 与 {% label 字 %}", "见 [链](https://a.org/) 与 字"),
    ("{% raw %}\n段 **粗**\n{% endraw %}", "段 **粗**"),
    (
        "{% tabs 名 %}\n<!-- tab 一 -->\n- 甲\n<!-- endtab -->\n{% endtabs %}",
        "<div>\n\n**一**\n\n- 甲\n\n</div>",
    ),
    ("设 $a_1*b_1$ 与 \\\\(c_1\\\\)，价 $5 和 $6", "设 式 与 式，价 5 和 6"),
    ("$$\na_1\n# b\n- c\n$$", "§"),
    ("- 项 $x_1$\n\n  $$y_1$$\n- 乙", "- 项 式\n\n  §\n- 乙"),
    ("| 甲 |\n| - |\n| $a_1$ |", "| 甲 |\n| - |\n| 式 |"),
)
"""What Hexo or MathJax takes before or after `marked`, and what is left of it for `marked`."""


def show(text: str, body_format: str, dollars: Dollars = "false") -> str:
    """Return what a page shows of a body."""
    places = {
        "resolve": lambda url: None if "://" in url or url.startswith("mailto:") else f"./{unquote(url)}"
    }
    html = render_body(text=text, format=body_format, dollars=dollars, **places)[0].html  # type: ignore[arg-type]
    return re.sub(r"\s+", " ", unquote(html).replace("<br>", " "))


def read_examples(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Yield the number, the section, the Markdown and the HTML of each example of a specification."""
    number, section = 0, ""
    for match in EXAMPLE.finditer(text):
        if match[3]:
            section = match[3]
            continue
        number += 1
        yield number, section, match[1].replace("→", "\t"), match[2].replace("→", "\t")


def compare_spec(path: Path) -> None:
    """Print how many examples come out equal, and each that does not, with its reason."""
    total = equal = 0
    for number, section, source, expected in read_examples(path.read_text(encoding="utf-8")):
        total += 1
        ours, theirs = show(source, "markdown"), show(expected, "html")
        if ours == theirs:
            equal += 1
            continue
        reason = next((name for name, sign in REASONS.items() if sign.search(source)), "NOT EXPLAINED")
        print(f"{number:4} {section}: {reason}")
        if reason == "NOT EXPLAINED":
            print(f"     {source!r}\n     ours   {ours}\n     theirs {theirs}")
    print(f"{equal} of {total} examples equal; the others are named above")


def read_blocks(html: str) -> list[str]:
    """Return the kinds of all blocks in their order; a paragraph within a list or quotation is not counted."""
    tree = BeautifulSoup(html, "html5lib")
    for formula in (*tree.select("div.arithmatex"), *tree.find_all("p", string="§")):
        formula.name = "hr"
    tags = tree.find_all(BLOCKS)
    return [
        tag.name
        for tag in tags
        if not (tag.name == "p" and tag.find_parent(("li", "blockquote", "td", "th")))
    ]


def compare_marked(modules: Path, count: int) -> None:
    """Print the posts of a generated corpus that have a block of another kind than `marked` makes of them."""
    rng = random.Random(1)
    pieces = [*((piece, piece) for piece in PIECES), *EXTENDED]
    chosen = [rng.choices(pieces, k=rng.randint(3, 9)) for _ in range(count)]
    posts, plain = (["\n\n".join(pair[side] for pair in post) + "\n" for post in chosen] for side in (0, 1))
    command = ["node", "-e", MARKED, str(modules.resolve())]
    answer = subprocess.run(command, input=json.dumps(plain), capture_output=True, text=True, check=True)
    different = 0
    for post, html in zip(posts, json.loads(answer.stdout), strict=True):
        ours, theirs = read_blocks(show(post, "markdown", "auto")), read_blocks(show(html, "html"))
        if ours != theirs:
            different += 1
            if different <= 5:
                print(f"{post!r}\n  ours   {ours}\n  marked {theirs}")
    print(f"{count - different} of {count} posts have the same kinds of blocks as with marked")


def measure(text: str, body_format: BodyFormat) -> float:
    """Return the least CPU time of several runs."""
    times = []
    for _ in range(9):
        started = time.process_time()
        render_body(text=text, format=body_format)
        times.append(time.process_time() - started)
    return min(times)


def print_cost(folder: Path) -> None:
    """Print how much more CPU time posts take as Markdown than as the HTML that the parser makes of them."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.md"))]
    bodies = [split_front_matter(text, "a.md")[0].body for text in texts]
    GcTuning().begin()  # as a build does
    costs = [
        (measure(text, "markdown"), measure(f"<div>{render_markdown(text).html}</div>", "html"))
        for text in bodies
        if MIN_LENGTH < len(text) < MAX_LENGTH
    ]
    ratios = [markdown / html for markdown, html in costs]
    whole = sum(markdown for markdown, _ in costs) / sum(html for _, html in costs)
    print(
        f"{len(costs)} posts cost {whole:.2f} times as much as HTML, {statistics.median(ratios):.2f} by median"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--spec", type=Path, help="`spec.txt` of CommonMark or of GitHub's dialect")
    parser.add_argument("--marked", type=Path, help="`node_modules` with marked in it")
    parser.add_argument("--posts", type=int, default=2000)
    parser.add_argument("--cost", type=Path, help="a folder of Markdown posts")
    arguments = parser.parse_args()
    if arguments.cost:
        print_cost(arguments.cost)
    if arguments.spec:
        compare_spec(arguments.spec)
    if arguments.marked:
        compare_marked(arguments.marked, arguments.posts)


if __name__ == "__main__":
    main()
