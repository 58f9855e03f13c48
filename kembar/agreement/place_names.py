"""Names of places as they are compared between coders: accents, kind words, spacing and other names fall away."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kembar import yamlfile

FILE = Path(__file__).with_name("place_names.yaml")


@dataclass(frozen=True, slots=True)
class _Words:
    """The content of ``place_names.yaml``, turned so that a name leads to what it becomes."""

    letters: dict[int, str]
    short: dict[str, str]
    kind_word: re.Pattern[str]
    anywhere: dict[str, str]
    countries: dict[str, dict[str, str]]
    umlauts: frozenset[str]


#: A letter with two dots written out; behind another vowel it is none: Neuenkirchen is no Neunkirchen.
_UMLAUT = re.compile("(?<![aeiouq])([aou])e")


def _turned(section: yamlfile.Mapping) -> dict[str, str]:
    return {name: kept for kept in section for name in section.list(kept)}


@cache
def _words() -> _Words:
    top = yamlfile.load(FILE)
    letters = {ord(letter): plain for letter, plain in _turned(top["letters"]).items()}
    letters |= {int(code, 16): "" for code in top.list("apostrophes")}
    kinds = "|".join(word.strip() for word in top.text("kind_words").split(","))
    countries = {country: _turned(names) for country, names in top["countries"].items()}
    kind_word, umlauts = re.compile(rf"\b(?:{kinds})\b"), frozenset(top.list("umlauts"))
    return _Words(letters, _turned(top["short"]), kind_word, _turned(top["anywhere"]), countries, umlauts)


@cache
def fold(name: str, country: str = "") -> str:
    """Fold a place name for comparison: ``Busan Metropolitan City``, ``Pusan`` and ``BUSAN`` are one.

    ``country`` is ISO 3166-1 alpha-2; some other names hold in one country alone.
    """
    words = _words()
    own = words.countries.get(country.upper(), {})

    def kept(text: str) -> str:
        text = words.anywhere.get(text, text)
        return own.get(text, text)

    plain = kept(" ".join(words.short.get(word, word) for word in _plain(name, words).split()))
    bare = " ".join(words.kind_word.sub(" ", plain).split()) or plain
    bare = kept(bare)
    bare = kept(_UMLAUT.sub(r"\1", bare)) if country.upper() in words.umlauts else bare
    return bare.replace(" ", "")


def _plain(name: str, words: _Words) -> str:
    """Small letters a to z and digits, anything else a blank; dashes divide words and apostrophes do not."""
    text = name.lower().translate(words.letters)
    text = "".join(" " if unicodedata.category(c) == "Pd" or c == "\u2212" else c for c in text)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", " ", text)
