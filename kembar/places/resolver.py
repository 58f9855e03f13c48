"""The resolver: finders, context, scores, acceptance, and what accepted finds say about the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from kembar.alphabets import HAN, HANGUL, HIRAGANA, KATAKANA
from kembar.places import (
    acceptance,
    aliases,
    context,
    halves,
    han,
    hangul,
    hiragana,
    latin,
    officers,
    scoring,
    sound,
    spread,
    strangers,
    twins,
    typewords,
    weighed,
)  # fmt: skip
from kembar.places.context import Context
from kembar.places.database import A_PLACE, A_WORD, Database, Unit
from kembar.places.mention import FITS, Find
from kembar.places.names import IN_HANGUL, fold

_NEEDS_HAN = re.compile(f"[{HIRAGANA}{KATAKANA}{HAN}]")
_NEEDS_ASIAN = re.compile(f"[{HAN}{HANGUL}]")
_PARTNER = 15_000
_LISTED, _VILLAGE, _COMMON, _LARGE = 5_000, 1_500, 15_000, 100_000
#: So many names open their lines where it is no chance that one does.
_HEADS = 3
_COMMA = re.compile(r",\s(?:\w{1,5}\s)?")
_DIFFERENT = 9.0
#: How far before a name the sign that opens its line stands.
_REACH = 14
_BESIDE = "region beside it"
#: A sign at the start of a line before a name, what closes it where that is another, and how many such names are heads.
_OPENED = re.compile(r"(?:^|\n)[^\S\n]*([◇◆◎○●□■△▲▽▼☆★【［〈《<\[])$")
_CLOSED = dict(zip("【［〈《<[", "】］〉》>]", strict=True))
_BRACKETED = 2
_BREAK = re.compile(r"[\s-]+")

Span = tuple[int, int]


def finds_in(
    text: str,
    spans: Sequence[Span],
    database: Database,
    own: Mapping[str, Unit | None],
    unsought: dict[str, int] | None = None,
) -> list[Find]:
    """Return the names in the given spans of a text, in order, none overlapping; offsets count in the whole text.

    What was not looked up since there is too much of it is put into ``unsought`` (see ``sound``).
    """
    found: list[Find] = []
    for start, end in spans:
        part = text[start:end]
        finds = list(latin.find(part, database.lookup))
        if IN_HANGUL.search(part):
            finds += hangul.find(part, database.lookup)
        if _NEEDS_HAN.search(part):
            written = list(han.find(part, database.lookup, database.han))
            ends, starts = {find.end for find in written}, {find.start for find in written}
            written = [f for f in written if not halves.is_tail(part, f, ends, database)]
            finds += officers.without(part, [f for f in written if not halves.is_head(part, f, starts, database)])
            finds += hiragana.find(part, finds, database)
        if _NEEDS_ASIAN.search(part):
            finds += spread.find(part, database.lookup, database.han)
        starts = {find.start for find in finds}
        for find in finds:
            find.masked = find.masked or halves.opens_a_name(part, find, starts)
            find.start, find.end, find.type_end = find.start + start, find.end + start, find.type_end + start
            if find.script == "kana":
                _read_dictionary(text, find, database)
        found += finds
    heard = sound.find(text, found, database, {} if unsought is None else unsought)
    found = [*_outside(found, heard), *heard]
    return aliases.apply(text, spans, sorted(found, key=lambda f: (f.start, -f.end)), own)


def _read_dictionary(text: str, find: Find, database: Database) -> None:
    """Note what a dictionary says of a name in Katakana: where that is no place and few live there, it is a word."""
    find.kinds = database.kinds_of(find.surface)
    find.bound = han.is_bound(text, find)
    word = A_WORD in find.kinds and A_PLACE not in find.kinds and not (find.marker or find.bound)
    find.common = find.common or (word and find.candidates[0].unit.prior < _LARGE)


def resolve(
    text: str,
    spans: Sequence[Span],
    database: Database,
    countries: Iterable[str] | Mapping[str, float] = (),
    own: Mapping[str, Unit | None] | None = None,
    counted: int = 1,
    unsought: dict[str, int] | None = None,
) -> list[Find]:
    """Return the finds of a text, each with its unit, score and reason (empty: not accepted).

    ``countries`` are votes that the document has before it is read, ``own`` the project's names and what they mean;
    ``counted`` is how often the votes of the finds themselves count.
    """
    written, text = text, han.as_meant(text) if _NEEDS_HAN.search(text) else text
    finds = finds_in(text, spans, database, own or {}, unsought)
    known = context.read(text, finds, countries, database.home)
    for country in known.votes if counted > 1 else ():
        known.votes[country] *= counted
    for find in finds:
        choose(find, known)
    finds = _choose_twins(text, spans, finds, known, database, {} if unsought is None else unsought)
    _take_regions(finds)
    _accept_partners(finds, known)
    _accept_listed(text, finds, known)
    _accept_headed(finds, known)
    _accept_bracketed(text, finds, known)
    weighed.accept(text, finds, known)
    _shortened(finds, known)
    _one_sense(finds, known)
    for find in finds if written is not text else ():
        find.surface = written[find.start : find.end]
    return finds


def choose(find: Find, known: Context) -> None:
    """Rank a find's candidates and take the best; margin is the lead over the best of another name or level."""
    if find.reason == aliases.REASON:
        return
    ranked = [(scoring.score(c, find, known), c) for c in find.candidates]
    ranked.sort(key=lambda pair: -pair[0])
    find.ranked = ranked
    find.score, best = ranked[0]
    find.unit, find.kind = best.unit, best.kind
    same = (best.unit.country, best.unit.name, best.unit.level)
    rivals = [score for score, c in ranked[1:] if (c.unit.country, c.unit.name, c.unit.level) != same]
    find.margin = find.score - rivals[0] if rivals else _DIFFERENT
    find.reason = acceptance.reason(find, known)


