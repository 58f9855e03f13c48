"""A place by its other names: who asks for "busan" means 부산 and 釜山, too."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from kembar.places import gazetteer
from kembar.search.tokens import folded, parts

#: Gives the names of places by their ids, the usual and the local one first.
Names = Callable[[Collection[str]], Mapping[str, tuple[str, ...]]]
#: How many names of a place are written as it writes them itself; the further ones in its script are made by rule.
_OWN = 2


def other_names(word: str, known: Collection[str], names: Names) -> tuple[str, ...]:
    """Return the other names of the places that a word names, as far as they are among the ``known`` ids."""
    meant = [place.id for place, _ in gazetteer().candidates(word) if place.id in known]
    told = [name for found in (names(meant) if meant else {}).values() for name in _written(found)]
    return tuple(dict.fromkeys(name for name in told if folded(name) != folded(word)))


def _written(names: tuple[str, ...]) -> list[str]:
    """Keep of the names of a place its own and those in scripts without blanks."""
    further = [name for name in names[_OWN:] if any(cut for _, cut in parts(folded(name)))]
    return [name for name in (*names[:_OWN], *further) if len(name) > 1]
