"""What stands beneath a display: counts in twos, what is unsettled, and the next thing to do."""

from __future__ import annotations

from collections.abc import Iterable

from kembar.casebase import Record
from kembar.displays import words
from kembar.displays.display import Display
from kembar.displays.view import View


def foot(view: View, shown: Iterable[Record], acts: bool = False) -> tuple[str, ...]:
    """Return the lines under a display of records: counts by standing, filters, what is open in the whole casebase.

    ``acts`` says that all acts are shown, and so that the statements are all that is left.
    """
    records = tuple(shown)
    lines = [counts(view, records)]
    beside = sum(1 for record in view.casebase.records if record.type == "statement") if acts else 0
    if beside:
        lines[0] += f"; {view.counted('statement', beside)} ({view.say('see_statements')})"
    if view.casebase.asked:
        told = "; ".join(f"{name} {_plain(value)}" for name, value in view.casebase.asked.items())
        lines.append(view.say("only", filters=told))
    if view.outside:
        lines.append(beyond(view))
    if waiting := unsettled(view):
        lines.append(" · ".join(waiting))
    return tuple(lines)


def beyond(view: View) -> str:
    """Return how many records lie outside the study."""
    return view.say("outside", records=view.counted("record", len(view.outside)))


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple | list | set | frozenset) else str(value)


def counts(view: View, records: tuple[Record, ...]) -> str:
    """Return ``39 records from 18 sources: 11 judged, 28 by rules``."""
    said = view.say(
        "records_from_sources",
        records=view.counted("record", len(records)),
        sources=view.counted("source", len(view.witnesses(records))),
    )
    by = {sign: sum(1 for record in records if record.standing == sign) for sign in words.STANDINGS}
    parts = [view.say(f"n_{words.STANDINGS[sign]}", n=number) for sign, number in by.items() if number]
    return f"{said}: {', '.join(parts)}" if parts else said


def unsettled(view: View) -> list[str]:
    """Return what waits for a person: disputes, rejected records, near misses, changed proposals, unread sources."""
    cases = view.casebase
    disputes = sum(1 for dispute in cases.disputes if dispute.status == "open")
    numbers = {
        "dispute": disputes,
        "rejected": len(cases.rejected),
        "possibly_same": len(cases.possibly_same),
        "changed": len(cases.changed),
        "unread": len(unread(view)),
    }
    return [view.counted(thing, number) for thing, number in numbers.items() if number]


def unread(view: View) -> tuple[str, ...]:
    """Return the ids of the sources that neither a person nor rules have read for some pair of the study."""
    pairs = view.casebase.facts.pairs
    return tuple(sorted({s for pair in pairs for s in view.casebase.coverage(pair.id, None, None).not_read}))


def next_step(view: View, display: Display, row: str, column: str) -> str:
    """Return one line that says how to see the sentences behind a cell."""
    command = ["kembar", "display", display.name, "--open", row, column]
    # Double quotes, because the command shells of all systems take them.
    return view.say("next_open", command=" ".join(f'"{part}"' if " " in part else part for part in command))
