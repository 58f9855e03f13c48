"""Finding and making a study's folder, and what may stand in study.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.problems import NoStudyError, StudyExistsError, YamlError
from kembar.study import folder

PAIR = [("Surabaya-Busan", "Surabaya, ID", "Busan, KR")]


def test_a_new_folder_reads_back(tmp_path: Path) -> None:
    made = folder.make(tmp_path / "s", "It's: a study # with signs", PAIR)
    found = folder.settings(made.settings)
    assert found.title == "It's: a study # with signs"
    assert [pair[:3] for pair in found.pairs] == PAIR
    assert found.period == (None, None)
    assert found.searches == ()
    assert made.sources.is_dir()
    assert made.texts.is_dir()


def test_the_nearest_study_upwards_is_found(tmp_path: Path) -> None:
    made = folder.make(tmp_path / "s", "t", [])
    below = made.sources / "deep" / "er"
    below.mkdir(parents=True)
    assert folder.find(below) == made.root
    with pytest.raises(NoStudyError, match="kembar new FOLDER"):
        folder.find(tmp_path)


def test_a_study_in_over_or_around_a_study_is_refused(tmp_path: Path) -> None:
    made = folder.make(tmp_path / "a" / "s", "t", [])
    for place, words in (
        (made.root, "a study in"),
        (made.sources / "x", "lies inside"),
        (tmp_path, "below this folder"),
    ):
        with pytest.raises(StudyExistsError, match=words):
            folder.make(place, "t", [])
        assert not (made.sources / "x").exists()
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StudyExistsError, match="is a file"):
        folder.make(tmp_path / "file", "t", [])


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("[1994, 2023]", (1994, 2023)),
        ("1994-2023", (1994, 2023)),
        ("1994 – 2023", (1994, 2023)),
        ("1994/", (1994, None)),
        ("'-2023'", (None, 2023)),
        ("2007", (2007, 2007)),
        ("", (None, None)),
    ],
)
def test_periods(tmp_path: Path, text: str, period: tuple[int | None, int | None]) -> None:
    path = tmp_path / "study.yaml"
    path.write_text(f"period: {text}\n", encoding="utf-8")
    assert folder.settings(path).period == period


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title: a\ntitel: b\n", "study.yaml:2: unknown key 'titel'"),
        ("title: a\n\ntitle: b\n", "study.yaml:3:1: the key 'title' stands twice"),
        ("period: long ago\n", "study.yaml:1: 'period' must be two years"),
        ("period: [2023, 1994]\n", "study.yaml:1: the period ends before it begins"),
        ("pairs:\n  - Surabaya\n", "study.yaml:1: a pair must hold the keys"),
        ("pairs:\n  - {a: Surabaya, c: Busan}\n", "study.yaml:2: unknown key 'c'"),
        ("title: x\npairs:\n  - {a: Surabaya}\n", "study.yaml:3: a pair needs two places"),
        ("title: [\n", "study.yaml:2:1:"),
    ],
)
def test_wrong_yaml_is_told_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "study.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(YamlError) as error:
        folder.settings(path)
    assert str(error.value).startswith(words)


def test_searches_and_exclusions_are_kept_as_written(tmp_path: Path) -> None:
    path = tmp_path / "study.yaml"
    text = "searches:\n  - {where: KCI, words: [부산, 수라바야], hits: 12}\nexcluded:\n  - a blog without a date\n"
    path.write_text(text, encoding="utf-8")
    found = folder.settings(path)
    assert found.searches == ({"where": "KCI", "words": "부산, 수라바야", "hits": "12"},)
    assert found.excluded == ({"": "a blog without a date"},)
