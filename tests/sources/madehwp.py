"""Hangul documents (.hwp, .hwpx) and OLE containers, written by hand for the tests."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from html import escape

from truths import Truth, packed

HP = 'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph" xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section"'
HH = 'xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head"'


def hwpx_of(body: str, numbering: str = "제^1조", start: int = 3, more: Mapping[str, str] | None = None) -> bytes:
    """Return an .hwpx file of one section; paragraph shapes 0 plain, 1 and 2 outlines, 3 numbered, 4 bulleted."""
    kinds = (("NONE", 0), ("OUTLINE", 0), ("OUTLINE", 1), ("NUMBER", 0), ("BULLET", 0))
    shapes = "".join(
        f'<hh:paraPr id="{n}"><hh:heading type="{kind}" idRef="{int(kind == "NUMBER")}" level="{level}"/></hh:paraPr>'
        for n, (kind, level) in enumerate(kinds)
    )
    header = (
        f'<hh:head {HH}><hh:numbering id="1"><hh:paraHead level="1" start="{start}" numFormat="DIGIT">{numbering}'
        f"</hh:paraHead></hh:numbering>{shapes}</hh:head>"
    )
    return packed(
        {
            "mimetype": "application/hwp+zip",
            "Contents/header.xml": header,
            "Contents/section0.xml": f"<hs:sec {HP}>{body}</hs:sec>",
            **(more or {}),
        }
    )


def hp(text: str, shape_: int = 0, extra: str = "", lines: Iterable[tuple[int, int]] = ()) -> str:
    """Return a paragraph of .hwpx; ``extra`` follows its text, ``lines`` are (first letter, place from the top)."""
    drawn = "".join(f'<hp:lineseg textpos="{at}" vertpos="{place}"/>' for at, place in lines)
    return (
        f'<hp:p paraPrIDRef="{shape_}"><hp:run><hp:t>{escape(text)}</hp:t>{extra}</hp:run>'
        + (f"<hp:linesegarray>{drawn}</hp:linesegarray>" if drawn else "")
        + "</hp:p>"
    )


def hwpx(truth: Truth) -> bytes:
    """Return the document as .hwpx."""
    rows = ""
    for at, row in enumerate(truth.table):
        rows += "<hp:tr>" + "".join(
            f'<hp:tc><hp:subList>{hp(cell)}</hp:subList><hp:cellAddr colAddr="{column}" rowAddr="{at}"/>'
            '<hp:cellSpan colSpan="1" rowSpan="1"/></hp:tc>'
            for column, cell in enumerate(row)
        )
        rows += "</hp:tr>"
    note = f"<hp:ctrl><hp:footNote><hp:subList>{hp(truth.note)}</hp:subList></hp:footNote></hp:ctrl>"
    body = hp(truth.title, 1) + hp(truth.heading, 2) + hp(truth.body) + "".join(hp(t, 4) for t in truth.bullets)
    body += hp("", 0, f"<hp:tbl>{rows}</hp:tbl>") + hp(truth.noted[0], 0, f"{note}<hp:t>{truth.noted[1]}</hp:t>")
    body += hp(truth.second, 2) + "".join(hp(t, 3) for t in truth.articles)
    return hwpx_of(body, truth.article.replace("%1", "^1"))


def record(tag: int, level: int, data: bytes = b"") -> bytes:
    """Return a record of .hwp."""
    size = min(len(data), 0xFFF)
    return (
        struct.pack("<I", tag | level << 10 | size << 20)
        + (struct.pack("<I", len(data)) if size == 0xFFF else b"")
        + data
    )


def hwp_paragraph(
    text: str, shape_: int = 0, level: int = 0, controls: Iterable[bytes] = (), lines: Iterable[tuple[int, int]] = ()
) -> bytes:
    """Return a paragraph of .hwp; a U+0002 in its text stands for a control of 8 units."""
    raw = b"".join(struct.pack("<8H", 2, *[0] * 6, 2) if c == "\2" else c.encode("utf-16-le") for c in text + "\r")
    out = record(66, level, struct.pack("<IIHBB", len(raw) // 2, 0, shape_, 0, 0) + b"\0" * 12) + record(
        67, level + 1, raw
    )
    if lines:
        out += record(69, level + 1, b"".join(struct.pack("<Ii7I", at, place, *[0] * 7) for at, place in lines))
    return out + b"".join(controls)


def hwp_of(body: bytes, flags: int = 1, numbering: str = "제^1조", start: int = 3) -> bytes:
    """Return a .hwp file of one section; paragraph shapes are those of ``hwpx_of``."""
    heads = b""
    for text in (numbering, *[""] * 6):
        heads += b"\0" * 12 + struct.pack("<H", len(text)) + text.encode("utf-16-le")
    shapes = b""
    for kind, level, numbered in ((0, 0, 0), (1, 0, 0), (1, 1, 0), (2, 0, 1), (3, 0, 0)):
        shapes += record(25, 1, struct.pack("<I", kind << 23 | level << 25) + b"\0" * 26 + struct.pack("<H", numbered))
    info = record(16, 0, b"\0" * 26) + record(23, 1, heads + struct.pack("<H", start)) + shapes

    def squeezed(data: bytes) -> bytes:
        if not flags & 1:
            return data
        packer = zlib.compressobj(wbits=-15)
        return packer.compress(data) + packer.flush()

    head = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05000300, flags)
    return ole({"FileHeader": head.ljust(256, b"\0"), "DocInfo": squeezed(info), "BodyText/Section0": squeezed(body)})


def hwp(truth: Truth) -> bytes:
    """Return the document as .hwp."""
    cells = record(77, 2, b"\0" * 8)
    for at, row in enumerate(truth.table):
        for column, cell in enumerate(row):
            cells += record(72, 2, b"\1\0" + b"\0" * 6 + struct.pack("<4H", column, at, 1, 1)) + hwp_paragraph(
                cell, 0, 2
            )
    table = record(71, 1, b" lbt") + cells
    note = record(71, 1, b"  nf") + record(72, 2, b"\1\0" + b"\0" * 6) + hwp_paragraph(truth.note, 0, 2)
    body = hwp_paragraph(truth.title, 1) + hwp_paragraph(truth.heading, 2) + hwp_paragraph(truth.body)
    body += b"".join(hwp_paragraph(t, 4) for t in truth.bullets) + hwp_paragraph("\2", 0, 0, [table])
    body += hwp_paragraph(f"{truth.noted[0]}\2{truth.noted[1]}", 0, 0, [note]) + hwp_paragraph(truth.second, 2)
    return hwp_of(body + b"".join(hwp_paragraph(t, 3) for t in truth.articles), 1, truth.article.replace("%1", "^1"))


def ole(streams: Mapping[str, bytes]) -> bytes:
    """Return an OLE container; streams are filled up to 4096 bytes, so that none needs the small sectors."""
    folders = sorted({name.partition("/")[0] for name in streams if "/" in name})
    entries: list[tuple[str, int, bytes]] = [("Root Entry", 5, b"")]
    entries += [(name, 1, b"") for name in folders] + [(n, 2, d.ljust(4096, b"\0")) for n, d in streams.items()]
    kids: dict[int, list[int]] = {0: []}
    for at, (name, _, _) in list(enumerate(entries))[1:]:
        kids.setdefault(1 + folders.index(name.partition("/")[0]) if "/" in name else 0, []).append(at)
    sectors, fat, starts = b"", list[int](), list[int]()
    for _, _, data in entries:
        count = -(-len(data) // 512)
        starts.append(len(fat) if count else 0xFFFFFFFE)
        fat += [*range(len(fat) + 1, len(fat) + count), 0xFFFFFFFE] if count else []
        sectors += data.ljust(512 * count, b"\0")
    directory = b""
    for at, (name, kind, data) in enumerate(entries):
        row = next(row for row in kids.values() if at in row) if at else [0]
        following = row[row.index(at) + 1] if at != row[-1] else 0xFFFFFFFF
        child = kids[at][0] if kids.get(at) else 0xFFFFFFFF
        label = name.rpartition("/")[2].encode("utf-16-le") + b"\0\0"
        directory += label.ljust(64, b"\0") + struct.pack("<HBBIII", len(label), kind, 1, 0xFFFFFFFF, following, child)
        directory += b"\0" * 36 + struct.pack("<IQ", starts[at], len(data))
    directory = directory.ljust(-(-len(directory) // 512) * 512, b"\0")
    first, length = len(fat), len(directory) // 512
    fat += [*range(first + 1, first + length), 0xFFFFFFFE]
    tables = -(-(len(fat) + 1) // 127)
    where = list(range(len(fat), len(fat) + tables))
    fat += [0xFFFFFFFD] * tables
    table = b"".join(struct.pack("<I", n) for n in fat).ljust(512 * tables, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, tables, first, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += b"".join(struct.pack("<I", n) for n in where).ljust(436, b"\xff")
    return head + sectors + directory + table
