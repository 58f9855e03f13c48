"""What speaks for how far an act has come, as named marks: its dates against publication, words of tense, its rhythm.

Also what all words of its sentence say: a language may have a file ``tense.tsv``, built as ``words.tsv`` is (see
``words``), with a status in place of a kind. ``status`` adds the marks up by weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import combinations
from typing import Any

from kembar import languages
from kembar.coders.rules import programmes, words
from kembar.coders.rules.attach import gap, nearest_of_all
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.evidence import Marks
from kembar.coders.rules.sentences import Sentence
from kembar.types import When

FILE = "tense.tsv"
#: What makes some marks, and of what it makes them.
Part = tuple[Callable[..., set[str]], tuple[Any, ...]]
#: Classes of cues that say how far something has come.
_CUES = (
    "stop", "expire", "plan", "postpone", "resume", "still", "going", "former", "present", "past_tense", "begun",
    "begins", "hope", "cancel", "keep", "annual", "irregular",
)  # fmt: skip
#: Sides of an act that change what such a cue means.
_CROSSED = ("type", "kind", "start", "exact", "rhythm", "end", "since")
#: Up to where a cue is near, and is not far.
_NEAR, _FAR, _OPEN, _TIE_OPEN = 60, 140, 90, 60
#: Kinds that are over once they are done, and kinds that go on until somebody ends them.
_ONCE = frozenset(("donation", "named_place", "anniversary", "infrastructure_project"))
_PROGRAMMES = frozenset(("language_program", "scholarship", "trade_promotion", "student_exchange", "staff_exchange"))
_SIGNING = frozenset(("paper_signed", "tie_became", "renewed"))
_ROW_TIES = frozenset(("partners_dated", "tie_in_row"))
#: Sides that say no more beside another.
_ALONE = frozenset(("kind", "role"))
#: Letters of an entry without a verb and of a short item of a list.
_ENTRY, _ITEM = 45, 110
_EXACT = ("coarse", "year", "month", "day")
#: What the sum of words counts at most, and for a unit.
_LOUDEST, _UNIT = 4.0, 2.0


@lru_cache
def table(code: str) -> words.Table:
    """What each word of a language says of a status; empty without a file."""
    return words.read(languages.FOLDER / code / FILE)


def marks(candidate: Candidate, issued: When | None) -> Marks:
    """All marks of a candidate."""
    told = {mark for make, sides in parts(candidate, issued) for mark in make(*sides)}
    return dict.fromkeys(sorted(told), 1.0) | by_words(candidate)


def parts(candidate: Candidate, issued: When | None) -> Iterator[Part]:
    """Yield the marks of a candidate in parts, each as what makes them and of what: many candidates share such parts.

    No mark is in two parts.
    """
    facets = _facets(candidate, issued)
    yield _by_sides, tuple(facets.items())
    yield _by_names, ("own", *sorted({hit.name for hit in candidate.hits}))
    yield _by_names, ("rule", *sorted({*candidate.fired}))
    yield from _by_cues(candidate, facets)


def by_words(candidate: Candidate) -> Marks:
    """The marks of what the words of a candidate's sentence say, which count by how loud they say it."""
    said, out = speak(candidate.sentence), {}
    for status, value in said.items():
        out[f"words: {status}"] = out[f"words: {status}, {candidate.type}"] = value
    if said:
        out[f"words most: {max(said, key=lambda status: said[status])}"] = 1.0
    return out


def _by_sides(*facets: tuple[str, str]) -> set[str]:
    """The marks of the sides from which an act is looked at, and of two of them together."""
    told = {f"{name}: {value}" for name, value in facets}
    crossed = sorted(value for name, value in facets if name not in _ALONE)
    told |= {f"{one}, {other}" for one, other in combinations(crossed, 2)}
    named = dict(facets)
    return told | {", ".join(named[name] for name in ("type", "start", "rhythm", "open"))}


def _by_names(what: str, *names: str) -> set[str]:
    return {f"{what}: {name}" for name in names}


def speak(sentence: Sentence) -> dict[str, float]:
    """What the words of a sentence say of each status, no louder than is heard."""
    if sentence.tense is None:
        sums = table(sentence.language.code).sums(words.said_by(sentence))
        sentence.tense = {name: max(-_LOUDEST, min(_LOUDEST, value)) / _UNIT for name, value in sums.items()}
    return sentence.tense


def ahead(sentence: Sentence) -> bool:
    """Whether the words of a sentence speak most for what is to come ("they land here on Friday")."""
    said = speak(sentence)
    return max(said, key=lambda status: said[status], default="") == "planned"


def _facets(candidate: Candidate, issued: When | None) -> dict[str, str]:
    """The sides from which an act is looked at, each with what it is."""
    sentence = candidate.sentence
    tie = candidate.type == "agreement"
    facets = {
        "type": candidate.type,
        "kind": candidate.kind,
        "lasts": "once" if candidate.kind in _ONCE else "on" if candidate.kind in _PROGRAMMES else "open",
        "role": sentence.passage.role,
        "rhythm": candidate.recurrence or "no rhythm",
        "start": _against(candidate.since, issued, "start"),
        "exact": _EXACT[candidate.since.precision] if candidate.since is not None else "undated",
        "end": _against(candidate.until, issued, "end"),
        "open": "open" if _open(candidate, _TIE_OPEN if tie else _OPEN) else "closed",
        "since": "since" if _own_since(candidate) else "no since",
    }
    if tie:
        facets["signed"] = "signed" if _signed(candidate) else "unsigned"
        facets["listed"] = "row" if _ROW_TIES.intersection(candidate.fired) else _listed(candidate)
        facets["day"] = "own day" if _own_day(candidate) else "no own day"
    elif programmes.is_listed(candidate):
        facets["listed"] = "programme"
    if _carried_out(candidate):
        facets["span"] = "carried out"
    if sentence.own_paper:
        facets["paper"] = "own paper, told" if sentence.has("past_tense") else "own paper"
    if candidate.since is not None and issued is not None:
        years = int(issued.earliest[:4]) - int(candidate.since.earliest[:4])
        facets["years"] = "ahead" if years < 0 else ("this year", "last year")[years] if years < 2 else "years ago"
    return facets


