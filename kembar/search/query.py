"""What a person types, as the index and the text itself are asked: every word must be there, a quoted row as it stands.

A word finds what begins with it and, in languages with prefixes, the forms of it as a root; a run of Hangul, Kana or
Chinese letters is found wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache

from kembar import languages
from kembar.languages.patterns import Morphology, root_forms
from kembar.offsets import fold
from kembar.search import kana
from kembar.search.tokens import LETTER, folded, pairs, parts

#: Letters that a word must have to be taken for a root.
ROOT = 4
#: Words of a query that are looked at; further ones are left out.
WORDS = 12
LONGEST = 200
_TERM = re.compile(r'["“”]([^"“”]*)["“”]|(\S+)')


@dataclass(frozen=True, slots=True)
class Query:
    """A question: ``match`` in the language of the index ("" for nothing to look for), ``terms`` as patterns over
    folded text, ``words`` as typed, folded."""

    match: str
    terms: tuple[re.Pattern[str], ...]
    words: tuple[str, ...]


def parse(text: str, others: Callable[[str], Iterable[str]] = lambda _: ()) -> Query:
    """Read what a person typed; ``others`` gives other words that are found in place of one without quotes,
    those in Kana as ``places.names.fold`` writes them."""
    found = [(_parts(match[1] or match[2] or ""), bool(match[2])) for match in _TERM.finditer(text[:LONGEST])]
    terms = [(term, " ".join(part for part, _ in term), free) for term, free in found[:WORDS] if term]
    ways = [[_way(term), *map(_other, others(word) if free else ())] for term, word, free in terms]
    return Query(
        " AND ".join("(" + " OR ".join(f"({asked})" for asked, _ in each if asked) + ")" for each in ways),
        tuple(re.compile("|".join(f"(?:{pattern})" for _, pattern in each if pattern)) for each in ways),
        tuple(word for _, word, _ in terms),
    )


def _way(term: list[tuple[str, bool]]) -> tuple[str, str]:
    """Write a term for the index and for the text itself."""
    return (_asked(term), _pattern(term)) if term else ("", "")


def _other(name: str) -> tuple[str, str]:
    """Write another name as a term is; one in Kana is a key, for which a text has more signs."""
    term = _parts(name)
    key = "".join(part for part, _ in term)
    return (kana.asked(key), kana.pattern(key)) if kana.is_kana(key) else _way(term)


def _parts(term: str) -> list[tuple[str, bool]]:
    return parts(folded(term))


def _asked(term: list[tuple[str, bool]]) -> str:
    """Write a term for the index: one word with its forms, else all parts in a row."""
    if len(term) == 1:
        part, cut = term[0]
        if not cut:
            return " OR ".join(f'"{form}"*' for form in forms(part))
        return f'"{" ".join(pairs(part))}"' if len(part) > 1 else f'"{part}"*'
    asked = [f'"{" ".join(pairs(part))}"' if cut and len(part) > 1 else f'"{part}"*' for part, cut in term]
    return " AND ".join(asked)  # a row may run over the border of a script; the text itself confirms it


def _pattern(term: list[tuple[str, bool]]) -> str:
    """Write a term for the text itself."""
    if len(term) == 1:
        part, cut = term[0]
        if cut:
            return re.escape(part)
        return rf"(?<!{LETTER})(?:{'|'.join(map(re.escape, forms(part)))}){LETTER}*"
    first = "" if term[0][1] else f"(?<!{LETTER})"
    last = "" if term[-1][1] else f"{LETTER}*"
    return first + r"[\W_]*".join(re.escape(part) for part, _ in term) + last


@cache
def forms(word: str) -> tuple[str, ...]:
    """Return the beginnings by which a word is found: its own, and with the prefixes of languages that have any."""
    out = {word: None}
    if len(word) >= ROOT and word.isalpha():
        for shape in _shapes():
            out |= dict.fromkeys(root_forms(word, shape))
    # What begins with a shorter form is found by that form.
    return tuple(form for form in out if not any(form != other and form.startswith(other) for other in out))


@cache
def _shapes() -> tuple[Morphology, ...]:
    """The prefixes of all languages, with those that only search knows (``search.yaml``)."""
    out = []
    for code in languages.codes():
        shape = languages.get(code).shape
        if shape.prefixes or shape.nasal:
            more = tuple(languages.get(code).file("search").text("prefixes").split())
            out.append(replace(shape, prefixes=(*shape.prefixes, *more)))
    return tuple(out)


def hits(text: str, query: Query) -> list[tuple[int, int]]:
    """Return where the terms stand in a text, in order; nothing unless each of them is there."""
    plain = fold(text)
    out: list[tuple[int, int]] = []
    for term in query.terms:
        found = [plain.span(*match.span()) for match in term.finditer(plain.text) if match[0]]
        if not found:
            return []
        out += found
    return _apart(sorted(set(out)))


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that overlap."""
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
