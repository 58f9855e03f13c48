"""What the rules say about texts that they read in pieces or not at all."""

from __future__ import annotations

import pytest
from short_texts import document

from kembar import codebook
from kembar.coders import rules

BOOK = codebook.load()


def test_a_stretch_without_a_sentence_end_is_told_with_its_place() -> None:
    text = "Osaka and Hamburg signed a memorandum on 11 May 2018, and Osaka visited Hamburg " * 400
    (problem,) = rules.code(document(text), BOOK).problems
    assert problem.name == "long_passage"
    assert str(len(text.rstrip())) in problem.message
    assert problem.where.endswith(f"characters 1-{len(text.rstrip())}")


@pytest.mark.parametrize(
    "text",
    [
        "Osaka and Hamburg signed a memorandum on 11 May 2018. " * 400,
        pytest.param("仙台市と光州広域市は2002年4月20日に姉妹都市となった。" * 600, marks=pytest.mark.language("ja")),
    ],
)
def test_a_long_text_of_sentences_is_read_whole(text: str) -> None:
    assert rules.code(document(text), BOOK).problems == ()


def test_a_language_without_rules_is_told() -> None:
    (problem,) = rules.code(document("Лиепая и Дармштадт подписали соглашение о дружбе городов." * 5), BOOK).problems
    assert problem.name == "no_rules"
