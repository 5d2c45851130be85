"""Every message of the source, as the catalogue of messages has it: `python tests/support/message_sources.py` lists them.

A message is what a problem, an error or a command says. `f"date {text!r} is not a date"` is `date {text} is not a date`: a
placeholder has the last name in its expression, with a number if that stands in the message before.
"""

import ast
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from pathlib import Path

ROOT = Path(__file__).parents[2] / "mkdocs_zhihu"

CALLS = {
    # what is called: where its messages are, by place or name
    "Problem": (2, 3, "message", "hint"),
    "report": (1, 2, "message", "hint"),
    "_refuse": (0, 1, 2, "message", "hint"),
    "refuse": (0, 1, "message", "hint"),
    "_say": (1, 2, "message", "hint"),
    "RefusedFileError": (0, 1),
    "UnreadableSourceError": (0,),
    "FeedError": (0,),
    "JsonValue": ("fault",),
    "PluginError": (0,),
    "PackError": (0,),
    "PruneError": (0,),
    "SourceError": (0,),
    "StoreError": (0,),
    "ValueError": (0,),
    "ValidationError": (0,),
    "ArgumentTypeError": (0,),
    "say": (0,),
    "complain": (0,),
    "add_parser": ("help",),
    "add_argument": ("help",),
    "ArgumentParser": ("description",),
    "CommandParser": ("description",),
}
RETURNS = {
    "_describe_tag", "_describe_unknown_file", "_explain", "_explain_failure", "_list_hosts", "_find_fault", "_find_hint", "_find_reason", "_find_refusal", "_find_wall", "_iter_lines", "_iter_list",
    "_measure", "_name_owner", "_open_manifest", "_read", "_sort_file", "describe_error_page", "explain_system_error", "find_excess",
    "find_fault", "find_mistake", "find_reason", "find_remedy", "find_same_folders", "find_unknown", "find_unsupported", "format_hint", "format_outcome", "format_status",
    "format_summary", "read_fields", "read_source", "refuse", "_format_group",
}  # fmt: skip
"""Functions that return a message, or part of one."""

CONSTANTS = {"DESCRIPTIONS", "OTHER_ERRORS", "KEPT", "MISSING"}
"""Messages by what they are about."""

HANDLERS = {"__init__", "_translate_parts", "error", "match_template", "translate"}
"""Functions that are given a message of another place; a class is among `CALLS` by its own name."""

LEFT_OUT = {
    "body/dom", "body/math", "body/saved_page", "processes", "cache/folder_formats", "media/fetch/network", "search", "feeds", "views",
    "exporting/markdown", "body/markdown", "body/transforms/text", "host/templating",
}  # fmt: skip
"""Parts whose errors never reach people."""

MOST = 12
"""Wordings of one place."""

IN_PIECES = (
    "; ",
    "usage: ",
    "options",
    "positional arguments",
    "show this help message and exit",
    "show program's version number and exit",
    "the following arguments are required: {names}",
    "unrecognized arguments: {arguments}",
    "argument {name}: invalid choice: {value} (choose from {choices})",
    "argument {name}: {message}",
    "warning: ",
    "info: ",
    "{posts} in = {pages} out + {set_aside} set aside",
    "{posts} in = {pages} out + {set_aside} set aside + {hidden} unpublished ({ignored} ignored)",
    "{posts} in = {pages} out + {set_aside} set aside ({ignored} ignored)",
    "{count} times {rule}, all of them:",
    "{count} times {rule}, the first {shown}:",
    "{items} in = {written} written + {updated} updated + {same} same + {poorer} poorer + {set_aside} set aside",
    "{account} + {edited} edited by hand",
    "`nav` has the entry `zhihu` {count} times; keep one: the first was used",
    "{folder}: this old site cannot be deleted; delete it as its owner",
    "{pages} pages made again in {seconds} s",
    " (named above)",
    "{account}; {lists}; {seconds} s",
    "{account}; {seconds} s",
    "check the network, then run `mirror` again",
    "`--status` lists their pictures",
)
"""Messages that are put together from several places, or come from Python's argument parser."""


