"""The method in the words of a thesis, with the figures of this study."""

from __future__ import annotations

from collections import Counter, defaultdict

from kembar import languages
from kembar.displays.view import View


def paragraphs(view: View) -> tuple[str, ...]:
    """Return the paragraphs of the method: introduction, condensation, display, drawing and verifying conclusions."""
    say = view.say
    return (
        say("method_intro"),
        f"{say('method_condense_head')}. {_condense(view)}",
        f"{say('method_display_head')}. {say('method_display')}",
        f"{say('method_conclude_head')}. {_conclude(view)}",
    )


def _condense(view: View) -> str:
    cases = view.casebase
    facts = cases.facts.sources.values()
    kinds = Counter(fact.source.kind for fact in facts)
    known = Counter(languages.get(fact.language).name or fact.language for fact in facts if fact.language)
    readers: dict[str, set[str]] = defaultdict(set)
    for source, readings in cases.state.readings.items():
        for reading in readings:
            readers[view.reader(reading.coder)].add(source)
    listed = "; ".join(
        view.say("method_reader", reader=reader, sources=view.counted("source", len(found)))
        for reader, found in sorted(readers.items(), key=lambda item: (-len(item[1]), item[0]))
    )
    inside = {coding for record in cases.records for coding in record.codings}
    return view.say(
        "method_condense",
        sources=view.counted("source", len(facts)),
        kinds=", ".join(f"{view.code(kind)} {number}" for kind, number in kinds.most_common()),
        languages=", ".join(f"{name} {number}" for name, number in known.most_common()),
        readers=view.say("method_readers", list=listed) if listed else "",
        codings=view.counted("method_coding", len(inside)),
        records=view.counted("record", len(cases.records)),
        joined=sum(1 for record in cases.records if len(record.witnesses) > 1),
    )


def _conclude(view: View) -> str:
    cases = view.casebase
    judges = sorted({judgement.by for judgement in cases.state.judgements.values()})
    return view.say(
        "method_conclude",
        judged=sum(1 for record in cases.records if record.standing in "●◐"),
        records=view.counted("record", len(cases.records)),
        judges=view.say("method_judges", names=", ".join(judges)) if judges else "",
        disputes=view.counted("say_disputes", sum(1 for dispute in cases.disputes if dispute.status != "rejected")),
        rejected=view.counted("record", len(cases.rejected)),
    )
