"""Words for papers and ties that stand together, grouped and named by the most telling one."""

from __future__ import annotations

from collections.abc import Sequence

from kembar.coders.rules.sentences import Sentence
from kembar.languages.lexicon import Hit

#: Classes of paper, the more telling first, with the kind they stand for.
PAPERS = {
    "renew": "renewal",
    "memorandum": "memorandum",
    "intent": "letter_of_intent",
    "arrangement": "implementing_arrangement",
    "friendship": "friendship_agreement",
    "sister": "sister_agreement",
    "paper": "sister_agreement",
    "document": "sister_agreement",
    "bond": "sister_agreement",
}
#: The classes that name a paper or a tie, not its renewal.
NAMED = tuple(name for name in PAPERS if name != "renew")
#: Those that say which sort of paper it is, with the friendship that a paper makes, and with that of sister cities.
SPECIFIC = ("memorandum", "intent", "arrangement")
SORTED = (*SPECIFIC, "friendship")
OF_A_SORT = (*SORTED, "sister")
_REACH = 60
#: How far a paper stands at most from the tie right before it.
_OF = 1
#: How near before a tie the word stands that denies it.
_DENIED = 8


def merged(sentence: Sentence) -> list[tuple[str, list[Hit]]]:
    """Words for paper and tie that stand together, grouped once for all rules that ask."""
    if sentence.papers is None:
        sentence.papers = _grouped(sentence)
    return sentence.papers


def _grouped(sentence: Sentence) -> list[tuple[str, list[Hit]]]:
    """Group words for paper and tie that stand together; the most telling class names the group.

    A friendship that becomes a sister tie is named by the latter, but not "of friendship, not of twinning".
    """
    order = list(PAPERS)
    groups: list[list[Hit]] = []
    for hit in sentence.of(*order):
        if _of_an_organ(sentence, hit):
            continue
        if groups and _belongs(sentence, groups[-1], hit):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    out = []
    for group in groups:
        best = min(group, key=lambda h: order.index(h.name))
        best = _tie_of_paper(sentence, group, best) or best
        last = group[-1]
        denied = any(h.start < last.start and last.start - h.end < _DENIED for h in sentence.of("negation"))
        later = best.name == "friendship" and last.name == "sister" and best.end <= last.start
        raised = later and sentence.near(last, "become", reach=45)
        if raised and not denied:
            best = last
        out.append((best.name, [best, *(h for h in group if h is not best)]))
    return out


def _tie_of_paper(sentence: Sentence, group: Sequence[Hit], best: Hit) -> Hit | None:
    """The tie right before a mere word for a paper, which is then its own: 友好県省の議定書, 우호도시 합의서."""
    mere = any((p.start, p.end) == (best.start, best.end) for p in sentence.of("paper"))
    if best.name != "arrangement" or not mere:
        return None
    ties = (h for h in group if h.name in ("friendship", "sister") and h.start < best.start)
    return next((h for h in ties if best.start - h.end <= _OF), None)


def _of_an_organ(sentence: Sentence, hit: Hit) -> bool:
    """Whether a word for a tie is part of a society's name: "the twinning committee", "pengurus kota kembar"."""
    whole = (o for o in sentence.of("a_ngo") if o.start <= hit.start and hit.end <= o.end)
    return any(o.end - o.start > hit.end - hit.start for o in whole)


def _belongs(sentence: Sentence, group: list[Hit], hit: Hit) -> bool:
    last = group[-1]
    names = {h.name for h in group}
    if hit.name in SPECIFIC and names & set(SPECIFIC) and hit.name not in names:
        return False
    gap = sentence.distance(last.end, hit.start)
    dated = any(last.end <= d.start < hit.start for d in sentence.dates)
    return gap < (30 if dated else _REACH)
