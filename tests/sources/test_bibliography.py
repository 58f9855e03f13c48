"""Reference lists of three formats, their broken entries, and the sources that they describe."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.sources.bibliography import Reference, apply, match, read_references
from kembar.types import Source, Version

BIB = r"""
@article{r1, title={Diplomasi Kota {Surabaya} dan Busan}, author={Hartati, Rina and Kim, Min-su}, year=2023, month=may,
  doi={10.1/X}, journal={Jurnal Kota}, pages={211--225}, file={PDF:files/12/r satu.pdf:application/pdf}}
@book{r2, title={Caf\'e}, author={{Pemerintah Kota}}, year={1998}
@thesis{r3, title={Tesis}, date={2020-05-06/2021}, school={Univ}}
@article{r3, title={Lagi}}
"""
RIS = """TY  - JOUR
A1  - Kim, Min-su
A1  - Hartati, Rina
T1  - Two ports
LB  - 7
a stray line
PY  - 2023/05/12/
SP  - 11
EP  - 20
L1  - C:\\x\\two ports.pdf
ER  -
TY  - NEWS
TI  - Second
"""
CSL = """[
 {"id": "a", "type": "book", "title": "T", "author": [{"family": "Kim", "given": "A"}, {"literal": "김민수"}],
  "issued": {"date-parts": [[2012, 3, 4]]}, "volume": 3},
 {"id": "b"}
]"""


def read(tmp_path: Path, name: str, text: str) -> tuple[list[Reference], list[tuple[str, str]]]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    found, problems = read_references(file)
    return found, [(p.name, p.where) for p in problems]


def test_bibtex_goes_on_behind_a_broken_and_a_double_entry(tmp_path: Path) -> None:
    found, problems = read(tmp_path, "a.bib", BIB)
    assert [r.key for r in found] == ["r1", "r3"]
    assert found[0].fields == {
        "type": "article-journal",
        "title": "Diplomasi Kota Surabaya dan Busan",
        "author": ["Hartati, Rina", "Kim, Min-su"],
        "issued": "2023-05",
        "DOI": "10.1/X",
        "container-title": "Jurnal Kota",
        "page": "211–225",
    }
    assert found[0].files == ("files/12/r satu.pdf",)
    assert (found[1].fields["issued"], found[1].where) == ("2020-05-06", "a.bib:5")
    assert problems == [("broken_reference", "a.bib:4"), ("broken_reference", "a.bib:6")]


def test_ris_keeps_the_record_around_a_stray_line(tmp_path: Path) -> None:
    found, problems = read(tmp_path, "a.ris", RIS)
    assert [r.fields["title"] for r in found] == ["Two ports", "Second"]
    assert found[0].fields["author"] == ["Kim, Min-su", "Hartati, Rina"]
    assert (found[0].fields["issued"], found[0].fields["note"], found[0].fields["page"]) == ("2023-05-12", "7", "11–20")
    assert problems == [("broken_reference", "a.ris:6"), ("broken_reference", "a.ris:12")]


def test_csl_json_gives_names_dates_and_the_line_of_what_is_missing(tmp_path: Path) -> None:
    found, problems = read(tmp_path, "a.json", CSL)
    assert found[0].fields["author"] == ["Kim, A", "김민수"]
    assert (found[0].fields["issued"], found[0].fields["volume"]) == ("2012-03-04", "3")
    assert problems == [("broken_reference", "a.json:4")]


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [("a.json", '[\n{"a": }', "a.json:2"), ("a.json", "3", "a.json"), ("a.doc", "x", "a.doc")],
)
def test_what_is_no_list_is_a_problem(tmp_path: Path, name: str, text: str, where: str) -> None:
    found, problems = read(tmp_path, name, text)
    assert found == []
    assert [place for _, place in problems] == [where]


def test_references_meet_their_sources_by_file_doi_or_title() -> None:
    sources = {
        "by-file": Source("by-file", versions=(Version("r satu.pdf", ""),)),
        "by-doi": Source("by-doi", fields={"DOI": "10.1/x"}),
        "by-title": Source("by-title", title="Two Ports, One Tie!"),
    }
    references = [
        Reference("1", files=("C:\\Zotero\\12\\R SATU.pdf",)),
        Reference("2", {"DOI": "https://doi.org/10.1/X"}),
        Reference("3", {"title": "Two ports, one tie"}),
        Reference("4", {"title": "Another"}),
    ]
    assert [source for _, source in match(references, sources)] == ["by-file", "by-doi", "by-title", None]


def test_a_reference_replaces_guesses_but_not_what_a_person_wrote() -> None:
    source = Source("a", title="By hand", issued="1999", basis={"issued": "short line"})
    fields = {"type": "thesis", "title": "Other", "issued": "2020", "author": ["Kim, A"], "DOI": "10.1/x"}
    made = apply(source, Reference("r", fields, where="a.bib:2"))
    assert (made.title, made.issued, made.author, made.kind) == ("By hand", "2020", ("Kim, A",), "book_or_thesis")
    assert made.fields == {"type": "thesis", "DOI": "10.1/x"}
    assert made.basis["issued"] == "a.bib:2"
    assert "title" not in made.basis
