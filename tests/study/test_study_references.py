"""Reference lists fill the entries of the files that they match; what a person wrote stays."""

from __future__ import annotations

from pathlib import Path

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
