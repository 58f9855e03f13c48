"""Names in Kana and Hangul that no list spells: beside their country they are matched with its places by sound.

"미국 레돈도비치시" and "ポルテルビル市（アメリカ）" say where to look. A name and a place must have the same
consonants, roughly classed; of such places the one whose letters are most alike is taken. Katakana, and Hangul where
that finds nothing, is read by what was learned of letters and sounds (``letters.py``, ``kana.py``).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import chain
from pathlib import Path

from kembar import yamlfile
from kembar.places import glosses, han, kana, slots, vocabulary
from kembar.places.database import READ, Candidate, Database, Unit
from kembar.places.kana import LEVELS, REGIONS
from kembar.places.mention import Find
from kembar.places.names import IN_HANGUL, IN_KANA, fold, script
from kembar.places.typewords import bare

_FEWEST, _FEWEST_IN_REGION = 3, 2
#: How far spellings must agree: any place; with a type word or without it one of so many people or in a named region.
_SURE, _CLOSE, _LIKELY, _SMALL = 0.95, 0.85, 0.75, 20_000
_MANY, _VERY_MANY = 4, 5
#: So long a name may be but the beginning of another.
_SHORT_BEGINNING = 2
#: So many syllables a name in Hangul has that is no clear one, and the signs between the words of a name in Kana.
_LEAST_BESIDE, _JOINTS = 3, "・＝=゠"
#: So many different names beside countries are looked for in a text.
_MOST_NAMES = 400
#: What a county gains before the towns that the word for one may mean too.
_OWN_LEVEL = 0.3
_HISSED = {"TI": "SI", "TU": "SU", "DI": "ZI", "DU": "ZU"}
_SPOKEN = Path(__file__).parent / "data" / "spoken.yaml"
#: What follows the name in a longer one: Hanau am Main, Boulogne-sur-Mer, Frankfurt (Oder).
_TAIL = re.compile("(?<=.{4})[ -](?=[a-zà-ÿ(]).*$")
_ARTICLE = re.compile("^(?:the|la|le|el|los|las) ", re.IGNORECASE)
#: Vowels that only part consonants in Kana and Hangul.
_FILLING = re.compile("(?<=[^aeiou])(?:e?u|(?<=[td])o)(?=[^aeiou]|$)")
_HISSING = str.maketrans({"ç": "ch", "ş": "sh", "š": "sh", "č": "ch", "ž": "zh", "ğ": ""})
#: Latin letters that a name may begin with whose first sound is of a class.
_FIRST = {
    "a": "aeiouwyhj", "p": "bpvfw", "k": "ckqgx", "s": "szjcgtdx", "t": "td", "r": "lr", "n": "mn", "h": "hkjgxc",
}  # fmt: skip
_SMALL_SIGN = re.compile(r"[AIUEO](?=\s?SMALL [AIUEOY])")
_CLASSES = str.maketrans("bvfcqgzjdlm", "pphkkksstrn", "aeiouwy")
#: Where spellings are compared m and n are two sounds, but before lips; eo is an open o.
_CLOSER = str.maketrans("bvfcqgzjdl", "pphkkksstr", "wy")
_BEFORE_LIPS = re.compile("m(?=[bpf])")
_NO_LETTER = re.compile("[^a-z]+")
_TURN = re.compile(r"(?:\n[ 　]{0,2})")
_DOUBLED = re.compile(r"(.)(?=\1)")
_LATIN_SOUNDS = [(re.compile(letters), heard) for letters, heard in (
    ("tsch|sch|tch|sh|ch|cz|ts|tz|dj|dg", "s"), ("ph", "f"), ("qu|ck", "k"), ("c(?=[eiy])", "s"), ("x", "ks"),
    ("ng(?![aeioulrw])", "n"), (r"(?<=[tgrw])h", ""), (r"(.)(?=\1)", ""),
)]  # fmt: skip
#: A letter without which it is not asked, what may be spoken in two ways, and the other way.
_UNSURE = [(letter, re.compile(letters), heard) for letter, letters, heard in (
    ("n", "ng", "n"), ("k", "kh", "k"), ("k", "kh", "h"), ("w", "w", "v"), ("g", "g(?=[eiy])", "s"), ("k", "ks", "s"),
    ("r", "r(?![aeiou])", ""), ("h", r"(?<![a-z])h|h$", ""), ("s", "s$", ""), ("f", "f", "p"), ("j", "ij", "ei"),
    ("d", "ds", "z"), ("j", "j", "y"),
)]  # fmt: skip


def find(text: str, finds: Sequence[Find], database: Database, unsought: dict[str, int]) -> list[Find]:
    """Return further finds: unknown names beside a country or behind a region, wherever they are in the text.

    A known name whose places all lie elsewhere is given the place there that it sounds like as one more candidate.
    Names for which nothing is looked up since a text has too many are put into ``unsought``, with where they stand.
    """
    named = {f.start: f for f in finds}
    meant: dict[str, Unit] = {}
    near: dict[int, tuple[str, str | None, int]] = {}
    sought: dict[tuple[str, ...], tuple[str, Unit] | None] = {}
    regions = [f for f in finds if f.script != "latin" and _is_region(f)]
    while regions:
        unit = (region := regions.pop(0)).candidates[0].unit
        for names, level, start in slots.beside(text, region):
            if not (names := [name for name in names if level or _may_be_place(text, name, start, database)]):
                continue
            level = level or slots.told_as(text, names)
            known = named.get(start)
            near[start] = (unit.country, _part(unit) or None, unit.n)
            if known is not None and _lies_in(known, unit, level):
                continue
            key = (*names, level, unit.country, _part(unit), str(region.start < start))
            if key not in sought and len(sought) < _MOST_NAMES:
                sought[key] = _sought(text, names, level, region.start < start, unit, meant, database)
            elif key not in sought:
                unsought.setdefault(names[0], start)
            if (heard := sought.get(key)) is None:
                continue
            name, place = heard
            meant[name] = place
            if known is not None and known.surface in (name, name[:-1]):
                kana.add(known, place, named.values())
            if place.level in (REGIONS if known is None else ()) or level == "province":
                regions.append(_named(start, name, place))
    for name, start, unit in chain(glosses.read(text, finds), kana.introduced(text, named, near, database, unsought)):
        meant.setdefault(name, unit)
        near.setdefault(start, (unit.country, None, -1))
        if start in named:
            kana.add(named[start], unit, named.values())
    return _finds(text, finds, meant, near)


def _finds(
    text: str, finds: Sequence[Find], meant: Mapping[str, Unit], near: Mapping[int, tuple[str, str | None, int]]
) -> list[Find]:
    """Return where names stand whose places were found, each told what stands beside it; so are the known ones."""
    named = {f.start: f for f in finds}
    told = list(everywhere(text, meant)) if meant else []
    found = [f for f in told if f.start not in named or is_longer(f, named[f.start])]
    for one in (*found, *(f for f in finds if f.script != "latin")):
        one.near += (near[one.start],) if one.start in near else ()
    return found


def is_longer(found: Find, known: Find) -> bool:
    """Say whether a name that a list has only begins a longer one: 사바, of 사바나; バイア, of バイア・マレ."""
    if known.end >= found.end or known.candidates[0].unit.level == "country":
        return False
    if known.script == "kana":
        return found.surface[len(known.surface)] in _JOINTS
    return known.script == "hangul" and len(known.surface) <= _SHORT_BEGINNING


def _named(start: int, name: str, place: Unit) -> Find:
    """Return a region by the name that it was read from, with the sign behind it that tells what it is."""
    end = start + len(name)
    return Find(start, end, name, "", script(name), (Candidate(place, READ),), type_end=end + 1)


def _sought(
    text: str, names: Sequence[str], level: str, behind: bool, unit: Unit, meant: Mapping[str, Unit], database: Database
) -> tuple[str, Unit] | None:
    """As ``_heard``; what a region does not hold may lie elsewhere in its country, if its name is clear."""
    found = _heard(text, names, level, behind, unit, meant, database)
    if found is None and unit.level != "country":
        return _clear(names, level, unit.country, "", database)
    return found


def _heard(
    text: str, names: Sequence[str], level: str, behind: bool, unit: Unit, meant: Mapping[str, Unit], database: Database
) -> tuple[str, Unit] | None:
    """Return the way to read a name that a place beside a country or behind a region is called, and the place."""
    here = kana.spellings(database, unit.country, _part(unit), level)
    if script(names[0]) != "kana":
        clear = _clear(names, level, unit.country, _part(unit), database) if level in ("", "city") else None
        names = [name for name in names if level or len(name) >= _LEAST_BESIDE]
        found = _Sounds.of(database, unit.country, _part(unit)).heard(names, level, meant)
        if found and (clear is None or kana.fits(*found, here)):
            return found
        if clear:
            return clear
    places = ((name, meant.get(name) or kana.beside(text, name, level, behind, here)) for name in names)
    return next(((name, place) for name, place in places if place), None)


def _clear(names: Sequence[str], level: str, country: str, part: str, database: Database) -> tuple[str, Unit] | None:
    """Return the longest way to read a name that hardly can be another place of a country or region, and the place."""
    here = kana.spellings(database, country, part, level)
    told = ((name, kana.clear(name, level, here)) for name in sorted(names, key=len, reverse=True))
    return next(((name, place) for name, place in told if place), None)


def _part(unit: Unit) -> str:
    """Return the code of the region that a name is looked for in; empty for a whole country."""
    return "" if unit.level == "country" else unit.a1 or ""


def _is_region(find: Find) -> bool:
    level = find.candidates[0].unit.level
    return level in REGIONS or (level == "admin2" and find.marker == "province")


def _may_be_place(text: str, name: str, start: int, database: Database) -> bool:
    """Say whether a name without a type word is no word, nor a person's with what follows such a name."""
    person = kana.is_person(name, database) and not _person().match(text, start + len(name))
    return person or not kana.is_word(name, database)


