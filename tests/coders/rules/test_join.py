"""One act told twice is one record: a visit whose guests are taken up again, and what is to come told twice."""

import pytest
from short_texts import document, told

from kembar import codebook
from kembar.coders import rules

BOOK = codebook.load()
GUESTS = (
    "Guests from Osaka in Hamburg",
    "2015-06-02",
    "Osaka's mayor and nine councillors were received in Hamburg in May 2015. The visitors toured the docks of "
    "Hamburg.\n\nThe visiting Japanese delegation had two quiet days touring Hamburg.\n\n"
    "As well as a reception, the group visited two schools of Hamburg.",
)
PLAN = (
    "Hamburg delegation to mark 25 years with Osaka",
    "2024-04-12",
    "A Hamburg council delegation will fly to Osaka on 13 April to mark 25 years of the sister-city tie.\n\n"
    "A 12 member delegation, led by Mayor Peter Walker, will attend a ceremony during a visit of nine days to Osaka.",
)


@pytest.mark.language("en")
@pytest.mark.parametrize(("title", "issued", "text"), [GUESTS, PLAN])
def test_a_visit_told_again_is_one(title: str, issued: str, text: str) -> None:
    coded = rules.code(document(text, title, issued), BOOK)
    assert [kind for kind, _, _ in map(told, coded.codings)].count("delegation_visit") == 1