def _against(when: When | None, issued: When | None, name: str) -> str:
    """Where a date stands against that of publication."""
    if when is None:
        return f"no {name}"
    if issued is None:
        return f"{name}, no issue"
    if when.earliest > issued.latest:
        return f"{name} ahead"
    return f"{name} behind" if when.latest < issued.earliest else f"{name} now"


def _by_cues(candidate: Candidate, facets: dict[str, str]) -> Iterator[Part]:
    """Yield words of tense by how near they are, each with the sides of the act that change what they mean."""
    sentence = candidate.sentence
    row = sentence.passage.role == "table_row"
    sides = [facets[side] for side in _CROSSED]
    cues = nearest_of_all(candidate)
    reach = {name: cues[name][0] for name in _CUES if name in cues}
    for name, far in reach.items():
        level = "in row" if row else "near" if far <= _NEAR else "off" if far <= _FAR else "far"
        yield _by_cue, (f"{name} {level}", facets["type"], facets["rhythm"], facets["start"], *sides)
    last = max([(h.end, name) for name in reach for h in sentence.by_name[name]], default=(0, "none"))[1]
    nearest = min([(far, name) for name, far in reach.items()], default=(0, "none"))[1]
    yield _by_order, (last, nearest, facets["type"], facets["start"])


def _by_cue(cue: str, sort: str, rhythm: str, start: str, *sides: str) -> set[str]:
    return {cue, *(f"{cue}, {side}" for side in sides), f"{cue}, {sort}, {start}", f"{cue}, {rhythm}, {start}"}


def _by_order(last: str, nearest: str, sort: str, start: str) -> set[str]:
    """The marks of the word of tense that stands last, and of the one nearest to an act."""
    told = (f"last: {last}", f"nearest: {nearest}")
    return {*told, *(f"{mark}, {sort}, {start}" for mark in told)}


def _open(candidate: Candidate, reach: float) -> bool:
    """Whether a date with "since" stands near the act; where the act has a date, that one."""
    own = [start - candidate.sentence.base for start, _ in candidate.spans.get("start", ())]
    since, every = candidate.since, candidate.sentence.dates
    near = [d for d in every if d.since and (d.start in own or gap(candidate, d.start, d.end) < reach)]
    return any(since is None or not d.first[0] or d.first[0] == _year(since) for d in near)


def _own_since(candidate: Candidate) -> bool:
    """Whether the date that an act starts at is told with "since"."""
    own = [start - candidate.sentence.base for start, _ in candidate.spans.get("start", ())]
    return any(d.since and d.start in own for d in candidate.sentence.dates)


def _own_day(candidate: Candidate) -> bool:
    """Whether the start of a candidate is a date without "since" while another one has it."""
    told = {d.since for d in candidate.sentence.dates if candidate.since and d.first[0] == _year(candidate.since)}
    return told == {False}


def _year(when: When) -> int:
    return int(when.earliest[:4])


def _signed(candidate: Candidate) -> bool:
    """Whether a tie is told by a word for signing or becoming; in a row not one of its label, which all rows share."""
    sentence = candidate.sentence
    if sentence.passage.role == "table_row":
        first = sentence.clauses[0] if sentence.clauses else 0
        if any(h.start >= first for h in sentence.of("sign")):
            return True
    elif any(h.name in ("sign", "seal") for h in candidate.hits):
        return True
    return bool(_SIGNING.intersection(candidate.fired)) and _act_in(candidate)


def _act_in(candidate: Candidate) -> bool:
    """Whether a word that tells tie and signing in one ("자매결연 체결") has a word for signing in it, or beside it."""
    sentence = candidate.sentence
    if sentence.spaced or sentence.has("sign") or not all(h.name == "tied" for h in candidate.hits):
        return True
    scan = sentence.language.cues.scan
    return any(c.name == "sign" for h in candidate.hits for c in scan(sentence.text[h.start + 1 : h.end]))


def _listed(candidate: Candidate) -> str:
    """Whether a tie stands in a row, a short item of a list, or an entry without a verb ("X市 昭和52年6月23日提携")."""
    sentence = candidate.sentence
    whole = sentence.raw.rstrip()
    bare = not sentence.spaced and len(whole) < _ENTRY and not sentence.has("past_tense") and whole[-1:] not in "。."
    short = len(sentence.raw) < (_ITEM if sentence.spaced else _ENTRY)
    role = sentence.passage.role
    return "listed" if role == "table_row" or (role == "list_item" and short) or bare else "told"


def _carried_out(candidate: Candidate) -> bool:
    """Whether an act has one span of days or months: what "ended" was carried through ("1-9 June: over")."""
    since, until = candidate.since, candidate.until
    if candidate.recurrence or since is None or until is None or min(since.precision, until.precision) < 2:
        return False
    return int(until.latest[:4]) - int(since.earliest[:4]) <= 1
