"""Candidates that stand become codings, with a quote for every field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from kembar.coders.rules.candidate import Candidate
from kembar.types import Coding, Document, Evidence, Pair

Span = tuple[int, int]


def quote_span(candidate: Candidate) -> Span:
    """The stretch of the text that tells the act: its sentence, heading, item or row."""
    sentence = candidate.sentence
    return sentence.base, sentence.base + len(sentence.raw)


def coding(candidate: Candidate, document: Document, cite: Callable[[int, int], str]) -> Coding:
    """Make the coding of a candidate; one Evidence a span, the act's own first."""
    assert candidate.pair is not None
    spans: dict[Span, set[str]] = defaultdict(set)
    act = quote_span(candidate)
    spans[act] |= {"act", "kind"}
    for name, places in candidate.spans.items():
        for start, end in places:
            inside = act[0] <= start and end <= act[1]
            spans[act if inside else (start, end)].add(name)
    cue = candidate.at, candidate.sentence.base + candidate.end
    evidence = tuple(
        Evidence(
            source=document.source.id,
            text_sha256=document.sha256,
            start=start,
            end=end,
            locator=cite(start, end),
            quote=document.text[start:end],
            supports=tuple(sorted(names)),
            cue=cue if (start, end) == act else None,
        )
        for (start, end), names in sorted(spans.items(), key=lambda item: (item[0] != act, item[0]))
    )
    return Coding(
        type=candidate.type,
        kind=candidate.kind,
        evidence=evidence,
        pair=Pair(*candidate.pair),
        sector=candidate.sector,
        status=candidate.status,
        start=candidate.since,
        end=candidate.until,
        recurrence=candidate.recurrence,
        flow=candidate.flow,
        participants=candidate.people,
        actors=candidate.actors,
        attributes=candidate.attributes,
    )
