"""Direction by words alone: here and there, the partner, who speaks, arrows, and verbs that tell home from abroad.

Where no named place tells the way of an act, the page speaks from its own side (the first of the pair): "six pupils
were here", "pegawai kita ditempatkan di kota mitra", "来市した", "다녀왔다".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kembar.coders.rules.attach import PEOPLE, gap, nearest
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.near import same
from kembar.coders.rules.sentences import Sentence
from kembar.languages.lexicon import Hit
from kembar.types import Place

Way = tuple[Place, Place, tuple[int, int]]
#: Cues of giving and going out, and how near they must stand to an act.
DOERS = ("send", "give", "go", "scholarship", "posting", "advice", "perform", "volunteer", "teach")
_GIVING = ("send", "give", "scholarship", "advice", "build", "teach")
_REACH, _AFTER, _ENOUGH = 70, 45, 0.5
_ARROW = re.compile(r"\s*(?:→|⇒|->|=>|➔|➡)\s*")
#: A sign for town or province that no name stands before, and what belongs to it.
_BARE = {
    "kana": re.compile(r"(?<![一-鿿々ァ-ヺーA-Za-z])([一-鿿])[一-鿿々の]{0,6}"),
    "hangul": re.compile(r"(?<!\S)([가-힣])(?:[가-힣]?\s|[가-힣]{0,2})[가-힣]{0,5}\s?"),
}
#: Kinds in which people stay where they are told to be.
_STAYS = frozenset(
    ("delegation_visit", "student_exchange", "teacher_exchange", "staff_exchange", "volunteer_service", "training",
     "cultural_event", "sports_event", "technical_assistance", "trade_promotion")
)  # fmt: skip


def arrow(candidate: Candidate) -> Way | None:
    """The way that an arrow between the two sides draws: "Kobe → Leeds"."""
    spots, sentence = candidate.sentence.spots, candidate.sentence
    for first, second in pairwise(spots):
        between = sentence.text[first.end : second.start]
        if (
            _ARROW.fullmatch(between.lstrip(sentence.language.type_signs))
            and first.place.country != second.place.country
        ):
            return first.place, second.place, (first.start, second.end)
    return None


def in_row(candidate: Candidate) -> Way | None:
    """The way that a row tells by its own word for sending or receiving: the page's side sends, or receives."""
    sentence = candidate.sentence
    if sentence.passage.role != "table_row" or candidate.pair is None:
        return None
    sent, received = sentence.of("send"), sentence.of("receive")
    if bool(sent) == bool(received):
        return None
    hit = (sent or received)[-1]
    a, b = candidate.pair
    return (a, b, (hit.start, hit.end)) if sent else (b, a, (hit.start, hit.end))


def bare(candidate: Candidate) -> tuple[int, Hit] | None:
    """Whose people a bare word for town or province tells, and its span: "県の職員" at home, "州の学生" abroad.

    0 is the first side of the pair, 1 the second; the side at home is that whose country writes in the language.
    """
    sentence = candidate.sentence
    language, pair = sentence.language, candidate.pair
    at_home = [place.country in language.countries for place in pair or ()]
    if not language.own_signs or sum(at_home) != 1:
        return None
    signs = language.own_signs + (language.type_signs if language.script == "kana" else "")
    found = _BARE[language.script].finditer(sentence.text)
    for match in (m for m in found if m[1] in signs and not _named(sentence, m.start(), m.end())):
        people = [p for p in sentence.of(*PEOPLE) if match.start() <= p.start <= match.end()]
        if people and gap(candidate, people[0].start, people[0].end) < _REACH and not _taken(sentence, people[0]):
            side = at_home.index(match[1] in language.own_signs)
            return side, Hit(match.start(), match.end(), "", "")
    return None


