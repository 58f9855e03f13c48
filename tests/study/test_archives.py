"""Archives that are added: what is readable comes in, what is hostile is told, and nothing is written elsewhere."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest
from study_texts import FESTIVAL, TIE

from kembar.study import Study, archives


def packed(path: Path, members: dict[str, bytes], links: tuple[str, ...] = ()) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            item = zipfile.ZipInfo(name, (2019, 5, 6, 8, 0, 0))
            item.compress_type = zipfile.ZIP_DEFLATED
            if name in links:
                item.create_system, item.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
            archive.writestr(item, data)
    return path


def test_readable_members_become_sources(study: Study, tmp_path: Path) -> None:
    inner = {"arsip/tie.txt": TIE.encode(), "arsip/deep/festival.txt": FESTIVAL.encode(), "arsip/lama.doc": b"\xd0"}
    done = study.add(packed(tmp_path / "arsip.zip", inner))
    assert set(done.new) == {"tie", "festival"}
    assert study.document("tie").text == TIE
    assert [(p.severity, p.name) for p in done.problems] == [("warning", "format-not-read")]
    assert done.problems[0].where.endswith("arsip.zip/arsip/lama.doc")
    again = study.add(tmp_path / "arsip.zip")
    assert (again.new, again.known) == ((), 2)
    assert not [p for p in study.folder.sources.iterdir() if p.is_dir()]


def test_names_that_lead_out_links_and_archives_inside_are_told(study: Study, tmp_path: Path) -> None:
    inner = {"../../evil.txt": b"x", "/etc/evil.txt": b"x", "C:/evil.txt": b"x", "link.txt": b"/etc/passwd"}
    inner |= {"more.zip": b"PK", "tie.txt": TIE.encode(), "__MACOSX/._tie.txt": b"x"}
    done = study.add(packed(tmp_path / "a.zip", inner, ("link.txt",)))
    assert done.new == ("tie",)
    assert sorted(p.name for p in done.problems) == ["link", "nested", "outside", "outside", "outside"]
    assert not list(tmp_path.parent.rglob("evil.txt"))


def test_a_bomb_a_lock_and_a_broken_archive_are_refused_and_the_batch_goes_on(
    study: Study, inbox: Path, tmp_path: Path
) -> None:
    bomb = packed(tmp_path / "bomb.zip", {f"{n}.txt": b"\0" * 30_000_000 for n in range(2)})
    locked = packed(tmp_path / "locked.zip", {"a.txt": b"secret"})
    data = bytearray(locked.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    locked.write_bytes(bytes(data))
    (tmp_path / "cut.zip").write_bytes(bomb.read_bytes()[:200])
    done = study.add(bomb, locked, tmp_path / "cut.zip", inbox / "tie.txt")
    assert done.new == ("tie",)
    assert sorted(p.name for p in done.problems) == ["archive-damaged", "archive-refused", "archive-refused"]
    assert "password" in " ".join(p.message for p in done.problems)


def test_a_member_longer_than_it_says_is_cut_off(study: Study, tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": TIE.encode() * 50})
    data = path.read_bytes()
    size = (len(TIE) * 50).to_bytes(4, "little")
    path.write_bytes(data.replace(size, (10).to_bytes(4, "little")))
    done = study.add(path)
    assert done.new == ()
    assert [p.name for p in done.problems] == ["archive-damaged"]


@pytest.mark.parametrize(("name", "code"), [("부산 방문기.txt", "cp949"), ("姉妹都市の報告.txt", "cp932")])
def test_names_of_old_programs_are_read(study: Study, tmp_path: Path, name: str, code: str) -> None:
    path = tmp_path / "old.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x" * len(name.encode(code)), TIE)
    path.write_bytes(path.read_bytes().replace(b"x" * len(name.encode(code)), name.encode(code)))
    study.add(path)
    assert [v.file for s in study.sources.values() for v in s.versions] == [name]


def test_a_saved_page_in_an_archive_is_one_source_seen_on_the_day_of_its_file(study: Study, tmp_path: Path) -> None:
    page = f"<!DOCTYPE html><html><body><p>{TIE}</p></body></html>".encode()
    inner = {"tie.html": page, "tie_files/frame.html": page + b" ", "tie_files/a.js": b"var a;"}
    done = study.add(packed(tmp_path / "a.zip", inner))
    assert done.new == ("tie",)
    assert (study.sources["tie"].accessed, study.sources["tie"].basis["accessed"]) == (
        "2019-05-06",
        "the day of the saved file",
    )


def test_the_limits_are_looked_at_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_MEMBERS", 1)
    path = packed(tmp_path / "a.zip", {"a.txt": b"a", "b.txt": b"b"})
    (problem,) = archives.unpack(path, tmp_path / "out", (".txt",))
    assert (problem.name, (tmp_path / "out").exists()) == ("archive-refused", False)


def test_members_that_get_one_name_are_all_kept_and_one_without_a_name_is_left(study: Study, tmp_path: Path) -> None:
    inner = {"a?.txt": b"The first letter tells of 1994.", "a*.txt": b"The second tells of 2007.", ".": b"x"}
    inner |= {"A_.TXT": b"The third tells of 2011."}
    done = study.add(packed(tmp_path / "a.zip", inner))
    assert (len(done.new), {p.name for p in done.problems}) == (3, {"same-name"})
    assert sorted(study.document(name).text for name in done.new) == sorted(
        data.decode() for name, data in inner.items() if name != "."
    )


def test_a_file_that_is_a_folder_too_is_told_and_the_others_are_added(
    study: Study, inbox: Path, tmp_path: Path
) -> None:
    inner = {"a.txt": b"Letters of 1994.", "a.txt/b.txt": b"x", "x/" * 2_500 + "a.txt": b"x", "c.txt": b"Of 2007."}
    done = study.add(packed(tmp_path / "a.zip", inner), inbox / "tie.txt")
    assert set(done.new) == {"a", "c", "tie"}
    assert [p.name for p in done.problems] == ["archive-damaged"] * 2
