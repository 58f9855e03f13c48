"""A mention of a place: what the finders collect about it, and what the resolver hands out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kembar.places.database import Candidate, Entry, Unit
from kembar.types import Place

#: How a finder looks a key up.
Lookup = Callable[[str], Entry | None]
#: Levels of the gazetteer that a type word fits.
FITS = {
    "city": ("city", "metro", "place", "ward"),
    "county": ("admin2",),
    "province": ("admin1", "metro", "admin2"),  # provinces are of the second level in some countries
    "ward": ("ward", "admin2", "place"),
}


@dataclass(frozen=True, slots=True)
class Mention:
    """An accepted mention. ``score`` and ``margin`` (to the next other place) are logarithms of likelihood in tens.

    ``reason`` says in a word or two why it was accepted, ``units`` are all that the name may mean, best first;
    ``masked`` is set where the name is part of an institution's (a university, a station) and so no party.
    """

    start: int
    end: int
    surface: str
    place: Place
    score: float
    margin: float
    reason: str
    units: tuple[Unit, ...] = ()
    masked: bool = False

    @property
    def candidates(self) -> tuple[Place, ...]:
        """All places that the name may mean, best first."""
        return tuple(unit.place for unit in self.units)


@dataclass(slots=True)
class Find:
    """A name found in a text with the signs around it; the resolver fills in the rest.

    ``marker`` is the level a type word tells (see FITS); ``type_end`` the end with a type word after the name.
    """

    start: int
    end: int
    surface: str
    key: str
    script: str
    candidates: tuple[Candidate, ...]
    common: bool = False
    kinds: str = ""  # what a dictionary says that it is (see Database.kinds_of)
    marker: str = ""
    type_end: int = 0
    masked: bool = False
    glued: bool = False  # a capitalised word that is no place touches it, as in a person's name
    tail: bool = False  # the same on its right, where it may be harmless
    led: bool = False  # a preposition of place before it
    bound: bool = False  # a word for a tie beside it
    body: bool = False  # a word for what governs it behind it: "Hull City Council"
    glossed: str = ""  # its key with its type word, where the text tells how it sounds: 東海(トンヘ)市
    paper: bool = False  # it is in the name of a town's own paper or radio: 칠곡소식, 広報となみ
    acts: bool = False  # a verb for what towns do behind it
    initial: bool = False  # first word of a sentence
    lonely: bool = False  # ... and seen nowhere else
    heads: bool = False  # alone in its line, or opening it as a heading does
    near: tuple[
        tuple[str, str | None, int], ...
    ] = ()  # (country, first-level code or None for a country, row) beside it
    joined: bool = False  # joined to the next find by and, a hyphen ...
    unit: Unit | None = None
    kind: int = 0
    score: float = 0.0
    margin: float = 9.0
    reason: str = ""
    ranked: list[tuple[float, Candidate]] = field(default_factory=list)

    @property
    def best(self) -> Unit:
        """The unit chosen, before that the largest candidate."""
        return self.unit or self.candidates[0].unit

    def mention(self) -> Mention:
        """Return what the rest of Kembar sees of an accepted find."""
        best = self.best
        units = (best, *(c.unit for _, c in self.ranked if c.unit.n != best.n))
        score, margin = round(self.score, 2), round(self.margin, 2)
        span = (self.start, self.end, self.surface)
        return Mention(*span, best.place, score, margin, self.reason, units, self.masked)
