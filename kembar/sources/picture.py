"""A page of a PDF as it looks: drawn in the worker, handed back as PNG."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

MOST = 2000  # pixels of a side


def draw(path: Path, number: int, width: int) -> bytes:
    """Draw a page (1 first) at most ``width`` pixels wide; b"" if there is no such page or it cannot be drawn."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as document:
            if not 1 <= number <= len(document):
                return b""
            page = document[number - 1]
            wide, high = page.get_size()
            scale = min(min(width, MOST) / max(wide, 1), MOST / max(high, 1))
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
            rows = memoryview(bitmap.buffer).cast("B")
            return png(rows, bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)
    except (pypdfium2.PdfiumError, OSError):
        return b""


def png(rows: memoryview, width: int, height: int, stride: int, channels: int) -> bytes:
    """Write pixels of 8 bits (1 grey, 3 colour, 4 with alpha) as PNG."""
    used = width * channels
    lines = b"".join(b"\0" + rows[at * stride : at * stride + used] for at in range(height))
    kind = {1: 0, 3: 2, 4: 6}[channels]
    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 4)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, *zip(*parts, strict=True)))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
