"""Quotes are shown once, in their sentence, with the words that carry them marked."""

from __future__ import annotations

from dataclasses import replace

from by_hand import TEXTS, digest, facts, said, study

from kembar.displays import matrix
from kembar.displays.quotes import Quote, Sentences, gather, plain
from kembar.problems import UnknownNameError
from kembar.types import Block, Document, Evidence


def _document(source: str, text_sha256: str) -> Document:
    if digest(source) != text_sha256:
        raise UnknownNameError("There is no such text.")
    fact = facts().sources[source]
    blocks = (Block(0, len(TEXTS[source])),)
    return Document(fact.source, TEXTS[source], text_sha256, language=fact.language, blocks=blocks)


def _quote(evidence: Evidence) -> Quote:
    return Quote(evidence, facts().sources[evidence.source].source, evidence.quote, evidence.start)


def _word(words: str) -> Evidence:
    return replace(said("kabar2013", words), supports=("pair",))


def test_a_word_is_shown_in_its_sentence_and_marked() -> None:
    (quote,) = gather([_word("Haeju")], Sentences(_document), _quote)
    assert quote.text == "Tiap Juli sedikitnya 70 guru Kotabaru berangkat ke Haeju."
    assert [piece for piece, marked in quote.pieces if marked] == ["Haeju"]
    assert TEXTS["kabar2013"][quote.start :].startswith(quote.text)


def test_a_quote_within_another_is_marked_there_and_not_repeated() -> None:
    act = said("kabar2013", "Sejak 2007 kedua kota bertukar guru.", cue="bertukar")
    quotes = gather([act, _word("2007"), _word("Haeju")], plain, _quote)
    assert [quote.text for quote in quotes] == [act.quote, "Haeju"]
    assert [piece for piece, marked in quotes[0].pieces if marked] == ["2007", "bertukar"]


def test_an_act_keeps_the_words_it_was_quoted_with() -> None:
    act = said("yamaoka2020", "2001年に姉妹都市となり")
    assert Sentences(_document)(act) == (act.start, act.quote)


def test_a_text_that_is_gone_leaves_the_quote_as_it_is() -> None:
    word = replace(_word("Haeju"), text_sha256="0" * 64)
    assert Sentences(_document)(word) == (word.start, "Haeju")


def test_cells_hold_whole_sentences_where_the_study_gives_documents() -> None:
    cell = matrix(study(), document=_document)["Kotabaru-Haeju", "education"]
    assert all(quote.text in TEXTS[quote.source.id] for quote in cell.evidence)
