"""Names in Katakana, Han characters and, before a type word, Hiragana."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kembar.alphabets import HAN, HIRAGANA, KATAKANA
from kembar.places import officers, typewords, vocabulary
from kembar.places.database import MADE, Candidate, Entry
from kembar.places.mention import FITS, Find, Lookup
from kembar.places.names import IN_HAN, IN_HIRAGANA, IN_KANA, fold

_SIGNS = f"{HAN}々{KATAKANA}ー・＝"
#: A line that ends within a name, and the blanks that the next one may begin with.
_TURN = r"\n[ 　]{0,2}"
_RUN = re.compile(f"[{_SIGNS}の]+(?:(?<=[{_SIGNS}]){_TURN}(?=[{_SIGNS}])[{_SIGNS}の]+)*")
_KATAKANA = re.compile(f"[{KATAKANA}ー]+(?:(?:[・＝]|{_TURN})[{KATAKANA}ー]+)*")
_HIRAGANA = re.compile(f"[{HIRAGANA}]")
_BLANK = re.compile(r"\s+")
_STEP = re.compile(f"[{KATAKANA}ー]+|.")
_JOINTS = "・＝"
_NO_START = "・＝のー"
_RIGHT = {"long": "ー", "equals": "＝", "to": "へ"}
#: Characters that a scan puts for signs of Katakana.
_SCANNED = dict(zip("二八口力夕工卜", "ニハロカタエト", strict=True))
_LONGEST_KATAKANA = 40
_LONGEST_HAN = 8
_SURE_HAN = 4
_CITIES = ("city", "metro", "admin1")
_REST, _LONGEST_BOND = 6, 12
#: How a name in Han characters sounds, in brackets behind it or behind its type word: 東海(トンヘ)市.
_GLOSS = re.compile(f"[（(]([{KATAKANA}ー・]{{2,12}})[)）]")
#: Signs that stand for the small ones in old prints and scans, and the second of two vowels that sound as a long one.
_LARGE_SIGN, _SMALL_SIGNS = re.compile("(?<=[キシチニヒミリギジビピ])[ヤユヨ]"), {"ヤ": "ャ", "ユ": "ュ", "ヨ": "ョ"}
_TWO_VOWELS = re.compile("(?<=^[エケゲセゼテデネヘベペメレ])イ(?=.)")


@dataclass(frozen=True, slots=True)
class _Patterns:
    types: tuple[tuple[str, re.Pattern[str]], ...]
    institution: re.Pattern[str]
    after_name: re.Pattern[str]
    hiragana: re.Pattern[str]
    town: re.Pattern[str]
    misread: re.Pattern[str]
    person: re.Pattern[str]
    address: re.Pattern[str]
    given: re.Pattern[str]
    paper: re.Pattern[str]
    may_follow: frozenset[str]
    never: frozenset[str]
    common: frozenset[str]


@cache
def _patterns() -> _Patterns:
    words, any_of = vocabulary.load(), vocabulary.alternatives
    types = {lv: words.type_words(lv, "after", "han") for lv in ("province", "city", "ward", "county")}
    no_type = any_of(words.words("not_types", "han"))
    institution, no_institution = (any_of(words.words(n, "han")) for n in ("institution_after", "not_institutions"))
    every_type = any_of(w for level in types.values() for w in level)
    after_name = any_of(words.words("after_name", "han"))
    towns = any_of((*types["city"], *types["county"]))
    person = any_of((*words.words("person_after", "han"), *words.words("person_after", "kana")))
    block = rf"\s?(?:[0-9０-９]|[一二三四五六七八九十]){{1,4}}{any_of(words.words('block_after', 'han'))}"
    ends, small = any_of(words.words("given_ends", "han")), any_of(words.words("small_words", "kana"))
    long = rf"(?P<long>一)(?=[^{HAN}]|{every_type}|$)"
    return _Patterns(
        tuple((level, re.compile(f"(?!{no_type}){any_of(t)}")) for level, t in types.items()),
        re.compile(f"(?!{no_institution}){institution}"),
        re.compile(f"{every_type}|{after_name}|$|[^{HAN}々]"),
        re.compile(
            f"(?=[^{HIRAGANA}市]{{0,3}}[{HIRAGANA}])(?:(?!市)[{HIRAGANA}{HAN}々]){{2,8}}(?=(?!{no_type}){towns})"
        ),
        re.compile(f"(?!{no_type}){towns}"),
        re.compile(
            rf"(?<![{HAN}々])(?P<scanned>[{''.join(_SCANNED)}])(?=[{KATAKANA}ー])|"
            rf"(?<=[{KATAKANA}ー])(?:{long}|(?P<equals>[=゠])(?=[{KATAKANA}])|"
            rf"(?P<to>ヘ)(?![{KATAKANA}ー)）]|{every_type}|$))"
        ),
        re.compile(f"(?:[・＝][{KATAKANA}ー]+)*{person}"),
        re.compile(f"{every_type}?{block}"),
        re.compile(
            rf"[ 　](?!{small})(?:[{HIRAGANA}]{{2,4}}|[{HAN}々]{{0,2}}(?:{ends}))"
            rf"(?=[ \t　]*(?:\n|$|[)）（(・、。]|{person}))"
        ),
        re.compile(rf"{any_of(words.words('paper_before'))}[\s　「『・]{{0,8}}$"),
        frozenset(words.words("name_may_follow", "han")),
        frozenset((*words.words("never", "han"), *words.words("never", "kana"))),
        frozenset((*words.words("common", "han"), *words.words("common", "kana"))),
    )


def as_meant(text: str) -> str:
    """Return a text with the signs of Katakana that a scan took for others, as long as before."""
    return _patterns().misread.sub(lambda m: _SCANNED.get(m[0]) or _RIGHT[str(m.lastgroup)], text)


def find(text: str, lookup: Lookup, han: Mapping[str, str]) -> Iterator[Find]:
    """Yield the names in a text (as meant); ``han`` brings variants of Han characters to the form of the keys."""
    for found in _finds(text, lookup, han):
        found.surface = text[found.start : found.end]
        yield found


def _finds(text: str, lookup: Lookup, han: Mapping[str, str]) -> Iterator[Find]:
    mixed = list(_hiragana(text, lookup))
    starts = [f.start for f in mixed]
    for found in _runs(text, lookup, han):
        at = bisect_left(starts, found.end)
        if not (at and mixed[at - 1].end > found.start):
            yield found
    yield from _short(text, lookup, han)
    yield from mixed


@cache
def _one_sign() -> re.Pattern[str]:
    """A country written with one sign, in brackets or before a town in Kana: フュッセン（独）, 米スポケーン市."""
    words, any_of = vocabulary.load(), vocabulary.alternatives
    sign = any_of(name for name in words.aliases if len(name) == 1 and IN_HAN.match(name))
    types = any_of(w for level in ("city", "county", "province") for w in words.type_words(level, "after", "han"))
    typed = rf"(?=・?[{KATAKANA}ー・＝]{{2,14}}{types})"
    bracketed = rf"(?:[{KATAKANA}ー]|{types})[（(]({sign})(?=[）)・、])"
    return re.compile(rf"{bracketed}|(?<![^\s、。「（(・と])({sign}){typed}")


def _short(text: str, lookup: Lookup, han: Mapping[str, str]) -> Iterator[Find]:
    for match in _one_sign().finditer(text):
        sign, (start, end) = match[match.lastindex or 0], match.span(match.lastindex or 0)
        key = fold(sign, han)
        entry = lookup(key)
        if entry:
            yield Find(start, end, sign, key, "han", entry.candidates, type_end=end)


def is_institution(text: str, end: int) -> bool:
    """Say whether a word for a school, a firm ... stands right behind a name."""
    return bool(_patterns().institution.match(text, end))


def _runs(text: str, lookup: Lookup, han: Mapping[str, str]) -> Iterator[Find]:
    done = 0
    for run in _RUN.finditer(text):
        at = max(run.start(), done)
        chained = False
        while at < run.end():
            found = _at(text, at, run.end(), chained, lookup, han)
            if found is None:
                step = _STEP.match(text, at, run.end())
                at, chained = (step.end() if step else at + 1), False
            else:
                yield found
                done = at = found.type_end
                chained = True


def _hiragana(text: str, lookup: Lookup) -> Iterator[Find]:
    for match in _patterns().hiragana.finditer(text):
        for at in range(match.start(), match.end() - 1):
            name = text[at : match.end()]
            if not _HIRAGANA.search(name):
                break  # the other finder knows where a name of Han characters begins
            entry = lookup(name) if _begins(text, at) and name not in _patterns().never else None
            if entry:
                level, length = _type_at(text[match.end() : match.end() + _REST]) or ("", 0)
                yield Find(
                    at, match.end(), name, name, "kana", entry.candidates, marker=level, type_end=match.end() + length
                )
                break


def _begins(text: str, at: int) -> bool:
    """Say whether a name may begin here: one in Hiragana is no ending of a word in Han characters (互いの町)."""
    before = text[at - 1] if at else ""
    return not (IN_HIRAGANA.match(text[at]) and IN_HAN.match(before)) or before in _patterns().may_follow


@cache
def _bond() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what ends with a word for a tie before a name, and what begins with "and" and such a word behind it."""
    words, any_of = vocabulary.load(), vocabulary.alternatives
    bond, of = any_of(words.words("bond", "han")), any_of(words.words("beside", "kana"))
    types = any_of(w for level in ("city", "county", "province") for w in words.type_words(level, "after", "han"))
    joiner = any_of(words.words("joiners", "kana"))
    return re.compile(rf"{bond}(?:{of}|[・、:：])?[「\s]?$"), re.compile(rf"」?{types}?{joiner}{of}?{bond}")


