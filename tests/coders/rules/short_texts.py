"""Documents of a few lines for the tests of the rules."""

from __future__ import annotations

from hashlib import sha256

from kembar import codebook, languages
from kembar.coders import rules
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.sentences import Sentence
from kembar.sources.plaintext import blocks_of
from kembar.types import Coding, Document, Source


def document(text: str, title: str = "", issued: str | None = None, publisher: str = "") -> Document:
    """A plain text as a document; a title stands as its first line."""
    whole = f"{title}\n\n{text}" if title else text
    source = Source("made", title=title, issued=issued, publisher=publisher)
    digest = sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(source, whole, digest, "text 1", languages.detect(whole), blocks_of(whole))


def told(coding: Coding) -> tuple[str, frozenset[str], str]:
    """Kind, places and start of a coding."""
    assert coding.pair is not None
    return coding.kind, frozenset((coding.pair.a.name, coding.pair.b.name)), coding.start.edtf if coding.start else ""


def sentences_of(text: str, issued: str | None = None) -> list[Sentence]:
    """The sentences of a text with cues, dates and places."""
    made = document(text, issued=issued)
    return rules.propose(made, codebook.load(), made.language or "")[0]


def proposed(text: str, kind: str, issued: str | None = None) -> Candidate:
    """The first candidate of a kind that a text gives, as it is before candidates are judged."""
    made = document(text, issued=issued)
    return next(c for c in rules.propose(made, codebook.load(), made.language or "")[1] if c.kind == kind)
