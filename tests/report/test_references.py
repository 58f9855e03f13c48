"""References in APA: each kind of publication, names of four languages, letters for one author's year."""

from __future__ import annotations

from typing import Any

import pytest

from kembar.report.references import author, authors, kind_of, reference, references
from kembar.types import Source


def _source(**fields: Any) -> Source:
    return Source(fields.pop("id", "s1"), **fields)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Woo, Yong", "Woo, Y."),
        ("Woo, Y.", "Woo, Y."),
        ("Lee, Sun-Hee", "Lee, S.-H."),
        ("Daulay, Siti Nur", "Daulay, S. N."),
        ("김, 철수", "김철수"),
        ("김철수", "김철수"),
        ("有村, 俊秀", "有村俊秀"),
        ("李世民", "李世民"),
        ("City of Busan", "City of Busan"),
        ("Suharto", "Suharto"),
        ("de Vries, Jan", "de Vries, J."),
    ],
)
def test_names(name: str, written: str) -> None:
    assert author(name) == written


def test_several_authors() -> None:
    assert authors(["Woo, Yong", "김철수"]) == "Woo, Y., & 김철수"
    assert authors(["A, B", "C, D", "E, F"]) == "A, B., C, D., & E, F."
    many = authors([f"Name{n}, X" for n in range(1, 23)])
    assert many.endswith("Name19, X., … Name22, X.")


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (
            {
                "kind": "journal_article", "author": ("Rakhmadi, R.",), "issued": "2023-05", "title": "Two ties",
                "fields": {"container-title": "Terekam", "volume": "1", "issue": "1", "page": "1-12", "DOI": "10.1/x"},
            },
            "Rakhmadi, R. (2023). Two ties. Terekam, 1(1), 1–12. https://doi.org/10.1/x",
        ),
        (
            {"kind": "book_or_thesis", "author": ("Woo, Yong",), "issued": "2010", "title": "Cities", "publisher": "P"},
            "Woo, Y. (2010). Cities. P.",
        ),
        (
            {
                "kind": "book_or_thesis", "author": ("Woo, Yong",), "issued": "2010", "title": "A part",
                "publisher": "P",
                "fields": {
                    "type": "chapter", "container-title": "The whole", "editor": ["Lee, Sun"], "page": "3-9",
                },
            },
            "Woo, Y. (2010). A part. In S. Lee (Ed.), The whole (pp. 3–9). P.",
        ),
        (
            {
                "kind": "book_or_thesis", "author": ("Sari, Dewi",), "issued": "2018", "title": "A tie",
                "publisher": "Unpar", "fields": {"genre": "Skripsi"}, "url": "https://example.org/1",
            },
            "Sari, D. (2018). A tie [Skripsi, Unpar]. https://example.org/1",
        ),
        (
            {"kind": "news", "issued": "2013-07-20", "title": "Teachers leave", "publisher": "Antara"},
            "Teachers leave. (2013, July 20). Antara.",
        ),
        (
            {"kind": "government_page", "author": ("Busan",), "title": "Sister cities", "url": "https://example.org"},
            "Busan. (n.d.). Sister cities. https://example.org",
        ),
        (
            {
                "kind": "official_document", "issued": "2014", "title": "Undang-Undang Pemerintahan Daerah",
                "fields": {"type": "legislation", "number": "Nomor 23 Tahun 2014"},
            },
            "Undang-Undang Pemerintahan Daerah, Nomor 23 Tahun 2014. (2014).",
        ),
        (
            {
                "kind": "official_document", "issued": "1994-11-10", "title": "Memorandum on ties",
                "fields": {"type": "treaty"},
            },
            "Memorandum on ties [Agreement]. (1994).",
        ),
    ],
)  # fmt: skip
def test_kinds_of_publication(fields: dict[str, Any], text: str) -> None:
    assert reference(_source(**fields), "en").text == text


def test_titles_of_books_and_journals_are_italic() -> None:
    article = reference(
        _source(kind="journal_article", title="T", fields={"container-title": "J"}, issued="2020"), "en"
    )
    assert ("J", True) in article.runs
    assert ("T.", False) in article.runs


def test_words_follow_the_language() -> None:
    page = _source(kind="news", issued="2013-07-20", title="Guru berangkat", author=("Antara",))
    assert reference(page, "id").text == "Antara. (2013, 20 Juli). Guru berangkat."
    assert "(t.t.)" in reference(_source(title="Tanpa tahun"), "id").text


@pytest.mark.language("ja")
def test_a_day_is_written_as_japanese_writes_it() -> None:
    page = _source(kind="news", issued="2013-07-20", title="Guru berangkat", author=("Antara",))
    assert reference(page, "ja").text.startswith("Antara. (2013年7月20日).")


def test_a_retelling_names_the_publication() -> None:
    told = {"author": "Antara", "title": "Busan", "date": "2013", "address": "https://example.org/a"}
    text = reference(_source(title="Retold: Busan", author=("Demo",), issued="2013", retells=told), "en").text
    assert text.endswith("[Retold for demonstration from: Antara. (2013). Busan. https://example.org/a]")


def test_one_author_and_year_get_letters_in_order_of_title() -> None:
    sources = [_source(id=i, title=t, author=("Demo",), issued="2013") for i, t in (("x", "B"), ("y", "A"), ("z", "C"))]
    listed = references([*sources, _source(id="w", title="D", author=("Demo",), issued="2012")], "en")
    assert [(r.id, r.year) for r in listed] == [("w", "2012"), ("y", "2013a"), ("x", "2013b"), ("z", "2013c")]
    assert "(2013b)" in listed[2].text


def test_kind_falls_back_on_what_the_source_is() -> None:
    assert kind_of(_source(kind="statistics", url="https://example.org")) == "web"
    assert kind_of(_source(kind="other", title="A note")) == "book"


def test_a_ready_entry_stands_in_its_place() -> None:
    sources = [_source(id="a", title="A", author=("Demo",), issued="2013"), _source(id="z", title="Z", issued="2013")]
    listed = references(sources, "en", ["Miles, M. B. (2014). *Data*. SAGE."])
    assert [one.id for one in listed] == ["a", "", "z"]
    assert listed[1].runs == (("Miles, M. B. (2014). ", False), ("Data", True), (". SAGE.", False))
