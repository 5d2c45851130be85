"""Bytes to text: encodings, newlines, control characters."""

import codecs
import re
from contextlib import suppress

from mkdocs_zhihu.problems import Problem, Problems
from mkdocs_zhihu.reading.charsets import GB18030, can_decode, detect_charset

# C0 and C1 controls except tab, newline and U+0085 (a line end, which front matter turns into a blank).
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")

MIN_GOOD = 5
"""How many characters of a damaged UTF-8 text are sound for each that is not, where it could be GB18030 too."""

LONE_RETURN = re.compile(r"\r(?!\r?\n)")
"""A line end of old Macs."""
BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
UTF16_STARTS = (
    (re.compile(b"|".join(map(re.escape, BOMS))), "utf-16"),
    (re.compile(rb"(?:[\t\n\r -~]\0){2}"), "utf-16-le"),
    (re.compile(rb"(?:\0[\t\n\r -~]){2}"), "utf-16-be"),
)
"""A BOM, or two characters of ASCII, as front matter and HTML begin, without one."""


def decode_text(data: bytes, uri: str) -> tuple[str, Problems]:
    """Return the text of a file with LF line ends and no control characters.

    Tries UTF-8 and UTF-16 (with or without BOM), then what `detect_charset` takes it for, most often GB18030.
    Never raises: what cannot be decoded becomes U+FFFD and is reported with its byte offset.
    """
    text, problems = _decode(data, uri)
    if "\r\r\n" in text and not LONE_RETURN.search(text):  # of Windows, converted twice
        text = text.replace("\r\r\n", "\n")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    clean, count = CONTROLS.subn("", text)
    if first := CONTROLS.search(text):
        line = text.count("\n", 0, first.start()) + 1
        message = f"{count} control characters (such as NUL) were removed"
        problems += (Problem(uri, "controls", message, "save the file without them", line),)
    return clean, problems


def _decode(data: bytes, uri: str) -> tuple[str, Problems]:
    utf16 = next((codec for start, codec in UTF16_STARTS if start.match(data)), "")
    if utf16:
        text, damage = _decode_lossy(data, utf16, uri)
        return text, damage if data.startswith(BOMS) else (_name_encoding(uri, "UTF-16"), *damage)
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig"), ()
    if _is_mostly_utf8(data):
        return _decode_lossy(data, "utf-8-sig", uri)
    charset, is_certain = detect_charset(data)
    if charset is GB18030 and not is_certain and not can_decode(data, charset):
        return _decode_lossy(data, "utf-8-sig", uri)
    text, damage = _decode_lossy(data, charset.codec, uri)
    if is_certain:
        return text, (_name_encoding(uri, charset.name), *damage)
    message = f"is not UTF-8, and its encoding is uncertain; read as {charset.name}"
    remedy = f"convert it to UTF-8 with `iconv -f {charset.name} -t UTF-8`, or with its encoding after -f if words are wrong"
    return text, (Problem(uri, "encoding.uncertain", message, remedy), *damage)


def _name_encoding(uri: str, name: str) -> Problem:
    return Problem(uri, "encoding", f"is {name}, not UTF-8; read as such", level="info")


def _is_mostly_utf8(data: bytes) -> bool:
    """Return whether damage, not another encoding, is why strict UTF-8 failed."""
    if data.startswith(codecs.BOM_UTF8) or _has_surrogates(data):
        return True
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = [character for character in text if character > "\x7f" and character != "\ufffd"]
    if not can_decode(data, GB18030):
        return len(good) >= bad
    # A few characters of Chinese in GB18030 look like Greek, Arabic and the like in UTF-8, and like nothing behind those.
    return len(good) >= MIN_GOOD * bad or sum(character >= "\u2000" for character in good) > bad


def _has_surrogates(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _decode_lossy(data: bytes, encoding: str, uri: str) -> tuple[str, Problems]:
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as error:
        start = error.start + (len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0)
        message = f"byte {start} is no valid {encoding.removesuffix('-sig').upper()}; shown as U+FFFD"
    if encoding == "utf-8-sig" and _has_surrogates(data):
        # CESU-8: halves of a pair are joined, lone ones become U+FFFD.
        wide = data.decode("utf-8-sig", "surrogatepass").encode("utf-16-le", "surrogatepass")
        text = wide.decode("utf-16-le", "replace")
        if "\ufffd" not in text:
            message = f"byte {start} begins a surrogate pair (CESU-8); the pairs were joined"
    else:
        text = data.decode(encoding, "replace")
    return text, (Problem(uri, "encoding.damaged", message, "restore the file, or save it as UTF-8"),)
