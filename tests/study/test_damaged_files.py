"""Damaged layouts and changed originals are told, and what mends them works."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.study import Study


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b"{}", b"\xff\xfe"])
def test_a_damaged_layout_is_told_and_made_again(study: Study, inbox: Path, damage: bytes) -> None:
    study.add(inbox)
    assert study.problems() == ()
    (layout,) = (study.folder.texts / "tie").glob("*.layout.json")
    layout.write_bytes(damage)
    (told,) = study.problems()
    assert (told.severity, told.name, told.where) == ("error", "layout-damaged", f"tie, texts/tie/{layout.name}")
    assert study.code().sources == ("festival",)
    study.add(study.folder.sources / "tie.txt")
    assert study.problems() == ()
    assert study.code().sources == ("tie",)


def test_an_original_with_other_bytes_is_told(study: Study, inbox: Path) -> None:
    study.add(inbox)
    original = study.folder.sources / "tie.txt"
    kept = original.read_bytes()
    original.write_bytes(kept + b"One word more.\n")
    (told,) = study.problems()
    assert (told.severity, told.name, told.where) == ("error", "original-changed", "tie, sources/tie.txt")
    original.write_bytes(kept)
    assert study.problems() == ()


def test_a_lost_cache_is_told_where_notes_are_asked_for(study: Study, inbox: Path) -> None:
    study.add(inbox)
    assert study.problems() == ()
    study.code()
    assert study.problems() == ()
    study.close()
    study.folder.cache.unlink()
    assert [(p.severity, p.name) for p in study.problems()] == [("note", "cache-lost")]
    study.code()
    assert study.problems() == ()


def test_a_lost_cache_is_told_only_where_a_text_can_be_read_again(study: Study, inbox: Path) -> None:
    study.add(inbox / "tie.txt")
    study.code()
    study.close()
    study.folder.cache.unlink()
    listed, text = (
        study.folder.source_list.read_bytes(),
        study.folder.text("tie", study.current_text(study.sources["tie"])),
    )
    study.folder.source_list.write_bytes(b"")
    assert "cache-lost" not in {p.name for p in study.problems()}, "no source is listed"
    study.folder.source_list.write_bytes(listed)
    kept = text.read_bytes()
    text.write_bytes(b"edited")
    assert "cache-lost" not in {p.name for p in study.problems()}, "the text is no longer what was read"
    text.write_bytes(kept)
    assert [p.name for p in study.problems()] == ["cache-lost"]
