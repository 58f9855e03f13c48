"""What the first letters of a line tell: bullets, numbers, headings, and the depth that follows from their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kembar.sources.words import page_words

_BULLET = re.compile(r"(?:[-–—*•·▪◦‣+]\s+|[○●◎□■◇◆△▲▶☞※❍➢✓・]\s*|o\s{2,}|[\uf020-\uf0ff]\s+)(?=\S)")
_MARKS = (
    ("depth", re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}[a-z]?[.)]?\s+(?=\S)")),
    ("digit.", re.compile(r"\d{1,3}[.．]\s*(?=[^\d\s])")),
    ("digit)", re.compile(r"\d{1,2}\)\s*(?=\S)")),
    ("(digit)", re.compile(r"[(（]\d{1,2}[)）]\s*(?=\S)")),
    ("[digit]", re.compile(r"[\[［【]\d{1,2}[\]］】]\s*(?=\S)")),
    ("roman", re.compile(r"(?:[IVX]{1,5}\.|[ⅰ-ⅻⅠ-Ⅻ]\.?)\s*(?=\S)")),
    ("letter", re.compile(r"[A-Z][.．]\s+(?=\S)")),
    ("small", re.compile(r"[a-z][.)]\s+(?=\S)")),
    ("(small)", re.compile(r"[(（][a-z][)）]\s*(?=\S)")),
    ("circled", re.compile(r"[①-⑳]\s*(?=\S)")),
    ("hangul", re.compile(r"[가나다라마바사아자차카타파하][.)]\s*(?=\S)")),
    ("han", re.compile(r"[一二三四五六七八九十]{1,3}[、.．\s]\s*(?=\S)")),
    ("digit", re.compile(r"\d{1,2}\s+(?=[^\W\d])")),
)
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_SHORT, _YEAR_LAST = 60, re.compile(r"(?<!\d)(?:1[89]|20)\d\d\W{0,2}$")
_ENTRY = re.compile(r"[^\d.!?。]{2,60}?(?:\s[-–—:]\s|[,:(（：]\s?|\s{2,})")
_PARTED = re.compile(r"[^\d.!?。]{2,40}?\s[-–—:]\s")
_BULLET_KINDS = (("box", "□■◇◆"), ("ring", "○●◎"))
_SERIES = re.compile(r"([^\W\d]{1,4}|[※*])\s?(\d{1,2})(?!\d)")
_CHRONICLE = re.compile(
    r"(?:1[89]|20)\d\d(?:\.\s?\d{1,2}\.|\s{2,}|\s(?=[^\W\d])|\s?\(|\s?[~–:]|\s?[・･•●○◆■]|\s[-—]\s|\s?[年년](?:\s{2,}|\s?[:)]))"
    r"|(?:(?:1[89]|20)\d\d|[^\W\d]{1,2}\s*(?:\d{1,2}|元))\s?年度?(?:\s?\d{1,2}月)?(?:\s?\d{1,2}日)?(?:[\s:：~〜～(（]|$)"
    r"|\d{1,2}\s?年度?(?:\s?\d{1,2}月(?:\s?\d{1,2}日)?[\s:：]|\s{2,})"
    r"|(?:[MTSHR]|昭和?|平成?|令和?)\d{1,2}[.．/]\d{1,2}"
    r"|\d{1,2}月(?:\s?\d{1,2}日)?[\s:：]|\d{1,2}日(?:[(（]\w[)）])?[\s:：]"
)
_COUNTED = re.compile(r"(\d{1,3})\s+(?=[^\W\d])")
_LEADER = re.compile(r"(?<=[^\W\d_]|[)）])\s?(?:\.{4,}|(?:\.\s){3,}|…{2,}|‥{2,}|·{4,}|_{4,})\s?(?=\S)")
_YEAR_ALONE = re.compile(
    r"(?:1[89]|20)\d\d\s?(?:[(（][^()（）]{1,8}[)）]\s?)?[年년]?\s?(?:[(（][^()（）]{1,8}[)）])?:?"
)
_STOP = re.compile(r"[.!?。！？．…,、;；:：][\"'”’」』）)\]]*$")
_END = re.compile(r"[.!?。！？．…:：;；][\"'”’」』）)\]]*$")


def bullet(text: str) -> int:
    """Return the length of the bullet (with its blank) that a line begins with, 0 if there is none."""
    match = _BULLET.match(text)
    return match.end() if match else 0


def numbering(text: str) -> tuple[str, int]:
    """Return the style and length of the number that a line begins with, ("", 0) if there is none.

    Styles are ``digit.``, ``digit)``, ``letter``, ``depth2`` ("2.1"), ``depth3`` and so on.
    """
    for style, pattern in _MARKS:
        if match := pattern.match(text):
            if style == "depth":
                style = f"depth{match[0].strip(' .)').count('.') + 1}"
            return style, match.end()
    return "", 0


def list_style(text: str, indent: int) -> str:
    """Return what tells the depth of a list item: its kind of bullet or number, and its indent."""
    style = numbering(text)[0]
    if not style:
        style = next((kind for kind, signs in _BULLET_KINDS if text[:1] in signs), "minor")
    return f"{style}@{indent}"


def series(upper: str, lower: str) -> bool:
    """Tell whether two lines begin with the same sign or word and a number ("注1", "注2"), or both as a chronicle's."""
    if _CHRONICLE.match(upper) and _CHRONICLE.match(lower):
        return True
    first, second = _SERIES.match(upper), _SERIES.match(lower)
    return bool(first and second and first[1] == second[1] and first[2] != second[2])


