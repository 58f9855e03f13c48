"""A short sentence that only says since or until when tells that of the sentence before it."""

import pytest
from short_texts import document

from kembar import codebook
from kembar.coders import rules

pytestmark = pytest.mark.language("en")


def exchange(text: str) -> tuple[str, str]:
    """Since and until when the exchange of pupils is told to last."""
    coded = rules.code(document(f"Leeds is twinned with Turin. {text}", "Leeds and Turin", "2020"), codebook.load())
    found = next(c for c in coded.codings if c.kind == "student_exchange")
    return found.start.edtf if found.start else "", found.end.edtf if found.end else ""


@pytest.mark.parametrize(
    ("behind", "dates"),
    [
        ("It began in 1990.", ("1990", "")),
        ("This has been so since 1990.", ("1990", "")),
        ("The harbour was deepened in 1990.", ("", "")),
        (
            "The library of the university began in 1990 with a gift of books and has grown every year since then.",
            ("", ""),
        ),
    ],
)
def test_what_goes_on_takes_the_date_told_behind_it(behind: str, dates: tuple[str, str]) -> None:
    assert exchange(f"Pupils from Leeds visit schools in Turin every year. {behind}") == dates


def test_a_sentence_with_an_act_of_its_own_keeps_its_date() -> None:
    text = "Pupils from Leeds visit schools in Turin every year. A delegation from Turin visited Leeds in 1990."
    assert exchange(text) == ("", "")
