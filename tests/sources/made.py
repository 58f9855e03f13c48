"""Small files of foreign formats, written by hand for the tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

Text = tuple[float, float, float, str, str]  # x, y, size, font (F1 plain, F2 bold), text
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def pdf(
    pages: Iterable[list[Text]],
    labels: str = "",
    info: str = "",
    encrypted: bool = False,
    picture: bool = False,
    rotate: int = 0,
    box: str = "0 0 595 842",
) -> bytes:
    """Return a PDF with one list of texts a page (Helvetica, A4); ``labels`` and ``info`` are PDF source.

    Places are those of the page as it is shown, so that a page with ``rotate`` shows its text upright.
    """
    objects: list[bytes] = [b"", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>")
    objects.append(
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
    )
    objects[-1] += b"stream\n\x80\nendstream"
    kids = []
    for texts in pages:
        content = b"q 500 0 0 700 40 40 cm /I1 Do Q\n" if picture else b""
        for x, y, size, font, text in texts:
            body = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            content += f"BT /{font} {size} Tf {_upright(x, y, rotate)} Tm (".encode() + body + b") Tj ET\n"
        objects.append(b"<</Length %d>>stream\n" % len(content) + content + b"endstream")
        page = f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Rotate {rotate}/Contents {len(objects)} 0 R"
        page += "/Resources<</Font<</F1 3 0 R/F2 4 0 R>>/XObject<</I1 5 0 R>>>>>>"
        objects.append(page.encode())
        kids.append(f"{len(objects)} 0 R")
    objects[0] = f"<</Type/Catalog/Pages 2 0 R{labels}>>".encode()
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    objects.append(f"<<{info}>>".encode())
    trailer = f"/Root 1 0 R/Info {len(objects)} 0 R"
    if encrypted:
        objects.append(b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>")
        trailer += f"/Encrypt {len(objects)} 0 R/ID[<00><00>]"
    return _packed(objects, trailer)


def pdf_of(content: str, font: str, streams: Sequence[bytes] = ()) -> bytes:
    """Return a PDF of one A4 page with its content as PDF source; F1 is Helvetica, F9 the font that is given.

    ``streams`` are what that font may point to: the objects from 7 on.
    """
    data = content.encode("ascii")
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F9 6 0 R>>>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        page.encode(),
        b"<</Length %d>>stream\n" % len(data) + data + b"endstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        font.encode(),
        *(b"<</Length %d>>stream\n" % len(stream) + stream + b"\nendstream" for stream in streams),
    ]
    return _packed(objects, "/Root 1 0 R")


def _upright(x: float, y: float, rotate: int) -> str:
    """Return the matrix of a text that stands upright at x, y on an A4 page shown with this rotation."""
    places = {
        0: f"1 0 0 1 {x} {y}",
        90: f"0 1 -1 0 {595 - y} {x}",
        180: f"-1 0 0 -1 {595 - x} {842 - y}",
        270: f"0 -1 1 0 {y} {842 - x}",
    }
    return places[rotate]


def _packed(objects: list[bytes], trailer: str) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return out + f"{head}trailer\n<</Size {len(objects) + 1}{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()


def column(x: float, top: float, lines: list[str], size: float = 10, font: str = "F1", lead: float = 13) -> list[Text]:
    """Return lines of text below one another."""
    return [(x, top - lead * number, size, font, line) for number, line in enumerate(lines)]


def docx(body: str, parts: dict[str, str] | None = None, doctype: str = "") -> bytes:
    """Return a Word file with this body (WordprocessingML) and further parts."""
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_CONTENT}.{name}+xml"/>'
        for name in ("numbering", "styles", "footnotes")
        if f"word/{name}.xml" in (parts or {})
    )
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_CONTENT}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<?xml version="1.0"?>{doctype}<w:document {W}><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships">'
        + "".join(
            f'<Relationship Id="d{name}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            f'{name}" Target="{name}.xml"/>'
            for name in ("numbering", "styles", "footnotes")
        )
        + "</Relationships>",
        **(parts or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def paragraph(text: str, properties: str = "", extra: str = "") -> str:
    """Return a Word paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r>{extra}</w:p>"


def xlsx(
    sheets: dict[str, list[list[Any]]], hidden: tuple[str, ...] = (), merged: dict[str, str] | None = None
) -> bytes:
    """Return a workbook; ``merged`` names the ranges to merge in a sheet (the first cell's value is kept)."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column_, value in enumerate(row):
                    sheet.write(at, column_, value, *([day] if hasattr(value, "year") else []))
            for span in (merged or {}).get(name, "").split():
                first = span.split(":")[0]
                row, col = int(first[1:]) - 1, ord(first[0]) - ord("A")
                sheet.merge_range(span, rows[row][col])
            if name in hidden:
                sheet.hide()
    return out.getvalue()
