"""Damaged files of every format: each is read or refused by name, none ends the batch or takes long.

``KEMBAR_FUZZ`` in the environment sets how many are tried (``make fuzz``: 100,000), ``KEMBAR_SEED`` the first of them.
"""

from __future__ import annotations

import io
import os
import random
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from made import column, pdf, xlsx
from madehwp import ole
from madeoffice import MAKERS
from truths import TRUTHS

from kembar import sources

TRIES = int(os.environ.get("KEMBAR_FUZZ", "600"))
SEED = int(os.environ.get("KEMBAR_SEED", "0"))
FAULTS = {"parser_fault", "parser_crash", "too_slow", "too_much_memory"}
WORDS = [
    *(
        "<w:p>",
        "</w:p>",
        "<text:list>",
        "<!DOCTYPE x>",
        "&#0;",
        "&#xD800;",
        "&amp;",
        "\ufdd0",
        "\ufdd1",
        "\0",
        '"',
        "99999999999",
    ),
    *(
        "-1",
        "\\u",
        "\\'81",
        "{",
        "}",
        "\\bin9 ",
        "\\par",
        "\\row",
        "%PDF-",
        "endobj",
        "stream",
        "<table>",
        "<td colspan=9999>",
    ),
    *("| a | b |", "```", "1. ", "\u202e", "가" * 50, ",,,,", "\t\t"),
]
PAGE = (
    "<!DOCTYPE html><html><head><title>{0}</title></head><body><h1>{0}</h1><p>{1}</p><ul><li>a<li>b</ul></body></html>"
)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with some changed, lost, doubled, or words of formats put among them."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(out) + 1)
        what = chance.randrange(5)
        if what == 0:
            out[at : at + 1] = bytes([chance.randrange(256)])
        elif what == 1:
            del out[at : at + chance.choice((1, 4, 60))]
        elif what == 2:
            start = chance.randrange(len(out) + 1)
            out[at:at] = out[start : start + chance.choice((1, 8, 200))]
        elif what == 3:
            out[at:at] = chance.choice(WORDS).encode("utf-8")
        else:
            out[at : at + 2] = b"\xff\xff"
    return bytes(out)


def in_zip(data: bytes, chance: random.Random) -> bytes:
    """Damage one part of an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        picked = chance.choice(names)
        for name in names:
            content = old.read(name)
            new.writestr(name, damaged(content, chance) if name == picked else content)
    return out.getvalue()


def in_hwp(data: bytes, chance: random.Random) -> bytes:
    """Damage the records of a .hwp file below their packing."""
    import olefile

    streams = {}
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        for path in container.listdir():
            content = container.openstream(path).read()
            if path != ["FileHeader"]:
                packer = zlib.compressobj(wbits=-15)
                content = packer.compress(damaged(zlib.decompress(content, -15), chance)) + packer.flush()
            streams["/".join(path)] = content
    return ole(streams)


def seeds() -> list[tuple[str, bytes, Callable[[bytes, random.Random], bytes]]]:
    """Return (suffix, whole file, how it is damaged below its packing)."""
    inner = {"rtf": damaged, "hwp": in_hwp}
    out = [(kind, make(t), inner.get(kind, in_zip)) for kind, make in MAKERS.items() for t in TRUTHS.values()]
    for truth in TRUTHS.values():
        text = "\n\n".join(text for _, text in truth.shown())
        out += [("txt", text.encode(), damaged), ("md", f"# {text}".encode(), damaged)]
        out += [("html", PAGE.format(truth.title, truth.body).encode(), damaged)]
        out += [("csv", "\n".join(",".join(row) for row in truth.table).encode(), damaged)]
        out += [("xlsx", xlsx({"A": [list(row) for row in truth.table]}), in_zip)]
        out += [("pdf", pdf([column(60, 700, ["The tie was signed in 1994."] * 5)] * 2), damaged)]
    return out


@pytest.fixture
def worker() -> sources.Worker:
    return sources.Worker(seconds=30)


def test_damaged_files_are_read_or_refused_by_name(tmp_path: Path, worker: sources.Worker) -> None:
    whole = seeds()
    with worker:
        for number in range(SEED, SEED + TRIES):
            chance = random.Random(number)
            suffix, data, inside = chance.choice(whole)
            file = tmp_path / f"a.{suffix}"
            file.write_bytes(damaged(data, chance) if chance.random() < 0.2 else inside(data, chance))
            found = worker.read(file)
            assert found.text or found.problems, f"KEMBAR_SEED={number}"
            assert not FAULTS & {p.name for p in found.problems}, f"KEMBAR_SEED={number} {suffix} {found.problems}"
            assert all(0 <= b.start < b.end <= len(found.text) for b in found.blocks), f"KEMBAR_SEED={number}"
