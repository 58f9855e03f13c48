"""The kind of a tie that stands in brackets in a row of partners: "Basel (Friendship)", 洛陽市（友好都市）."""

from __future__ import annotations

import re
from functools import lru_cache

from kembar import languages
from kembar.coders.rules.papers import PAPERS
from kembar.coders.rules.sentences import Sentence
from kembar.offsets import fold

_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]{2,40})[)）\]]")


@lru_cache
def _kinds(code: str) -> dict[str, str]:
    """The words that stand alone for a kind of tie, as ``cells.yaml`` lists them."""
    file = languages.get(code).file("cells")
    return {_plain(word): kind for kind in sorted({*PAPERS.values()}) for word in file.text(kind).split("|")}


def _plain(text: str) -> str:
    return " ".join(fold(text).text.split()).casefold()


def kind(sentence: Sentence) -> str:
    """The kind of tie that the words in a row's brackets name, "" if they name none."""
    kinds = _kinds(sentence.language.code)
    return next((kinds[word] for m in _BRACKETS.finditer(sentence.raw) if (word := _plain(m[1])) in kinds), "")
