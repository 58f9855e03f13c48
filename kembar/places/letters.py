"""How Latin names sound in Kana and Hangul: which letters are written with which sounds, and how well a name fits.

``data/letters.tsv`` holds for each script what pieces of names are written with in it, and how much more often than by
chance (natural logarithms, learned by ``scripts/fit_letters.py`` from the names of the gazetteer). Names are compared
with all those of a country in the order of their letters, so that what begins alike is reckoned once.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from kembar.places.database import Unit
from kembar.places.names import fold, script
from kembar.places.typewords import bare

FILE = Path(__file__).parent / "data" / "letters.tsv"
#: The longest piece of a name, in letters, and what a letter or a sound costs that nothing stands for.
LONGEST = 3
_LOST = -5.0
#: How much a well-known place is likelier to be meant (an exponent of its people), and the people of the least one.
_FAME, _NOBODY = 0.6, 100
#: So few sounds are like many names.
FEWEST, _LEAST_SOUNDS = 4, 2
#: No name is looked at that cannot reach so much for each of its sounds.
_LEAST = 1.3
#: Nor one whose beginning falls so far behind that.
_BEHIND = 3.0
#: More than sums of weights differ by the order in which they are added up.
_ROUNDING = 1e-6
#: So many names hold nearly all pieces that there are.
_MANY = 2_000

#: The vowel that only parts consonants, and what it costs where it was not seen behind a piece.
_FILLING, _FILLED = {"kana": "u", "hangul": "U"}, -1.0
_VOWELS = "aiueoEOU"
_SMALL = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ャ": "ya", "ュ": "yu", "ョ": "yo", "ヮ": "wa"}
_HISSED = {"si": "xi", "ti": "ci", "tu": "Tu", "hu": "fu", "zi": "ji", "di": "ji", "du": "zu", "n": "n", "wo": "o"}
_PALATAL = "xcj"
#: The parts of a syllable of Hangul in the order of their numbers.
_INITIAL = [*"gKndDrmbBsS", "", *"jJcktph"]
_VOWEL = re.findall(r"\w+", "a E ya yE O e yO ye o wa wE we yo u wO we wi yu U Ui i")
_FINAL = ["", *re.findall(r"\w+", "g K gs n nj nh d l lg lm lb ls lt lp lh m b bs s S N j c k t p h")]
_FIRST_SYLLABLE = 0xAC00
#: The longest row of sounds that a piece is written with.
_LONGEST_HEARD = 4
_Weights = dict[str, dict[str, float]]


def sounds(name: str) -> str:
    """Return a name in Kana or Hangul as a row of sounds, each a letter; long vowels and doubled sounds go."""
    plain = fold(name)
    return "".join(_of_hangul(c) for c in plain) if script(plain) == "hangul" else _of_kana(plain)


def _of_hangul(sign: str) -> str:
    number = ord(sign) - _FIRST_SYLLABLE
    return f"{_INITIAL[number // 588]}{_VOWEL[number // 28 % 21]}{_FINAL[number % 28]}"


def _of_kana(name: str) -> str:
    out = ""
    for sign in name:
        vowel = _SMALL.get(sign, "")
        if not vowel:
            spelled = unicodedata.name(sign).split("LETTER ")[-1].lower() if sign not in "ッー" else ""
            out += _HISSED.get(spelled, spelled)
        elif out[-1:] in tuple(_VOWELS):
            before, last = out[:-1], out[-1]
            if before[-1:] in tuple(_PALATAL):
                out = before + vowel[-1]
            elif not before or before[-1] in _VOWELS:
                out = before + {"u": "w", "i": "y"}.get(last, last) + vowel
            else:
                out = before + vowel
        else:
            out += vowel
    return out


def letters(name: str) -> str:
    """Return the small letters of a Latin name with their accents, without what stands in brackets."""
    plain = unicodedata.normalize("NFC", name.lower().partition(" (")[0])
    return plain if plain.isalpha() else "".join(filter(str.isalpha, plain))


@cache
def _lines() -> dict[str, dict[tuple[str, str], float]]:
    found: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    for line in FILE.read_text(encoding="utf-8").splitlines():
        where, piece, heard, weight = line.split("\t")
        found[where][piece, heard] = float(weight)
    return found


def _filled(of: str, weights: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """Return what pieces speak for where the vowel that only parts consonants stands behind them."""
    told = ((piece, heard, weight) for (piece, heard), weight in weights.items())
    return {(p, heard + _FILLING[of]): w + _FILLED for p, heard, w in told if heard and heard[-1] not in _VOWELS}


@cache
def _table(of: str, country: str) -> _Weights:
    """Return the rows of sounds of a script as they are in a country, each with the pieces it may stand for."""
    own, usual = _lines().get(f"{of}:{country}", {}), _lines()[of]
    told = _filled(of, usual) | usual | {k: w for k, w in _filled(of, own).items() if k not in usual} | own
    found: _Weights = defaultdict(dict)
    for (piece, heard), weight in told.items():
        found[heard][piece] = weight
    return dict(found)


class Heard(NamedTuple):
    """A place that a name may mean: how well it fits, with its fame, and by its letters alone for each sound."""

    sum: float
    fit: float
    unit: Unit


class _Written(dict[str, tuple[Mapping[str, float], float]]):
    """By rows of sounds the pieces of some names that are written so, with what each speaks for, and the most of it."""

    def __init__(self, every: _Weights, pieces: Set[str]) -> None:
        super().__init__()
        self._every, self._pieces = every, pieces

    def __missing__(self, heard: str) -> tuple[Mapping[str, float], float]:
        told = self._every.get(heard, {})
        if self._pieces:
            told = {piece: weight for piece, weight in told.items() if piece in self._pieces}
        found = self[heard] = told, max(told.values(), default=0.0)
        return found


class Spellings:
    """The names of places of one country in the order of their letters; what so many names mean is ``kept``."""

    def __init__(self, units: Sequence[Unit], kept: int = 0) -> None:
        whole = [(s, u.n, u, 0.0) for u in units for s in _spellings(u.name, u.local)]
        firsts = [(s, u.n, u, _FIRST_WORD) for u in units if (s := _first_word(u.name))]
        known = Counter(row[0] for row in firsts)
        self._rows = sorted([*whole, *(row for row in firsts if known[row[0]] <= _FEW)])
        self._country = units[0].country if units else ""
        self._keys = [row[0] for row in self._rows]
        self._kept = lru_cache(kept)(self._heard) if kept else None
        self._written: dict[str, _Written] = {}
        self._all = math.log(sum((u.prior + _NOBODY) ** _FAME for u in units) or 1)

    def heard(self, name: str, least: float = _LEAST) -> Sequence[Heard]:
        """Return the places that may be spoken like a name in Kana or Hangul, best first.

        Each sound must speak for the letters by the least that is asked.
        """
        return (self._kept or self._heard)(name, least)

    def _heard(self, name: str, least: float) -> Sequence[Heard]:
        spoken = sounds(name)
        if len(spoken) < _LEAST_SOUNDS:
            return ()
        best: dict[int, Heard] = {}
        for fit, unit in self._fits(spoken, script(fold(name)), least * len(spoken)):
            fame = _FAME * math.log(unit.prior + _NOBODY) - self._all
            if unit.n not in best or fit + fame > best[unit.n].sum:
                best[unit.n] = Heard(fit + fame, fit / len(spoken), unit)
        return sorted(best.values(), key=lambda h: (-h.sum, h.unit.n))

    def _fits(self, spoken: str, of: str, least: float) -> Iterator[tuple[float, Unit]]:
        if of not in self._written:
            self._written[of] = _Written(_table(of, self._country), self._pieces)
        row = _Row(spoken, least, self._written[of])
        at, rows, keys = 0, self._rows, self._keys
        for piece in () if row.hopeless else row.beginnings():
            at = bisect_left(keys, piece, at)
            while at < len(rows) and keys[at].startswith(piece):
                spelled, _, unit, cost = rows[at]
                if hopeless := row.lay(spelled):
                    at = bisect_left(keys, f"{spelled[:hopeless]}\U0010ffff", at)
                    continue
                if (fit := row.columns[-1].get(len(spoken))) is not None and fit >= least:
                    yield fit - cost, unit
                at += 1

    @cached_property
    def _pieces(self) -> set[str]:
        """The pieces of few names; of many nearly all pieces are some."""
        few = self._keys if len(self._keys) < _MANY else ()
        return {key[at:end] for key in few for at in range(len(key)) for end in range(at + 1, at + LONGEST + 1)}


def _same(before: str, spelled: str) -> int:
    """Return with how many letters two spellings begin alike."""
    same = 0
    for one, other in zip(before, spelled, strict=False):
        if one != other:
            break
        same += 1
    return same


class _Row:
    """A row of sounds beside which letters are laid: how well the first of them fit each beginning of the sounds.

    A column tells that for so many letters; what cannot reach the least that is asked any more is left out of it.
    """

    def __init__(self, spoken: str, least: float, written: Mapping[str, tuple[Mapping[str, float], float]]) -> None:
        size = len(spoken)
        rest = [0.0] * (size + 1)  # the most that the sounds from each on may speak for any letters
        self._written: list[list[tuple[int, Mapping[str, float]]]] = [[] for _ in range(size + 1)]
        for at in range(size, -1, -1):
            rest[at] = _LOST + rest[at + 1] if at < size else 0.0
            for end in range(at, min(at + _LONGEST_HEARD, size) + 1):
                told, most = written[spoken[at:end]]
                if told:
                    self._written[at].append((end, told))
                    if end > at and most + rest[end] > rest[at]:
                        rest[at] = most + rest[end]
        self._pieces = {piece for ways in self._written for _, told in ways for piece in told}
        self._least = [*(least - speaks - _ROUNDING for speaks in rest), math.inf]  # none goes on behind the last sound
        self._hoped = [max(_LEAST * n - _BEHIND, self._least[n]) for n in range(size + 1)]
        self.columns = [{n: _LOST * n for n in range(size + 1) if _LOST * n >= self._least[n]}]
        self._hopes = [True]
        self._laid = ""
        self.hopeless = not self.columns[0]

    def beginnings(self) -> list[str]:
        """Return in order the pieces with one of which every name begins that is not hopeless from the start."""
        found, hoped = set(), self._hoped
        for at, value in self.columns[0].items():
            for end, told in self._written[at]:
                least = hoped[end] - value
                found.update([piece for piece, weight in told.items() if weight >= least])
        return sorted(found)

    def lay(self, spelled: str) -> int:
        """Lay the letters of a name beside the sounds; return of how many of them it is hopeless, 0 if of none."""
        columns, hopes, hoped = self.columns, self._hopes, self._hoped
        same = _same(self._laid, spelled)
        del columns[same + 1 :], hopes[same + 1 :]
        self._laid = spelled
        for size in range(same + 1, len(spelled) + 1):
            column = self._next(spelled, size)
            columns.append(column)
            hopes.append(True in [value >= hoped[at] for at, value in column.items()])
            if True not in hopes[-LONGEST:]:  # a piece may lead past the letters within it
                self._laid = spelled[:size]
                return size
        return 0

    def _next(self, spelled: str, size: int) -> dict[int, float]:
        """Return how well so many letters fit each beginning of the sounds, from what fewer letters do."""
        columns, least = self.columns, self._least
        column: dict[int, float] = {}
        for before in range(max(0, size - LONGEST), size):
            if self._hopes[before] and (piece := spelled[before:size]) in self._pieces:
                for start, earlier in columns[before].items():
                    for end, told in self._written[start]:
                        if piece in told:
                            value = earlier + told[piece]
                            if value >= least[end] and (end not in column or value > column[end]):
                                column[end] = value
        for at, value in columns[-1].items():
            value += _LOST
            if value >= least[at] and (at not in column or value > column[at]):
                column[at] = value
        for at in sorted(column) if column else ():
            value = column[at] + _LOST
            while value >= least[at := at + 1] and (at not in column or value > column[at]):
                column[at] = value
                value += _LOST
        return column


_PARTS = re.compile(r"[\s-]+")
_SHORTEST = 4
#: What a first word that stands for a longer name costs, and how many names of a country may begin with it.
_FIRST_WORD, _FEW = 3.0, 4


def _spellings(name: str, local: str) -> tuple[str, ...]:
    """Return the letters of a name, of its bare form and of its name at home."""
    called = [name, bare(name)]
    if local != name and script(local) == "latin":
        called.append(bare(local))
    return tuple(spelled for spelled in dict.fromkeys(map(letters, dict.fromkeys(called))) if spelled)


def _first_word(name: str) -> str:
    """Return the letters of the first word of a longer name, which may stand for it: Aschau im Chiemgau."""
    parts = _PARTS.split(bare(name))
    return letters(parts[0]) if len(parts) > 1 and len(parts[0]) >= _SHORTEST else ""
