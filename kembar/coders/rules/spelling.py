"""How a place is called in the codings of a document: as the document spells it, where that is nearly its usual name.

The gazetteer writes "Ranya" with signs that no newspaper prints, and "Kempten (Allgau)" to tell it from another; the
reader of a quote looks for what stands in it. Old names stay what they are: Kwangju is coded as Gwangju.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from kembar.coders.rules.sentences import Sentence
from kembar.places import Gazetteer
from kembar.places.names import fold, script
from kembar.types import Place

_NEARLY, _OTHER = 0.75, 1
_DOUBLED = "uu"


def names(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> Mapping[str, str]:
    """Return the names that a document gives its places, by id, where they differ from the gazetteer's.

    Countries whose names have one official spelling in Latin letters keep theirs. In a language whose names are those
    used between countries any name of a region that the gazetteer knows is taken ("Tuva"), else only one spelled alike.
    """
    used: dict[str, Counter[str]] = defaultdict(Counter)
    usual: dict[str, Place] = {}
    known: set[tuple[str, str]] = set()
    for sentence in sentences:
        for spot in sentence.spots:
            used[spot.place.id][" ".join(sentence.raw[spot.start : spot.end].split())] += 1
            usual[spot.place.id] = spot.place
            if sentence.language.international:
                known.add((spot.place.id, " ".join(sentence.raw[spot.start : spot.end].split())))
    found = {}
    for place_id, spellings in used.items():
        place = usual[place_id]
        short = place.name.partition(" (")[0]
        keys = {fold(spelling) for spelling in spellings}
        if place.country in gazetteer.official:
            short = next((s for s in spellings if _DOUBLED in fold(s) and _is_doubled(s, short)), short)
        elif fold(place.name) not in keys and fold(short) not in keys:
            near = [
                (n, spelling)
                for spelling, n in spellings.items()
                if _is_near(spelling, short)
                or ((place_id, spelling) in known and _is_another(spelling, place, gazetteer))
            ]
            short = max(near)[1] if near else short
        if short != place.name:
            found[place_id] = short
    return found


def _is_doubled(spelling: str, name: str) -> bool:
    """Whether a spelling keeps both of two vowels that lists of Japanese names write as one long: Katsuura, Katsura."""
    return not spelling.isupper() and fold(spelling).replace(_DOUBLED, _DOUBLED[0]) == fold(name)


def _is_near(spelling: str, name: str) -> bool:
    """Whether a spelling is a variant of a name or its first part: "Rania" of "Ranya", "Gernika" of "Gernika-Lumo"."""
    a, b = fold(spelling), fold(name)
    if script(spelling) != "latin" or not a or spelling.isupper():
        return False
    first = b.startswith(a) and len(spelling) < len(name) and name[len(spelling)] in " -/"
    return first or SequenceMatcher(None, a, b, autojunk=False).ratio() >= _NEARLY


def _is_another(spelling: str, place: Place, gazetteer: Gazetteer) -> bool:
    """Whether a spelling is a name of its own of a region, no short form: "Tuva" of the Republic of Tyva."""
    if place.level not in ("admin1", "admin2") or script(spelling) != "latin" or spelling.isupper():
        return False
    if fold(spelling) in fold(place.name):
        return False
    return any(p.id == place.id and kind <= _OTHER for p, kind in gazetteer.candidates(spelling))


def called(place: Place, found: Mapping[str, str]) -> Place:
    """Return a place under the name that its document gives it."""
    name = found.get(place.id)
    return replace(place, name=name) if name else place
