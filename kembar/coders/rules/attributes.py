"""What else a sentence says of an act: name, venue, institutions, season, duration; a paper's fields, term, tie ...

Each is taken only where it is written out, with its span; what is not stated stays empty. The words lie in
``languages/<code>/attributes.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kembar import languages, yamlfile
from kembar.alphabets import HAN, HANGUL, KATAKANA
from kembar.coders.rules.attach import gap
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.sentences import Sentence
from kembar.languages import numbers
from kembar.languages.language import Language

Found = tuple[str, Any, int, int]
_CAPITAL = r"[A-Z][\w'’-]*"
_QUOTED = re.compile(r"“([^“”]{3,60})”|\"([^\"]{3,60})\"|「([^「」]{3,40})」|『([^『』]{3,40})』|‘([^‘’]{3,60})’")
_SPEECH = r"[.!?,。、]$|[.!?]\s|[。\n]"
_NUMBER = r"(?:\d{1,2}|[^\W\d_]{2,12})"
_EAST = f"{HANGUL}{KATAKANA}ー{HAN}々"
_REACH, _WORDS, _LONGEST, _FAR = 60, 8, 80, 110
_TIES = {"sister_agreement": ("sister", ("sister", "tied")), "friendship_agreement": ("friendship", ("friendship",))}


@dataclass(frozen=True)
class _Words:
    """A language's words as expressions; None where it has none."""

    name: re.Pattern[str] | None
    venue: re.Pattern[str] | None
    institutions: tuple[tuple[str, re.Pattern[str]], ...]
    fields: re.Pattern[str] | None
    terms: re.Pattern[str] | None
    season: re.Pattern[str] | None
    duration: re.Pattern[str] | None
    speech: re.Pattern[str]


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=lambda w: (-len(w), w)))


def _called(nouns: Sequence[str], order: str, not_first: Sequence[str], small: str) -> str:
    """An expression for a name with one of these nouns: at its end, at its head, or at the end of a run of signs."""
    if order == "last":
        begins = rf"(?<!\w)(?<!\w[-'’])(?!(?:{_any(not_first)})\s)"  # no half of a word, no "At" of a sentence's head
        return rf"{begins}(?:{_CAPITAL}\s(?:{small}\s)?){{1,5}}(?:{_any(nouns)})(?!\w)"
    if order == "first":
        return rf"(?<!\w)(?:{_any(nouns)})(?:\s(?:{small}\s)?(?:{_CAPITAL}|\d+)){{1,5}}"
    return rf"(?<![{_EAST}])[{_EAST}]{{2,12}}?(?:{_any(nouns)})"


@lru_cache
def _words(code: str) -> _Words:
    top = languages.get(code).file("attributes")
    order, kinds = top.text("order"), top.get("institutions")
    small = f"(?:{_any(top.list('small_words')) or '(?!)'})"
    not_first = [word.capitalize() for word in top.list("not_first")]
    names, venues, before, after = (top.list(k) for k in ("names", "venues", "venue_before", "venue_after"))
    place = _called(venues, order, not_first, small) if venues else ""
    led = rf"(?<!\w)(?:{_any(before)})\s({place})" if before else rf"({place})(?:{_any(after)})"
    fields, ends, closing = (top.list(k) for k in ("fields", "fields_end", "fields_after"))
    listed = rf"(?<!\w)(?:{_any(fields)})\s(.+?)(?=[.;(]|\s(?:{_any(ends)})\s|$)"
    closed = rf"(?<![{_EAST}])([{_EAST}]{{1,8}}(?:\s?[,·・、]\s?[{_EAST}]{{1,8}}){{0,7}})\s?(?:{_any(closing)})"
    terms = [_any([term]).replace(r"\#", f"({_NUMBER})") for term in top.list("terms")]
    return _Words(
        re.compile(_called(names, order, not_first, small)) if names else None,
        re.compile(led) if place else None,
        tuple((kind, re.compile(_called(kinds.list(kind), order, not_first, small))) for kind in kinds)
        if kinds
        else (),
        re.compile(listed if fields else closed) if fields or closing else None,
        re.compile("|".join(terms), re.IGNORECASE) if terms else None,
        _season(top),
        _duration(top, languages.get(code)),
        re.compile("|".join([_SPEECH, *(f"(?:{_any(ends)})$" for ends in [top.list("speech_ends")] if ends)])),
    )


def _season(top: yamlfile.Mapping) -> re.Pattern[str] | None:
    """An expression for a season as it is told: ``season_phrases`` with ``~`` for a season and ``#`` for a year."""
    season, phrases = _any(top.list("seasons")), top.list("season_phrases")
    whole = [
        _any([p]).replace(r"\#", r"(?:1[6-9]|20)\d\d").replace(r"\~", "~").replace("~", f"(?:{season})")
        for p in phrases
    ]
    lead = _any(top.list("season_before"))
    edge, end = (r"(?<!\w)", r"(?!\w)") if lead else ("", "")
    before = rf"(?:{lead})\s" if lead else ""
    return re.compile(rf"{edge}{before}(?P<told>{'|'.join(whole)}){end}") if phrases and season else None


def _duration(top: yamlfile.Mapping, language: Language) -> re.Pattern[str] | None:
    """An expression for how long an act lasts: ``durations`` with ``#`` for a number, behind ``duration_before``."""
    spans, lead = top.list("durations"), _any(top.list("duration_before"))
    whole = "|".join(
        _any([p]).replace(r"\#", f"(?:{language.numbers.small})") for p in sorted(spans, key=len, reverse=True)
    )
    before, end = (rf"(?<!\w)(?:{lead})\s", r"(?!\w)") if lead else ("", "")
    return re.compile(rf"{before}(?P<told>{whole}){end}") if spans else None


