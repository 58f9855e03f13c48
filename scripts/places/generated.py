"""Spellings made by rule, for what no source has; and the units that are no more."""

from __future__ import annotations

import re
from pathlib import Path

from places import hangul, indonesian, pinyin, vietnamese
from places.draft import MADE, OFFICIAL, OTHER, Draft, Unit

from kembar import yamlfile
from kembar.places.names import IN_HANGUL
from kembar.places.typewords import bare

_SMALLEST_INDONESIAN, _SMALLEST_CHINESE, _SMALLEST_VIETNAMESE = 20_000, 20_000, 10_000
#: What a name of one syllable is called with: 빈시.
_TYPE = {"city": "시", "admin1": "성", "admin2": "현"}
_COMPASS = re.compile("(West|East|South|North|Central|Southeast|Southwest) (.+)$")
_HANGUL_COMPASS = {
    "West": ["서"], "East": ["동"], "South": ["남"], "North": ["북"], "Central": ["중부", "중"], "Southeast": ["남동"],
    "Southwest": ["남서"],
}  # fmt: skip
_HANGUL_ISLANDS = {"Java": "자바", "Sumatra": "수마트라"}
_LOCAL_ISLANDS = {"Java": "Jawa", "Sumatra": "Sumatera"}


def add_historic(draft: Draft, folder: Path) -> None:
    """Add the former units of ``historic.yaml``, each pointing to the one it went into."""
    top = yamlfile.load(folder / "historic.yaml")
    for name, line in top["units"].items():
        country, level, local, until, into = (part.strip() for part in line.split(","))
        now = next(unit for unit in draft.units if unit.id == into)
        unit = Unit(f"old:{name}", country, level, name, local, now.a1, lat=now.lat, lon=now.lon)
        unit.merged_into, unit.until, unit.prior = into, until, 50_000
        n = draft.add(unit)
        for text in (name, local):
            draft.call_both(n, text, OFFICIAL)


def add_spellings(draft: Draft) -> None:
    """Give Indonesian, Korean, Chinese and Vietnamese units the spellings that the rules for loan words make."""
    for n, unit in enumerate(draft.units):
        if unit.country == "ID":
            _spell_indonesian(draft, n, unit)
        elif unit.country == "KR" and unit.level != "place" and IN_HANGUL.search(unit.local):
            _spell_korean(draft, n, unit)
        elif unit.country in ("CN", "TW") and unit.prior >= _SMALLEST_CHINESE:
            draft.call(n, pinyin.to_hangul(bare(unit.name)), MADE)
        elif unit.country == "VN" and (unit.level != "place" or unit.prior >= _SMALLEST_VIETNAMESE):
            _spell_vietnamese(draft, n, unit)


def _spell_indonesian(draft: Draft, n: int, unit: Unit) -> None:
    if unit.level == "place" and unit.prior < _SMALLEST_INDONESIAN:
        return
    name = bare(unit.name)
    for text in indonesian.to_hangul(name) + indonesian.to_kana(name):
        draft.call(n, text, MADE)
    compass = _COMPASS.match(unit.name) if unit.level == "admin1" else None
    if compass:
        island = compass[2]
        spelled = indonesian.to_hangul(_LOCAL_ISLANDS.get(island, island))
        spelled += [_HANGUL_ISLANDS[island]] if island in _HANGUL_ISLANDS else []
        for text in spelled:
            for side in _HANGUL_COMPASS[compass[1]]:
                draft.call(n, side + text, MADE)


def _spell_vietnamese(draft: Draft, n: int, unit: Unit) -> None:
    for text in vietnamese.to_hangul(bare(unit.local)) or vietnamese.to_hangul(bare(unit.name)):
        draft.call(n, text + _TYPE.get(unit.level, "") if len(text) == 1 else text, MADE)


def _spell_korean(draft: Draft, n: int, unit: Unit) -> None:
    name = bare(unit.local)
    draft.call(n, hangul.to_kana(name), MADE)
    draft.call(n, hangul.to_old_latin(name), OTHER)
