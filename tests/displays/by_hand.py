"""A small study coded by hand: two ties, seven sources in four languages, one judge; all facts are invented."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from kembar.casebase import Casebase, Facts, SourceFact, StudyPair, build
from kembar.codebook import load
from kembar.dates import of_edtf
from kembar.types import Coding, Count, Evidence, Judgement, Pair, Place, Reading, Source, Version

NORTH = Place("ID.11.01", "Kotabaru", "ID", "city")
HARBOUR = Place("KR.21", "Haeju", "KR", "metro")
RIVER = Place("ID.12.02", "Sungaipinang", "ID", "city")
HILL = Place("JP.22", "Yamaoka", "JP", "city")
FIRST = StudyPair("Kotabaru-Haeju", Pair(NORTH, HARBOUR))
SECOND = StudyPair("Sungaipinang-Yamaoka", Pair(RIVER, HILL))

TEXTS = {
    "kabar2013": "Sejak 2007 kedua kota bertukar guru. Tiap Juli sedikitnya 70 guru Kotabaru berangkat ke Haeju. "
    "Pada 2013 festival Kotabaru digelar di Haeju.",
    "haeju1994": "해주시와 코타바루시는 1994년 8월 29일 자매결연을 체결했다. 2013년에는 교사 40명이 왔다.",
    "mayor2014": "The memorandum was signed on 10 November 1994. <script>alert(1)</script> & more was promised.",
    "yamaoka2020": "山岡市とスンガイピナン市は2001年に姉妹都市となり、毎年15人の生徒が訪れている。"
    "2002年の姉妹都市は五つ。",
    "river2015": "Sejak 1999 pelajar Yamaoka datang tiap tahun. Perjanjian berlaku sampai 2006. "
    "Pada 2002 kota itu punya empat kota kembar.",
    "talent2022": "Bursa bakat 2022 digelar bersama Yamaoka.",
    "ministry2022": "The talent fair of 2022 was held by the ministry alone.",
    "unread2023": "Texte en français.",
}
_ABOUT: dict[str, dict[str, Any]] = {
    "kabar2013": {"title": "Guru pergi ke seberang", "kind": "news", "issued": "2013-07-20", "language": "id"},
    "haeju1994": {
        "title": "해주 시사", "kind": "government_page", "issued": "2014", "language": "ko", "author": ("김철수",),
    },
    "mayor2014": {
        "title": "A mayor's papers", "kind": "book_or_thesis", "issued": "2014", "language": "en",
        "author": ("Woo, Yong",), "publisher": "Harbour Press",
        "retells": {"title": "[Papers]", "author": "The mayor", "date": "2014", "address": "https://example.org/p"},
    },
    "yamaoka2020": {
        "title": "山岡市の姉妹都市", "kind": "government_page", "issued": "2020-03", "language": "ja",
        "author": ("有村俊秀",),
    },
    "river2015": {"title": "Dari sungai ke bukit", "kind": "journal_article", "issued": "2015", "language": "id"},
    "talent2022": {"title": "Bursa bakat", "kind": "news", "issued": "2022-08-21", "language": "id"},
    "ministry2022": {"title": "Who held the fair", "kind": "official_document", "issued": "2022", "language": "en"},
    "unread2023": {"title": "Jumelages", "kind": "other", "issued": "2023", "language": "fr"},
}  # fmt: skip


def digest(source: str) -> str:
    """Return the hash of a source's text."""
    return sha256(TEXTS[source].encode()).hexdigest()


def said(source: str, quote: str, *supports: str, locator: str = "p. 7", cue: str = "") -> Evidence:
    """Return the evidence for a quote, found in its text."""
    start = TEXTS[source].index(quote)
    at = start + quote.index(cue) if cue else 0
    return Evidence(
        source, digest(source), start, start + len(quote), locator, quote, ("act", *supports),
        (at, at + len(cue)) if cue else None,
    )  # fmt: skip


