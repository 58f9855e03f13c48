"""The choice of a pair: what is weighed, what the walk is sure of, and what the reader is told of it."""

import math
from unittest import mock

import pytest
from short_texts import document, proposed

from kembar import codebook
from kembar.coders import rules
from kembar.coders.rules import choosing

BOOK = codebook.load()
TEXT = (
    "Kanazawa has been a sister city of Ghent since 1971 and of Nancy since 1973.\n\n"
    "In May 1990 Ghent sent a choir of 20 to Kanazawa. The two cities opened an exhibition of prints on 9 June 1991."
)


def pairs(text: str, title: str) -> set[tuple[str, frozenset[str]]]:
    """Kind and places of what is coded."""
    coded = rules.code(document(text, title), BOOK).codings
    return {(c.kind, frozenset((c.pair.a.name, c.pair.b.name))) for c in coded if c.pair}


def test_what_is_told_on_stays_with_the_pair_told_last() -> None:
    assert ("cultural_event", frozenset(("Kanazawa", "Ghent"))) in pairs(TEXT, "Kanazawa and its partners")
    assert ("cultural_event", frozenset(("Kanazawa", "Nancy"))) not in pairs(TEXT, "Kanazawa and its partners")


def test_without_weights_the_walk_alone_decides() -> None:
    with mock.patch.object(choosing, "weights", dict):
        assert ("sister_agreement", frozenset(("Kanazawa", "Ghent"))) in pairs(TEXT, "Kanazawa and its partners")


def test_every_weight_is_a_number_and_its_mark_is_known() -> None:
    seen: set[str] = set()
    pick = choosing.pick

    def note(sentence, options):  # type: ignore[no-untyped-def]
        seen.update(mark for option in options for mark in option.marks)
        return pick(sentence, options)

    with mock.patch.object(choosing, "pick", note):
        pairs(TEXT, "Kanazawa and its partners")
    table = choosing.weights()
    assert table
    assert all(math.isfinite(weight) for weight in table.values())
    assert {"both in", "told together", "2 of 2 named"} <= seen & table.keys()


def test_the_sums_do_not_hang_on_the_order_of_marks() -> None:
    table = {f"mark {n}": 0.1 * n for n in range(40)}
    marks = dict.fromkeys(table, 0.3)
    turned = dict(reversed(marks.items()))
    pair = None
    assert choosing.total(choosing.Option(pair, marks), table) == choosing.total(choosing.Option(pair, turned), table)  # type: ignore[arg-type]


def test_explain_names_the_likeliest_pairs_with_their_marks() -> None:
    lines = rules.explain(document(TEXT, "Kanazawa and its partners"), BOOK)
    told = [line.text for line in lines if line.what == "found" and "; pairs: " in line.text]
    assert any("Kanazawa (JP)-Ghent (BE) +" in text and "(" in text for text in told)


def test_partners_in_one_list_stay_together() -> None:
    text = (
        "Leeds and Turin have been twinned since 1960. The mayor of Turin came in 1999.\n\n"
        "In 2003 teachers from Bergen, Aarhus and Lille visited Leeds."
    )
    partners = {next(iter(places - {"Leeds"})) for kind, places in pairs(text, "Leeds") if kind == "teacher_exchange"}
    assert partners == {"Bergen", "Aarhus", "Lille"}


@pytest.mark.language("en")
@pytest.mark.parametrize(
    ("behind", "pair"),
    [
        ("received a delegation of 30 from the twin town", {"Wakefield", "Herne"}),
        ("received a delegation of 30 from there", None),
    ],
)
def test_a_paper_with_a_neighbour_takes_no_other_act_with_it(behind: str, pair: set[str] | None) -> None:
    """The paper is of no pair; what its sentence tells of the twin town is that town's."""
    tie = "Wakefield and Herne became twin towns in 1961.\n\n"
    text = f"{tie}In June 2010 Wakefield signed a memorandum with the City of Leeds on waste and {behind}."
    assert proposed(text, "memorandum").pair is None
    told = proposed(text, "delegation_visit").pair
    assert (told and {side.name for side in told}) == pair
