"""What the rules saw in a document, as a trace for the machine and as lines for a reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from kembar.codebook import Codebook
from kembar.coders.coded import Candidate as Traced
from kembar.coders.coded import Trace
from kembar.coders.rules import choosing, timing, weigh, words
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.join import TOLD_AGAIN
from kembar.coders.rules.sentences import Sentence
from kembar.types import Coding

Outcome = Literal["kept", "joined", "rejected"]
_TOP = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an explanation: ``what`` is sentence, found, kept, joined, rejected or problem; with its span."""

    what: str
    start: int
    end: int
    text: str


def _outcome(candidate: Candidate, kept: Mapping[int, Any]) -> Outcome:
    return "kept" if id(candidate) in kept else "joined" if candidate.reason == TOLD_AGAIN else "rejected"


def _pair(candidate: Candidate) -> str:
    return "-".join(p.name for p in candidate.pair) if candidate.pair else ""


def trace(candidates: Sequence[Candidate], kept: Sequence[Candidate], codings: Sequence[Coding]) -> Trace:
    """Return every candidate with its outcome, its rules, its fields and what speaks for it."""
    ids = {id(c): coding.id for c, coding in zip(kept, codings, strict=True)}
    out = []
    for c in candidates:
        fields = {
            "pair": _pair(c),
            "pair_basis": c.pair_basis,
            "start": c.since.edtf if c.since else None,
            "status": c.status,
            "score": c.score,
            "features": weigh.reasons(c),
        }
        end = c.sentence.base + c.end
        outcome = _outcome(c, ids)
        out.append(Traced(c.kind, c.at, end, outcome, c.reason, tuple(c.fired), fields, ids.get(id(c), "")))
    return Trace(tuple(out))


def lines(
    scanned: Sequence[Sentence], candidates: Sequence[Candidate], kept: Sequence[Candidate], codebook: Codebook
) -> list[Line]:
    """Explain a document: each sentence that speaks, what was found in it, and what became of every candidate."""
    standing = {id(c): c for c in kept}
    of: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        of.setdefault(candidate.sentence.index, []).append(candidate)
    out: list[Line] = []
    for sentence in scanned:
        start, end = sentence.base, sentence.base + len(sentence.raw)
        if not (sentence.hits or sentence.spots) or sentence.silent:
            continue
        out.append(Line("sentence", start, end, " ".join(sentence.raw.split())))
        out.append(Line("found", start, end, _found(sentence)))
        for candidate in of.get(sentence.index, []):
            outcome = _outcome(candidate, standing)
            text = _verdict(candidate, outcome, codebook)
            out.append(Line(outcome, candidate.at, sentence.base + candidate.end, text))
    return out


def _found(sentence: Sentence) -> str:
    """What stands in a sentence: places, dates, and cues by class."""
    places = [f"{s.place.name} ({s.place.country}{', not a party' if s.masked else ''})" for s in sentence.spots]
    dates = [sentence.raw[d.start : d.end] for d in sentence.dates]
    cues = [f"{sentence.raw[h.start : h.end]} = {h.name}" for h in sentence.hits]
    loud = sorted((-value, kind) for kind, value in words.speak(sentence).items() if value >= words.PROPOSES)
    said = [f"{kind} {-value:+.1f}" for value, kind in loud if kind != words.NOTHING]
    parts = (("places", places), ("dates", dates), ("cues", cues), ("words", said), ("pairs", _weighed(sentence)))
    return "; ".join(f"{name}: {', '.join(' '.join(v.split()) for v in values)}" for name, values in parts if values)


def _weighed(sentence: Sentence) -> list[str]:
    """The likeliest pairs of a sentence, each with its sum and the marks that weigh most."""
    table, out = choosing.weights(), []
    for pair, whole, marks in sentence.weighed:
        told = sorted(((table.get(m, 0.0) * v, m) for m, v in marks.items()), key=lambda x: (-abs(x[0]), x[1]))
        reasons = ", ".join(f"{mark} {value:+.1f}" for value, mark in told[:_TOP] if value)
        names = "-".join(f"{side.name} ({side.country})" for side in pair)
        out.append(f"{names} {whole:+.1f} ({reasons})")
    return out


def _plain(value: Any) -> str:
    """An attribute in words: a list of names, or the value itself."""
    several = value if isinstance(value, list) else [value]
    return ", ".join(str(each["name"]) if isinstance(each, dict) else str(each) for each in several)


def _verdict(candidate: Candidate, outcome: str, codebook: Codebook) -> str:
    """A candidate in one line: kind, pair and where it came from, rules, score with the features that weigh most."""
    kind = codebook.label(candidate.kind, "") if candidate.kind in codebook else candidate.kind
    pair = f"{_pair(candidate)} ({candidate.pair_basis})" if candidate.pair else "no pair"
    when = f", {candidate.since.edtf}" if candidate.since else ""
    why = f": {candidate.reason}" if candidate.reason else ""
    weighed = islice(weigh.reasons(candidate).items(), _TOP)
    reasons = ", ".join(f"{name} {value:+.1f}" for name, value in weighed)
    rules = " + ".join(candidate.fired)
    more = "".join(f", {name}: {_plain(value)}" for name, value in candidate.attributes.items())
    told = f"{kind}, {pair}{when}, {candidate.status}{more}"
    dates = "; ".join(_timed(candidate))
    return f"{outcome}{why} | {told} | rule {rules} | score {candidate.score:+.2f} ({reasons})" + (
        f" | date {dates}" if dates else ""
    )


def _timed(candidate: Candidate) -> Iterator[str]:
    """The date that was taken and the next best, each with its sum and the marks that weigh most."""
    table, told = timing.weights(), []
    for start, marks in candidate.timed:
        known = sorted(((table[mark], mark) for mark in table.keys() & marks), key=lambda x: (-abs(x[0]), x[1]))
        told.append((sum(value for value, _ in known), start, known[:_TOP]))
    for total, start, known in told[:1] + sorted(told[1:], reverse=True)[:1]:
        yield f"{start or 'none'} {total:+.1f} ({', '.join(f'{mark} {value:+.1f}' for value, mark in known)})"
