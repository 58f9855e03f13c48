"""What only points to other pages: boxes of related or most read news, what readers wrote, and errors of old issues."""

from __future__ import annotations

import re
from functools import cache

from kembar import languages
from kembar.types import Role

_EDGE = re.compile(r"^[\W_]+|[\W_]+$|\s*[(（\[]?\d+[)）\]]?\W*$")
_FIRST = re.compile(r"[^\W_]+")
_LABEL = re.compile(r"[:：»>|\]】〉》＞]")
_WORD = re.compile(r"\W*([^\W\d_]+)[\s:：]")
_HEADLINE, _STORY = 130, 170
#: The sign by which a post passes on what another account has said, behind the date of the post.
_PASSED_ON = re.compile(r"(?:\W?[\d/.:\-]{4,}\s+){0,2}(?:[^\W\d]{3,9}\.?\s\d{1,2}\.?\s+)?(?:RT\s@\w|[【\[]RT[】\]])")


@cache
def _words() -> frozenset[str]:
    files = [languages.get(code).file("pages") for code in languages.codes()]
    listed = (word for file in files for word in file.text("teasers").split("|"))
    return frozenset(word.strip().casefold() for word in listed if word) | _corrections()


@cache
def _corrections() -> frozenset[str]:
    """The headings of notes that take back what an earlier issue has told: they tell it once more, and wrongly."""
    files = [languages.get(code).file("pages") for code in languages.codes()]
    return frozenset(word.strip().casefold() for file in files for word in file.text("corrections").split("|") if word)


@cache
def _first_words() -> frozenset[str]:
    return frozenset(match[0] for word in _words() if (match := _FIRST.search(word)))


@cache
def _ends() -> tuple[str, ...]:
    """What a whole sentence ends with: signs, and in some languages its last syllable, though no sign follows."""
    files = [languages.get(code).file("pages") for code in languages.codes()]
    return (*".。．!?", *(end for file in files for end in file.text("story_end").split()))


def is_teaser(text: str) -> bool:
    """Tell whether a heading or line opens a box of other news ("Related articles", "많이 본 기사")."""
    first = _FIRST.search(text.casefold()) if len(text) < _HEADLINE else None
    if first is None or first[0] not in _first_words():
        return False
    return _EDGE.sub("", _EDGE.sub("", text)).casefold() in _words()


def is_labelled(text: str) -> bool:
    """Tell whether a line begins with such words and goes on with what they point to ("Read also: ...")."""
    label, sign, rest = text.partition(match[0]) if (match := _LABEL.search(text, 1)) else (text, "", "")
    opening = _WORD.match(text)
    takes_back = opening is not None and not text[0].isalnum() and opening[1].casefold() in _corrections()
    return (bool(sign and rest.strip()) and is_teaser(label)) or takes_back


class Boxes:
    """Follows the blocks of a document and says which of them stand in a box of other news."""

    def __init__(self) -> None:
        self._level = 0
        self._loose = False

    def role(self, role: Role, level: int, text: str) -> Role:
        """Return the role of the next block: ``aside`` in a box, else its own."""
        if role in ("heading", "title"):
            return self._heading(role, level, text)
        if role not in ("body", "list_item", "note"):
            return role
        if _PASSED_ON.match(text):
            return "aside"
        story = len(text) > _STORY and text.rstrip().endswith(_ends())
        headline = role == "list_item" or (len(text) < _HEADLINE and not text.rstrip().endswith(_ends()))
        if story:
            self._level = 0
        if story or not headline:
            self._loose = False
        if is_teaser(text):
            self._loose = True
        return "aside" if self._level or self._loose or is_labelled(text) else role

    def _heading(self, role: Role, level: int, text: str) -> Role:
        self._loose = False
        if self._level and level > self._level:
            return "aside"
        self._level = level if role == "heading" and is_teaser(text) else 0
        return "aside" if self._level else role
