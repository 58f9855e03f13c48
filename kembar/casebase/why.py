"""Why codings stand in one record, in a sentence for each join."""

from __future__ import annotations

from collections.abc import Iterable

from kembar.casebase.acts import Why
from kembar.casebase.counting import Unit

#: The sentence of each rule; displays say the same in another language by the rule's name.
TEXT = {
    "same words": "{a} and {b}: readers coded the same words of the source.",
    "tied": "{a} and {b}: one was revised into, or rejected with, the other.",
    "same": "{a} and {b}: a person holds them to be the same.",
    "day": "{a} and {b}: same kind on the same day{starts}.",
    "name": "{a} and {b}: same kind under the same name{names}.",
    "a": "{a} and {b}: a code that occurs once{names}, whatever the dates.",
    "b": "{a} and {b}: programmes of one kind whose times overlap.",
    "c": "{a} and {b}: same kind, dates that overlap, and a month, number, or venue in common.",
    "d": "{a} and {b}: agreements whose dates overlap, or a memorandum and a sister tie of one year{starts}.",
    "e": "{a} and {b}: without a date, and the only act of its kind that it can be.",
    "f": "{a} and {b}: statements of one code for the same time.",
}


def sentences(whys: Iterable[Why]) -> tuple[str, ...]:
    """Word the joins of a record, each once, in the order in which they were made."""
    return tuple(dict.fromkeys(_sentence(rule, a, b) for rule, a, b in whys))


def _sentence(rule: str, *sides: tuple[Unit, ...]) -> str:
    text = TEXT[rule]
    codings = [unit.coding for side in sides for unit in side]
    starts = sorted({coding.start.edtf for coding in codings if coding.start}) if "{starts}" in text else []
    names = sorted({coding.attributes.get("name", "") for coding in codings} - {""}) if "{names}" in text else []
    first, second = sorted(", ".join(sorted({source for unit in side for source in unit.sources})) for side in sides)
    return text.format(
        a=first,
        b=second,
        starts=f" ({', '.join(starts)})" if starts else "",
        names=f" ({', '.join(names)})" if names else "",
    )
