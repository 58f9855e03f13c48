"""Letters read from pictures by the ``tesseract`` command, where it is installed; nothing leaves this machine.

A page is read twice: with all known languages to tell its own, then with that one. Each word keeps its box and how sure
it is (0 to 1).
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from kembar import languages
from kembar.sources.pdflines import Draft

EXTRACTOR = "ocr 1"
COMMAND = "tesseract"
#: Pages whose words are less sure than this on the whole are told.
DOUBTFUL = 0.7
INSTALL = (
    "Install tesseract with its languages (Debian: tesseract-ocr tesseract-ocr-ind tesseract-ocr-kor tesseract-ocr-jpn;"
    " macOS: brew install tesseract tesseract-lang; Windows: winget install UB-Mannheim.TesseractOCR),"
    " or type the text beside it as .txt."
)
_SECONDS = 120
_WORD = 5
_EAST = "\u2e80"
_STOPS = ".!?。！？:："
_BLANK = 0.35


class OcrError(Exception):
    """The command is missing, failed or took too long; the text says which."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word with the paragraph and line it stands in, its box in shares of the page, and how sure it is.

    ``em`` is its height as a share of the page's width; ``page`` counts the pages of the picture from 1.
    """

    text: str
    place: tuple[int, int, int]
    box: tuple[float, float, float, float]
    sure: float
    em: float = 0.0
    page: int = 1


@cache
def available() -> tuple[str, ...]:
    """Return the languages (as tesseract calls them) that are installed and known here; empty without the command."""
    if shutil.which(COMMAND) is None:
        return ()
    try:
        told = subprocess.run([COMMAND, "--list-langs"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    installed = told.stdout.decode("utf-8", "replace").split()
    return tuple(name for code in languages.codes() if (name := _called(code)) in installed)


def _called(code: str) -> str:
    """What tesseract calls a language."""
    return languages.get(code).file("pages").text("ocr")


def words(picture: bytes) -> list[Word]:
    """Return the words of a picture (PNG, JPEG, TIFF ...), page by page as tesseract orders them; raise OcrError."""
    known = available()
    if not known:
        raise OcrError("the tesseract command is not installed")
    first = _run(picture, known)
    spoken = _called(languages.detect(" ".join(word.text for word in first))) if len(known) > 1 else ""
    return _run(picture, (spoken,)) or first if spoken in known else first


def _run(picture: bytes, names: Sequence[str]) -> list[Word]:
    command = [COMMAND, "stdin", "stdout", "-l", "+".join(names), "--dpi", "300", "tsv"]
    try:
        done = subprocess.run(
            command,
            input=picture,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired:
        raise OcrError(f"tesseract took longer than {_SECONDS} seconds") from None
    except OSError as error:
        raise OcrError(f"tesseract could not be started ({error.strerror or error})") from None
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[-200:]
        raise OcrError(f"tesseract failed ({said or f'code {done.returncode}'})")
    return list(_words(done.stdout.decode("utf-8", "replace")))


def _words(table: str) -> Iterator[Word]:
    width = height = 1
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        try:
            level, left, top, wide, high = (int(row[n]) for n in ("level", "left", "top", "width", "height"))
            place = (int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))
            sure, page = float(row["conf"]) / 100, max(1, int(row["page_num"]))
        except (KeyError, TypeError, ValueError):
            continue
        if level == 1:
            width, height = max(wide, 1), max(high, 1)  # the row of a page goes before its words
        text = (row["text"] or "").strip()
        if level == _WORD and text and sure >= 0:
            box = (left / width, top / height, (left + wide) / width, (top + high) / height)
            yield Word(text, place, box, sure, high / width, page)


def drafts(found: Iterable[Word], sheet: int) -> list[Draft]:
    """Make the paragraphs of a page: lines that follow each other closely; the boxes are those of the words.

    Tesseract's own paragraphs are not taken: it parts the lines of one where letters are set wide.
    """
    lines = [list(group) for _, group in groupby(found, key=lambda word: word.place)]
    heights = sorted(word.box[3] - word.box[1] for line in lines for word in line)
    high = heights[len(heights) // 2] if heights else 0.0
    wide = max((line[-1].box[2] for line in lines), default=1.0)
    parts: list[list[Word]] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is None or _ends(before, line, high, wide):
            parts.append([])
        parts[-1] += line
    return [_draft(part, sheet) for part in parts]


def _ends(before: list[Word], line: list[Word], high: float, wide: float) -> bool:
    """Whether a paragraph ends with a line: a gap, a step back up (a column), or a stop well before the margin."""
    gap = min(word.box[1] for word in line) - max(word.box[3] for word in before)
    stopped = before[-1].text[-1] in _STOPS and before[-1].box[2] < 0.85 * wide
    return gap > 1.1 * high or gap < -2 * high or stopped


def _draft(group: list[Word], sheet: int) -> Draft:
    made, last = Draft("body"), None
    for word in group:
        text = made.text
        if text.endswith("-") and text[-2:-1].isalpha() and word.text[:1].islower():
            made.text = text[:-1]  # a word cut at the end of its line
        elif last is not None and _apart(last, word):
            made.text += " "
        start, last = len(made.text), word
        made.text += word.text
        made.lines.append((start, len(made.text), sheet, (*word.box, round(word.sure, 2))))
    made.size = max(word.box[3] - word.box[1] for word in group)
    return made


def _apart(before: Word, after: Word) -> bool:
    """Whether a blank stands between two words: not around Han and Kana, and where Hangul shows one.

    Tesseract gives syllables set wide as words of their own; a syllable is about as wide as its line is high.
    """
    last, first = before.text[-1], after.text[0]
    if not (_is_hangul(last) or _is_hangul(first)):
        return max(last, first) < _EAST
    if before.place != after.place or not _is_hangul(first):
        return True
    if _is_hangul(last):
        return after.box[0] - before.box[0] > (len(before.text) + _BLANK) * before.em
    return after.box[0] - before.box[2] > 0.5 * before.em


def _is_hangul(letter: str) -> bool:
    return "\uac00" <= letter <= "\ud7a3"


def doubt(found: Sequence[Word]) -> float:
    """How sure a page's words are on the whole: the mean, weighted by their letters; 1 for none."""
    letters = sum(len(word.text) for word in found)
    return sum(word.sure * len(word.text) for word in found) / letters if letters else 1.0
