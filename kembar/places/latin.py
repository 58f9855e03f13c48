"""Names in Latin letters: capitalised words, up to six of them, that the gazetteer knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kembar.places import typewords, vocabulary
from kembar.places.database import Candidate, Entry
from kembar.places.mention import Find, Lookup
from kembar.places.names import fold, is_shortened

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’ʻ][^\W\d_]+)*\.?|\d+")
_ELIDED = re.compile(r"[a-z]{1,4}['’][A-Z]")  # d'Aosta, dell'Emilia
_GAPS = (" ", "-", "'", "’", "\n", " \n")
_MOST_WORDS = 6
_LEFT, _RIGHT = 40, 30
_BOND = 24
_SENTENCE_START = re.compile(r"(?:^|[.!?:\"“\n]\s*)$")
#: What stands in a line before a name that heads it (a number, a dash), and right behind such a name.
_LINE_START = re.compile(r"(?:^|\n)[^\S\n]*(?:\(?\w{1,3}[.)]\s+|[^\w\s]{1,3}\s*){0,2}$")
_LINE_END = re.compile(r"[^\S\n]*(?:$|\n|[.:](?:\s|$)|\(|,\s\(?\d{4}\b|[-–—]\s)")
_WORD_LEFT = re.compile(r"([A-Z][\w'’.-]*) $")
_WORD_RIGHT = re.compile(r" ((?:[a-z]{1,4}['’])?[A-Z][\w'’-]*)")
#: What stands right behind a given name: the letter of a second one, and a surname.
_INITIAL_RIGHT = re.compile(r" [A-Z]\. [A-Z][^\W\d_]+")
_HYPHEN_LEFT = re.compile(r"(?<![\w-])([A-Z][a-z'’]+)-$")
_OWNERS_S = ("'s", "’s")
_OF = re.compile(r" [a-z]{2}(?= [A-Z])")
_KNOWN_PLACE, _GREAT = 100_000, 1_000_000
#: A region with so many times the people of the town called like it is what a name means beside "city".
_FAR_LARGER = 20


@dataclass(frozen=True, slots=True)
class _Patterns:
    before: tuple[tuple[str, re.Pattern[str]], ...]
    after: tuple[tuple[str, re.Pattern[str]], ...]
    masked_by_left: re.Pattern[str]
    masked_by_right: re.Pattern[str]
    person: re.Pattern[str]
    given: re.Pattern[str]
    surname: re.Pattern[str]
    preposition: re.Pattern[str]
    bond: re.Pattern[str]
    listed: re.Pattern[str]
    never: frozenset[str]
    apart: frozenset[str]
    neutral: frozenset[str]
    venue: frozenset[str]
    body: re.Pattern[str]
    acts: re.Pattern[str]
    kinds: frozenset[str]
    paper: re.Pattern[str]
    no_type: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words, any_of = vocabulary.load(), vocabulary.alternatives

    def at_end(*names: str) -> re.Pattern[str]:
        phrases = any_of(w for name in names for w in words.words(name, "latin"))
        return re.compile(rf"(?<!\w){phrases}\.?\s+$", re.IGNORECASE)

    before, after = [], []
    for level in ("city", "county", "province", "ward"):
        phrases = words.type_words(level, "before", "latin") + words.type_words(level, "office", "latin")
        before.append((level, re.compile(rf"(?<!\w){any_of(phrases)}\s+$", re.IGNORECASE)))
        ends = words.type_words(level, "after", "latin")
        hyphened, spaced = [w for w in ends if w[0] == "-"], [w for w in ends if w[0] != "-"]
        after.append((level, re.compile(rf"(?:[\s-]+{any_of(spaced)}|{any_of(hyphened)})\b", re.IGNORECASE)))
    right = any_of(words.words("institution_after", "latin"))
    return _Patterns(
        tuple(before),
        tuple(after),
        re.compile(rf"(?<!\w){any_of(words.words('institution_before', 'latin'))}\s+$", re.IGNORECASE),
        re.compile(rf"\s+{right}\b", re.IGNORECASE),
        at_end("person_before"),
        re.compile(rf"(?<!\w){any_of(words.words('person_before', 'latin'))}\.?((?: [A-Z][\w'’-]*\.?){{1,2}}) $", re.I),
        re.compile(rf"\b{any_of(words.words('surname_before', 'latin'))} $"),
        re.compile(rf"\b{any_of(words.words('place_before', 'latin'))}\s+$", re.IGNORECASE),
        re.compile(rf"\b{any_of(words.words('bond', 'latin'))}\b", re.IGNORECASE),
        re.compile(rf"(?<!\w){any_of(words.words('bond', 'latin'))}\b[^.!?:;\n]*:\s[^.!?\n]*$", re.IGNORECASE),
        frozenset(words.words("never", "latin")),
        frozenset(words.words("apart_before", "latin")),
        frozenset(words.words("neutral", "latin")),
        frozenset(words.words("venue_after", "latin")),
        re.compile(rf"\s+{any_of(words.words('body_after', 'latin'))}\b", re.IGNORECASE),
        re.compile(rf"\s+{any_of(words.words('acts_after', 'latin'))}(?!\w)"),
        frozenset(w.lower() for level in vocabulary.TYPES for w in words.type_words(level, "before", "latin")),
        re.compile(rf"\s{any_of(w.title() for w in words.words('periodicals', 'latin'))},\s"),
        at_end("not_types"),
    )


def find(text: str, lookup: Lookup) -> Iterator[Find]:
    """Yield the names in a text in order; the longest that begins at a word wins."""
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        first = text[words[at].start()]
        found = None
        if first.isupper() and _may_begin(first):
            found = _longest(text, words[at : at + _MOST_WORDS], lookup)
        if found is None:
            at += 1
            continue
        size, surface, entry = found
        yield _find(text, words[at].start(), surface, entry, lookup)
        at += size


def _may_begin(letter: str) -> bool:
    return letter <= "\u024f" or "\u1e00" <= letter <= "\u1eff"


def _longest(text: str, words: list[re.Match[str]], lookup: Lookup) -> tuple[int, str, Entry] | None:
    for size in _sizes(text, words):
        surface = name = text[words[0].start() : words[size - 1].end()].rstrip(".")
        entry = lookup(fold(surface))
        if surface.lower().endswith(_OWNERS_S):
            owner = lookup(fold(surface[:-2]))  # Canada's is Canada, and no Cañadas
            if owner and (entry is None or owner.candidates[0].unit.prior > entry.candidates[0].unit.prior):
                name, entry = surface[:-2], owner
        if entry is not None and surface.title() not in _patterns().never:
            return None if _leads(name, text, words[size - 1]) else (size, name, entry)
    return None


def _leads(name: str, text: str, last: re.Match[str]) -> bool:
    """Say whether a name is but the word for what stands behind its "of": the Free State of Bavaria."""
    behind = _OF.match(text, last.end())
    return behind is not None and f"{name}{behind[0]}".lower() in _patterns().kinds


def _sizes(text: str, words: list[re.Match[str]]) -> list[int]:
    """Return how many of the words may be one name, largest first.

    Nothing but a blank or hyphen stands between them, no sentence ends inside, and the last is capitalised or hyphened.
    """
    sizes = [1]
    start, end = words[0].span()
    long_word = end - start > 2
    for size, word in enumerate(words[1:], 2):
        gap = text[end : word.start()]
        if gap not in _GAPS or (text[end - 1] == "." and end - start > 3 and not is_shortened(text[start:end])):
            break
        start, end = word.span()
        long_word = long_word or end - start > 2
        if long_word and (text[start].isupper() or gap == "-" or _ELIDED.match(text, start)):
            sizes.append(size)
    return sizes[::-1]


def _find(text: str, start: int, surface: str, entry: Entry, lookup: Lookup) -> Find:
    end = start + len(surface)
    left, right = text[max(0, start - _LEFT) : start], text[end : end + _RIGHT]
    find = Find(start, end, surface, fold(surface), "latin", _pooled(surface, entry, lookup), entry.common)
    find.type_end = end
    parted = left[-1:].isspace()  # every pattern for a word on the left ends in a blank
    _read_type_words(find, left if parted else "", right)
    patterns = _patterns()
    find.masked = bool((parted and patterns.masked_by_left.search(left)) or patterns.masked_by_right.match(right))
    _read_neighbours(find, left, right, lookup)
    if governed := patterns.body.match(right):
        find.body, find.type_end = True, max(find.type_end, end + governed.end())
    find.led = parted and bool(patterns.preposition.search(left))
    beside = patterns.bond.search(left[-_BOND:]) or patterns.bond.search(right[:_BOND])
    find.bound = bool(beside or patterns.listed.search(left))
    owns = surface.isupper() and right[:2].lower() in _OWNERS_S  # a report opens in capitals
    doubtful = find.common and entry.candidates[0].unit.prior < _GREAT  # a word that opens by chance
    find.acts = not doubtful and (owns or bool(patterns.acts.match(right)))
    paper = patterns.paper.match(right)  # the town that a newspaper is called after
    find.heads = bool((paper or _LINE_END.match(right)) and _LINE_START.search(left))
    find.tail = find.tail and not (paper and find.heads)
    find.initial = not find.acts and (start == 0 or bool(_SENTENCE_START.search(left)))
    return find


def _pooled(surface: str, entry: Entry, lookup: Lookup) -> tuple[Candidate, ...]:
    """Add what the name means without its type word: Bristol City is also a Bristol."""
    if entry.candidates[0].unit.level == "country":  # lists call a province or two by their country's people
        return tuple(c for c in entry.candidates if c.kind == 0) or entry.candidates
    short = typewords.bare(surface)
    more = lookup(fold(short)) if short != surface else None
    if more is None:
        return entry.candidates
    known = {c.unit.n for c in entry.candidates}
    return entry.candidates + tuple(c for c in more.candidates if c.unit.n not in known)


def _read_type_words(find: Find, left: str, right: str) -> None:
    find.marker = typewords.level_of(find.surface)
    left = "" if _patterns().no_type.search(left) else left
    told = [(m.start(), level) for level, pattern in _patterns().before if (m := pattern.search(left))]
    find.marker = find.marker or (min(told)[1] if told else "")  # the longest phrase: "ibu kota" tells of a province
    for level, pattern in _patterns().after:
        match = pattern.match(right)
        if match and not find.marker and not (level == "city" and match[0].islower() and _is_region(find)):
            find.marker, find.type_end = level, find.end + match.end()


def _is_region(find: Find) -> bool:
    """Say whether a name is first of all a region's, whose city may be any: "the Bavaria city"."""
    units = [c.unit for c in find.candidates if c.kind == 0]
    cities = [u.prior for u in units if u.level in ("city", "metro", "place")]
    return bool(units) and units[0].level == "admin1" and max(cities, default=0) * _FAR_LARGER <= units[0].prior


