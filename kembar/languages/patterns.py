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
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kembar.problems import YamlError

_TOKEN = re.compile(r"\[?(?:\([^()]+\)|[^\s\[\]()]+)\]?")
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
    """A pattern as a regular expression, with the beginnings by which it is found in an index.

    ``first`` is its first token, where more follow and blanks part words: what a text's word must be for it;
    ``second`` are the beginnings of the next word, empty if it may be any. An expression is only compiled when a text
    first asks for it: most of a language's thousands never are.
    """

    expression: str
    keys: tuple[str, ...]
    gap: bool
    opening: str = ""
    second: tuple[str, ...] = ()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The whole pattern."""
        return re.compile(self.expression)

    @cached_property
    def first(self) -> re.Pattern[str] | None:
        """The first of several tokens, None if it is the only one."""
        return re.compile(self.opening) if self.opening else None


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
    """Compile a pattern; YamlError with the place if it does not follow the pattern language."""
    tokens = _TOKEN.findall(pattern)
    if not tokens or "".join(tokens) != pattern.replace(" ", "") or tokens[0][0] in "[." or tokens[0].startswith("*"):
        raise YamlError(f"{where}: {pattern!r} is no pattern; it must begin with a word.")
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
    keys = tuple(key for key in _keys(tokens[0], shape) if key)
    if not shape.spaced or (len(tokens) < 2 and "_" not in tokens[0]):
        return Compiled(out, keys, ".." in tokens)
    first = "|".join(_word(word.partition("_")[0], shape) for word in _alternatives(tokens[0]))
    firm = "_" not in tokens[0] and tokens[1] != ".." and not tokens[1].startswith("[")
    second = tuple(_keys(tokens[1], shape)) if firm else ()
    return Compiled(out, keys, ".." in tokens, rf"(?:{first}){edge}", second)
