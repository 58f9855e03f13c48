"""A study that may not be written is shown, reported and exported elsewhere; edited texts do not count as read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kembar.problems import OutputError, StoreError
from kembar.study import Study, cache
from kembar.study.cache import Cache


@pytest.fixture
def read(study: Study, inbox: Path) -> Study:
    study.add(inbox)
    study.code()
    return study


def close_to_writers(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    """Let the system say that nothing below a folder may be written, whoever runs the test."""
    access, connect = os.access, cache._connect

    def refuse(path: str) -> object:
        if path.startswith(str(root)):
            raise cache.sqlite3.OperationalError("attempt to write a readonly database")
        return connect(path)

    monkeypatch.setattr(
        os, "access", lambda path, mode: access(path, mode) and not (mode & os.W_OK and Path(path).is_relative_to(root))
    )
    monkeypatch.setattr(cache, "_connect", refuse)


def test_what_may_not_be_written_is_shown_and_exported_elsewhere(
    read: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, shown = read.folder.root, str(read.display("matrix"))
    read.close()
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and path.suffix != ".lock"}
    close_to_writers(monkeypatch, root)
    with Study.open(root) as study:
        assert study.read_only
        assert str(study.display("matrix")) == shown
        assert len(study.cache.facts()) == 2, "what was found in the texts is not worked out anew"
        assert study.problems().errors == ()
        assert study.report(tmp_path / "r.html").is_file()
        assert study.export("csv", tmp_path / "o.csv").is_file()
        with pytest.raises(StoreError, match="read only"):
            study.memo("tie", "a note", by="Ana")
    assert all(path.read_bytes() == data for path, data in before.items())


def test_a_cache_that_may_not_be_read_either_is_made_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cache.db").write_bytes(b"no database at all" * 99)
    close_to_writers(monkeypatch, tmp_path)
    for name in ("cache.db", "none.db"):
        made = Cache(tmp_path / name)
        made.remember()
        assert made.remembers()
        made.close()
    assert [path.name for path in tmp_path.iterdir()] == ["cache.db"]


def test_a_folder_for_reports_that_cannot_be_made_is_one_sentence(read: Study) -> None:
    read.folder.out.write_text("a file stands here", encoding="utf-8")
    with pytest.raises(OutputError, match="could not be made"):
        read.report(read.folder.out / "r.html")
    with pytest.raises(OutputError, match="could not be made"):
        read.export("csv", read.folder.out / "o.csv")


def test_a_text_edited_by_hand_does_not_count_as_read(read: Study) -> None:
    pair, text = read.pairs[0].id, read.folder.text("tie", read.current_text(read.sources["tie"]))
    whole = read.casebase().coverage(pair, "tourism", None)
    assert set(whole.read_by_rules) == {"tie", "festival"}
    kept = text.read_bytes()
    text.write_bytes(kept.replace(b"1994", b"1995"))
    edited = read.casebase()
    assert edited.coverage(pair, "tourism", None).not_read == ("tie",)
    assert edited.records, "what was read before the edit stays"
    text.unlink()
    assert read.casebase().coverage(pair, "tourism", None).not_read == ("tie",)
    read.add(read.folder.sources / "tie.txt")
    assert text.read_bytes() == kept
    assert read.casebase().coverage(pair, "tourism", None) == whole
