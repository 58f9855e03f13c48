"""What a study's YAML files say, read again only when a file has changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Generic, TypeVar

from kembar import dates, languages, places, yamlfile
from kembar.casebase import StudyPair
from kembar.problems import UnknownNameError, YamlError
from kembar.study.folder import Settings
from kembar.types import Pair, Place

T = TypeVar("T")
#: Levels of places that hold the town of their name; how many times smaller a namesake may be that is told of.
_REGIONS = frozenset(("admin1", "admin2"))
_SMALLER = 10
#: A language with what tells its script or region.
_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*")


class Watched(Generic[T]):
    """A value made of a file, made again when the file's time or size has changed."""

    def __init__(self, path: Path, make: Callable[[Path], T]) -> None:
        self.path, self._make = path, make
        self._state: tuple[int, int] | None = None
        self._value: T | None = None

    def __call__(self) -> T:
        """Return the value for the file as it is now (``make`` is called for a missing file, too)."""
        state = self._stat()
        if self._value is None or state != self._state:
            self._value, self._state = self._make(self.path), state
        return self._value

    def put(self, value: T) -> None:
        """Take a value that was just written into the file, so that it need not be read again."""
        self._value, self._state = value, self._stat()

    def _stat(self) -> tuple[int, int]:
        try:
            found = self.path.stat()
        except OSError:
            return (0, -1)
        return found.st_mtime_ns, found.st_size


def pairs_of(settings: Settings) -> tuple[StudyPair, ...]:
    """Look up the study's pairs in the gazetteer; YamlError with the line of a name that nothing carries."""
    made: list[StudyPair] = []
    for name, a, b, where in settings.pairs:
        try:
            pair = Pair(place_of(a), place_of(b))
        except UnknownNameError as error:
            raise YamlError(f"{where}: {error}") from None
        if pair.a.country == pair.b.country:
            raise YamlError(f"{where}: a pair needs places of two countries; both lie in {pair.a.country}.")
        if any(name == other.id or pair.key == other.pair.key for other in made):
            raise YamlError(f"{where}: the pair {name} stands twice.")
        made.append(StudyPair(name, pair))
    return tuple(made)


def place_of(name: str) -> Place:
    """Find a place by ``Name``, ``Name, COUNTRY`` or its code (UnknownNameError)."""
    return places.gazetteer().named(name)


def home_of(settings: Settings, path: Path) -> str:
    """Return the place id of the side from which a study looks, "" if it is none or a whole country (name or code).

    YamlError with the line in ``study.yaml`` (``path``) if nothing is called so.
    """
    name, gazetteer = settings.home, places.gazetteer()
    country = gazetteer.get(name.upper()) if len(name) == 2 else None
    if not name or country or any(place.level == "country" for place, _ in gazetteer.candidates(name)):
        return ""
    try:
        return place_of(name).id
    except UnknownNameError as error:
        raise YamlError(f"{yamlfile.load(path).where('home')}: home: {error}") from None


def split_pair(text: str) -> tuple[str, str, str]:
    """Split ``A-B`` (or ``A - B``, ``A/B``) into an id and two names that the gazetteer knows."""
    (a, first), (b, second) = _sides(text)
    return f"{a.split(',')[0]}-{b.split(',')[0]}", _named(a, first), _named(b, second)


def namesakes(text: str) -> Iterator[str]:
    """Yield a sentence for each side of a pair whose name other large places have: which is taken, and what to do."""
    for name, taken in _sides(text):
        rows = places.gazetteer().explain(name.split(",")[0].strip())
        own = next((row for row in rows if row.place.id == taken.id), None)
        if own is None:
            continue
        told = taken.country if "," in name else ""
        others = [
            row for row in rows if row is not own and _is_namesake(row.place, taken) and told in row.place.country
        ]
        if others:
            yield (
                f"{taken.name} is taken for the one in {_where(own)}; if another is meant, such as that in "
                f"{_where(others[0])}, write its code {others[0].place.id} in study.yaml."
            )


def _is_namesake(other: Place, taken: Place) -> bool:
    """Whether a place has the very name of another, is another government, and not much smaller."""
    apart = other.country != taken.country or {other.level, taken.level}.isdisjoint(_REGIONS)
    return apart and other.name == taken.name and (other.population or 0) * _SMALLER >= (taken.population or 0)


def _where(row: places.Explained) -> str:
    return ", ".join(part for part in (row.region, row.place.country) if part)


def _sides(text: str) -> tuple[tuple[str, Place], tuple[str, Place]]:
    """Split the text of a pair into two names, each with its place (UnknownNameError)."""
    marks = [i for i, letter in enumerate(text) if letter in "-–—/"]
    failure: UnknownNameError | None = None
    for mark in sorted(marks, key=lambda i: abs(i - len(text) / 2)):
        a, b = text[:mark].strip(), text[mark + 1 :].strip()
        if not a or not b:
            continue
        try:
            first, second = place_of(a), place_of(b)
        except UnknownNameError as error:
            failure = failure or error
            continue
        if first.country == second.country:
            failure = failure or UnknownNameError(
                f"{a} and {b} both lie in {first.country}: a pair needs two countries."
            )
            continue
        return (a, first), (b, second)
    raise failure or UnknownNameError(f"{text!r} is no pair: write two places as Surabaya-Busan.")


def _named(given: str, place: Place) -> str:
    return given if "," in given else f"{given}, {place.country}"


def aliases_of(path: Path) -> Mapping[str, str]:
    """Read ``places.yaml``: the study's own names of places, each with the place that it means (name to place id).

    A name with nothing beside it is no place, whatever the gazetteer says.
    """
    return dict(_aliases(path)) if path.is_file() else {}


def _aliases(path: Path) -> Iterator[tuple[str, str]]:
    top = yamlfile.load(path)
    for name in top:
        try:
            yield name, place_of(top.text(name)).id if top.text(name) else ""
        except UnknownNameError as error:
            raise YamlError(f"{top.where(name)}: {error}") from None


def date_of(text: str) -> str:
    """Return the EDTF of what a person typed as a date; UnknownNameError if it is none."""
    try:
        return dates.of_edtf(text.strip()).edtf
    except ValueError:
        raise UnknownNameError(f"{text!r} is no date: write 2018, 2018-05 or 2018-05-31.") from None


def language_of(text: str) -> str:
    """Return the code of what a person typed as a text's language (pt of pt-BR); UnknownNameError if it is none."""
    tag = _TAG.fullmatch(text.strip().lower())
    if not tag or tag[1] not in languages.known():
        like = ", ".join(languages.codes())
        raise UnknownNameError(f"There is no language called {text!r}; write its code of ISO 639, such as {like}.")
    return tag[1]
