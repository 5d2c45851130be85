"""What we use of MkDocs, Jinja and others though they do not document it: each is named in `docs/en/architecture.md`."""

import inspect
import logging
import queue

import jinja2
import pytest
from htmlmin.parser import HTMLMinParser
from markdown_it import MarkdownIt
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import EVENTS, PluginCollection
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from watchdog.observers.api import BaseObserver, EventEmitter, ObservedWatch

pytestmark = pytest.mark.unit


def list_parameters(function: object) -> list[str]:
    return list(inspect.signature(function).parameters)  # type: ignore[arg-type]


def test_a_plugin_can_be_loaded_that_the_user_did_not_name() -> None:
    loader = next(option for name, option in MkDocsConfig()._schema if name == "plugins")
    assert list_parameters(loader.load_plugin_with_namespace)[:2] == ["name", "config"]


def test_hooks_of_plugins_are_listed_by_event() -> None:
    plugins = PluginCollection()
    assert {*plugins.events} == {*EVENTS}
    assert {"page_context", "page_content", "post_page", "post_build", "env"} <= {*plugins.events}
    assert all(hooks == [] for hooks in plugins.events.values())
    assert "plugins._current_plugin" in inspect.getsource(File.generated)


def test_a_page_has_the_context_that_mkdocs_gives_it() -> None:
    assert list_parameters(get_context) == ["nav", "files", "config", "page", "base_url"]
    assert list_parameters(Page.__init__) == ["self", "title", "file", "config"]
    assert {"read_source", "render", "is_index", "url", "_set_canonical_url"} <= {*dir(Page)}


def test_a_server_builds_and_watches_with_what_it_has() -> None:
    source = inspect.getsource(LiveReloadServer)
    for name in ("builder(", "observer.schedule(", "observer.unschedule(", "_watched_paths["):
        assert f"self.{name}" in source
    assert list_parameters(BaseObserver.schedule)[:3] == ["self", "event_handler", "path"]
    emitter = EventEmitter(queue.Queue(), ObservedWatch(".", recursive=True))
    assert list_parameters(emitter.queue_events) == ["timeout"]
    assert {"on_thread_start", "queue_event"} <= {*dir(emitter)}


def test_warnings_of_a_strict_build_can_be_counted() -> None:
    handler = CountHandler()
    handler.handle(logging.makeLogRecord({"levelno": logging.WARNING, "levelname": "WARNING"}))
    assert handler.get_counts() == [("WARNING", 1)]


def test_a_template_can_be_drawn_in_a_context_that_is_shared() -> None:
    env = jinja2.Environment(loader=jinja2.DictLoader({"a": "{{ b }}"}), autoescape=True)
    template = env.get_template("a")
    assert "".join(template.root_render_func(template.new_context({"b": 1}, shared=True))) == "1"
    assert env.loader is not None
    assert env.loader.get_source(env, "a")[0] == "{{ b }}"


def test_rules_of_the_parser_of_markdown_can_be_called_at_some_places_only() -> None:
    rules = MarkdownIt().block.ruler.__rules__
    assert {"fence", "list", "html_block"} <= {rule.name for rule in rules}
    assert all(callable(rule.fn) and isinstance(rule.alt, list) for rule in rules)


def test_a_minifier_keeps_what_it_remembers_in_its_attributes() -> None:
    parser = HTMLMinParser()
    parser.feed("<body>\n<pre>")
    assert [name for name, *_ in parser._tag_stack] == ["pre", "body"]
    assert parser._data_buffer == ["<body>", " ", "<pre>"]
    assert {"rawdata", "cdata_elem", "_in_pre_tag", "_in_head", "_in_title"} <= {*vars(parser)}
