"""Posts, diaries and bulletins whose entries open with their date: "today" and "last week" in them are told from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from kembar import languages
from kembar.coders.rules.clock import real
from kembar.coders.rules.reportyear import Year
from kembar.coders.rules.sentences import SILENT, Sentence
from kembar.languages.datefind import Parts
from kembar.languages.language import Language

_HEAD, _LATE = 44, 3
_FEWEST, _SHARE, _MOST = 3, 0.4, 0.6
#: Months that lie so far back begin the next year.
_HALF = 6
_BEHIND = re.compile(r"\s*(?:[(（]\w{1,9}[)）.])?\s*(?:\d{1,2}[:.]\d{2})?\s*(?:[|.:：,\-】\])）]|$)|\s")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ROLES = ("body", "list_item", "heading")


def prepare(sentences: Sequence[Sentence], issued: str | None, report: Year = (0, 0)) -> Mapping[int, Parts]:
    """Return the date of each entry by the index of its first sentence; {} where a text does not go by dates.

    The entries of a ``report`` begin in its year; most headings may be dates, with several paragraphs below each.
    """
    heads, paragraphs, headings, before = dict[int, Parts](), 0, 0, -1
    language = Counter(s.language.code for s in sentences).most_common(1)[0][0] if sentences else ""
    for sentence in sentences:
        passage = sentence.passage
        heads_entry = passage.role == "heading" or passage.paragraph != before
        before = passage.paragraph
        if not heads_entry or passage.role not in _ROLES or passage.role in SILENT:
            continue
        paragraphs += passage.role != "heading"
        headings += passage.role == "heading"
        date = _opening(sentence, languages.get(language))
        if date is not None:
            heads[sentence.index] = date
    by_heading = {at: date for at, date in heads.items() if sentences[at].passage.role == "heading"}
    usual = len(by_heading) >= _FEWEST and len(by_heading) >= _MOST * headings
    heads = by_heading if len(by_heading) >= _FEWEST else heads
    if len(heads) < _FEWEST or (not usual and len(heads) < _SHARE * paragraphs):
        return {}
    if report[1]:
        return {at: real((told or report[0] + (m < report[1]), m, day)) for at, (told, m, day) in heads.items()}
    first = report[0] or _year_told(sentences, issued)
    return _with_years(heads, first) if first or all(date[0] for date in heads.values()) else {}


def _opening(sentence: Sentence, language: Language) -> Parts | None:
    """The day or month with which a passage opens, None if it opens with none."""
    text = sentence.text[:_HEAD]
    begun = language.dates.starts.search(text) if language.dates.starts is not None else None
    if begun is None or begun.start() > _LATE or not any(map(str.isnumeric, text)):
        return None
    hit = next(iter(language.find_dates(text, sentence.raw[:_HEAD])), None)
    if (
        hit is None
        or hit.start > _LATE
        or not hit.first[1]
        or hit.last is not None
        or hit.unit
        or hit.since
        or hit.until
        or hit.every
        or not _BEHIND.match(text, hit.end)
    ):
        return None
    return hit.first


def _year_told(sentences: Sequence[Sentence], issued: str | None) -> int:
    """The year that the head of a text gives, else that of its publication."""
    told = next((match[0] for s in sentences[:2] if (match := _YEAR.search(s.raw))), (issued or "")[:4])
    return int(told) if told.isdigit() else 0


def _with_years(heads: Mapping[int, Parts], year: int) -> Mapping[int, Parts]:
    """Give the dates without a year that of the entry before, or the next where the months begin anew."""
    out: dict[int, Parts] = {}
    last = 0
    for index, (told, month, day) in heads.items():
        year = told or (year + 1 if last - month > _HALF else year)
        last = month
        out[index] = real((year, month, day))
    return out
