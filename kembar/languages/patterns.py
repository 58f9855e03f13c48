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
from itertools import groupby

from kembar.problems import YamlError

_TOKEN = re.compile(r"\[?(?:\([^()]+\)|[^\s\[\]()]+)\]?")
#: Signs that make a token more than its letters.
_SIGNS = re.compile(r"[+(\[_*]|^\.\.$")
#: A word, or a part of a hyphened one, that may stand in a gap: nothing in it can be told in two ways, so that a text
#: of hyphens alone is read in linear time. Then the gap of scripts without blanks.
_BETWEEN, _FEW = r"[^\s\-–,.;:!?]+,?", r"[^.。!?\n]{0,10}?"
#: What stands between words, and between signs without blanks.
_JOINTS, _NO_JOINTS = r"[\s\-–]+", r"\s*"
_JOINT, _BLANKS = re.compile(_JOINTS), re.compile(_NO_JOINTS)
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

    @cached_property
    def tails(self) -> tuple[str, ...]:
        """What a word may end with, the longest first and nothing at last: an ending, or a particle without blanks."""
        return (*sorted(self.endings if self.spaced else self.particles, key=lambda e: (-len(e), e)), "")


@dataclass(eq=False)  # not frozen, which takes twice as long to make: there are twenty thousand
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
    def literal(self) -> str:
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
        if self.literal:
            return at + len(self.literal) if text.startswith(self.literal, at) else 0
        for part in self._parts:
            if text.find(part, at) < 0:
                return 0
        if self._plain:
            return 0 if self.shape.spaced and at and text[at - 1].isalnum() else self._stands(text, at, self.tokens)
        if "regex" not in self.__dict__ and not self._may_stand(text, at):  # made only where it may be needed
            return 0
        match = self.regex.match(text, at)
        return match.end() if match else 0

    @cached_property
    def _plain(self) -> bool:
        """Whether all tokens are plain words, which are told without a regular expression: most patterns are."""
        usual = not (self.shape.particles if self.shape.spaced else self.shape.endings)
        return usual and len(self._parts) == len(self.tokens) and not any("*" in token for token in self.tokens)

    def _stands(self, text: str, at: int, tokens: Sequence[str]) -> int:
        """Where plain words in a row end that begin at an offset, as the regular expression says; 0 if not there."""
        word, *further = tokens
        stem, spaced = at + len(word), self.shape.spaced
        for tail in self.shape.tails if text.startswith(word, at) else ():
            end = stem + len(tail)
            if not text.startswith(tail, stem) or (spaced and text[end : end + 1].isalnum()):
                continue
            if not further:
                return end if spaced else stem
            gap = (_JOINT if spaced else _BLANKS).match(text, end)
            if gap and (stop := self._stands(text, gap.end(), further)):
                return stop
        return 0

    def _may_stand(self, text: str, at: int) -> bool:
        """Whether behind an offset a text has a beginning of each token that must stand."""
        return all(any(text.find(key, at) >= 0 for key in keys) for keys in self._firm)

    @cached_property
    def _firm(self) -> tuple[tuple[str, ...], ...]:
        """The beginnings of each token behind the first that must stand."""
        firm = (token for token in self.tokens[1:] if token[0] not in ".[*")
        return tuple(tuple(dict.fromkeys(_keys(token, self.shape))) for token in firm)

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
        for wanted, beginning in self._first:
            if word.startswith(beginning) and (size := _taken(wanted, word, self.shape)):
                return size
        return 0

    @cached_property
    def _first(self) -> tuple[tuple[str, str], ...]:
        """The words that the pattern may begin with, each with how it begins for sure."""
        words = (wanted.partition("_")[0] for wanted in _alternatives(self.tokens[0]))
        return tuple((word, "" if word.startswith("+") else word.partition("*")[0]) for word in words)


def _taken(wanted: str, word: str, shape: Morphology) -> int:
    """How many letters of a word one word of a token takes (with an ending), 0 if it is another word."""
    if wanted.startswith("+") or "*" in wanted[:-1]:
        match = re.match(f"(?:{_words(wanted, shape)})(?![^\\W_])", word)
        return match.end() if match else 0
    stem = wanted.removesuffix("*")
    if not word.startswith(stem):
        return 0
    if stem != wanted:
        end = len(stem)
        while end < len(word) and word[end].isalnum() and not word[end].isdecimal():
            end += 1
        return end if end == len(word) or not word[end].isalnum() else 0
    for ending in shape.tails:
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


def _words(token: str, shape: Morphology) -> str:
    """The words of a token as a regular expression; those in a row that take the same endings share them."""
    out = []
    for bare, run in groupby(_alternatives(token), key=lambda word: word.startswith("+") or word.endswith("*")):
        words = [_word(word, shape) for word in run]
        endings = f"(?:{_any(shape.endings)})?" if shape.endings and not bare else ""
        out.append(f"(?:{'|'.join(words)}){endings}" if endings and len(words) > 1 else "|".join(words) + endings)
    return "|".join(out)


def _word(word: str, shape: Morphology) -> str:
    """One word of a token as a regular expression, without endings."""
    if word.startswith("+"):
        suffixes = f"(?:{_any(shape.suffixes)})*" if shape.suffixes else ""
        return f"(?:{_any(tuple(root_forms(word[1:], shape)))}){suffixes}"
    star = r"[^\W\d_]*" if shape.spaced else ""
    return re.escape(word.replace("_", " ")).replace(r"\ ", r"\s+" if shape.spaced else r"\s*").replace(r"\*", star)


def _alternatives(token: str) -> list[str]:
    return token[1:-1].split("|") if token.startswith("(") else [token]


def _keys(token: str, shape: Morphology) -> list[str]:
    if token.isalpha():  # a plain word, as most are
        return [token]
    keys: list[str] = []
    for word in _alternatives(token):
        forms = root_forms(word[1:], shape) if word.startswith("+") else [word.replace("_", " ")]
        keys += [form.partition("*")[0].partition(" ")[0] for form in forms]
    return keys


def compile_pattern(pattern: str, shape: Morphology, where: str = "pattern") -> Compiled:
    """Read a pattern; YamlError with the place if it does not follow the pattern language."""
    tokens = tuple(_TOKEN.findall(pattern))
    if not tokens or "".join(tokens) != pattern.replace(" ", "") or tokens[0][0] in "[." or tokens[0].startswith("*"):
        raise YamlError(f"{where}: {pattern!r} is no pattern; it must begin with a word.")
    return Compiled(tokens, shape, tuple(filter(None, _keys(tokens[0], shape))), ".." in tokens)


def _expression(tokens: Sequence[str], shape: Morphology) -> str:
    """The tokens of a pattern as one regular expression."""
    edge, joint = (r"(?![^\W_])", _JOINTS) if shape.spaced else ("", _NO_JOINTS)
    particle = f"(?:{_any(shape.particles)})?" if shape.particles else ""
    out = r"(?<![^\W_])" if shape.spaced else ""
    for index, token in enumerate(tokens):
        lead = joint if index else ""
        if token == "..":
            out += rf"(?:[\s\-–,]+{_BETWEEN}(?:[\-–,]+{_BETWEEN}){{0,4}}?){{0,3}}?" if shape.spaced else _FEW
            continue
        optional = token.startswith("[")
        core = token[1:-1] if optional else token
        piece = f"{lead}(?:{_words(core, shape)}){edge}{particle if index < len(tokens) - 1 else ''}"
        out += f"(?:{piece})?" if optional else piece
    return out
