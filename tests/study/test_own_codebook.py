"""A study's own codes and groupings go the whole way: coding by hand, casebase, matrix, export."""

import json
from pathlib import Path

import pytest

from kembar import dates, displays
from kembar.problems import YamlError
from kembar.study import Study
from kembar.types import Coding

OWN = """\
axis: kind
codes:
  sea_scouts:
    parent: student_exchange
    labels: {en: sea scouts, id: pramuka laut}
groupings:
  two:
    groups:
      soft: {label: soft, sectors: [education, culture]}
"""


@pytest.fixture
def own(study: Study, inbox: Path) -> Study:
    """A study with a code and a grouping of its own, and one act coded by hand."""
    (study.folder.root / "codebook.yaml").write_text(OWN, encoding="utf-8")
    study.add(inbox)
    quote = study.quote("tie", "Surabaya and the city of Busan", ("act", "pair", "start"))
    scouts = Coding("activity", "sea_scouts", (quote,), study.pairs[0].pair, start=dates.of_edtf("1996"))
    reading, problems = study.code_by_hand(scouts, by="Ana")
    assert problems == ()
    assert reading is not None
    return study


def test_an_own_kind_is_coded_and_takes_its_parents_sector(own: Study) -> None:
    (record,) = [record for record in own.casebase().records if record.kind == "sea_scouts"]
    assert record.sector == "education"


def test_an_own_grouping_makes_the_columns_of_a_matrix(own: Study) -> None:
    table = displays.matrix(own.casebase(), grouping="two", codebook=own.codebook)
    assert "soft" in [column.key for column in table.columns]
    cell = table[own.pairs[0].id, "soft"]
    assert "sea_scouts" in [record.kind for record in cell.records]


def test_gold_records_see_the_parent(own: Study, tmp_path: Path) -> None:
    path = own.export("jsonl", tmp_path / "out.jsonl")
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert "student_exchange" in [record["kind"] for line in lines for record in line["records"]]


def test_a_changed_word_makes_the_rules_read_again_and_a_mistake_is_told_with_its_line(own: Study) -> None:
    before = own.codebook.version
    own.code()
    path = own.folder.root / "codebook.yaml"
    path.write_text(OWN.replace("sea scouts", "scouts at sea"), encoding="utf-8")
    assert own.codebook.version != before
    assert own.code().sources
    path.write_text(OWN.replace("parent:", "parrent:"), encoding="utf-8")
    with pytest.raises(YamlError, match=r"^codebook\.yaml:4: unknown key 'parrent'"):
        _ = own.codebook
