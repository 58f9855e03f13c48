"""The finished gazetteer: an SQLite file, packed, with its manifest."""

from __future__ import annotations

import json
import lzma
import sqlite3
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from places.draft import Draft, Unit

FORMAT = 1
_FILE = "places.sqlite.xz"
_TABLES = """
create table unit(n integer primary key, id text unique, country text, level text, a1 text, parent int, name text,
  local text, population int, prior int, lat real, lon real, merged_into text, until text);
create table old_id(old text primary key, n int) without rowid;
create table name(key text primary key, units text, common int) without rowid;
create table word(text text primary key, kinds text) without rowid;
create table han(variant text primary key, plain text) without rowid;
create table meta(key text primary key, value text) without rowid;
"""
_VERSION_FIELDS = slice(92, 100)  # of the header: which SQLite wrote the file


def pack(draft: Draft, kept: set[int], common: Iterable[str], home: Iterable[str]) -> bytes:
    """Return the SQLite file of the kept units; the same draft gives the same bytes."""
    numbers = {n: i for i, n in enumerate(sorted(kept))}
    database = sqlite3.connect(":memory:")
    database.executescript(_TABLES)
    tops = ((n, unit) for n, unit in enumerate(draft.units) if unit.level in ("admin1", "metro") and not unit.until)
    parents = {unit.a1: numbers[n] for n, unit in tops if unit.a1}
    rows = (_row(numbers[n], draft.units[n], parents) for n in numbers)
    database.executemany(f"insert into unit values({','.join('?' * 14)})", rows)
    ids = {draft.units[n].id for n in numbers}
    old = {old: i for n, i in numbers.items() for old in draft.units[n].old if old not in ids}
    database.executemany("insert into old_id values(?, ?)", sorted(old.items()))
    words = set(common)
    names = []
    for key in sorted(draft.names):
        units = " ".join(f"{numbers[n]}:{kind}" for n, kind in draft.names[key].items() if n in numbers)
        if units:
            names.append((key, units, int(key in words)))
    database.executemany("insert into name values(?, ?, ?)", names)
    database.executemany("insert into word values(?, ?)", sorted(draft.words.items()))
    database.executemany("insert into han values(?, ?)", sorted(draft.han.items()))
    meta = {"format": str(FORMAT), "home": " ".join(sorted(home))}
    database.executemany("insert into meta values(?, ?)", sorted(meta.items()))
    database.commit()
    database.execute("vacuum")
    content = bytearray(database.serialize())
    content[_VERSION_FIELDS] = bytes(8)
    return bytes(content)


def _row(number: int, unit: Unit, parents: dict[str, int]) -> tuple[object, ...]:
    parent = parents.get(unit.a1)
    return (
        number, unit.id, unit.country, unit.level, unit.a1 or None, None if parent == number else parent, unit.name,
        unit.local, unit.population, unit.prior, unit.lat, unit.lon, unit.merged_into, unit.until,
    )  # fmt: skip


def write(content: bytes, draft: Draft, kept: set[int], pins: dict[str, str], folder: Path) -> None:
    """Write the packed file and the manifest."""
    packed = lzma.compress(content, preset=9 | lzma.PRESET_EXTREME)
    (folder / _FILE).write_bytes(packed)
    levels = Counter(draft.units[n].level for n in kept)
    manifest = {
        "file": _FILE,
        "format": FORMAT,
        "size": len(content),
        "sha256": sha256(content).hexdigest(),
        "units": dict(sorted(levels.items())),
        "made_from": dict(sorted(pins.items())),
        "licences": "NOTICE.md",
    }
    text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8", newline="\n")
