"""Compiled templates: code is used only for the template that it was made from."""

from pathlib import Path
from types import CodeType

import jinja2
import pytest

from mkdocs_zhihu.cache.store import Store
from mkdocs_zhihu.host.templating import template_bytecode
from mkdocs_zhihu.host.templating.template_bytecode import TemplateBytecode

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("is_new_process", [True, False])
def test_a_template_is_compiled_again_only_if_it_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_new_process: bool
) -> None:
    compiled: list[str] = []
    monkeypatch.setattr(template_bytecode, "_COMPILED", {})

    class Environment(jinja2.Environment):
        def _compile(self, source: str, filename: str) -> CodeType:
            compiled.append(filename)
            return super()._compile(source, filename)

    def render(text: str) -> str:
        if is_new_process:
            template_bytecode._COMPILED.clear()
        store, cache = Store(str(tmp_path / "cache.sqlite3")), TemplateBytecode()
        cache.read(store)
        env = Environment(loader=jinja2.DictLoader({"a": text}), bytecode_cache=cache)
        html = env.get_template("a").render(x=1)
        cache.write(store)
        store.close()
        return html

    other = f"[{{{{ x }}}}]{is_new_process}"  # the tests' own environments compile a text once
    text = f"<{{{{ x }}}}>{is_new_process}"
    assert [render(text), render(text), render(other)] == [
        f"<1>{is_new_process}",
        f"<1>{is_new_process}",
        f"[1]{is_new_process}",
    ]
    assert len(compiled) == 2
