"""The shipped codes are complete: four labels, a definition, parents that exist, ids that a program can use."""

import re

import pytest
import yaml

from kembar import codebook, languages
from kembar.codebook import loading
from kembar.types import Code

BOOK = codebook.load()
GOLD_KINDS = {
    "agreement": "letter_of_intent memorandum sister_agreement friendship_agreement implementing_arrangement renewal",
    "activity": "delegation_visit meeting student_exchange teacher_exchange staff_exchange scholarship training "
    "university_partnership research_collaboration language_program volunteer_service cultural_event sports_event "
    "trade_promotion investment tourism_promotion technical_assistance infrastructure_project donation commemoration "
    "information_exchange",
}
GOLD_SECTORS = (
    "education culture economy tourism youth_sports science_technology environment health urban_development "
    "governance social_welfare disaster_relief agriculture_fisheries general"
)
GOLD_ACTORS = "university school business ngo community national_government international_organization media"


@pytest.mark.parametrize("code", BOOK.codes.values(), ids=lambda code: code.id)
def test_code_is_complete(code: Code) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", code.id)
    assert set(code.labels) >= set(languages.codes())
    assert all(label.strip() for label in code.labels.values())
    assert {"en", "id"} <= set(code.definition)
    assert all(text.endswith(".") for text in (*code.definition.values(), *code.is_not.values()))
    assert set(code.is_not) in (set(), {"en", "id"})
    assert code.parent is None or code.parent in BOOK
    assert len(set(code.examples)) == len(code.examples)


def test_labels_are_told_apart_within_their_axis() -> None:
    for axis in loading.AXES:
        for language in languages.codes():
            labels = [code.labels[language] for code in BOOK.axis(axis)]
            assert len(set(labels)) == len(labels), (axis, language)


def test_kinds_tell_what_they_are_not_and_give_an_example_in_every_language() -> None:
    for code in BOOK.axis("kind"):
        assert code.is_not, code.id
        assert len(code.examples) >= len(languages.codes()), code.id


def test_codes_are_those_of_the_gold_format() -> None:
    children = {"named_place", "anniversary"}
    for type_, kinds in GOLD_KINDS.items():
        assert [c.id for c in BOOK.axis("kind") if type_ in c.types and c.id not in children] == kinds.split()
    assert [c.id for c in BOOK.axis("sector")] == GOLD_SECTORS.split()
    assert [c.id for c in BOOK.axis("actor")] == GOLD_ACTORS.split()
    assert [c.id for c in BOOK.axis("status")] == ["done", "ongoing", "planned", "ended"]
    assert [c.id for c in BOOK.axis("recurrence")] == ["annual", "biennial", "monthly", "irregular"]


def test_what_occurs_once() -> None:
    once = {code.id for code in BOOK.codes.values() if code.occurs == "once"}
    assert once == {"sister_agreement", "friendship_agreement", "named_place"}


def test_statement_codes_hold_what_studies_ask_for() -> None:
    asked = "number_of_ties motive expectation barrier success_factor outcome similarity legal_basis"
    assert set(asked.split()) <= {code.id for code in BOOK.axis("statement")}
    for parent in ("barrier", "success_factor"):
        assert sum(code.parent == parent for code in BOOK.axis("statement")) >= 5


def test_sectors_fall_into_at_most_six_groups() -> None:
    groups = {BOOK.sector_group(code.id) for code in BOOK.axis("sector")}
    assert len(groups) == 6
    assert "general" in groups


@pytest.mark.parametrize("name", sorted(BOOK.groupings))
def test_grouping_covers_every_sector_once(name: str) -> None:
    grouping = BOOK.grouping(name)
    sectors = [sector for group in grouping.groups.values() for sector in group.sectors]
    assert sorted(sectors) == sorted(code.id for code in BOOK.axis("sector"))
    assert set(grouping.labels) >= set(languages.codes())
    assert all(set(group.labels) >= set(languages.codes()) for group in grouping.groups.values())
    assert grouping.reference


def test_every_yaml_file_of_the_folder_is_read() -> None:
    assert {path.stem for path in loading.HERE.glob("*.yaml")} == set(loading.FILES)
    assert {path.stem for path in (loading.HERE / "groupings").glob("*.yaml")} == set(loading.GROUPINGS)


def test_our_reader_and_plain_yaml_see_the_same_codes() -> None:
    for name in loading.FILES:
        plain = yaml.safe_load((loading.HERE / f"{name}.yaml").read_text(encoding="utf-8"))
        for code, entry in plain["codes"].items():
            assert BOOK.get(code).axis == plain["axis"]
            assert dict(BOOK.get(code).labels) == entry["labels"]
