"""The codebook as the stages see it: codes by id and by axis, labels, and groupings of sectors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kembar.languages import FALLBACK
from kembar.problems import unknown
from kembar.types import Code


class Group(NamedTuple):
    """One class of a grouping: labels by language and the sectors that fall under it."""

    labels: Mapping[str, str]
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grouping:
    """A way to put sectors together for a table; ``groups`` keeps the order of the file.

    Every sector stands in one group at most; ``reference`` says whose grouping it is.
    """

    id: str
    labels: Mapping[str, str]
    groups: Mapping[str, Group]
    reference: str = ""

    def group_of(self, sector: str) -> str | None:
        """Return the id of the group that holds a sector, or None if none does."""
        return next((name for name, group in self.groups.items() if sector in group.sectors), None)

    def label(self, group: str, lang: str) -> str:
        """Return a group's label in a language, else in English; UnknownNameError if there is no such group."""
        if group not in self.groups:
            raise unknown(f"group of {self.id}", group, self.groups)
        return _label(group, self.groups[group].labels, lang)


@dataclass(frozen=True, slots=True)
class Codebook:
    """All codes in file order, the study's own last; ``version`` changes with any word in it."""

    codes: Mapping[str, Code]
    groupings: Mapping[str, Grouping]
    version: str

    def __hash__(self) -> int:
        return hash(self.version)

    def __contains__(self, code: object) -> bool:
        return code in self.codes

    def axis(self, name: str) -> tuple[Code, ...]:
        """Return the codes of an axis in file order (empty if the codebook has no such axis)."""
        return tuple(code for code in self.codes.values() if code.axis == name)

    def get(self, code: str) -> Code:
        """Return a code by its id; UnknownNameError, with near names, if there is none."""
        if code not in self.codes:
            raise unknown("code", code, self.codes)
        return self.codes[code]

    def label(self, code: str, lang: str) -> str:
        """Return a code's label in a language, else in the fallback language (English), else its id in words."""
        return _label(code, self.get(code).labels, lang)

    def sector_group(self, sector: str) -> str:
        """Return the top parent of a sector (``general`` and a sector without parent are their own)."""
        return self._top(sector)

    def gold_kind(self, kind: str) -> str:
        """Return the kind that a gold record would carry: the top parent (``named_place`` is a ``commemoration``)."""
        return self._top(kind)

    def within(self, code: str, ancestor: str) -> bool:
        """Say whether a code is another, or lies somewhere below it."""
        step: str | None = code
        while step is not None:
            if step == ancestor:
                return True
            step = self.get(step).parent
        return False

    def grouping(self, name: str) -> Grouping:
        """Return a grouping of sectors by its id; UnknownNameError, with near names, if there is none."""
        if name not in self.groupings:
            raise unknown("grouping", name, self.groupings)
        return self.groupings[name]

    def _top(self, code: str) -> str:
        while parent := self.get(code).parent:
            code = parent
        return code


def _label(name: str, labels: Mapping[str, str], lang: str) -> str:
    return labels.get(lang) or labels.get(FALLBACK) or next(iter(labels.values()), name.replace("_", " "))
