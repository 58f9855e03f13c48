"""What all words of a sentence say of the kinds of acts: from text to words, from words to sums, to a proposal."""

from pathlib import Path

import pytest

from kembar import codebook, languages, passages
from kembar.coders import rules
from kembar.coders.rules import sentences, words
from kembar.types import Document, Source

TABLE = words.Table(
    [
        "=\tnothing 1.00\tdonation -2.00\tstudent_exchange -3.00\ttraining -2.00",
        "teleskop\tdonation 1.50",
        "telesk tua\tdonation 1.00",
        "kelereng\tdonation 1.60",
        "pelaj*\tstudent_exchange 0.50",
        "@training\ttraining 1.20",
    ]
)


def test_a_table_of_weights_may_hold_remarks_and_empty_lines_and_may_be_missing(tmp_path: Path) -> None:
    (tmp_path / "table.tsv").write_text("// a remark\n\n=\tdonation -2.00\n  \n", encoding="utf-8")
    assert words.lines_of(tmp_path / "table.tsv") == ["=\tdonation -2.00"]
    assert words.read(tmp_path / "table.tsv").weights(words.ALWAYS) == {"donation": -200}
    assert words.lines_of(tmp_path / "none.tsv") == []


def test_a_word_weighs_for_each_kind_by_itself() -> None:
    rows = [
        ("donation", "old", -0.5),
        ("donation", words.ALWAYS, -2.0),
        ("training", words.ALWAYS, 1.0),
        ("training", "old", 0.25),
        ("training", "//あ", 1.0),
    ]
    lines = words.by_word(rows)
    assert lines == ["=\tdonation -2.00\ttraining 1.00", "old\tdonation -0.50\ttraining 0.25"]
    table = words.Table(lines)
    assert table.weights("old") == {"donation": -50, "training": 25}
    assert table.weights("new") == {"donation": 0, "training": 0}
    assert table.sums({"old", "new"}) == {"donation": -2.5, "training": 1.25}


def scanned(text: str, code: str) -> sentences.Sentence:
    """The one sentence of a text, scanned."""
    document = Document(Source("a"), text, "0" * 64, "text 1", code)
    (sentence,) = sentences.scan(document.text, passages.split(document), code)
    return sentence


def test_words_are_whole_or_begun_or_two_in_a_row() -> None:
    found = words.features("§ memberi teleskop tua #", True)
    assert {"teleskop", "teles*", "teles tua", "§", "§ membe", "tua #"} <= found
    assert "tua*" not in found


def test_where_no_blanks_part_words_runs_of_signs_are_words() -> None:
    assert words.features("天 文台", False) == {"天 ", " 文", "文台", "天 文", " 文台", "天 文台"}


@pytest.mark.language("id")
def test_dates_and_figures_are_no_words_of_their_own() -> None:
    sentence = scanned("Pada 7 Mei 2011 dikirim 1.200 buku.", "id")
    assert words.masked(sentence).split() == ["pada", words.DATE, "dikirim", words.FIGURE, "buku."]


@pytest.mark.language("id")
def test_the_sum_of_the_words_is_a_feature_and_makes_a_proposal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "table", lambda code: TABLE)
    sentence = scanned("Sebuah teleskop tua untuk para pelajar.", "id")
    sums = words.speak(sentence)
    assert {kind: round(value, 2) for kind, value in sums.items()} == {
        "nothing": 1.0, "donation": -0.5, "student_exchange": -2.5, "training": -2.0,
    }  # fmt: skip
    assert words.describe(sentence, "donation")["words for it most"] == 1.0
    assert words.describe(sentence, "student_exchange")["words for it most"] == 0.0
    (made,) = words.unsaid(sentence, [])
    assert (made.kind, made.type, made.fired) == ("donation", "activity", ["told_by_words"])
    assert sentence.text[made.start : made.end] == "teleskop"
    assert list(words.unsaid(sentence, [made])) == []


@pytest.mark.language("id")
def test_where_only_signs_speak_a_proposal_stands_on_the_date(monkeypatch: pytest.MonkeyPatch) -> None:
    signs = words.Table(["=\tnothing 0.00\tmemorandum -1.00", "†\tmemorandum 2.00"])
    monkeypatch.setattr(words, "table", lambda code: signs)
    sentence = scanned("Leeds, 4 Mei 2011.", "id")
    (made,) = words.unsaid(sentence, [])
    assert (made.kind, sentence.text[made.start : made.end]) == ("memorandum", "4 mei 2011")
    assert list(words.unsaid(scanned("Leeds.", "id"), [])) == []


@pytest.mark.language("id")
def test_a_sum_is_a_feature_once_more_from_each_step_on_that_it_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "table", lambda code: TABLE)
    told = words.describe(scanned("Sebuah teleskop tua untuk para pelajar.", "id"), "donation")
    steps = {name.rpartition(" ")[2]: 3 * value for name, value in told.items() if name.startswith("words for it, ")}
    assert steps == {"-4": pytest.approx(3.5), "-3": pytest.approx(2.5), "-2": pytest.approx(1.5), "-1": 0.5}


@pytest.mark.language("id")
def test_the_classes_of_cues_speak_beside_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "table", lambda code: TABLE)
    sentence = scanned("Mereka mengikuti pelatihan.", "id")
    assert "@training" in words.said_by(sentence)
    assert words.speak(sentence)["training"] == pytest.approx(-0.8)
    (made,) = words.unsaid(sentence, [])
    assert (made.kind, sentence.text[made.start : made.end]) == ("training", "mengikuti pelatihan")


@pytest.mark.language("id")
def test_a_language_without_weights_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "table", lambda code: words.Table())
    sentence = scanned("Sebuah teleskop tua untuk para pelajar.", "id")
    assert words.speak(sentence) == {}
    assert words.describe(sentence, "donation") == {}
    assert list(words.unsaid(sentence, [])) == []


@pytest.mark.parametrize("code", [code for code in languages.codes() if words.table(code)])
def test_the_shipped_weights_are_of_known_kinds(code: str) -> None:
    table, book = words.table(code), codebook.load()
    kinds = set(table.kinds)
    assert words.NOTHING in kinds
    assert all(book.gold_kind(kind) == kind for kind in kinds - {words.NOTHING})
    assert words.ALWAYS in table
    told = [line.partition("\t")[0] for line in words.lines_of(languages.FOLDER / code / words.FILE)]
    assert len(told) == len(set(told))
    assert not any(char.isdigit() for word in told for char in word)


@pytest.mark.parametrize(
    "path", sorted(languages.FOLDER.glob("*/*.tsv")), ids=lambda path: f"{path.parent.name} {path.name}"
)
def test_each_line_of_the_shipped_tables_can_be_read(path: Path) -> None:
    table = words.read(path)
    assert table.kinds
    for line in words.lines_of(path):
        word, *parts = line.split("\t")
        told = {kind: round(100 * float(weight)) for kind, weight in (part.split(" ") for part in parts)}
        assert {kind: weight for kind, weight in table.weights(word).items() if weight or kind in told} == told


@pytest.mark.language("id")
def test_a_proposal_by_words_explains_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "table", lambda code: TABLE)
    text = "Surabaya menjadi kota kembar Busan sejak 1994. Wali kota Busan memuji kelereng Surabaya."
    document = Document(Source("a", issued="2012"), text, "0" * 64, "text 1", "id")
    told = [line.text for line in rules.explain(document, codebook.load())]
    assert any("words: donation" in line for line in told)
    assert any("rule told_by_words" in line for line in told)
