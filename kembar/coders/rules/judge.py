"""Which candidates stand: acts that take another's place, and named reasons to reject."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence

from kembar.alphabets import HAN, HIRAGANA
from kembar.coders.rules import events, programmes
from kembar.coders.rules.attach import gap, nearest
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.hollow import hollow
from kembar.languages.flat import bare

#: The kind on the left takes the place of those on the right where they are told by the same words or clause.
_ABSORBED = {
    "scholarship": "student_exchange training language_program teacher_exchange university_partnership donation",
    "language_program": "training teacher_exchange student_exchange cultural_event university_partnership",
    "staff_exchange": "training delegation_visit technical_assistance teacher_exchange information_exchange",
    "teacher_exchange": "student_exchange delegation_visit training technical_assistance staff_exchange",
    "training": "student_exchange delegation_visit technical_assistance meeting staff_exchange donation",
    "volunteer_service": "student_exchange delegation_visit donation infrastructure_project training named_place",
    "student_exchange": "delegation_visit training sports_event",
    "cultural_event": (
        "delegation_visit student_exchange anniversary donation training meeting trade_promotion sports_event"
    ),
    "sports_event": "delegation_visit student_exchange training cultural_event",
    "tourism_promotion": "trade_promotion cultural_event meeting delegation_visit investment training",
    "trade_promotion": "meeting delegation_visit cultural_event training donation investment",
    "investment": "trade_promotion infrastructure_project meeting delegation_visit",
    "research_collaboration": (
        "meeting training university_partnership information_exchange technical_assistance delegation_visit"
    ),
    "university_partnership": (
        "letter_of_intent student_exchange memorandum sister_agreement renewal meeting "
        "friendship_agreement delegation_visit training"
    ),
    "named_place": (
        "donation infrastructure_project cultural_event technical_assistance delegation_visit trade_promotion"
    ),
    "donation": (
        "technical_assistance delegation_visit infrastructure_project information_exchange training "
        "student_exchange trade_promotion cultural_event"
    ),
    "infrastructure_project": "technical_assistance training meeting",
    "information_exchange": "meeting training technical_assistance delegation_visit donation",
    "technical_assistance": "training delegation_visit meeting",
    "delegation_visit": "meeting",
    "anniversary": "meeting",
    "letter_of_intent": "sister_agreement friendship_agreement",
}
#: The same, as sets.
ABSORBS = {key: frozenset(value.split()) for key, value in _ABSORBED.items()}
#: Candidates with a lower score are rejected as weak (0: as often an act as not).
THRESHOLD = -1.0
#: So much more a candidate must score that is a paper or a tie, and that nothing but the words of its sentence told.
PAPER_OR_WORDS = 0.37
#: A document in which no candidate scores as high as this tells of no act at all; a tie need score less by so much.
CLEAR, _TIE_CLEAR = 0.0, 0.2
#: A candidate with at most this score falls beside one of its sentence and date that is better by that much.
SHADOW, SHADOW_GAP = 0.4, 0.5
#: A monument set up for an anniversary is one act, and that is what was done.
_MARKED = {"anniversary", "named_place"}
#: What lent things are taken for.
_NOT_LENT = {"donation", "staff_exchange", "technical_assistance"}
#: How near an act its word of cancelling stands.
_CALLED_OFF, _IN_A_ROW = 20, 60
_CALLED_OFF_AT_END, _END = 60, 15
_PLAN_CALLED_OFF = 140
#: How far behind its subject a word of cancelling stands, where blanks part words.
_SUBJECT, _WORD = 90, re.compile(r"[^\W\d_]+")
#: How near a word that denies an act stands: before it where blanks part words, else over its end or behind it.
_BEFORE, _OVER, _BEHIND, _CLOSING = 40, 4, 4, 6
#: What may stand between a verb and what denies it: its ending, and no word of the next clause ("renewed, unbroken").
_ENDING = re.compile(rf"[^\W{HAN}]{{0,{_BEHIND}}}\s?")
#: A noun right behind a verb, which that verb only describes.
_NOUN = re.compile(rf"\s?(?![{HIRAGANA}])[^\W\d_]")
#: What stands before and behind a word that fills a cell alone (or with the verb it hangs on).
_CELL_ENDS = re.compile(r"(?:[,|\t]|\s{2,})\W{0,2}\w{0,2}$")
_CELL_BEGINS = re.compile(r"\w{0,3}\W{0,2}(?:[,|\t]|\s{2,}|$)")
#: Ties that two sides may be said to have.
_STATES = ("sister_agreement", "friendship_agreement")
#: How near a word of wishing stands before the act that is only wished for.
_WISH = 12
#: How near the head of a sentence a word stands that opens it: "Perhaps a garden will be laid out", もし来日すれば.
_OPENING = 2


def decide(candidates: Sequence[Candidate], score: Callable[[Candidate], float], threshold: float = THRESHOLD) -> None:
    """Score every candidate and give a reason to those that fall: impossible, weak, or told by a better one."""
    for c in candidates:
        c.score = score(c)
        impossible(c)
        if not c.reason and c.score < threshold + more(c):
            c.reason = "weak"
    told = [c.score + (_TIE_CLEAR if c.type == "agreement" else 0.0) for c in candidates if not c.reason]
    if max(told, default=0.0) < CLEAR:
        for c in candidates:
            c.reason = c.reason or "nothing clear in the document"
    rows: dict[int, list[Candidate]] = defaultdict(list)
    for c in candidates:
        if not c.reason:
            rows[c.sentence.index].append(c)
    for row in rows.values():
        _compete(sorted(row, key=lambda c: (not _is_dated_alone(c), -c.score, c.start, c.kind)))


def more(c: Candidate) -> float:
    """How much more than the threshold a candidate must score: a paper or tie, and twice so if only words told it."""
    return PAPER_OR_WORDS * ((c.type == "agreement") + (c.fired == ["told_by_words"]))


def impossible(c: Candidate) -> None:
    """Reject what can be no act of a pair: no pair, one country, two places of one name, an act called off."""
    if c.reason:
        return
    if c.pair is None:
        c.reason = "no pair"
    elif c.pair[0].country == c.pair[1].country:
        c.reason = "one country"
    elif bare(c.pair[0].name) == bare(c.pair[1].name):
        c.reason = "one name"
    elif not _goes_on(c) and _is_called_off(c):
        c.reason = "called off"
    elif (c.type == "activity" and c.sentence.spaced and (_denied(c) or _lost(c))) or _not_renewed(c):
        c.reason = "denied"
    elif _undone(c):
        c.reason = "not done"
    elif is_mere_state(c):
        c.reason = "a state without a date"
    elif c.type == "activity" and _only_wished(c):
        c.reason = "only wished for"
    else:
        c.reason = hollow(c)


def _is_called_off(c: Candidate) -> bool:
    """Whether a word of cancelling stands by an act, or alone in a cell of its row."""
    if (c.type == "activity" or c.since is None) and nearest(c, ("cancel",), _called_off(c)):
        return True
    if c.type == "activity" and _of_a_subject(c):
        return True
    words = c.sentence.of("cancel") if c.sentence.passage.role == "table_row" else []
    text = c.sentence.text
    return any(_CELL_ENDS.search(text[: h.start]) and _CELL_BEGINS.match(text, h.end) for h in words)


def _of_a_subject(c: Candidate) -> bool:
    """Whether an act is what was called off in the end: "a parade that Lima would have held in May was shelved".

    Nothing joins another act to it in between, and no date but that of the word itself follows.
    """
    if not c.sentence.spaced or c.sentence.passage.role == "table_row" or c.until is not None or c.recurrence:
        return False
    ends, text, language = max((h.end for h in c.hits), default=c.end), c.sentence.text, c.sentence.language
    off = next((h for h in c.sentence.of("cancel") if 0 <= h.start - ends <= _SUBJECT), None)
    words = _WORD.findall(text[c.start : off.start]) if off else []
    if off is None or not {*language.joiners, *language.breaks}.isdisjoint(words):
        return False
    if text[: off.start].split()[-1] in language.function_words:  # "of the bridge that was never built"
        return False
    dated = [start - c.sentence.base for start, _ in c.spans.get("start", [])]
    own = not dated or any(0 <= at - off.end <= _CLOSING for at in dated) or c.status == "planned"
    return (own or not any(d.start > off.end for d in c.sentence.dates)) and ";" not in text[ends : off.start]


def _denied(c: Candidate) -> bool:
    """Whether "no" or "not" stands right before a word of an act: "no pupils went", "was not visited"."""
    return any(0 <= h.start - n.end <= 1 for n in c.sentence.of("negation") for h in c.hits)


def _not_renewed(c: Candidate) -> bool:
    """Whether a paper was not renewed: "did not extend", or the verb's own ending denies it: 更新されなかった."""
    if c.kind != "renewal":
        return False
    if c.sentence.spaced:
        return _denied(c)
    verbs = [h for h in c.hits if h.name == "renew"]
    denials = c.sentence.of("negation")
    return any(_ENDING.fullmatch(c.sentence.raw, h.end, n.start) for n in denials for h in verbs if h.end <= n.start)


