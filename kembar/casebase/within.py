"""Joining within a source: what several readers coded on the same words is one act, one to one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from kembar.casebase.acts import SAME_WORDS, Act, told_apart
from kembar.casebase.context import Context
from kembar.casebase.counting import Unit
from kembar.casebase.evidence import cues_touch, folded, touching
from kembar.dates import overlap

Link = tuple[tuple[object, ...], Act, Act]


def acts_of(units: Iterable[Unit], context: Context) -> list[Act]:
    """Make the acts of one block: a coding each, joined within their sources where readers coded the same words."""
    acts = [Act(unit, context) for unit in units]
    by_source: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        for source in act.sources:
            by_source[source].append(act)
    for source in sorted(by_source):
        own = by_source[source]
        if any(act.readers != own[0].readers for act in own):
            _join(own, context)
    return list(dict.fromkeys(act.find() for act in acts))


def _join(acts: list[Act], context: Context) -> None:
    """Join the best links first; a rejected coding is joined last and to one act at most, so it glues nothing."""
    live = [act for act in acts if act.units[0].live]
    rejected = [act for act in acts if not act.units[0].live]
    _make(_links(live, live), context)
    attached: set[Act] = set()
    for _, act, silent in sorted(_links(live, rejected), key=lambda link: link[0]):
        if silent not in attached and _free(act, silent, context):
            attached.add(silent)
            act.join(silent, SAME_WORDS)
    _make(_links(rejected, rejected), context)


def _make(links: list[Link], context: Context) -> None:
    for _, a, b in sorted(links, key=lambda link: link[0]):
        if _free(a, b, context):
            a.join(b, SAME_WORDS)


def _free(a: Act, b: Act, context: Context) -> bool:
    one, other = a.find(), b.find()
    return one is not other and one.readers.isdisjoint(other.readers) and not told_apart(one, other, context)


def _links(left: list[Act], right: list[Act]) -> list[Link]:
    """Couples of codings of different readers on the same words, with their rank (smaller is better)."""
    both = left if left is right else [*left, *right]
    border = len(left) if left is not right else 0
    found: list[Link] = []
    for i, j in sorted(_near(both)):
        if (border and (i < border) == (j < border)) or not both[i].readers.isdisjoint(both[j].readers):
            continue
        x, y = both[i].units[0], both[j].units[0]
        in_table = any(r.method == "table" for r in (*x.readings, *y.readings))
        shared = touching(x.coding, y.coding, in_table)
        same_kind = x.coding.kind == y.coding.kind
        cues = cues_touch(x.coding, y.coding)
        if shared and (same_kind or cues):
            starts = x.coding.start, y.coding.start
            clash = starts[0] is not None and starts[1] is not None and not overlap(starts[0], starts[1])
            found.append(((not same_kind, not cues, clash, -shared, *sorted((x.id, y.id))), both[i], both[j]))
    return found


def _near(acts: list[Act]) -> set[tuple[int, int]]:
    """Couples of positions whose evidence overlaps, stands in one place of citation, or has one quote in two texts."""
    near: set[tuple[int, int]] = set()
    spans: list[tuple[str, int, int, int]] = []
    places: dict[tuple[str, str], set[int]] = defaultdict(set)
    quotes: dict[str, set[int]] = defaultdict(set)
    texts = {piece.text_sha256 for act in acts for piece in act.units[0].coding.evidence}
    tables = any(reading.method == "table" for act in acts for reading in act.units[0].readings)
    for number, act in enumerate(acts):
        for piece in act.units[0].coding.evidence:
            spans.append((piece.text_sha256, piece.start, piece.end, number))
            if tables:
                places[piece.text_sha256, piece.locator].add(number)
            if len(texts) > 1:
                quotes[folded(piece.quote)].add(number)
    reaching: list[tuple[str, int, int, int]] = []
    for item in sorted(spans):
        reaching = [open_ for open_ in reaching if open_[0] == item[0] and open_[2] > item[1]]
        near.update((min(open_[3], item[3]), max(open_[3], item[3])) for open_ in reaching if open_[3] != item[3])
        reaching.append(item)
    for group in (*places.values(), *quotes.values()):
        near.update(combinations(sorted(group), 2))
    return near
