"""E-books: spine, printed pages, notes, the book's own data."""

from __future__ import annotations

import io
import zipfile

from madeoffice import epub_of, packed, shown

from kembar import sources


def test_printed_pages_go_with_the_words_that_follow() -> None:
    mark = '<span epub:type="pagebreak" title="{}"></span>'
    first = f"<p>{mark.format('211')}Satu.</p><p>Dua {mark.format('212')}lanjut.</p>"
    second = '<div role="doc-pagebreak" aria-label="page xiv"></div><p>Tiga.</p>'
    found = sources.read_bytes(epub_of({"a.xhtml": first, "b.xhtml": second}), "a.epub")
    assert [(found.text[b.start : b.end], b.page, b.sheet) for b in found.blocks] == [
        ("Satu.", "211", 0),
        ("Dua", "211", 0),
        ("lanjut.", "212", 0),
        ("Tiga.", "xiv", 0),
    ]


def test_notes_of_another_file_and_without_name_are_kept() -> None:
    text = '<p>Naskah<a epub:type="noteref" href="n.xhtml#k1">1</a> lama.</p>'
    notes = (
        '<aside epub:type="footnote" id="k1"><p>Arsip kota.</p></aside><aside role="doc-endnote">Tanpa nama.</aside>'
    )
    found = sources.read_bytes(epub_of({"a.xhtml": text, "n.xhtml": notes}), "a.epub")
    assert shown(found) == [("body", "Naskah lama."), ("note", "Arsip kota."), ("note", "Tanpa nama.")]


def test_the_books_data_count_where_its_first_pages_agree() -> None:
    page = "<h1>Kota dan saudaranya</h1><p>Rina Hartati</p><p>Isi buku.</p>"
    found = sources.read_bytes(epub_of({"a.xhtml": page}, "Kota dan saudaranya", "Rina Hartati"), "a.epub")
    assert found.fields == {"title": "Kota dan saudaranya", "author": ["Rina Hartati"]}
    other = sources.read_bytes(epub_of({"a.xhtml": page}, "Untitled", "Admin"), "a.epub")
    assert "author" not in other.fields


def test_a_missing_file_is_said_and_paths_stay_inside() -> None:
    data = epub_of({"a.xhtml": "<p>Satu.</p>"})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["OEBPS/book.opf"] = files["OEBPS/book.opf"].replace(
        b"</manifest>", b'<item id="z" href="../../../etc/passwd"/></manifest>'
    )
    files["OEBPS/book.opf"] = files["OEBPS/book.opf"].replace(b"</spine>", b'<itemref idref="z"/></spine>')
    found = sources.read_bytes(packed(files), "a.epub")
    assert found.text == "Satu."
    assert [p.name for p in found.problems] == ["damaged"]


def test_boxes_beside_the_text_are_asides() -> None:
    page = "<p>Isi buku yang panjang sekali.</p>" * 40
    page += "<aside><p>Kotak samping.</p><table><tr><td>a</td><td>b</td></tr></table></aside><p>Akhir.</p>"
    found = sources.read_bytes(epub_of({"a.xhtml": page}), "a.epub")
    assert [role for role, _ in shown(found)][-4:] == ["body", "aside", "aside", "body"]
    assert "Kotak samping." in found.text
