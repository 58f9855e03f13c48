"""All that Kembar knows of a language lies in a folder here; the rest of the program asks for it by code.

A folder ``<code>/`` with a ``language.yaml`` makes a language; ``cues.yaml`` in it gives it rules. Languages that
are only told apart from the others (so that nobody reads them by mistake) stand in ``others.yaml``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

from kembar import yamlfile
from kembar.languages.language import Language
from kembar.languages.standard import CODES

FOLDER = Path(__file__).parent
#: The language whose labels are shown where another has none.
FALLBACK = "en"
_SCRIPTS = {
    "hangul": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3",
    "kana": "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff",
    "han": "\u3400-\u9fff\uf900-\ufaff",
    "latin": "A-Za-z\u00c0-\u024f",
    "cyrillic": "\u0400-\u04ff",
    "arabic": "\u0600-\u06ff",
    "thai": "\u0e00-\u0e7f",
}
_RUNS = {name: re.compile(f"[{ranges}]+") for name, ranges in _SCRIPTS.items()}
_NOT_LATIN = re.compile(f"[{''.join(ranges for name, ranges in _SCRIPTS.items() if name != 'latin')}]")
_ASCII_RUN, _NOT_ASCII = re.compile("[A-Za-z]+"), re.compile(r"[^\x00-\x7f]+")
_BY_SCRIPT = {"han": "zh", "cyrillic": "ru", "arabic": "ar", "thai": "th"}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000


@cache
def codes() -> tuple[str, ...]:
    """Return the codes of the languages that have a folder, in alphabetical order."""
    return tuple(sorted(p.parent.name for p in FOLDER.glob("*/language.yaml")))


@lru_cache
def get(code: str) -> Language:
    """Return a language by its code; one without a folder gives a Language that knows nothing but its code."""
    return Language.load(code, FOLDER / code)


@lru_cache
def has_rules(code: str) -> bool:
    """Say whether texts in a language can be read by the rules: its folder holds cues."""
    return code in codes() and (FOLDER / code / "cues.yaml").is_file()


@cache
def known() -> tuple[str, ...]:
    """Return the codes of the languages that a text may be said to be in: with a folder, or of ISO 639."""
    return tuple(sorted({*codes(), *CODES}))


@cache
def _others() -> Mapping[str, str]:
    """Words of the languages without a folder, by code."""
    top = yamlfile.load(FOLDER / "others.yaml")
    return {code: top.text(code) for code in top}


@lru_cache
def _labels(code: str) -> dict[str, str]:
    path = FOLDER / code / "labels.yaml"
    if not path.is_file():
        return {}
    top = yamlfile.load(path)
    return {key: top.text(key) for key in top}


def label(lang: str, key: str, **values: object) -> str:
    """Return an interface text in a language, else in English, with its ``{placeholders}`` filled.

    An unknown key raises KeyError: labels are part of the program, not input.
    """
    text = _labels(lang).get(key)
    if text is None:
        text = _labels(FALLBACK)[key]
    return text.format(**values) if values else text


def keys(beginning: str) -> tuple[str, ...]:
    """Return the keys of the interface texts that begin so (the parts of a page that scripts need)."""
    return tuple(key for key in _labels(FALLBACK) if key.startswith(beginning))


@cache
def _function_words() -> dict[str, tuple[str, ...]]:
    """Function words with the codes of the languages that have them."""
    words = {c: get(c).function_words for c in codes() if get(c).script == "latin"}
    for code, told in _others().items():
        words.setdefault(code, frozenset(told.split()))
    out: dict[str, list[str]] = {}
    for code, own in words.items():
        for word in own:
            out.setdefault(word, []).append(code)
    return {word: tuple(found) for word, found in out.items()}


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    third, middle = _SAMPLE // 3, len(text) // 2
    return "\n".join((text[:third], text[middle : middle + third], text[-third:]))


def _script_shares(text: str) -> dict[str, float]:
    ascii_letters = sum(map(len, _ASCII_RUN.findall(text)))
    rest = "" if text.isascii() else " ".join(_NOT_ASCII.findall(text))
    sizes = {name: sum(map(len, run.findall(rest))) if rest else 0 for name, run in _RUNS.items()}
    sizes["latin"] += ascii_letters
    total = sum(sizes.values())
    return {name: size / total for name, size in sizes.items()}


def _by_script(shares: dict[str, float], default: str) -> str | None:
    """Name the language that a script alone tells, None if the text is in Latin letters."""
    asian = {name: shares[name] for name in ("hangul", "kana", "han")}
    if sum(asian.values()) > 0.25:
        here = {get(code).script: code for code in codes()}
        if asian["hangul"] > max(asian["kana"], 0.4 * asian["han"]):
            return here.get("hangul", "ko")
        if asian["kana"] > 0.02:
            return here.get("kana", "ja")
        return default if get(default).script in ("kana", "hangul") else _BY_SCRIPT["han"]
    for name, code in _BY_SCRIPT.items():
        if shares[name] > 0.5:
            return code
    return None


def possible(text: str, default: str) -> tuple[str, ...]:
    """Return the languages with rules that a passage of a text may be in: those of its scripts, and ``default``."""
    rest = "a" if text.isascii() else " ".join(_NOT_ASCII.findall(text)) + "a"
    scripts = {name for name, run in _RUNS.items() if run.search(rest)}
    return tuple(code for code in codes() if has_rules(code) and (code == default or get(code).script in scripts))


def detect(text: str, default: str = "") -> str:
    """Return the language of a text or paragraph: by script, then by its function words.

    ``default`` is returned where nothing tells; codes without a folder ("zh", "ms", "nl") may come out too.
    """
    sample = _sample(text)
    told = _by_script(_script_shares(sample), default) if _NOT_LATIN.search(sample) else None
    if told is not None:
        return told
    words = _WORD.findall(sample)
    known = _function_words()
    scores = Counter(chain.from_iterable(filter(None, map(known.get, map(str.lower, words)))))
    best = max(sorted(scores), key=lambda code: (scores[code], code == default, code in codes()), default="")
    enough = max(2, len(words) // 25)
    return best if scores[best] >= enough else default
