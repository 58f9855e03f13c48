"""The six conflicts that are known of the demonstration's two ties, as hand-made codings; the wording is ours."""

from __future__ import annotations

from by_name import BOOK, judge, quote, rules, text_of

from kembar.casebase import Casebase, Facts, SourceFact, StudyPair, build
from kembar.dates import of_edtf
from kembar.types import Coding, Count, Judgement, Pair, Place, Source

SURABAYA, BUSAN = Place("ID.35.78", "Surabaya", "ID"), Place("KR.26", "Busan", "KR")
MEDAN, GWANGJU = Place("ID.12.71", "Medan", "ID"), Place("KR.29", "Gwangju", "KR")
EAST, WEST = StudyPair("Surabaya-Busan", Pair(SURABAYA, BUSAN)), StudyPair("Medan-Gwangju", Pair(MEDAN, GWANGJU))
SPELLINGS = {MEDAN.id: ("메단", "メダン"), GWANGJU.id: ("Kwangju", "광주", "光州")}


def study(issued: dict[str, str], *told: Coding, judgements: tuple[Judgement, ...] = ()) -> Casebase:
    """The study, of sources with their years of issue."""
    sources = {
        name: SourceFact(Source(name, issued=year), text_of(name), (text_of(name),)) for name, year in issued.items()
    }
    known = Facts(sources, (EAST, WEST), (1994, 2023), place_names=SPELLINGS)
    readings = [rules(name, *(c for c in told if c.evidence[0].source == name)) for name in issued]
    return build(known, readings, judgements, BOOK)


def coding(source: str, kind: str, pair: StudyPair | None, at: int = 0, **fields: object) -> Coding:
    """One coding; ``start`` as EDTF."""
    start = fields.pop("start", None)
    words = str(fields.pop("words", f"{source} at {at}"))
    return Coding(
        type=BOOK.get(kind).types[0],  # type: ignore[arg-type]
        kind=kind,
        evidence=(quote(source, at, "start", "participants", words=words),),
        pair=pair.pair if pair else None,
        start=of_edtf(str(start)) if start else None,
        **fields,  # type: ignore[arg-type]
    )


def test_tie_and_memorandum_of_1994() -> None:
    tie = coding("encyclopedia", "sister_agreement", EAST, start="1994-08-29", status="done")
    paper = coding("blog", "memorandum", EAST, start="1994-11-10", status="done")
    found = study({"encyclopedia": "2010", "blog": "2014"}, tie, paper)
    (record,) = found.records
    assert (record.disputed, record.filed_differently, record.column) == (("start",), ("kind",), "instruments")
    assert "a memorandum and a sister tie of one year" in record.why_joined[0]
    assert {piece.source for piece in record.evidence} == {"encyclopedia", "blog"}


def test_teachers_every_july() -> None:
    running = {"recurrence": "annual", "status": "ongoing", "flow": f"{SURABAYA.id}>{BUSAN.id}"}
    seventy = coding(
        "paper", "teacher_exchange", EAST, start="2007", words="Since 2007 at least 70 teachers go every July.",
        participants=Count(70, "at_least"), **running,
    )  # fmt: skip
    forty = coding(
        "agency", "teacher_exchange", EAST, words="20 headmasters and 20 teachers every July.",
        participants=Count(40, parts=(20, 20)), **running,
    )  # fmt: skip
    (record,) = study({"paper": "2023", "agency": "2013-06"}, seventy, forty).records
    stated = {(v.value.value, v.about, v.sources) for v in record.stated("participants")}
    assert stated == {(70, 2023, ("paper",)), (40, 2013, ("agency",))}
    assert record.disputed == ()
    same_year = study({"paper": "2013", "agency": "2013-06"}, seventy, forty)
    assert [(d.field, d.about) for d in same_year.disputes] == [("participants", 2013)]


def test_pupils_since_1999_or_1997() -> None:
    running = {"recurrence": "annual", "status": "ongoing", "flow": "mutual"}
    found = study(
        {"weekly": "2015", "daily": "2018"},
        coding("weekly", "student_exchange", WEST, start="1999", **running),
        coding("daily", "student_exchange", WEST, start="1997", **running),
    )
    (record,) = found.records
    assert record.disputed == ("start",)
    assert {v.value.edtf: v.sources for v in record.stated("start")} == {"1999": ("weekly",), "1997": ("daily",)}


def test_two_named_streets() -> None:
    def street(source: str, name: str, start: str | None, at: int = 0, status: str = "done") -> Coding:
        return coding(source, "named_place", WEST, at, start=start, status=status, attributes={"name": name})

    found = study(
        {"paper": "2023", "plan": "2007-11", "daily": "2016-12", "community": "2012"},
        street("paper", "Jalan Medan", "2009"),
        street("paper", "Jalan Gwangju", None, at=90),
        street("plan", "메단로", None, status="planned"),
        street("daily", "Medan-ro", "2005"),
        street("daily", "광주로", "2008", at=90),
        street("community", "Kwangju Street", "2005"),
    )
    by_place = {record.stated("attributes.name")[0].value: record for record in found.records}
    assert len(by_place) == 2
    medan = next(record for record in found.records if "plan" in record.sources)
    gwangju = next(record for record in found.records if "community" in record.sources)
    assert set(medan.sources) == {"paper", "plan", "daily"}
    assert set(gwangju.sources) == {"paper", "daily", "community"}
    assert medan.disputed == gwangju.disputed == ("start",)
    assert {v.value.edtf for v in medan.stated("start")} == {"2009", "2005"}
    assert {v.value.edtf for v in gwangju.stated("start")} == {"2008", "2005"}
    assert {(v.value, v.about) for v in medan.stated("status")} >= {("planned", 2007), ("done", 2016)}


def test_fourth_or_fifth_sister_city() -> None:
    about = {"place": MEDAN, "start": "2002"}
    found = study(
        {"paper": "2023", "city": "2002-12-19"},
        coding("paper", "number_of_ties", None, attributes={"value": "5"}, **about),
        coding("city", "number_of_ties", None, attributes={"value": "4"}, **about),
    )
    (record,) = found.records
    assert (record.type, record.place, record.disputed) == ("statement", MEDAN, ("attributes.value",))
    assert [(d.field, d.about, len(d.sides)) for d in found.disputes] == [("attributes.value", 2002, 2)]


def test_talent_talk_is_no_cooperation_with_gwangju() -> None:
    told = coding("paper", "trade_promotion", WEST, start="2022", attributes={"name": "Talent Talk 2022"})
    against = quote("province", 10, words="The ministry toured Medan with its talent talks.")
    word = judge("reject", told, note="not this partner", evidence=(against,))
    found = study({"paper": "2023", "province": "2022-08-20"}, told, judgements=(word,))
    assert found.records == ()
    (dispute,) = found.disputes
    assert (dispute.status, dispute.notes, dispute.evidence) == ("rejected", ("not this partner",), (against,))
    assert [record.id for record in found.rejected] == list(dispute.records)
