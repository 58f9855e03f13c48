"""The shipped gazetteer: unpacking it once, and looking up names and units."""

from __future__ import annotations

import json
import lzma
import os
import re
import sqlite3
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from kembar.places import vocabulary
from kembar.places.names import IN_KANA, fold
from kembar.problems import NotAvailableError
from kembar.types import Place

DATA = Path(__file__).parent / "data"
_MOST_CANDIDATES = 12
_ALIAS_KIND = 0
#: The kinds of spellings made by rule; of those that read a Chinese name sign by sign, or are known by their sound.
MADE, READ = 2, 3
#: The letters of what a dictionary says that a word is: a place, a plain word, a person; n is another name.
A_PLACE, A_WORD, A_PERSON = "p", "w", "h"
_JOINT = re.compile("[・＝=゠]")


class Unit(NamedTuple):
    """A row of the gazetteer. ``prior`` is the population that scoring uses (sums and guesses too), ``n`` the row."""

    n: int
    id: str
    country: str
    level: str
    a1: str | None
    parent: int | None
    name: str
    local: str
    population: int
    prior: int
    lat: float | None
    lon: float | None
    merged_into: str | None
    until: str | None

    @property
    def place(self) -> Place:
        """The unit as the rest of Kembar knows it."""
        facts = (self.country, self.level, self.lat, self.lon, self.population, self.merged_into)
        return Place(self.id, self.name, *facts, until=self.until)


class Candidate(NamedTuple):
    """A unit that a spelling may mean.

    ``kind``: 0 official or native, 1 another Latin spelling, 2 made by rule, 3 READ.
    """

    unit: Unit
    kind: int


class Entry(NamedTuple):
    """What a key means: candidates, largest first, and whether the key is also a common word."""

    candidates: tuple[Candidate, ...]
    common: bool


