"""Instruments, timeline, disputes, gaps and events say what the casebase says."""

from __future__ import annotations

import pytest
from by_hand import facts, judgements, readings, study

from kembar.casebase import Casebase, build
from kembar.codebook import load
from kembar.displays import disputes, events, gaps, instruments, outside, timeline
from kembar.displays.foot import counts
from kembar.problems import UnknownNameError
from kembar.types import Judgement


@pytest.fixture(scope="module")
def cases() -> Casebase:
    return study()


def test_instruments_are_in_force_lapsed_or_without_term(cases: Casebase) -> None:
    shown = instruments(cases)
    assert "31 Dec 2023" in shown.title
    states = {cells[0].records[0].kind: cells[0].lines for _, cells in shown.walk()}
    assert states["sister_agreement"] == ("no term stated",)
    assert states["implementing_arrangement"] == ("lapsed", "until 2006")
    earlier = instruments(cases, on="2005-06-01")
    assert any(cell.lines == ("in force", "until 2006") for cell in earlier.cells.values())
    assert {r.id for r in shown.records} == {r.id for r in cases.records if r.type == "agreement"}


def test_disputed_dates_of_an_instrument_stand_side_by_side(cases: Casebase) -> None:
    shown = instruments(cases)
    assert any(cell.lines == ("29 Aug 1994 ≠ 10 Nov 1994",) for cell in shown.cells.values())


def test_timeline_keeps_gaps_and_lets_programmes_run_to_their_last_source(cases: Casebase) -> None:
    shown = timeline(cases)
    labels = [row.label for row in shown.rows]
    assert labels[0] == "1994"
    assert labels[-1] == "no date stated"
    assert "1995–1998" in labels
    assert shown["1995–1998", "Kotabaru-Haeju"].lines[0].startswith("▨")
    assert shown["2014", "Kotabaru-Haeju"].lines == ("runs on: teachers to Haeju",)
    assert shown["2015–2020", "Kotabaru-Haeju"].lines[0].startswith("▨")
    assert {r.id for r in shown.records} == {r.id for r in cases.records if r.type != "statement"}


def test_disputes_show_sides_with_quotes_and_what_was_rejected(cases: Casebase) -> None:
    shown = disputes(cases)
    groups = [row.group for row in shown.rows]
    assert groups.count("≠ disputed") == 3
    assert groups.count("rejected by a person") == 1
    assert groups.count("~ filed differently") == 2
    dates = next(row for row in shown.rows if row.label.endswith("sister agreement"))
    sides = [shown.cell(dates, column) for column in shown.columns if column.key.startswith("side_")]
    assert [side.lines for side in sides] == [("29 Aug 1994",), ("10 Nov 1994",)]
    assert [side.quoted[0].source.id for side in sides] == ["haeju1994", "mayor2014"]
    rejected = next(row for row in shown.rows if row.group == "rejected by a person")
    against = shown.cell(rejected, shown.columns[2])
    assert against.lines == ("not this partner",)
    assert against.quoted[0].place == "ministry2022, para. 1"


def test_a_preferred_side_is_marked_and_the_dispute_settled() -> None:
    cases = study()
    dispute = next(d for d in cases.disputes if d.field == "start")
    coding = dispute.sides[0].codings[0]
    decided = Judgement((coding,), "prefer", "Siti", "2026-02-01", field="start")
    shown = disputes(cases.rejudge(decided)).text(100)
    assert "disputed, settled by a person" in shown
    assert "29 Aug 1994 (preferred)" in shown


def test_gaps_tell_the_three_kinds_of_nothing_apart(cases: Casebase) -> None:
    shown = gaps(cases)
    labels = {cells[n].lines[0] for _, cells in shown.walk() for n in range(3) if cells[n].lines}
    assert any(line.startswith("culture, ") for line in labels)
    assert shown["Kotabaru-Haeju years", "not_read"].lines[0].startswith("1995–2006, 2015–2023")
    assert shown["Kotabaru-Haeju sectors", "none_by_rules"].lines
    assert "not read: unread2023" in shown.foot
    assert "No rules for texts in: fr" in shown.foot


def test_a_pair_without_any_record_still_has_its_rows() -> None:
    shown = gaps(build(facts(), [], judgements(), load()))
    assert [row.group for row in shown.rows] == ["Kotabaru-Haeju"] * 2 + ["Sungaipinang-Yamaoka"] * 2


def test_events_hold_every_record_with_source_and_page(cases: Casebase) -> None:
    shown = events(cases)
    assert {record.id for record in shown.records} == {record.id for record in cases.records}
    assert [row.label for row in shown.rows][:2] == ["29 Aug 1994 ≠", "1999–"]
    last = [cell.lines for cell in next(cells for row, cells in shown.walk() if row.label == "2013")]
    assert last == [
        ("○ Festival Kotabaru",),
        ("Kotabaru-Haeju",),
        ("cultural event, culture, done",),
        ("kabar2013, p. 7",),
    ]


def test_what_lies_outside_is_said() -> None:
    later = build(facts(period=(2000, 2010)), readings(), judgements(), load())
    assert sum(bool(record.live) for record in later.outside) == 1  # what was rejected is not counted
    assert "1 record more outside the study's pairs or period" in events(later).foot


def test_what_lies_outside_is_listed_with_what_it_lies_outside_of() -> None:
    later = build(facts(period=(2000, 2010)), readings(), judgements(), load())
    shown = outside(later)
    assert {record.id for record in shown.records} == {record.id for record in later.outside if record.live}
    assert {shown[row.key, "outside"].lines for row in shown.rows} == {("period",)}
    assert shown.foot == (counts(shown.view, shown.records),)


def test_a_list_is_opened_by_what_stands_in_it_and_no_row_is_named_by_an_id(cases: Casebase) -> None:
    shown = events(cases)
    opened = shown.open("1999-", "what")
    alike = [row for row in shown.rows if row.label.startswith("1999–")]
    assert len(opened.records) == len(alike) >= 1
    assert {record.id for record in shown.open("29 Aug 1994", "what").records} == {shown.rows[0].key}
    with pytest.raises(UnknownNameError, match="1999–") as told:
        shown.open("x", "what")
    assert not any(record.id in str(told.value) for record in cases.records)
    assert shown.open(shown.rows[0].key, "what").records == shown.open("29 aug 1994 ≠", "what").records
