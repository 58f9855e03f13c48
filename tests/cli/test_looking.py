"""What a display leaves out is told on the command line with the command that shows it, and in no file as a command."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.cli import run

TEXT = "In March 1996 Surabaya and Busan became sister cities.\n\nIn May 2001 a delegation of Busan visited Surabaya.\n"


@pytest.fixture
def narrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A study whose period leaves some of what its source tells outside."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tie.txt").write_text(TEXT, encoding="utf-8")
    assert run(["new", "my study", "--pair", "Surabaya-Busan"]) == 0
    settings = tmp_path / "my study" / "study.yaml"
    kept = [line for line in settings.read_text(encoding="utf-8").splitlines() if not line.startswith("period:")]
    settings.write_text("\n".join([*kept, "period: 2010-2020", ""]), encoding="utf-8")
    assert run(["-C", "my study", "add", "tie.txt", "--kind", "news", "--issued", "2019"]) == 0
    assert run(["-C", "my study", "code"]) == 0
    capsys.readouterr()
    return tmp_path / "my study"


def test_what_lies_outside_is_told_with_the_command_that_shows_it(
    narrow: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("matrix", "events"):
        assert run(["-C", "my study", "display", name]) == 0
        shown = capsys.readouterr().out
        assert "1 record more outside the study's pairs or period" in " ".join(shown.split())
        assert 'See what lies outside: kembar -C "my study" display outside\n' in shown
    for name in ("outside", "gaps"):
        assert run(["-C", "my study", "display", name]) == 0
        assert "display outside" not in capsys.readouterr().out
    monkeypatch.chdir(narrow)
    assert run(["display"]) == 0
    assert "See what lies outside: kembar display outside\n" in capsys.readouterr().out


@pytest.mark.parametrize("suffix", [".html", ".md", ".txt", ".csv"])
def test_no_file_tells_its_reader_a_command_for_it(narrow: Path, suffix: str) -> None:
    out = narrow / f"events{suffix}"
    assert run(["-C", str(narrow), "display", "events", "--save", str(out)]) == 0
    assert "display outside" not in out.read_text(encoding="utf-8-sig")
