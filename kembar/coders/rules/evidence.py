"""What speaks for the way of an act, as named marks of either side: particles, people, verbs, here, there.

A mark of a side counts the less the further its place stands from the act. ``flow`` adds the marks up by weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kembar.alphabets import HAN, HANGUL, KATAKANA
from kembar.coders.rules.attach import PEOPLE, gap, nearest, nearest_of_all
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.near import same
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.languages.flat import ends_with
from kembar.languages.lexicon import Hit

Marks = dict[str, float]
#: Cues of doing whose order with a place tells who acts on whom.
_VERBS = (
    "go", "send", "receive", "give", "visit_noun", "learn", "teach", "perform", "posting", "scholarship", "advice",
    "build", "help", "homeward", "inward", "outward",
)  # fmt: skip
#: Words for the own side, and for the other.
_OURS, _THEIRS = ("ours",), ("there", "that_city", "partner_word")
_REACH, _WORD_REACH, _CUE_REACH, _HALF, _OWN = 60, 70, 60, 80, 14
#: What the kinds of acts with a way have in common: one goes, or it is given, learnt or shown.
_MANNERS = {
    "go": ("delegation_visit", "student_exchange", "teacher_exchange", "staff_exchange", "volunteer_service"),
    "give": ("donation", "scholarship", "technical_assistance", "infrastructure_project", "investment", "named_place"),
    "learn": ("training", "language_program"),
    "show": ("cultural_event", "sports_event", "trade_promotion", "tourism_promotion"),
}
_MANNER = {kind: manner for manner, kinds in _MANNERS.items() for kind in kinds}
#: A sign for town or province that no name stands before, and what belongs to it.
_BARE = {
    "kana": rf"(?<![{HAN}々{KATAKANA}ーA-Za-z])([{HAN}])[{HAN}々%s]{{0,6}}",
    "hangul": rf"(?<!\S)([{HANGUL}])(?:[{HANGUL}]?\s|[{HANGUL}%s]{{0,2}})[{HANGUL}]{{0,5}}\s?",
}


def of_sides(candidate: Candidate) -> tuple[Marks, Marks]:
    """The marks of both sides of the pair of a candidate; the first side is the one that the page speaks from."""
    assert candidate.pair is not None
    sides: tuple[Marks, Marks] = ({}, {})
    here = candidate.sentence.by_name
    verbs = {n: h for n in _VERBS if n in here and (h := nearest(candidate, (n,), _REACH)) is not None}
    named = [False, False]
    for spot in candidate.sentence.spots:
        if (side := _side(candidate, spot)) is None:
            continue
        named[side] = True
        near = 1 / (1 + gap(candidate, spot.start, spot.end) / _HALF)
        for mark in _named(candidate, spot, verbs):
            sides[side][mark] = max(near, sides[side].get(mark, 0.0))
    if named[0] != named[1]:
        sides[named[1]]["alone"] = 1.0
    for side, words in enumerate((_OURS, _THEIRS)):
        sides[side].update(dict.fromkeys(_by_words(candidate, words, verbs), 1.0))
    if (told := _bare(candidate)) is not None:
        sides[told]["bare"] = 1.0
    sides[0].update(dict.fromkeys(_at_large(candidate, verbs, any(named)), 1.0))
    return sides


def _named(candidate: Candidate, spot: Spot, verbs: dict[str, Hit]) -> Iterator[str]:
    """Yield the marks of a named place: its particle, its people, and how it stands to the act and to the verbs."""
    sentence = candidate.sentence
    kind = "spaced" if sentence.spaced else "signs"
    toward, origin, stays, people = facts(sentence, spot)
    mark = "to" if toward else "from" if origin else "at" if stays else "plain"
    told = [m for m, there in (("to", toward), ("from", origin), ("at", stays), ("people", people)) if there]
    if people is not None:
        told += [f"people: {people.name}", *(["people to"] if toward else [])]
    if not sentence.spaced and _leaves(sentence, spot):
        told.append("leaving")
    first = min((h.start for h in candidate.hits), default=candidate.start)
    told.append(f"{mark}, {'before' if spot.end <= first else 'behind'}")
    told += [f"{mark}, {'before' if spot.end <= verb.start else 'behind'} {n}" for n, verb in verbs.items()]
    for name in told:
        yield name
        yield f"{name} ({kind})"


def facts(sentence: Sentence, spot: Spot) -> tuple[bool, bool, bool, Hit | None]:
    """Whether a place is marked as end, as origin, as where something is, and whose people stand by it; read once."""
    key = (spot.start, spot.end)
    known = sentence.ways.get(key)
    if known is None:
        known = *_marked(sentence, spot), _stays(sentence, spot), _people_of(sentence, spot)
        sentence.ways[key] = known
    return known


def _by_words(candidate: Candidate, names: tuple[str, ...], verbs: dict[str, Hit]) -> Iterator[str]:
    """Yield the marks of words for a side that is not named: "our pupils", "there", "to the partner town"."""
    sentence = candidate.sentence
    for name in names:
        hit = nearest(candidate, (name,), _WORD_REACH)
        if any(0 <= p.start - o.end < _OWN for o in sentence.of(name) for p in sentence.of(*PEOPLE)):
            yield "own people"
            yield f"own people: {name}"
        if hit is None:
            continue
        yield f"word: {name}"
        yield from (f"{name} {'before' if hit.end <= v.start else 'behind'} {n}" for n, v in verbs.items())
        if where := _where(sentence, hit):
            yield f"word: {where}"


def _at_large(candidate: Candidate, verbs: dict[str, Hit], named: bool) -> Iterator[str]:
    """Yield what speaks for or against the page's own side as the one from where the act goes."""
    yield from ("home", f"home: {candidate.kind}")
    if nearest(candidate, ("here",), _WORD_REACH) is not None:
        yield "here"
    for name in verbs:
        yield f"home: {name}"
        if not named:
            yield f"unnamed: {name}"
    near = nearest_of_all(candidate)
    yield from (f"cue: {name}" for name in sorted(near) if near[name][0] < _CUE_REACH)


