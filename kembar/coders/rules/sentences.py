"""First steps: the passages of a document with what was found in each (cues, dates, numbers, places)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kembar import languages
from kembar.languages import numbers
from kembar.languages.datefind import DateHit, Parts
from kembar.languages.flat import flat
from kembar.languages.language import Language
from kembar.languages.lexicon import Hit
from kembar.languages.numbers import Number
from kembar.types import Count, Passage, Place, When

if TYPE_CHECKING:
    from kembar.coders.rules.when import Dated

_MARKS = re.compile(r"[,;:、；：]|\s-\s|\s--\s|\s\|\s|\t")
_CUT = re.compile(r"[,;:、\s]+")
_BULLET = re.compile(r"(?<=[\s\t])[・•●○◆◇■▪](?=\S)")
_LONGEST = 1_200
#: A passage shorter than this may be an entry of a list, with a year and no cue.
_ENTRY = 90
#: What parts two sentences that are written as one, if each is so long and has a year or month of its own.
_SEMICOLON, _HALF, _YEAR = re.compile(r";\s"), 45, r"(?<!\d)(?:19|20)\d\d(?!\d)"
SILENT = ("running_head", "aside", "reference")
#: How long a line is that only names a field, and a date below it.
_LABEL, _DATE = 30, 30
_PLAIN, _ENDS = {"body", "list_item"}, (".", "。", "!", "?")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where it is named, with offsets within its sentence; ``masked``: part of an institution's name."""

    start: int
    end: int
    place: Place
    masked: bool = False
    margin: float = 9.0


@dataclass(slots=True)
class Sentence:
    """A passage with what was found in it. All offsets in it count from its own start (``base`` in the document).

    ``asked`` keeps answers of ``of``: the cues must all be there before the first is asked for. ``counted`` and
    ``people`` keep the numbers, and those of people, once they are asked for; ``ways`` how its places are marked
    (``evidence``); ``weighed`` its two likeliest pairs with sums and marks (``choosing``); ``said`` its words,
    ``spoken`` what these say of the kinds of acts (``words``), ``tense`` of how far they have come, ``tensed`` what
    that weighs for each type of act (``status``); ``begun`` and ``over`` since and until when by the sentence behind
    it, and where that is told; ``dateless`` says that it is a row without the date for which its table has a column;
    ``dated`` its dates, resolved, ``section`` and ``entry`` those of its section, with
    where it is told, and of its entry of a diary; ``papers`` its words for papers and ties that stand together
    (``agreements``). ``spaced`` says whether the language parts its words by blanks.
    """

    index: int
    passage: Passage
    base: int
    raw: str
    text: str
    language: Language
    hits: list[Hit] = field(default_factory=list)
    dates: list[DateHit] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    nations: list[Spot] = field(default_factory=list)
    clauses: list[int] = field(default_factory=list)
    by_name: dict[str, list[Hit]] = field(default_factory=dict)
    asked: dict[tuple[str, ...], list[Hit]] = field(default_factory=dict)
    counted: list[Number] | None = None
    people: list[tuple[Number, Count]] | None = None
    ways: dict[tuple[int, int], tuple[bool, bool, bool, Hit | None]] = field(default_factory=dict)
    weighed: list[tuple[tuple[Place, Place], float, dict[str, float]]] = field(default_factory=list)
    taken_up: str = ""
    own_paper: str = ""
    last_paper: str = ""
    date_cell: tuple[int, int] | None = None
    dateless: bool = False
    tie_dated: bool = False
    previous: Sentence | None = field(default=None, repr=False)
    following: Sentence | None = field(default=None, repr=False)
    spoken: dict[str, float] | None = None
    tense: dict[str, float] | None = None
    tensed: dict[str, list[tuple[float, ...]]] = field(default_factory=dict)
    said: set[str] | None = None
    begun: tuple[When, int, int] | None = None
    over: tuple[When, int, int] | None = None
    dated: Sequence[Dated] = ()
    section: tuple[Parts, tuple[int, int]] = ((0, 0, 0), (0, 1))
    entry: Parts = (0, 0, 0)
    papers: list[tuple[str, list[Hit]]] | None = None
    spaced: bool = field(init=False)

    def __post_init__(self) -> None:
        self.spaced = self.language.shape.spaced

    @property
    def numbers(self) -> list[Number]:
        """The numbers in digits or words."""
        if self.counted is None:
            self.counted = numbers.find(self.text, self.language.numbers)
        return self.counted

    @property
    def silent(self) -> bool:
        """Whether the passage is furniture, points to another page or is a reference: it reports nothing."""
        if self.passage.role in SILENT:
            return True
        return "pointer" in self.by_name and any(h.start <= 2 for h in self.by_name["pointer"])

    def of(self, *names: str) -> list[Hit]:
        """Return the cues of some classes in the order of the text."""
        if len(names) == 1:
            return self.by_name.get(names[0], [])
        if self.by_name.keys().isdisjoint(names):
            return []
        found = self.asked.get(names)
        if found is None:
            found = [h for n in names if n in self.by_name for h in self.by_name[n]]
            found.sort(key=_in_text)
            self.asked[names] = found
        return found

    def has(self, *names: str) -> bool:
        """Say whether there is a cue of one of the classes."""
        return not self.by_name.keys().isdisjoint(names)

    def named(self, start: int, end: int) -> bool:
        """Whether a place is named within or across a stretch."""
        return any(s.start < end and start < s.end for s in self.spots)

    def free(self, start: int, end: int) -> bool:
        """Whether a stretch holds no part of a known place or country, of a date or of a cue."""
        taken = [(n.start, n.end) for n in self.nations] + [(d.start, d.end) for d in self.dates]
        taken += [(h.start, h.end) for h in self.hits]
        return not self.named(start, end) and not any(a < end and start < b for a, b in taken)

    def drop_cues_in_names(self) -> None:
        """Where no blanks part words, letters of a name are no word of their own: バンド in バンドン is no band."""
        starts = [s.start for s in self.spots]

        def inside(hit: Hit) -> bool:
            at = bisect_right(starts, hit.start) - 1
            spot = self.spots[at] if at >= 0 else None
            return spot is not None and hit.end <= spot.end and hit.end - hit.start < spot.end - spot.start

        self.hits = [h for h in self.hits if not inside(h)]
        self.asked.clear()
        self.by_name.clear()
        for hit in self.hits:
            self.by_name.setdefault(hit.name, []).append(hit)

    def clause(self, at: int) -> int:
        """Return the number of the clause that holds an offset."""
        return bisect_right(self.clauses, at)

    def distance(self, a: int, b: int) -> float:
        """How far apart two offsets are: in letters of a Latin text, with a price for each clause between."""
        unit = 1.0 if self.spaced else 1.4
        clauses = self.clauses
        return abs(a - b) * unit + self.language.clause * abs(bisect_right(clauses, a) - bisect_right(clauses, b))

    def near(self, hit: Hit, *names: str, reach: float = 70) -> Hit | None:
        """Return the cue of some classes that is nearest to a hit and within reach, not overlapping it."""
        best: tuple[float, Hit] | None = None
        for other in self.of(*names):
            if other.start < hit.end and hit.start < other.end:
                continue
            gap = self.distance(
                hit.end if other.start >= hit.end else hit.start, other.start if other.start >= hit.end else other.end
            )
            if gap <= reach and (best is None or gap < best[0]):
                best = gap, other
        return best[1] if best else None


