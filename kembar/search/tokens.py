"""A text as the words of an index: folded; scripts without blanks, or with particles, cut into overlapping pairs.

Each run of Hangul, Kana and Chinese letters gives its pairs of neighbours and, last, its final letter alone: a word of
two letters is then a pair, a longer one a row of pairs, and a single letter the beginning of a pair or a final letter.
"""

from __future__ import annotations

import re
from itertools import pairwise

from kembar.offsets import fold_char

_RUN = "\u1100-\u11ff\u3005\u3130-\u318f\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
#: A letter or digit of a word that is not cut into pairs.
LETTER = rf"[^\W_{_RUN}]"
#: A run of letters that is cut into pairs, or a word.
TOKEN = re.compile(rf"([{_RUN}]+)|({LETTER}+)")


def folded(text: str) -> str:
    """Fold a text for the index: case, width and signs make no difference."""
    if text.isascii():
        return text.lower()
    return "".join(map(fold_char, text))


def parts(text: str) -> list[tuple[str, bool]]:
    """Return the runs and words of a folded text, each with whether it is a run that is cut into pairs."""
    return [(match[0], match[1] is not None) for match in TOKEN.finditer(text)]


def pairs(run: str) -> list[str]:
    """Cut a run into its overlapping pairs."""
    return [a + b for a, b in pairwise(run)]


def words(text: str) -> str:
    """Return what the index holds of a text: its words and pairs, parted by blanks."""
    out: list[str] = []
    for part, cut in parts(folded(text)):
        if cut:
            out += pairs(part)
            out.append(part[-1])
        else:
            out.append(part)
    return " ".join(out)