@cache
def of_one(mark: str) -> str:
    """The name of a mark that one of two sides has."""
    return f"one {mark}"


@cache
def of_two(mark: str) -> str:
    """The name of a mark that both sides have."""
    return f"both {mark}"


@cache
def in_manner(mark: str, kind: str) -> str:
    """The name of a mark for kinds like one: whence one comes is not whence a gift comes."""
    return f"{mark} |{_MANNER.get(kind, 'else')}"


def of_way(candidate: Candidate, sides: tuple[Marks, Marks]) -> tuple[Marks, Marks]:
    """What tells from which side an act goes: the marks of both, each once more as what it is worth for such a kind,
    and which side stands next to its verbs."""
    kind, (a, b) = candidate.kind, sides
    told = [m | {in_manner(k, kind): v for k, v in m.items() if not k.startswith("home")} for m in (a, b)]
    for side, mark in _neighbours(candidate):
        told[side][mark] = 1.0
    return told[0], told[1]


def _neighbours(candidate: Candidate) -> Iterator[tuple[int, str]]:
    """Yield which side stands last before a verb, unless as where it leads, and first behind, with the mark for it."""
    sentence, kind = candidate.sentence, "spaced" if candidate.sentence.spaced else "signs"
    named = [(s, side) for s in sentence.spots if (side := _side(candidate, s)) is not None]
    for name in _VERBS if named else ():
        if name not in sentence.by_name or (verb := nearest(candidate, (name,), _REACH)) is None:
            continue
        before = [n for n in named if n[0].end <= verb.start and not facts(sentence, n[0])[0]]
        behind = next((n for n in named if n[0].start >= verb.end), None)
        if before:
            spot, side = before[-1]
            cut = any(spot.end <= clause < verb.start for clause in sentence.clauses)
            mark = f"last before {name}"
            yield from ((side, m) for m in (mark, f"{mark} ({kind})", f"{mark}, {'other' if cut else 'same'} clause"))
        if behind:
            yield from ((behind[1], f"next behind {name}"), (behind[1], f"next behind {name} ({kind})"))


