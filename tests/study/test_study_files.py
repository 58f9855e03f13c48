"""Writing by rename, copying with a hash, and what a person's words for files mean."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from kembar.displays import tables
from kembar.problems import OutputError
from kembar.sources import files as whole
from kembar.study import files

SUFFIXES = (".txt", ".pdf")


def test_write_makes_folders_and_replaces_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.txt"
    files.write(path, b"one\r\n")
    files.write(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in path.parent.iterdir()] == ["b.txt"]


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "b.txt"
    files.write(path, b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"b\.txt could not be written: the disk is full or takes no more; free"):
        files.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["b.txt"]


def test_writing_where_a_file_stands_in_the_way_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError):
        files.write(tmp_path / "file" / "x.txt", b"x")


def test_a_move_that_is_refused_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "folder" / "x").mkdir(parents=True)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="folder could not be written"):
        files.move(tmp_path / "file", tmp_path / "folder")
    assert (tmp_path / "file").is_file()


def test_copy_hashes_what_it_copies(tmp_path: Path) -> None:
    data = os.urandom(3_000_000)
    (tmp_path / "from").write_bytes(data)
    assert files.copy(tmp_path / "from", tmp_path / "new" / "to") == hashlib.sha256(data).hexdigest()
    assert (tmp_path / "new" / "to").read_bytes() == data
    assert files.sha256_of(tmp_path / "from") == hashlib.sha256(data).hexdigest()
    with pytest.raises(FileNotFoundError):
        files.copy(tmp_path / "gone", tmp_path / "new" / "x")
    with pytest.raises(OutputError):
        files.copy(tmp_path / "from", tmp_path / "from" / "x")


def test_expand_takes_files_folders_and_patterns_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.pdf", "sub/c.TXT", "sub/.hidden.txt", ".git/d.txt", "e.exe", "~$f.txt", "g[1].txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    found, problems = files.expand([tmp_path, tmp_path / "b.txt", str(tmp_path / "*.pdf")], SUFFIXES)
    assert [p.relative_to(tmp_path).as_posix() for p in found] == ["a.pdf", "b.txt", "g[1].txt", "sub/c.TXT"]
    assert problems == []
    assert files.expand([tmp_path / "g[1].txt"], SUFFIXES)[0] == [tmp_path / "g[1].txt"]
    assert files.expand([tmp_path / "e.exe"], SUFFIXES)[0] == [tmp_path / "e.exe"], "named by itself it is tried"
    recursive, _ = files.expand([str(tmp_path / "**" / "*.TXT")], SUFFIXES)
    assert tmp_path / "sub" / "c.TXT" in recursive


def test_what_is_not_there_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found, problems = files.expand([tmp_path / "nothing.txt", tmp_path / "empty", str(tmp_path / "*.pdf")], SUFFIXES)
    assert found == []
    assert [(p.severity, p.message) for p in problems] == [
        ("error", "no such file."),
        ("error", "no file in it that can be read."),
        ("error", "no such file."),
    ]


def test_names_are_shown_on_one_line() -> None:
    assert files.show(Path("a\nb\x1b[31m.txt")) == "a\ufffdb\ufffd[31m.txt"


def test_a_copy_that_the_disk_refuses_is_told_from_a_source_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "from").write_bytes(b"x" * 5000)
    real = files._read
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OutputError, match="the disk is full"):
        files.copy(tmp_path / "from", tmp_path / "new" / "to")
    monkeypatch.setattr(files, "_CHUNK", 1000)
    reads: list[int] = []

    def failing(file: BinaryIO) -> bytes:
        reads.append(1)
        if len(reads) == 3:
            raise files._Unreadable(OSError(5, "Input/output error"))
        return real(file)

    monkeypatch.setattr(files, "_read", failing)
    with pytest.raises(OSError, match="Input/output error"):
        files.copy(tmp_path / "from", tmp_path / "new" / "to")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are of POSIX systems")
@pytest.mark.parametrize("write", [files.write, whole.write, tables.write_whole])
def test_a_pipe_is_written_into_and_a_link_followed(write: Callable[[Path, bytes], object], tmp_path: Path) -> None:
    pipe, link, real = tmp_path / "pipe", tmp_path / "link", tmp_path / "real.txt"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write(pipe, b"through")
        assert os.read(reader, 99) == b"through"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    real.write_bytes(b"old")
    link.symlink_to(real)
    write(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    with pytest.raises(OutputError, match="is a folder"):
        write(tmp_path, b"x")
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(OutputError, match="circle"):
        write(tmp_path / "a", b"x")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b", "link", "pipe", "real.txt"]


def test_documents_that_are_not_read_are_named_with_what_to_do(tmp_path: Path) -> None:
    for name in ("a.txt", "b.PPT", "sub/c.odp", "d.jpg", "e.exe", ".f.doc", "~$g.doc", "archive/h.doc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found, problems = files.expand([tmp_path, str(tmp_path / "su*")], SUFFIXES)
    assert found == [tmp_path / "a.txt"]
    told = {Path(p.where).name: (p.severity, p.hint) for p in problems if p.name == "format-not-read"}
    assert set(told) == {"b.PPT", "c.odp", "d.jpg", "h.doc"}
    assert told["b.PPT"] == ("warning", "Convert it to .docx or .pdf and add that.")
    assert "as .txt" in told["d.jpg"][1]
    assert len([p for p in problems if p.where.endswith("c.odp")]) == 1


def test_folders_that_may_not_be_looked_into_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "a.txt").write_bytes(b"x")
    scandir, is_dir = os.scandir, Path.is_dir

    def shut(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    def looked(path: Path) -> bool:
        if path.parent.name == "shut":
            raise PermissionError(13, "Permission denied", str(path))
        return is_dir(path)

    monkeypatch.setattr(os, "scandir", shut)
    monkeypatch.setattr(Path, "is_dir", looked)
    found, problems = files.expand([tmp_path, tmp_path / "shut" / "b.txt"], SUFFIXES)
    assert found == [tmp_path / "a.txt"]
    message = "this could not be opened: Permission denied."
    assert [(p.severity, p.message, Path(p.where).name) for p in problems] == [
        ("error", message, "shut"),
        ("error", message, "b.txt"),
    ]
