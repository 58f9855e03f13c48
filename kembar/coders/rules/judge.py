"""Which candidates stand: acts that take another's place, and named reasons to reject."""

from __future__ import annotations

from collections.abc import Sequence

from kembar.coders.rules.attach import gap, nearest
from kembar.coders.rules.candidate import Candidate
from kembar.languages.flat import bare

#: The kind on the left takes the place of those on the right where they are told by the same words or clause.
ABSORBS: dict[str, frozenset[str]] = {
    key: frozenset(value.split())
    for key, value in {
        "scholarship": "student_exchange training language_program teacher_exchange university_partnership donation",
        "language_program": "training teacher_exchange student_exchange cultural_event university_partnership",
        "staff_exchange": "training delegation_visit technical_assistance teacher_exchange information_exchange",
        "teacher_exchange": "student_exchange delegation_visit training technical_assistance staff_exchange",
        "training": "student_exchange delegation_visit technical_assistance meeting staff_exchange donation",
        "volunteer_service": "student_exchange delegation_visit donation infrastructure_project training named_place",
        "student_exchange": "delegation_visit training sports_event",
        "cultural_event": "delegation_visit student_exchange anniversary donation training meeting trade_promotion sports_event",
        "sports_event": "delegation_visit student_exchange training cultural_event donation",
        "tourism_promotion": "trade_promotion cultural_event meeting delegation_visit investment training",
        "trade_promotion": "meeting delegation_visit cultural_event training donation investment",
        "investment": "trade_promotion infrastructure_project meeting delegation_visit",
        "research_collaboration": "meeting training university_partnership information_exchange technical_assistance delegation_visit",
        "university_partnership": "letter_of_intent student_exchange memorandum sister_agreement renewal meeting friendship_agreement delegation_visit training",
        "named_place": "donation infrastructure_project cultural_event technical_assistance delegation_visit trade_promotion",
        "donation": "technical_assistance delegation_visit infrastructure_project information_exchange training student_exchange trade_promotion cultural_event",
        "infrastructure_project": "technical_assistance training meeting",
        "information_exchange": "meeting training technical_assistance delegation_visit donation",
        "technical_assistance": "training delegation_visit meeting",
        "delegation_visit": "meeting",
        "anniversary": "meeting",
    }.items()
}
THRESHOLD = 2.0


def absorb(candidates: Sequence[Candidate]) -> None:
    """Reject candidates whose words another, more telling kind of the same sentence has taken."""
    for a in candidates:
        for b in candidates:
            if a is b or a.reason or b.reason or a.sentence is not b.sentence:
                continue
            if a.kind == b.kind and a.type == b.type and not _apart(a, b):
                weaker = min(a, b, key=lambda c: (c.strength, -c.start))
                if weaker is b and a.strength >= b.strength:
                    b.reason = f"the same act as {a.fired[0]}"
            elif b.kind in ABSORBS.get(a.kind, ()) and _together(a, b) and a.strength + 0.35 >= b.strength:
                b.reason = f"told as {a.kind}"


def _apart(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates of one kind in one sentence are two acts: other clauses, other dates or other pairs."""
    if a.pair != b.pair:
        return True
    if a.since and b.since and a.since.edtf != b.since.edtf and not (a.since.edtf.startswith(b.since.edtf) or b.since.edtf.startswith(a.since.edtf)):
        return True
    return bool(a.flow and b.flow and a.flow != b.flow and "mutual" not in (a.flow, b.flow))


def _together(a: Candidate, b: Candidate) -> bool:
    words = {(h.start, h.end) for h in a.hits}
    if any((h.start, h.end) in words for h in b.hits):
        return True
    return min(gap(a, h.start, h.end) for h in b.hits) < 45 if b.hits else False


def reject(candidate: Candidate) -> None:
    """Reject by named reasons: no pair, one country, called off, hope, negation, private, national, theory."""
    if candidate.reason:
        return
    if candidate.pair is None:
        candidate.reason = "no pair"
    elif candidate.pair[0].country == candidate.pair[1].country:
        candidate.reason = "one country"
    elif bare(candidate.pair[0].name) == bare(candidate.pair[1].name):
        candidate.reason = "one name"
    elif candidate.sentence.passage.role in ("note",):
        candidate.reason = "note"
    elif nearest(candidate, ("cancel",), 60) and not nearest(candidate, ("postpone",), 60):
        candidate.reason = "called off"
    elif nearest(candidate, ("condition",), 40):
        candidate.reason = "condition"
    elif nearest(candidate, ("private",), 60):
        candidate.reason = "private"
    elif nearest(candidate, ("theory",), 80):
        candidate.reason = "theory"


def weigh(candidate: Candidate) -> None:
    """Add up what speaks for an act; below the threshold it is rejected as weak."""
    sentence = candidate.sentence
    f = candidate.features
    f["strength"] = candidate.strength
    f["dated"] = 0.6 if candidate.since else 0.0
    f["people"] = 0.5 if candidate.people else 0.0
    f["rhythm"] = 0.5 if candidate.recurrence else 0.0
    f["partner named"] = 0.7 if candidate.pair_basis in ("named", "partner") else 0.0
    f["both"] = 0.5 if sentence.has("both") else 0.0
    f["flow"] = 0.3 if candidate.flow else 0.0
    f["planned"] = 0.2 if candidate.status == "planned" else 0.0
    f["row"] = 0.5 if sentence.passage.role in ("table_row", "list_item") else 0.0
    f["hope"] = -1.0 if nearest(candidate, ("hope",), 45) else 0.0
    f["negation"] = -1.0 if candidate.status != "ended" and nearest(candidate, ("negation",), 35) else 0.0
    f["national"] = -0.8 if sentence.has("national") and candidate.pair_basis not in ("named", "partner") else 0.0
    f["compare"] = -0.7 if sentence.has("compare") else 0.0
    f["heading"] = -0.6 if sentence.passage.role in ("title", "heading") else 0.0
    candidate.score = round(sum(f.values()), 3)
    if not candidate.reason and candidate.score < THRESHOLD:
        candidate.reason = "weak"
