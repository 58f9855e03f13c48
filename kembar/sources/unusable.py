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
    signs = {char: count for char, count in Counter(_CID.sub("", text)).items() if not char.isspace()}
    total = sum(signs.values()) + len(numbered)
    if total < _LEAST:
        return False
    nothing = [char for char in signs if char == "\ufffd" or unicodedata.category(char) in _NOTHING]
    if len(numbered) + sum(signs[char] for char in nothing) > _MUCH * total:
        return True
    scripts: Counter[str] = Counter()
    for char in filter(str.isalpha, signs):
        scripts[unicodedata.name(char, "?").split(" ", 1)[0]] += signs[char]
    letters = scripts.total()
    return sum(count > _SHARE * letters for count in scripts.values()) >= _SCRIPTS
