"""The tables of ``study.db`` and how they came about: one function a version, in order, never edited afterwards.

A plain SQLite shell can read everything::

    select source, coder, type, kind, pair, start, quote from codings;
    select verdict, subjects, by, note, at from judgements where what = 'judgement';

``body`` is the whole row as JSON (the fields of ``kembar.types.Reading``, ``Judgement`` and ``Memo``); the other
columns repeat what one wants to select by.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from kembar.problems import StoreError

_APPEND_ONLY = """
create trigger {table}_{verb} before {verb} on {table}
begin select raise(abort, 'the log is only appended to: withdraw instead'); end
"""


def _first(db: sqlite3.Connection) -> None:
    db.execute(
        """create table readings (
        seq integer primary key, id text not null unique, coder text not null, method text not null,
        source text not null, text_sha256 text not null, coder_version text not null, codebook_version text not null,
        at text not null, body text not null check (json_valid(body))) strict"""
    )
    db.execute(
        """create table judgements (
        seq integer primary key, id text not null unique, what text not null check (what in ('judgement', 'memo')),
        verdict text not null, subjects text not null check (json_valid(subjects)), by text not null,
        note text not null, at text not null, body text not null check (json_valid(body))) strict"""
    )
    for table in ("readings", "judgements"):
        for verb in ("update", "delete"):
            db.execute(_APPEND_ONLY.format(table=table, verb=verb))
    db.execute("create index readings_of on readings (source, coder)")
    names = ("id", "type", "kind", "sector", "status", "start.edtf", "end.edtf", "participants.value")
    columns = ", ".join(f"json_extract(c.value, '$.{n}') as \"{n.split('.')[0]}\"" for n in names)
    pair = " || '-' || ".join(f"json_extract(c.value, '$.pair.{side}.name')" for side in "ab")
    first = ", ".join(f"json_extract(c.value, '$.evidence[0].{n}') as {n}" for n in ("locator", "quote"))
    db.execute(
        f"""create view codings as select r.seq as reading, r.source, r.coder, {columns}, {pair} as pair, {first}
        from readings r, json_each(r.body, '$.codings') c"""
    )


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first,)
APPLICATION = 0x4B4D4252  # "KMBR" in the file's header, so that a foreign database is told from ours


def migrate(db: sqlite3.Connection) -> None:
    """Bring a database to the newest version, each step in a transaction of its own; refuse a newer or foreign one."""
    version = check(db)
    for number, step in enumerate(MIGRATIONS[version:], start=version + 1):
        db.execute("begin immediate")
        try:
            if db.execute("pragma user_version").fetchone()[0] < number:
                step(db)
                db.execute(f"pragma application_id = {APPLICATION}")
                db.execute(f"pragma user_version = {number}")
            db.execute("commit")
        except BaseException:
            if db.in_transaction:  # SQLite takes some back itself, as on a full disk
                db.execute("rollback")
            raise


def check(db: sqlite3.Connection) -> int:
    """Return the version of a database (0: empty); raise StoreError if it is foreign or newer than this program."""
    version, application = (db.execute(f"pragma {name}").fetchone()[0] for name in ("user_version", "application_id"))
    tables = db.execute("select count(*) from sqlite_master").fetchone()[0]
    if application != APPLICATION and (tables or version):
        raise StoreError("study.db is a database of another program; move it away.")
    if version > len(MIGRATIONS):
        raise StoreError(f"study.db was written by a newer Kembar (format {version}); install that one.")
    return int(version)
