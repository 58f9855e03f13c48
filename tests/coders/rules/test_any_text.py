"""What holds for the codings of any text: quotes stand where they say, order tells nothing, time grows with length."""

import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from short_texts import document

from kembar import codebook, sources
from kembar.coders import rules
from kembar.types import Coding, Document, Source

BOOK = codebook.load()
#: Stretches that tell acts in four languages, and odd ones.
PIECES = (
    "Osaka and Hamburg signed a memorandum of understanding on 11 May 2018. ",
    "The mayor of Osaka visited Hamburg with a delegation of 24 in June 2019. ",
    "Both cities hold a festival every July. ",
    "Wali Kota Semarang dan Wali Kota Nagoya menandatangani nota kesepahaman pada 3 April 2018. ",
    "Delegasi Semarang mengunjungi Nagoya. ",
    "대전시와 나고야시는 1998년 5월 7일 자매결연을 체결했다. ",
    "仙台市と光州広域市は2002年4月20日に姉妹都市となった。",
    "\n\n", "\n# Hamburg\n", "- Osaka, 1989\n", "Since\tCity\n1989\tOsaka\n", "\x00", "\u202e", "\u200f", "(", "\"",
    "é\u0301", "😀", "Osaka ", "12 May 1990, ", "、", " ",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=14).map("".join)
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
#: Texts that grow without end of sentence, line or word; the language is given, as their words may not tell it.
LONG = {
    "one paragraph": ("en", "Osaka and Hamburg signed a memorandum on 11 May 2018. The mayor of Osaka came. "),
    "no sentence end": ("en", "Osaka and Hamburg signed a memorandum on 11 May 2018, and Osaka visited Hamburg "),
    "no blank": ("en", "memorandum-hamburg-osaka-"),
    "one name": ("en", "Osaka "),
    "dates": ("en", "12 May 1990, "),
    "brackets": ("en", "(A, "),
    "hangul": ("ko", "대전시와나고야시는양해각서를체결했다"),
    "signs": ("ja", "大阪市覚書締結"),
    "semicolons": ("en", "Osaka; "),
    "lines": ("id", "Semarang dan Nagoya menandatangani nota kesepahaman pada 3 April 2018\n"),
    "control": ("en", "Osaka\x00 and \u202eHamburg\u202c signed a memorandum \ud800"),
}


def coded(made: Document) -> list[Coding]:
    """The codings of a document."""
    return list(rules.code(made, BOOK).codings)


@given(TEXTS)
@QUICK
def test_every_quote_is_the_text_at_its_place_and_a_second_reading_says_the_same(text: str) -> None:
    made = document(text, "Osaka and Hamburg")
    codings = coded(made)
    for coding in codings:
        assert all(made.text[e.start : e.end] == e.quote and e.quote for e in coding.evidence)
        assert coding.pair is not None
        assert coding.pair.a.country != coding.pair.b.country
    assert [c.id for c in coded(made)] == [c.id for c in codings]


@given(st.lists(TEXTS, min_size=2, max_size=3))
@QUICK
def test_what_was_read_before_changes_nothing(texts: list[str]) -> None:
    documents = [document(text, "Osaka and Hamburg") for text in texts]
    forward = [[c.id for c in coded(made)] for made in documents]
    backward = [[c.id for c in coded(made)] for made in reversed(documents)]
    assert forward == backward[::-1]


@pytest.mark.parametrize("name", sorted(LONG))
def test_twice_the_text_takes_about_twice_the_time(name: str) -> None:
    language, piece = LONG[name]

    def spent(size: int) -> float:
        made = replace(document(piece * (size // len(piece)), "Osaka and Hamburg"), language=language)
        started = time.process_time()
        rules.code(made, BOOK)
        return time.process_time() - started

    spent(2_000)
    for _ in range(3):  # a busy machine may slow one measurement, a quadratic time all of them
        once, twice = min(spent(10_000) for _ in range(2)), min(spent(20_000) for _ in range(2))
        if twice <= 2.3 * once + 0.15:
            break
    assert twice <= 2.3 * once + 0.15


def test_a_text_without_a_cue_is_passed_over_and_its_heading_still_names_its_places() -> None:
    from kembar.sources.markdown import blocks_of
    from kembar.types import Source

    text = "# Osaka\n\nBlogo mirta suden palto, gerfi nolt. Brask!\n"
    page = Document(Source("p"), text, "0" * 64, "md 1", "en", blocks_of(text))
    result = rules.code(page, BOOK)
    assert (result.codings, result.trace.candidates) == ((), ())
    assert [(page.text[m.start : m.end]) for m in result.mentions] == ["Osaka"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "부산시와 고베시 00월 00일에 방문 예정. 2001-00-10, 0일에, 2001. 0. 5.",
            marks=pytest.mark.language("ko"),
        ),
        pytest.param(
            "神戸市と釜山市。00月00日、0日～3日に訪問。",
            marks=pytest.mark.language("ja"),
        ),
        pytest.param(
            "Leeds and Kobe 2011\n\n29 February\n\nLeeds pupils visited Kobe on 3 May."
            "\n\n1 March\n\nKobe visits Leeds.",
            marks=pytest.mark.language("en"),
        ),
        pytest.param(
            "Leeds and Kobe 2011\n\n31 June\n\nLeeds pupils visit Kobe on Monday."
            "\n\n1 July\n\nKobe's mayor visits Leeds.",
            marks=pytest.mark.language("en"),
        ),
    ],
)
def test_days_that_no_calendar_has_break_nothing(text: str) -> None:
    coded = rules.code(document(text, issued="2011-02-29"), BOOK)
    days = [coding.start.edtf for coding in coded.codings if coding.start]
    assert not {"2011-02-29", "2011-06-31", "2001-00-10"} & set(days)
    assert coded.mentions


def test_a_row_of_a_thousand_words_is_read_to_its_end() -> None:
    row = "The weather is fine and the harbour quiet. " * 40 + "Twelve pupils of Leeds went to Kobe in May 1998."
    data = f'partner,note,year\nKobe,"{row}",1998\n'.encode()
    extraction = sources.read_bytes(data, "long.csv")
    coded = rules.code(sources.freeze(Source("long"), extraction), BOOK)
    assert {coding.kind for coding in coded.codings} >= {"student_exchange"}


@pytest.mark.parametrize("text", ["", "\n", " \t "])
def test_a_document_without_words_is_explained_too(text: str) -> None:
    made = Document(Source("p", title="Osaka and Hamburg"), text, "0" * 64, "text 1", "en")
    assert rules.code(made, BOOK).codings == ()
    assert [line for line in rules.explain(made, BOOK) if line.text.startswith("kept")] == []