def _choose_twins(
    text: str, spans: Sequence[Span], finds: list[Find], known: Context, database: Database, unsought: dict[str, int]
) -> list[Find]:
    """Choose anew what may be twinned with other names of the text, and add the names that sound like a twin."""
    known.partners = twins.partners(finds)
    for find in finds:
        if any(known.twins(find, candidate.unit) for candidate in find.candidates):
            choose(find, known)
    for further in (
        twins.heard(text, spans, finds, known.partners, database, unsought),
        strangers.heard(text, spans, finds, known.votes, database, unsought),
    ):
        finds = sorted([*_apart(finds, further), *further], key=lambda f: (f.start, -f.end))
    return finds


def _outside(finds: list[Find], longer: Sequence[Find]) -> list[Find]:
    """Return the finds that are no part of a longer one."""
    within = {at: find.end for find in longer for at in range(find.start, find.end)}
    return [f for f in finds if f.end > within.get(f.start, 0)] if longer else finds


def _apart(finds: list[Find], further: Sequence[Find]) -> list[Find]:
    """Return the finds that overlap none of the further ones."""
    taken = {at for find in further for at in range(find.start, find.end)}
    return [f for f in finds if f.start not in taken and f.end - 1 not in taken] if further else finds


def _take_regions(finds: Sequence[Find]) -> None:
    """Let a name behind a town be the region it lies in, not the city of that name: "Longueuil in Quebec"."""
    for town, region in pairwise(finds):
        known = town.reason in (_BESIDE, "type word")
        if not known or region.script != "latin" or region.marker or region.best.level in ("admin1", "country"):
            continue
        rows = {n for country, code, n in town.near if country == town.best.country and code == town.best.a1}
        meant = next((c.unit for c in region.candidates if c.unit.n in rows and c.unit.level == "admin1"), None)
        if meant is not None and region.best.country == meant.country:
            region.unit, region.kind, region.reason = meant, 0, region.reason or _BESIDE