def _undone(c: Candidate) -> bool:
    """Whether a sentence says of the act that it was not: "no delegation visited", "failed to sign", 訪問できなかった.

    Where blanks part words such a word stands before the act in its clause, elsewhere right behind it or at the end.
    """
    first, last = min((h.start for h in c.hits), default=c.start), max((h.end for h in c.hits), default=c.end)
    for word in c.sentence.of("undone"):
        at_end = len(c.sentence.text) - word.end <= _CLOSING and c.sentence.clause(first) == c.sentence.clause(
            word.start
        )
        if not c.sentence.spaced and word.start - last >= -_OVER and (at_end or word.start - last <= _BEHIND):
            return True
        inside = word.start <= first and first - word.end <= _BEFORE
        if c.sentence.spaced and inside and c.sentence.clause(word.start) == c.sentence.clause(first):
            return True
    return False


def is_mere_state(c: Candidate) -> bool:
    """Whether it is only said that two sides are tied, at no date, or of a partner ("tied with us") in another act."""
    if c.type != "agreement" or c.kind not in _STATES or c.status == "planned" or c.until is not None:
        return False
    last = max((h.end for h in c.hits), default=c.end)
    said = next((h for h in c.sentence.of("state") if -_OVER <= h.start - last <= _BEHIND), None)
    if said is None:
        return False
    if c.since is None or c.since.basis != "stated":
        return True
    told = c.spans.get("start", [])
    apart = any(c.sentence.clause(start - c.sentence.base) != c.sentence.clause(c.start) for start, _ in told)
    return bool(_NOUN.match(c.sentence.text, said.end)) and (apart or c.since.precision > 1)


