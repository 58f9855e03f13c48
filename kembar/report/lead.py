"""The first screen in words: what the comparison rests on, what of it is judged, where sources differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from kembar import languages
from kembar.casebase import Record
from kembar.displays import Display
from kembar.displays.foot import unread
from kembar.displays.view import View
from kembar.displays.words import EMPTIES, STANDINGS

_EMPTY = {"·": "say_empty_person", "∘": "say_empty_rules", "▨": "say_empty_unread"}


def sentences(view: View, matrix: Display, figures: Mapping[str, float]) -> tuple[str, str, str]:
    """Return three sentences of what can and cannot be said; ``figures`` is as ``report.write`` takes it."""
    if not _acts(view):
        sources = view.casebase.facts.sources
        read = len(set(sources) - set(unread(view)))
        none = view.say("say_nothing", all=view.counted("source", len(sources)), read=read)
        return none, view.say("say_nothing_judged"), view.say("say_nothing_differs")
    return _coverage(view, matrix), _judged(view, figures), _disputes(view)


def _acts(view: View) -> list[Record]:
    """Return the records that the comparison counts: all but statements."""
    return [record for record in view.casebase.records if record.type != "statement"]


def _coverage(view: View, matrix: Display) -> str:
    records = _acts(view)
    sources = view.casebase.facts.sources
    empties = [cell.sign for _, cells in matrix.walk() for cell in cells if not cell.records]
    told = [view.say(_EMPTY[sign], n=empties.count(sign)) for sign in EMPTIES if sign in empties]
    return view.say(
        "say_coverage" if told else "say_full",
        records=view.counted("record", len(records)),
        sources=view.counted("source", len(view.witnesses(records))),
        all=view.counted("source", len(sources)),
        read=len(set(sources) - set(unread(view))),
        cells=view.counted("say_cells", len(empties)),
        empties=", ".join(told),
    )


def _judged(view: View, figures: Mapping[str, float]) -> str:
    records = _acts(view)
    judged = sum(1 for record in records if record.standing in "●◐")
    if judged == len(records):
        return view.say("say_judged_all", records=view.counted("record", len(records)))
    named = [
        view.say("rules_share", language=languages.get(code).name or code, share=round(100 * f))
        for code, f in figures.items()
    ]
    told = view.say("say_figures", shares=", ".join(named)) if named else ""
    total = view.counted("record", len(records))
    return view.say("say_judged", judged=judged, records=total, rest=len(records) - judged, figures=told)


def _disputes(view: View) -> str:
    cases = view.casebase
    disputed = [dispute for dispute in cases.disputes if dispute.status != "rejected"]
    rejected = view.counted("say_rejected", len(cases.rejected))
    if not disputed:
        return view.say("say_no_disputes", rejected=rejected)
    return view.say("say_disputes", disputes=view.counted("say_disputes", len(disputed)), rejected=rejected)


def signs(view: View) -> str:
    """Return the key of the signs in a line."""
    known = {**STANDINGS, "≠": "disputed", "~": "filed_differently", **EMPTIES}
    listed = "; ".join(f"{sign} {view.say(label)}" for sign, label in known.items())
    return f"{view.say('report_signs', signs=listed)} {view.say('report_sign_numbers')}"


def witnesses(view: View) -> tuple[str, ...]:
    """Say how many independent sources there are, and which count as one."""
    groups: dict[str, list[str]] = defaultdict(list)
    for source in view.casebase.facts.sources:
        groups[view.casebase.witness_of(source)].append(source)
    retold = sum(1 for fact in view.casebase.facts.sources.values() if fact.source.retells)
    told = [view.say("sources_intro", witnesses=view.counted("sources_witness", len(groups)))]
    shared = [" = ".join(sorted(group)) for group in groups.values() if len(group) > 1]
    if shared:
        told.append(view.say("sources_same", groups="; ".join(sorted(shared))))
    if retold:
        told.append(view.say("sources_retold", sources=view.counted("source", retold), retold=view.say("retold")))
    return tuple(told)
