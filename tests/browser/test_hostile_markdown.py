"""Attack payloads in every place that Markdown has, judged by a real Chromium."""

import pytest
from oracle import judge
from playwright.sync_api import Browser
from test_vectors import CORE, OWN, PACK, contain

from mkdocs_zhihu.body import render_body, typeset

pytestmark = pytest.mark.browser

PLACES = (
    "[x]({}) [y](<{}>)",
    '![{0}]({0}) ![]({0} "{0}")',
    '[x][r] ![x][r]\n\n[r]: <{0}> "{0}"',
    "a {} b",
    "{}",
    "<{}> https://a.org/{}",
    "a[^1]\n\n[^1]: {}",
    "::: note {0}\n{0}\n:::",
    "> [!note] {0}\n> {0}",
    '{{% note "{0}" %}}{0}{{% endnote %}}',
    "{{% img {0} '{0}' %}} {{% btn {0}, {0} %}} {{% link {0} {0} %}} {{% iframe {0} %}}",
    "{{% codeblock {0} lang:{0} %}}\n{0}\n{{% endcodeblock %}}",
    "{{% raw %}}{0}{{% endraw %}} {{% unknown {0} %}}",
    "${0}$ $$\n{0}\n$$",
    "```{0}\n{0}\n```",
    "[[{0}]] [[a|{0}]] ![[{0}.png|{0}]]",
    "| {0} |\n| - |\n| {0} |",
    "# {0}\n\n- [ ] {0}",
    "<div>\n{0}\n</div>",
    "<div>\n${0}$ \\({0}\\) {{% link {0} {0} %}} {{% unknown {0} %}} {{% raw %}}{0}{{% endraw %}}\n</div>",
    "[x]({{% post_path {0} %}}) <a href=\"{{% post_path '{0}' %}}\">y</a> <img src='{{% asset_path \"{0}\" %}}'>",
)


def render(text: str) -> str:
    return typeset(render_body(text=text, format="markdown")[0].html)


def test_payloads_in_every_place_of_markdown_run_nothing(browser: Browser) -> None:
    bodies = sorted({render(place.format(*[payload] * 4)) for place in PLACES for payload in CORE})
    assert len(bodies) > len(PLACES) * len(CORE) // 2
    documents = [contain(*bodies[start : start + PACK]) for start in range(0, len(bodies), PACK)]
    ran, changed = judge(browser, documents, own=OWN)
    assert (ran, changed) == ({}, {})