def is_bound(text: str, find: Find) -> bool:
    """Say whether a name in Katakana stands behind a word for a tie, or "and" before one; a word only before it."""
    before, behind = _bond()
    left = max(0, find.start - _LONGEST_BOND)
    return bool(behind.match(text, find.end) or (not find.kinds and before.search(text, left, find.start)))


def _at(text: str, at: int, end: int, chained: bool, lookup: Lookup, han: Mapping[str, str]) -> Find | None:
    if text[at] in _NO_START:
        return None
    kana = bool(IN_KANA.match(text[at]))
    after_han = at > 0 and bool(IN_HAN.match(text[at - 1]))
    paper = not kana and bool(_patterns().paper.search(text, max(0, at - _LONGEST_BOND), at))
    inside = not kana and after_han and not chained and not paper and text[at - 1] not in _patterns().may_follow
    for name in _names_at(text, at, end, kana):
        if _patterns().person.match(text, at + len(name)) or (kana and officers.is_officer(text, at, at + len(name))):
            continue
        if not kana and (_is_family(text, at, at + len(name)) or _patterns().address.match(text, at + len(name))):
            continue
        plain = _BLANK.sub("", name)
        entry = lookup(fold(plain, han)) if plain not in _patterns().never else None
        if kana:
            entries = filter(None, [entry, *map(lookup, map(fold, _otherwise(plain)))])
            entry = max(entries, key=lambda e: e.candidates[0].unit.prior, default=None)
        if entry and inside and not _in_full(name, text, at, entry):
            continue  # a Han name starts its run, follows a place or a word for one, or is written in full
        if entry and (kana or _is_asian(plain, entry)):
            found = _read(text, at, name, entry, lookup, han, kana)
            if found is not None:
                found.paper = paper
                return found
    return None