def _read_neighbours(find: Find, left: str, right: str, lookup: Lookup) -> None:
    """Tell from the capitalised words that touch a name whether it is part of a person's or a thing's name."""
    patterns = _patterns()
    before, after = _WORD_LEFT.search(left), _WORD_RIGHT.match(right)
    if before and patterns.preposition.search(left, before.start()):
        before = None  # "With Lyon": a preposition that opens a sentence is no name
    if find.surface.isupper():  # in a line of capitals every neighbour is one
        before, after = (m if m and not m[1].isupper() else None for m in (before, after))
    title = bool(patterns.person.search(left)) or _is_named(find, left, right)
    doubled = _HYPHEN_LEFT.search(left) if left[-1:] == "-" else None
    behind = find.type_end > find.end  # a type word behind a name says nothing of the word before it
    stranger = bool(before and (behind or not find.marker) and _is_stranger(before[1], lookup))
    stranger = stranger and before is not None and not before[1].endswith(".")
    if stranger and before and not title and _SENTENCE_START.search(left[: before.start()]):
        stranger, find.tail = False, True  # the first word of a sentence may be any word
    find.glued = (
        title or stranger or bool(doubled and _is_stranger(doubled[1], lookup)) or bool(patterns.surname.search(left))
    )
    if stranger and find.marker:
        find.marker = ""  # the end of a longer name that no list has: the council of Foo Lima
    venue = bool(after and after[1] in patterns.venue)
    find.tail = find.tail or venue or bool(after and not find.marker and _is_stranger(after[1], lookup, right=True))


def _is_named(find: Find, left: str, right: str) -> bool:
    """Say whether a name is the surname behind a title and given names, or a given name before an initial."""
    if " " in find.surface or find.marker:
        return False
    given = _patterns().given.search(left)
    if given and all(w[0].isupper() and w.lower().rstrip(".") not in _patterns().neutral for w in given[1].split()):
        return True
    return bool(_INITIAL_RIGHT.match(right))


def _is_stranger(word: str, lookup: Lookup, right: bool = False) -> bool:
    patterns = _patterns()
    if not right and word in patterns.apart:
        return True
    if word.lower() in patterns.neutral or (not right and word in patterns.never):
        return False
    entry = lookup(fold(word)) or (lookup(fold(word[:-2])) if word.endswith(_OWNERS_S) else None)
    if entry is None:
        return True
    unit = entry.candidates[0].unit
    if unit.level == "admin2" and unit.name != word:  # Brown County is no Brown
        return all(c.unit.prior < _KNOWN_PLACE for c in entry.candidates if c.unit.level != "admin2")
    return unit.prior < _KNOWN_PLACE and (unit.level not in ("city", "metro", "admin1") or entry.common)
