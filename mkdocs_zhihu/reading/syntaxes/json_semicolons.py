"""JSON up to a line of semicolons, as Hexo reads it, with or without its outer braces."""

import json
import re

from mkdocs_zhihu.reading.syntaxes.delimited import DelimitedHandler, to_value
from mkdocs_zhihu.reading.values.yaml_fields import Field, FieldsError

LINE = re.compile(r"\s*\"(?P<key>[\w-]+)\"\s*:\s*(?P<value>[^\[{].*?)\s*,?\s*$")


class JsonHandler(DelimitedHandler):
    """JSON, every value as text."""

    FM_BOUNDARY = re.compile(r"(?:;{3,}[ \t]*\n)?(?=\s*[{\"])")
    CLOSING = re.compile(r"^;{3,}[ \t]*$", re.MULTILINE)

    def read_fields(self, fm: str) -> list[Field]:
        """Return the fields."""
        text = fm.strip().removesuffix(",")
        try:
            found = json.loads(
                text if text.startswith("{") else f"{{{text}}}", parse_int=str, parse_float=str
            )
        except RecursionError:
            return self.recover(fm, LINE, FieldsError("is nested too deeply", 0))
        except json.JSONDecodeError as error:
            return self.recover(fm, LINE, FieldsError(f"is no valid JSON ({error.msg})", error.lineno - 1))
        return [Field(key, to_value(value), _find_line(fm, key)) for key, value in found.items()]


def _find_line(fm: str, key: str) -> int:
    place = fm.find(json.dumps(key, ensure_ascii=False))
    return fm.count("\n", 0, place) if place >= 0 else 0
