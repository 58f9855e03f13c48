"""The demonstration study, made from the shipped files: what is known to conflict is shown, with both quotes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kembar import demo
from kembar.casebase import Casebase, Record
from kembar.problems import StudyExistsError
from kembar.study import Study, new


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """The study, made and coded."""
    with demo.make(tmp_path_factory.mktemp("demo") / "study") as made:
        made.code()
        yield made


@pytest.fixture(scope="module")
def cases(study: Study) -> Casebase:
    """Its casebase."""
    return study.casebase()


def sources_of(record: Record) -> set[str]:
    return {evidence.source for evidence in record.evidence}


def starts(record: Record) -> set[str]:
    return {stated.value.edtf for stated in record.fields.get("start", ()) if stated.value}


def test_every_source_is_read_and_nothing_is_wrong(study: Study) -> None:
    assert len(study.sources) >= 16
    assert {s.language for s in study.sources.values()} >= {"id", "en", "ko", "ja"}
    assert study.problems().errors == ()
    assert all(study.current_text(source) for source in study.sources.values())
    assert all(source.retells for source in study.sources.values())


def test_a_second_run_does_nothing_new(study: Study) -> None:
    root, seq = study.folder.root, study.store.seq
    before = {p: p.read_bytes() for p in root.rglob("*") if p.is_file() and ".db" not in p.name and p.suffix != ".lock"}
    with demo.make(root) as again:
        assert again.code().sources == ()
        assert again.store.seq == seq
    after = {p: p.read_bytes() for p in root.rglob("*") if p.is_file() and ".db" not in p.name and p.suffix != ".lock"}
    assert after == before


def test_another_study_is_not_overwritten(tmp_path: Path) -> None:
    new(tmp_path / "mine").close()
    with pytest.raises(StudyExistsError, match="holds another study"):
        demo.make(tmp_path / "mine")


def test_what_is_judged_does_not_hang_on_the_rules(study: Study, cases: Casebase) -> None:
    judged = [r for r in cases.records if r.standing == "●"]
    assert len(judged) >= 10
    hand = {reading.source for reading in study.readings() if reading.method == "hand"}
    assert all(study.sources[s].versions[-1].file.endswith((".txt", ".md")) for s in hand)


def test_nothing_changed_since_its_decisions(cases: Casebase) -> None:
    assert cases.changed == ()


def test_the_tie_of_1994_has_two_dates_and_two_kinds(cases: Casebase) -> None:
    (tie,) = [r for r in cases.records if r.type == "agreement" and "1994-08-29" in starts(r)]
    assert {"1994-08-29", "1994-11-10"} <= starts(tie)
    assert "start" in tie.disputed
    assert "kind" in tie.filed_differently
    assert {stated.value for stated in tie.fields["kind"]} == {"sister_agreement", "memorandum"}
    assert {"busan-encyclopedia-1994", "raja-agam-2014"} <= sources_of(tie)


def test_the_teachers_of_every_july_are_one_programme(cases: Casebase) -> None:
    teachers = cases.where(kind="teacher_exchange", pair="Surabaya-Busan").records
    (programme,) = [r for r in teachers if {s.value.value for s in r.fields["participants"] if s.value} >= {40, 70}]
    about = {stated.value.value: stated.about for stated in programme.fields["participants"] if stated.value}
    assert about[40] != about[70]
    assert "participants" not in programme.disputed, "they speak of different years"


def test_the_pupils_exchange_has_two_starts(cases: Casebase) -> None:
    pupils = cases.where(kind="student_exchange", pair="Medan-Gwangju").records
    (programme,) = [r for r in pupils if {"1997", "1999"} <= starts(r)]
    assert "start" in programme.disputed


@pytest.mark.parametrize(
    ("street", "years"),
    [
        ("Jalan Medan", {"2005", "2009"}),
        pytest.param("Jalan Gwangju", {"2005", "2008"}, marks=pytest.mark.language("ja")),
    ],
)
def test_the_two_streets_are_two_records_with_disputed_dates(cases: Casebase, street: str, years: set[str]) -> None:
    found = [r for r in cases.where(kind="named_place").records if street in _names(r)]
    (record,) = found
    assert years <= starts(record)
    assert "start" in record.disputed


def _names(record: Record) -> set[str]:
    return {stated.value for stated in record.fields.get("attributes.name", ())}


def test_medan_had_four_or_five_sister_cities_in_2002(cases: Casebase) -> None:
    (record,) = [r for r in cases.records if r.kind == "number_of_ties"]
    assert record.standing == "●"
    assert {int(stated.value) for stated in record.fields["attributes.value"]} == {4, 5}
    assert "attributes.value" in record.disputed


def test_talent_talk_is_rejected_with_the_other_source_s_quote(cases: Casebase) -> None:
    (record,) = [r for r in cases.rejected if "Talent Talk" in " ".join(map(str, _names(r)))]
    (dispute,) = [d for d in cases.disputes if d.status == "rejected" and record.id in d.records]
    assert dispute
    rejections = [j for j in cases.state.judgements.values() if j.verdict == "reject"]
    assert {e.source for j in rejections for e in j.evidence} == {"talent-sumut-2022"}
    assert record.id not in {r.id for r in cases.records}


def test_every_quote_of_the_study_says_that_it_is_retold(study: Study) -> None:
    from kembar import displays

    shown = displays.events(study.casebase())
    quotes = [quote for record in study.casebase().records for quote in shown.view.quotes(record.evidence)]
    assert quotes
    assert all(quote.retold for quote in quotes)


def test_the_report_is_one_file_below_3_mb(study: Study) -> None:
    path = study.report(study.folder.out / "report.html")
    assert path.stat().st_size < 3_000_000
