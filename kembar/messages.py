"""What is wrong, told in another language: the program words a message in English, a language's ``messages.yaml`` says
how its sentences read there. A message is found by its sentence, so that no maker of one needs to know of languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from kembar import yamlfile
from kembar.languages import FOLDER
from kembar.types import Problem

HOLE = re.compile(r"\{(\d*)\}")
DEEPEST = 3  # a message within a message: "sources.yaml could not be written: no space left"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with holes, in English and in another language; ``part`` is its longest run of plain words."""

    whole: re.Pattern[str]
    part: str
    told: str


def message(lang: str, text: str) -> str:
    """Return a message of the program in a language; as it is where the language does not have it."""
    return _message(lang, text, 0) if text and _sentences(lang) else text


def worded(problems: Iterable[Problem], lang: str) -> list[Problem]:
    """Return problems in a language."""
    return [replace(p, message=message(lang, p.message), hint=message(lang, p.hint)) for p in problems]


@lru_cache(maxsize=4096)
def _message(lang: str, text: str, deep: int) -> str:
    for sentence in _sentences(lang):
        found = sentence.part in text and sentence.whole.fullmatch(text)
        if found:
            values = [part if deep >= DEEPEST else _message(lang, part, deep + 1) for part in found.groups()]
            return _filled(sentence.told, values)
    return text


def _filled(told: str, values: list[str]) -> str:
    """Fill the holes of a sentence, in their order or as numbered from 1."""
    following = iter(values)
    return HOLE.sub(lambda hole: values[int(hole[1]) - 1] if hole[1] else next(following), told)


@cache
def _sentences(lang: str) -> tuple[Sentence, ...]:
    """The sentences of a language, those with most words of their own first."""
    path = FOLDER / lang / "messages.yaml"
    if not path.is_file():
        return ()
    top = yamlfile.load(path)
    return tuple(_sentence(key, top.text(key)) for key in sorted(top, key=lambda key: (-len(HOLE.sub("", key)), key)))


def _sentence(key: str, told: str) -> Sentence:
    parts = key.split("{}")
    return Sentence(re.compile("(.+?)".join(map(re.escape, parts)), re.DOTALL), max(parts, key=len), told)