def counted(texts: Sequence[str]) -> set[int]:
    """Return which lines begin with numbers that go on from line to line: rows of a table that lost its borders."""
    numbers = [int(match[1]) if (match := _COUNTED.match(text)) else -9 for text in texts]
    steps = [at for at, (upper, lower) in enumerate(pairwise(numbers)) if upper > 0 and lower == upper + 1]
    return {*steps, *(at + 1 for at in steps)}


def marked(text: str) -> int:
    """Return the length of the bullet or number that makes a line a list item, 0 if it is none."""
    style, length = numbering(text)
    return bullet(text) or (length if style and style != "digit" else 0)


def dated(text: str) -> bool:
    """Tell whether a short line is little more than a date."""
    return bool(_YEAR.search(text)) and len(text.split()) <= 4 and sum(map(str.isalpha, text)) <= 12


def has_year(text: str) -> bool:
    """Tell whether a line holds a year."""
    return bool(_YEAR.search(text))


def year_alone(text: str) -> bool:
    """Tell whether a line holds a year and nothing else ("1998", "1998(平成10)年"): what stands below it is of it."""
    return bool(_YEAR_ALONE.fullmatch(text) or page_words().era_year.fullmatch(text))


def leader(text: str) -> bool:
    """Tell whether dots lead from a name to what is said of it: each such line is an entry of its own."""
    return bool(_LEADER.search(text))


def chronicle(text: str) -> bool:
    """Tell whether a line begins as an entry of a chronicle does, with its year or date."""
    return bool(_CHRONICLE.match(text))


def entry_like(text: str) -> bool:
    """Tell whether a short line parts a name by a sign from what is said of it, whether or not that is a year."""
    return len(text) <= _SHORT and not text[:1].islower() and bool(_PARTED.match(text)) and not ends(text)


def entry(text: str) -> bool:
    """Tell whether a short line is an entry of a list: a name, a sign that parts it from what is said, a year last."""
    return len(text) <= _SHORT and not text[:1].islower() and bool(_ENTRY.match(text)) and bool(_YEAR_LAST.search(text))


def ends(text: str) -> bool:
    """Tell whether a line ends as a sentence or its introduction does."""
    return bool(_END.search(text))


def capitals(text: str) -> bool:
    """Tell whether a line is written in capitals (at least three of them, no small letter)."""
    return sum(map(str.isupper, text)) >= 3 and not any(map(str.islower, text))


def heading_style(text: str) -> str:
    """Return the style of a line that can be a heading by its letters, "" if it cannot.

    ``word`` (Chapter 2), ``caption`` (Table 3), ``caps``, a numbering, or ``plain``; what follows decides the rest.
    """
    if _STOP.search(text) or not any(map(str.isalpha, text)) or len(text) > 120:
        return ""
    if page_words().caption.match(text):
        return "caption"
    if page_words().heading.match(text):
        return "word"
    style = numbering(text)[0]
    if style:
        return style
    if bullet(text):
        return ""
    return "caps" if capitals(text) else "plain"


class Outline:
    """Gives headings their depth by the order in which their styles appear: a known style closes all below it."""

    def __init__(self) -> None:
        self._open: list[str] = []

    def level(self, style: str) -> int:
        """Return the depth (1 top) of the next heading of a style."""
        if style in self._open:
            del self._open[self._open.index(style) + 1 :]
            return len(self._open)
        weak = {"caps": ("plain", "caption"), "word": ("plain", "caps", "caption"), "plain": ("caption",)}
        while self._open and self._open[-1] in weak.get(style, ()):
            self._open.pop()
        if style.startswith("depth"):
            while self._open and self._open[-1].startswith("depth") and self._open[-1] > style:
                self._open.pop()
        self._open.append(style)
        return len(self._open)