def _is_family(text: str, start: int, end: int) -> bool:
    """Say whether a name that begins a word is a family name: a given name follows it, and no more (佐伯 まどか)."""
    opens = not start or not IN_HAN.match(text[start - 1])
    return opens and bool(_patterns().given.match(text, end))


def _names_at(text: str, at: int, end: int, kana: bool) -> list[str]:
    """Return what may be a name here, longest first: whole parts of a Katakana run, or the first Han characters."""
    if not kana:
        run = text[at : min(end, at + _LONGEST_HAN)]
        return [run[:size] for size in range(len(run), 1, -1) if run[size - 1] not in _NO_START]
    match = _KATAKANA.match(text, at, min(end, at + _LONGEST_KATAKANA + 1))
    run = match[0] if match else ""
    if len(run) > _LONGEST_KATAKANA:
        return []
    ends = [i for i, c in enumerate(run) if c in _JOINTS] + [len(run)]
    typed = _type_at(text[at + len(run) : end])
    whole = [text[at : at + len(run) + typed[1]]] if run and typed else []
    return whole + [run[:size] for size in reversed(ends)]


def _otherwise(name: str) -> Iterator[str]:
    """Yield other ways to write a name: with small signs (ニユーヨーク), with a long sound for two (ベイカー)."""
    if _LARGE_SIGN.search(name):
        yield _LARGE_SIGN.sub(lambda m: _SMALL_SIGNS[m[0]], name)
    if _TWO_VOWELS.search(name):
        yield _TWO_VOWELS.sub("ー", name)


