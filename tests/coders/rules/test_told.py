"""What the rules say about texts that they read in pieces or not at all."""

from __future__ import annotations

import pytest
from short_texts import document

from kembar import codebook, messages
from kembar.coders import rules
from kembar.places import kana, sound

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


@pytest.mark.language("ja")
@pytest.mark.parametrize("beside", ["ドイツの", ""])
def test_names_that_are_too_many_to_be_looked_for_are_told(beside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("ガルミッシュ市と交流した", "ラーフェンス市を訪問した", "ノイブルン市と提携した")
    text = "ドイツから客が来た。" + "".join(f"{beside}{name}。" for name in names)
    assert rules.code(document(text), BOOK).problems == ()
    monkeypatch.setattr(sound, "_MOST_NAMES", 1)
    monkeypatch.setattr(kana, "_MOST_NAMES", 1)
    (problem,) = rules.code(document(text), BOOK).problems
    first = text.index("ラーフェンス") + 1
    assert problem.name == "names_not_sought"
    assert problem.where.endswith(f"characters {first}-{first + 5}")
    assert ": 2 were not looked for, from ラーフェンス on." in problem.message
    assert "2 tidak dicari, mulai dari ラーフェンス" in messages.message("id", problem.message)
    assert messages.message("id", problem.hint) != problem.hint


def test_a_language_without_rules_is_told() -> None:
    (problem,) = rules.code(document("Лиепая и Дармштадт подписали соглашение о дружбе городов." * 5), BOOK).problems
    assert problem.name == "no_rules"
