"""Slides: order, lists, notes, hidden slides, groups."""

from __future__ import annotations

import io
import zipfile

from madeoffice import packed, pptx_of, shape, shown, slide_table

from kembar import sources


def test_a_slide_is_a_sheet_and_a_hidden_one_is_said() -> None:
    found = sources.read_bytes(
        pptx_of([shape(["Awal."]), "hidden:" + shape(["Tersembunyi."]), shape(["Akhir."])]), "a.pptx"
    )
    assert [(found.text[b.start : b.end], b.sheet) for b in found.blocks] == [
        ("Awal.", 1),
        ("Tersembunyi.", 2),
        ("Akhir.", 3),
    ]
    assert found.text == "Awal.\n\n\fTersembunyi.\n\n\fAkhir."
    assert [(p.name, p.where) for p in found.problems] == [("hidden_slide", "a.pptx, slide 2")]


def test_lists_have_levels_and_numbers() -> None:
    first = shape(["Guru"], "body") + shape(["anak"], "body", '<a:pPr lvl="1"/>')
    numbered = shape(["satu", "dua"], "body", '<a:pPr><a:buAutoNum type="alphaLcParenR" startAt="2"/></a:pPr>')
    plain = shape(["Bukan butir"], "body", "<a:pPr><a:buNone/></a:pPr>")
    found = sources.read_bytes(pptx_of([first + numbered + plain]), "a.pptx")
    assert [(b.role, b.level, found.text[b.start : b.end]) for b in found.blocks] == [
        ("list_item", 1, "Guru"),
        ("list_item", 2, "anak"),
        ("list_item", 1, "satu"),
        ("list_item", 1, "dua"),
        ("body", 0, "Bukan butir"),
    ]
    assert "b) satu\n\nc) dua" in found.text


def test_groups_and_alternatives_are_opened_once() -> None:
    group = f"<p:grpSp><p:grpSp>{shape(['Dalam grup.'])}</p:grpSp></p:grpSp>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    either = f"<mc:Choice>{shape(['Baru.'])}</mc:Choice><mc:Fallback>{shape(['Lama.'])}</mc:Fallback>"
    either = f"<mc:AlternateContent {mc}>{either}</mc:AlternateContent>"
    assert sources.read_bytes(pptx_of([group + either]), "a.pptx").text == "Dalam grup.\n\nBaru."


def test_cells_merged_downwards_stand_in_each_row() -> None:
    table = slide_table([["Busan", "1994"], ["", "1997"]])
    table = table.replace("<a:tc>", '<a:tc rowSpan="2">', 1).replace(
        "<a:tc><a:txBody><a:p><a:r><a:t></a:t>", '<a:tc vMerge="1"><a:txBody><a:p><a:r><a:t></a:t>'
    )
    assert sources.read_bytes(pptx_of([table]), "a.pptx").text == "Busan\t1994\nBusan\t1997"


def test_a_missing_slide_is_said_and_the_rest_read() -> None:
    whole = pptx_of([shape(["Satu."]), shape(["Dua."])])
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if not name.endswith("slide1.xml")}
    found = sources.read_bytes(packed(files), "a.pptx")
    assert [p.where for p in found.problems] == ["a.pptx, slide 1"]
    assert [(b.role, b.sheet) for b in found.blocks] == [("body", 2)]
    assert shown(found) == [("body", "Dua.")]


def test_links_out_of_the_archive_lead_nowhere() -> None:
    data = pptx_of([shape(["Satu."])])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {
            name: archive.read(name).replace(b"slides/slide1", b"../../../etc/passwd?") for name in archive.namelist()
        }
    found = sources.read_bytes(packed(files), "a.pptx")
    assert (found.failed, [p.name for p in found.problems]) == (True, ["empty"])
