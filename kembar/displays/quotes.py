"""Quotes beside their sources: what is shown of an evidence, once, with the words that carry it marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from kembar import passages
from kembar.problems import KembarError
from kembar.types import Document, Evidence, Source

#: Gives the document of a source id and a text's hash (``Study.document`` is one).
Documents = Callable[[str, str], Document]
#: Gives what is shown of an evidence: where it starts in the text, and the words.
Around = Callable[[Evidence], tuple[int, str]]


#: The word beside a quote that was read from a picture, the same in all languages.
OCR = "OCR"


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote with the source it stands in; printing it shows the words, the source and the page.

    ``text`` is the quote of ``evidence``, or the sentence around it where the evidence is a word of a sentence (a
    place, a date); ``start`` is where ``text`` starts in the frozen text, ``marks`` are (start, end) within ``text``.
    """

    evidence: Evidence
    source: Source
    text: str
    start: int
    marks: tuple[tuple[int, int], ...] = ()
    language: str = ""
    retold: str = ""

    @property
    def place(self) -> str:
        """Where the quote stands: ``rakhmadi2023, p. 7``, with a word where its letters were read from a picture."""
        place = ", ".join(part for part in (self.source.id, self.evidence.locator) if part)
        return f"{place} ({OCR})" if self.by_ocr else place

    @property
    def by_ocr(self) -> bool:
        """Whether the words were read from a picture, so that a person should look at it."""
        texts = [v.extractor for v in self.source.versions if v.text_sha256 == self.evidence.text_sha256]
        return any(OCR.lower() in extractor for extractor in texts)

    @property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The text in pieces, each with whether it is marked."""
        points = sorted({0, len(self.text), *(point for mark in self.marks for point in mark)})
        spans = pairwise(points)
        return tuple((self.text[a:b], any(s <= a and b <= e for s, e in self.marks)) for a, b in spans)

    def holds(self, evidence: Evidence) -> bool:
        """Say whether an evidence lies in what is shown."""
        same = evidence.text_sha256 == self.evidence.text_sha256
        return same and self.start <= evidence.start and evidence.end <= self.start + len(self.text)

    def __str__(self) -> str:
        about = [self.place, self.source.title, self.retold]
        return f"“{' '.join(self.text.split())}” ({'; '.join(part for part in about if part)})"


def plain(evidence: Evidence) -> tuple[int, str]:
    """Show of an evidence what it quotes."""
    return evidence.start, evidence.quote


class Sentences:
    """Shows the sentence around an evidence that does not tell of the act itself; texts are split once."""

    def __init__(self, document: Documents) -> None:
        self._document = document
        self._split: dict[tuple[str, str], tuple[str, list[tuple[int, int]]]] = {}

    def __call__(self, evidence: Evidence) -> tuple[int, str]:
        """Return where the sentence starts in the text, and the sentence."""
        if "act" in evidence.supports:
            return plain(evidence)
        text, spans = self._spans(evidence.source, evidence.text_sha256)
        at = bisect_right(spans, (evidence.start, len(text))) - 1
        if at < 0 or spans[at][1] < evidence.end:
            return plain(evidence)
        start, end = spans[at]
        return start, text[start:end]

    def _spans(self, source: str, text_sha256: str) -> tuple[str, list[tuple[int, int]]]:
        key = source, text_sha256
        if key not in self._split:
            try:
                found = self._document(source, text_sha256)
            except (KembarError, ValueError):
                # A text that is gone or was edited is a Problem of the study; its quotes stand without sentences.
                self._split[key] = "", []
            else:
                self._split[key] = found.text, sorted((p.start, p.end) for p in passages.split(found))
        return self._split[key]


#: What a display may be told of texts: what gives documents, what shows sentences already, or nothing.
Shown = Documents | Sentences | None


def gather(evidence: Iterable[Evidence], around: Around, make: Callable[[Evidence], Quote]) -> tuple[Quote, ...]:
    """Make quotes of evidences, in their order; one that lies within another is marked there and not shown again."""
    every = list(dict.fromkeys(evidence))
    shown = [(e, *around(e)) for e in every]
    widest = sorted(shown, key=lambda item: (-len(item[2]), every.index(item[0])))
    kept: dict[Evidence, Quote] = {}
    for one, start, text in widest:
        holder = next((e for e, quote in kept.items() if quote.holds(one) and _same_place(quote, start, text)), None)
        if holder is None:
            kept[one] = replace(make(one), text=text, start=start, marks=_marks(one, start, text))
        else:
            quote = kept[holder]
            kept[holder] = replace(quote, marks=(*quote.marks, *_marks(one, quote.start, quote.text)))
    return tuple(kept[e] for e in every if e in kept)


def _same_place(quote: Quote, start: int, text: str) -> bool:
    return quote.start <= start and start + len(text) <= quote.start + len(quote.text)


def _marks(evidence: Evidence, start: int, text: str) -> tuple[tuple[int, int], ...]:
    """Mark the word that gave the act, else the evidence where it is only a part of what is shown."""
    span = evidence.cue or (evidence.start, evidence.end)
    if span[1] - span[0] == len(text):
        return ()
    return ((span[0] - start, span[1] - start),)
