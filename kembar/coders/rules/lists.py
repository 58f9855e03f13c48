"""Lists of partners within a sentence: which names belong to one list, and partners that carry a year each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kembar.coders.rules import ownyears
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.papers import OF_A_SORT, PAPERS
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.languages.flat import single_words
from kembar.languages.lexicon import Hit

#: What stands between a partner and its date in scripts without capitals: a type word and a bracket.
_OPENED = re.compile(r"[^\W\d]{0,2}\s?[(（\[]\s?")
_BRACKETS = re.compile(r"\([^()]{0,30}\)")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*|\d+")
_LONGEST = 70
_LONGEST_EAST = 30
#: A type word, a particle and the sign of a topic behind a place.
_TOPIC = 4
_DATE_REACH = 45
#: So many words tell the guests from a second place: "and two young nurses from".
_GUESTS = 6
_TIES = (*PAPERS, "tied", "sign", "become")
#: Papers about a tie, and how far before its word they stand.
_ON_A_TIE, _ON = ("memorandum", "intent"), 12
#: Words of other acts: the dates of a sentence with one of them, and no word for a tie, are theirs.
_ACTS = ("hold", "send", "receive", "give", "perform", "family", "training", "build", "match")


def listed(sentence: Sentence, start: int, end: int) -> bool:
    """Whether what stands between two places makes them members of one list.

    Only commas, joining words, words for a type and names of countries or regions may stand there:
    "Lima, Peru, Ghent in Belgium and the city of Turin"; or further guests: "six from Lima and two from Ghent".
    """
    if not sentence.spaced:
        gap = sentence.text[start:end]
        return len(gap) < _LONGEST_EAST and bool(sentence.language.joined.fullmatch(gap))
    if not 0 <= end - start <= _LONGEST:
        return False
    gap = _BRACKETS.sub(" ", sentence.raw[start:end])
    language = sentence.language
    small = single_words(language.type_words, language.static, language.provinces) | {
        *language.joiners,
        *language.towns,
    }
    words = [m[0] for m in _WORD.finditer(gap)]
    parted = any(sign in gap for sign in ",;&/") or any(w.lower() in language.joiners for w in words)
    plain = all(w[0].isupper() or w.lower() in small for w in words)
    return "." not in gap and ((parted and plain) or _counted(sentence, start, end))


def contrasted(sentence: Sentence, a: Spot, b: Spot) -> bool:
    """Whether two places are told of in turn, each as a topic of its own: "A市は7月に、B市は8月に"."""
    return all(_is_topic(sentence, spot) for spot in (a, b))


def of_one_kind(sentence: Sentence, a: Spot, b: Spot) -> bool:
    """Whether two places are members of one list or told of in turn, which says nothing of a tie between them."""
    return listed(sentence, a.end, b.start) or contrasted(sentence, a, b)


def _is_topic(sentence: Sentence, spot: Spot) -> bool:
    """Whether the sign of a topic stands behind a place, with its type word and one particle between at most."""
    language = sentence.language
    behind = sentence.text[spot.end : spot.end + _TOPIC].lstrip(language.type_signs)
    particles = ("", *(p for p in (*language.toward, *language.joiners, *language.genitive) if len(p) == 1))
    return any(behind.startswith(particle + topic) for particle in particles for topic in language.topics)


def _counted(sentence: Sentence, start: int, end: int) -> bool:
    """Whether but a joining word, a number and who comes "from" there stand between two places: "and two from"."""
    language, gap = sentence.language, sentence.text[start:end]
    words = gap.split()
    if not 2 < len(words) <= _GUESTS or words[0] not in language.joiners or words[-1] not in language.origin:
        return False
    second = start + gap.index(words[1], len(words[0]) + 1)
    return any(n.start == second for n in sentence.numbers) and words[-1] in sentence.text[:start].split()


def groups(sentence: Sentence, spots: Sequence[Spot]) -> list[list[Spot]]:
    """The places of a sentence in their order, those of one list together."""
    out: list[list[Spot]] = []
    for spot in spots:
        if out and listed(sentence, out[-1][-1].end, spot.start):
            out[-1].append(spot)
        else:
            out.append([spot])
    return out


def in_turn(sentence: Sentence, spots: Sequence[Spot]) -> list[tuple[Spot, Spot]]:
    """The pairs of a sentence that names them one after the other ("Lima with Ghent, Cusco with Turin"), else none.

    A town with its quarter right behind it is the quarter.
    """
    plain: list[Spot] = []
    for spot in spots:
        if plain and _is_part(sentence, plain[-1], spot):
            plain[-1] = replace(spot, start=plain[-1].start)
        elif not plain or plain[-1].place.id != spot.place.id:
            plain.append(spot)
    pairs = list(zip(plain[::2], plain[1::2], strict=False))
    if len(plain) % 2 or len(pairs) < 2:
        return []
    firsts, seconds = {a.place.country for a, _ in pairs}, {b.place.country for _, b in pairs}
    distinct = len({s.place.id for s in plain}) == len(plain)
    turned = len(firsts) == 1 and not firsts & seconds
    return pairs if distinct and turned else []


def _is_part(sentence: Sentence, town: Spot, part: Spot) -> bool:
    """Whether nothing but a sign for a town stands between two names where blanks part no words: 상해시 황포구."""
    between = sentence.text[town.end : part.start].strip()
    signs = not between or between in sentence.language.type_signs
    return signs and sentence.language.type_signs != "" and town.place.country == part.place.country


def partners_dated(sentence: Sentence) -> Iterator[Candidate]:
    """Several partners in one sentence, each with its own date: "with Lima in 1982, Ghent (1987) and Turin in 2003".

    One tie for each; the kind is that of the paper or tie that stands last before the partner.
    """
    listing = sentence.has("partner_list", "partner_word")
    if len(sentence.dates) < (1 if listing else 2):
        return
    if not listing and not sentence.has(*_TIES) and (not sentence.taken_up or sentence.has(*_ACTS)):
        return
    plain = [s for s in sentence.spots if not s.masked]
    dated: list[tuple[Spot, Hit]] = []
    bracketed = {spot.start: d for spot, d in ownyears.told(sentence)}
    for spot, following in pairwise([*plain, None]):
        assert spot is not None
        until = following.start if following is not None else len(sentence.text)
        free = (d for d in sentence.dates if spot.end <= d.start < until and d.first[0] and d not in bracketed.values())
        d = bracketed.get(spot.start) or next(free, None)
        if d is not None and (spot.start in bracketed or _beside(sentence, spot.end, d.start)):
            dated.append((spot, Hit(d.start, d.end, "date", "")))
    if len({spot.place.id for spot, _ in dated}) < 2 and not (dated and _in_brackets(sentence, plain, *dated[0])):
        return
    for spot, hit in dated:
        own = [h for h in sentence.of(*OF_A_SORT) if spot.end <= h.start <= hit.end]
        named = own or [h for h in sentence.of(*OF_A_SORT) if (h.start < dated[0][0].start) == sentence.spaced]
        kind = PAPERS[_paper(named)] if named else (not listing and sentence.taken_up) or "sister_agreement"
        yield Candidate(
            "agreement", kind, sentence, spot.start, hit.end, 2.4, ["tie_dated", "partners_dated"], hits=[hit]
        )


def _paper(named: Sequence[Hit]) -> str:
    """The paper or tie named last; a memorandum right before it is one on that tie: "signed a MoU on sister cities"."""
    last = named[-1]
    on = [h for h in named[:-1] if h.name in _ON_A_TIE and 0 <= last.start - h.end <= _ON]
    return on[-1].name if on and last.name == "sister" else last.name


def _in_brackets(sentence: Sentence, spots: Sequence[Spot], spot: Spot, date: Hit) -> bool:
    """Whether the one date of a list of partners stands in brackets behind its own: "Lima (since 1961); Ghent"."""
    others = {s.place.id for s in spots if s.place.country != spot.place.country}
    own = (
        sentence.spaced
        and sentence.raw[spot.end : spot.end + 2] == " ("
        and ")" not in sentence.raw[spot.end : date.start]
    )
    return own and len(others) > 1 and sentence.has("partner_list", "partner_word")


def _beside(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a date stands right behind a partner, with its country or a short word at most between."""
    gap = sentence.raw[start:end]
    if not sentence.spaced:
        return bool(_OPENED.fullmatch(gap))
    words = [w[0] for w in _WORD.finditer(gap)]
    articles = single_words(sentence.language.type_words)
    small = [w for w in words if not w[0].isupper() and w not in articles]
    return len(gap) <= _DATE_REACH and len(small) <= 2 and all(len(w) <= 7 for w in small) and ";" not in gap


RULES = (partners_dated,)
