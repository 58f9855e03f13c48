"""The gazetteer while it is made: units, and which unit is called what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from kembar.places.names import fold
from kembar.places.typewords import bare

#: Kinds of names: official or native, another Latin spelling, made by rule, read sign by sign.
OFFICIAL, OTHER, MADE, READ = 0, 1, 2, 3


@dataclass
class Unit:
    """One place. ``a1`` and ``a2`` are GeoNames codes of the units it lies in, ``old`` its other ids."""

    id: str
    country: str
    level: str
    name: str
    local: str
    a1: str = ""
    a2: str = ""
    population: int = 0
    prior: int = 0
    lat: float | None = None
    lon: float | None = None
    merged_into: str | None = None
    until: str | None = None
    old: list[str] = field(default_factory=list)


@dataclass
class Draft:
    """Units by number; names: key -> unit number -> best kind; words: what dictionaries say they are."""

    han: Mapping[str, str]
    units: list[Unit] = field(default_factory=list)
    names: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    words: dict[str, str] = field(default_factory=dict)

    def add(self, unit: Unit) -> int:
        """Take a unit in and return its number."""
        self.units.append(unit)
        return len(self.units) - 1

    def key(self, text: str) -> str:
        """Return the key of a name."""
        return fold(text, self.han)

    def call(self, n: int, text: str, kind: int) -> None:
        """Give a unit a name; keys too short to mean anything are left out."""
        key = self.key(text)
        if len(key) < 2 or (key.isascii() and (len(key) < 3 or key.isdigit())):
            return
        self.names[key][n] = min(kind, self.names[key].get(n, READ))

    def call_both(self, n: int, text: str, kind: int) -> None:
        """Give a unit a name and the same without its type word."""
        self.call(n, text, kind)
        if not text.startswith("District of "):  # Columbia alone is another place
            self.call(n, bare(text), kind)

    def called(self, text: str) -> list[int]:
        """Return the numbers of the units with a name, in the order in which they got it."""
        return list(self.names.get(self.key(text), ()))

    def is_called(self, n: int, text: str) -> bool:
        """Say whether a unit has a name."""
        return n in self.names.get(self.key(text), ())
