"""Places of the world: an offline gazetteer, and a resolver of the names that texts use.

::

    from kembar import places
    g = places.gazetteer()
    g.named("Gwangju, KR").id                 # KR.29
    [m.place.name for m in g.resolve("Surabaya dan Busan menjadi kota kembar.")]
"""

from __future__ import annotations

from kembar.places.gazetteer import Explained, Gazetteer, gazetteer
from kembar.places.mention import Mention

__all__ = ["Explained", "Gazetteer", "Mention", "gazetteer"]
