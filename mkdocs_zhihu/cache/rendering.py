"""One file to its record: the one long piece of work, free of everything but its task."""

from collections.abc import Callable
from datetime import UTC, datetime

from msgspec.structs import replace

from mkdocs_zhihu import body as body_stage
from mkdocs_zhihu import problems as problem_values
from mkdocs_zhihu.cache.records import ENCODER, Record, RenderResult, RenderTask
from mkdocs_zhihu.model import Body, Image, Post
from mkdocs_zhihu.problems import Problem, Problems, build_mistake
from mkdocs_zhihu.reading import read_post

FAR_FUTURE = datetime(9999, 1, 1, tzinfo=UTC)
NO_BODY = Body("", "")
EXCERPT_LENGTH = 100
"""Characters of a text that are at hand: a title is made of them where there is none."""


def render_task(task: RenderTask) -> RenderResult:
    """Return what a file comes to: the one long piece of work, free of everything but its task."""
    record, html, text = make_record(task)
    try:
        packed: bytes | Record = ENCODER.encode(record)
    except UnicodeEncodeError:
        packed = record
    return RenderResult(task.uri, packed, *(whole.encode(errors="surrogatepass") for whole in (html, text)))


def load_body_stage() -> None:
    """Load what every body needs."""
    body_stage.typeset(body_stage.render_body(text="<pre>a</pre>")[0].html)


def make_record(task: RenderTask) -> tuple[Record, str, str]:
    """Return the record of a file, and the HTML and the text of its body."""
    if task.caution == "aside":
        message = "ended the process that read it; set aside"
        problem = Problem(task.uri, "crash", message, "please report it with this file", set_aside=True)
        return Record(None, NO_BODY, (problem,), is_cacheable=False, caution=task.caution), "", ""
    post, problems = _read_post(task, task.settings.now)
    is_cacheable = _is_cacheable(task, (post, problems))
    if post is None:
        return Record(None, NO_BODY, problems, is_cacheable=is_cacheable), "", ""
    link_answers: dict[str, str | None] = {}

    def resolve(url: str) -> str | None:
        link_answers[url] = task.links.get(url)
        return link_answers[url]

    image_answers: dict[Image, Image | None] = {}

    def show(image: Image) -> Image | None:
        image_answers[image] = task.pictures.get(image)
        return image_answers[image]

    body, found = _render(task, post, resolve, show)
    html = body_stage.typeset(body.html) if task.settings.formulas == "mathml" else body.html
    html = body_stage.part_notes(html)
    return (
        Record(
            post=replace(post, text=""),
            body=replace(body, html="", text=body.text[:EXCERPT_LENGTH]),
            problems=problems,
            body_problems=tuple(_in_file(problem, post) for problem in found),
            link_answers=tuple(link_answers.items()),
            image_answers=tuple(image_answers.items()),
            folder_format=task.folder_format,
            original=body_stage.clean_url(post.original) or body_stage.find_origin(post.text),
            has_formulas="<math" in html,
            is_cacheable=is_cacheable and task.caution == "none",
            caution=task.caution,
        ),
        html,
        body.text,
    )


def _read_post(task: RenderTask, now: datetime) -> tuple[Post | None, Problems]:
    zone = task.settings.zone
    try:
        return read_post(data=task.data, uri=task.uri, zone=zone, now=now, folder_format=task.folder_format)
    except problem_values.MISTAKES as error:
        return None, (build_mistake(task.uri, error),)


def _render(
    task: RenderTask, post: Post, resolve: Callable[[str], str | None], show: Callable[[Image], Image | None]
) -> tuple[Body, Problems]:
    if task.caution == "plain":
        message = "its body ended the process that rendered it; it is shown as plain text"
        hint = "please report it with this file"
        return body_stage.render_plain_body(post.text), (Problem(post.uri, "crash", message, hint),)
    return body_stage.render_body(
        text=post.text,
        title=post.title,
        uri=post.uri,
        format=post.format,
        resolve=resolve,
        show=show,
        dollars=task.settings.dollars,
        page_url=post.original,
    )


def _in_file(problem: Problem, post: Post) -> Problem:
    """Return a problem of a body with its line in the file."""
    return replace(problem, line=problem.line + post.first_line - 1) if problem.line else problem


def _is_cacheable(task: RenderTask, found: tuple[Post | None, Problems]) -> bool:
    """Return whether reading does not depend on today: where a date was refused, it may be due tomorrow."""
    if not any(problem.rule == "fm.date" for problem in found[1]):
        return True
    return _read_post(task, FAR_FUTURE) == found
