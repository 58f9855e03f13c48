"""What sources.yaml names stays within the study's folder."""

from pathlib import Path

import pytest

from kembar.problems import YamlError
from kembar.sources import sourcelist


@pytest.mark.parametrize("wrong", ["../../acts", "a/b", "/etc", "C:/x", ".."])
def test_an_id_that_leads_out_is_refused(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(f"'{wrong}':\n  title: x\n", encoding="utf-8")
    with pytest.raises(YamlError, match="must stay within the study's folder"):
        sourcelist.load(path)


@pytest.mark.parametrize("wrong", ["../../../etc/passwd", "/etc/passwd", "D:\\x.txt"])
def test_a_file_that_leads_out_is_refused(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(f"a:\n  versions:\n    - file: '{wrong}'\n", encoding="utf-8")
    with pytest.raises(YamlError, match="must stay within the study's folder"):
        sourcelist.load(path)


def test_usual_ids_and_files_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    text = "부산-1994:\n  versions:\n    - file: 부산 1994 (1).pdf\nrakhmadi.2023:\n  title: x\n"
    path.write_text(text, encoding="utf-8")
    assert list(sourcelist.load(path).sources) == ["부산-1994", "rakhmadi.2023"]
