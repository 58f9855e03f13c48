"""The cues of a language: words by class, found in one pass over a text.

``cues.yaml`` holds classes. A class is a list of patterns, or a mapping with ``patterns`` and examples: each sentence
under ``must`` holds a cue of the class, none under ``must_not`` does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kembar import yamlfile
from kembar.languages.patterns import Compiled, Morphology, compile_pattern
from kembar.problems import YamlError

_WORD_START = re.compile(r"(?<![^\W_])[^\W_]")
_SIZES = (5, 4, 3, 2, 1)


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found: its class and where it stands in the text."""

    start: int
    end: int
    name: str
    pattern: str


@dataclass(frozen=True)
class Cue:
    """One pattern of a class, with the line of the file it stands in."""

    name: str
    pattern: str
    compiled: Compiled
    where: str
    group: int = 0


@dataclass
class Lexicon:
    """All cues of a language, indexed by how they begin."""

    cues: tuple[Cue, ...]
    examples: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    spaced: bool = True

    def __post_init__(self) -> None:
        self._index: dict[str, list[Cue]] = {}
        self.classes = frozenset(cue.name for cue in self.cues)
        self._sizes = tuple(sorted({min(len(k), _SIZES[0]) for c in self.cues for k in c.compiled.keys}, reverse=True))
        for cue in self.cues:
            for key in dict.fromkeys(k[: _SIZES[0]] for k in cue.compiled.keys):
                self._index.setdefault(key, []).append(cue)

    def scan(self, text: str) -> list[Hit]:
        """Find all cues in a folded text, in order; a cue inside a longer one of its own file is left out."""
        found: dict[int, list[Hit]] = {}
        index = self._index
        starts = (m.start() for m in _WORD_START.finditer(text)) if self.spaced else range(len(text))
        for at in starts:
            for size in self._sizes:
                for cue in index.get(text[at : at + size], ()):
                    if match := cue.compiled.regex.match(text, at):
                        found.setdefault(cue.group, []).append(Hit(at, match.end(), cue.name, cue.pattern))
        kept = [hit for hits in found.values() for hit in _longest(hits)]
        return sorted(kept, key=lambda h: (h.start, -h.end, h.name))


def _longest(found: list[Hit]) -> list[Hit]:
    """Drop hits inside longer ones (of the same class: that overlap); equal spans of several classes all stay."""
    out: list[Hit] = []
    for hit in sorted(found, key=lambda h: (h.start, -h.end, h.name)):
        if any(o.start <= hit.start and hit.end <= o.end and o.end - o.start > hit.end - hit.start for o in out[-6:]):
            continue
        if any(o.name == hit.name and o.start == hit.start and o.end == hit.end for o in out[-6:]):
            continue
        out.append(hit)
    return out


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
