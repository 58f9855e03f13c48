"""What holds for any input: order changes nothing, nothing is lost, one more judgement equals building anew."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from by_name import BACK, BOOK, HERE, OTHER, OUT, PAIR, act, fact, facts, hand, judge, rules
from hypothesis import given, settings
from hypothesis import strategies as st

from kembar.casebase import Casebase, Facts, build
from kembar.types import Coding, Judgement, Reading

SOURCES = ("a", "b", "c", "d")
KNOWN = facts(fact("a"), fact("b", "2013"), fact("c", copy_of="b"), fact("d", None), related=(("a", "d", 0.5),))
DATES = (None, "1999", "2001", "2001-05", "2001-05-03", "2002-01-10")
KINDS = ("meeting", "delegation_visit", "student_exchange", "named_place", "memorandum", "sister_agreement")


@st.composite
def a_coding(draw: Any, source: str) -> Coding:
    """Any coding of a source, from few values so that many meet."""
    kind = draw(st.sampled_from((*KINDS, "number_of_ties")))
    fields: dict[str, Any] = {"pair": draw(st.sampled_from((PAIR, PAIR, PAIR, OTHER)))}
    if kind == "number_of_ties":
        fields = {"pair": None, "place": HERE, "value": draw(st.sampled_from("45"))}
    elif kind in KINDS[:4]:
        fields["flow"] = draw(st.sampled_from((None, OUT, BACK, "mutual")))
        fields["people"] = draw(st.sampled_from((None, 12, 15)))
        fields["recurrence"] = draw(st.sampled_from((None, None, "annual")))
        if name := draw(st.sampled_from((None, "Jalan Haeju", "Jalan Kotabaru", "등불 축제"))):
            fields["name"] = name
    at = draw(st.sampled_from((0, 5, 50, 100)))
    return act(source, kind, draw(st.sampled_from(DATES)), at, **fields)


@st.composite
def input_(draw: Any) -> tuple[list[Reading], list[Judgement]]:
    """Readings by rules, a model and two people, and judgements on their codings."""
    readings: list[Reading] = []
    for source in SOURCES:
        for number in range(draw(st.integers(0, 3))):
            found = tuple(draw(st.lists(a_coding(source), max_size=3, unique_by=lambda c: c.id)))
            at = f"2026-01-0{draw(st.integers(1, 9))}"
            person = draw(st.sampled_from(("", "", "Ani", "Budi")))
            if person:
                codings = [c for r in readings if r.source == source for c in r.codings]
                if found and codings and draw(st.booleans()):
                    found = (replace(found[0], revises=draw(st.sampled_from(codings)).id, id=""), *found[1:])
                readings.append(hand(person, source, *found, at=at))
            else:
                model = {"coder": "small-model", "method": "model"} if number == 2 else {}
                readings.append(rules(source, *found, at=at, **model))
    codings = [coding for reading in readings for coding in reading.codings]
    judgements: list[Judgement] = []
    for _ in range(draw(st.integers(0, 4)) if codings else 0):
        judgements.append(draw(a_judgement(codings, readings, judgements)))
    return readings, judgements


@st.composite
def a_judgement(draw: Any, codings: list[Coding], readings: list[Reading], earlier: list[Judgement]) -> Judgement:
    """Any judgement on these codings, readings, sources and earlier judgements."""
    verdicts = ["accept", "reject", "same", "different", "prefer", "complete", "same_witness", "withdraw"]
    verdict = draw(st.sampled_from(verdicts))
    by, at = draw(st.sampled_from(("Ani", "Budi"))), f"2026-02-0{draw(st.integers(1, 9))}"
    one, other = draw(st.sampled_from(codings)), draw(st.sampled_from(codings))
    if verdict in ("same", "different"):
        return judge(verdict, one, other, by=by, at=at)
    if verdict == "prefer":
        return judge(verdict, one, by=by, at=at, field=draw(st.sampled_from(("start", "participants", "sector"))))
    if verdict == "complete":
        return judge(verdict, draw(st.sampled_from(SOURCES)), by=by, at=at)
    if verdict == "same_witness":
        return judge(verdict, "a", draw(st.sampled_from("bcd")), by=by, at=at)
    if verdict == "withdraw":
        known = [*(r.id for r in readings), *(j.id for j in earlier), readings[0].text_sha256, "d"]
        return judge(verdict, draw(st.sampled_from(known)), by=by, at=at)
    return judge(verdict, one, by=by, at=at)


def content(cases: Casebase) -> tuple[Any, ...]:
    """All that a casebase says."""
    records = (*cases.records, *cases.outside, *cases.rejected)
    return (
        cases.records, cases.outside, cases.rejected, cases.disputes, cases.possibly_same, cases.hidden,
        [(c.coding, c.reading.id, c.decided, c.verdict) for c in cases.changed],
        cases.related, [r.fields for r in records], [(r.sector, r.column, r.why_joined) for r in records],
        [cases.coverage("K-H", sector, year) for sector in (None, "health") for year in (None, 2001)],
    )  # fmt: skip


def shuffled(known: Facts, readings: list[Reading], seed: int) -> tuple[Facts, list[Reading]]:
    """The same input in another order of sources, readings and codings."""
    chance = Random(seed)
    names = chance.sample(sorted(known.sources), len(known.sources))
    turned = [replace(r, codings=tuple(chance.sample(r.codings, len(r.codings)))) for r in readings]
    chance.shuffle(turned)
    return replace(known, sources={name: known.sources[name] for name in names}), turned


@given(input_(), st.integers(0, 1000))
@settings(max_examples=60, deadline=None)
def test_order_changes_nothing(given_: tuple[list[Reading], list[Judgement]], seed: int) -> None:
    readings, judgements = given_
    known, turned = shuffled(KNOWN, readings, seed)
    first = build(KNOWN, readings, judgements, BOOK)
    assert content(build(known, turned, judgements[::-1], BOOK)) == content(first)
    assert content(build(KNOWN, readings, judgements, BOOK)) == content(first)


@given(input_())
@settings(max_examples=60, deadline=None)
def test_every_coding_that_counts_is_in_one_record(given_: tuple[list[Reading], list[Judgement]]) -> None:
    cases = build(KNOWN, *given_, BOOK)
    records = (*cases.records, *cases.outside, *cases.rejected)
    placed = [coding for record in records for coding in record.codings]
    assert sorted(placed) == sorted(cases.codings)
    assert all(record.live for record in cases.records)
    assert not any(record.live for record in cases.rejected)
    assert len({record.id for record in records}) == len(records)


@given(input_())
@settings(max_examples=60, deadline=None)
def test_no_two_codings_of_one_reading_join_by_themselves(given_: tuple[list[Reading], list[Judgement]]) -> None:
    readings, judgements = given_
    cases = build(KNOWN, readings, [j for j in judgements if j.verdict in ("accept", "reject")], BOOK)
    revised = {coding.revises for reading in readings for coding in reading.codings}
    newest = {(r.source, r.coder): r for r in sorted(readings, key=lambda r: (r.at, r.id))}
    in_force = [r for r in readings if r.method == "hand" or newest[r.source, r.coder] is r]
    for record in cases.records:
        live = [coding for coding in record.live if coding not in revised]
        for reading in in_force:
            ids = {coding.id for coding in reading.codings}
            tied = {coding.id for coding in reading.codings if coding.revises in record.codings}
            assert len(ids.intersection(live) - tied) <= 1


@given(input_(), st.integers(0, 50))
@settings(max_examples=60, deadline=None)
def test_rejecting_all_codings_of_a_record_takes_it_out_of_the_cells(
    given_: tuple[list[Reading], list[Judgement]], number: int
) -> None:
    cases = build(KNOWN, *given_, BOOK)
    if not cases.records:
        return
    record = cases.records[number % len(cases.records)]
    against = [judge("reject", *record.codings, by=by, at="2026-03-01") for by in ("Ani", "Budi")]
    after = build(KNOWN, given_[0], [*given_[1], *against], BOOK)
    gone = {coding for found in after.records for coding in found.live}
    assert gone.isdisjoint(record.codings)
    assert {coding for found in after.rejected for coding in found.codings} >= set(record.codings) - {
        coding for found in (*after.records, *after.outside) for coding in found.codings
    }


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_one_more_judgement_is_the_same_as_building_anew(data: st.DataObject) -> None:
    readings, judgements = data.draw(input_())
    codings = [coding for reading in readings for coding in reading.codings]
    if not codings:
        return
    cases = build(KNOWN, readings, judgements, BOOK)
    for _ in range(3):
        judgements = [*judgements, data.draw(a_judgement(codings, readings, judgements))]
        cases = cases.rejudge(judgements[-1])
        assert content(cases) == content(build(KNOWN, readings, judgements, BOOK))
