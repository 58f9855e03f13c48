"""The lint of the cues: what it finds in a bad file, and that the languages of the package have nothing of it."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from kembar.languages.language import Language

SCRIPT = Path(__file__).parent.parent / "scripts" / "lint_cues.py"


def script() -> ModuleType:
    """The script, as a module."""
    spec = importlib.util.spec_from_file_location("lint_cues", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def made(folder: Path, cues: str) -> Language:
    """A language of a few lines with these cues."""
    (folder / "language.yaml").write_text("name: Made-up\nscript: latin\n", encoding="utf-8")
    (folder / "cues.yaml").write_text(cues, encoding="utf-8")
    return Language.load("xx", folder)


def test_no_cue_of_the_package_is_written_in_vain_and_every_class_is_tried(capsys: pytest.CaptureFixture[str]) -> None:
    code = script().main([])
    assert "nothing wrong" in capsys.readouterr().out
    assert code == 0


def test_what_stands_twice_or_is_never_found_is_told_with_its_line(tmp_path: Path) -> None:
    language = made(tmp_path, "sister: zusta, zusta town, ZUSTA\nmark: >-\n  zak, # zill\n")
    lint = script()
    assert list(lint.twice(language)) == ["cues.yaml:1: sister: 'ZUSTA' stands twice"]
    found = list(lint.unreachable(language))
    assert found == ["cues.yaml:1: sister: 'ZUSTA' is never found", "cues.yaml:2: mark: '# zill' is never found"]


def test_a_cue_inside_a_longer_one_of_its_class_is_reachable(tmp_path: Path) -> None:
    assert list(script().unreachable(made(tmp_path, "sister: zusta, zusta town\n"))) == []


def test_a_class_without_sentences_both_ways_is_told(tmp_path: Path) -> None:
    language = made(tmp_path, 'go: zak\nsend:\n  patterns: zik\n  must: ["zik bo"]\n  must_not: ["bo"]\n')
    assert list(script().untested(language)) == ["cues.yaml:1: go has no sentence that must match"]


def test_the_samples_of_a_pattern_are_its_words_with_every_alternative(tmp_path: Path) -> None:
    language = made(tmp_path, "go: zak\n")
    assert script().samples("(a|b_c) .. d* [e]", language) == ["a d e", "b c d e"]