def _side(candidate: Candidate, spot: Spot) -> int | None:
    """Which side of the pair a named place is."""
    return next((i for i, place in enumerate(candidate.pair or ()) if same(spot.place, place)), None)


def of_both(candidate: Candidate, sides: tuple[Marks, Marks]) -> Marks:
    """What tells whether an act goes one way at all: the marks of one side or of both, the kind and the rhythm."""
    a, b = sides
    marks = {of_two(m): min(a[m], b[m]) for m in a.keys() & b.keys()}
    marks |= {of_one(m): (a.get(m) or b[m]) for m in a.keys() ^ b.keys() if not m.startswith("cue: ")}
    marks |= {m: 1.0 for m in a if m.startswith("cue: ")}
    marks[f"kind: {candidate.kind}"] = 1.0
    if candidate.recurrence:
        marks["rhythm"] = marks[f"rhythm: {candidate.kind}"] = 1.0
    return marks


def _bare(candidate: Candidate) -> int | None:
    """Whose people a bare word for town or province tells: "県の職員" at home, "州の学生" abroad.

    0 is the first side of the pair, 1 the second; the side at home is that whose country writes in the language.
    """
    sentence = candidate.sentence
    language, pair = sentence.language, candidate.pair
    at_home = [place.country in language.countries for place in pair or ()]
    if not language.own_signs or sum(at_home) != 1:
        return None
    signs = language.own_signs + (language.type_signs if language.script == "kana" else "")
    found = re.finditer(_BARE[language.script] % language.linker, sentence.text)
    for match in (m for m in found if m[1] in signs and not _in_name(sentence, m.start(), m.end())):
        people = [p for p in sentence.of(*PEOPLE) if match.start() <= p.start <= match.end()]
        if people and gap(candidate, people[0].start, people[0].end) < _WORD_REACH and not _taken(sentence, people[0]):
            return at_home.index(match[1] in language.own_signs)
    return None


