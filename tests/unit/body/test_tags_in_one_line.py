"""Tags of Hexo and shortcodes of Hugo that stand one after the other in one line."""

import pytest

from mkdocs_zhihu.body.markdown import render_markdown

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("opening", ["{% note %}", "{% tab %}", "{% quote %}", "{{% a %}}", "{{< tab >}}"])
def test_any_number_of_tags_is_read(opening: str) -> None:
    name = opening.strip("{}<>% ")
    end = f"{{% end{name} %}}" if opening.startswith("{% ") else opening.replace(name, f"/{name}")
    html = render_markdown(f"{opening}甲{end} " * 1_000 + "乙").html
    assert html.count("甲") == 1_000
    assert html.endswith("<p>乙</p>\n")
    assert "{" not in html


@pytest.mark.parametrize("between", ["- ", "> ", "x "])
def test_blocks_between_tags_lose_no_words(between: str) -> None:
    assert render_markdown(f"{{% tab %}}甲{{% endtab %}}{between}" * 1_000).html.count("甲") == 1_000
