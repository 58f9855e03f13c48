"""Which dates an act could have: those of its sentence and around it, that of publication, or none; each with marks.

Marks are names: from where a date comes, beside the sides of the act that change what that means; how it is told and
how near; how it lies against the date of publication and against what the rules by hand have taken. ``timing`` adds
them up by weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR
from functools import lru_cache

from kembar.coders.rules import tense, when
from kembar.coders.rules.attach import gap
from kembar.coders.rules.candidate import Candidate, Span
from kembar.coders.rules.dating import stopped
from kembar.coders.rules.sentences import Sentence
from kembar.coders.rules.when import Dated
from kembar.dates import of_edtf
from kembar.languages.datefind import DateHit, Parts
from kembar.types import When

#: What stands beside a date that says what it is the date of, and how near.
_BESIDE = (
    "anniversary", "sign", "tied", "sister", "begun", "stop", "expire", "disaster", "lead_in", "years",
    "plan", "resume", "going", "past_tense",
)  # fmt: skip
_NEAR = 30
#: What the clause of a date may say, which makes it the date of something else.
_IN_CLAUSE = (
    "stop", "expire", "begun", "sign", "tied", "sister", "friendship", "renew", "anniversary", "disaster", "lead_in",
    "plan", "postpone", "hope", "still", "annual", "biennial", "become", "build", "explore", "condition",
)  # fmt: skip
#: How far from a word for an anniversary its number stands, and how old a tie may be.
_COUNTED, _OLDEST = 8, 120
#: Words of a tie, right before "the year after".
_TIES, _BESIDE_TIE = ("tied", "sister", "friendship", "sign", "memorandum", "bond", "paper", "renew", "intent"), 12
#: So many sentences before an act are looked at, and those from which on all count the same.
_BEFORE, _SOME = 5, 3
#: What a sentence says of how something stands, which changes where its date is to be sought.
_SAYS = (
    "stop", "expire", "plan", "postpone", "resume", "still", "going", "former", "present", "begun", "hope", "keep",
)  # fmt: skip
_FLAGS = ("since", "until", "every", "lasts")
#: How old what began so many years before publication is.
_AGES = ("same year", "last year", *["some years"] * 4)


@dataclass(slots=True)
class Option:
    """A date that an act could have (None: no date), with its end, where it is told and its marks."""

    since: When | None
    until: When | None = None
    spans: list[Span] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    by_hand: bool = False

    @property
    def start(self) -> str:
        """The date as EDTF, "" for none."""
        return self.since.edtf if self.since is not None else ""


class AtHand:
    """The dates at hand for a candidate; what the rules by hand have given it is the first of them.

    ``dated`` counts the acts of each pair that have a date by hand, ``ties`` are the dates of the pair's agreements.
    """

    def __init__(
        self,
        candidate: Candidate,
        issued: When | None,
        last: Candidate | None,
        dated: Counter[tuple[object, str]],
        ties: Sequence[When] = (),
    ) -> None:
        self.candidate, self.sentence, self.issued, self.dated = candidate, candidate.sentence, issued, dated
        self.options: dict[str, Option] = {}
        self.shared: dict[str, list[str]] = {}
        self.says = _tense(candidate.sentence)
        self.facets = _facets(candidate, self.says)
        self._by_hand()
        self._put("none", None, None, None)
        self._own()
        self._before()
        self._after()
        self._told(last)
        self._around()
        self._by_tie(ties)

    def _put(self, source: str, since: When | None, until: When | None, span: Span | None, *marks: str) -> None:
        """Add a date, or what more speaks for it."""
        start = since.edtf if since is not None else ""
        option = self.options.get(start)
        if option is None:
            option = self.options[start] = Option(since, until, [span] if span else [])
            if since is not None:
                option.marks += self._against(since)
        if source not in self.shared:
            self.shared[source] = [source, *[f"{source}, {facet}" for facet in self.facets]]
        option.marks += self.shared[source]
        option.marks += marks

    def _against(self, since: When) -> list[str]:
        """How a date lies against that of publication, and how exact it is."""
        c = self.candidate
        if self.issued is None:
            told = "no issue"
        else:
            years = max(0, int(self.issued.earliest[:4]) - int(since.earliest[:4]))
            told = _AGES[years] if years < len(_AGES) else "old"
            told = "ahead" if since.earliest > self.issued.latest else told
        exact = f"precision {since.precision}"
        own = c.since is not None and c.since.edtf == since.edtf
        others = f"of {min(self.dated[c.pair, since.edtf] - own, 3)} others"
        return [
            others,
            f"{others}, {c.type}",
            f"{others}, {told}",
            told,
            f"{told}, {c.status}",
            f"{told}, {c.kind}",
            f"{told}, {self.says}",
            exact,
            f"{exact}, {c.type}",
        ]

    def _by_hand(self) -> None:
        c = self.candidate
        basis, exact = (c.since.basis, c.since.precision) if c.since is not None else ("none", 0)
        self._put("hand", c.since, c.until, None, f"hand {basis}", f"hand {exact}")
        next(iter(self.options.values())).by_hand = True

    def _own(self) -> None:
        """The dates of the sentence itself."""
        s, c = self.sentence, self.candidate
        ranked = sorted((gap(c, d.start, d.end), d.start, i) for i, d in enumerate(s.dated) if not d.every)
        ranks = {i: min(rank, 3) for rank, (_, _, i) in enumerate(ranked)}
        clauses = {s.clause(h.start) for h in c.hits}
        shapes = {hit.start: hit.shape for hit in s.dates}
        taken = [start - s.base for start, _ in c.spans.get("start", ())]
        over = c.since is None and c.type == "activity" and c.status == "ended"
        for i, d in enumerate(s.dated):
            if over and any(stopped(c, d, h) for h in s.of("stop", "expire")):
                continue  # not since when it is, but since when it is no more
            rank, clause = ranks.get(i, 3), "same" if s.clause(d.start) in clauses else "other"
            marks = self._told_so(d, shapes.get(d.start, "joined"), rank, clause)
            if d.start in taken:
                marks.append("own, taken by hand")
            self._put("own", d.first, d.last, (s.base + d.start, s.base + d.end), *marks)
            self._other_year(d, marks)

    def _other_year(self, d: Dated, marks: Sequence[str]) -> None:
        """The same month a year later, or earlier if it lies ahead of publication, where the text names no year."""
        told = d.first
        if self.issued is None or told.basis == "stated" or told.precision == 1 or told.edtf[5:] == "02-29":
            return
        guessed = told.basis == "relative" and told.earliest[:4] >= self.issued.latest[:4]  # not that of a report
        step = 1 if told.latest < self.issued.earliest else -1 if guessed else 0
        if step:
            year = int(told.edtf[:4]) + step
            other = of_edtf(f"{year}{told.edtf[4:]}", told.basis, told.as_written)
            name = "own next year" if step > 0 else "own year before"
            span = self.sentence.base + d.start, self.sentence.base + d.end
            exact = f"{name}, issue {self.issued.precision}"
            here = (f"{name}: {mark}" for mark in marks)
            self._put(name, other, None, span, f"{name}, {told.basis}", exact, f"{exact}, {self.says}", *here)

    def _told_so(self, d: Dated, shape: str, rank: int, clause: str) -> list[str]:
        """How a date of the sentence is told, and what stands beside it."""
        c = self.candidate
        marks = [
            f"own rank {rank}", f"own {clause} clause", f"own rank {rank}, {clause} clause", f"own shape {shape}",
            f"own shape {shape}, {c.status}", f"own basis {d.first.basis}", f"own basis {d.first.basis}, {c.status}",
            f"own precision {d.first.precision}", f"own rank {rank}, {c.kind}",
            "own before" if d.end <= c.start else "own behind", "own range" if d.last else "own single",
        ]  # fmt: skip
        flags = [name for name in _FLAGS if getattr(d, name)]
        for flag in flags:
            marks += [f"own {flag}", f"own {flag}, {c.status}", f"own {flag}, {c.type}", f"own {flag}, {c.kind}"]
        here = self.sentence.clause(d.start)
        for name in _IN_CLAUSE:
            if any(self.sentence.clause(h.start) == here for h in self.sentence.by_name.get(name, ())):
                marks += [f"own, {clause} clause says {name}", f"own, clause says {name}, {c.status}"]
        for name in _BESIDE:
            for h in self.sentence.by_name.get(name, ()):
                if 0 <= h.start - d.end < _NEAR:
                    marks.append(f"own, {name} behind")
                if 0 <= d.start - h.end < _NEAR:
                    marks.append(f"own, {name} before")
        return list(dict.fromkeys(marks))

    def _before(self) -> None:
        """The dates of the sentences before."""
        nearer = 0
        for number, p in _sentences_before(self.sentence):
            where = self._where(p, number)
            dated = [d for d in p.dated if not d.every]
            for i, d in enumerate(dated):
                span = p.base + d.start, p.base + d.end
                marks = [
                    where, f"before, nearer {nearer}", f"before, {len(dated) - i} from last",
                    f"before basis {d.first.basis}", f"before precision {d.first.precision}",
                    "before range" if d.last else "before single",
                    *(f"before {flag}" for flag in _FLAGS if getattr(d, flag)),
                ]  # fmt: skip
                self._put(f"before {nearer}", d.first, d.last, span, "before", *marks)
                for level, cut in _cuts(d.first):
                    how = f"cut {d.first.precision} {level}"
                    self._put("before cut", cut, None, span, f"before {how}", f"{where}, {how}, nearer {nearer}")
            nearer = min(2, nearer + bool(dated))

    def _where(self, p: Sentence, number: int) -> str:
        if p.passage.role in ("title", "heading"):
            return "before, heading"
        if p.passage.paragraph == self.sentence.passage.paragraph:
            return f"before {number}, same paragraph"
        return f"before {min(number, _SOME)}, other paragraph"

    def _after(self) -> None:
        """The dates of the next sentence."""
        f = self.sentence.following
        if f is not None:
            here = "same" if f.passage.paragraph == self.sentence.passage.paragraph else "other"
            for d in f.dated:
                if not d.every:
                    self._put("after", d.first, d.last, (f.base + d.start, f.base + d.end), f"after, {here} paragraph")

    def _told(self, last: Candidate | None) -> None:
        """The date of the act of the same pair that was told last."""
        c = self.candidate
        if last is None or last.since is None:
            return
        far = min(self.sentence.index - last.sentence.index, 6)
        alike = "same kind" if last.kind == c.kind else "other kind"
        here = "same" if last.sentence.passage.paragraph == self.sentence.passage.paragraph else "other"
        rhythm = "again" if last.recurrence else "once"
        span = next(iter(last.spans.get("start", ())), None)
        self._put(
            "act", last.since, last.until, span, f"act {far} off", f"act {far} off, precision {last.since.precision}",
            f"act {last.kind}", f"act, {alike}", f"act, {rhythm}", f"act {last.status}, {c.status}",
            f"act, {here} paragraph",
        )  # fmt: skip
        for level, cut in _cuts(last.since):
            self._put("act cut", cut, None, span, f"act cut {last.since.precision} {level}")

    def _by_tie(self, ties: Sequence[When]) -> None:
        """The date of the pair's tie, and so many years later as an anniversary or "the year after" tells."""
        counted, later = self._anniversaries(), self._later()
        for n, tie in enumerate(ties[:3]):
            year, number = int(tie.edtf[:4]), f"{min(n, 1)} of {min(len(ties), 3)}"
            self._put("tie", tie, None, None, f"tie {number}")
            for count in counted:
                told = of_edtf(f"{year + count}", "context")
                self._put("tie, anniversary", told, None, None, f"anniversary {number}")
            for hit, beside in later:
                if year + hit.offset > MAXYEAR:
                    continue
                told = of_edtf(f"{year + hit.offset}", "context")
                span = self.sentence.base + hit.start, self.sentence.base + hit.end
                self._put("tie, later", told, None, span, f"later, {beside}", f"later {number}, {beside}")

    def _anniversaries(self) -> list[int]:
        """How old a tie is by the numbers beside words for its anniversary."""
        s = self.sentence
        words = s.of("anniversary")
        counted = (
            n.value
            for n in (s.numbers if words else ())
            if any(-_COUNTED <= n.start - h.end <= _COUNTED or -_COUNTED <= h.start - n.end <= _COUNTED for h in words)
        )
        return sorted({int(value) for value in counted if 1 <= value <= _OLDEST})

    def _later(self) -> list[tuple[DateHit, str]]:
        """Phrases such as "the year after", each with whether a word of a tie stands right before it."""
        s = self.sentence
        told = [h for h in s.dates if h.shape == "anaphora" and h.unit == "year" and h.offset > 0]
        ends = [h.end for h in s.of(*_TIES)] if told else []
        return [(h, "beside" if any(0 <= h.start - e <= _BESIDE_TIE for e in ends) else "apart") for h in told]

    def _around(self) -> None:
        """The date of the section, of the entry of a diary, and that of publication."""
        parts, span = self.sentence.section
        if (section := _context(parts)) is not None:
            self._put("section", section, None, span, f"section {section.precision}")
        if (entry := _context(self.sentence.entry)) is not None:
            self._put("entry", entry, None, None)
            for _, cut in _cuts(entry):
                self._put("entry cut", cut, None, None)
        if self.issued is not None:
            exact = self.issued.precision
            self._put("issue", replace(self.issued, basis="context"), None, None, f"issue {exact}")
            for level, cut in _cuts(self.issued):
                self._put(f"issue cut {level}", cut, None, None, f"issue cut {exact} {level}")


