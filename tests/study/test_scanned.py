"""Scans in a study: their typed text beside them is taken, page by page; without it and without OCR they are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.sources import ocr
from kembar.sources.picture import png
from kembar.study import Study

PICTURE = png(memoryview(bytes(64)), 8, 8, 8, 1)


@pytest.fixture(autouse=True)
def without_ocr(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ocr, "available", lambda: ())


@pytest.mark.parametrize("between", ["\f", "--- page 2 ---\n", "-- halaman 2 --\n"])
def test_a_typed_text_beside_a_scan_is_its_text(study: Study, inbox: Path, between: str) -> None:
    (inbox / "letter.png").write_bytes(PICTURE)
    (inbox / "letter.txt").write_text(
        f"The tie with Busan began in 1994.\n{between}Teachers went to Busan in 2007.\n", encoding="utf-8"
    )
    done = study.add(inbox)
    assert set(done.new) == {"tie", "festival", "letter"}
    assert [(p.severity, p.name) for p in done.problems] == [("note", "typed_text")]
    (version,) = study.sources["letter"].versions
    assert (version.file, version.extractor) == ("letter.png", "typed 1")
    document = study.document("letter")
    assert [block.sheet for block in document.blocks] == [1, 2]
    assert not study.problems().errors
    again = study.add(inbox)
    assert (again.new, again.versions) == ((), ())


def test_pictures_of_a_folder_without_a_text_are_left_out_and_one_named_is_told(study: Study, inbox: Path) -> None:
    (inbox / "letter.png").write_bytes(PICTURE)
    done = study.add(inbox)
    assert [(p.severity, p.name) for p in done.problems] == [("warning", "format-not-read")]
    assert "tesseract-ocr-kor" in done.problems[0].hint
    named = study.add(inbox / "letter.png")
    assert [(p.severity, p.name) for p in named.problems] == [("error", "needs_ocr")]


def test_quotes_of_scans_say_so(study: Study, inbox: Path) -> None:
    from dataclasses import replace

    from kembar.displays.quotes import Quote

    study.add(inbox / "tie.txt")
    quote = study.quote("tie", "Surabaya sent 70 teachers to Busan")
    source = study.sources["tie"]
    read = replace(source, versions=(replace(source.versions[0], extractor="pdf 1, ocr 1"),))
    assert Quote(quote, read, quote.quote, quote.start).place == "tie, para. 2 (OCR)"
    assert Quote(quote, source, quote.quote, quote.start).place == "tie, para. 2"


def test_numbers_of_typed_pages_count_and_blank_pages_stay(study: Study, inbox: Path) -> None:
    (inbox / "letter.png").write_bytes(PICTURE)
    typed = "Mayor's letter\n--- page 1 ---\nThe tie began in 1994.\n--- page 2 ---\n\n--- page 4 ---\nIt lasted.\n"
    (inbox / "letter.txt").write_text(typed, encoding="utf-8")
    study.add(inbox)
    document = study.document("letter")
    assert {document.text[b.start : b.end]: b.sheet for b in document.blocks} == {
        "Mayor's letter": 1,
        "The tie began in 1994.": 1,
        "It lasted.": 4,
    }


def test_a_typed_text_that_cannot_be_opened_and_ocr_that_fails_lose_nothing(
    study: Study, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kembar.sources import Extraction, Worker
    from kembar.sources.extraction import failure, problem
    from kembar.study import files, scanned

    (inbox / "letter.png").write_bytes(PICTURE)
    (inbox / "letter.txt").write_text("words", encoding="utf-8")
    copy = files.copy

    def refused(source: Path, target: Path) -> str:
        if source.name == "letter.txt":
            raise PermissionError(13, "Permission denied")
        return copy(source, target)

    with monkeypatch.context() as closed:
        closed.setattr(files, "copy", refused)
        done = study.add(inbox / "letter.png", inbox / "tie.txt")
        assert {p.name for p in done.problems} == {"no-file", "needs_ocr"}
        assert "tie" in done.new

    half = Extraction("some text", problems=(problem("warning", "needs_ocr", "one page is a picture", "a.pdf"),))
    monkeypatch.setattr(ocr, "available", lambda: ("eng",))

    def answer(self: Worker, path: Path, *, ocr: bool = False, **_: object) -> Extraction:
        return failure("too_slow", "it took too long", "a.pdf") if ocr else half

    monkeypatch.setattr(Worker, "read", answer)
    found, _ = scanned.read(Worker(), inbox / "tie.txt", inbox / "tie.txt")
    assert (found.text, [p.name for p in found.problems]) == ("some text", ["needs_ocr", "too_slow"])
