"""The records of a .hwp file (HWP 5): a tree a stream, and what its document information says of lists and shapes."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field
from typing import Any

from kembar.sources.hwptext import FORMATS, level
from kembar.sources.numbering import Level
from kembar.sources.zips import UnsafeError

NUMBERING, PARA_SHAPE, PARA_HEADER, PARA_TEXT, LINES, CONTROL, LIST, PAGE, TABLE = 23, 25, 66, 67, 69, 71, 72, 73, 77
LARGEST = 200 * 1024 * 1024
_DEPTH = 120
_KINDS = ("", "outline", "number", "bullet")


@dataclass(slots=True)
class Record:
    """A record with those that stand below it."""

    tag: int
    data: bytes
    below: list[Record] = field(default_factory=list)


def stream(ole: Any, name: str, packed: bool) -> bytes:
    """Return a stream of the file, unpacked; raise UnsafeError if it is missing, damaged or far too large."""
    try:
        data: bytes = ole.openstream(name).read()
        if packed:
            unpacker = zlib.decompressobj(-15)
            data = unpacker.decompress(data, LARGEST)
            if unpacker.unconsumed_tail:
                raise UnsafeError("This file grows to a dangerous size when unpacked")
    except (OSError, zlib.error) as error:
        raise UnsafeError(f"The part {name} of this file is damaged ({error})") from None
    return data


def tree(data: bytes) -> list[Record]:
    """Return the records of a stream, each below the one before it of a lower level; what is cut off is left out."""
    top: list[Record] = []
    open_: list[tuple[int, Record]] = []
    at = 0
    while at + 4 <= len(data):
        head = int.from_bytes(data[at : at + 4], "little")
        at += 4
        tag, depth, size = head & 0x3FF, head >> 10 & 0x3FF, head >> 20
        if size == 0xFFF:
            size = int.from_bytes(data[at : at + 4], "little")
            at += 4
        record = Record(tag, data[at : at + size])
        at += size
        while open_ and open_[-1][0] >= depth:
            open_.pop()
        if len(open_) > _DEPTH:
            raise UnsafeError("This file is nested too deep")
        (open_[-1][1].below if open_ else top).append(record)
        open_.append((depth, record))
    return top


def number(data: bytes, at: int, size: int = 2) -> int:
    """Return an unsigned number of ``size`` bytes, 0 beyond the end."""
    return int.from_bytes(data[at : at + size], "little")


def units(data: bytes) -> str:
    """Decode UTF-16; halves of a pair that stand alone are left for clean() to say."""
    return data[: len(data) // 2 * 2].decode("utf-16-le", "surrogatepass")


def shapes(records: list[Record]) -> list[tuple[str, str, int]]:
    """Return (kind, numbering, level) of each paragraph shape; numberings are named by their number from 1."""
    out = []
    for record in _all(records, PARA_SHAPE):
        flags = number(record.data, 0, 4)
        kind = _KINDS[flags >> 23 & 3]
        named = "outline" if kind == "outline" else str(number(record.data, 30))
        out.append((kind, named, flags >> 25 & 7))
    return out


def numberings(records: list[Record]) -> list[dict[int, Level]]:
    """Return how each numbering counts, level by level."""
    return [_levels(record.data) for record in _all(records, NUMBERING)]


def _all(records: list[Record], tag: int) -> list[Record]:
    out = [record for record in records if record.tag == tag]
    return out + [found for record in records for found in _all(record.below, tag)]


def _levels(data: bytes) -> dict[int, Level]:
    found: list[tuple[str, str]] = []
    at = 0
    for _ in range(7):
        style = FORMATS[min(number(data, at, 4) >> 5 & 15, len(FORMATS) - 1)]
        length = 2 * number(data, at + 12)
        found.append((style, units(data[at + 14 : at + 14 + length])))
        at += 14 + length
    first = number(data, at)
    starts = [start for (start,) in struct.iter_unpack("<I", data[at + 2 : at + 30])] if len(data) >= at + 30 else []
    starts = starts or [first, *[1] * 6]
    return {
        depth: level(style, text, min(starts[depth] or 1, 10_000)) for depth, (style, text) in enumerate(found) if text
    }
