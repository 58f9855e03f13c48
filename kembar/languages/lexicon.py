"""The cues of a language: words by class, found in one pass over a text.

``cues.yaml`` holds classes. A class is a list of patterns, or a mapping with ``patterns`` and examples: each sentence
under ``must`` holds a cue of the class, none under ``must_not`` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from kembar import yamlfile
from kembar.alphabets import KATAKANA
from kembar.languages.patterns import Compiled, Morphology, compile_pattern
from kembar.problems import YamlError

#: A word: what stands from its first letter to the next blank (apostrophes and hyphens may belong to it), and how the
#: next word begins.
_LONGEST, _FOLLOWING = 40, 3
_WORD = re.compile(rf"(?<![^\W_])(?=([^\W_]\S{{0,{_LONGEST}}})(?:\s[\s\-–]*(\S{{1,{_FOLLOWING}}}))?)[^\W_]+")
#: Where a cue may begin within what stands between two blanks.
_INNER = re.compile(r"(?<![^\W_])[^\W_]\S*")
#: So many letters lead to the cues that may begin with them; for so many of their runs the answer is kept.
_SIZE, _KNOWN = 5, 50_000
#: So many letters tell at once that none begins there, where no blanks part words.
_OPENING = 2


#: A cue of so few katakana is no word where more of them stand beside it: they spell a longer one, mostly a name.
_TINY, _KATAKANA = 2, re.compile(rf"[{KATAKANA}ー]+")


class Hit(NamedTuple):
    """A cue found: its class and where it stands in the text."""

    start: int
    end: int
    name: str
    pattern: str


@dataclass(eq=False)  # not frozen, as ``Compiled``
class Cue:
    """One pattern of a class, with the line of the file it stands in."""

    name: str
    pattern: str
    compiled: Compiled
    where: str
    group: int = 0

    @cached_property
    def needed(self) -> str:
        """Letters without which the cue stands nowhere ("" for none)."""
        return self.compiled.needed


#: Cues that stand for sure where a text goes on so, with their length.
Sure = tuple[tuple[Cue, int], ...]


class _Word(NamedTuple):
    """What a word decides: cues of that word alone with their length, cues it may begin, and those by the next word."""

    sure: Sure
    begun: tuple[Cue, ...]
    followed: Mapping[str, Sequence[Cue]]


@dataclass
class Lexicon:
    """All cues of a language, indexed by how they begin."""

    cues: tuple[Cue, ...]
    examples: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    spaced: bool = True

    def __post_init__(self) -> None:
        self.classes = frozenset(cue.name for cue in self.cues)
        by_key: dict[str, dict[str, list[Cue]]] = {}
        for cue in self.cues:
            for key in dict.fromkeys(cue.compiled.keys):
                by_key.setdefault(key[:_SIZE], {}).setdefault(key, []).append(cue)
        self._index = {letters: list(chain.from_iterable(cues.values())) for letters, cues in by_key.items()}
        self._openings = {letters[:_OPENING] for letters in self._index}
        self._words = lru_cache(_KNOWN)(self._of_word)
        self._pairs = lru_cache(_KNOWN)(self._of_pair)
        self._begun = lru_cache(_KNOWN)(self._beginning)
        self._signs = lru_cache(_KNOWN)(self._of_signs)

    def _beginning(self, letters: str) -> tuple[Cue, ...]:
        """The cues that a text may hold which goes on with these letters."""
        groups = (self._index.get(letters[:size], ()) for size in range(len(letters), 0, -1))
        return tuple(dict.fromkeys(chain.from_iterable(groups)))

    def _of_signs(self, signs: str) -> tuple[Sure, tuple[Cue, ...]]:
        """What signs decide where no blanks part words: the cues that are these and no more, those to be tried."""
        cues = self._beginning(signs)
        sure = tuple((cue, len(cue.compiled.literal)) for cue in cues if 0 < len(cue.compiled.literal) <= _SIZE)
        return sure, tuple(cue for cue in cues if not 0 < len(cue.compiled.literal) <= _SIZE)

    def _everywhere(self, text: str) -> Iterator[tuple[int, Sure, Sequence[Cue]]]:
        """Yield what may stand at each place of a text without blanks between words (see ``_candidates``)."""
        openings, signs = self._openings, self._signs
        for at, letter in enumerate(text):
            if letter in openings or text[at : at + _OPENING] in openings:
                sure, begun = signs(text[at : at + _SIZE])
                if sure or begun:
                    yield at, sure, begun

    def _of_word(self, word: str) -> _Word:
        """What a run of letters up to a blank decides."""
        if len(word) > _LONGEST:  # cut off: nothing is sure
            return _Word((), self._beginning(word[:_SIZE]), {})
        fitting = [cue for cue in self._begun(word[:_SIZE]) if word.startswith(cue.compiled.keys)]
        sizes = [(cue, cue.compiled.size(word)) for cue in fitting]
        sure = tuple((cue, size) for cue, size in sizes if size and cue.compiled.single)
        begun = [cue for cue, size in sizes if size and not cue.compiled.single]
        firm = [cue for cue in begun if word.isalnum() and cue.compiled.second and all(cue.compiled.second)]
        followed: dict[str, list[Cue]] = {}
        for cue in firm:
            for beginning in dict.fromkeys(key[:_FOLLOWING] for key in cue.compiled.second):
                followed.setdefault(beginning, []).append(cue)
        loose = tuple(cue for cue in begun if cue not in firm) if firm else tuple(begun)
        return _Word(sure, loose, followed)

    def _of_pair(self, word: str, following: str) -> Sequence[Cue]:
        """The cues that a word may begin where the next one begins so."""
        known = self._words(word)
        more = (known.followed.get(following[:size], ()) for size in range(len(following), 0, -1))
        return (*known.begun, *chain.from_iterable(more))

    def _candidates(self, text: str) -> Iterator[tuple[int, Sure, Sequence[Cue]]]:
        """Yield, for each place where a cue may begin: it, the cues that surely stand there, those to be tried."""
        words = self._words
        for match in _WORD.finditer(text):
            known = words(match[1])
            begun: Sequence[Cue] = known.begun
            if known.followed and match[2]:
                begun = self._pairs(match[1], match[2])
            if known.sure or begun:
                yield match.start(), known.sure, begun

    def silent(self, text: str, words: Iterable[str]) -> bool:
        """Say whether a folded text surely holds no cue (False: it may hold one).

        ``words`` are the different stretches between blanks; where blanks part words, only they are looked at.
        """
        if not self.spaced:
            return next(self._everywhere(text), None) is None
        followed: dict[str, Mapping[str, Sequence[Cue]]] = {}
        for word in (match[0] for stretch in words for match in _INNER.finditer(stretch)):
            told = self._words(word[: _LONGEST + 1])
            if told.sure or told.begun:
                return False
            if told.followed:
                followed[word] = told.followed
        return not any(_followed(word, tuple(sorted(begun))).search(text) for word, begun in followed.items())

    def scan(self, text: str) -> list[Hit]:
        """Find all cues in a folded text, in order; what is part of a longer one of its own file is left out."""
        found: dict[int, list[Hit]] = {}
        spaced = self.spaced
        last: dict[str, int] = {}  # where letters that cues need stand last
        for at, sure, begun in self._candidates(text) if spaced else self._everywhere(text):
            for cue, size in sure:
                if spaced or size > _TINY or not _in_a_name(text, at, at + size):
                    found.setdefault(cue.group, []).append(Hit(at, at + size, cue.name, cue.pattern))
            for cue in begun:
                needed = cue.needed
                if needed not in last:
                    last[needed] = text.rfind(needed)
                if last[needed] >= at and (end := cue.compiled.end(text, at)):
                    if end - at <= _TINY and _in_a_name(text, at, end):
                        continue
                    found.setdefault(cue.group, []).append(Hit(at, end, cue.name, cue.pattern))
        kept = [hit for hits in found.values() for hit in _longest(hits)]
        return sorted(kept, key=_in_order) if len(found) > 1 else kept


@lru_cache(2_000)
def _followed(word: str, beginnings: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for a word with one of these behind it."""
    return re.compile(rf"(?<![^\W_]){re.escape(word)}\s[\s\-–]*(?:{'|'.join(map(re.escape, beginnings))})")


