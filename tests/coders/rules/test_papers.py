"""Words for papers and ties that stand together are one paper, named by the most telling of them."""

import pytest
from short_texts import sentences_of

from kembar.coders.rules import papers


def grouped(text: str) -> list[tuple[str, int]]:
    """The name of each group of the first sentence, and how many words are in it."""
    return [(name, len(hits)) for name, hits in papers.merged(sentences_of(text)[0])]


@pytest.mark.language("en")
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Leeds and Turin signed a sister city agreement.", ["sister"]),
        ("Leeds and Turin signed a memorandum of understanding on a sister city tie.", ["memorandum"]),
        ("Leeds and Turin signed a letter of intent, then a memorandum of understanding.", ["intent", "memorandum"]),
        ("The friendship of Leeds and Turin became a sister city relationship.", ["sister"]),
        ("The twinning committee of Leeds met in Turin.", []),
    ],
)
def test_the_most_telling_word_names_the_paper(text: str, names: list[str]) -> None:
    assert [name for name, _ in grouped(text)] == names


@pytest.mark.language("ja")
def test_a_tie_right_before_a_mere_word_for_a_paper_names_it() -> None:
    assert grouped("横浜市は上海市と友好都市の議定書に調印した。")[0][0] == "friendship"


@pytest.mark.language("en")
def test_papers_far_apart_are_two() -> None:
    text = "A memorandum of understanding on ports was followed, after many years of talks, by one more memorandum."
    assert [name for name, _ in grouped(text)] == ["memorandum", "memorandum"]


def test_the_lists_of_classes_are_parts_of_one() -> None:
    assert set(papers.NAMED) == set(papers.PAPERS) - {"renew"}
    assert set(papers.SPECIFIC) < set(papers.SORTED) < set(papers.OF_A_SORT) < set(papers.NAMED)
