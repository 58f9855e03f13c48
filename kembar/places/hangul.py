"""Names in Hangul: they begin a word, and what follows them in it must be a type word or a listed ending."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kembar.alphabets import HANGUL
from kembar.places import typewords, vocabulary
from kembar.places.database import Entry
from kembar.places.mention import Find, Lookup
from kembar.places.names import script

_WORD = re.compile(f"[{HANGUL}]+")
_RUN = re.compile(f"[{HANGUL}]{{1,10}}(?: [{HANGUL}]{{1,10}})?")
_REST = re.compile(f"[{HANGUL}]{{0,24}}")
#: Two syllables that fill a cell of a table with a blank between them, as names of countries are spread: 중 국.
_SPREAD = re.compile(
    rf"(?:^|[|\t]|[^\S\n]{{2}})[^\S\n]?([{HANGUL}])[^\S\n]{{1,3}}([{HANGUL}])(?=[^\S\n]?(?:[|\t]|[^\S\n]{{2}}|$))",
    re.MULTILINE,
)
_LONGEST = 10
_OPENS = ("country", "admin1", "metro")


@dataclass(frozen=True, slots=True)
class _Patterns:
    types: tuple[tuple[str, re.Pattern[str]], ...]
    spaced_type: re.Pattern[str]
    abroad: re.Pattern[str]
    after_type: re.Pattern[str]
    after_name: re.Pattern[str]
    institution: re.Pattern[str]
    paper: re.Pattern[str]
    common: frozenset[str]
    particles: frozenset[str]


@cache
def _patterns() -> _Patterns:
    words, any_of = vocabulary.load(), vocabulary.alternatives
    types = [
        (level, any_of(words.type_words(level, "after", "hangul"))) for level in ("city", "province", "county", "ward")
    ]
    no_type = any_of(words.words("not_types", "hangul"))
    particle = any_of(words.words("particles", "hangul"))
    after_type, after_name = (any_of(words.words(name, "hangul")) for name in ("after_type", "after_name"))
    long = any_of(w for w in words.words("institution_after", "hangul") if len(w) > 1)
    short = any_of(w for w in words.words("institution_after", "hangul") if len(w) == 1)
    every = [w for level, _ in types for w in words.type_words(level, "after", "hangul")]
    single, longer = any_of(w for w in every if len(w) == 1), any_of(w for w in every if len(w) > 1)
    return _Patterns(
        tuple((level, re.compile(f"(?!{no_type}){t}")) for level, t in types),
        re.compile(f" (?:({single})(?![{HANGUL}])|({longer})(?={after_type}*{particle}?{particle}?(?![{HANGUL}])))"),
        re.compile(f"(?P<town>{any_of(words.words('town_abroad', 'hangul'))}){after_type}*{particle}?{particle}?$"),
        re.compile(f"{after_type}*{particle}?{particle}?$"),
        re.compile(f"{after_name}?{particle}?{particle}?$"),
        # one syllable is too little to go by unless the word ends there
        re.compile(f"(?:{long}|{short}{particle}?$)"),
        re.compile(f"{any_of(words.words('paper_after', 'hangul'))}{particle}?{particle}?$"),
        frozenset(words.words("common", "hangul")),
        frozenset(words.words("particles", "hangul")),
    )


def find(text: str, lookup: Lookup) -> Iterator[Find]:
    """Yield the names in a text, countries spread over a cell last.

    A name may follow another in one word if that one ended with its type.
    """
    done = 0
    for word in _WORD.finditer(text):
        at = word.start()
        while done <= at < word.end():
            hit = _at(text, at, lookup)
            if hit is None:
                break
            found, opens = hit
            yield found
            done = at = found.type_end
            if not opens:
                break
    for match in _SPREAD.finditer(text):
        entry = lookup(match[1] + match[2])
        if entry and entry.candidates[0].unit.level == "country":
            start, end = match.start(1), match.end(2)
            yield Find(start, end, text[start:end], match[1] + match[2], "hangul", entry.candidates, type_end=end)


def _at(text: str, at: int, lookup: Lookup) -> tuple[Find, bool] | None:
    """Return the longest acceptable name at a place, and whether another may follow it without a blank."""
    run = _RUN.match(text, at)
    for size in range(min(len(run[0]) if run else 0, _LONGEST), 1, -1):
        name = text[at : at + size]
        if name[-1] == " " or name[1:2] == " ":
            continue  # a first word of one syllable is no part of a name
        entry = lookup(name.replace(" ", ""))
        hit = _read(text, at, name, entry, lookup) if entry else None
        if hit is not None:
            return hit
    return None


def _read(text: str, at: int, name: str, entry: Entry, lookup: Lookup) -> tuple[Find, bool] | None:
    patterns = _patterns()
    end = at + len(name)
    rest = _rest(text, end)
    if " " in name and rest and not patterns.after_type.match(rest) and not _type_at(rest, lookup):
        return None
    found = Find(
        at, end, name, name.replace(" ", ""), "hangul", entry.candidates, name in patterns.common, type_end=end
    )
    proved = typewords.proved_level(name, entry, lookup)
    if proved and patterns.after_type.match(rest):
        found.marker = proved
        return found, False
    spaced = patterns.spaced_type.match(text, end) if not rest else None
    marked = _type_at(spaced[1] or spaced[2] if spaced else rest, lookup) or _town_abroad(rest, entry)
    if marked and not (found.common and rest[: marked[1]] in patterns.particles):  # 도시도: the towns too, no island
        found.marker, length = marked
        found.type_end = spaced.end() if spaced else end + length
        return found, True
    found.marker = proved
    if patterns.after_name.match(rest) or (found.marker and patterns.after_type.match(rest)):
        return found, False
    found.masked = bool(patterns.institution.match(rest))
    found.paper = script(entry.candidates[0].unit.local) == "hangul" and bool(patterns.paper.match(rest))
    if found.paper or found.masked:
        return found, False
    opens = entry.candidates[0].unit.level in _OPENS and any(lookup(rest[:n]) for n in (2, 3, 4) if len(rest) >= 2)
    return (found, True) if opens else None


def _type_at(rest: str, lookup: Lookup) -> tuple[str, int] | None:
    """Return the level and length of a type word at the start of what follows a name, if the word goes on rightly."""
    for level, pattern in _patterns().types:
        match = pattern.match(rest)
        if match:
            left = rest[match.end() :]
            if _patterns().after_type.match(left) or any(lookup(left[:n]) for n in (2, 4) if len(left) >= n):
                return level, match.end()
    return None


def _town_abroad(rest: str, entry: Entry) -> tuple[str, int] | None:
    """Return the level and length of a word for a town that only names of other scripts have: 유가와라정, 다이센초."""
    match = _patterns().abroad.match(rest)
    foreign = any(c.unit.level == "admin2" and script(c.unit.local) != "hangul" for c in entry.candidates)
    return ("county", match.end("town")) if match and foreign else None


def _rest(text: str, at: int) -> str:
    match = _REST.match(text, at)
    return match[0] if match else ""
