"""The beginning of a text that has to be paid for."""

from mkdocs_zhihu.body.dom.tree import child_tags
from mkdocs_zhihu.body.draft import Draft

BUTTONS = frozenset({"查看完整内容", "查看全部章节", "使用 App 查看完整内容"})


def read_teaser(draft: Draft) -> None:
    """Drop the button at the end of paid content; the page says that the original is longer.

    before: <p>a</p><p>查看完整内容</p>
    after:  <p>a</p>
    """
    if not any(text in draft.source for text in BUTTONS):
        return
    last = child_tags(draft.root)[-1:]
    if last and " ".join(last[0].get_text().split()) in BUTTONS:
        draft.is_paid = True
        last[0].extract()
