"""sources.yaml: strict reading, edits that touch one entry's changed lines, nothing half-written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kembar.problems import OutputError, StaleWriteError, YamlError
from kembar.sources import sourcelist
from kembar.types import Source, Version

HAND = """# my sources

rakhmadi2023:   # the paper
  title:  'Two ties: compared'
  author: [Rakhmadi, R., "김민수"]
  issued: 2023-05
  # checked by hand
  kind: journal_article

  covers: [1997, 2022]
  DOI: 10.1/x
  versions:
    - file: a.pdf
      sha256: abc

# the next one is a page
page-1:
  title: Page
  columns:
    상대도시: partner
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "sources.yaml"
    file.write_bytes(HAND.encode())
    return file


def test_entries_are_read_as_sources(path: Path) -> None:
    found = sourcelist.load(path)
    source = found.sources["rakhmadi2023"]
    assert list(found.sources) == ["rakhmadi2023", "page-1"]
    assert (source.title, source.issued, source.covers) == ("Two ties: compared", "2023-05", (1997, 2022))
    assert source.author == ("Rakhmadi", "R.", "김민수")
    assert source.fields["DOI"] == "10.1/x"
    assert source.versions == (Version("a.pdf", "abc"),)
    assert found.sources["page-1"].fields["columns"] == {"상대도시": "partner"}
    assert found.problems == ()


def test_missing_file_is_an_empty_list(tmp_path: Path) -> None:
    found = sourcelist.load(tmp_path / "sources.yaml")
    assert found.sources == {}
    sourcelist.append(tmp_path / "sources.yaml", Source("a", title="A"), found.sha256)
    assert sourcelist.load(tmp_path / "sources.yaml").sources["a"].title == "A"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a:\n  titel: X\n", "sources.yaml:2"),
        ("a:\n  title: X\n  title: Y\n", "sources.yaml:3"),
        ("a:\n  title: X\na:\n  title: Y\n", "sources.yaml:3"),
        ("a: X\n", "sources.yaml:1"),
        ("a:\n  versions:\n    - path: x\n", "sources.yaml:3"),
        ("a:\n  title: [x\n", "sources.yaml:3"),
    ],
)
def test_wrong_and_double_keys_are_named_with_their_line(tmp_path: Path, text: str, line: str) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(YamlError, match=line):
        sourcelist.load(file)


def test_a_date_that_is_none_is_a_problem_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text("a:\n  title: X\n  issued: 2018-04-31\n  covers: 2020/2010\n", encoding="utf-8")
    found = sourcelist.load(file)
    assert found.sources["a"].issued is None
    assert [p.where for p in found.problems] == ["sources.yaml:3", "sources.yaml:4"]


def test_an_edit_touches_only_the_changed_lines(path: Path) -> None:
    found = sourcelist.load(path)
    source = found.sources["rakhmadi2023"]
    new = replace(source, issued="2023-06", side="Surabaya", versions=(*source.versions, Version("b.pdf", "def")))
    digest = sourcelist.update(path, new, found.sha256)
    before, after = HAND.split("\n"), path.read_text(encoding="utf-8").split("\n")
    assert [line for line in before if line not in after] == ["  issued: 2023-05"]
    added = [line for line in after if line not in before]
    assert added == ["  issued: 2023-06", "    - file: b.pdf", "      sha256: def", "  side: Surabaya"]
    assert sourcelist.load(path).sources["rakhmadi2023"] == new
    assert sourcelist.load(path).sha256 == digest


def test_line_ends_and_marks_of_a_windows_file_stay(path: Path) -> None:
    data = b"\xef\xbb\xbf" + HAND.replace("\n", "\r\n").encode()
    path.write_bytes(data)
    found = sourcelist.load(path)
    sourcelist.update(path, replace(found.sources["page-1"], title="Other: page"), found.sha256)
    sourcelist.save(path, Source("new", title="x"))
    after = path.read_bytes()
    assert after.startswith(data[: data.index(b"  title: Page")])
    assert b"\n" not in after.replace(b"\r\n", b"")
    assert sourcelist.load(path).sources["page-1"].title == "Other: page"


def test_one_line_entries_are_rewritten_whole(tmp_path: Path) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text("a: {title: X, kind: news}\nb: {title: Y}", encoding="utf-8")
    sourcelist.save(file, replace(sourcelist.load(file).sources["b"], title="Z"))
    assert file.read_text(encoding="utf-8").startswith("a: {title: X, kind: news}\nb:\n")
    assert sourcelist.load(file).sources["b"].title == "Z"


@pytest.mark.parametrize(
    "value",
    [
        "no",
        "12:30",
        "007",
        "a: b # c",
        "- x",
        "'",
        '"',
        "line\nbreak",
        "null",
        "~",
        "back\\slash",
        " lead",
        "\u2028",
        "서울",
        "#",
        "[x",
    ],
)
def test_every_text_reads_back_as_it_is(tmp_path: Path, value: str) -> None:
    file = tmp_path / "sources.yaml"
    source = Source(value.strip() or "x", title=value, author=(value, "b"), fields={"note": value})
    sourcelist.append(file, source, sourcelist.load(file).sha256)
    (found,) = sourcelist.load(file).sources.values()
    assert (found.title, found.author, found.fields["note"]) == (value, (value, "b"), value)


def test_a_file_that_was_edited_meanwhile_is_not_overwritten(path: Path) -> None:
    seen = sourcelist.load(path).sha256
    path.write_bytes(HAND.encode() + b"\nc:\n  title: C\n")
    with pytest.raises(StaleWriteError):
        sourcelist.append(path, Source("d"), seen)
    assert "\nd:" not in path.read_text(encoding="utf-8")


def test_an_id_that_exists_is_not_added_again(path: Path) -> None:
    with pytest.raises(YamlError):
        sourcelist.append(path, Source("page-1"), sourcelist.load(path).sha256)
    assert path.read_bytes() == HAND.encode()


def test_a_failed_write_leaves_the_file_and_nothing_beside_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match="the disk is full"):
        sourcelist.save(path, Source("d"))
    assert path.read_bytes() == HAND.encode()
    assert [p.name for p in path.parent.iterdir()] == ["sources.yaml"]
