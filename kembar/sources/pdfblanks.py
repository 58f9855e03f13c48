"""Blanks and symbols in the text of a PDF: which blanks were written, which were guessed, and which are none."""

from __future__ import annotations

import re

#: Signs that symbol fonts keep in the private use area, as they look: bullets of Word, for the most part.
SYMBOLS = str.maketrans(
    {
        0xF0B7: "•",
        0xF0A7: "▪",
        0xF06C: "●",
        0xF06E: "■",
        0xF06F: "□",
        0xF071: "□",
        0xF075: "◆",
        0xF076: "◆",
        0xF0A8: "□",
        0xF0D8: "▶",
        0xF0E0: "→",
        0xF0FC: "✓",
        0xF02D: "-",
        0xF0BE: "-",
        0xF020: " ",
    }
)
#: A blank that PDFium guessed, until it is settled.
GUESSED = "\x01"
_NO_BLANK = re.compile(
    "\x01+(?=[,.;:!?)\\]’”」』、。])|(?<=[(\\[‘“「『])\x01+|(?<=[가-힣])\x01+(?=[-~])|(?<=[-~])\x01+(?=[가-힣])"
)
_SPACELESS, _WESTERN = "\u3041-\u30ff\u3400-\u9fff", "A-Za-z0-9%"
_UNSPACED_EDGE = re.compile(f"(?<=[{_SPACELESS}])\x01(?=[{_WESTERN}])|(?<=[{_WESTERN}])\x01(?=[{_SPACELESS}])")
_KOREAN_EDGE = re.compile(_UNSPACED_EDGE.pattern.replace(_SPACELESS, f"{_SPACELESS}가-힣"))


def settle(text: str, writes_blanks: bool) -> str:
    """Keep the blanks that PDFium guessed from gaps, but not where a change of script or font alone makes the gap.

    Layout programs set a little space between East Asian letters and figures, which nobody wrote. Korean has blanks
    there too, so they go only in a file that writes its blanks.
    """
    if GUESSED in text:
        text = _NO_BLANK.sub("", text)
        text = (_KOREAN_EDGE if writes_blanks else _UNSPACED_EDGE).sub("", text).replace(GUESSED, " ")
    return " ".join(text.split())
