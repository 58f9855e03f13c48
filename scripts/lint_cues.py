"""Look through the cues of every language for what is written in vain or not tried.

usage: python scripts/lint_cues.py [--redundant]

Prints, with file and line: a cue that stands twice in its class; one that no text can ever bring out; a class without
a sentence that must match and one that must not. Exit code 1 if there is any. ``--redundant`` also lists the cues that
another cue of their class finds anyway, to the same length; they do no harm.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import islice, product

from kembar import languages
from kembar.languages.flat import flat
from kembar.languages.language import Language
from kembar.languages.lexicon import Cue
from kembar.languages.patterns import root_forms

_TOKEN = re.compile(r"\[?(?:\([^()]+\)|[^\s\[\]()]+)\]?")
_MOST = 40
#: Classes that only keep words from being read as something else: they need no sentence that must not match.
_MASKS = ("plain", "plain_hedge", "plain_actor", "past_tense")


def samples(pattern: str, language: Language) -> list[str]:
    """Return texts that a pattern is to find: its words with every alternative, and nothing between (40 at most)."""
    choices = []
    for token in _TOKEN.findall(pattern):
        if token != "..":
            words = token.strip("[]()").split("|")
            forms = [f for w in words for f in (root_forms(w[1:], language.shape) if w.startswith("+") else [w])]
            choices.append([form.replace("_", " ").replace("*", "").replace("#", "7") for form in forms])
    return [" ".join(words) for words in islice(product(*choices), _MOST)]


def twice(language: Language) -> Iterator[str]:
    """Name the cues that stand twice in their class."""
    seen: set[tuple[str, str]] = set()
    for cue in language.cues.cues:
        key = (cue.name, " ".join(flat(cue.pattern).split()))
        if key in seen:
            yield f"{cue.where}: {cue.name}: {cue.pattern!r} stands twice"
        seen.add(key)


def unreachable(language: Language) -> Iterator[str]:
    """Name the cues that are not found even where their own words stand alone."""
    for cue in language.cues.cues:
        texts = [flat(text) for text in samples(cue.pattern, language)]
        own = [text for text in texts if cue.compiled.regex.match(text)]
        if not any(hit.name == cue.name for text in own for hit in language.cues.scan(text)):
            yield f"{cue.where}: {cue.name}: {cue.pattern!r} is never found"


def untested(language: Language) -> Iterator[str]:
    """Name the classes that lack a sentence which must match, or one which must not."""
    where = {cue.name: cue.where for cue in language.cues.cues}
    for name in sorted(language.cues.classes):
        must, must_not = language.cues.examples.get(name, ((), ()))
        if not must or not (must_not or name in _MASKS):
            yield f"{where[name]}: {name} has no sentence that {'must not' if must else 'must'} match"


def redundant(language: Language) -> Iterator[str]:
    """Name the cues whose every text another cue of their class finds to the same length."""
    for cue in language.cues.cues:
        texts = [flat(text) for text in samples(cue.pattern, language)]
        if texts and all(_found_otherwise(cue, text, language) for text in texts):
            yield f"{cue.where}: {cue.name}: {cue.pattern!r} is found by another cue of its class"


def _found_otherwise(cue: Cue, text: str, language: Language) -> bool:
    others = (h for h in language.cues.scan(text) if h.name == cue.name and h.pattern != cue.pattern)
    return any(h.start == 0 and h.end == len(text) for h in others)


def main(arguments: list[str]) -> int:
    """Print what was found in all languages; 1 if a cue or class is wrong."""
    known = [languages.get(code) for code in languages.codes() if languages.has_rules(code)]
    wrong = [f"{n.code}/{line}" for n in known for check in (twice, unreachable, untested) for line in check(n)]
    print("\n".join(wrong) or f"{sum(len(n.cues.cues) for n in known)} cues in {len(known)} languages: nothing wrong")
    if "--redundant" in arguments:
        print("\n".join(f"{n.code}/{line}" for n in known for line in redundant(n)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
