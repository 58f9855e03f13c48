"""How far an act has come: done, ongoing, planned or ended, from tense words and from its date against publication."""

from __future__ import annotations

from kembar.coders.rules import programmes
from kembar.coders.rules.attach import gap, nearest
from kembar.coders.rules.candidate import Candidate
from kembar.languages.lexicon import Hit
from kembar.types import When

_REACH = 60
_STOP_REACH = 140
_ROW_REACH = 400
_ENTRY = 45
_ITEM = 110
#: Kinds that go on until somebody ends them.
_PROGRAMMES = frozenset(("language_program", "scholarship", "trade_promotion", "student_exchange", "staff_exchange"))


#: Kinds that are over once they are done, whatever still stands.
_ONCE = frozenset(("donation", "named_place", "anniversary", "infrastructure_project"))
#: Papers that were signed and stay so, whatever became of their term.
_SIGNED = frozenset(("renewal", "implementing_arrangement"))


def decide(candidate: Candidate, issued: When | None) -> None:
    """Set the status of a candidate and the word that supports it; a plan keeps no date that lies behind."""
    value, hit = _agreement(candidate, issued) if candidate.type == "agreement" else _activity(candidate, issued)
    candidate.status = value
    spot = hit or Hit(candidate.start, candidate.end, "", "")
    candidate.support_here("status", spot.start, spot.end)
    if value == "planned" and candidate.since and issued and candidate.since.latest < issued.earliest:
        candidate.since = candidate.until = None
        candidate.spans.pop("start", None)
        candidate.spans.pop("end", None)


def _near(candidate: Candidate, names: tuple[str, ...], reach: float) -> Hit | None:
    row = candidate.sentence.passage.role == "table_row"
    return nearest(candidate, names, _ROW_REACH if row else reach)


def _past(candidate: Candidate, issued: When | None) -> bool:
    return candidate.since is not None and issued is not None and candidate.since.latest < issued.earliest


def _future(candidate: Candidate, issued: When | None) -> bool:
    return candidate.since is not None and issued is not None and candidate.since.earliest > issued.latest


def _open(candidate: Candidate, reach: float) -> bool:
    """Whether a date with "since" stands near the act; where the act has a date, that one."""
    own = [start - candidate.sentence.base for start, _ in candidate.spans.get("start", ())]
    since, every = candidate.since, candidate.sentence.dates
    near = [d for d in every if d.since and (d.start in own or gap(candidate, d.start, d.end) < reach)]
    return any(since is None or not d.first[0] or d.first[0] == _year(since) for d in near)


def _over(candidate: Candidate, issued: When | None) -> bool:
    """Whether the end of an act lies behind; a page without a date tells of what it gives an end."""
    return candidate.until is not None and (issued is None or candidate.until.latest < issued.earliest)


def _signed(candidate: Candidate) -> bool:
    """Whether a tie is told by a word for signing or becoming; in a row not one of its label, which all rows share."""
    sentence, rules = candidate.sentence, candidate.fired
    if sentence.passage.role == "table_row":
        first = sentence.clauses[0] if sentence.clauses else 0
        if any(h.start >= first for h in sentence.of("sign")):
            return True
    elif any(h.name in ("sign", "seal") for h in candidate.hits):
        return True
    return bool({"paper_signed", "tie_became", "renewed"}.intersection(rules)) and _act_in(candidate)


def _act_in(candidate: Candidate) -> bool:
    """Whether a word that tells tie and signing in one ("자매결연 체결") has a word for signing in it, or beside it."""
    sentence = candidate.sentence
    if sentence.spaced or sentence.has("sign") or not all(h.name == "tied" for h in candidate.hits):
        return True
    scan = sentence.language.cues.scan
    return any(c.name == "sign" for h in candidate.hits for c in scan(sentence.text[h.start + 1 : h.end]))


def _own_day(candidate: Candidate) -> bool:
    """Whether the start of a candidate is a date without "since" while another one has it."""
    told = {d.since for d in candidate.sentence.dates if candidate.since and d.first[0] == _year(candidate.since)}
    return told == {False}


def _year(when: When) -> int:
    return int(when.earliest[:4])