def _in_text(hit: Hit) -> tuple[int, int]:
    return hit.start, hit.end


def _borders(text: str, language: Language) -> list[int]:
    borders = {m.end() for m in _MARKS.finditer(text)}
    words, at_start = language.borders
    if words is not None:
        borders |= {m.start() if at_start else m.end() for m in words.finditer(text)}
    return sorted(b for b in borders if 0 < b < len(text))


def _pieces(text: str, passage: Passage, default: str) -> Iterator[Passage]:
    """Cut a row at the bullets of a cell, and what no sentence end has parted for very long (reading stays linear)."""
    start = passage.start
    if passage.role == "table_row":
        cuts = [m.start() for m in _BULLET.finditer(text, start, passage.end)]
        for cut in cuts[1:]:
            yield replace(passage, start=start, end=cut)
            start = cut
    elif passage.role in ("body", "list_item", "note"):
        for cut in _semicolons(text, passage, languages.get(_code(passage, default))):
            yield replace(passage, start=start, end=cut)
            start = cut + 1
    while passage.end - start > _LONGEST:
        cut = next((m.end() for m in _CUT.finditer(text, start + _LONGEST // 2, start + _LONGEST)), start + _LONGEST)
        yield replace(passage, start=start, end=cut)
        start = cut
    yield passage if start == passage.start else replace(passage, start=start)


@lru_cache(20)
def _a_date(language: Language) -> re.Pattern[str]:
    """A year, or a month by its name, which is written large."""
    names = sorted((name.capitalize() for name in language.dates.months), key=lambda name: (-len(name), name))
    return re.compile("|".join((_YEAR, *(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names))))


def _semicolons(text: str, passage: Passage, language: Language) -> Iterator[int]:
    """Where a semicolon parts what could be two sentences: each long enough, and with a date of its own."""
    if ";" not in text[passage.start : passage.end]:
        return
    dates = _a_date(language)
    found = [m.start() for m in dates.finditer(text, passage.start, passage.end)]
    last = found[-1] if found else -1
    start = at = passage.start
    opened, dated = 0, False
    for match in _SEMICOLON.finditer(text, start, passage.end):
        part = text[at : match.start()]  # each letter is looked at once, however many semicolons there are
        opened += part.count("(") - part.count(")")
        dated = dated or bool(dates.search(part))
        at = match.end()
        long = match.start() - start > _HALF and passage.end - at > _HALF
        if long and dated and not opened and last >= at:
            yield match.start() + 1
            start, opened, dated = at, 0, False


def _labelled(text: str, passages: Iterable[Passage], default: str) -> Iterator[Passage]:
    """Take a line that only names a field together with the date below it: "Twinned on", "2 May 1998"."""
    held: Passage | None = None
    for passage in passages:
        if held is not None and _is_date(text, held, passage, default):
            held = replace(held, end=passage.end)
            continue
        if held is not None:
            yield held
        held = passage
    if held is not None:
        yield held


def _is_date(text: str, label: Passage, passage: Passage, default: str) -> bool:
    """Whether a passage is nothing but a date with its month, and the one before a label without figures."""
    if passage.end - passage.start > _DATE or label.end - label.start > _LABEL or text[passage.start] in "(（[":
        return False
    if not {label.role, passage.role} <= _PLAIN:
        return False
    name, written = text[label.start : label.end], text[passage.start : passage.end]
    if not any(map(str.isdigit, written)) or any(map(str.isdigit, name)) or name[-1:] in _ENDS:
        return False
    language = languages.get(_code(passage, default))
    dates = language.find_dates(flat(written), written)
    since = language.dates.since_after if dates and dates[0].since else None
    rest = written[dates[0].end :] if dates else ""
    rest = since.sub("", flat(rest), count=1) if since else rest
    alone = len(dates) == 1 and not re.search(r"\w", written[: dates[0].start] + rest)
    return alone and bool(dates[0].first[0] and dates[0].first[1])


def _code(passage: Passage, default: str) -> str:
    """The language that a passage is read in: its own, if that has rules."""
    return passage.language if languages.has_rules(passage.language) else default


def scan(text: str, passages: Iterable[Passage], default: str) -> list[Sentence]:
    """Find cues, dates and numbers in every passage that is not silent; places come later."""
    whole = flat(text)
    out: list[Sentence] = []
    pieces = (piece for p in _labelled(text, passages, default) for piece in _pieces(text, p, default))
    for index, passage in enumerate(pieces):
        language = languages.get(code := _code(passage, default))
        base, end = passage.start, passage.end
        sentence = Sentence(index, passage, base, text[base:end], whole[base:end], language)
        sentence.previous = out[-1] if out else None
        if out:
            out[-1].following = sentence
        if passage.role not in SILENT and languages.has_rules(code):
            _fill(sentence)
        out.append(sentence)
    return out


def part(scanned: Iterable[Sentence]) -> None:
    """Part the sentences of a document that is read, so that all is freed at once and no circle is collected."""
    for sentence in scanned:
        sentence.following = None


def _fill(sentence: Sentence) -> None:
    language = sentence.language
    hits = language.cues.scan(sentence.text)
    dated = len(sentence.raw) < _ENTRY and language.dates.figures.search(sentence.raw)
    if hits or sentence.passage.role == "table_row" or dated:
        sentence.dates = language.find_dates(sentence.text, sentence.raw, open_years=True)
    sentence.hits = hits
    if any(h.name in ("hope", "plan") for h in hits):
        papers = [h for h in hits if h.name == "arrangement"]
        sentence.hits = [h for h in hits if not (h.name == "hope" and _dated(sentence, h)) and not _in_name(h, papers)]
    for hit in sentence.hits:
        sentence.by_name.setdefault(hit.name, []).append(hit)
    if not sentence.hits and sentence.passage.role != "table_row":
        return
    sentence.clauses = _borders(sentence.text, language)


def _in_name(hit: Hit, papers: list[Hit]) -> bool:
    """Whether a word for planning is only part of the name of a paper: "an action plan was signed"."""
    return hit.name == "plan" and any(p.start <= hit.start and hit.end <= p.end for p in papers)


def _dated(sentence: Sentence, hit: Hit) -> bool:
    """Whether a cue is part of a date (the month May is no hope)."""
    return any(d.start <= hit.start and hit.end <= d.end for d in sentence.dates)
