"""A place by its other names: who asks for "busan" means 부산 and 釜山, too."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from kembar.places import gazetteer
from kembar.search.tokens import folded, parts

#: Gives the names of places by their ids.
Names = Callable[[Collection[str]], Mapping[str, tuple[str, ...]]]


def other_names(word: str, known: Collection[str], names: Names) -> tuple[str, ...]:
    """Return the other names of the places that a word names, as far as they are among the ``known`` ids.

    These are the usual and the local name and those in scripts without blanks; other letters are spelled by rule.
    """
    meant = [place.id for place, _ in gazetteer().candidates(word) if place.id in known]
    keys = names(meant) if meant else {}
    told = [name for place in meant for name in (*gazetteer().own_names(place), *filter(_is_run, keys.get(place, ())))]
    return tuple(dict.fromkeys(name for name in told if len(name) > 1 and folded(name) != folded(word)))


def _is_run(name: str) -> bool:
    return any(cut for _, cut in parts(folded(name)))
