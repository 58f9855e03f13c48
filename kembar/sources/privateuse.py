"""Letters of the private-use area: old Hangul of the Hanyang fonts, signs of Symbol fonts, leftovers of code pages.

Unicode does not say what they are. They stay in the text as they are, and a problem counts them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from kembar.sources.extraction import Extraction, problem

_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
# A sign of a Symbol font in front of an item: a bullet, read as one.
_BULLET = re.compile(r"(?:(?<=\s)|^)[\uf020-\uf0ff](?=\s)")
_SHOWN = 6


def told(found: Extraction, name: str) -> Extraction:
    """Return an extraction with a problem if its text has letters that no font need show; ``name`` is the file's."""
    if found.text.isascii():
        return found
    strange = Counter(_PRIVATE.findall(_BULLET.sub("", found.text)))
    if not strange:
        return found
    some = ", ".join(f"U+{ord(letter):04X} ({times})" for letter, times in strange.most_common(_SHOWN))
    more = f" and {len(strange) - _SHOWN} more" if len(strange) > _SHOWN else ""
    message = (
        f"{strange.total()} letters of this text are of a private kind (old Hangul, signs of a font): {some}{more}."
    )
    hint = "They are kept as they are and may be shown as boxes; compare quotes that hold them with the original."
    return replace(found, problems=(*found.problems, problem("warning", "private_letters", message, name, hint)))
