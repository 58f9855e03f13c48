"""The coded passages that words are weighed on: every line is a sentence with kinds and states that the book knows."""

import re
from collections import Counter
from pathlib import Path

import pytest

from kembar import codebook

FILES = sorted((Path(__file__).parent / "passages").glob("*.txt"))
HEAD = re.compile(r"## [^,]+ [A-Z]{2}(, [^,]+ [A-Z]{2})+")
#: So many sentences of each kind a language must have at least.
LEAST = 15


def told(path: Path) -> list[tuple[str, str]]:
    """The kinds of a file's lines with the letters of their states."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("## ")]
    codes = [line.split(" | ", 1)[0] for line in lines]
    return [tuple(code.split()) for each in codes if each != "-" for code in each.split(";")]  # type: ignore[misc]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_line_is_a_pair_or_a_coded_sentence(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line]
    assert [
        line
        for line in lines
        if not (HEAD.fullmatch(line) or re.match(r"(-|[a-z_]+ [dope](; ?[a-z_]+ [dope])*) \| \S", line))
    ] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_all_kinds_are_told_and_no_others(path: Path) -> None:
    book = codebook.load()
    counts = Counter(kind for kind, _ in told(path))
    assert all(book.get(kind).axis == "kind" for kind in counts)
    assert {kind: n for kind, n in counts.items() if n < LEAST} == {}
    assert len(counts) == 27