def _of_time(candidate: Candidate, words: _Words) -> Iterator[Found]:
    """The season of an act that no month is told of, and how long it lasts, as they are written."""
    sentence = candidate.sentence
    month = candidate.since is not None and candidate.since.precision > 1
    for name, pattern in (("season", None if month else words.season), ("duration", words.duration)):
        found = [m.span("told") for m in pattern.finditer(sentence.text)] if pattern else []
        near = min(((gap(candidate, a, b), a, b) for a, b in found), default=None)
        if near is not None and near[0] <= _FAR:
            yield name, sentence.raw[near[1] : near[2]].strip(), near[1], near[2]


def _name(candidate: Candidate, words: _Words) -> Iterator[Found]:
    """A name in quotation marks or in capitals beside the cue: "the Lantern Festival"; never what somebody said."""
    raw = candidate.sentence.raw
    found = [(m.start(m.lastindex), m.end(m.lastindex)) for m in _QUOTED.finditer(raw) if m.lastindex]
    longest = 60 if candidate.sentence.spaced else 24
    found = [(a, b) for a, b in found if not words.speech.search(raw[a:b]) and b - a <= longest]
    found = [(a, b) for a, b in found if len(raw[a:b].split()) <= _WORDS]
    if candidate.sentence.spaced:
        found = [(a, b) for a, b in found if raw[a].isupper()]
        found += [m.span() for m in words.name.finditer(raw)] if words.name else []
    near = sorted((gap(candidate, a, b), a, b) for a, b in found)
    if near and near[0][0] <= _REACH:
        yield "name", raw[near[0][1] : near[0][2]], near[0][1], near[0][2]


def _venue(sentence: Sentence, words: _Words) -> Iterator[Found]:
    """Where it took place, by name: "at the Harbour Museum"."""
    match = words.venue.search(sentence.raw) if words.venue else None
    if match:
        yield "venue", match[1], match.start(1), match.end(1)


def _institutions(candidate: Candidate, words: _Words) -> Iterator[Found]:
    """Universities, schools and the like by name, with the side whose country they name and their kind of actor."""
    sentence = candidate.sentence
    sides = {place.country: place.id for place in candidate.pair or ()}
    for kind, pattern in words.institutions:
        for match in pattern.finditer(sentence.raw):
            inside = [s.place.country for s in sentence.spots if match.start() <= s.start < match.end()]
            told = {"name": match[0], "type": kind}
            side = next((sides[country] for country in inside if country in sides), "")
            yield "institutions", {**told, "side": side} if side else told, match.start(), match.end()


def _of_paper(candidate: Candidate, words: _Words) -> Iterator[Found]:
    """What a paper says of itself: fields, term and tie."""
    sentence = candidate.sentence
    match = words.fields.search(sentence.raw) if words.fields else None
    if match and len(match[1]) <= _LONGEST:
        yield "fields", match[1].strip(), match.start(1), match.end(1)
    match = words.terms.search(sentence.raw) if words.terms else None
    if match and match.lastindex and numbers.value(match[match.lastindex].lower(), sentence.language.numbers):
        yield "term", match[0], match.start(), match.end()
    tie, cues = _TIES.get(candidate.kind, ("", ()))
    hits = sentence.of(*cues) if cues else []
    if hits:
        hit = min(hits, key=lambda h: abs(h.start - candidate.start))
        yield "tie", tie, hit.start, hit.end


def _signatories(sentence: Sentence) -> Iterator[Found]:
    """Who signed, by name: a capitalised name right behind an office, in a sentence that tells of signing."""
    if not sentence.spaced or not sentence.has("sign"):
        return
    taken = [(s.start, s.end) for s in sentence.spots]
    for hit in sentence.of("mayor"):
        match = re.compile(rf"\s({_CAPITAL}(?:\s(?:[A-Z]\.|{_CAPITAL})){{1,2}})").match(sentence.raw, hit.end)
        if match and not any(a < match.end() and match.start() < b for a, b in taken):
            yield "signatories", match[1], match.start(1), match.end(1)


def found(candidate: Candidate) -> Iterator[Found]:
    """Yield the attributes of a candidate's own sentence: name of the attribute, value, start and end there."""
    words = _words(candidate.sentence.language.code)
    if candidate.type == "agreement":
        yield from _of_paper(candidate, words)
        yield from _signatories(candidate.sentence)
        return
    yield from _name(candidate, words)
    yield from _venue(candidate.sentence, words)
    yield from _institutions(candidate, words)
    yield from _of_time(candidate, words)


def attach(kept: Sequence[Candidate]) -> None:
    """Give standing candidates their attributes; what one sentence does not say another that tells the act may."""
    for candidate in kept:
        candidate.attributes = {}
        for told in (candidate, *candidate.joined):
            before = set(candidate.attributes)
            for name, value, start, end in found(told):
                base = told.sentence.base
                if name in ("institutions", "signatories") and name not in before:
                    candidate.attributes[name] = [*candidate.attributes.get(name, []), value]
                elif name not in candidate.attributes:
                    candidate.attributes[name] = value
                else:
                    continue
                candidate.support(f"attributes.{name}", base + start, base + end)
