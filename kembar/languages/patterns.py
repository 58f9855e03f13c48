"""The small pattern language in which a language's cues are written, compiled to regular expressions.

A pattern is a row of tokens separated by blanks::

    word        that word (with the language's endings: plural s, -nya)
    word*       any word that begins so
    +root       an affixed root, by the language's prefixes and suffixes (+kirim: mengirim, dikirim, pengiriman)
    (a|b_c)     one of several; _ stands for a blank inside
    [token]     may be missing (not at the start)
    ..          up to three words or ten characters between

In scripts that write no blanks between words, tokens may touch, and particles may follow a token.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kembar.problems import YamlError

_TOKEN = re.compile(r"\[?(?:\([^()]+\)|[^\s\[\]()]+)\]?")
#: Signs that make a token more than its letters.
_SIGNS = re.compile(r"[+(\[_*]|^\.\.$")
#: A word, or a part of a hyphened one, that may stand in a gap: nothing in it can be told in two ways, so that a text
#: of hyphens alone is read in linear time. Then the gap of scripts without blanks.
_BETWEEN, _FEW = r"[^\s\-–,.;:!?]+,?", r"[^.。!?\n]{0,10}?"
_NASAL = {"k": ("ng", 1), "p": ("m", 1), "t": ("n", 1), "s": ("ny", 1)}
_PLAIN_NASAL = {"b": "m", "f": "m", "v": "m", "d": "n", "c": "n", "j": "n", "z": "n", "g": "ng", "h": "ng"}
_NO_NASAL = "lmnrwy"


@dataclass(frozen=True)
class Morphology:
    """How words of a language change: endings of nouns, affixes of roots, particles; ``spaced``: blanks part words."""

    endings: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    nasal: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    spaced: bool = True


@dataclass(frozen=True, eq=False)
class Compiled:
    """A pattern with the beginnings by which it is found in an index; ``gap``: it has one.

    Its regular expression is only made when a text asks for it: most of a language's thousands never are, since a
    single word or the first of several is told by its letters.
    """

    tokens: tuple[str, ...]
    shape: Morphology
    keys: tuple[str, ...]
    gap: bool

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The whole pattern."""
        return re.compile(_expression(self.tokens, self.shape))

    @cached_property
    def _literal(self) -> str:
        """The letters that the pattern stands for, where it is nothing but letters of a script without blanks."""
        return self.tokens[0] if not self.shape.spaced and len(self.tokens) == 1 and self._parts else ""

    @cached_property
    def _parts(self) -> tuple[str, ...]:
        """Letters without which the pattern stands nowhere: those of its plain tokens."""
        return tuple(token.removesuffix("*") for token in self.tokens if not _SIGNS.search(token.removesuffix("*")))

    @property
    def needed(self) -> str:
        """The last of these letters, which are the most telling; "" where there are none."""
        return self._parts[-1] if self._parts else ""

    def end(self, text: str, at: int) -> int:
        """Where the pattern ends that begins at an offset of a text, 0 if it does not stand there."""
        if self._literal:
            return at + len(self._literal) if text.startswith(self._literal, at) else 0
        for part in self._parts:
            if text.find(part, at) < 0:
                return 0
        match = self.regex.match(text, at)
        return match.end() if match else 0

    @property
    def single(self) -> bool:
        """Whether blanks part words and the pattern is one word."""
        return self.shape.spaced and len(self.tokens) < 2 and "_" not in self.tokens[0]

    @cached_property
    def second(self) -> tuple[str, ...]:
        """The beginnings of the word that must follow the first; empty if it may be any."""
        firm = len(self.tokens) > 1 and "_" not in self.tokens[0] and self.tokens[1][0] not in ".["
        return tuple(_keys(self.tokens[1], self.shape)) if firm else ()

    def size(self, word: str) -> int:
        """How many letters of a stretch without blanks the first token takes, 0 if it does not begin so."""
        for wanted in _alternatives(self.tokens[0]):
            size = _taken(wanted.partition("_")[0], word, self.shape)
            if size:
                return size
        return 0


