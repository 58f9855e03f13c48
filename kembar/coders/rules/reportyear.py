"""The year that a document reports on by its title ("Annual report 2019"): its months without a year lie in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kembar import languages
from kembar.coders.rules.sentences import Sentence

#: So many lines at the head of a document may be its title, which is no longer than this.
_LINES, _TITLE = 8, 90


def find(sentences: Sequence[Sentence], latest: int) -> tuple[int, bool]:
    """Return the year, and whether it is a fiscal one; (0, False) where no line at the head names a report and a year.

    A report comes out when its year is over (``latest``: when it came out, 0 if nobody knows).
    """
    for sentence in sentences[:_LINES]:
        if len(sentence.raw) > _TITLE or not any(word in sentence.text for word in _reports(sentence.language.code)):
            continue
        dates = sentence.dates or sentence.language.find_dates(sentence.text, sentence.raw)
        years = {d.first[0] for d in dates if d.first[0]}
        alone = len(years) == 1 and all(d.shape == "year" and d.last is None for d in dates)
        if alone and (not latest or 0 <= latest - max(years) <= 1):
            word, start = sentence.language.dates.fiscal
            return max(years), bool(start) and word in sentence.raw
    return 0, False


@lru_cache
def _reports(code: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in languages.get(code).file("pages").text("reports").split("|") if word.strip())
