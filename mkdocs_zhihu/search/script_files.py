"""Files of the search index as scripts: a page opened from disk may run scripts beside it, and read nothing else."""

import json
from base64 import b64decode, b64encode

QUOTE = b'"'


def name_script(name: str) -> str:
    """Return the name of the script that holds a file.

    >>> name_script("s0.bin")
    's0.js'
    """
    return f"{name.rpartition('.')[0]}.js"


def wrap_in_script(name: str, content: bytes) -> bytes:
    r"""Return a script that hands over a file of the index; `templates/zhihu/search.js` runs it.

    >>> wrap_in_script("s0.bin", b"abc")
    b'zhihuSearch.files["s0.bin"]="YWJj";\n'
    """
    return f"zhihuSearch.files[{json.dumps(name)}]=".encode() + QUOTE + b64encode(content) + QUOTE + b";\n"


def read_script(script: bytes) -> bytes:
    r"""Return the file in a script; ValueError if it holds none.

    >>> read_script(b'zhihuSearch.files["s0.bin"]="YWJj";\n')
    b'abc'
    """
    return b64decode(script.split(QUOTE)[-2] if script.count(QUOTE) > 1 else b"?", validate=True)