def _only_wished(c: Candidate) -> bool:
    """Whether a wish stands on the very word of an undated act ("hopes to visit some day"), or opens what plans it."""
    undated = c.since is None and c.people is None and not programmes.is_listed(c)
    if undated and c.status == "planned" and c.sentence.has("plan", "postpone"):
        return not c.recurrence and any(h.start <= _OPENING for h in c.sentence.of("hope", "condition"))
    wishes = c.sentence.of("hope") if undated else []
    return any(w.start < h.end <= w.end or w.start <= h.start <= w.end + _WISH for w in wishes for h in c.hits)


def _lost(c: Candidate) -> bool:
    """Whether an act is only what was asked for or talked about, and that was lost.

    "A motion to send a choir was withdrawn"; "grants were discussed but dropped".
    """
    ends = max((h.end for h in c.hits), default=c.end)
    lost = next((h for h in c.sentence.of("cancel") if h.start >= ends), None)
    most = lost.start if lost is not None and c.status == "planned" else c.start
    asked = any(p.end <= most for p in c.sentence.of("plan", "asked"))
    return asked and lost is not None and not any(d.start > lost.end for d in c.sentence.dates)


def _goes_on(c: Candidate) -> bool:
    """Whether what is called off was only put off, or is a series that was held until then: it ended.

    Two of these tell a series: how often it came back, since when, until when.
    """
    told = (bool(c.recurrence), c.since is not None, c.until is not None)
    return _put_off(c) or (c.status == "ended" and sum(told) > 1)


