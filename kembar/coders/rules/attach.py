"""What belongs to an act: its dates, rhythm, number of people, actors and sector."""

from __future__ import annotations

import re
from typing import Literal

from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.sentences import Sentence
from kembar.languages.lexicon import Hit
from kembar.types import Count

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
#: Further cues that a number of people may count, and people who take no part.
_COUNTED = ("scholarship", "volunteer_work", "pupil_exchange")
_NO_PART = ("audience", "age")
_SPELLED = re.compile(r"\s*\([^()\d]{2,24}\)")
_PEOPLE_REACH = 100
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
        if start >= hit.end:
            best = min(best, sentence.distance(hit.end, start))
        elif end <= hit.start:
            best = min(best, sentence.distance(end, hit.start))
        else:
            return 0.0
    return best


def nearest(candidate: Candidate, names: tuple[str, ...], reach: float) -> Hit | None:
    """Return the cue of some classes that is nearest to a candidate's words, within reach."""
    ranked = [(gap(candidate, h.start, h.end), h) for h in candidate.sentence.of(*names)]
    ranked = [item for item in ranked if item[0] <= reach]
    return min(ranked, key=lambda item: (item[0], item[1].start))[1] if ranked else None


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


def people(candidate: Candidate) -> None:
    """Find the number of people who take part: a number with a group of people, or a leader and N others."""
    sentence = candidate.sentence
    best: tuple[float, Count, int, int] | None = None
    for number in sentence.numbers:
        count = _count(sentence, number.start, number.end, number.value)
        if count is None:
            continue
        close = gap(candidate, number.start, number.end)
        if close <= _PEOPLE_REACH and (best is None or close < best[0]):
            best = close, count, number.start, number.end
    if best is not None:
        candidate.people = best[1]
        candidate.support_here("participants", best[2], best[3])


def _count(sentence: Sentence, start: int, end: int, value: int) -> Count | None:
    """Read one number as people; None if it counts something else (years, money, an audience, age)."""
    words = sentence.language.numbers
    if value < 1 or value > 20_000 or any(d.start <= start < d.end for d in sentence.dates):
        return None
    if sentence.spaced and (spelled := _SPELLED.match(sentence.text, end)):
        end = spelled.end()
    after, before = sentence.text[end : end + 40], sentence.text[max(0, start - 26) : start]
    if any(start - 25 < h.start < end + 30 and (h.start >= end or h.end <= start) for h in sentence.of(*_NO_PART)):
        return None
    if any(0 <= h.start - end <= 2 for h in sentence.of("duration")) or any(
        h.start < start and end < h.end for h in sentence.of("go")
    ):
        return None
    unit = _unit(sentence, end, after, words.linker, words.counters)
    others = any(after.strip().startswith(word) for word in words.others) and sentence.spaced
    of = (
        sentence.spaced
        and _ends_with(before, tuple(f" {word}" for word in words.after_group))
        and any(h.end > start - 14 and h.end <= start for h in sentence.of(*PEOPLE))
    )
    if not (unit or others or of):
        return None
    bound = _bound(before, words.at_least, words.about)
    lead = any(h.end <= start and start - h.end < 70 for h in sentence.of("mayor"))
    blank = " " if sentence.spaced else ""
    with_lead = any(before.rstrip().endswith(f"{blank}{word}") for word in words.plus)
    if lead and (with_lead or (others and any(f" {word}" in before[-14:] for word in words.plus))):
        return Count(value + 1, "exact", sentence.raw[start:end], (1, value))
    return Count(value, bound, sentence.raw[start:end])


def _bound(before: str, at_least: tuple[str, ...], about: tuple[str, ...]) -> Literal["exact", "at_least", "about"]:
    """How a number is meant, by the word in front of it."""
    if _ends_with(before, at_least):
        return "at_least"
    return "about" if _ends_with(before, about) else "exact"


def _ends_with(text: str, words: tuple[str, ...]) -> bool:
    return any(text.rstrip().endswith(word) for word in words)


def _unit(sentence: Sentence, end: int, after: str, linker: tuple[str, ...], counters: tuple[str, ...]) -> bool:
    if not sentence.spaced:
        plain = after.lstrip(" " + "".join(w for w in sentence.language.numbers.about if len(w) == 1))
        return any(plain.startswith(c) for c in counters)
    reach = 2
    text = after
    for _ in range(3):
        word = next((w for w in linker if text.lstrip().startswith(w + " ")), None)
        if word is None:
            break
        reach += len(text) - len(text.lstrip()) + len(word)
        text = text.lstrip()[len(word) :]
    return any(_counts(sentence.text[end : h.start], reach) for h in sentence.of(*PEOPLE, *_COUNTED) if h.start >= end)


def _counts(between: str, reach: int) -> bool:
    """Whether only a few plain words stand between a number and the people it counts."""
    return len(between) <= reach + 26 and between.count(" ") <= 4 and not any(c in between for c in ",.;:()")
