"""Learn with which sounds Kana and Hangul write the letters of Latin names, from the names of the gazetteer.

usage: python scripts/fit_letters.py

Writes kembar/places/data/letters.tsv (see kembar/places/letters.py). Each pair of a Latin name and one in Kana or
Hangul is cut into pieces that belong together; what is cut so again and again is likely. The same gazetteer gives the
same file. It takes a minute and is run by hand when the gazetteer is renewed.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from kembar.places import database
from kembar.places import letters as spelling

_ROUNDS = 5
#: So many pieces must agree, in the last round too, for being more than chance.
_AGAIN, _SURE = 2, 4
_MOST_SOUNDS = 3
_UNKNOWN = 12.0
#: The share of the pairs that is learned from: the others are names of different origin.
_KEPT = 0.93
_VOWELS = set("aiueoEOU")
_LIKE = {"v": "b", "l": "r", "q": "k", "c": "k", "x": "k"}
_SCRIPTS = {"kana": "[ァ-ヺ]{2,}", "hangul": "[가-힣]{2,}"}
#: Countries whose names are not written in a script as they sound in Latin letters.
_BY_SIGNS = {"kana": ("JP", "CN", "KR", "KP", "TW", "HK", "MO"), "hangul": ("JP", "KR", "KP")}
Pair = tuple[str, str]
#: How many of its own names a country needs to be heard beside all others; what is worth a line of its own.
_PRIOR, _WORTH = 5.0, 0.5
Price = Callable[[str, str], float | None]


def main() -> None:
    """Learn both scripts and write the file."""
    source = database.open_shipped()
    lines = []
    for script in _SCRIPTS:
        found = sorted(set(_pairs(source, script)))
        learned, price = _learn([pair for _, pair in found])
        own = _by_country(found, learned, price)
        print(script, len(found), "pairs,", len(learned), "pieces,", len(own), "of countries")
        rows = {(script, *pair): weight for pair, weight in learned.items()}
        rows |= {(f"{script}:{country}", *pair): weight for (country, pair), weight in own.items()}
        lines += ["\t".join((*row, f"{weight:.2f}")) for row, weight in sorted(rows.items())]
    spelling.FILE.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _pairs(source: database.Database, script: str) -> Iterator[tuple[str, Pair]]:
    wanted = re.compile(_SCRIPTS[script])
    for key, candidates in source.names():
        if not wanted.fullmatch(key):
            continue
        for unit, kind in candidates:
            spelled, heard = spelling.letters(unit.name), spelling.sounds(key)
            likely = 2 <= len(spelled) <= 18 and 0.4 < len(heard) / len(spelled) < 2.6
            if kind == 0 and unit.country not in _BY_SIGNS[script] and unit.level != "country" and likely:
                yield unit.country, (spelled, heard)


def _learn(pairs: Sequence[Pair]) -> tuple[dict[Pair, float], dict[str, dict[str, float]]]:
    """Return what each piece speaks for its sounds, and the price of cutting so.

    The first is the logarithm of how much oftener than by chance the piece has the sounds.
    """
    price: dict[str, dict[str, float]] = {}
    other: Price = _first_guess
    for turn in range(_ROUNDS):
        counts = _count(pairs, price, other)
        least, total = _SURE if turn == _ROUNDS - 1 else _AGAIN, sum(counts.values())
        price = defaultdict(dict)
        for (piece, heard), count in counts.items():
            if count >= least:
                price[piece][heard] = -math.log((count - 0.6) / total)
        other = _single
    letters, sounds = Counter("".join(p[0] for p in pairs)), Counter("".join(p[1] for p in pairs))
    share = {sign: math.log(n / sum(letters.values())) for sign, n in letters.items()}
    heard_share = {sign: math.log(n / sum(sounds.values())) for sign, n in sounds.items()}
    learned = {
        (piece, heard): -value - sum(share[c] for c in piece) - sum(heard_share[c] for c in heard)
        for piece, found in price.items()
        for heard, value in found.items()
    }
    return learned, price


def _by_country(
    found: Sequence[tuple[str, Pair]], learned: Mapping[Pair, float], price: Mapping[str, Mapping[str, float]]
) -> dict[tuple[str, Pair], float]:
    """Return what pieces speak for more in a country than elsewhere: the Hungarian c is ツ."""
    everywhere: Counter[Pair] = Counter()
    here: dict[str, Counter[Pair]] = defaultdict(Counter)
    for country, pair in found:
        pieces = _cut(*pair, price, _single)[1]
        everywhere.update(pieces)
        here[country].update(pieces)
    own = {}
    total: Counter[str] = Counter()
    for (piece, _), count in everywhere.items():
        total[piece] += count
    for country, counts in here.items():
        known: Counter[str] = Counter()
        for (piece, _), count in counts.items():
            known[piece] += count
        for pair, count in counts.items():
            usual = everywhere[pair] / total[pair[0]]
            rise = math.log((count + _PRIOR * usual) / (known[pair[0]] + _PRIOR) / usual)
            if pair in learned and count > 1 and rise >= _WORTH:
                own[country, pair] = learned[pair] + rise
    return own


def _count(pairs: Sequence[Pair], price: Mapping[str, Mapping[str, float]], other: Price) -> Counter[Pair]:
    cut = [(value / len(pair[0]), pieces) for pair in pairs for value, pieces in [_cut(*pair, price, other)] if pieces]
    cut.sort(key=lambda entry: entry[0])
    counts: Counter[Pair] = Counter()
    for _, pieces in cut[: int(len(cut) * _KEPT)]:
        counts.update(pieces)
    return counts


def _single(piece: str, heard: str) -> float | None:
    return _UNKNOWN if len(piece) == 1 and len(heard) <= 1 else None


def _first_guess(piece: str, heard: str) -> float:
    """Return a price before anything is learned: letters that look like the sound, vowels with vowels."""
    plain = unicodedata.normalize("NFKD", piece)[0]
    if not heard:
        return 1.5 + 0.7 * len(piece) + (0.0 if piece[0] in "aeiouh" else 1.0)
    alike = heard[0].lower() == plain or heard[0] == _LIKE.get(plain)
    if len(piece) > 1:
        return 3.5 + 0.7 * abs(len(heard) - len(piece)) + (0.0 if alike else 1.5)
    if alike:
        return 1.7 + 0.6 * (len(heard) - 1)
    return (3.7 if (heard[0] in _VOWELS) == (plain in "aeiouy") else 5.5) + 0.6 * len(heard)


def _cut(spelled: str, heard: str, price: Mapping[str, Mapping[str, float]], other: Price) -> tuple[float, list[Pair]]:
    """Cut two names into the pieces that cost least together."""
    best: dict[tuple[int, int], float] = {(0, 0): 0.0}
    back: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(len(spelled)):
        for j in range(len(heard) + 1):
            so_far = best.get((i, j))
            if so_far is None:
                continue
            for to, cost in _steps(spelled, heard, i, j, price, other):
                if so_far + cost < best.get(to, math.inf):
                    best[to], back[to] = so_far + cost, (i, j)
    at, pieces = (len(spelled), len(heard)), []
    if at not in best:
        return math.inf, []
    while at in back:
        before = back[at]
        pieces.append((spelled[before[0] : at[0]], heard[before[1] : at[1]]))
        at = before
    return best[len(spelled), len(heard)], pieces


def _steps(
    spelled: str, heard: str, i: int, j: int, price: Mapping[str, Mapping[str, float]], other: Price
) -> Iterator[tuple[tuple[int, int], float]]:
    for length in range(1, min(spelling.LONGEST, len(spelled) - i) + 1):
        known = price.get(spelled[i : i + length], {})
        for size in range(min(_MOST_SOUNDS, len(heard) - j) + 1):
            sounds = heard[j : j + size]
            cost = known.get(sounds)
            cost = other(spelled[i : i + length], sounds) if cost is None else cost
            if cost is not None:
                yield (i + length, j + size), cost


if __name__ == "__main__":
    main()
