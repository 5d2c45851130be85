"""Lazy pictures: the placeholder and its `noscript` twin."""

from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.transforms.pictures.images import iter_candidates


def drop_lazy_twins(draft: Draft) -> None:
    """Keep one of a lazy picture and its `noscript` twin: the one that has a real address.

    before: <figure><noscript><img src="https://a/b.jpg"></noscript><img data-original="https://a/c.jpg"></figure>
    after:  <figure><img data-original="https://a/c.jpg"></figure>
    """
    for tag in draft.find_all("noscript"):
        parent = tag.parent
        around = (
            parent.find_all("img") if parent is not None and parent.name in ("figure", "div", "p") else []
        )
        others = [image for image in around if tag not in image.parents]
        if any(next(iter_candidates(draft, image), None) for image in others):
            tag.extract()
            continue
        if tag.find("img"):
            for image in others:
                image.extract()
        tag.unwrap()
