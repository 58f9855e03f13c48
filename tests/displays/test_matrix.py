"""Cells hold what the casebase holds, whatever the axes and filters, and lead to the sentences."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from by_hand import study

from kembar.casebase import Casebase
from kembar.displays import matrix
from kembar.problems import UnknownNameError

AXES = (
    "pair", "sector", "sector_group", "kind", "status", "recurrence", "actor", "source_kind", "source", "flow", "year",
    "period",
)  # fmt: skip
FILTERS: tuple[dict[str, Any], ...] = (
    {}, {"kind": "teacher_exchange"}, {"since": 2000}, {"until": 2000}, {"pair": "Kotabaru-Haeju"}, {"actor": "school"},
    {"source_kind": "news"}, {"standing": "judged"}, {"type": "statement"},
    {"type": "activity"}, {"source": "river2015"}, {"sector": "culture"},
)  # fmt: skip


@pytest.fixture(scope="module")
def cases() -> Casebase:
    return study()


@pytest.mark.parametrize("asked", FILTERS, ids=str)
def test_counts_under_a_display_equal_those_of_the_casebase(cases: Casebase, asked: dict[str, Any]) -> None:
    chosen = cases.where(**asked)
    every = {record.id for record in chosen.records}
    acts = {record.id for record in chosen.records if record.type != "statement"}
    for rows, columns in product(AXES, AXES):
        shown = matrix(chosen, rows, columns)
        expected = acts if acts and {"sector", "sector_group"} & {rows, columns} else every
        assert {record.id for record in shown.records} == expected, (rows, columns)
        assert shown.foot[0].startswith(f"{len(expected)} record{'' if len(expected) == 1 else 's'} from")


def test_each_record_stands_in_one_cell_of_pair_by_sector(cases: Casebase) -> None:
    shown = matrix(cases)
    placed = [record.id for cell in shown.cells.values() for record in cell.records]
    assert len(placed) == len(set(placed)) == 7


def test_agreements_come_first_and_general_last(cases: Casebase) -> None:
    shown = matrix(cases)
    assert shown.columns[0].key == "instruments"
    assert shown.columns[-1].key == "general"
    cell = shown["Sungaipinang-Yamaoka", "instruments"]
    assert {record.type for record in cell.records} == {"agreement"}
    assert cell.lines == ("sister agreement, 2001", "implementing arrangement, until 2006")


def test_a_cell_says_standing_sources_and_disputes(cases: Casebase) -> None:
    shown = matrix(cases)
    assert shown["Kotabaru-Haeju", "instruments"].count == "●1  2 src ≠1 ~1"
    assert shown["Sungaipinang-Yamaoka", "education"].count == "○1  2 src ~1"
    assert shown["Sungaipinang-Yamaoka", "education"].lines == ("pupils to Sungaipinang, 1999–, yearly, 15",)


def test_an_empty_cell_says_what_was_read(cases: Casebase) -> None:
    shown = matrix(cases)
    read = cases.coverage("Sungaipinang-Yamaoka", "culture", None)
    assert shown["Sungaipinang-Yamaoka", "culture"].count == f"· {read.read} of {read.total} src"
    assert shown["Kotabaru-Haeju", "economy"].sign == "∘"


def test_evidence_prints_quote_source_and_page(cases: Casebase) -> None:
    cell = matrix(cases)["Kotabaru-Haeju", "instruments"]
    texts = [str(quote) for quote in cell.evidence]
    expected = (
        "“The memorandum was signed on 10 November 1994.” (mayor2014, p. 7; A mayor's papers; retold for demonstration)"
    )
    assert expected in texts
    marked = next(q for q in cell.evidence if q.source.id == "haeju1994")
    assert [piece for piece, is_marked in marked.pieces if is_marked] == ["자매결연"]


def test_a_pair_is_found_by_its_names_in_any_order(cases: Casebase) -> None:
    shown = matrix(cases)
    assert shown["Haeju-Kotabaru", "Education"].records == shown["Kotabaru-Haeju", "education"].records
    with pytest.raises(UnknownNameError, match="education"):
        shown["Kotabaru-Haeju", "educatoin"]
    with pytest.raises(UnknownNameError):
        matrix(cases, rows="colour")
    with pytest.raises(UnknownNameError):
        matrix(cases, grouping="mine")


def test_groupings_put_sectors_together(cases: Casebase) -> None:
    for grouping in cases.codebook.groupings:
        shown = matrix(cases, grouping=grouping)
        assert len(shown.records) == 7
        assert shown.columns[0].key == "instruments"
    academic = matrix(cases, grouping="souder_bredel")["Kotabaru-Haeju", "academic"]
    assert [record.kind for record in academic.records] == ["teacher_exchange"]
    groups = matrix(cases, columns="sector_group")
    assert groups["Kotabaru-Haeju", "group_learning"].lines == ("teachers to Haeju, 2007–, yearly, 40 ≠",)


def test_years_have_no_hole(cases: Casebase) -> None:
    shown = matrix(cases, rows="pair", columns="year")
    years = [column.key for column in shown.columns if column.key.isdigit()]
    assert years == [str(year) for year in range(1994, 2024)]
    assert shown["Sungaipinang-Yamaoka", "1999"].sign == "○1"
    assert shown["Kotabaru-Haeju", "not stated"].lines[0].endswith("planned")
    spans = [column.key for column in matrix(cases, columns="period").columns]
    assert spans[:2] == ["1994–1998", "1999–2003"]


def test_opening_a_cell_shows_values_by_source_and_their_quotes(cases: Casebase) -> None:
    opened = matrix(cases).open("Kotabaru-Haeju", "education")
    text = opened.text(100)
    assert "participants: 40 [1] ≠ at least 70 [3]" in text
    assert "[3] “Tiap Juli sedikitnya 70 guru Kotabaru berangkat ke Haeju.” (kabar2013, p. 7" in text
    empty = matrix(cases).open("Kotabaru-Haeju", "economy").text(100)
    assert "read by rules only: haeju1994, kabar2013, mayor2014" in empty
    assert "not read: unread2023" in empty
