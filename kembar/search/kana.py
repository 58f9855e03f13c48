"""A name in Kana of which only the key is known, without its long vowels and stops (``places.names.fold``).

The index and a text are asked for it as it may be written, and as a whole name, not the beginning of a longer word.
"""

from __future__ import annotations

import re
from itertools import pairwise

from kembar.alphabets import KATAKANA

_SIGN = re.compile(f"[{KATAKANA}]")
#: What a key leaves out: a long vowel and a stop, and between signs what parts a name; イ as a long vowel of エ.
_LEFT_OUT, _BETWEEN, _LONG_E = "[ーッ]*", "[ーッ・=゠]*", "イ?"
_E_ROW = frozenset("エケゲセゼテデネヘベペメレェ")
#: Signs of a key that a name may write otherwise.
_WAYS = {
    **{"ジ": "ヂ", "ズ": "ヅ", "ケ": "ヶ", "カ": "ヵ"},
    **{"バ": "ヴァ", "ビ": "ヴィ", "ベ": "ヴェ", "ボ": "ヴォ", "ブ": "ヴ"},
}


def is_kana(name: str) -> bool:
    """Say whether a name is of more than one sign, some of them Katakana."""
    return len(name) > 1 and bool(_SIGN.search(name))


def asked(key: str) -> str:
    """Write a key for the index, in pairs: each sign with what may follow it, and the last sign."""
    terms = []
    for sign, then in pairwise(key):
        after = ["", "ー", "ッ", *("イ" * (sign in _E_ROW)), *(way[0] for way in _ways(then))]
        terms.append(" OR ".join(f'"{way[-1]}{one}"' for way in _ways(sign) for one in after))
    terms.append(" OR ".join(f'"{way[0]}"*' for way in _ways(key[-1])))
    return " AND ".join(f"({term})" for term in terms)


def pattern(key: str) -> str:
    """Write a key for the text itself."""
    signs = [f"(?:{'|'.join(map(re.escape, _ways(sign)))})" for sign in key]
    between = [(_LONG_E if sign in _E_ROW else "") + _BETWEEN for sign in key[:-1]]
    body = "".join(sign + more for sign, more in zip(signs, [*between, ""], strict=True))
    before = f"(?<![{KATAKANA}ー])" if _SIGN.match(key[0]) else ""
    behind = f"{_LEFT_OUT}(?![{KATAKANA}ー])" if _SIGN.match(key[-1]) else ""
    return before + body + behind


def _ways(sign: str) -> tuple[str, ...]:
    return (sign, _WAYS[sign]) if sign in _WAYS else (sign,)
