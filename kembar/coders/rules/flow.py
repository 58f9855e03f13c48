"""Who goes or gives to whom: read from prepositions, particles and the verbs of sending and receiving."""

from __future__ import annotations

from kembar.coders.rules.attach import gap, nearest
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.frame import same
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.types import Place

#: Kinds whose acts have a direction when two sides take part.
DIRECTED = frozenset(
    "delegation_visit student_exchange teacher_exchange staff_exchange scholarship training language_program "
    "volunteer_service cultural_event sports_event trade_promotion investment tourism_promotion technical_assistance "
    "infrastructure_project donation information_exchange".split()
)
_GIVERS = frozenset(("scholarship", "donation", "investment", "technical_assistance", "infrastructure_project"))
_MUTUAL = frozenset(
    "student_exchange teacher_exchange staff_exchange cultural_event sports_event information_exchange training "
    "volunteer_service delegation_visit".split()
)


def direct(candidate: Candidate) -> None:
    """Set the flow of a candidate, if its kind has one and the sentence tells it."""
    if candidate.type == "agreement" or candidate.kind not in DIRECTED or candidate.pair is None:
        return
    mutual = nearest(candidate, ("mutual",), 60)
    if mutual is not None and candidate.kind in _MUTUAL and (candidate.recurrence or candidate.kind != "delegation_visit"):
        candidate.flow = "mutual"
        candidate.support_here("flow", mutual.start, mutual.end)
        return
    way = _ends(candidate)
    if way is None:
        return
    origin, target, span = way
    candidate.flow = f"{origin.id}>{target.id}"
    candidate.support_here("flow", *span)


def _ends(candidate: Candidate) -> tuple[Place, Place, tuple[int, int]] | None:
    assert candidate.pair is not None
    a, b = candidate.pair
    votes = {a.id: 0.0, b.id: 0.0}
    best: dict[str, tuple[float, tuple[int, int]]] = {}
    for spot in candidate.sentence.spots:
        side = a if same(spot.place, a) else b if same(spot.place, b) else None
        if side is None:
            continue
        vote = _vote(candidate, spot) / (1 + gap(candidate, spot.start, spot.end) / 60)
        if not vote:
            continue
        votes[side.id] += vote
        if abs(vote) > best.get(side.id, (0.0, (0, 0)))[0]:
            best[side.id] = abs(vote), (spot.start, spot.end)
    lead = votes[a.id] - votes[b.id]
    if abs(lead) < 0.25:
        return None
    span = max(best.values(), key=lambda item: item[0])[1]
    return (a, b, span) if lead > 0 else (b, a, span)


def _vote(candidate: Candidate, spot: Spot) -> float:
    """How strongly a place looks like the origin (positive) or the end (negative) of a way."""
    sentence = candidate.sentence
    toward, origin = _marked(sentence, spot)
    vote = (1.2 if origin else 0.0) - (1.3 if toward else 0.0)
    receive = nearest(candidate, ("receive",), 40)
    send = nearest(candidate, ("send", "give", "go"), 40)
    subject = not toward and spot.end <= (min(h.start for h in candidate.hits) if candidate.hits else candidate.start)
    if receive is not None and subject and spot.end <= receive.start and (send is None or receive.start <= send.start):
        vote = -1.0
    elif send is not None and subject and not origin and spot.end <= send.start:
        vote += 0.6
    return vote


def _marked(sentence: Sentence, spot: Spot) -> tuple[bool, bool]:
    """Whether a word of direction marks a place as the end, or as the origin, of a way."""
    language = sentence.language
    if sentence.spaced:
        before = " " + sentence.text[max(0, spot.start - 30) : spot.start].rstrip()
        for skip in (" the", " city of", " kota", " pemerintah kota", " kabupaten", " pemkot"):
            if before.endswith(skip) and not any(before.endswith(" " + w) for w in language.origin if w in skip):
                before = before[: -len(skip)]
        after = sentence.text[spot.end : spot.end + 22]
        toward = any(before.endswith(" " + w) for w in language.toward)
        origin = any(before.endswith(" " + w) for w in language.origin)
        people = any(0 <= h.start - spot.end <= 14 for h in sentence.of("mayor", "delegation", "pupil", "artist", "athlete", "firm", "staff", "official", "teacher", "citizen", "expert"))
        return toward, (origin or (people and not toward)) or after.startswith(("'s ",))
    after = sentence.text[spot.end : spot.end + 8].lstrip()
    after_type = after[1:] if after[:1] in "시도군구성현市県区州省町" else after
    toward = any(after.startswith(w) or after_type.startswith(w) for w in language.toward)
    origin = any(after.startswith(w) or after_type.startswith(w) for w in language.origin)
    if origin and toward:
        longest = lambda ws: max((len(w) for w in ws if after.startswith(w) or after_type.startswith(w)), default=0)  # noqa: E731
        toward, origin = longest(language.toward) >= longest(language.origin), longest(language.origin) > longest(language.toward)
    return toward, origin
