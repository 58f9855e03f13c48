"""Equal parts of readings are held once: a large study says the same kinds, pairs and hashes over and over."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, TypeVar

from kembar.types import Coding, Evidence, Reading

T = TypeVar("T", bound=Hashable)
WORDS = ("type", "kind", "sector", "status", "recurrence", "flow")
_set = object.__setattr__  # the values stay equal, so that frozen records may be given them


class Shared:
    """What was seen already, by value."""

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}

    def reading(self, reading: Reading) -> Reading:
        """Return a reading whose equal parts are the same objects."""
        for name in ("source", "text_sha256", "coder", "coder_version", "codebook_version"):
            _set(reading, name, self._one(getattr(reading, name)))
        for coding in reading.codings:
            self._coding(coding)
        return reading

    def _coding(self, coding: Coding) -> None:
        for name in WORDS:
            _set(coding, name, self._one(getattr(coding, name)))
        for name in ("start", "end", "participants", "actors", "place"):
            if value := getattr(coding, name):
                _set(coding, name, self._one(value))
        if coding.pair:
            _set(coding, "pair", self._one(coding.pair))
        for one in coding.evidence:
            self._evidence(one)

    def _evidence(self, one: Evidence) -> None:
        _set(one, "source", self._one(one.source))
        _set(one, "text_sha256", self._one(one.text_sha256))
        _set(one, "supports", self._one(one.supports))

    def _one(self, value: T) -> T:
        found: T = self._known.setdefault(value, value)
        return found
