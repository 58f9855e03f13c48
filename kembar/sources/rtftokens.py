"""The words and bytes of an RTF text, and the code pages that its fonts stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,40})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z'])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\", re.DOTALL
)
#: Code pages by a font's charset; 1 is that of the document.
CHARSETS = {
    0: "cp1252",
    2: "symbol",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "big5hkscs",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
_TWO_BYTES = {"cp932", "cp949", "johab", "gb18030", "big5hkscs", "cp950", "cp936"}
_PAIRS = re.compile(rb"(?:[\xa1-\xfe][\xa1-\xfe])+")
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")

#: A token: what it is (word, byte, symbol, group, text), its value, and the number behind a word.
Token = tuple[str, bytes, int | None]


def tokens(data: bytes) -> Iterator[Token]:
    """Yield the tokens of a file; binary data behind ``\\bin`` are left out."""
    at = 0
    while match := _TOKEN.match(data, at):
        at = match.end()
        kind = match.lastindex or 0
        if match[1] is not None:
            number = int(match[2]) if match[2] else None
            if match[1] == b"bin":
                at += max(0, number or 0)
            else:
                yield "word", match[1], number
        elif kind:
            yield ("byte", "symbol", "group", "text")[kind - 3], match[kind], None


def text_of(data: bytes, page: str, document: str) -> tuple[str, int]:
    """Decode bytes of one font; return the text and how many bytes could not be told (they are shown as ``\\xNN``).

    Programs leave the charset of Western fonts on text in the document's own code page of two bytes; whole runs of
    pairs are read in that.
    """
    if page == "symbol":
        return "".join(chr(0xF000 + byte) if byte > 32 else chr(byte) for byte in data), 0
    if page not in _TWO_BYTES and document in _TWO_BYTES:
        parts, at = [], 0
        for match in _PAIRS.finditer(data):
            parts += [(data[at : match.start()], page), (match[0], document)]
            at = match.end()
        parts.append((data[at:], page))
    else:
        parts = [(data, page)]
    out, lost = [], 0
    for part, encoding in parts:
        text = part.decode(encoding, "backslashreplace")
        lost += text.count("\\x") - part.count(b"\\x")
        out.append(text)
    return "".join(out), max(0, lost)


def known(page: int) -> str:
    """Return the name of a code page by its number, cp1252 if Python has none."""
    wider = {936: "gb18030", 950: "big5hkscs", 10000: "mac_roman", 65001: "utf-8", 1361: "johab"}
    name = wider.get(page, f"cp{page}")
    try:
        b"".decode(name)
    except LookupError:
        return "cp1252"
    return name


def joined(text: str) -> str:
    """Join the halves of letters beyond the first plane, which RTF writes one by one."""
    return _SURROGATES.sub(lambda m: m[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
