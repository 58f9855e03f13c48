"""What a coder hands back: a trace that JSON keeps whole, and the gate that takes out what may not be stored."""

import json
from dataclasses import replace

from kembar import codebook
from kembar.coders import gate
from kembar.coders.coded import Candidate, Coded, Trace
from kembar.types import Coding, Document, Evidence, Pair, Place, Source, digest

TEXT = "Selka gave Morvan a bell."
DOCUMENT = Document(Source("s", issued="2000"), TEXT, digest(TEXT))
QUOTE = Evidence("s", DOCUMENT.sha256, 0, len(TEXT), "para. 1", TEXT, ("act", "pair"), (6, 10))
GIFT = Coding("activity", "donation", (QUOTE,), Pair(Place("XA.1", "Selka", "XA"), Place("XB.1", "Morvan", "XB")))


def test_a_trace_as_json_keeps_the_rejected_with_their_reason() -> None:
    kept = Candidate("donation", 6, 10, "kept", fired=("gave",), fields={"pair": "Morvan-Selka"}, coding=GIFT.id)
    rejected = Candidate("meeting", 0, 5, "rejected", reason="no second place")
    plain = json.loads(Trace((rejected, kept), ("two passages were silent",)).json())
    assert [(c["kind"], c["outcome"], c["reason"]) for c in plain["candidates"]] == [
        ("meeting", "rejected", "no second place"),
        ("donation", "kept", ""),
    ]
    assert plain["candidates"][1]["coding"] == GIFT.id
    assert plain["notes"] == ["two passages were silent"]


def test_the_gate_sifts_a_coders_result_and_says_why() -> None:
    wrong = replace(GIFT, status="signed", id="")
    candidates = (
        Candidate("donation", 6, 10, "kept", coding=wrong.id),
        Candidate("donation", 6, 10, "kept", coding=GIFT.id),
    )
    before = Coded((wrong, GIFT), Trace(candidates), years=frozenset({2000}))
    result = gate.sift(before, DOCUMENT, codebook.load())
    assert result.codings == (GIFT,)
    assert {p.name for p in result.problems} == {"unknown-code", "no-support"}
    assert result.years == {2000}
    rejected, kept = result.trace.candidates
    assert (rejected.outcome, rejected.reason) == (
        "rejected",
        "refused by the gate: 'signed' is no status of the codebook.",
    )
    assert kept == candidates[1]
    assert gate.sift(Coded((GIFT,)), DOCUMENT, codebook.load()).problems == ()
