"""Values in a study's YAML files that nobody knows are told with file and line, and none hides another."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.problems import YamlError
from kembar.study import Study


def _home(study: Study, name: str) -> None:
    text = study.folder.settings.read_text(encoding="utf-8")
    lines = [f"home: {name}" if line.startswith("home:") else line for line in text.splitlines()]
    study.folder.settings.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_unknown_values_of_all_files_are_told_together(study: Study, inbox: Path) -> None:
    study.add(inbox / "tie.txt")
    path = study.folder.source_list
    lines = path.read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if not line.strip().startswith("kind:")]
    at = next(i for i, line in enumerate(lines) if line.strip() == "versions:")
    path.write_text("\n".join([*lines[:at], "  kind: nope", "  copy_of: gone", *lines[at:]]) + "\n", encoding="utf-8")
    study.folder.places.write_text("Arek Town: Surabaya, ID\nOther: Nowhere at all\n", encoding="utf-8")
    _home(study, "Nowhere either")
    told = {(p.where, p.name) for p in study.problems()}
    assert told == {
        (f"sources.yaml:{at + 1}", "unknown-kind"),
        (f"sources.yaml:{at + 2}", "unknown-copy_of"),
        ("places.yaml:2", "yaml"),
        ("study.yaml:4", "yaml"),
    }
    study.folder.places.unlink()
    with pytest.raises(YamlError, match=r"^study\.yaml:4: home: "):
        study.code()


def test_an_axis_that_does_not_exist_is_told(study: Study) -> None:
    for text in ("\naxis: nope\n", "axis: kind\ncodes:\n  x: {axis: nope, label: x}\n"):
        study.folder.codebook.write_text(text, encoding="utf-8")
        (told,) = study.problems()
        assert told.where == f"codebook.yaml:{3 if 'codes' in text else 2}"
        assert "'nope'" in told.message


@pytest.mark.parametrize(
    ("name", "found"), [("", ""), ("ID", ""), ("Indonesia", ""), ("Surabaya", "ID.35.78"), ("Busan, KR", "KR.26")]
)
def test_home_is_a_country_or_a_place(study: Study, name: str, found: str) -> None:
    _home(study, name)
    assert study.home == found
    assert study.problems() == ()


def test_a_country_code_that_nobody_has_is_no_home(study: Study) -> None:
    _home(study, "XX")
    assert [p.where for p in study.problems()] == ["study.yaml:4"]
