"""Pages whose letters say nothing: fonts without a table of characters, or with a wrong one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_CID = re.compile(r"\(cid:\d+\)")
_NOTHING = ("Co", "Cn", "Cc", "Cs")
_MUCH = 0.5
_LEAST = 20
_SCRIPTS, _SHARE = 5, 0.03


def is_unusable(text: str) -> bool:
    """Tell whether most signs of a page stand for no letter, or its letters come from many scripts at once.

    Some private-use letters are normal (symbols, Old Hangul); a page is lost when they are most of it.
    """
    numbered = _CID.findall(text)
    signs = [char for char in _CID.sub("", text) if not char.isspace()]
    total = len(signs) + len(numbered)
    if total < _LEAST:
        return False
    nothing = len(numbered) + sum(char == "\ufffd" or unicodedata.category(char) in _NOTHING for char in signs)
    if nothing > _MUCH * total:
        return True
    scripts = Counter(unicodedata.name(char, "?").split(" ", 1)[0] for char in signs if char.isalpha())
    letters = scripts.total()
    return sum(count > _SHARE * letters for count in scripts.values()) >= _SCRIPTS
