"""The text of Word's paragraphs: what a reader of the page sees, with the notes and boxes that hang on it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from kembar.sources.docxstyles import W
from kembar.sources.flow import turn, without_marks

#: (mark in the text, part, element) of the kinds of notes.
NOTES = (
    ("footnoteReference", "word/footnotes.xml", f"{W}footnote"),
    ("endnoteReference", "word/endnotes.xml", f"{W}endnote"),
)
_MARKS = frozenset(mark for mark, _, _ in NOTES)
_GONE = {"del", "moveFrom", "delText", "rt", "instrText", "delInstrText"}
_GONE |= {"pPr", "rPr", "tblPr", "tcPr", "trPr", "sdtPr", "sdtEndPr"}
_AROUND = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011"}
# The signs of Wingdings and Symbol that people put into lists and forms.
_SYMBOLS = {
    "wingdings": dict(
        zip(b"\x6c\x6e\x6f\x71\x76\x9f\xa7\xa8\xd8\xe0\xf0\xfb\xfc\xfd\xfe", "●■□❑❖•▪◻➢→⇨✗✓☒☑", strict=True)
    ),
    "symbol": dict(zip(b"\xb7\xae\xde\xb0\xb1\xb4\xa3\xb3", "•→⇒°±×≤≥", strict=True)),
}


class Text:
    """The text of a paragraph; ``notes`` are (mark, id) in order, ``boxes`` the contents of its text boxes.

    Where pages turned is marked if ``paged``.
    """

    def __init__(self, paragraph: Element, paged: bool = False) -> None:
        self.notes: list[tuple[str, str]] = []
        self.boxes: list[Element] = []
        self._paged = paged
        self._parts: list[str] = []
        self._add(paragraph)
        self.text = "".join(self._parts)

    def _add(self, element: Element) -> None:
        for child in element:
            tag = child.tag.rpartition("}")[2]
            if tag == "t":
                self._parts.append(without_marks(child.text or ""))
            elif tag in _SIGNS:
                self._parts.append(_SIGNS[tag])
            elif tag == "br":
                self._parts.append("" if child.get(f"{W}type") == "page" else "\n")
            elif tag == "lastRenderedPageBreak":
                self._parts.append(turn() if self._paged else "")
            elif tag in _MARKS:
                self.notes.append((tag, child.get(f"{W}id", "")))
            elif tag == "sym":
                self._parts.append(_symbol(child))
            elif tag == "txbxContent":
                self.boxes.append(child)
            elif tag == "AlternateContent":
                self._add(next((e for e in child if e.tag.endswith("}Choice")), child))
            elif tag not in _GONE and not (tag == "r" and _is_hidden(child)):
                self._add(child)


def _is_hidden(run: Element) -> bool:
    found = run.find(f"{W}rPr/{W}vanish")
    return found is not None and found.get(f"{W}val", "true") not in ("0", "false", "off")


def _symbol(element: Element) -> str:
    """Return a sign of a font of signs: the letter that looks like it, else its private letter."""
    code = element.get(f"{W}char", "")
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    known = _SYMBOLS.get(element.get(f"{W}font", "").lower(), {})
    return known.get(number & 0xFF) or (chr(number) if 32 < number < 0xD800 or 0xDFFF < number < 0xFDD0 else "")


def blocks(element: Element, *tags: str) -> Iterator[Element]:
    """Yield the paragraphs and tables in an element, or what else ``tags`` name; what wraps them is opened."""
    for child in element:
        tag = child.tag.rpartition("}")[2]
        if tag in (tags or ("p", "tbl")):
            yield child
        elif tag in _AROUND:
            yield from blocks(child, *tags)
