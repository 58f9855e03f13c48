"""Reference lists fill the entries of the files that they match; what a person wrote stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from study_texts import FESTIVAL, TIE

from kembar.study import Study

BIB = """
@article{kim, title = {The tie of two ports}, author = {Kim, Ana and Budi, C.}, year = {2019},
  journal = {Journal of Ports}, doi = {10.1/abc}, file = {downloads/tie.txt}}
@book{nobody, title = {A book that is not here at all}, year = {2001}}
"""


def test_a_list_fills_its_sources_and_notes_the_rest(study: Study, inbox: Path) -> None:
    (inbox / "zotero.bib").write_text(BIB, encoding="utf-8")
    done = study.add(inbox)
    assert set(done.new) == {"tie", "festival"}
    source = study.sources["tie"]
    assert (source.title, source.issued, source.kind) == ("The tie of two ports", "2019", "journal_article")
    assert source.author == ("Kim, Ana", "Budi, C.")
    assert source.fields["DOI"] == "10.1/abc"
    assert [(p.severity, p.name) for p in done.problems] == [("note", "no-source")]
    before = study.folder.source_list.read_bytes()
    study.add(inbox / "zotero.bib")
    assert study.folder.source_list.read_bytes() == before


def test_what_a_person_said_stays(study: Study, inbox: Path) -> None:
    study.add(inbox / "tie.txt", title="My own title", issued="2020")
    (inbox / "zotero.bib").write_text(BIB, encoding="utf-8")
    study.add(inbox / "zotero.bib")
    source = study.sources["tie"]
    assert (source.title, source.issued) == ("My own title", "2020")
    assert source.author == ("Kim, Ana", "Budi, C.")


def test_a_broken_list_is_told_and_the_files_are_added(study: Study, inbox: Path) -> None:
    (inbox / "list.json").write_text("{not json", encoding="utf-8")
    done = study.add(inbox / "list.json", inbox / "tie.txt")
    assert done.new == ("tie",)
    assert len(done.problems.errors) == 1
    assert study.add(inbox).new == ("festival",), "a .json of a folder may be anything and is left alone"


CSL = """[{"id": "kim", "type": "article-journal", "title": "The tie of two ports", "author": [{"family": "Kim"}]}]"""


def export(folder: Path, listed: str, name: str = "My Library.bib") -> Path:
    """An export of a reference manager: the same name of a file under two numbers."""
    for number, text in ((12, TIE), (15, FESTIVAL)):
        (folder / "files" / str(number)).mkdir(parents=True)
        (folder / "files" / str(number) / "Full Text.txt").write_text(text, encoding="utf-8")
    (folder / name).write_text(listed, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        (
            "My Library.bib",
            "@article{kim, title = {The tie of two ports}, file = {Full Text:files/12/Full Text.txt:text/plain}}\n"
            "@book{ana, title = {Dances in the harbour}, file = {PDF:files\\\\15\\\\Full Text.txt:text/plain}}\n",
        ),
        (
            "My Library.ris",
            "TY  - JOUR\nTI  - The tie of two ports\nL1  - files/12/Full Text.txt\nER  - \n"
            "TY  - BOOK\nTI  - Dances in the harbour\nL2  - files/15/Full Text.txt\nER  - \n",
        ),
    ],
)
def test_an_export_with_files_is_one_add(study: Study, tmp_path: Path, name: str, listed: str) -> None:
    done = study.add(export(tmp_path / "export", listed, name))
    assert (len(done.new), done.problems.errors) == (2, ())
    titles = {study.document(s.id).text: s.title for s in study.sources.values()}
    assert titles == {TIE: "The tie of two ports", FESTIVAL: "Dances in the harbour"}
    assert study.add(tmp_path / "export").known == 2


def test_a_path_of_another_machine_is_known_by_its_name_and_one_out_of_the_folder_is_not_opened(
    study: Study, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("not to be read", encoding="utf-8")
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "tie.txt").write_text(TIE, encoding="utf-8")
    listed = "TY  - JOUR\nTI  - The tie of two ports\nL1  - C:\\Users\\ana\\Zotero\\storage\\AB12\\tie.txt\nER  - \n"
    listed += "TY  - JOUR\nTI  - What lies elsewhere\nL1  - ../secret.txt\nER  - \n"
    (folder / "list.ris").write_text(listed, encoding="utf-8")
    done = study.add(folder)
    assert (done.new, study.sources["tie"].title) == (("tie",), "The tie of two ports")
    assert [(p.severity, p.name) for p in done.problems] == [("note", "no-source")]


def test_a_list_of_csl_items_in_a_folder_is_taken(study: Study, inbox: Path) -> None:
    study.add(inbox / "tie.txt", title="The tie of two ports")
    (inbox / "library.json").write_text(CSL, encoding="utf-8")
    study.add(inbox)
    assert study.sources["tie"].author == ("Kim",)