@cache
def _person() -> re.Pattern[str]:
    """Return what follows a person's name: a title, or a dot before the next name."""
    words = vocabulary.load()
    offices = (w for lv in vocabulary.TYPES for w in words.type_words(lv, "office", "han"))
    return re.compile(rf"[・＝=]|{vocabulary.alternatives([*words.words('person_after'), *offices])}")


def _lies_in(find: Find, region: Unit, level: str) -> bool:
    """Say whether a known name may be meant beside a region; a province's only if it is one of some level."""
    part = _part(region)
    here = [c.unit for c in find.candidates if c.unit.country == region.country and (not part or c.unit.a1 == part)]
    return any(level != "province" or unit.level in LEVELS[level] for unit in here)


def everywhere(text: str, meant: Mapping[str, Unit]) -> Iterator[Find]:
    """Yield where names stand that mean some places; one in Kana may go over the end of a line."""
    names = sorted(meant, key=lambda name: (-len(name), name))
    typed = re.compile(slots.types())
    for match in re.finditer("|".join(map(_over_lines, names)), text):
        start, name = match.start(), _TURN.sub("", match[0])
        inside = IN_KANA if script(name) == "kana" else IN_HANGUL
        if not (start and inside.match(text[start - 1])):
            found = Find(start, match.end(), match[0], fold(name), script(name), (Candidate(meant[name], READ),))
            marked = typed.match(text, match.end())
            found.marker, found.type_end = (str(marked.lastgroup), marked.end()) if marked else ("", match.end())
            found.masked = not marked and han.is_institution(text, match.end())
            yield found


