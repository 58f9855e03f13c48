"""Web pages: main text in order, lists and tables of a city page kept, the rest an aside; dates and fields."""

from __future__ import annotations

import pytest

from kembar import sources
from kembar.sources import Extraction, pagedates

PAGE = """<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Berita - Pemerintah Kota</title>
<meta property="og:site_name" content="Pemkot Contoh"><link rel="canonical" href="https://www.contoh.go.id/mitra">
<style>p {color: red}</style></head><body>
<nav><ul><li><a href="/">Beranda</a></li><li><a href="/layanan">Layanan</a></li></ul></nav>
<div class="breadcrumb">Beranda &gt; Mitra</div>
<main><h1>Kota Mitra Luar Negeri</h1><p class="meta">Diperbarui: 12 Februari 2020</p>
<p>Halaman ini memuat kota yang terikat naskah dengan kota kita beserta kegiatan pentingnya selama ini.</p>
<table><tr><th>Kota</th><th>Penandatanganan</th></tr>
<tr><td rowspan="2">Busan</td><td>10 November 1994</td></tr><tr><td>3 Mei 2004</td></tr></table>
<h2>Program berjalan</h2>
<ul><li><a href="/a">Kochi, Jepang, sejak 1997</a></li>
<li><a href="/b">Seattle, Amerika Serikat, sejak 1992</a></li></ul>
<p>Ruby: <ruby>釜山<rt>プサン</rt></ruby> dan kota lain.<br>Baris kedua</p></main>
<script>var menu = "tidak dibaca";</script>
<footer>&copy; 2024 Pemerintah Kota. Hak cipta.</footer></body></html>"""


LD = 'type="application/ld+json"'


@pytest.fixture(scope="module")
def page() -> Extraction:
    return sources.read_bytes(PAGE.encode(), "mitra.html")


def shown(found: Extraction, role: str) -> list[str]:
    return [found.text[b.start : b.end] for b in found.blocks if b.role == role]


def test_main_text_keeps_title_headings_lists_and_order(page: Extraction) -> None:
    assert shown(page, "title") == ["Kota Mitra Luar Negeri"]
    assert shown(page, "heading") == ["Program berjalan"]
    assert shown(page, "list_item") == ["Kochi, Jepang, sejak 1997", "Seattle, Amerika Serikat, sejak 1992"]
    assert [b.start for b in page.blocks] == sorted(b.start for b in page.blocks)


def test_menus_and_footers_are_asides_and_scripts_are_gone(page: Extraction) -> None:
    asides = shown(page, "aside")
    assert {"Beranda", "Layanan", "Beranda > Mitra", "© 2024 Pemerintah Kota. Hak cipta."} <= set(asides)
    assert "tidak dibaca" not in page.text
    assert "color" not in page.text


def test_table_rows_have_headers_and_spread_cells(page: Extraction) -> None:
    cells = [(page.text[b.start : b.end], b.row, b.header) for b in page.blocks if b.role == "table_row"]
    assert cells == [
        *[("Kota", 1, ""), ("Penandatanganan", 1, "")],
        *[("Busan", 2, "Kota"), ("10 November 1994", 2, "Penandatanganan")],
        *[("Busan", 3, "Kota"), ("3 Mei 2004", 3, "Penandatanganan")],
    ]


def test_readings_of_characters_are_left_out_and_lines_cut(page: Extraction) -> None:
    assert "Ruby: 釜山 dan kota lain." in shown(page, "body")
    assert "Baris kedua" in shown(page, "body")


def test_fields_say_where_they_come_from(page: Extraction) -> None:
    assert page.fields == {
        "title": "Kota Mitra Luar Negeri",
        "publisher": "Pemkot Contoh",
        "URL": "https://www.contoh.go.id/mitra",
        "language": "id",
        "issued": "2020-02-12",
    }
    assert page.basis["issued"] == "label in 'Diperbarui: 12 Februari 2020'"
    assert set(page.basis) == set(page.fields)


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        (
            '<script type="application/ld+json">{"@graph":[{"datePublished":"2019-03-26T09:00"}]}</script>',
            "",
            "2019-03-26",
        ),
        ('<meta property="article:published_time" content="2018-01-02T03:04">', "", "2018-01-02"),
        ("", "<p>입력 2012.11.01 11:02</p>", "2012-11-01"),
        pytest.param("", "<p>更新日:令和5年5月12日</p>", "2023-05-12", marks=pytest.mark.language("ja")),
        ("", "<p>Selasa, 25 Juli 2017 | Bagian Humas</p>", "2017-07-25"),
        ("", "<table><tr><th>등록일</th><td>2016-12-08</td></tr></table>", "2016-12-08"),
        ("", "<p>© 2024 Kota</p>", None),
        ("", "<p>Copyright 12 May 2021</p>", None),
        ("", "<p>Sister City since February 4, 1982</p>", None),
        ("", "<h2>Mitra</h2><h2>Busan</h2><p>1994. 11. 10.</p>", None),
    ],
)
def test_the_date_is_found_by_what_the_page_says_of_itself(head: str, body: str, day: str | None) -> None:
    text = "<p>Wali kota menerima tamu dari kota mitra dan membicarakan rencana tahun depan bersama mereka.</p>" * 3
    page = f"<html><head>{head}</head><body><h1>Judul berita</h1>{body}{text}</body></html>"
    assert sources.read_bytes(page.encode(), "a.html").fields.get("issued") == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31 April 2018, 24 September 1997", "1997-09-24"),
        ("Sept. 3, 2020", "2020-09-03"),
        ("2016년 4월 11일", "2016-04-11"),
        pytest.param("昭和52年6月23日", "1977-06-23", marks=pytest.mark.language("ja")),
        ("18/05/2015", "2015-05-18"),
        ("2015", None),
    ],
)
def test_dates_in_short_texts(text: str, day: str | None) -> None:
    found = pagedates.find_date(text)
    assert (found[0] if found else None) == day


def test_declared_encoding_of_an_old_page_is_used() -> None:
    page = '<html><head><meta charset="euc-kr"></head><body><p>부산과 수라바야는 자매도시이다.</p></body></html>'
    assert "수라바야" in sources.read_bytes(page.encode("cp949"), "a.html").text


def test_a_page_without_text_says_so() -> None:
    found = sources.read_bytes(b"<html><body><script>x()</script></body></html>", "a.html")
    assert [p.name for p in found.problems] == ["empty"]


def test_deeply_nested_and_large_pages_are_no_trap() -> None:
    deep = "<div>" * 3000 + "Kota Surabaya bekerja sama dengan Busan." + "</div>" * 3000
    assert "Surabaya" in sources.read_bytes(f"<html><body>{deep}</body></html>".encode(), "a.html").text


def test_what_a_title_says_beside_the_heading_is_the_site() -> None:
    page = (
        "<html><head><title>Twin towns | Town of Foo</title></head><body><h1>Twin towns</h1><p>Five.</p></body></html>"
    )
    extraction = sources.read_bytes(page.encode(), "a.html")
    assert extraction.fields["container-title"] == "Town of Foo"
    assert extraction.fields["title"] == "Twin towns"