def _put_off(c: Candidate) -> bool:
    """Whether the sentence of an act says that something was put off, or the next one, which names no place, does."""
    after = c.sentence.following
    near = after is not None and after.passage.locator == c.sentence.passage.locator and not after.spots
    later = near and after is not None and after.has("postpone") and not after.has("cancel")
    return later or c.sentence.has("postpone")


def _called_off(c: Candidate) -> float:
    """How near its word of cancelling stands to an act: where the verb ends the sentence, all before it hang on it."""
    if c.sentence.spaced:
        return _IN_A_ROW if c.sentence.passage.role == "table_row" else _CALLED_OFF
    last = max((h.end for h in c.sentence.of("cancel")), default=0)
    if len(c.sentence.text) - last >= _END:
        return _CALLED_OFF
    return _PLAN_CALLED_OFF if c.status == "planned" else _CALLED_OFF_AT_END


def _compete(ranked: Sequence[Candidate]) -> None:
    """Of candidates of one sentence that tell the same act, or share their words, the best stays."""
    for i, a in enumerate(ranked):
        if a.reason:
            continue
        for b in ranked[i + 1 :]:
            if b.reason or a.pair != b.pair:
                continue
            if a.kind == b.kind and not _apart(a, b):
                b.reason = f"the same act as {a.fired[0]}"
                _date_of(a, b)
            elif (a.kind, b.kind) == ("training", "language_program") and _rivals(a, b):
                a.reason = f"told as {b.kind}"  # a course in a language is one, whatever speaks louder
                break
            elif a.kind in _NOT_LENT and events.LENT in b.fired and _rivals(a, b):
                a.reason = f"told as {b.kind}"  # pictures that are lent are neither given nor anybody's staff
                break
            elif {a.kind, b.kind} == _MARKED and not _apart(a, b):
                feast, mark = (a, b) if a.kind == "anniversary" else (b, a)
                feast.reason = f"told as {mark.kind}"
                _date_of(mark, feast)
                if a.reason:
                    break
            elif a.kind != b.kind and _rivals(a, b):
                b.reason = f"told as {a.kind}"
            elif a.kind != b.kind and _shadow(a, b):
                b.reason = f"the date of a clearer {a.kind}"


def _date_of(a: Candidate, b: Candidate) -> None:
    """Give an undated candidate the date of another of the same act and sentence."""
    if a.since is None and b.since is not None and not programmes.is_listed(a):
        a.since = b.since
        for span in b.spans.get("start", ()):
            a.support("start", *span)


def _rivals(a: Candidate, b: Candidate) -> bool:
    """Whether two kinds compete for the same words: one absorbs the other, or both stand on one cue."""
    if (a.start, a.end) == (b.start, b.end):
        return True
    listed = programmes.is_listed(a), programmes.is_listed(b)
    if all(listed) or (any(listed) and a.sentence.clause(a.start) != b.sentence.clause(b.start)):
        return False  # members of one row
    related = b.kind in ABSORBS.get(a.kind, ()) or a.kind in ABSORBS.get(b.kind, ())
    return related and together(a, b)


def _shadow(a: Candidate, b: Candidate) -> bool:
    """Whether a weak candidate has no date of its own beside a clearly better one."""
    if programmes.is_listed(b) or (programmes.is_listed(a) and b.type == "agreement"):
        return False
    if b.score > SHADOW or a.score - b.score < SHADOW_GAP:
        return False
    return b.since is None or (a.since is not None and a.since.edtf == b.since.edtf)


def _is_dated_alone(c: Candidate) -> bool:
    """Whether a tie is told with the date of its own partner among several."""
    return "partners_dated" in c.fired and not c.sentence.spaced


def _apart(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates of one kind in one sentence are two acts: other dates or other directions."""
    if _is_dated_alone(a) and not _is_dated_alone(b):
        return False
    if a.since and b.since and not _one_time(a.since.edtf, b.since.edtf):
        return True
    return bool(a.flow and b.flow and a.flow != b.flow and "mutual" not in (a.flow, b.flow))


def _one_time(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def together(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates share a word or stand close to each other."""
    words = {(h.start, h.end) for h in a.hits}
    if any((h.start, h.end) in words for h in b.hits):
        return True
    return min(gap(a, h.start, h.end) for h in b.hits) < 45 if b.hits else False