class Source:
    """One module."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.known: dict[ast.AST, list[ast.Assign]] = {}
        self.around: dict[ast.AST, ast.AST] = {}
        for function in ast.walk(self.tree):  # outer ones first
            if isinstance(function, ast.FunctionDef):
                self.around |= dict.fromkeys(ast.walk(function), function)

    def find_messages(self) -> Iterator[str]:
        """Yield every message, once for each place."""
        yield from (number_fields(text) for text in self.find_unnumbered())

    def find_unnumbered(self) -> Iterator[str]:
        """Yield every message as its place has it."""
        for node in ast.walk(self.tree):
            yield from self.find_returned(node)
            if isinstance(node, ast.Call):
                keys = CALLS.get(_name_of(node.func), ())
                if _name_of(node.func) == "format_count":
                    nouns = self.resolve(node.args[1], self.tree)
                    yield from (
                        text for noun in nouns for text in (f"{{number}} {noun}", f"{{number}} {noun}s")
                    )
                arguments = [node.args[key] for key in keys if isinstance(key, int) and key < len(node.args)]
                arguments += [word.value for word in node.keywords if word.arg in keys]
                for argument in arguments:
                    yield from self.resolve(argument, self.enclosing(node))

    def find_returned(self, node: ast.AST) -> Iterator[str]:
        """Yield the messages among the constants of a module, and those that a function returns."""
        if isinstance(node, ast.Assign) and _name_of(node.targets[0]) in CONSTANTS:
            values = node.value.values if isinstance(node.value, ast.Dict) else [node.value]
            yield from (text for value in values for text in self.resolve(value, self.tree))
        if isinstance(node, ast.FunctionDef) and node.name in RETURNS:
            for found in ast.walk(node):
                if isinstance(found, ast.Return | ast.Yield) and found.value is not None:
                    parts = found.value.elts if isinstance(found.value, ast.Tuple) else [found.value]
                    texts = [text for part in parts for text in self.resolve(part, node)]
                    yield from (text for text in texts if " " in text.strip())

    def enclosing(self, node: ast.AST) -> ast.AST:
        """Return the innermost function around a node, or the module."""
        return self.around.get(node, self.tree)

    def resolve(self, node: ast.AST, scope: ast.AST) -> list[str]:
        """Return what an expression may be, as templates; none where it is not known here."""
        if isinstance(node, ast.Constant):
            return [node.value] if isinstance(node.value, str) else []
        if isinstance(node, ast.JoinedStr):
            return _join([self.part(value, scope) for value in node.values])
        inner = _list_choices(node)
        if inner:
            return [text for choice in inner for text in self.resolve(choice, scope)]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return _join([self.resolve(node.left, scope), self.resolve(node.right, scope)])
        return self.assigned(node.id, scope) if isinstance(node, ast.Name) else []

    def part(self, value: ast.AST, scope: ast.AST) -> list[str]:
        if isinstance(value, ast.FormattedValue):
            inner = value.value
            is_text = isinstance(inner, ast.IfExp) or (isinstance(inner, ast.Name) and inner.id.isupper())
            known = self.resolve(inner, scope) if is_text else []
            return known or [f"{{{_last_name(value.value)}}}"]
        return self.resolve(value, scope)

    def assigned(self, name: str, scope: ast.AST) -> list[str]:
        found = [
            text
            for place in (scope, self.tree)
            for node in self.assignments(place)
            for text in self.values_of(node, name, scope)
        ]
        return list(dict.fromkeys(found))

    def assignments(self, place: ast.AST) -> list[ast.Assign]:
        """Return every assignment in a function or the module."""
        if place not in self.known:
            self.known[place] = [node for node in ast.walk(place) if isinstance(node, ast.Assign)]
        return self.known[place]

    def values_of(self, node: ast.Assign, name: str, scope: ast.AST) -> list[str]:
        target = node.targets[0]
        if isinstance(target, ast.Name) and target.id == name:
            return self.resolve(node.value, scope)
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            pairs = zip(target.elts, node.value.elts, strict=False)
            return [
                t
                for at, value in pairs
                if isinstance(at, ast.Name) and at.id == name
                for t in self.resolve(value, scope)
            ]
        return []


def find_unlisted() -> list[str]:
    """Return the functions that are given a message and are not among `CALLS`: what they are given would not be found."""
    return [
        f"{path.relative_to(ROOT).as_posix()}: {node.name}"
        for path in sorted(ROOT.rglob("*.py"))
        if not path.relative_to(ROOT).as_posix().startswith(tuple(LEFT_OUT))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name not in {*CALLS, *HANDLERS}
        if {"message", "hint"} & {argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]}
    ]


def number_fields(text: str) -> str:
    """Return a template in which every placeholder has a name of its own."""
    seen: dict[str, int] = {}

    def name(match: re.Match[str]) -> str:
        seen[match[1]] = seen.get(match[1], 0) + 1
        return match[0] if seen[match[1]] == 1 else f"{{{match[1]}_{seen[match[1]]}}}"

    return re.sub(r"\{(\w+)\}", name, text)


def _list_choices(node: ast.AST) -> list[ast.expr]:
    """Return the expressions that one may be: both of a condition, or those of a table."""
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    if isinstance(node, ast.Subscript):
        return [node.value]
    return node.values if isinstance(node, ast.Dict) else []


def _join(parts: list[list[str]]) -> list[str]:
    return ["".join(choice) for choice in list(product(*parts))[:MOST]]


def _name_of(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _last_name(node: ast.AST) -> str:
    names = [_name_of(child) for child in ast.walk(node) if _name_of(child)]
    return names[0] if names else "value"


@lru_cache(maxsize=1)
def list_messages() -> tuple[tuple[str, str], ...]:
    """Return every message of the package with its module."""
    return tuple(iter_messages())


def iter_messages() -> Iterator[tuple[str, str]]:
    """Yield every message of the package with its module."""
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(tuple(LEFT_OUT)):
            yield from ((name, text) for text in Source(path).find_messages() if is_worded(text))
    yield from (("", text) for text in IN_PIECES)


def is_worded(text: str) -> bool:
    """Return whether a message has words of its own."""
    return re.search(r"[A-Za-z]{2}", re.sub(r"\{\w+\}|zhihu: ", "", text)) is not None


if __name__ == "__main__":
    seen = set()
    for module, message in iter_messages():
        if message not in seen:
            seen.add(message)
            sys.stdout.write(f"{module}\t{message!r}\n")
