"""What the casebase is told beside codings and judgements: the sources, the study's pairs and period, the names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kembar.types import Pair, Source


@dataclass(frozen=True, slots=True)
class SourceFact:
    """A source with what was found out about its current text.

    ``text_sha256`` is the current text (empty if it could not be read), ``texts`` all its texts, oldest first;
    ``places`` are ids of places named in a title, heading or passage with a cue, ``years`` those dated in the text.
    """

    source: Source
    text_sha256: str = ""
    texts: tuple[str, ...] = ()
    language: str = ""
    has_rules: bool = True
    places: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class StudyPair:
    """A pair under the id that the study gives it (for a pair outside the study: its name)."""

    id: str
    pair: Pair


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a build needs beside readings, judgements and codebook.

    ``period`` is first and last year (None: open); without ``pairs`` every pair is inside the study. ``related`` holds
    (source, source, share of the shorter text that the longer contains). ``place_names`` gives other spellings of a
    place by its id, in any script, so that a street named after it is known; ``type_words`` are the words that say
    what a named thing is ("festival", "Jalan"), of all languages; None takes those of the language folders.
    """

    sources: Mapping[str, SourceFact]
    pairs: tuple[StudyPair, ...] = ()
    period: tuple[int | None, int | None] = (None, None)
    related: tuple[tuple[str, str, float], ...] = ()
    place_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    type_words: frozenset[str] | None = None