def _named(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a sign belongs to a name, to people ("市民") or to a word for the partner before it ("先方の市")."""
    signs = sentence.language.type_signs
    others = (h for h in sentence.of("there", "that_city", "partner_word") if h.start <= start <= h.end + 1)
    inside = any(s.start < end and start < s.end for s in sentence.spots)
    inside = inside or any(h.name in PEOPLE for h in sentence.language.cues.scan(sentence.text[start : start + 2]))
    inside = inside or sentence.text[:start].endswith(tuple(w for w in sentence.language.genitive if len(w) == 1))
    return inside or sentence.text[start + 1 : start + 2] in tuple(signs) or next(others, None) is not None


def _taken(sentence: Sentence, people: Hit) -> bool:
    """Whether people are those to whom something goes ("県の農家に")."""
    return sentence.language.phrased.match(sentence.text[people.end : people.end + 10]) is not None


def by_words(candidate: Candidate) -> Way | None:
    """Weigh the words that tell home from abroad; None where they do not tell the way clearly."""
    assert candidate.pair is not None
    votes = list(_votes(candidate))
    lead = sum(vote for vote, _ in votes)
    if abs(lead) < _ENOUGH:
        return None
    best = max(votes, key=lambda item: item[0] * (1 if lead > 0 else -1))[1]
    a, b = candidate.pair
    return (a, b, (best.start, best.end)) if lead > 0 else (b, a, (best.start, best.end))


def _votes(candidate: Candidate) -> Iterator[tuple[float, Hit]]:
    """Yield how strongly each word speaks for a way from home (positive) or to it (negative)."""
    sentence = candidate.sentence
    for name, vote in (("inward", -1.2), ("outward", 1.2), ("here", -1.0), ("there", 0.8)):
        hit = nearest(candidate, (name,), _REACH)
        if hit is not None and (name not in ("here", "there") or candidate.kind in _STAYS):
            yield (-vote if _from(sentence, hit) else vote), hit
    partner = nearest(candidate, ("partner_word", "that_city"), _REACH)
    if partner is not None and (told := _where(sentence, partner)):
        yield told, partner
    yield from _own(candidate)
    if not any(same(s.place, side) for s in sentence.spots for side in candidate.pair or ()):
        yield from _verb(candidate)


def _from(sentence: Sentence, hit: Hit) -> bool:
    """Whether a word for "from" stands right before (or after) a word for a place."""
    if sentence.spaced:
        words = sentence.text[max(0, hit.start - 12) : hit.start].split()
        return (bool(words) and words[-1] in sentence.language.origin) or sentence.text[hit.start : hit.end].split()[
            0
        ] in sentence.language.origin
    return sentence.text.startswith(sentence.language.leaving, hit.end) if sentence.language.leaving else False


def _where(sentence: Sentence, hit: Hit) -> float:
    """How the word before "the partner town" marks it: as where people go (positive), or where they come from."""
    if not sentence.spaced:
        return 0.0
    words = [
        w for w in sentence.text[max(0, hit.start - 24) : hit.start].split() if w not in sentence.language.type_words
    ]
    last = words[-2:]
    if any(w in sentence.language.static or w in sentence.language.toward for w in last):
        return 0.8
    return -0.8 if any(w in sentence.language.origin for w in last) else 0.0


def _own(candidate: Candidate) -> Iterator[tuple[float, Hit]]:
    """The page's own side before a verb: it gives or sends what follows, or is host to who is received."""
    sentence = candidate.sentence
    for hit in sentence.of("ours"):
        if gap(candidate, hit.start, hit.end) > _REACH or any(
            0 <= p.start - hit.end < 14 for p in sentence.of(*PEOPLE)
        ):
            continue
        verbs = [v for v in sentence.of("receive", *DOERS) if 0 <= v.start - hit.end < _AFTER]
        if verbs:
            yield (-0.9 if verbs[0].name == "receive" else 0.7), hit
            return


def _verb(candidate: Candidate) -> Iterator[tuple[float, Hit]]:
    """Without any place the page tells what its own side sends, gives or receives."""
    given, received = nearest(candidate, _GIVING, 40), nearest(candidate, ("receive",), 40)
    if (given is None) != (received is None):
        hit = given or received
        assert hit is not None
        yield (0.6 if given else -0.8), hit
