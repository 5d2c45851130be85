"""One question page with five answers in every form in which pages are saved; all text is invented."""

import base64
import json
import re
from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP

QUESTION = "100004"
URL = f"https://www.zhihu.com/question/{QUESTION}"
TITLE = "云为什么会动？"
DETAIL = "<p>山上看云，<b>快慢</b>不同。</p>"
H = "0123456789abcdef0123456789abcdef"
PICTURE = f"https://pic1.zhimg.com/v2-{H}"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAACgAAAAeCAIAAADRv8uKAAAALklEQVR4nO3NMQEAMAgAoLmYZjKYsazg5wMFiKx+F/7JKhaLxWKxWCwWi8XilQGGgwHqhxw48QAAAABJRU5ErkJggg=="
)
DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
BLURRED = (
    "data:image/gif;base64,R0lGODdhFAAKAIAAAAAAAAAAACwAAAAAFAAKAAAIGQABCBxIsKDBgwgTKlzIsKHDhxAjSpyoMCAAOw=="
)
"""What keeps the place of a picture: one pixel, or the picture in 20 by 10."""
AUTHORS = ("甲", "乙 B", "丙", "丁", "戊")
CREATED = tuple(1714961940 + 86_400 * day for day in range(5))
"""6 May 2024 10:19 in China, and the days after."""
EDITED = tuple(time + 3_600 for time in CREATED)
HEADLINE = "看云的人"
COMMENT = "评论里的话"
TEASER = "别的页面的开头"
FORMS = ("complete", "html only", "SingleFile", "MHTML")


def answer_html(number: int) -> str:
    """Return the text of an answer as the API has it."""
    return (
        f'<p data-pid="x">第{number + 1}个回答，因为<b>风</b>。</p><figure data-size="normal">'
        f'<img src="{PICTURE}_720w.jpg" data-rawwidth="40" data-rawheight="30" data-original="{PICTURE}_r.jpg">'
        "<figcaption>图说</figcaption></figure>"
        '<p>设 <img src="https://www.zhihu.com/equation?tex=a%5E2" alt="a^2" eeimg="1"/> 为式<sup data-text="注文"'
        f' data-url="" data-draft-node="inline" data-draft-type="reference" data-numero="1">[1]</sup>，完{number}。</p>'
    )


def build_data(*, numbers: range = range(5), url_id: str = "") -> str:
    """Return the data that a page brings along."""
    answers = {
        f"30000{n}": {
            "id": f"30000{n}", "url": f"https://www.zhihu.com/api/v4/answers/30000{n}", "content": answer_html(n),
            "createdTime": CREATED[n], "updatedTime": EDITED[n], "voteupCount": n, "commentCount": 0,
            "author": {"name": AUTHORS[n], "urlToken": f"u{n}", "headline": HEADLINE},
            "question": {"id": QUESTION, "title": TITLE}, "contentNeedTruncated": False,
        }
        for n in numbers
    }  # fmt: skip
    question = {"id": QUESTION, "title": TITLE, "detail": DETAIL, "topics": [{"id": "1", "name": "气象学"}]}
    state = {
        "initialState": {"entities": {"questions": {QUESTION: question}, "answers": answers}},
        "x": url_id,
    }
    return json.dumps(state, ensure_ascii=False).replace("<", "\\u003C")


def _build_item(number: int, text: str) -> str:
    iso = ("2024-05-%02dT02:19:00.000Z", "2024-05-%02dT03:19:00.000Z")
    zop = json.dumps(
        {"authorName": AUTHORS[number], "itemId": 300000 + number, "title": TITLE, "type": "answer"}
    )
    return (
        f"""<div class="List-item"><div class="ContentItem AnswerItem" name="30000{number}" data-zop='{zop}'>"""
        f'<div class="ContentItem-meta"><div class="AuthorInfo AnswerItem-authorInfo"><meta itemprop="name" content="{AUTHORS[number]}">'
        f'<meta itemprop="url" content="https://www.zhihu.com/people/u{number}"><span class="UserLink AuthorInfo-name">'
        f'<a class="UserLink-link" href="//www.zhihu.com/people/u{number}">{AUTHORS[number]}</a></span>'
        f'<div class="AuthorInfo-badgeText">{HEADLINE}</div></div></div><meta itemprop="upvoteCount" content="{number}">'
        f'<meta itemprop="url" content="{URL}/answer/30000{number}"><meta itemprop="dateCreated" content="{iso[0] % (6 + number)}">'
        f'<meta itemprop="dateModified" content="{iso[1] % (6 + number)}"><div class="RichContent RichContent--unescapable">'
        f'<div class="RichContent-inner"><span class="RichText ztext CopyrightRichText-richText" itemprop="text">{text}</span></div>'
        f'<div class="ContentItem-time"><a href="{URL}/answer/30000{number}"><span>编辑于 2024-05-{6 + number:02} 11:19</span></a></div>'
        '<div class="ContentItem-actions"><button>赞同 3</button><button>收起</button></div></div>'
        f'<div class="Comments-container"><div class="CommentItem"><div class="RichText ztext">{COMMENT}</div></div></div></div></div>'
    )


