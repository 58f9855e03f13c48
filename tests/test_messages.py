"""What is wrong is told in every language of the interface: no sentence of the program is left out of a catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kembar import yamlfile
from kembar.languages import FOLDER
from kembar.messages import message
from kembar.problems import FULL, unknown

PACKAGE = Path(__file__).parent.parent / "kembar"
#: Where sentences for a person at a page are made; figures, traces and the terminal's own words are none.
ROOMS = [
    *("sources", "study", "codebook", "store", "places", "web", "languages"),
    *("yamlfile.py", "problems.py", "dates.py", "demo.py", "displays/instruments.py"),
    *("coders/gate.py", "coders/rowfields.py", "coders/table.py", "coders/rules/__init__.py"),
]
TELLERS = {"Problem", "problem", "_problem", "Refused", "refusal"}
NAMES = {"message", "hint"}
CATALOGUES = sorted(path.parent.name for path in FOLDER.glob("*/messages.yaml"))


def sentence(node: ast.AST) -> str:
    """A piece of text in the source, ``{}`` where something is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return ""


def told(tree: ast.AST) -> Iterator[ast.AST]:
    """What is given to an error or problem, or called a message or hint."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in TELLERS or name.endswith("Error"):
                for given in (*node.args, *(keyword.value for keyword in node.keywords)):
                    yield from ast.walk(given)
        if isinstance(node, ast.Assign) and any(isinstance(n, ast.Name) and n.id in NAMES for n in node.targets):
            yield from ast.walk(node.value)


def sentences(path: Path) -> set[str]:
    """The sentences of a module: what is told, and all that ends as a sentence does."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    left = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    left |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    given, found = {id(node) for node in told(tree)}, set()
    for node in ast.walk(tree):
        text = sentence(node)
        words = re.findall(r"[^\W\d_]{2,}", text.replace("{}", " "))
        ends = re.search(r"[a-z}\])’”][.?]$", text) and not re.search(r"[<\\=]|^select |et al", text)
        if id(node) not in left and " " in text and len(words) > 1 and (id(node) in given or ends):
            found.add(text)
    return found


def every() -> set[str]:
    """The sentences of all rooms."""
    paths = [
        path for room in ROOMS for path in ([PACKAGE / room] if room[-3:] == ".py" else (PACKAGE / room).rglob("*.py"))
    ]
    return set().union(*map(sentences, paths))


@pytest.mark.parametrize("lang", CATALOGUES)
def test_no_sentence_is_left_out(lang: str) -> None:
    known = set(yamlfile.load(FOLDER / lang / "messages.yaml"))
    missing = sorted(every() - known)
    assert not missing, f"write these into languages/{lang}/messages.yaml: {missing}"


@pytest.mark.parametrize("lang", CATALOGUES)
def test_a_sentence_has_the_same_holes_in_both_languages(lang: str) -> None:
    top = yamlfile.load(FOLDER / lang / "messages.yaml")
    for key in top:
        holes = re.findall(r"\{\d*\}", top.text(key))
        assert len(holes) == key.count("{}"), key
        assert all(hole == "{}" for hole in holes) or len(set(holes)) == len(holes), key


@pytest.mark.parametrize("lang", CATALOGUES)
def test_each_sentence_is_found_by_its_words(lang: str) -> None:
    top = yamlfile.load(FOLDER / lang / "messages.yaml")
    for key in top:
        said = message(lang, key.replace("{}", "Q7"))
        assert said == re.sub(r"\{\d*\}", "Q7", top.text(key)), key


def test_a_message_within_a_message_is_told_too() -> None:
    said = message("id", f"out/report.html could not be written: {FULL}.")
    assert said.startswith("out/report.html tidak dapat ditulis: penyimpanan penuh atau tidak menerima lagi;")
    assert message("id", "Nobody ever said this.") == "Nobody ever said this."
    assert message("en", "This file is empty.") == "This file is empty."


@pytest.mark.language("id")
@pytest.mark.parametrize(
    ("what", "told"),
    [("row", "baris"), ("column", "kolom"), ("kind of source", "jenis sumber"), ("language", "bahasa")],
)
def test_what_nothing_is_called_is_told_in_words_of_the_language(what: str, told: str) -> None:
    assert message("id", str(unknown(what, "q", ()))) == f"Tidak ada {told} bernama 'q'."
    known = message("id", str(unknown(what, "q", ("a", "b"))))
    assert known == f"Tidak ada {told} bernama 'q'; yang dikenal: a, b."


def test_an_unknown_name_with_nothing_known_beside_it_ends_in_no_empty_list() -> None:
    assert str(unknown("place", "Nowhereham", ())) == "There is no place called 'Nowhereham'."
    assert str(unknown("display", "x", ["gaps"])) == "There is no display called 'x'; known: gaps."
