"""What the rest of Kembar asks of the gazetteer."""

import pytest

from kembar.places import gazetteer
from kembar.problems import UnknownNameError

g = gazetteer()


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Surabaya", "ID.35.78"),
        ("Busan", "KR.26"),
        ("Gwangju", "KR.29"),
        ("Gwangju, KR", "KR.29"),
        ("Gwangju, South Korea", "KR.29"),
        ("Jeju", "KR.50"),
        ("Kabupaten Malang", "ID.35.07"),
        ("Malang", "ID.35.73"),
        ("Kitakyushu", "JP.40100"),
        ("수라바야", "ID.35.78"),
        ("釜山", "KR.26"),
        ("KR.26", "KR.26"),
        ("gn:1838519", "KR.26"),
        ("London", "gn:2643743"),
    ],
)
def test_names_that_a_person_writes(name: str, place_id: str) -> None:
    assert g.named(name).id == place_id


def test_a_country_narrows_a_name() -> None:
    assert g.named("Hamilton", "NZ").country == "NZ"
    assert g.named("Portsmouth", "US").country == "US"


def test_a_name_that_nothing_carries_is_misuse_with_a_hint() -> None:
    with pytest.raises(UnknownNameError, match=r"Surabayya.*Surabaya"):
        g.named("Surabayya")
    with pytest.raises(UnknownNameError, match="of JP"):
        g.named("Surabaya", "JP")
    with pytest.raises(UnknownNameError):
        g.named("Japan")


def test_old_and_new_ids_are_one_place() -> None:
    seen = {g.get(place_id) for place_id in ("ID.12.71", "gn:1214520")}
    assert len(seen) == 1
    assert g.get("gn:1835841") == g.get("KR")
    assert g.get("nothing") is None


def test_a_former_city_points_to_the_one_it_went_into() -> None:
    jinhae = g.named("Jinhae")
    assert (jinhae.merged_into, jinhae.until) == ("KR.48120", "2010")
    assert g.get(str(jinhae.merged_into)) == g.named("Changwon")


def test_candidates_have_kinds_and_come_largest_first() -> None:
    found = g.candidates("Malang")
    assert [place.id for place, _ in found][:2] == ["ID.35.73", "ID.35.07"]
    assert {place.id: kind for place, kind in g.candidates("블리타르")} == {"ID.35.72": 2, "ID.35.05": 2}
    assert g.candidates("no such place") == []


def test_search_for_a_form() -> None:
    assert g.search("suraba", 3)[0].id == "ID.35.78"
    assert g.search("Bath", 5)[0].id == "gn:2656173", "an exact name comes before longer ones"
    assert len(g.search("san", 7)) == 7
    assert g.search("부산")[0].id == "KR.26"
    assert g.search("x") == []


def test_spellings_of_a_place() -> None:
    names = g.names("KR.26")
    assert names[:2] == ("Busan", "부산광역시")
    assert {"pusan", "부산", "釜山"} <= set(names)
    assert g.names("nothing") == ()


def test_regions_are_told_from_the_cities_they_are_called_after() -> None:
    assert [g.named(i).name for i in ("JP.26", "JP.26100", "ID.35.07", "ID.35.73", "KR.41610")] == [
        "Kyoto Prefecture", "Kyoto", "Malang Regency", "Malang", "Gwangju-si",
    ]  # fmt: skip


def test_own_names_beat_all_rules() -> None:
    text = "The Twins met in Nice, France. Seoul stayed away; the Twins won."
    own = {"Twins": "ID.35.78", "Nice": "KR.26", "Seoul": ""}
    found = g.resolve(text, aliases=own)
    assert [(m.surface, m.place.id, m.reason) for m in found] == [
        ("Twins", "ID.35.78", "own name"),
        ("Nice", "KR.26", "own name"),
        ("Twins", "ID.35.78", "own name"),
    ]
    with pytest.raises(UnknownNameError, match="XX"):
        g.resolve(text, aliases={"Twins": "XX.1"})


def test_own_names_in_other_scripts_need_no_blank_around() -> None:
    found = g.resolve("쌍둥이시와 만났다. 姉妹都市のキタさん", aliases={"쌍둥이": "KR.26", "キタ": "JP.40100"})
    assert [m.place.id for m in found] == ["KR.26", "JP.40100"]


def test_an_own_name_may_be_what_a_scan_misread() -> None:
    found = g.resolve("キタ=タワ一の会", aliases={"キタ=タワ一": "JP.40100"})
    assert [(m.surface, m.place.id) for m in found] == [("キタ=タワ一", "JP.40100")]


def test_spans_are_read_alone_but_count_in_the_whole_text() -> None:
    text = "Surabaya was first.\nBusan came later.\nMedan is in Indonesia."
    middle = text.index("Busan")
    found = g.resolve_spans(text, [(middle, middle + 17)])
    assert [(m.surface, m.start) for m in found] == [("Busan", middle)]


def test_the_document_votes_for_spans_that_say_little() -> None:
    title = "Cambridge and Heidelberg"
    text = f"{title}\n\nBoston in the United States sent dancers to Germany. Houston and Chicago followed."
    alone = g.resolve_spans(text, [(0, len(title))])
    voted = g.resolve_spans(text, [(0, len(title))], countries=g.countries(text))
    assert alone[0].place.country == "GB"
    assert voted[0].place.country == "US"


def test_institutions_are_kept_as_masked() -> None:
    found = g.resolve("부산대학교는 인도네시아 수라바야와 만났다.")
    assert [(m.surface, m.masked) for m in found] == [("부산", True), ("수라바야", False)]


def test_explain_shows_every_candidate_and_why_one_is_chosen() -> None:
    rows = g.explain("Portland", "A choir from Portland, Maine, wrote to Shinagawa.")
    assert rows[0].chosen
    assert rows[0].reason == "region beside it"
    assert (rows[0].place.id, rows[0].region) == ("gn:4975802", "Maine")
    assert [row.chosen for row in rows].count(True) == 1
    other = next(row for row in rows if row.place.id == "gn:5746545")
    assert other.reason == ""
    assert "region beside it" in rows[0].parts
    assert rows[0].score == pytest.approx(sum(rows[0].parts.values()), abs=0.02)


def test_explain_tells_the_likeliest_apart_from_what_counts_as_a_place() -> None:
    first = gazetteer().explain("Medan")[0]
    assert first.chosen
    assert first.reason.startswith("the likeliest; a text must say more")


def test_explain_without_a_text() -> None:
    rows = g.explain("광주")
    assert rows[0].place.id == "KR.29"
    assert rows[0].local == "광주광역시"
    assert {"KR.29", "KR.41610"} <= {row.place.id for row in rows}
    assert g.explain("no such place") == []


def test_the_same_text_gives_the_same_answer() -> None:
    text = "Surabaya dan Busan, 광주시와 메단시, 北九州市とスラバヤ市; Portland and Cambridge."
    assert g.resolve(text) == g.resolve(text) == gazetteer().resolve(text)
    assert g.resolve("") == []