def _accept_partners(finds: Sequence[Find], known: Context) -> None:
    """A name joined to a place that stands is accepted too, though small or short."""
    for left, right in pairwise(finds):
        if left.joined and bool(left.reason) != bool(right.reason):
            firm, other = (left, right) if left.reason else (right, left)
            unit = other.best
            doubtful = other.glued or other.tail or (other.kind and acceptance.is_common(other, known))
            doubtful = (
                doubtful or (other.script == "hangul" and other.common) or acceptance.is_untold_reading(other, known)
            )
            clear = not (doubtful or other.marker or "country" in (unit.level, firm.best.level))
            lone = len(other.candidates) == 1 and unit.prior >= _VILLAGE
            if clear and (unit.prior >= _PARTNER or lone):
                other.reason = "paired"


def _accept_listed(text: str, finds: Sequence[Find], known: Context) -> None:
    """A small place that goes on a list of at least two places that stand is accepted: "Lima, Ghent, Cagli"."""
    for first, second, third in zip(finds, finds[1:], finds[2:], strict=False):
        small = not third.reason and third.script == "latin" and third.best.level not in ("country", "admin2")
        if not small or third.glued or third.tail or third.masked or not (first.reason and second.reason):
            continue
        parted = (text[a.type_end : b.start] for a, b in ((first, second), (second, third)))
        clear = third.candidates[0].kind == 0 and not acceptance.is_common(third, known)
        if clear and third.best.prior >= _LISTED and all(_COMMA.fullmatch(gap) for gap in parted):
            third.reason = "in a list"


def _accept_headed(finds: Sequence[Find], known: Context) -> None:
    """A small place that opens its line as others do, one of which stands, is accepted: partners that head a part."""
    headed = [f for f in finds if f.heads and f.script == "latin"]
    standing = {f.key for f in headed if f.reason and f.reason != "country"}
    clear = [f for f in headed if f.key not in standing and _is_clear_town(f, known)]
    if standing and len(standing | {f.key for f in clear}) >= _HEADS:
        for find in clear:
            find.reason = "heads a part as others do"


def _accept_bracketed(text: str, finds: Sequence[Find], known: Context) -> None:
    """Names that stand between signs at the start of lines (◇池田◇, [상주]) are towns at home where several do so."""
    headed = [(f, unit) for f in finds if _is_bracketed(text, f) and (unit := _town_at_home(f, known))]
    if len({f.key for f, _ in headed}) >= _BRACKETED:
        for find, unit in headed:
            if not find.reason:
                find.unit, find.kind, find.reason = unit, 0, "heads a part as others do"


def _town_at_home(find: Find, known: Context) -> Unit | None:
    """Return the town of a home country that a name in Han characters or Hangul means, if it means one."""
    units = [c.unit for _, c in find.ranked if c.kind == 0 and c.unit.country in known.home]
    levels = ("city", "metro", "admin2", "ward")
    asian = find.script in ("han", "hangul")
    return next((u for u in units if asian and u.level in levels and u.local), None)


def _is_bracketed(text: str, find: Find) -> bool:
    before = _OPENED.search(text, max(0, find.start - _REACH), find.start)
    return bool(before and text[find.type_end : find.type_end + 1] == _CLOSED.get(before[1], before[1]))


def _is_clear_town(find: Find, known: Context) -> bool:
    """Say whether a name can only be that of one town, and a well-known one if it is a word too."""
    unit = find.best
    if find.glued or find.tail or find.masked or find.kind or unit.level not in ("place", "city", "metro"):
        return False
    least = _COMMON if acceptance.is_common(find, known) else _VILLAGE
    return unit.prior >= least and find.surface.lower() not in known.lower and acceptance.has_no_rival(find, known)


