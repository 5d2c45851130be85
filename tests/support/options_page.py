"""Write the pages of all options, from the option classes and docs/options.yml.

python tests/support/options_page.py
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config import config_options as opt
from mkdocs.config.base import Config

from mkdocs_zhihu.config import options
from mkdocs_zhihu.config.kinds import Parsed
from mkdocs_zhihu.config.options import ZhihuConfig

ROOT = Path(__file__).parents[2]
DATA = ROOT / "docs" / "options.yml"
PAGES = {language: ROOT / "docs" / language / "options.md" for language in ("zh", "en")}

WORDS = {
    "zh": {
        "title": "所有选项",
        "head": "由选项类生成：每个选项一次，带类型、默认值和一个例子。每个默认值都能得到一个好网站，最短的配置是一行 `plugins: [search, zhihu]`。",
        "defaults": "全部默认值",
        "defaults_head": "照抄这一段，与什么都不写是一样的：",
        "basic": "基本",
        "group": "写在 `{group}:` 下面。",
        "short": "`{group}: 值` 是 `{group}: {{{main}: 值}}` 的简写。",
        "type": "类型",
        "default": "默认",
        "example": "例",
        "colon": "：",
        "or": "、",
    },
    "en": {
        "title": "All options",
        "head": "Made from the option classes: every option once, with its type, its default and an example. Every default gives a good site; the shortest configuration is one line, `plugins: [search, zhihu]`.",
        "defaults": "Every default",
        "defaults_head": "To write this is the same as to write nothing:",
        "basic": "Basic",
        "group": "They stand below `{group}:`.",
        "short": "`{group}: VALUE` is short for `{group}: {{{main}: VALUE}}`.",
        "type": "Type",
        "default": "Default",
        "example": "Example",
        "colon": ": ",
        "or": ", ",
    },
}


class Tagged(yaml.SafeLoader):
    """Reads examples, also those with `!ENV`."""


Tagged.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node)[-1])


@dataclass(frozen=True, slots=True)
class Group:
    """A class of options."""

    name: str
    """Its option, "" for the plugin's own."""

    config: type[Config]
    """The class."""

    text: str
    """Its docstring."""

    main: str = ""
    """The option that a single value is meant for."""


def iter_groups() -> Iterator[Group]:
    """Yield the plugin's own options, then each group of options."""
    yield Group("", ZhihuConfig, "")
    texts = read_docstrings()["ZhihuConfig"]
    for name, option in ZhihuConfig._schema:
        if isinstance(option, opt.SubConfig):
            yield Group(name, option.config_class, texts[name], getattr(option, "main", ""))


def iter_options(config: type[Config]) -> Iterator[tuple[str, Any]]:
    """Yield the name and the object of every option of a class that is no group."""
    yield from ((name, option) for name, option in config._schema if not isinstance(option, opt.SubConfig))


def read_docstrings() -> dict[str, dict[str, str]]:
    """Return the docstring below each option, by class and name."""
    tree = ast.parse(Path(options.__file__).read_text(encoding="utf-8"))
    found: dict[str, dict[str, str]] = {}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            pairs = zip(node.body, node.body[1:], strict=False)
            found[node.name] = {
                field.targets[0].id: text.value.value
                for field, text in pairs
                if isinstance(field, ast.Assign)
                and isinstance(field.targets[0], ast.Name)
                and isinstance(text, ast.Expr)
                and isinstance(text.value, ast.Constant)
            }
    return found


def describe_type(option: Any, kinds: Mapping[str, Mapping[str, str]], language: str) -> str:
    """Return what an option may be, in words."""
    if isinstance(option, Parsed):
        return kinds[option.parse.__name__][language]
    if isinstance(option, opt.Choice):
        return WORDS[language]["or"].join(f"`{choice}`" for choice in option.choices)
    raise TypeError(type(option))


def format_value(value: object) -> str:
    """Return a default as it is written in YAML."""
    return (
        yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=1000)
        .removesuffix("...\n")
        .strip()
    )


def format_defaults() -> str:
    """Return every option with its default as a configuration of the plugin."""
    lines = ["plugins:", "  - search", "  - zhihu:"]
    for group in iter_groups():
        indent = " " * (8 if group.name else 6)
        lines += [f"      {group.name}:"] if group.name else []
        lines += [
            f"{indent}{name}: {format_value(option.default)}" for name, option in iter_options(group.config)
        ]
    return "\n".join(lines)


def format_page(language: str) -> str:
    """Return the page in a language."""
    words, data = WORDS[language], yaml.safe_load(DATA.read_text(encoding="utf-8"))
    texts = read_docstrings()
    lines = [
        "<!-- Made by `python tests/support/options_page.py` from mkdocs_zhihu/config/options.py and docs/options.yml. -->",
        *(f"# {words['title']}", "", words["head"], "", f"## {words['defaults']} {{ #defaults }}", ""),
        *(words["defaults_head"], "", "```yaml", format_defaults(), "```", ""),
    ]
    for group in iter_groups():
        lines += [
            f"## {f'`{group.name}`' if group.name else words['basic']} {{ #group-{group.name or 'basic'} }}",
            "",
        ]
        if group.name:
            text = group.text if language == "en" else data["groups"][group.name]["zh"]
            short = words["short"].format(group=group.name, main=group.main) if group.main else ""
            space = " " if language == "en" else ""
            lines += [space.join(filter(None, (text, words["group"].format(group=group.name), short))), ""]
        for name, option in iter_options(group.config):
            key = f"{group.name}.{name}" if group.name else name
            known = data["options"][key]
            meaning = texts[group.config.__name__][name] if language == "en" else known["zh"]
            facts = {
                "type": describe_type(option, data["kinds"], language),
                "default": f"`{format_value(option.default)}`",
                "example": f"`{known['example']}`",
            }
            lines += [f"### `{key}` {{ #{key.replace('.', '-')} }}", "", meaning, ""]
            lines += [f"- {words[fact]}{words['colon']}{text}" for fact, text in facts.items()] + [""]
    return "\n".join(lines).rstrip() + "\n"


def iter_examples() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every example as options of the plugin, with the name of its option."""
    for key, known in yaml.safe_load(DATA.read_text(encoding="utf-8"))["options"].items():
        value = yaml.load(known["example"], Tagged)  # noqa: S506 - a SafeLoader with one more tag
        group, dot, _ = key.partition(".")
        yield key, {group: value} if dot else value


if __name__ == "__main__":
    for code, path in PAGES.items():
        path.write_text(format_page(code), encoding="utf-8")
