"""A language as the program sees it: plain fields from its ``language.yaml``, further files read when asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kembar import yamlfile

_KEYS = ("name", "script", "function_words", "abbreviations", "sentence_end")


@dataclass(frozen=True)
class Language:
    """What is known of a language.

    ``script`` is latin, hangul, kana or han; ``function_words`` tell it from others; ``abbreviations`` are lower case
    and without their last full stop; ``sentence_end`` is the set of characters that can end a sentence.
    """

    code: str
    name: str = ""
    script: str = "latin"
    function_words: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    sentence_end: str = ".!?…。"
    folder: Path | None = field(default=None, compare=False)

    @classmethod
    def load(cls, code: str, folder: Path) -> Language:
        """Read a language's folder; without one the fields keep their plain defaults."""
        path = folder / "language.yaml"
        if not code or not path.is_file():
            return cls(code)
        top = yamlfile.load(path).only(_KEYS)
        return cls(
            code=code,
            name=top.text("name"),
            script=top.text("script", "latin"),
            function_words=frozenset(top.text("function_words").split()),
            abbreviations=frozenset(top.text("abbreviations").split()),
            sentence_end=top.text("sentence_end", cls.sentence_end),
            folder=folder,
        )

    def file(self, name: str) -> yamlfile.Mapping:
        """Return the content of ``<name>.yaml`` in the language's folder, an empty mapping if there is none."""
        path = self.folder / f"{name}.yaml" if self.folder else None
        return yamlfile.load(path) if path and path.is_file() else yamlfile.Mapping(f"{name}.yaml", 1)
