"""Search finds words by their beginning and root, runs of any length, and shows nothing that a text does not say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kembar.search import Index, hits, parse
from kembar.search.index import pieces
from kembar.search.query import forms
from kembar.search.tokens import words
from kembar.sources import Extraction, freeze
from kembar.types import Block, Document, Source

TEXTS = {
    "ko": "부산시는 2008년에 광주와 협약을 맺었다.\n\n한국의 부 산물은 여기 없다.",
    "ja": "北九州市は環境の分野で協力している。\n\n市長が訪問した。",
    "id": "Pemerintah mendukung pendidikan dan pengiriman pelajar.\n\nBEKERJA SAMA di bidang lingkungan.",
    "en": "The Sister City programme of 1997.\n\nA city without a sister; ﬁnance of ＢＵＳＡＮ. <script>x</script>",
}


def _document(name: str, text: str) -> Document:
    return freeze(Source(name, name, language=name), Extraction(text, extractor="text 1"))


@pytest.fixture
def index(tmp_path: Path) -> Any:
    documents = {d.sha256: d for d in (_document(name, text) for name, text in TEXTS.items())}
    with Index(tmp_path / "search.db") as made:
        for document in documents.values():
            made.add(document)

        def find(question: str) -> list[str]:
            query, out = parse(question), []
            for piece in made.find(query, documents):
                text = documents[piece.text_sha256].text[piece.start : piece.end]
                out += [text[start:end] for start, end in hits(text, query)]
            return sorted(out)

        yield find


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("부산", ["부산"]),  # two syllables, with a particle behind them, not over a blank
        ("부산시는", ["부산시는"]),
        ("산", ["산", "산"]),  # one syllable, inside a word and before a blank
        ("약", ["약"]),
        ("環境", ["環境"]),
        ("北九州", ["北九州"]),
        ("市", ["市", "市"]),
        ("dukung", ["mendukung"]),
        ("didik", ["pendidikan"]),
        ("kirim", ["pengiriman"]),
        ("lingk", ["lingkungan"]),
        ("kerja sama", ["BEKERJA", "SAMA"]),
        ('"sister city"', ["Sister City"]),
        ("sister city", ["Sister", "City", "city", "sister"]),
        ("busan", ["ＢＵＳＡＮ"]),
        ("finance", ["ﬁnance"]),
        ("1997", ["1997"]),
        ("2008", ["2008"]),
        ("ister", []),
        ("", []),
        ('"" * ( AND NEAR', []),
        ("<script>", ["script", "script"]),
    ],
)
def test_what_is_asked_is_found_where_it_stands(index: Any, question: str, found: list[str]) -> None:
    assert index(question) == sorted(found)


def test_a_text_is_taken_in_once_and_passed_over_when_it_is_not_current(tmp_path: Path) -> None:
    document = _document("en", TEXTS["en"])
    with Index(tmp_path / "search.db") as made:
        made.add(document)
        made.add(document)
        assert made.known() == {document.sha256}
        assert len(made.find(parse("sister"), [document.sha256])) == 2
        assert made.find(parse("sister"), []) == []


def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "search.db"
    path.write_bytes(b"no database" * 100)
    with Index(path) as made:
        assert made.known() == set()
    with Index(tmp_path / "no" / "folder" / "search.db") as made:
        made.add(_document("en", TEXTS["en"]))
        assert len(made.known()) == 1


def test_the_cells_of_a_row_are_one_piece() -> None:
    cells = tuple(
        Block(start, start + 3, "table_row", row=row, column=column)
        for start, row, column in ((0, 1, 1), (4, 1, 2), (8, 2, 1))
    )
    document = Document(Source("t"), "abc def ghi", "", blocks=cells)
    assert list(pieces(document)) == [(0, 7), (8, 11)]


def test_shorter_forms_stand_for_longer_ones() -> None:
    assert forms("1997") == ("1997",)
    assert forms("di") == ("di",)
    found = forms("tulis")
    assert "menulis" in found
    assert not any(a != b and a.startswith(b) for a in found for b in found)


@given(st.text(max_size=40))
def test_any_question_can_be_asked(question: str) -> None:
    query = parse(question)
    with Index(Path(":memory:")) as made:
        document = _document("x", question + " .")
        made.add(document)
        for piece in made.find(query, [document.sha256]):
            for start, end in hits(document.text[piece.start : piece.end], query):
                assert start < end
    assert words(question) == words(question).strip()