def _in_a_name(text: str, start: int, end: int) -> bool:
    """Whether a stretch of katakana is part of a longer one: "チア" of "クロアチア"."""
    whole = _KATAKANA.match(text, start)
    return (
        whole is not None
        and whole.end() >= end
        and bool(whole.end() > end or (start and _KATAKANA.match(text, start - 1)))
    )


def _in_order(hit: Hit) -> tuple[int, int, str]:
    return hit.start, -hit.end, hit.name


def _longest(found: list[Hit]) -> list[Hit]:
    """Drop hits inside longer ones (of the same class: that overlap); equal spans of several classes all stay."""
    if len(found) < 2:
        return found
    out: list[Hit] = []
    for hit in sorted(found, key=_in_order):
        for other in out[-6:]:
            if other.start <= hit.start and hit.end <= other.end and _hidden(hit, other):
                break
        else:
            out.append(hit)
    return out


def _hidden(hit: Hit, other: Hit) -> bool:
    """Whether a hit within another says no more: the same again, or part of a longer one.

    Not what stands in the gap of the other ("took .. in" hides no "training"), unless it is a mask, which hides all
    that it spans ("plain", "plain_hedge" ...).
    """
    if hit.start == other.start and hit.end == other.end:
        return hit.name == other.name
    if ".." not in other.pattern or hit.name == other.name or other.name.startswith("plain"):
        return True
    return hit.start == other.start or hit.end == other.end


def load(files: list[yamlfile.Mapping], shape: Morphology) -> Lexicon:
    """Build a lexicon of files of classes; YamlError with file and line where a pattern is wrong."""
    cues: list[Cue] = []
    examples: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for group, top in enumerate(files):
        for name, value in top.items():
            patterns = value
            if isinstance(value, yamlfile.Mapping):
                value.only(("patterns", "must", "must_not"))
                patterns = value.text("patterns")
                examples[name] = tuple(value.list("must")), tuple(value.list("must_not"))
            if not isinstance(patterns, str):
                raise YamlError(f"{top.where(name)}: patterns must be text, parted by commas.")
            where = top.where(name)
            cues += [Cue(name, p, compile_pattern(p, shape, where), where, group) for p in _parts(patterns)]
    return Lexicon(tuple(cues), examples, shape.spaced)


def _parts(patterns: str) -> list[str]:
    return [part.strip() for part in patterns.split(",") if part.strip()]
