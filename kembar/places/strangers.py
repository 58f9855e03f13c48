"""Names in Kana and Hangul that no list spells and that stand by no sign: sought where a text is told to play.

A long name that sounds just like a place of a country whose other places a text names is that place, also where
neither its country nor a type word stands beside it. Short ones sound like many, and are left to ``sound``, ``kana``
and ``twins``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from kembar.places import kana, officers, twins, vocabulary
from kembar.places.database import A_PLACE, A_WORD, Database, Unit
from kembar.places.letters import Heard
from kembar.places.mention import Find
from kembar.places.names import script
from kembar.places.typewords import bare

REASON = "sounds like a place of a country told of"
#: How likely a place must be (logarithm) and how well each sound must fit: of a name told again, and of one told once,
#: which a word in Hangul may be by chance.
_BARS, _ONCE = {"kana": (8.0, 2.0), "hangul": (13.0, 1.7)}, {"kana": (13.0, 2.2)}
_AGAIN = 2
#: The same of a name told so many times, which hardly can be a chance.
_OFTEN, _MANY = {"kana": (4.0, 1.5), "hangul": (6.0, 1.6)}, 3
#: What is looked at falls so far short of that for each sound.
_SHORT = 0.5
#: How far places of another country must be behind.
_AHEAD = 3.0
_SHORTEST, _SHORTEST_OFTEN = {"kana": 3, "hangul": 4}, 3
#: So many countries of a text, those told of most, and so many of its names are gone through.
_COUNTRIES, _MOST_NAMES = 3, 60
#: What a name must be likelier by that a dictionary knows as a person's or other thing's too.
_OTHER = 4.0
#: What a place loses whose level no bare name means.
_DISTRICT = 2.0
_JOINT = re.compile("[・＝=]")


def heard(
    text: str,
    spans: Sequence[tuple[int, int]],
    finds: Sequence[Find],
    votes: Mapping[str, float],
    database: Database,
    unsought: dict[str, int],
) -> list[Find]:
    """Return the names that no list has and that are a place of the countries with most votes."""
    standing = [find for find in finds if find.reason]
    inner = "\n".join(find.surface[1:] for find in standing)
    listed = {find.surface: {c.unit.country for c in find.candidates} for find in finds}
    meant: dict[str, Unit] = {}
    asked: set[str] = set()
    unknown = list(twins.unknown(text, spans, standing))
    times, countries = Counter(name for name, _ in unknown), _countries(standing, votes)
    for name, start in unknown:
        if name in asked or not _may_be_name(text, name, start, times[name], database):
            continue
        if len(asked) >= _MOST_NAMES:
            unsought.setdefault(name, start)
            continue
        asked.add(name)
        if name in inner:
            continue
        bars = _OFTEN if times[name] >= _MANY else _BARS if times[name] >= _AGAIN else _ONCE
        unit = _nearest(name, bars[script(name)], countries, database)
        if unit is not None and unit.country not in listed.get(name, ()):
            meant[name] = unit
    taken = {at for find in standing for at in range(find.start, find.end)} if meant else set()
    return [f for f in twins.told(text, spans, meant, REASON) if not taken.intersection((f.start, f.end - 1))]


def _may_be_name(text: str, name: str, start: int, times: int, database: Database) -> bool:
    """Say whether a name is long enough, not of marks alone (ーーー), no word, no mayor's, in Hangul told again."""
    of = script(name)
    least = _SHORTEST_OFTEN if times >= _MANY else _SHORTEST.get(of, 0)
    if of not in _SHORTEST or len(name) < least or (of not in _ONCE and times < _AGAIN):
        return False
    word = kana.is_word(name, database) or any(A_WORD in database.kinds_of(part) for part in _JOINT.split(name))
    return not word and not officers.is_officer(text, start, start + len(name))


def _countries(standing: Sequence[Find], votes: Mapping[str, float]) -> Sequence[str]:
    """Return the countries that a text tells of most, but those whose names are written by their signs."""
    own = vocabulary.load().words("han_countries")
    told = Counter(find.best.country for find in standing if find.best.country not in own)
    return sorted(told, key=lambda country: (-votes.get(country, 0), -told[country], country))[:_COUNTRIES]


def _nearest(name: str, bar: tuple[float, float], countries: Sequence[str], database: Database) -> Unit | None:
    """Return the place of some countries that sounds most like a name, if none of another is nearly as likely.

    A district is meant where no town is called so.
    """
    likely, fit = bar
    found = [h for country in countries for h in kana.spellings(database, country).heard(name, fit - _SHORT)]
    best = max((h for h in found if h.fit >= fit), key=_weight, default=None)
    if best is None or _weight(best) < likely + _OTHER * bool(set(database.kinds_of(name)) - {A_PLACE}):
        return None
    if any(_weight(h) > _weight(best) - _AHEAD and h.unit.country != best.unit.country for h in found):
        return None
    called = (
        h.unit for h in found if bare(h.unit.name) == bare(best.unit.name) and h.unit.country == best.unit.country
    )
    return next((unit for unit in called if unit.level in kana.LEVELS[""]), best.unit)


def _weight(heard: Heard) -> float:
    """Return how likely a place is, less for one whose level no bare name means."""
    return heard.sum - (_DISTRICT if heard.unit.level not in kana.LEVELS[""] else 0)
