"""Names in Kana and Hangul whose spelling in Latin letters stands in brackets behind them: 포스(Voss)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kembar.alphabets import HANGUL
from kembar.places.database import MADE, Unit
from kembar.places.kana import LEVELS, PLAIN, words
from kembar.places.letters import Spellings
from kembar.places.mention import Find
from kembar.places.typewords import bare

_LONGEST = 19
_NAME = re.compile(rf"(?:(?<![{HANGUL}])[{HANGUL}]{{2,9}}|(?<!{PLAIN}){PLAIN}{{2,18}})\s?$")
#: How well each sound must fit the letters.
_FIT = 1.0


def read(text: str, finds: Sequence[Find]) -> Iterator[tuple[str, int, Unit]]:
    """Yield the names that are spelled so, with where they stand and the place of a country told of that they mean."""
    told = {f.candidates[0].unit.country for f in finds if f.candidates[0].unit.level == "country"}
    for find in finds:
        opened = find.script == "latin" and text[find.start - 1 : find.start] in ("(", "（")
        closed = opened and text[find.end : find.end + 1] in (")", "）", ",", " ")
        before = _NAME.search(text, max(0, find.start - _LONGEST), find.start - 1) if closed else None
        units = [c.unit for c in find.candidates if c.kind < MADE and c.unit.level in LEVELS[""]]
        units = [unit for unit in units if unit.country in told]
        for name in dict.fromkeys((before[0].strip(), bare(before[0].strip()))) if before and units else ():
            spelled = Spellings([units[0]._replace(name=find.surface, local=find.surface)])
            if before and name not in words() and spelled.heard(name, _FIT):
                yield name, before.start(), units[0]
                break
