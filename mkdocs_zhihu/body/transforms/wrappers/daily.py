"""知乎日报: the story inside its wrappers."""

from bs4.element import NavigableString, Tag

from mkdocs_zhihu.body.dom.tree import attribute, child_tags, children, find_tags, has_class
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.urls import clean_url

WRAPPERS = ("main-wrap", "headline", "content-inner", "question", "answer", "content", "img-place-holder")


def unwrap_daily(draft: Draft) -> None:
    """Take a daily story out of its wrappers; author, question and original link become metadata.

    Several questions in one post become sections, each with its question and byline.

        before: <div class="question">Q<div class="answer"><strong><span class="author">A，</span></strong><div class="content"><p>a</p></div></div></div>
        after:  <h2>Q</h2><p>a</p>
    """
    for tag in draft.find_class("zh-byline"):
        _keep_byline(draft, tag)
    questions = draft.find_class("question")
    if not any(_find(question, "content") for question in questions):
        return
    draft.kind = "daily"
    for question in questions:
        answers = [tag for tag in question.find_all("div") if has_class(tag, "answer")]
        _unwrap_question(draft, question, answers, is_only=len(questions) == 1)
    if len(questions) > 1:
        draft.sections = questions
    links = [link for tag in draft.find_class("view-more") for link in _take_link(tag)]
    if len(questions) == 1:
        draft.original = draft.original or next(iter(links), "")
    sections = set(map(id, draft.sections))  # equal tags are not the same
    for tag in draft.find_all("div"):
        if has_class(tag, *WRAPPERS) and id(tag) not in sections:
            tag.unwrap()


def _unwrap_question(draft: Draft, question: Tag, answers: list[Tag], *, is_only: bool) -> None:
    texts = [node for node in children(question) if isinstance(node, NavigableString)]
    text = " ".join("".join(texts).split())
    for node in texts:
        node.extract()
    if is_only and is_same_title(text, draft.title):
        draft.true_title = text
    elif text:
        question.insert(0, draft.new("h2", None, text))
    for answer in answers:
        _unwrap_answer(draft, answer, is_only=is_only and len(answers) == 1)


def _unwrap_answer(draft: Draft, answer: Tag, *, is_only: bool) -> None:
    head = next((tag for tag in child_tags(answer) if tag.name == "strong" or has_class(tag, "meta")), None)
    if head is None or not _find(head, "author"):
        return
    link = _find(head, "originUrl")
    url = clean_url(attribute(link, "href")) if link else ""
    # From the last to the first: where an end tag is missing, each holds those that follow it.
    _, bio, author = (_take_text(head, name) for name in ("originUrl", "bio", "author"))
    author = author.rstrip("，")
    for avatar in find_tags(head, "img"):
        if has_class(avatar, "avatar"):
            avatar.extract()
    if is_only:
        draft.author, draft.bio, draft.original = "" if author == "知乎用户" else author, bio, url
    else:
        head.insert_before(_build_byline(draft, author, bio, url))
    head.unwrap()  # where its end tag is missing, it holds the answer


def _build_byline(draft: Draft, author: str, bio: str, url: str) -> Tag:
    byline = draft.new("p", {"class": "zh-byline"}, " · ".join(filter(None, (author, bio))))
    if url:
        byline.append(" · ")
        byline.append(draft.new("a", {"href": url}, "查看知乎原文"))
    return byline


def _keep_byline(draft: Draft, tag: Tag) -> None:
    """Keep a byline of our own making: text and links, nothing else."""
    is_ours = tag.name == "p" and all(link.name == "a" and not child_tags(link) for link in child_tags(tag))
    if is_ours and attribute(tag, "class") == "zh-byline":
        tag.attrs = {"class": "zh-byline"}
        draft.keep(tag)


def _take_link(tag: Tag) -> list[str]:
    links = [clean_url(attribute(link, "href")) for link in tag.find_all("a")]
    tag.decompose()
    return [link for link in links if link]


def _find(tag: Tag, name: str) -> Tag | None:
    return next((node for node in tag.descendants if isinstance(node, Tag) and has_class(node, name)), None)


def _take_text(tag: Tag, name: str) -> str:
    """Take the first tag of a class out of another, and return its text."""
    found = _find(tag, name)
    return " ".join(found.extract().get_text().split()) if found else ""


def is_same_title(text: str, title: str) -> bool:
    """Return whether a title is this text, apart from characters that became `_` in a file name."""
    if not text or len(text) != len(title):
        return False
    return all(mangled in (character, "_") for character, mangled in zip(text, title, strict=True))
