"""What belongs to an act: its rhythm, actors and sector, and how near words stand to it."""

from __future__ import annotations

import math

from kembar.coders.rules.candidate import Candidate
from kembar.languages.lexicon import Hit

PEOPLE = (
    "mayor",
    "official",
    "delegation",
    "pupil",
    "youth",
    "student",
    "teacher",
    "staff",
    "expert",
    "artist",
    "athlete",
    "traders",
    "citizen",
    "volunteer",
    "trainee",
)
_RHYTHM, _HEAD, _LONG = 95, 20, 220
RHYTHMS = ("annual", "biennial", "monthly", "irregular")
_FREE_SECTOR = {
    "training", "staff_exchange", "meeting", "technical_assistance", "research_collaboration", "information_exchange",
    "infrastructure_project", "donation", "volunteer_service", "delegation_visit", "university_partnership",
}  # fmt: skip
SECTORS = {
    "s_education": "education", "s_culture": "culture", "s_economy": "economy", "s_tourism": "tourism",
    "s_youth_sports": "youth_sports", "s_science": "science_technology", "s_environment": "environment",
    "s_health": "health", "s_urban": "urban_development", "s_governance": "governance",
    "s_welfare": "social_welfare", "s_disaster": "disaster_relief", "s_agriculture": "agriculture_fisheries",
}  # fmt: skip


def gap(candidate: Candidate, start: int, end: int) -> float:
    """How far a span of the sentence lies from the nearest word of a candidate."""
    sentence = candidate.sentence
    best = 10_000.0
    for hit in candidate.hits or [Hit(candidate.start, candidate.end, "", "")]:
        if start < hit.end and hit.start < end:
            return 0.0
        one, other = (hit.end, start) if start >= hit.end else (end, hit.start)
        if abs(one - other) < best:  # it is no nearer than its letters say
            best = min(best, sentence.distance(one, other))
    return best


def nearest(candidate: Candidate, names: tuple[str, ...], reach: float) -> Hit | None:
    """Return the cue of some classes that is nearest to a candidate's words, within reach."""
    near = candidate.near or nearest_of_all(candidate)
    told = [near[name] for name in names if name in near]
    far, hit = told[0] if len(told) == 1 else min(told, key=_by_distance, default=(math.inf, None))
    return hit if far <= reach else None


def nearest_of_all(candidate: Candidate) -> dict[str, tuple[float, Hit]]:
    """The cue of each class of the sentence that is nearest to a candidate's words, with how far it is."""
    near = candidate.near
    if near is None:
        near = candidate.near = {}
        for hit in candidate.sentence.hits:
            far = gap(candidate, hit.start, hit.end)
            if hit.name not in near or far < near[hit.name][0]:
                near[hit.name] = far, hit
    return near


def _by_distance(told: tuple[float, Hit]) -> tuple[float, int, int]:
    return told[0], told[1].start, told[1].end


def recurrence(candidate: Candidate) -> None:
    """Read the rhythm that stands nearest to the act."""
    if candidate.type == "agreement":
        return
    hit = nearest(candidate, RHYTHMS[:3], _RHYTHM) or nearest(candidate, RHYTHMS[3:], _RHYTHM) or _ahead(candidate)
    if hit is not None and not _of_another_clause(candidate, hit):
        candidate.recurrence = hit.name
        candidate.support_here("recurrence", hit.start, hit.end)
        return
    yearly = next((d for d in candidate.sentence.dates if d.every and gap(candidate, d.start, d.end) < 85), None)
    if yearly is not None:
        candidate.recurrence = "annual"
        candidate.support_here("recurrence", yearly.start, yearly.end)


def _ahead(candidate: Candidate) -> Hit | None:
    """A rhythm at the head of a sentence ("Every year since 1991 ..."): it holds for all of it, however long."""
    sentence = candidate.sentence
    first = next((h for h in sentence.of(*RHYTHMS[:3]) if h.start < _HEAD), None)
    return first if first and sentence.spaced and gap(candidate, first.start, first.end) < _LONG else None


def _of_another_clause(candidate: Candidate, hit: Hit) -> bool:
    """Whether a rhythm stands in another clause while the act's own clause has a date of its own."""
    sentence = candidate.sentence
    own = {sentence.clause(h.start) for h in candidate.hits}
    if sentence.spaced or sentence.clause(hit.start) in own:
        return False
    return any(not (d.every or d.since) and sentence.clause(d.start) in own for d in sentence.dates)


def actors(candidate: Candidate) -> None:
    """List the kinds of actors named near the act (an agreement only counts a state's office beside its signing)."""
    found: dict[str, Hit] = {}
    for hit in candidate.sentence.hits:
        if not hit.name.startswith("a_") or gap(candidate, hit.start, hit.end) > 60:
            continue
        found.setdefault(hit.name, hit)
    names = {"a_national": "national_government", "a_international": "international_organization"}
    out = []
    for name, hit in found.items():
        actor = names.get(name, name[2:])
        if candidate.type == "agreement" and actor not in ("national_government", "international_organization"):
            continue
        out.append(actor)
        candidate.support_here("actors", hit.start, hit.end)
    candidate.actors = tuple(sorted(out))


def _youth(candidate: Candidate) -> bool:
    return candidate.kind == "student_exchange" and nearest(candidate, ("youth",), 60) is not None


def sector(candidate: Candidate, usual: str | None, headings: list[str]) -> None:
    """Set the sector: the kind's own, or what stands near the act or in the heading where the kind leaves it open."""
    if candidate.type == "agreement":
        return
    candidate.sector = usual
    candidate.support_here("sector", candidate.start, candidate.end)
    if _youth(candidate) or (candidate.kind == "student_exchange" and "youth_sports" in headings):
        candidate.sector = "youth_sports"
    if candidate.kind not in _FREE_SECTOR:
        return
    scored: dict[str, float] = {}
    for hit in candidate.sentence.hits:
        if hit.name in SECTORS:
            close = gap(candidate, hit.start, hit.end)
            if close < 110:
                scored[SECTORS[hit.name]] = scored.get(SECTORS[hit.name], 0) + 1 / (1 + close / 25)
    if candidate.kind == "delegation_visit" and nearest(candidate, ("purpose",), 60) is None:
        return
    for name in headings:
        scored[name] = scored.get(name, 0) + 0.9
    scored.pop("general", None)
    if not scored and candidate.sector is None:
        candidate.sector = "general"
    if scored:
        candidate.sector = max(scored, key=lambda name: (scored[name], name))
