"""The files of the demonstration study: there, small, of every kind, and honest about what they are."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections import Counter
from html import unescape
from pathlib import Path

import pytest

from kembar import yamlfile
from kembar.sources import sourcelist
from kembar.yamlfile import Mapping

REPOSITORY = Path(__file__).resolve().parent.parent
STUDY = REPOSITORY / "kembar" / "examples" / "two-pairs"
SOURCES = STUDY / "sources"
TEXTS = REPOSITORY / "scripts" / "demo_texts"
ENTRIES: dict[str, Mapping] = dict(yamlfile.entries(yamlfile.load(STUDY / "sources.yaml")))
SAYS_RETOLD = re.compile(r"(?i)retold for demonstration|diceritakan ulang|시연|デモ")
FREE = {"bhirawa-2015", "unpar-2018", "gwangjuin-2022", "armada-2023"}


def path_of(entry: Mapping) -> Path:
    (version,) = entry.list("versions")
    return SOURCES / str(version["file"])


def labels(path: Path) -> list[str]:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        return [pdf.get_page_label(i) for i in range(len(pdf))]


def plain(path: Path) -> str:
    if path.suffix == ".pdf":
        import pypdfium2

        with pypdfium2.PdfDocument(path) as pdf:
            return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as packed:
            return unescape(re.sub(r"<[^>]+>", "", packed.read("word/document.xml").decode("utf-8")))
    return path.read_text(encoding="utf-8")


def letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def judged() -> list[tuple[str, str]]:
    top = yamlfile.load(STUDY / "judgements.yaml")
    return [
        (quote.text("source") or item.text("source"), quote.text("words"))
        for key in ("codings", "verdicts")
        for item in top.list(key)
        for quote in item.list("quotes")
    ]


def test_every_file_has_an_entry_and_every_entry_a_small_file() -> None:
    assert sorted(path_of(entry).name for entry in ENTRIES.values()) == sorted(p.name for p in SOURCES.iterdir())
    assert all(path_of(entry).stem == name for name, entry in ENTRIES.items())
    sizes = [path.stat().st_size for path in SOURCES.iterdir()]
    assert max(sizes) < 100_000
    assert sum(sizes) < 300_000


def test_the_source_list_reads_without_a_problem() -> None:
    found = sourcelist.load(STUDY / "sources.yaml")
    assert not found.problems
    assert found.sources["rakhmadi-2023"].covers == (1997, 2022)
    assert found.sources["gaok-list"].fields["columns"]["상대도시"] == "partner"


def test_formats_languages_kinds_and_sides_are_as_a_comparison_needs_them() -> None:
    formats = Counter(path_of(entry).suffix for entry in ENTRIES.values())
    assert formats[".html"] >= 2
    assert formats[".pdf"] >= 2
    assert formats[".docx"] >= 1
    assert formats[".txt"]
    assert formats[".md"]
    assert formats[".csv"]
    languages = Counter(entry.text("language") for entry in ENTRIES.values())
    assert min(languages["id"], languages["en"], languages["ko"]) >= 3
    assert languages["ja"] >= 2
    method = {"government_page", "book_or_thesis", "journal_article", "official_document", "statistics"}
    assert {entry.text("kind") for entry in ENTRIES.values()} == method | {"news"}
    sides = {entry.text("side") for entry in ENTRIES.values()}
    assert sides == {"surabaya", "busan", "medan", "gwangju", "neutral"}
    assert len(ENTRIES) >= 16


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_a_source_says_that_it_is_retold_and_of_what(name: str) -> None:
    entry = ENTRIES[name]
    assert entry.text("title").startswith("Retold: ")
    assert entry.list("author") == ["Kembar demonstration"]
    assert re.fullmatch(r"(\d{4}(-\d\d){0,2})?", entry.text("issued"))
    retells = entry["retells"].only(("author", "title", "date", "address"))
    assert retells.text("title")
    assert retells.text("address").startswith("http")
    text = plain(path_of(entry))
    assert SAYS_RETOLD.search(" ".join(text.split()))
    assert path_of(entry).suffix in (".pdf", ".docx") or unicodedata.is_normalized("NFC", text)


def test_only_one_publication_is_retold_twice() -> None:
    addresses = Counter(entry["retells"].text("address") for entry in ENTRIES.values())
    assert [n for n in addresses.values() if n > 1] == [2]
    assert ENTRIES["rakhmadi-2023"]["retells"] == ENTRIES["rakhmadi-2023-notes"]["retells"]


def test_at_least_five_sources_are_long() -> None:
    assert sum(len(plain(path_of(entry)).split()) >= 600 for entry in ENTRIES.values()) >= 5


def test_pdfs_carry_printed_labels_running_heads_and_words_broken_at_line_ends() -> None:
    assert labels(SOURCES / "rakhmadi-2023.pdf") == ["211", "212", "213"]
    assert labels(SOURCES / "president-thesis.pdf") == ["58", "59", "60"]
    text = plain(SOURCES / "rakhmadi-2023.pdf")
    assert text.count("Retold: Dua Pasang Kota Kembar") == 3
    assert text.count("\ufffe") > 10


@pytest.mark.parametrize("name", ["rakhmadi-2023.pdf", "president-thesis.pdf", "governor-report-2010.docx"])
def test_made_files_hold_the_texts_that_they_were_made_from(name: str) -> None:
    made = letters(plain(SOURCES / name).replace("\ufffe", ""))
    told = (TEXTS / name).with_suffix(".md").read_text(encoding="utf-8").splitlines()
    sentences = [re.split(r"(?<=[.?]) ", line.lstrip("#>-| "))[0] for line in told if line.strip()]
    found = [letters(sentence.replace("|", "")) in made for sentence in sentences]
    assert len(found) > 15
    assert found.count(False) <= 2


def test_the_word_file_has_headings_a_list_and_a_table() -> None:
    import docx

    document = docx.Document(str(SOURCES / "governor-report-2010.docx"))
    styles = Counter(p.style.name for p in document.paragraphs if p.style)
    assert styles["Heading 1"] >= 3
    assert styles["Heading 2"] >= 2
    assert styles["List Bullet"] >= 3
    assert [cell.text for cell in document.tables[0].rows[5].cells] == ["Jumlah pegawai", "1 orang"]


@pytest.mark.parametrize("path", sorted(SOURCES.glob("*.html")), ids=lambda p: p.stem)
def test_web_pages_are_whole_pages_with_menu_related_news_and_a_copyright_year(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert page.count("<a href") >= 8
    assert "&copy; 2026" in page
    assert re.search("Baca juga|관련기사|Berita Terkait", page)
    assert re.search("Guangzhou|Suwon|수원|Beihai", page)


def test_judged_words_stand_once_in_plain_text_sources_and_never_in_the_free_ones() -> None:
    quotes = judged()
    assert len(quotes) > 35
    for source, words in quotes:
        path = path_of(ENTRIES[source])
        assert path.suffix in (".txt", ".md")
        assert path.read_text(encoding="utf-8").count(words) == 1, words
    assert not FREE & {source for source, _ in quotes}


def test_judgements_accept_many_over_both_pairs_and_reject_the_partner_that_was_none() -> None:
    top = yamlfile.load(STUDY / "judgements.yaml")
    codings = {item.text("name"): item for item in top.list("codings")}
    accepted, rejected, complete = top.list("verdicts")
    pairs = Counter(tuple(codings[name].list("pair")) for name in accepted.list("subjects"))
    assert pairs["Surabaya", "Busan, KR"] >= 7
    assert pairs["Medan, ID", "Gwangju, KR"] >= 7
    assert len({codings[name].text("sector") for name in accepted.list("subjects")} - {""}) >= 5
    assert rejected.list("subjects") == ["talent-talk-notes"]
    assert {quote.text("source") for quote in rejected.list("quotes")} == {"talent-sumut-2022"}
    assert 2 <= len(complete.list("subjects")) <= 3
    ties = [item for item in codings.values() if item.text("kind") == "number_of_ties"]
    assert sorted(item["attributes"].text("value") for item in ties) == ["4", "5"]
    assert {item.text("start") for item in ties} == {"2002"}
    assert {item.text("place") for item in ties} == {"Medan, ID"}
