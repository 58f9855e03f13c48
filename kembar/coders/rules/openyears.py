"""Years of one or two figures get the era or century in which the document counts ("昭和63年" ... "五十四年二月")."""

from __future__ import annotations

from collections.abc import Sequence

from kembar.coders.rules.sentences import Sentence
from kembar.languages import datefind
from kembar.languages.datefind import DateHit
from kembar.languages.shortyears import Manner


def settle(sentences: Sequence[Sentence], issued: str | None) -> None:
    """Give open years of all sentences what the years before them tell; what stays open is a month alone, or none."""
    if not any(d.short for s in sentences for d in s.dates):
        return
    latest = int(issued[:4]) if issued and issued[:4].isdigit() else 0
    manners: dict[str, Manner] = {}
    for sentence in sentences:
        name, words = sentence.language.code, sentence.language.dates
        if name not in manners:
            texts = (s.text for s in sentences if s.language.code == name)
            manners[name] = Manner(texts, words.eras, latest)
        if not sentence.dates and words.long_year:
            manners[name].note_all(words.long_year.finditer(sentence.text))
        settled = (_settled(sentence, d, manners[name]) for d in sentence.dates)
        sentence.dates = [d for d in settled if d is not None]


def _settled(sentence: Sentence, hit: DateHit, manner: Manner) -> DateHit | None:
    if not hit.short:
        if hit.first[0]:
            manner.note(sentence.text[hit.start : hit.end], hit.first[0])
        return hit
    return datefind.of_year(hit, manner.year(hit.short))
