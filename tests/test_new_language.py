"""A language is a folder of data: one made up here, of thirty lines, has its page coded."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kembar import codebook, languages, sources
from kembar.coders import gate, projection, rules
from kembar.types import Source

FILES = {
    "language.yaml": """\
name: Zustan
script: latin
function_words: vel mo ka sa nur eti zo
endings: on
breaks: [eti]
joiners: [vel]
type_words: [urbo]
""",
    "sentences.yaml": """\
end: "[.!?](?=\\\\s|$)"
""",
    "dates.yaml": """\
months: [prima, dua, tria, kvara, kvina, sesa, sepa, oka, naua, deka, onza, doza]
weekdays: [luno, marto, merko, jovo, venero, sabato, dimo]
since: [depo]
range: [jis]
""",
    "numbers.yaml": """\
words: {unu: 1, du: 2, tri: 3}
""",
    "cues.yaml": """\
memorandum: memorulo
sister: zusturbo
sign: zignis
become: farigis
mayor: urbestro
delegation: grupo
visit_noun: vizito
go: vizitis
festival: festo
perform: kantis
artist: koro
""",
    "hedges.yaml": """\
plan: volas
negation: ne
""",
}
PAGE = """\
# Osaka vel Hamburg

Osaka vel Hamburg zignis mo memorulo ka 11 kvina 2018, sa urbestro nur zo eti.

Mo koro sa Osaka kantis ka festo sa Hamburg ka sesa 2019.

Osaka vel Hamburg farigis zusturbo ka 1989.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of languages with a made-up one beside the others."""
    shutil.copytree(languages.FOLDER, tmp_path / "languages", ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    own = tmp_path / "languages" / "zu"
    own.mkdir()
    for name, text in FILES.items():
        (own / name).write_text(text, encoding="utf-8")
    cached = (languages.codes, languages.get, languages.has_rules, languages._function_words)
    for each in cached:
        each.cache_clear()
    monkeypatch.setattr(languages, "FOLDER", tmp_path / "languages")
    yield tmp_path
    monkeypatch.undo()
    for each in cached:
        each.cache_clear()


def test_a_made_up_language_of_thirty_lines_codes_a_page(folder: Path) -> None:
    assert sum(text.count("\n") for text in FILES.values()) <= 32
    path = folder / "page.md"
    path.write_text(PAGE, encoding="utf-8")
    document = sources.freeze(Source("page"), sources.read(path))
    assert document.language == "zu"
    book = codebook.load()
    result = rules.code(document, book)
    assert [p for coding in result.codings for p in gate.check(coding, document, book)] == []
    told = {(r["kind"], r["start"]) for r in (projection.record_of(c, book) for c in result.codings)}
    assert ("memorandum", "2018-05-11") in told
    assert ("cultural_event", "2019-06") in told
    assert any(kind == "sister_agreement" for kind, _ in told)


def test_the_other_languages_are_read_as_before(folder: Path) -> None:
    assert languages.detect("The mayor and the council were not at home when the letter was opened.") == "en"
    assert "zu" in languages.codes()
