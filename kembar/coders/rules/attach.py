"""What belongs to an act: its dates, rhythm, number of people, actors and sector."""

from __future__ import annotations

from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.sentences import Sentence
from kembar.coders.rules.when import Dated
from kembar.languages.lexicon import Hit
from kembar.types import Count

PEOPLE = ("mayor", "official", "delegation", "pupil", "youth", "student", "teacher", "staff", "expert", "artist", "athlete", "traders", "citizen", "volunteer", "trainee")
RHYTHMS = ("annual", "biennial", "monthly", "irregular")
_DATE_REACH = 170
_FREE_SECTOR = {
    "training", "staff_exchange", "meeting", "technical_assistance", "research_collaboration", "information_exchange",
    "infrastructure_project", "donation", "volunteer_service", "delegation_visit", "university_partnership",
}  # fmt: skip
_SECTORS = {
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


def dates(candidate: Candidate, dated: list[Dated], rivals: list[Candidate]) -> None:
    """Give a candidate its dates: those nearest to its words, unless another act of the sentence is clearly nearer."""
    ranked = sorted(
        ((gap(candidate, d.start, d.end), d) for d in dated if not d.every), key=lambda item: (item[0], item[1].start)
    )
    cell = candidate.sentence.date_cell
    if cell is not None and (inside := [(g, d) for g, d in ranked if cell[0] <= d.start < cell[1]]):
        ranked = inside
    if candidate.sentence.passage.role != "table_row":
        ranked = [(g, d) for g, d in ranked if g <= _DATE_REACH and not _stolen(candidate, d, g, rivals)]
    if candidate.kind == "anniversary":
        ranked = _of_feast(candidate, ranked)
    if not ranked:
        return
    stop = nearest(candidate, ("stop", "expire"), 80)
    since = next((d for _, d in ranked if d.since), None)
    until = next((d for _, d in ranked if d.until), None)
    main = since or next((d for _, d in ranked if not d.until), None)
    if stop is not None and (since is not None or candidate.type == "agreement") and until is None:
        rest = [d for _, d in ranked if d is not main]
        until = min(rest, key=lambda d: abs(d.start - stop.start), default=None)
    if candidate.fired[0] == "tie_in_row":
        main = next((d for d in dated if candidate.start <= d.start < candidate.end), None)
    if main is not None:
        candidate.since = main.first
        candidate.support_here("start", main.start, main.end)
        if main.last is not None:
            candidate.until = main.last
            candidate.support_here("end", main.start, main.end)
    if stop is not None and until is None and main is not None and not main.since and main.last is None and _ends(candidate, main, stop):
        candidate.until, candidate.since = main.first, None
        candidate.spans["end"] = candidate.spans.pop("start")
    if until is not None and (candidate.since is None or until.first.latest >= candidate.since.earliest):
        candidate.until = until.last or until.first
        candidate.support_here("end", until.start, until.end)


def _ends(candidate: Candidate, d: Dated, stop: Hit) -> bool:
    """Whether a lone date is that of the end: it stands nearer to a word for ending than to the act."""
    sentence = candidate.sentence
    close = sentence.distance(stop.end, d.start) if d.start >= stop.end else sentence.distance(d.end, stop.start)
    return candidate.type == "activity" and close < 30 and close < gap(candidate, d.start, d.end)


def _of_feast(candidate: Candidate, ranked: list[tuple[float, Dated]]) -> list[tuple[float, Dated]]:
    """Leave out the founding date of a tie beside its anniversary: a date next to a verb of signing, or N years off."""
    sentence = candidate.sentence
    out = []
    for close, d in ranked:
        signed = any(0 <= h.start - d.end < 40 or 0 <= d.start - h.end < 40 for h in sentence.of("sign", "tied", "begun"))
        later = [o for _, o in ranked if o.first.earliest[:4] > d.first.earliest[:4]]
        if signed or later or d.since:
            continue
        out.append((close, d))
    return out


def _stolen(candidate: Candidate, d: Dated, own: float, rivals: list[Candidate]) -> bool:
    """Whether another act of the sentence, in another clause, has a better claim to a date."""
    sentence = candidate.sentence
    clause = sentence.clause(d.start)
    if any(sentence.clause(h.start) == clause for h in candidate.hits):
        return False
    return any(
        r is not candidate
        and gap(r, d.start, d.end) + 20 < own
        and any(sentence.clause(h.start) == clause for h in r.hits)
        and not any(abs(h.start - candidate.start) < 12 for h in r.hits)
        for r in rivals
    )


def recurrence(candidate: Candidate) -> None:
    """Read the rhythm that stands nearest to the act."""
    if candidate.type == "agreement":
        return
    hit = nearest(candidate, RHYTHMS, 85)
    if hit is not None:
        candidate.recurrence = hit.name
        candidate.support_here("recurrence", hit.start, hit.end)
        return
    yearly = next((d for d in candidate.sentence.dates if d.every and gap(candidate, d.start, d.end) < 85), None)
    if yearly is not None:
        candidate.recurrence = "annual"
        candidate.support_here("recurrence", yearly.start, yearly.end)


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
    if _youth(candidate) or candidate.kind == "student_exchange" and "youth_sports" in headings:
        candidate.sector = "youth_sports"
    if candidate.kind not in _FREE_SECTOR:
        return
    scored: dict[str, float] = {}
    for hit in candidate.sentence.hits:
        if hit.name in _SECTORS:
            close = gap(candidate, hit.start, hit.end)
            if close < 110:
                scored[_SECTORS[hit.name]] = scored.get(_SECTORS[hit.name], 0) + 1 / (1 + close / 25)
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
        if close <= 75 and (best is None or close < best[0]):
            best = close, count, number.start, number.end
    if best is not None:
        candidate.people = best[1]
        candidate.support_here("participants", best[2], best[3])


def _count(sentence: Sentence, start: int, end: int, value: int) -> Count | None:
    """Read one number as people; None if it counts something else (years, money, an audience, age)."""
    words = sentence.language.numbers
    if value < 1 or value > 20_000 or any(d.start <= start < d.end for d in sentence.dates):
        return None
    after, before = sentence.text[end : end + 40], sentence.text[max(0, start - 26) : start]
    if any(start - 25 < h.start < end + 30 for h in sentence.of("audience", "age")):
        return None
    unit = _unit(sentence, end, after, words.linker, words.counters)
    others = any(after.strip().startswith(word) for word in words.others) and sentence.spaced
    of = sentence.spaced and before.rstrip().endswith((" of", "sebanyak", "berjumlah")) and any(h.end > start - 14 and h.end <= start for h in sentence.of(*PEOPLE))
    if not (unit or others or of):
        return None
    bound = "at_least" if _ends_with(before, words.at_least) else "about" if _ends_with(before, words.about) else "exact"
    lead = any(h.end <= start and start - h.end < 70 for h in sentence.of("mayor"))
    with_lead = any(before.rstrip().endswith(f" {word}") for word in words.plus)
    if lead and sentence.spaced and (with_lead or others and any(f" {word}" in before[-14:] for word in words.plus)):
        return Count(value + 1, "exact", sentence.raw[start:end], (1, value))
    return Count(value, bound, sentence.raw[start:end])


def _ends_with(text: str, words: tuple[str, ...]) -> bool:
    return any(text.rstrip().endswith(word) for word in words)


def _unit(sentence: Sentence, end: int, after: str, linker: tuple[str, ...], counters: tuple[str, ...]) -> bool:
    if not sentence.spaced:
        plain = after.lstrip(" 여余")
        return any(plain.startswith(c) for c in counters)
    reach = 2
    text = after
    for _ in range(3):
        word = next((w for w in linker if text.lstrip().startswith(w + " ")), None)
        if word is None:
            break
        reach += len(text) - len(text.lstrip()) + len(word)
        text = text.lstrip()[len(word) :]
    return any(_counts(sentence.text[end : h.start], reach) for h in sentence.of(*PEOPLE, "scholarship") if h.start >= end)


def _counts(between: str, reach: int) -> bool:
    """Whether only a few plain words stand between a number and the people it counts."""
    return len(between) <= reach + 26 and between.count(" ") <= 4 and not any(c in between for c in ",.;:()")
