"""The only date of what came back and has ended is that of its end, unless words say that it began then."""

import pytest
from short_texts import document

from kembar import codebook
from kembar.coders import rules

pytestmark = pytest.mark.language("en")


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("The yearly exchange of pupils between Leeds and Turin was given up in 2012.", ("", "2012")),
        ("The yearly exchange of pupils between Leeds and Turin has been suspended since 2012.", ("", "2012")),
        ("The yearly exchange of pupils between Leeds and Turin is no longer held since 2012.", ("", "2012")),
        ("The yearly exchange of pupils between Leeds and Turin, begun in 2003, was given up.", ("2003", "")),
        ("A yearly exchange of pupils between Leeds and Turin that started in 1995 was given up.", ("1995", "")),
        ("The yearly exchange of pupils between Leeds and Turin, started long ago, ended in 2012.", ("", "2012")),
        (
            "The yearly exchange of pupils between Leeds and Turin, held since 2003, has been suspended since 2012.",
            ("2003", "2012"),
        ),
    ],
)
def test_a_lone_date_is_that_of_the_end(text: str, dates: tuple[str, str]) -> None:
    coded = rules.code(document(text, "Leeds and Turin", "2020"), codebook.load())
    found = next(c for c in coded.codings if c.kind == "student_exchange")
    assert (found.start.edtf if found.start else "", found.end.edtf if found.end else "") == dates
    assert found.status == "ended"