def _entry(candidate: Candidate) -> bool:
    """Whether a passage is an entry without a verb, as in a list of partners ("X市 昭和52年6月23日提携")."""
    sentence = candidate.sentence
    whole = sentence.raw.rstrip()
    return not sentence.spaced and len(whole) < _ENTRY and not sentence.has("past_tense") and whole[-1:] not in "。."


def _agreement(candidate: Candidate, issued: When | None) -> tuple[str, Hit | None]:
    stop = _near(candidate, ("stop", "expire"), _REACH)
    plan = _near(candidate, ("plan", "postpone"), _REACH)
    if stop is not None and candidate.kind != "renewal":
        return "ended", stop
    if _future(candidate, issued):
        return "planned", plan
    rules = candidate.fired
    if candidate.kind not in _SIGNED and candidate.until and issued and _over(candidate, issued):
        return "ended", None
    signed = _signed(candidate)
    row = bool({"partners_dated", "tie_in_row"}.intersection(rules))
    if (row and not signed) or "paper_itself" in rules or "partner_listed" in rules:
        return ("planned", plan) if plan is not None and candidate.since is None else ("ongoing", None)
    told_done = candidate.since is not None and candidate.since.precision >= 2 and "paper_signed" in rules
    behind = _past(candidate, issued) and (told_done or "tie_proposed" not in rules)
    if plan is not None and not behind and not _open(candidate, _REACH):
        return "planned", plan
    if candidate.until and issued and candidate.until.latest > issued.latest and candidate.kind not in _SIGNED:
        return "ongoing", None
    since = _open(candidate, _REACH) and not (signed and _own_day(candidate))
    return ("ongoing" if since or (not signed and _listed(candidate)) else "done"), None


def _listed(candidate: Candidate) -> bool:
    """Whether a tie stands in a row, a short item of a list, or an entry without a verb."""
    passage, raw = candidate.sentence.passage, candidate.sentence.raw
    short = len(raw) < (_ITEM if candidate.sentence.spaced else _ENTRY)
    return passage.role == "table_row" or (passage.role == "list_item" and short) or _entry(candidate)


def _carried_out(candidate: Candidate) -> bool:
    """Whether an act has one span of days or months: what "ended" was carried through ("1-9 June: over")."""
    since, until = candidate.since, candidate.until
    if candidate.recurrence or since is None or until is None or min(since.precision, until.precision) < 2:
        return False
    return int(until.latest[:4]) - int(since.earliest[:4]) <= 1


def _activity(candidate: Candidate, issued: When | None) -> tuple[str, Hit | None]:
    """The status of an activity; a verb in the present with a rhythm tells a habit, without one what is to come."""
    stop = _near(candidate, ("stop", "expire"), _STOP_REACH)
    plan = _near(candidate, ("plan", "postpone"), _REACH)
    once = candidate.kind in _ONCE and not candidate.recurrence
    running = bool(candidate.recurrence) or (not once and _open(candidate, 90))
    resumed = _near(candidate, ("resume",), _REACH)
    if (
        stop is not None
        and not resumed
        and not _carried_out(candidate)
        and (running or candidate.until or candidate.kind in _PROGRAMMES)
    ):
        return "ended", stop
    present = plan is not None and (
        plan.pattern.endswith("。") or any(h.start == plan.start for h in candidate.sentence.of("present"))
    )
    habit = bool(candidate.recurrence) and present
    promised = bool(candidate.sentence.own_paper) and not candidate.sentence.has("past_tense")
    told = plan is not None and not habit
    if _future(candidate, issued) or ((told or promised) and not _past(candidate, issued)):
        return "planned", plan
    if running and _over(candidate, issued):
        former = _near(candidate, ("former",), _REACH)
        return ("ended", former) if former is not None or candidate.recurrence else ("done", None)
    if running or programmes.is_listed(candidate):
        return "ongoing", None
    still = _near(candidate, ("still", "going"), 45)
    if still is not None and candidate.kind not in _ONCE and (candidate.since is None or candidate.since.precision < 2):
        return "ongoing", still
    begun = candidate.since is not None and issued is not None and candidate.since.earliest <= issued.latest
    if begun and candidate.until and issued and candidate.until.earliest > issued.latest:
        return "ongoing", None
    return "done", None