def codings() -> dict[str, list[Coding]]:
    """Return what is coded of each source."""
    first, second = FIRST.pair, SECOND.pair
    north, harbour = NORTH.id, HARBOUR.id
    return {
        "kabar2013": [
            Coding(
                "activity", "teacher_exchange",
                (said("kabar2013", "Sejak 2007 kedua kota bertukar guru.", "start", "pair", cue="bertukar"),
                 said("kabar2013", TEXTS["kabar2013"].split(". ")[1] + ".", "participants", "flow")),
                pair=first, sector="education", status="ongoing", start=of_edtf("2007"), recurrence="annual",
                flow=f"{north}>{harbour}", participants=Count(70, "at_least"), actors=("school",),
            ),
            Coding(
                "activity", "cultural_event",
                (said("kabar2013", "Pada 2013 festival Kotabaru digelar di Haeju.", "start"),),
                pair=first, sector="culture", status="done", start=of_edtf("2013"),
                attributes={"name": "Festival Kotabaru"},
            ),
        ],
        "haeju1994": [
            Coding(
                "agreement", "sister_agreement",
                (said("haeju1994", TEXTS["haeju1994"].split(" 2013")[0], "start", cue="자매결연"),),
                pair=first, status="done", start=of_edtf("1994-08-29"),
            ),
            Coding(
                "activity", "teacher_exchange",
                (said("haeju1994", "2013년에는 교사 40명이 왔다.", "participants", "start"),),
                pair=first, sector="education", status="ongoing", recurrence="annual", flow=f"{north}>{harbour}",
                participants=Count(40),
            ),
        ],
        "mayor2014": [
            Coding(
                "agreement", "memorandum",
                (said("mayor2014", "The memorandum was signed on 10 November 1994.", "start"),),
                pair=first, status="done", start=of_edtf("1994-11-10"), attributes={"signatories": ["=SUM(A1)"]},
            ),
            Coding(
                "activity", "donation", (said("mayor2014", "<script>alert(1)</script> & more was promised."),),
                pair=first, sector="general", status="planned", attributes={"name": "<script>alert(1)</script>"},
            ),
        ],
        "yamaoka2020": [
            Coding(
                "agreement", "sister_agreement", (said("yamaoka2020", "2001年に姉妹都市となり", "start"),),
                pair=second, status="ongoing", start=of_edtf("2001"),
            ),
            Coding(
                "activity", "student_exchange", (said("yamaoka2020", "毎年15人の生徒が訪れている", "participants"),),
                pair=second, sector="education", status="ongoing", recurrence="annual",
                flow=f"{HILL.id}>{RIVER.id}", participants=Count(15),
            ),
            Coding(
                "statement", "number_of_ties", (said("yamaoka2020", "2002年の姉妹都市は五つ。", "start"),),
                place=RIVER, start=of_edtf("2002"), attributes={"value": 5},
            ),
        ],
        "river2015": [
            Coding(
                "activity", "student_exchange",
                (said("river2015", "Sejak 1999 pelajar Yamaoka datang tiap tahun.", "start"),),
                pair=second, sector="youth_sports", status="ongoing", start=of_edtf("1999"), recurrence="annual",
                flow=f"{HILL.id}>{RIVER.id}",
            ),
            Coding(
                "agreement", "implementing_arrangement", (said("river2015", "Perjanjian berlaku sampai 2006. "
    "Pada 2002 kota itu punya empat kota kembar.", "end"),),
                pair=second, status="done", end=of_edtf("2006"),
            ),
            Coding(
                "statement", "number_of_ties",
                (said("river2015", "Pada 2002 kota itu punya empat kota kembar.", "start", "attributes.value"),),
                place=RIVER, start=of_edtf("2002"), attributes={"value": 4},
            ),
        ],
        "talent2022": [
            Coding(
                "activity", "trade_promotion",
                (said("talent2022", "Bursa bakat 2022 digelar bersama Yamaoka.", "start"),),
                pair=second, sector="economy", status="done", start=of_edtf("2022"),
                attributes={"name": "Bursa Bakat 2022"},
            ),
        ],
        "ministry2022": [],
    }  # fmt: skip


def readings() -> list[Reading]:
    """Return one reading by rules a source; the unread source has none."""
    return [Reading("rules", "rules", s, digest(s), tuple(found), at="2026-01-01") for s, found in codings().items()]


def judgements() -> list[Judgement]:
    """Return what the judge decided: one record accepted, one rejected with a quote against it."""
    found = codings()
    against = said("ministry2022", "The talent fair of 2022 was held by the ministry alone.", locator="para. 1")
    return [
        Judgement((found["haeju1994"][0].id,), "accept", "Siti", "2026-01-02"),
        Judgement(
            (found["talent2022"][0].id,), "reject", "Siti", "2026-01-03", note="not this partner", evidence=(against,)
        ),
        Judgement(("ministry2022", digest("ministry2022")), "complete", "Siti", "2026-01-04"),
    ]


def facts(**change: Any) -> Facts:
    """Return the facts of the study: sources, pairs, period."""
    places = {"haeju1994": FIRST, "kabar2013": FIRST, "mayor2014": FIRST}
    sources = {}
    for name, about in _ABOUT.items():
        pair = places.get(name, SECOND).pair
        here = frozenset({pair.a.id, pair.b.id}) if name != "unread2023" else frozenset()
        source = Source(name, versions=(Version(f"sources/{name}.txt", "0" * 64, digest(name)),), **about)
        year = int(about["issued"][:4])
        sources[name] = SourceFact(
            source=source, text_sha256=digest(name), texts=(digest(name),), language=about["language"],
            has_rules=about["language"] != "fr", places=here, years=frozenset({year}),
        )  # fmt: skip
    fields: dict[str, Any] = {"sources": sources, "pairs": (FIRST, SECOND), "period": (1994, 2023), "related": ()}
    return Facts(**fields | change)


def study() -> Casebase:
    """Build the casebase of the study."""
    return build(facts(), readings(), judgements(), load())