def _over_lines(name: str) -> str:
    """Return a pattern for a name that a line may end within, if it is in Kana."""
    return (_TURN.pattern + "?").join(map(re.escape, name)) if script(name) == "kana" else re.escape(name)


class _Sounds:
    """The places of a country by the classes of their consonants."""

    def __init__(self, units: Sequence[Unit], small: bool) -> None:
        self._small = small
        self._by_classes: dict[str, list[tuple[str, Unit]]] = defaultdict(list)
        self._by_letter: dict[str, list[tuple[str, Unit]]] = defaultdict(list)
        for unit in units:
            name = _ARTICLE.sub("", bare(unit.name))
            for called in {name, _TAIL.sub("", name)}:
                self._by_letter[_plain(called)[:1]].append((called.lower(), unit))

    @staticmethod
    @cache
    def of(database: Database, country: str, region: str = "") -> _Sounds:
        """Return the index of a country or of one of its regions, made when it is first needed."""
        units = database.units_of(country)
        return _Sounds([u for u in units if u.a1 == region] if region else units, bool(region))

    def _of_classes(self, classes: str) -> list[tuple[str, Unit]]:
        """Return the spellings with these classes; those of a first letter are made when it is first asked for."""
        for letter in _FIRST.get(classes[:1], ""):
            for name, unit in self._by_letter.pop(letter, ()):
                for spelled in _variants(name, unit.country):
                    self._by_classes[_consonants(spelled)].append((spelled, unit))
        return self._by_classes.get(classes, [])

    def heard(self, names: Sequence[str], level: str, meant: Mapping[str, Unit]) -> tuple[str, Unit] | None:
        """Return the one of some names that sounds most like a place, and the place; one already known is taken."""
        known = next((name for name in names if name in meant), None)
        if known is not None:
            return known, meant[known]
        found = [(near[0], name, near[1]) for name in names if (near := self.nearest(name, level))]
        return max(found, key=lambda entry: entry[0])[1:] if found else None

    def nearest(self, name: str, level: str) -> tuple[float, Unit] | None:
        """Return the place that sounds most like a name in Kana or Hangul, if any does, and how well that fits.

        Without a type word for its level only a place that sounds just so is taken.
        """
        spelled = _roman(name)
        classes = _consonants(spelled)
        if len(classes) < (_FEWEST_IN_REGION if level else _FEWEST):
            return None
        told = {_classed(spelled), _classed(_FILLING.sub("", spelled))}
        levels = LEVELS[level]
        first = levels[0] if level == "county" else ""
        fitting = [(other, unit) for other, unit in self._of_classes(classes) if unit.level in levels]
        found = [
            (alike + 0.08 * math.log10(unit.prior + 10) + (_OWN_LEVEL if unit.level == first else 0), unit)
            for other, unit in fitting
            if self._is_heard(alike := _alike(told, other), unit, level, classes)
        ]
        return max(found, key=lambda entry: entry[0]) if found else None

    def _is_heard(self, alike: float, unit: Unit, level: str, classes: str) -> bool:
        told = len(classes) >= _FEWEST and (unit.prior >= _SMALL or len(classes) >= _VERY_MANY)
        known = told or self._small
        near = alike >= (_LIKELY if level else _CLOSE)
        return alike >= _SURE or (near and known and bool(level or len(classes) >= _MANY))


