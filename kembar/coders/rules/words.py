"""What all words of a sentence together say of the kinds of acts it may tell, beside the cues that rules look for.

A language may have a file ``words.tsv``: one line a word (or a beginning with ``*``, two words in a row, where blanks
part no words a run of two to four signs, or with ``@`` a class of cues) with its weights for kinds, fitted by
``scripts/fit_words.py`` on coded sentences with most weights left at nothing. Places, countries, dates and figures
stand as signs, so that none is learnt by heart. The sum says how likely a sentence tells the kind: a feature of the
judge, and where no rule proposes a kind that the words speak for, a proposal.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

from kembar import languages
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.sentences import Sentence
from kembar.languages.lexicon import Hit

FILE = "words.tsv"
#: What a line begins with that says nothing.
REMARK = "//"
#: What stands for a place, a country, a date and a figure; the row of a kind that is always counted; no act at all.
PLACE, NATION, DATE, FIGURE = "§", "¤", "†", "#"
ALWAYS, NOTHING = "=", "nothing"
#: What stands before the name of a class of cues.
_CUE = "@"
_FIGURES, _BLANKS = re.compile(r"\d[\d,.]*"), re.compile(r"\s+")
_WORD = re.compile(rf"[^\W\d_]+|[{PLACE}{NATION}{DATE}{FIGURE}]")
_STEM, _RUNS = 5, (2, 3, 4)
#: From this sum on words propose a kind of their own accord, at most so many in a sentence.
PROPOSES, _MOST = -1.5, 3
#: The name of the rule, and how strong its proposals are beside those of cues.
RULE, _STRENGTH = "told_by_words", 0.8
#: Sums below and above these say no more.
_LEAST, _LOUDEST = -6.0, 4.0
#: From where on more of a sum may weigh more or less, and how such a feature is called.
STEP = ", above "
_OWN_STEPS, _OTHERS_STEPS, _NOTHING_STEPS = (-4, -3, -2, -1, 0, 1), (-4, -3, -2, -1, 0), (-4, -2, 0, 2)
_AGREEMENTS = (
    "letter_of_intent", "memorandum", "sister_agreement", "friendship_agreement", "implementing_arrangement", "renewal",
)  # fmt: skip
#: Finer kinds of the rules, by the kind as which they are coded in the documents that weights are fitted on.
_FINER = {"anniversary": "commemoration", "named_place": "commemoration"}

#: The bits that hold the sum of one kind, and what is added to it so that none is below nothing.
_BITS, _RAISED = 32, 1 << 31


def _parts(told: str) -> list[tuple[str, str]]:
    """The kinds of a line, each with its weight as it is written."""
    return [(kind, weight) for kind, _, weight in (part.partition(" ") for part in told.split("\t") if part)]


class _Numbers(dict[str, int]):
    """By word all its weights as one whole number, made of its line when it is first asked for."""

    def __init__(self, lines: Mapping[str, str], shifts: Mapping[str, int]) -> None:
        super().__init__()
        self._lines, self._shifts = lines, shifts

    def __missing__(self, word: str) -> int:
        told = _parts(self._lines.get(word, ""))
        number = self[word] = sum(round(100 * float(weight)) << self._shifts[kind] for kind, weight in told)
        return number


class Table:
    """By word its weights for and against all kinds, in hundredths: whole numbers add up in any order.

    Made of the lines of a file, of which few are asked for in a text: a line is read when its word is first met. Its
    weights then stand in bits of their own of one whole number, so that all kinds are added up at once.
    """

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self._lines = {word: told for word, _, told in (line.partition("\t") for line in lines)}
        self.kinds = tuple(kind for kind, _ in _parts(self._lines.get(ALWAYS, "")))
        self._shifts = {kind: _BITS * n for n, kind in enumerate(self.kinds)}
        self._numbers = _Numbers(self._lines, self._shifts)
        self._raised = sum(_RAISED << shift for shift in self._shifts.values())
        self._row = struct.Struct(f"<{len(self.kinds)}I")

    def __bool__(self) -> bool:
        return bool(self._lines)

    def __contains__(self, word: str) -> bool:
        return word in self._lines

    def weights(self, word: str) -> dict[str, int]:
        """The weight of a word for each kind, 0 where it says nothing."""
        return {kind: self.weight(word, kind) for kind in self.kinds}

    def weight(self, word: str, kind: str) -> int:
        """The weight of a word for one kind, 0 where it says nothing."""
        told = self._raised + (self._numbers[word] if word in self._lines else 0)
        return (told >> self._shifts[kind]) % (1 << _BITS) - _RAISED

    def sums(self, said: Set[str]) -> dict[str, float]:
        """For each kind the sum of what some words say."""
        known = self._lines.keys() & said
        total = sum(map(self._numbers.__getitem__, known), self._raised + self._numbers[ALWAYS])
        told = self._row.unpack(total.to_bytes(self._row.size, "little"))
        return dict(zip(self.kinds, [(value - _RAISED) / 100 for value in told], strict=True))


@lru_cache
def table(code: str) -> Table:
    """For each word of a language the kinds that it speaks for and against, with weights; empty without a file."""
    return read(languages.FOLDER / code / FILE)


def read(path: Path) -> Table:
    """Read a table by word; empty without a file."""
    return Table(lines_of(path))


def lines_of(path: Path) -> list[str]:
    """The lines of a table of weights that are neither remarks nor empty; none without a file."""
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return [line for line in text.splitlines() if line.strip() and not line.startswith(REMARK)]


def by_word(rows: Iterable[tuple[str, str, float]]) -> list[str]:
    """Turn rows of kind, word and weight into the lines of a table: one a word, what is always counted first.

    A word that would make its line a remark (in a web address where blanks part no words) is left out.
    """
    told: dict[str, list[str]] = {ALWAYS: []}
    for kind, word, weight in sorted(rows, key=lambda row: row[1]):
        told.setdefault(word, []).append(f"{kind} {weight:.2f}")
    return ["\t".join([word, *parts]) for word, parts in told.items() if parts and not word.startswith(REMARK)]


def masked(sentence: Sentence) -> str:
    """The text of a sentence with signs for its places, countries, dates and figures."""
    taken = [(s.start, s.end, PLACE) for s in sentence.spots] + [(n.start, n.end, NATION) for n in sentence.nations]
    taken += [(d.start, d.end, DATE) for d in sentence.dates]
    blank = " " if sentence.spaced else ""
    out, at = [], 0
    for start, end, sign in sorted(taken, key=lambda t: (t[0], -t[1])):
        if start >= at:
            out += [sentence.text[at:start], blank, sign, blank]
            at = end
    return _FIGURES.sub(FIGURE, "".join(out) + sentence.text[at:])


def features(text: str, spaced: bool) -> set[str]:
    """The words of a masked text, beginnings of long ones, and two in a row; or its runs of signs."""
    if not spaced:
        text = _BLANKS.sub(" ", text)
        return {text[at : at + size] for size in _RUNS for at in range(len(text) - size + 1)}
    words = _WORD.findall(text)
    stems = [word[:_STEM] for word in words]
    long = {f"{word[:_STEM]}*" for word in words if len(word) > _STEM}
    return {*words, *long, *map(" ".join, pairwise(stems))}


def said_by(sentence: Sentence) -> set[str]:
    """All that speaks in a sentence: its words, and the classes of its cues, which gather words that mean one thing."""
    if sentence.said is None:
        sentence.said = features(masked(sentence), sentence.spaced) | {f"{_CUE}{name}" for name in sentence.by_name}
    return sentence.said


def speak(sentence: Sentence) -> dict[str, float]:
    """For each kind the sum of what the words of a sentence say (log odds); empty in a language without weights."""
    if sentence.spoken is None:
        known = table(sentence.language.code)
        sentence.spoken = known.sums(said_by(sentence)) if known else {}
    return sentence.spoken


def describe(sentence: Sentence, kind: str) -> dict[str, float]:
    """The features of a kind of act in a sentence: how loud words speak for it, for others, for nothing."""
    sums = speak(sentence)
    if not sums:
        return {}
    own = _FINER.get(kind, kind)
    mine = sums.get(own, _LEAST)
    others = max([value for name, value in sums.items() if name != own and name != NOTHING], default=_LEAST)
    nothing = sums.get(NOTHING, 0.0)
    return {
        "words for it": _level(mine),
        "words for others": _level(others),
        "words for nothing": _level(nothing),
        "words for it most": float(mine > others),
        **_above("words for it", mine, _OWN_STEPS),
        **_above("words for others", others, _OTHERS_STEPS),
        **_above("words for nothing", nothing, _NOTHING_STEPS),
    }


def _above(name: str, value: float, steps: Sequence[int]) -> dict[str, float]:
    """By how much a sum is above some steps: as its weight may grow or fall from each on."""
    return {f"{name}{STEP}{step}": (_limited(value) - step) / 3 for step in steps if value > step}


def _level(value: float) -> float:
    """A sum as a feature: what lies far out counts no more."""
    return _limited(value) / 3


def _limited(value: float) -> float:
    return max(_LEAST, min(_LOUDEST, value))


def unsaid(sentence: Sentence, said: Iterable[Candidate]) -> Iterator[Candidate]:
    """Propose the kinds that the words of a sentence speak for clearly and of which no rule has made a candidate."""
    sums = speak(sentence)
    there = {_FINER.get(c.kind, c.kind) for c in said}
    loud = sorted(((v, k) for k, v in sums.items() if v >= PROPOSES and k != NOTHING and k not in there), reverse=True)
    for _, kind in loud[:_MOST]:
        finer = ("anniversary" if sentence.has("mark") else "named_place") if kind == "commemoration" else kind
        for hit in _loudest(sentence, kind):
            what: Literal["agreement", "activity"] = "agreement" if kind in _AGREEMENTS else "activity"
            yield Candidate(what, finer, sentence, hit.start, hit.end, _STRENGTH, [RULE], hits=[hit])


def _loudest(sentence: Sentence, kind: str) -> list[Hit]:
    """The cue or word that speaks most for a kind, where it stands first; the first date where only signs speak."""
    known = table(sentence.language.code)
    stands = _standing(sentence.text) if sentence.spaced else _runs(sentence.text)
    told = [(word, Hit(start, end, "words", word)) for start, end, word in stands]
    told += [(f"{_CUE}{hit.name}", hit) for hit in sentence.hits]
    weighed = [(known.weight(word, kind), -hit.start, hit.end, hit) for word, hit in told if word in known]
    best = max(weighed, key=lambda row: row[:3], default=None)
    if best and best[0] > 0:
        return [best[3]]
    return [Hit(d.start, d.end, "words", DATE) for d in sentence.dates[:1]]


def _standing(text: str) -> Iterator[tuple[int, int, str]]:
    """The words of a text as features, each with where it stands."""
    for match in _WORD.finditer(text):
        yield *match.span(), match[0]
        if len(match[0]) > _STEM:
            yield *match.span(), f"{match[0][:_STEM]}*"


def _runs(text: str) -> Iterator[tuple[int, int, str]]:
    """The runs of signs of a text, each with where it stands."""
    for size in _RUNS:
        for at in range(len(text) - size + 1):
            yield at, at + size, text[at : at + size]
