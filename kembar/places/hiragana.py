"""Names that a page writes by their sound in Hiragana: "おだわら市", "広報 たかやま", "あきた国際交流協会".

The lists hold them in Han characters and in Latin letters; the Latin ones are read back to the signs. Only beside a
type word or a word of a town's own papers and societies: else any word might be a town.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kembar.alphabets import HAN, HIRAGANA, KATAKANA
from kembar.places import vocabulary
from kembar.places.database import MADE, Candidate, Database, Unit
from kembar.places.mention import FITS, Find
from kembar.places.typewords import bare

_LEVELS = ("province", "city", "county", "ward")
_LARGE = ("city", "admin1", "metro")
_OF_PAPERS = (*_LARGE, "admin2")
_NAME = f"(?P<name>[{HIRAGANA}ー]{{2,8}}?)"
_START = f"(?<![{HIRAGANA}{KATAKANA}ー{HAN}々])"
_SPELLED = [
    ("tch", "ch"), ("shi", "si"), ("sh", "sy"), ("chi", "ti"), ("ch", "ty"), ("tsu", "tu"), ("fu", "hu"),
    ("ji", "zi"), ("j", "zy"), ("dzu", "zu"), ("m(?=[bmp])", "n"),
]  # fmt: skip
#: Signs of one sound, and what a long vowel is written with; vowels after their like are long too.
_SAME = [("di", "zi"), ("du", "zu"), ("dy", "zy"), ("ou", "o"), (r"(.)\1", r"\1")]


def find(text: str, finds: Sequence[Find], database: Database) -> list[Find]:
    """Return the names in Hiragana that no other finder knows."""
    found = []
    taken = {f.start for f in finds}
    for level, paper, match in _matches(text):
        start, end = match.span("name")
        units = _readings(database).get(_spoken(match["name"]), ()) if start not in taken else ()
        units = [u for u in units if u.level in (FITS[level] if level else _OF_PAPERS if paper else _LARGE)]
        if units:
            taken.add(start)
            candidates = tuple(Candidate(u, MADE) for u in sorted(units, key=lambda u: (-u.prior, u.n)))
            one = Find(start, end, match["name"], match["name"], "kana", candidates, marker=level, type_end=end)
            one.paper = paper
            found.append(one)
    return found


@cache
def _patterns() -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    """Return patterns for a name, each with the level that it tells ("" for none) and whether a paper is called so."""
    words, any_of = vocabulary.load(), vocabulary.alternatives
    types = {level: any_of(words.type_words(level, "after", "han")) for level in _LEVELS}
    papers, societies = words.words("paper_before"), words.words("society_after", "han")
    typed = [(level, False, re.compile(f"{_START}{_NAME}(?={types[level]})")) for level in _LEVELS]
    of_province = [w for w in papers if re.match(types["province"], w)]
    others = [w for w in papers if w not in of_province]
    name = rf"[\s　「『・]{{0,8}}(?P<name>[{HIRAGANA}ー]{{2,8}})(?![{HIRAGANA}ー])"
    named = [
        (level, True, re.compile(rf"{any_of(some)}{name}"))
        for level, some in (("province", of_province), ("", others))
        if some
    ]
    led = [("", False, re.compile(f"{_START}{_NAME}(?={any_of(societies)})"))] if societies else []
    return (*typed, *named, *led)


def _matches(text: str) -> Iterator[tuple[str, bool, re.Match[str]]]:
    for level, paper, pattern in _patterns():
        for match in pattern.finditer(text):
            yield level, paper, match


@cache
def _readings(database: Database) -> Mapping[str, list[Unit]]:
    """Return the places by how they are spoken; made when it is first needed."""
    found: dict[str, list[Unit]] = defaultdict(list)
    for country in vocabulary.load().words("kana_countries"):
        for unit in database.units_of(country):
            letters = unicodedata.normalize("NFKD", bare(unit.name).lower())
            found[_same(_written(re.sub("[^a-z]", "", letters)))].append(unit)
    return found


def _written(latin: str) -> str:
    for pattern, sign in _SPELLED:
        latin = re.sub(pattern, sign, latin)
    return latin


def _spoken(kana: str) -> str:
    """Spell Hiragana in Latin letters, from the names that Unicode gives to the signs."""
    spelled = ""
    for sign in kana:
        name = unicodedata.name(sign).split("LETTER ")[-1].lower() if sign != "ー" else ""
        small = name.removeprefix("small ")
        spelled = (
            spelled[:-1] + small if name != small and small[0] == "y" else spelled + (name if name == small else "")
        )
    return _same(spelled)


def _same(spelled: str) -> str:
    for pattern, sign in _SAME:
        spelled = re.sub(pattern, sign, spelled)
    return spelled