def _alike(told: set[str], other: str) -> float:
    """Return how far spellings agree (0 to 1), consonants by class and vowels as they are; the first are spoken."""
    other = _classed(other)
    return max(SequenceMatcher(None, one, other, autojunk=False).ratio() for one in told)


def _classed(spelled: str) -> str:
    spelled = _BEFORE_LIPS.sub("n", spelled.replace("eu", "u")).translate(_CLOSER)
    return _DOUBLED.sub("", spelled)


def _plain(name: str) -> str:
    letters = name.lower()
    if not letters.isascii():
        letters = unicodedata.normalize("NFKD", letters.translate(_HISSING))
    return letters if letters.isascii() and letters.isalpha() else _NO_LETTER.sub("", letters)


def _roman(name: str) -> str:
    """Spell Kana or Hangul in Latin letters, from the names that Unicode gives to the signs."""
    signs = [unicodedata.name(c).split("LETTER ")[-1].split("SYLLABLE ")[-1] for c in name if c not in "ー・ッ＝"]
    if script(name) == "kana":
        signs = [_HISSED.get(sign, sign) for sign in signs]
    else:
        signs = [f"{sign[:-1]}T" if len(sign) > 1 and sign[-1] == "S" else sign for sign in signs]  # 넷 is net
    joined = _SMALL_SIGN.sub("", " ".join(signs)).replace("SMALL ", "")
    return joined.replace("NG", "N").replace(" ", "").replace("C", "S").replace("TS", "S").lower()


def _consonants(spelled: str) -> str:
    """Return the classes of the consonants; a vowel at the start counts as one."""
    start = "a" if spelled[:1] in "aeiouwy" else ""
    return start + _DOUBLED.sub("", spelled.replace("ch", "s").translate(_CLASSES))


@cache
def _spoken() -> Mapping[str, Sequence[tuple[re.Pattern[str], str]]]:
    """Return for each country how letters are spoken there."""
    found: dict[str, list[tuple[re.Pattern[str], str]]] = defaultdict(list)
    top = yamlfile.load(_SPOKEN)
    for countries in top:
        for told in top.text(countries).split(","):
            letters, _, heard = told.strip().partition(" ")
            for country in countries.split():
                found[country].append((re.compile(letters), heard.strip()))
    return found


def _variants(name: str, country: str) -> set[str]:
    """Return the spellings of a Latin name in small letters for the ways in which they may be spoken in a country."""
    ways = {name}
    for letters, heard in _spoken().get(country, ()):
        ways |= {letters.sub(heard, one) for one in ways}
    lines = "\n".join(map(_plain, ways))  # all ways at once: none of these sounds goes over the end of a line
    for letters, heard in _LATIN_SOUNDS:
        lines = letters.sub(heard, lines)
    found = set(lines.split("\n"))
    for letter, letters, heard in _UNSURE:
        found |= {letters.sub(heard, one) for one in found if letter in one}
    return found
