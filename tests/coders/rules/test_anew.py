"""An act that is told once more without its words, and what only looks like one."""

import pytest
from short_texts import document, told

from kembar import codebook
from kembar.coders import rules

pytestmark = pytest.mark.language("en")


def acts(text: str) -> set[tuple[str, frozenset[str], str]]:
    made = document(f"Herne and Wakefield have been twin towns since 1961. {text}", "Herne and Wakefield", "2019")
    return {told(coding) for coding in rules.code(made, codebook.load()).codings if coding.type == "activity"}


def test_an_act_is_told_again_on_a_date_of_its_own() -> None:
    found = acts("The mayor of Wakefield visited Herne with six councillors in May 2011, and again in June 2014.")
    assert {start for _, _, start in found} == {"2011-05", "2014-06"}


@pytest.mark.parametrize("behind", ["as was agreed in 2008", "followed by another report in 2012"])
def test_what_was_agreed_or_written_is_no_act_again(behind: str) -> None:
    found = acts(f"The mayor of Wakefield visited Herne with six councillors in May 2011, {behind}.")
    assert {start for _, _, start in found} == {"2011-05"}


def test_a_neighbour_of_a_side_is_no_partner_of_the_other() -> None:
    found = acts("A choir from Wakefield sang in Herne in May 2011, as did the brass band of Bochum in 2012.")
    assert {pair for _, pair, _ in found} == {frozenset({"Herne", "Wakefield"})}
