"""Whether two places are one for a reader, and how far apart they lie."""

from __future__ import annotations

import math

from kembar.languages.flat import bare
from kembar.types import Place


def same(a: Place, b: Place) -> bool:
    """Whether two places are one for a reader: one id, or city and province of one name (no regency and its city)."""
    if a.id == b.id:
        return True
    if a.country != b.country or {a.level, b.level} >= {"admin2", "city"}:
        return False
    return bare(a.name) == bare(b.name)


def distance(a: Place, b: Place) -> float:
    """Kilometres between two places; a large number where one has no coordinates."""
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return 9_999.0
    p = math.pi / 180
    h = (
        math.sin((b.lat - a.lat) * p / 2) ** 2
        + math.cos(a.lat * p) * math.cos(b.lat * p) * math.sin((b.lon - a.lon) * p / 2) ** 2
    )
    return 12_742 * math.asin(min(1.0, math.sqrt(h)))
