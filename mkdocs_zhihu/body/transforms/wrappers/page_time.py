"""The line below a post on Zhihu's page that says when it was written."""

import re

from mkdocs_zhihu.body.draft import Draft

TIME = re.compile(r"(发布于|编辑于|Published on|Edited on)\s*(\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?)")


def read_page_time(draft: Draft) -> None:
    """Take the time of publishing or editing off the body: it is metadata.

    before: <p>a</p><div class="ContentItem-time">发布于 2021-05-05 16:12</div>
    after:  <p>a</p>
    """
    for tag in draft.find_class("ContentItem-time"):
        found = TIME.findall(tag.get_text())
        if not found:
            continue
        for word, time in found:
            if word in ("发布于", "Published on"):
                draft.published = draft.published or time
            else:
                draft.edited = draft.edited or time
        tag.extract()
