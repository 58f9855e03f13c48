"""A kind that was deleted from codebook.yaml freezes nothing: its codings stay, are shown, and are told."""

from __future__ import annotations

from pathlib import Path

from kembar.study import Study
from kembar.types import Coding

OWN = "axis: kind\ncodes:\n  port_call: {types: [activity], label: port call, usual_sector: economy}\n"


def test_a_deleted_kind_is_told_and_everything_still_opens(study: Study, inbox: Path) -> None:
    study.folder.codebook.write_text(OWN, encoding="utf-8")
    study.add(inbox / "tie.txt")
    quote = study.quote("tie", "In July 2007 Surabaya sent 70 teachers to Busan.", ("act", "kind", "pair"))
    reading, problems = study.code_by_hand(Coding("activity", "port_call", (quote,), study.pairs[0].pair), by="Ana")
    assert problems == ()
    assert reading is not None
    study.folder.codebook.unlink()
    assert study.readings() == [reading]
    told = [p for p in study.problems() if p.name == "unknown-code"]
    assert [p.where for p in told] == ["tie"]
    assert "port_call" in told[0].message
    for name in ("matrix", "timeline", "events", "disputes", "gaps", "instruments"):
        assert study.display(name).text()
    for form in ("csv", "xlsx", "jsonl", "md"):
        assert study.export(form, study.folder.root / f"o.{form}").is_file()
    for suffix in ("html", "docx", "md"):
        assert study.report(study.folder.root / f"r.{suffix}").is_file()
