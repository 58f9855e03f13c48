"""Bytes to text without guessing in silence: declared, marked, UTF-8, else scored by the letters that come out.

Every candidate decodes strictly; nothing is ever replaced by U+FFFD. Below about 60 letters a legacy encoding is a
guess: callers may give the encodings of neighbouring files as ``preferred``.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ESCAPES = ((b"\x1b$B", "iso2022_jp"), (b"\x1b$@", "iso2022_jp"), (b"\x1b$)C", "iso2022_kr"))
#: Names that files declare for what is really the wider code page of Windows.
_WIDER = {
    "euc-kr": "cp949",
    "euc_kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
}
# The letters that make up about half of ordinary text in each multi-byte code page.
_FREQUENT = {
    "cp949": "이다는에의을가고를한지은로서하기도자사시으인해대일나리어라과그정수있아만부들전보제상장것원구스공국게동",
    "cp932": "のにるたをはしがとてでなれいさもありすらくっきこかよけまそどうんちみめせ、。ーンスルイトラクシリ",
    "gb18030": "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说",
    "big5hkscs": "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說",
}
_FREQUENT["euc_jp"] = _FREQUENT["cp932"]
_LETTERS = {name: frozenset(text) for name, text in _FREQUENT.items()}
_USUAL = frozenset().union(*_LETTERS.values())
# Signs that wrong decoding brings forth: jamo, half-width kana, private use, C1 controls.
_SUSPECT = re.compile("[\u3131-\u318e\uff61-\uff9f\ue000-\uf8ff\u0080-\u009f]")
_WEST = re.compile("(?<=[A-Za-z\\s])[À-ÖØ-öø-ÿ](?=[A-Za-z\\s.,;:])|[‘’“”–—…€©°§·«»¿¡]")
_SAMPLE = 20_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and the encoding it was in; ``sure`` is False where the letters alone decided."""

    text: str
    encoding: str
    sure: bool = True


def decode(data: bytes, declared: str = "", preferred: Sequence[str] = ()) -> Decoded | None:
    """Decode bytes; None if no encoding gives text that looks like writing."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name)
    for name in filter(None, (declared, next((n for e, n in _ESCAPES if e in data[:_SAMPLE]), ""), _wide(data))):
        if found := _strict(data, _WIDER.get(name.lower(), name)):
            return found
    if found := _strict(data, "utf-8"):
        return found
    if _nearly_utf8(data):
        return None
    return _scored(data, [_WIDER.get(name.lower(), name) for name in preferred])


def is_marked(data: bytes) -> bool:
    """Tell whether bytes are text in two or four bytes a letter: by their mark, or by their zeros."""
    return any(data.startswith(mark) for mark, _ in _MARKS) or bool(_wide(data))


def broken_line(data: bytes) -> int:
    """Return the line on which a text that is UTF-8 up to there stops being it, 0 if it does not look like UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return 0 if data[: error.start].isascii() else data.count(b"\n", 0, error.start) + 1
    return 0


def _own_letters(error: UnicodeError) -> tuple[str, int]:
    """Decode the two rows of cp949 that are left to users as Windows does, into the private-use area."""
    if isinstance(error, UnicodeDecodeError) and error.encoding == "cp949":
        first, second = (*error.object[error.start : error.start + 2], 0)[:2]
        if first in (0xC9, 0xFE) and 0xA1 <= second <= 0xFE:
            return chr(0xE000 + 94 * (first == 0xFE) + second - 0xA1), error.start + 2
    raise error


codecs.register_error("kembar-own-letters", _own_letters)


def _strict(data: bytes, name: str) -> Decoded | None:
    try:
        return Decoded(data.decode(name, "kembar-own-letters"), name)
    except (UnicodeDecodeError, LookupError):
        return None


def _nearly_utf8(data: bytes) -> bool:
    """Tell whether bytes are UTF-8 with a few broken letters: text in a legacy encoding hardly ever looks like it."""
    text = data[: 10 * _SAMPLE].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(char > "\x7f" for char in text) - broken >= max(2, 3 * broken)


def _wide(data: bytes) -> str:
    """Name UTF-16 without a mark by its zero bytes: blanks and line ends have one on the same side each time."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or len(sample) < 8:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if even == odd or min(even, odd) > 0.1 * max(even, odd):
        return ""
    name = "utf-16-be" if even > odd else "utf-16-le"
    return name if max(even, odd) > 0.35 * len(sample) or _is_eastern(sample, name) else ""


def _is_eastern(sample: bytes, name: str) -> bool:
    """Tell whether bytes in pairs are the writing of East Asia; letters of one byte with zeros strewn in are not."""
    text = sample.decode(name, "replace")
    letters = [char for char in text if char > "\x7f"]
    return sum(char in _USUAL for char in letters) > 0.1 * len(letters)


def _score(text: str, name: str) -> float:
    """Rate a decoded sample: the share of its letters beyond ASCII that are frequent ones, less suspect signs."""
    strange = [c for c in text if c > "\x7f"]
    if not strange:
        return 1.0
    if name == "cp1252":
        good = len(_WEST.findall(text))
    else:
        frequent = _LETTERS.get(name, frozenset())
        good = sum(c in frequent for c in strange)
    return (good - 2 * len(_SUSPECT.findall(text))) / len(strange)


def _scored(data: bytes, preferred: Sequence[str]) -> Decoded | None:
    sample = data[:_SAMPLE]
    best, best_score = "", 0.12
    for name in dict.fromkeys([*preferred, *_FREQUENT, "cp1252"]):
        try:
            text = codecs.getincrementaldecoder(name)("kembar-own-letters").decode(sample)
        except LookupError:
            continue
        except UnicodeDecodeError:
            text = sample.decode(name, "replace")
            if text.count("\ufffd") > 2 + 0.01 * len(text):
                continue  # with fewer it may be the right one, and then it is said that it cannot be decoded
        score = _score(text, name) + (0.1 if name in preferred else 0)
        if score > best_score:
            best, best_score = name, score
    found = _strict(data, best) if best else None
    return Decoded(found.text, found.encoding, sure=False) if found else None