def _in_name(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a sign belongs to a name, to people ("市民") or to a word for the partner before it ("先方の市")."""
    signs = sentence.language.type_signs
    others = (h for h in sentence.of("there", "that_city", "partner_word") if h.start <= start <= h.end + 1)
    inside = any(s.start < end and start < s.end for s in sentence.spots)
    inside = inside or any(h.name in PEOPLE for h in sentence.language.cues.scan(sentence.text[start : start + 2]))
    inside = inside or sentence.text[:start].endswith(tuple(sentence.language.linker))
    return inside or sentence.text[start + 1 : start + 2] in tuple(signs) or next(others, None) is not None


def _taken(sentence: Sentence, people: Hit) -> bool:
    """Whether people are those to whom something goes ("県の農家に")."""
    return sentence.language.phrased.match(sentence.text[people.end : people.end + 10]) is not None


def _where(sentence: Sentence, hit: Hit) -> str:
    """How the word before "the partner town" marks it: "to" where people go, "from" where they come from, else ""."""
    if not sentence.spaced:
        return ""
    words = [
        w for w in sentence.text[max(0, hit.start - 24) : hit.start].split() if w not in sentence.language.type_words
    ]
    if any(w in sentence.language.static or w in sentence.language.toward for w in words[-2:]):
        return "to"
    return "from" if any(w in sentence.language.origin for w in words[-2:]) else ""


def _leaves(sentence: Sentence, spot: Spot) -> bool:
    """Whether the particle right behind a place makes it the start of a way: "マディソンから来て"."""
    plain = sentence.text[spot.end : spot.end + 8].lstrip(f" {sentence.language.type_signs}")
    return plain.startswith(sentence.language.leaving) if sentence.language.leaving else False


def _stays(sentence: Sentence, spot: Spot) -> bool:
    """Whether a place is told as where something is: "in Kobe", "di kantor wali kota Kobe"."""
    if not sentence.spaced:
        after = sentence.text[spot.end : spot.end + 8].lstrip()
        plain = after[1:] if after[:1] and after[0] in sentence.language.type_signs else after
        return _longest(sentence.language.static, after, plain) > 0
    before = sentence.text[max(0, spot.start - 34) : spot.start].split()
    near = [w for w in before if w not in sentence.language.type_words]
    return bool(near) and near[-1] in sentence.language.static


def _people_of(sentence: Sentence, spot: Spot) -> Hit | None:
    """The people that a place stands beside as theirs: "Kobe mayor", "guru SMA Medan", "삿포로시 직원"."""
    for who in sentence.of(*PEOPLE, "firm"):
        if sentence.language.owner == "after":
            between = sentence.text[who.end : spot.start]
            if 0 <= spot.start - who.end <= 24 and not _parted(sentence, between):
                return who
            continue
        between = sentence.text[spot.end : who.start]
        reach = 16 if sentence.spaced else 6
        if 0 <= who.start - spot.end <= reach and not _parted(sentence, between):
            return who
        if (
            sentence.spaced
            and 0 <= spot.start - who.end <= 12
            and sentence.text[who.end : spot.start].strip() in ("", *sentence.language.origin)
        ):
            return who
    return None


def _parted(sentence: Sentence, between: str) -> bool:
    """Whether a mark or a linking word parts a place from the people after it."""
    if any(c in between for c in ",.;:(、"):
        return True
    language = sentence.language
    links = (language.breaks, language.numbers.plus, language.toward, language.origin, language.static)
    return sentence.spaced and any(word in words for word in between.split() for words in links)


def _marked(sentence: Sentence, spot: Spot) -> tuple[bool, bool]:
    """Whether a word of direction marks a place as the end, or as the origin, of a way."""
    language = sentence.language
    if sentence.spaced:
        before = " " + sentence.text[max(0, spot.start - 34) : spot.start].rstrip()
        if ends_with(before, language.type_words):
            for word in language.type_words:
                before = before.removesuffix(f" {word}")
        toward, origin = ends_with(before, language.toward), ends_with(before, language.origin)
        if origin and language.owner == "before" and _inside(sentence, before.split()):
            return True, False
        return toward, origin or sentence.text[spot.end : spot.end + 2] == "'s"
    owned = language.possessed.match(sentence.text, spot.end)
    if owned and not any(spot.end <= p.start < owned.end() for p in sentence.of(*PEOPLE, "firm")):
        return owned["particle"] in language.toward, owned["particle"] in language.origin
    after = sentence.text[spot.end : spot.end + 8].lstrip()
    plain = after[1:] if after[:1] and after[0] in language.type_signs else after
    inside = language.phrase.match(sentence.text, spot.end)
    if inside and not any(spot.end <= p.start < inside.end() for p in sentence.of(*PEOPLE, "firm")):
        return inside["particle"] in language.toward, inside["particle"] in language.origin
    reach = {
        name: _longest(words, after, plain) for name, words in (("to", language.toward), ("from", language.origin))
    }
    return reach["to"] > 0 and reach["to"] >= reach["from"], reach["from"] > reach["to"]


def _inside(sentence: Sentence, before: list[str]) -> bool:
    """Whether what belongs to a place is told as where something is: "in the port office of", not "from the ... of"."""
    language = sentence.language
    if before[-1] not in language.numbers.after_group or any(w.isdigit() for w in before[-6:]):
        return False
    ways = [w for w in before[-6:-1] if w in (*language.static, *language.toward, *language.origin, *language.breaks)]
    return bool(ways) and ways[-1] in (*language.static, *language.toward)


def _longest(words: tuple[str, ...], *texts: str) -> int:
    return max((len(w) for w in words for t in texts if t.startswith(w)), default=0)