def _in_full(name: str, text: str, at: int, entry: Entry) -> bool:
    """Say whether a name and the type word behind it are the official name of a town, which may stand inside a run."""
    town = _patterns().town.match(text, at + len(name))
    full = name + text[town.start() : town.end()] if town else name
    return any(c.unit.local == full and _patterns().town.search(full, 2) for c in entry.candidates)


def _is_asian(name: str, entry: Entry) -> bool:
    """Say whether Han characters are the place's own script; elsewhere they are chance, unless a list has them.

    That of a city at home is its own though a list gives it to a larger place abroad; smaller ones are words (東北).
    """
    words = vocabulary.load()
    own = words.words("han_countries")
    cities = (c.unit for c in entry.candidates if c.kind == 0 and c.unit.level in _CITIES)
    if any(unit.country in own for unit in (entry.candidates[0].unit, *cities)) or name in words.aliases:
        return True
    return len(name) >= _SURE_HAN or entry.candidates[0].unit.level == "country" or bool(IN_KANA.search(name))


def _read(
    text: str, at: int, name: str, entry: Entry, lookup: Lookup, han: Mapping[str, str], kana: bool
) -> Find | None:
    patterns = _patterns()
    end = at + len(name)
    turn = _BLANK.match(text, end) if end < len(text) and text[end] == "\n" else None
    start = turn.end() if turn else end
    rest, name = text[start : start + _REST], _BLANK.sub("", name)
    found = Find(at, end, name, fold(name, han), "kana" if kana else "han", entry.candidates, type_end=end)
    found.common = name in patterns.common
    gloss = None if kana else _GLOSS.match(text, end)
    start = gloss.end() if gloss else start
    if marked := _type_at(text[start : start + _REST]):
        found.marker, found.type_end = marked[0], start + marked[1]
        _sounded(found, text, lookup, "" if kana else text[start : found.type_end])
        return found
    found.marker = typewords.proved_level(name, entry, lambda key: lookup(fold(key, han)))
    if found.marker and not kana:
        found.candidates += tuple(_namesakes(found, lookup(fold(typewords.bare(name), han))))
        _sounded(found, text, lookup)
    found.marker = found.marker or (_ending(name, entry) if kana else _of_one_sign(name, entry))
    found.masked = not found.marker and bool(patterns.institution.match(rest))
    fits = bool(found.marker or found.masked or kana or patterns.after_name.match(rest))
    fits = fits or entry.candidates[0].unit.level == "country" or lookup(fold(rest[:2], han)) is not None
    return found if fits else None


def _sounded(find: Find, text: str, lookup: Lookup, type_word: str = "") -> None:
    """Note that a text tells how a name sounds, which leaves the places called so; another's name is no such note."""
    gloss = _GLOSS.match(text, find.end) or _GLOSS.match(text, find.type_end)
    entry = lookup(fold(gloss[1])) if gloss and find.script == "han" else None
    so = {c.unit.n for c in entry.candidates} if entry else set()
    called = tuple(c for c in find.candidates if c.unit.n in so)
    if gloss and find.script == "han" and (called or not entry):
        find.glossed, find.type_end = find.key + type_word, max(find.type_end, gloss.end())
        find.candidates = called or find.candidates


def _namesakes(find: Find, bare: Entry | None) -> Iterator[Candidate]:
    """Yield the places that a name with its type word means only where their country is told: 韓国・東海市."""
    own = {c.unit.n for c in find.candidates}
    for unit in (c.unit for c in bare.candidates) if bare else ():
        if unit.n not in own and unit.level in FITS[find.marker] and unit.country != find.candidates[0].unit.country:
            yield Candidate(unit, MADE)


def _ending(name: str, entry: Entry) -> str:
    """Return the level that the type word behind the Katakana of a listed name tells, where it fits the place."""
    katakana = _KATAKANA.match(name)
    told = _type_at(name[katakana.end() :]) if katakana else None
    return told[0] if told and entry.candidates[0].unit.level in FITS[told[0]] else ""


def _of_one_sign(name: str, entry: Entry) -> str:
    """Return the level that the type word of an official name of one sign tells: 津市 is a city."""
    told = _type_at(name[1:]) if len(name) == 2 and name == entry.candidates[0].unit.local else None
    return told[0] if told else ""


def _type_at(rest: str) -> tuple[str, int] | None:
    for level, pattern in _patterns().types:
        match = pattern.match(rest)
        if match:
            return level, match.end()
    return None
