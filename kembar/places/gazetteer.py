"""Names to places and places to names: what the rest of Kembar asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kembar.places import context as contexts
from kembar.places import database, han, resolver, typewords
from kembar.places.aliases import REASON
from kembar.places.context import Context
from kembar.places.database import Candidate, Database, Unit
from kembar.places.mention import Find, Mention
from kembar.places.names import fold, script
from kembar.places.scoring import parts
from kembar.problems import UnknownNameError, unknown
from kembar.types import Place

Countries = Iterable[str] | Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Explained:
    """One place that a name can mean: its score by parts, and for the chosen one why it is chosen.

    ``region`` is the name of the first-level unit it lies in, ``local`` its name at home.
    """

    place: Place
    local: str
    region: str
    score: float
    parts: Mapping[str, float]
    chosen: bool
    reason: str


class Gazetteer:
    """All places of the shipped file; look-ups are cached, nothing is ever written."""

    def __init__(self, source: Database) -> None:
        self._source = source
        self.names = lru_cache(2_000)(self._names)

    @property
    def official(self) -> frozenset[str]:
        """The countries whose places have one official spelling in Latin letters here (ISO codes)."""
        return self._source.home

    @classmethod
    def open(cls) -> Gazetteer:
        """Open the gazetteer that comes with Kembar; the first time it is unpacked (about half a second)."""
        return cls(database.open_shipped())

    def resolve(self, text: str, countries: Countries = (), aliases: Mapping[str, str] | None = None) -> list[Mention]:
        """Return the accepted mentions of places below the country in a text, in order.

        ``countries`` are ISO codes (repeated or weighted) that speak for the document beforehand; ``aliases`` the
        project's own names: name -> place id, or "" for a name that is no place. They beat all rules.
        """
        return self.resolve_spans(text, [(0, len(text))], countries, aliases)

    def resolve_spans(
        self,
        text: str,
        spans: Sequence[tuple[int, int]],
        countries: Countries = (),
        aliases: Mapping[str, str] | None = None,
        counted: int = 1,
        nations: bool = False,
        unsought: dict[str, int] | None = None,
    ) -> list[Mention]:
        """Like resolve, only within the given spans (in order, apart); offsets count in the whole text.

        Where the spans are most of a text their own votes may be ``counted`` twice instead of asking for countries.
        With ``nations`` the mentions of countries are returned too. Names that no list knows and that were not looked
        for among those that sound alike, since a text has too many, are put into ``unsought``, with where they stand.
        """
        finds = resolver.resolve(text, spans, self._source, countries, self._own(aliases), counted, unsought)
        return [f.mention() for f in finds if f.reason and (nations or f.best.level != "country")]

    def countries(self, text: str, given: Mapping[str, float] | None = None) -> dict[str, float]:
        """Return the votes of a whole document for countries, added to those given, to be given to resolve_spans."""
        text = han.as_meant(text)
        finds = resolver.finds_in(text, [(0, len(text))], self._source, {})
        votes = contexts.read(text, finds, given or {}, self._source.home).votes
        return {country: float(n) for country, n in sorted(votes.items())}

    def _own(self, aliases: Mapping[str, str] | None) -> dict[str, Unit | None]:
        own: dict[str, Unit | None] = {}
        for name, place_id in (aliases or {}).items():
            own[name] = self._source.by_id(place_id) if place_id else None
            if place_id and own[name] is None:
                raise UnknownNameError(f"The name {name!r} is given the place {place_id!r}, which does not exist.")
        return own

    def candidates(self, name: str) -> list[tuple[Place, int]]:
        """Return the places that a name may mean, largest first, each with its kind.

        Kinds: 0 official or native name, 1 another Latin spelling, 2 a spelling made by rule, 3 one read sign by sign.
        """
        return [(c.unit.place, c.kind) for c in self._candidates(name)]

    def _candidates(self, name: str) -> tuple[Candidate, ...]:
        han = self._source.han
        found = {}
        for spelling in (typewords.bare(name), name):
            entry = self._source.lookup(fold(spelling, han))
            found.update({c.unit.n: c for c in entry.candidates} if entry else {})
        return tuple(sorted(found.values(), key=lambda c: (-c.unit.prior, c.unit.n)))

    def get(self, place_id: str) -> Place | None:
        """Return the place with an id; a GeoNames id finds a place with a national code too."""
        unit = self._source.by_id(place_id)
        return unit.place if unit else None

    def region(self, place_id: str) -> str:
        """Return the name of the first-level unit that a place lies in, "" if there is none above it."""
        unit = self._source.by_id(place_id)
        return self._source.unit(unit.parent).name if unit and unit.parent is not None else ""

    def first_level(self, place_id: str) -> Place | None:
        """Return the first-level unit that a place lies in, None if there is none above it."""
        unit = self._source.by_id(place_id)
        return self._source.unit(unit.parent).place if unit and unit.parent is not None else None

    def named(self, name: str, country: str = "") -> Place:
        """Return the place that a person means by a name such as ``Surabaya``, ``Gwangju, KR`` or ``KR.29``.

        ``country`` is an ISO code; UnknownNameError if nothing is called so (there).
        """
        direct = self.get(name.strip())
        if direct is not None and direct.level != "country":
            return direct
        place, _, where = name.partition(",")
        country = country or self.country(where.strip())
        finds = self._bare_find(place.strip(), country)
        if finds is None:
            near = [p.name for p in self.search(place.strip()[:4], 30)]
            raise unknown("place" + (f" of {country}" if country else ""), place.strip(), near)
        return finds.best.place

    def country(self, where: str) -> str:
        """Return the ISO code of a country by its name or code, or of the one in which a place lies; "" if none."""
        if len(where) == 2 and where.isupper():
            return where
        entry = self._source.lookup(fold(where, self._source.han)) if where else None
        found = sorted(entry.candidates, key=lambda c: c.unit.level != "country") if entry else []
        return found[0].unit.country if found else ""

    def _bare_find(self, name: str, country: str = "") -> Find | None:
        found = tuple(c for c in self._candidates(name) if c.unit.level != "country")
        found = tuple(c for c in found if c.unit.country == country) if country else found
        if not found:
            return None
        find = Find(0, len(name), name, fold(name, self._source.han), script(name), found, type_end=len(name))
        find.marker = typewords.level_of(name) if find.script == "latin" else ""
        resolver.choose(find, Context(self._source.home))
        return find

    def search(self, text: str, limit: int = 20) -> list[Place]:
        """Return places whose name begins with a text, exact names first, then by population: for a form."""
        key = fold(text, self._source.han)
        if len(key) < 2:
            return []
        units: dict[int, tuple[bool, int, Unit]] = {}
        exact = self._source.lookup(key)
        for unit in (c.unit for c in exact.candidates) if exact else ():
            units[unit.n] = (False, -unit.prior, unit)
        for _, unit in self._source.beginning(key, 50 * limit):
            units.setdefault(unit.n, (True, -unit.prior, unit))
        best = sorted((entry for entry in units.values() if entry[2].level != "country"), key=lambda e: (e[:2], e[2].n))
        return [unit.place for _, _, unit in best[:limit]]

    def own_names(self, place_id: str) -> tuple[str, ...]:
        """Return the usual and the local name of a place, once where they are the same."""
        unit = self._source.by_id(place_id)
        return tuple(dict.fromkeys((unit.name, unit.local))) if unit else ()

    def _names(self, place_id: str) -> tuple[str, ...]:
        """Return the spellings that find a place, folded (see names.fold), after its English and its local name."""
        unit = self._source.by_id(place_id)
        if unit is None:
            return ()
        return tuple(dict.fromkeys([unit.name, unit.local, *self._source.keys_of(unit.n)]))

    def names_of(self, place_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return what ``names`` returns for many places at once."""
        units = {place: unit for place in place_ids if (unit := self._source.by_id(place))}
        keys = self._source.keys_of_all({unit.n for unit in units.values()}) if units else {}
        return {place: tuple(dict.fromkeys([unit.name, unit.local, *keys[unit.n]])) for place, unit in units.items()}

    def explain(self, name: str, context: str = "") -> list[Explained]:
        """Return all places a name can mean, best first, with the parts of their scores and why one is chosen.

        With ``context``, a text that holds the name, the name is resolved as it stands there.
        """
        votes: Counter[str] = Counter()
        find = None
        if context:
            finds = resolver.resolve(context, [(0, len(context))], self._source)
            find = next((f for f in finds if fold(name) in (f.key, fold(f.surface))), None)
            votes.update(self.countries(context))
        known = Context(self._source.home, votes)
        find = find or self._bare_find(name)
        return self._explained(find, known) if find else []

    def _explained(self, find: Find, known: Context) -> list[Explained]:
        rows = []
        ranked = find.ranked or [(0.0, c) for c in find.candidates]
        for score, candidate in ranked:
            unit = candidate.unit
            chosen = unit.n == find.best.n
            why = (find.reason or "the likeliest; a text must say more for it to be a place") if chosen else ""
            own = {} if find.reason == REASON else parts(candidate, find, known)
            region = self._source.unit(unit.parent).name if unit.parent is not None else ""
            rows.append(Explained(unit.place, unit.local, region, round(score, 2), own, chosen, why))
        return sorted(rows, key=lambda row: not row.chosen)


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer that comes with Kembar, opened once."""
    return Gazetteer.open()
