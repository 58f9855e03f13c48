"""What a study's YAML files say, read again only when a file has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Generic, TypeVar

from kembar import dates, places, yamlfile
from kembar.casebase import StudyPair
from kembar.problems import UnknownNameError, YamlError
from kembar.study.folder import Settings
from kembar.types import Pair, Place

T = TypeVar("T")


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
        return f"{a.split(',')[0]}-{b.split(',')[0]}", _named(a, first), _named(b, second)
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