def _taken(wanted: str, word: str, shape: Morphology) -> int:
    """How many letters of a word one word of a token takes (with an ending), 0 if it is another word."""
    if wanted.startswith("+") or "*" in wanted[:-1]:
        match = re.match(f"(?:{_word(wanted, shape)})(?![^\\W_])", word)
        return match.end() if match else 0
    stem = wanted.removesuffix("*")
    if not word.startswith(stem):
        return 0
    if stem != wanted:
        end = len(stem)
        while end < len(word) and word[end].isalnum() and not word[end].isdecimal():
            end += 1
        return end if end == len(word) or not word[end].isalnum() else 0
    for ending in (*sorted(shape.endings, key=lambda e: (-len(e), e)), ""):
        end = len(stem) + len(ending)
        if word.startswith(ending, len(stem)) and (end == len(word) or not word[end].isalnum()):
            return end
    return 0


def nasal_forms(prefix: str, root: str) -> list[str]:
    """Return a nasal prefix (me, pe) joined to a root, with its first sound dropped where it is: mengirim."""
    first = root[0]
    if first in "aeiou":
        return [f"{prefix}ng{root}"]
    if first in _NASAL:
        sound, drop = _NASAL[first]
        return [f"{prefix}{sound}{root[drop:]}", f"{prefix}{sound}{root}"]
    if first in _PLAIN_NASAL:
        return [f"{prefix}{_PLAIN_NASAL[first]}{root}"]
    return [f"{prefix}{root}"] if first in _NO_NASAL else []


def root_forms(root: str, shape: Morphology) -> list[str]:
    """Return the forms that an affixed root takes, without suffixes."""
    forms = [root, *(prefix + root for prefix in shape.prefixes)]
    for prefix in shape.nasal:
        forms += nasal_forms(prefix, root)
    return forms


@lru_cache(10_000)
def _any(parts: tuple[str, ...]) -> str:
    return "|".join(sorted((re.escape(p) for p in parts), key=lambda p: (-len(p), p)))


def _word(word: str, shape: Morphology) -> str:
    """One word of a token as a regular expression."""
    if word.startswith("+"):
        suffixes = f"(?:{_any(shape.suffixes)})*" if shape.suffixes else ""
        return f"(?:{_any(tuple(root_forms(word[1:], shape)))}){suffixes}"
    star = r"[^\W\d_]*" if shape.spaced else ""
    text = re.escape(word.replace("_", " ")).replace(r"\ ", r"\s+" if shape.spaced else r"\s*").replace(r"\*", star)
    endings = f"(?:{_any(shape.endings)})?" if shape.endings and not word.endswith("*") else ""
    return text + endings


def _alternatives(token: str) -> list[str]:
    return token[1:-1].split("|") if token.startswith("(") else [token]


def _keys(token: str, shape: Morphology) -> list[str]:
    keys: list[str] = []
    for word in _alternatives(token):
        forms = root_forms(word[1:], shape) if word.startswith("+") else [word.replace("_", " ")]
        keys += [re.split(r"[* ]", form)[0] for form in forms]
    return keys


def compile_pattern(pattern: str, shape: Morphology, where: str = "pattern") -> Compiled:
    """Read a pattern; YamlError with the place if it does not follow the pattern language."""
    tokens = tuple(_TOKEN.findall(pattern))
    if not tokens or "".join(tokens) != pattern.replace(" ", "") or tokens[0][0] in "[." or tokens[0].startswith("*"):
        raise YamlError(f"{where}: {pattern!r} is no pattern; it must begin with a word.")
    return Compiled(tokens, shape, tuple(key for key in _keys(tokens[0], shape) if key), ".." in tokens)


def _expression(tokens: Sequence[str], shape: Morphology) -> str:
    """The tokens of a pattern as one regular expression."""
    edge, joint = (r"(?![^\W_])", r"[\s\-–]+") if shape.spaced else ("", r"\s*")
    particle = f"(?:{_any(shape.particles)})?" if shape.particles else ""
    out = r"(?<![^\W_])" if shape.spaced else ""
    for index, token in enumerate(tokens):
        lead = joint if index else ""
        if token == "..":
            out += rf"(?:[\s\-–,]+{_BETWEEN}(?:[\-–,]+{_BETWEEN}){{0,4}}?){{0,3}}?" if shape.spaced else _FEW
            continue
        optional = token.startswith("[")
        core = token[1:-1] if optional else token
        words = "|".join(_word(word, shape) for word in _alternatives(core))
        piece = f"{lead}(?:{words}){edge}{particle if index < len(tokens) - 1 else ''}"
        out += f"(?:{piece})?" if optional else piece
    return out
