"""Why codings were joined, in the reader's language: the casebase says it in English, by rules that have names."""

from __future__ import annotations

import re
from functools import cache

from kembar import languages
from kembar.casebase.why import TEXT

_GROUPS = {"a": ".+?", "b": ".+?", "starts": r"(?: \(.*\))?", "names": r"(?: \(.*\))?"}


def reason(sentence: str, lang: str) -> str:
    """Return a sentence of ``Record.why_joined`` in a language, as it is where no rule is known that says it."""
    if lang == languages.FALLBACK:
        return sentence
    for rule, pattern in _patterns().items():
        if match := pattern.fullmatch(sentence):
            return languages.label(lang, f"join_{rule.replace(' ', '_')}", **match.groupdict())
    return sentence


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Make of each sentence of the casebase a pattern that finds its parts again."""
    out = {}
    for rule, text in TEXT.items():
        parts = re.split(r"\{(\w+)\}", text)
        pieces = [re.escape(p) if n % 2 == 0 else f"(?P<{p}>{_GROUPS[p]})" for n, p in enumerate(parts)]
        out[rule] = re.compile("".join(pieces))
    return out
