"""Sound tables written as text: a hyphen stands for nothing."""

from __future__ import annotations


def sounds(text: str) -> list[str]:
    """Return the words of a text."""
    return ["" if word == "-" else word for word in text.split()]


def pairs(text: str) -> dict[str, str]:
    """Return a table from words that stand by twos."""
    words = sounds(text)
    return dict(zip(words[::2], words[1::2], strict=True))


def rows(text: str) -> dict[str, list[str]]:
    """Return a table from lines: a key and its sounds for a, i, u, e, o."""
    lines = [sounds(line) for line in text.strip().splitlines()]
    return {key: found for key, *found in lines}