class Database:
    """Read-only look-ups by key, id and row."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._han: dict[str, str] | None = None
        self.lookup = lru_cache(50_000)(self._lookup)
        self.unit = lru_cache(20_000)(self._unit)
        self.by_id = lru_cache(20_000)(self._by_id)
        self.kinds_of = lru_cache(5_000)(self._kinds_of)
        self.units_of = lru_cache(40)(self._units_of)
        self._aliases = _alias_keys(self.han)
        self.home = frozenset(self._value("home").split())

    @property
    def han(self) -> dict[str, str]:
        """Variants of Han characters and the form that stands for them in keys."""
        if self._han is None:
            self._han = dict(self._connection.execute("select variant, plain from han"))
        return self._han

    def _value(self, key: str) -> str:
        return str(self._row("select value from meta where key = ?", key)[0])

    def _row(self, query: str, *values: Any) -> Any:
        return self._connection.execute(query, values).fetchone()

    def _unit(self, n: int) -> Unit:
        return Unit(*self._row("select * from unit where n = ?", n))

    def _lookup(self, key: str) -> Entry | None:
        row = self._row("select units, common from name where key = ?", key)
        stored = row[0].split() if row else []
        found = [Candidate(self.unit(int(n)), int(kind)) for n, _, kind in (u.partition(":") for u in stored)]
        aliased = [unit for place_id in self._aliases.get(key, ()) if (unit := self.by_id(place_id))]
        found = [c for c in found if c.unit not in aliased] + [Candidate(unit, _ALIAS_KIND) for unit in aliased]
        found.sort(key=lambda c: -c.unit.prior)
        return Entry(tuple(found[:_MOST_CANDIDATES]), bool(row and row[1])) if found else None

    def _kinds_of(self, word: str) -> str:
        """Return what a dictionary says that a word in Katakana is, each kind a letter; empty if it has none."""
        row = self._row("select kinds from word where text = ?", _JOINT.sub("", word)) if IN_KANA.match(word) else None
        return str(row[0]) if row else ""

    def _by_id(self, place_id: str) -> Unit | None:
        """Return the unit with an id, also with an id that it had beside its national code."""
        row = self._row("select n from unit where id = ?", place_id)
        row = row or self._row("select n from old_id where old = ?", place_id)
        return self.unit(row[0]) if row else None

    def _units_of(self, country: str) -> Sequence[Unit]:
        """Return all units of a country below the country itself; reads the whole table."""
        query = "select * from unit where country = ? and level != 'country'"
        return list(map(Unit._make, self._connection.execute(query, (country,))))

    def names(self) -> Iterator[tuple[str, tuple[Candidate, ...]]]:
        """Yield all keys with their candidates; reads the whole table (some seconds)."""
        for key, units in self._connection.execute("select key, units from name order by key"):
            found = (entry.partition(":") for entry in units.split())
            yield key, tuple(Candidate(self.unit(int(n)), int(kind)) for n, _, kind in found)

    def beginning(self, key: str, most: int) -> list[tuple[str, Unit]]:
        """Return keys that begin with ``key``, each with its units; at most ``most`` keys."""
        query = "select key, units from name where key >= ? and key < ? limit ?"
        rows = self._connection.execute(query, (key, key + "\U0010ffff", most)).fetchall()
        return [(found, self.unit(int(u.partition(":")[0]))) for found, units in rows for u in units.split()]

    def keys_of(self, n: int) -> list[str]:
        """Return all keys of a unit in alphabetical order; reads the whole table (some 50 ms)."""
        query = "select key from name where instr(' ' || units, ?)"
        return sorted(row[0] for row in self._connection.execute(query, (f" {n}:",)))

    def keys_of_all(self, wanted: Collection[int]) -> dict[int, list[str]]:
        """Return all keys of many units; reads the whole table once (some 500 ms)."""
        found: dict[int, list[str]] = {n: [] for n in wanted}
        for key, units in self._connection.execute("select key, units from name order by key"):
            for entry in units.split():
                n = int(entry.partition(":")[0])
                if n in found:
                    found[n].append(key)
        return found


def _alias_keys(han: dict[str, str]) -> dict[str, list[str]]:
    keys: dict[str, list[str]] = {}
    for name, place_ids in vocabulary.load().aliases.items():
        keys.setdefault(fold(name, han), []).extend(place_ids)
    return keys


@cache
def manifest() -> dict[str, Any]:
    """Return the manifest of the shipped gazetteer: file, hashes, sizes, sources with versions and licences."""
    content: dict[str, Any] = json.loads((DATA / "manifest.json").read_text(encoding="utf-8"))
    return content


def cache_folder() -> Path:
    """Return the folder of this user for files that can be made again; it need not exist."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "kembar"


def open_shipped() -> Database:
    """Open the shipped gazetteer, unpacked into the user's cache folder, or in memory where that cannot be written."""
    facts = manifest()
    try:
        path = cache_folder() / f"places-{facts['sha256'][:12]}.sqlite"
        if not path.is_file() or path.stat().st_size != facts["size"]:
            _write(path, _unpack(facts))
        return open_file(path)
    except (OSError, RuntimeError, sqlite3.Error):  # RuntimeError: the user has no home folder
        return _in_memory(_unpack(facts))


def open_file(path: Path) -> Database:
    """Open an unpacked gazetteer read-only; sqlite3.Error if it is none."""
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return Database(sqlite3.connect(address, uri=True, check_same_thread=False))


def _in_memory(content: bytes) -> Database:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.deserialize(content)
    return Database(connection)


def _unpack(facts: dict[str, Any]) -> bytes:
    content = lzma.decompress((DATA / facts["file"]).read_bytes())
    if sha256(content).hexdigest() != facts["sha256"]:
        raise NotAvailableError("The gazetteer of this installation is damaged; install Kembar again.")
    return content


def _write(path: Path, content: bytes) -> None:
    """Write a file so that other processes see all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