def _tense(sentence: Sentence) -> str:
    """What the words of a sentence say most of how far something has come, and whether it is told as past."""
    said = tense.speak(sentence)
    most = max(said, key=lambda status: said[status], default="nothing")
    return f"words {most}, past" if sentence.has("past_tense") else f"words {most}"


def _facets(c: Candidate, says: str) -> list[str]:
    """The sides of an act that change from where its date comes."""
    own = min(2, sum(not d.every for d in c.sentence.dated))
    season = c.sentence.language.dates.in_season
    told = (
        ["in season", f"in season, {c.status}"]
        if not own and season is not None and season.search(c.sentence.text)
        else []
    )
    hand = f"hand {c.since.basis if c.since is not None else 'undated'}"
    rhythm = "again" if c.recurrence else "once"
    closed = "closed" if c.until is not None else "open"
    return [
        c.type, c.kind, str(c.status), c.recurrence or "once", hand, f"{own} own", f"{hand}, {c.status}, {rhythm}",
        f"{hand}, {c.type}, {own} own", says, f"{says}, {c.status}", f"{hand}, {c.status}, {closed}",
        *told, *(f"says {cue}" for cue in _SAYS if c.sentence.has(cue)),
    ]  # fmt: skip


def _sentences_before(sentence: Sentence) -> Iterator[tuple[int, Sentence]]:
    before = sentence.previous
    for number in range(1, _BEFORE + 1):
        if before is None:
            return
        yield number, before
        before = before.previous


@lru_cache
def _cuts(told: When) -> tuple[tuple[int, When], ...]:
    """The month and year of a day, the year of a month, each with how exact it is."""
    exact = told.precision
    cuts = [(2, of_edtf(told.edtf[:7], "context", told.as_written))] if exact == 3 else []
    return (*cuts, (1, of_edtf(told.edtf[:4], "context", told.as_written))) if exact > 1 else ()


@lru_cache
def _context(parts: Parts) -> When | None:
    return of_edtf(when.edtf(parts), "context") if parts[0] else None
