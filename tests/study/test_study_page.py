"""docs/study.md: its YAML is read by the program, its SQL by a plain SQLite, its files are those of a study."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from kembar.sources import sourcelist
from kembar.study import Study, catalogue, folder

PAGE = (Path(__file__).parents[2] / "docs" / "study.md").read_text(encoding="utf-8")


def test_every_example_is_read(tmp_path: Path) -> None:
    names = ("study.yaml", "sources.yaml", "places.yaml")
    blocks = dict(zip(names, re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL), strict=True))
    for name, text in blocks.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    settings = folder.settings(tmp_path / "study.yaml")
    assert settings.period == (1994, 2023)
    assert [pair.id for pair in catalogue.pairs_of(settings)] == ["Surabaya-Busan"]
    listed = sourcelist.load(tmp_path / "sources.yaml")
    assert listed.problems == ()
    assert listed.sources["kim2018"].author == ("Kim, Ana",)
    assert catalogue.aliases_of(tmp_path / "places.yaml") == {"Kota Pahlawan": "ID.35.78", "Julia": ""}


def test_its_queries_run_in_a_plain_sqlite(study: Study, inbox: Path) -> None:
    study.add(inbox)
    study.code()
    study.judge("complete", "tie", by="Ana")
    study.memo("tie", "ask the bureau", by="Ana")
    db = sqlite3.connect(study.folder.store)
    (block,) = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
    found = [db.execute(query).fetchall() for query in block.split(";") if query.strip()]
    db.close()
    assert all(found)
    assert found[2] == [("tie", "ask the bureau", "Ana")]


def test_a_study_holds_what_the_page_says(study: Study, inbox: Path) -> None:
    study.add(inbox)
    study.code()
    study.report(study.folder.out / "report.md")
    listed = set(re.findall(r"([\w.]+(?:\.yaml|\.db|\.lock)|\w+/)", PAGE.split("```")[1]))
    present = {p.name + "/" * p.is_dir() for p in study.folder.root.iterdir()}
    assert {name for name in present if not name.endswith(("-wal", "-shm"))} <= listed
