"""Codings and judgements become records with stated values, standing, disputes and coverage.

::

    cases = build(facts, readings, judgements, codebook)     # pure; the same for the same input in any order
    cases.records, .outside, .rejected                       # tuples of Record
    cases.disputes, .possibly_same, .changed, .related       # what people have to look at
    cases.where(kind="student_exchange", since=1997)         # a Casebase of what passes
    cases.coverage("Surabaya-Busan", "education", 2018)      # what "none found" rests on
    cases.rejudge(judgement)                                 # one more judgement: only its pair is worked out again
"""

from kembar.casebase.casebase import Casebase, build
from kembar.casebase.facts import Facts, SourceFact, StudyPair
from kembar.casebase.records import Changed, Coverage, Dispute, PossiblySame, Record
from kembar.casebase.values import StatedValue

__all__ = [
    "Casebase",
    "Changed",
    "Coverage",
    "Dispute",
    "Facts",
    "PossiblySame",
    "Record",
    "SourceFact",
    "StatedValue",
    "StudyPair",
    "build",
]
