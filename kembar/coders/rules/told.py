"""What the rules say about a document they could not read, or could not read as it is meant to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kembar.coders.rules.sentences import Sentence
from kembar.types import Document, Problem

#: A stretch of more characters that no sentence ends is told: it was read in pieces.
LONGEST_READ_WHOLE = 10_000
#: A piece of a stretch has at least so many; shorter ones that touch are sentences of a script without blanks.
_PIECE = 500
_CODERS = "coders"
#: The name of the problem of a text that the rules could not read at all.
NO_RULES = "no_rules"


def no_rules(language: str, document: Document) -> Problem:
    """A text in a language that has no rules: nothing of it was read."""
    what = f"there are no rules for its language ({language})" if language else "its language was not recognised"
    hint = "Code it by hand; if the language is wrong, correct `language` in the source's entry and code again."
    message = f"The rules did not read this text: {what}."
    return Problem("warning", NO_RULES, message, hint, _CODERS, document.source.id)


def cut(sentences: Sequence[Sentence], document: Document) -> list[Problem]:
    """A note for each stretch without a sentence end that was read in pieces, with its characters (from 1)."""
    stretches: list[list[int]] = []
    long = False
    for s in sentences:
        end = s.base + len(s.raw)
        if stretches and stretches[-1][1] == s.base and long:
            stretches[-1][1] = end
        else:
            stretches.append([s.base, end])
        long = len(s.raw) >= _PIECE
    hint = "Acts told across two pieces may be missed: look whether the file lost its line ends."
    return [
        Problem(
            "note",
            "long_passage",
            f"No sentence ends in {end - start} characters: they were read in pieces.",
            hint,
            _CODERS,
            f"{document.source.id}, characters {start + 1}-{end}",
        )
        for start, end in stretches
        if end - start > LONGEST_READ_WHOLE
    ]


def too_many(unsought: Mapping[str, int], document: Document) -> list[Problem]:
    """A note where names that no list knows were not looked for by their sound, with the first one and its place."""
    if not unsought:
        return []
    first = min(unsought, key=lambda name: (unsought[name], name))
    where = f"{document.source.id}, characters {unsought[first] + 1}-{unsought[first] + len(first)}"
    number = len(unsought)
    message = f"Too many names of places that no list knows: {number} were not looked for, from {first} on."
    hint = "Acts of these places may be missed: divide the file, or say in the study what their names mean."
    return [Problem("note", "names_not_sought", message, hint, _CODERS, where)]