def _shortened(finds: Sequence[Find], known: Context) -> None:
    """Let the first words of a long name mean its place: "Limburg" in a text on Limburg an der Lahn."""
    longer: dict[str, Unit] = {}
    used, named = _first_uses(finds)
    for find in finds:
        words = _BREAK.split(find.surface) if find.reason and not find.masked and find.script == "latin" else []
        if len(words) > 1 and not typewords.level_of(find.surface):
            for size in range(1, len(words)):
                longer.setdefault(fold(" ".join(words[:size])), find.best)
    for find in finds:
        unit = longer.get(find.key)
        if unit is None or find.marker or find.near or find.glued or find.best.level == "country":
            continue
        if find.common and acceptance.is_common(find, known) and not find.reason:
            continue
        other = find.best.prior >= _LARGE and known.votes[find.best.country] > known.votes[unit.country]
        near = find.best.country == unit.country or other or named[unit.n] >= used[find.key]
        own = find.reason and near and fold(find.best.name) == find.key
        if not own:
            find.unit, find.reason = unit, "short for a longer name"


def _first_uses(finds: Sequence[Find]) -> tuple[Mapping[str, int], Mapping[int, int]]:
    """Return which find is the first with a key, and which the first that stands for a unit (by row)."""
    used: dict[str, int] = {}
    named: dict[int, int] = {}
    for number, find in enumerate(finds):
        used.setdefault(find.key, number)
        if find.reason:
            named.setdefault(find.best.n, number)
    return used, named


def _one_sense(finds: Sequence[Find], known: Context) -> None:
    """Give all uses of a spelling (with the same type word) the sense of the one with the best evidence."""
    firm: dict[tuple[str, str], Find] = {}
    named_with_type: dict[str, Find] = {}
    standing = [f for f in finds if f.reason and not f.masked and f.start not in known.late]
    for find in sorted(standing, key=lambda f: (bool(f.marker) + 2 * bool(f.near) + 3 * bool(f.glossed), f.score)):
        firm[find.key, find.marker] = firm[find.key, ""] = find
        if find.glossed:
            firm[find.glossed, find.marker] = firm[find.glossed, ""] = find
        short = _without_type(find)
        if find.marker and short != find.key:
            named_with_type[short] = find
    for find in finds:
        model = firm.get((find.key, find.marker)) or firm.get((find.key, ""))
        typed = named_with_type.get(find.key)
        if model is None or (typed and not (model.marker or model.near) and _is_elsewhere(typed, model)):
            model = typed
        if model is not None and model is not find and not _is_settled(find, model, known):
            _take_sense(find, model)


def _without_type(find: Find) -> str:
    """Return the key of a name without the type word that is part of it."""
    bare = typewords.bare(find.surface)
    signs = len(find.surface) - len(bare)
    alike = find.script == "han" and len(find.key) == len(find.surface) and find.surface.startswith(bare)
    return find.key[: len(find.key) - signs] if alike and signs else fold(bare)


def _is_elsewhere(typed: Find, bare: Find) -> bool:
    """Say whether a name with its type word means a place of another country than the same name without it."""
    return typed.best.country != bare.best.country


def _is_settled(find: Find, model: Find, known: Context) -> bool:
    """Say whether a find's own signs weigh as much as the model's: a region beside it more than a type word.

    A word for a town alone makes it no namesake of a country that the text does not tell of.
    """
    if (
        find.reason == aliases.REASON
        or find.glossed
        or (find.reason and any(near[0] == find.best.country for near in find.near))
    ):
        return True
    untold = find.marker == "city" and find.best.country != model.best.country and not known.votes[find.best.country]
    told_apart_once = bool(model.near or model.glossed) and (find.marker == model.marker or untold)
    return bool(find.reason and find.marker) and not told_apart_once


def _take_sense(find: Find, model: Find) -> None:
    unit = model.best
    if find.marker and unit.level not in FITS[find.marker]:
        return
    find.unit = unit
    if not find.reason and not (find.glued and unit.prior < 500_000):
        find.reason = "same name elsewhere"