def build_page(*, image: str = "{src}", data: str = "", head: str = "") -> str:
    """Return the page as a browser has it; `image` is where the pictures are."""
    items = []
    for number in range(5):
        text = answer_html(number).replace(f"{PICTURE}_720w.jpg", image.format(src=f"{PICTURE}_720w.jpg"))
        items.append(_build_item(number, text))
    script = f'<script id="js-initialData" type="text/json">{data}</script>' if data else ""
    return (
        f'<!DOCTYPE html>\n{head}<html lang="zh"><head><meta charset="utf-8"><title>(2 封私信) {TITLE} - 知乎</title>'
        f'<meta property="og:url" content="{URL}"><meta name="keywords" content="气象学"><style>p > a {{ x: 1 }}</style></head>'
        '<body><div id="root"><header class="AppHeader"><button>登录</button></header><div class="QuestionPage">'
        f'<div class="QuestionHeader"><h1 class="QuestionHeader-title">{TITLE}</h1><div class="QuestionRichText">'
        f'<span class="RichText ztext">{DETAIL}</span></div><button>关注问题</button></div><div class="Question-main">'
        f'<div id="QuestionAnswers-answers">{"".join(items)}</div><div class="Recommendations-Main"><div class="ContentItem">'
        f'<span class="RichText ztext">{TEASER}</span></div></div></div></div></div>{script}<script>if (1<2) run("</p>")</script></body></html>'
    )


def _minify(html: str) -> str:
    """Return a page as SingleFile writes it: no scripts, no quotes where none are needed, few end tags."""
    html = re.sub(r"<script\b.*?</script>", "", html, flags=re.DOTALL)
    html = re.sub(r'([\w-]+)="([\w./:#-]+)"(?=[ >])', r"\1=\2", html)
    return re.sub(r"</p>(?=<(?:p|figure)\b)|</li>", "", html)


def build_mhtml(html: str, pictures: Mapping[str, bytes], *, charset: str = "utf-8") -> bytes:
    """Return the page as Chromium saves it: a mail with parts."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = URL
    message["Subject"] = TITLE
    message["MIME-Version"] = "1.0"
    message.make_related()
    page = EmailMessage(policy=SMTP)
    page.set_content(html, subtype="html", charset=charset, cte="quoted-printable")
    page["Content-Location"] = URL
    message.attach(page)
    for name, content in pictures.items():
        part = EmailMessage(policy=SMTP)
        part.set_content(content, maintype="image", subtype="png", cte="base64")
        part["Content-Location"] = name
        message.attach(part)
    return message.as_bytes()


def save(form: str) -> dict[str, bytes]:
    """Return the files of the page saved in one form."""
    uri = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    if form == "complete":
        page = build_page(
            image="./云_files/v2.png",
            data=build_data(),
            head=f"<!-- saved from url=({len(URL):04}){URL} -->\n",
        )
        return {"云.html": page.encode(), "云_files/v2.png": PNG}
    if form == "html only":
        return {"云.html": build_page(data=build_data()).encode()}
    if form == "SingleFile":
        mark = f"<!--\n Page saved with SingleFile \n url: {URL} \n saved date: Wed May 18 2024 10:00:00 GMT+0800 (China Standard Time)\n-->"
        return {"云.html": (_minify(build_page(image=uri)).replace("<html", f"{mark}<html", 1)).encode()}
    if form == "MHTML":
        page = re.sub(r"<script\b.*?</script>", "", build_page(), flags=re.DOTALL)
        return {"云.mhtml": build_mhtml(page, {f"{PICTURE}_720w.jpg": PNG})}
    raise ValueError(form)


def build_app_export(number: int) -> tuple[str, bytes]:
    """Return name and text of one answer as the app Zhihu++ exports it."""
    day = f"2024-05-{6 + number:02}"
    page = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}</title></head><body><h1 class="title">{TITLE}</h1>'
        f'<div class="author-name">{AUTHORS[number]}</div><div class="author-bio">{HEADLINE}</div>'
        f'<span class="stat-chip-value">{number}</span><span class="stat-chip-value">0</span>'
        f'<article class="content RichContent-inner">{answer_html(number)}</article>'
        f'<section><h2 class="comments-title">评论</h2><div class="comment">{COMMENT}</div></section><footer class="export-footer">'
        f'<div class="export-footer-line">导出日期：2024-06-01 08:00</div><div class="export-footer-line">发布日期：{day} 10:19</div>'
        f'<div class="export-footer-line">编辑日期：{day} 11:19</div></footer></body></html>'
    )
    return (
        f"zhihu++_云为什么会动_{AUTHORS[number].replace(' ', '_')}的回答_answer_30000{number}_20240601_080000.html",
        page.encode(),
    )
