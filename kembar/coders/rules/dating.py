"""Which dates of a sentence belong to an act: the nearest, the open ones, and that of its end."""

from __future__ import annotations

from collections.abc import Sequence

from kembar.coders.rules import programmes, resumed, status
from kembar.coders.rules.attach import RHYTHMS, gap, nearest
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.when import Dated
from kembar.dates import of_edtf
from kembar.languages.lexicon import Hit
from kembar.types import When

_REACH, _WHOLE = 170, 420
_JOINED, _DAY = 6, 3
_STOP, _END = 80, 30
_BY_STOP, _RESTS = 16, 24
_VERB = 50
_BESIDE = 8
#: What a date behind a verb of signing, in another clause, is farther from it where blanks part no words.
_LATER = 25
_OF = 2
#: How much of who said it may stand before the day that closes a sentence: "..., said the mayor of Foo, on 3 May".
_SPEAKER = 70
#: What is sent where a disaster struck.
_HELP = frozenset(("donation", "volunteer_service", "technical_assistance"))
_BY_TIE = 12
#: What is over once it is done, and has no date of an end alone.
NO_TERM = frozenset(("renewal", "infrastructure_project", "donation", "named_place", "anniversary"))
_FAR = 45
#: How far behind "this year" the number of years stands that a tie is old then.
_YEARS_ON = 18
#: Papers that serve for some years, which are told with them.
_WITH_A_TERM = frozenset(("implementing_arrangement", "memorandum", "renewal", "friendship_agreement"))


def again(kept: Sequence[Candidate], issued: When | None) -> None:
    """Date those that stand undated once more, now that what did not stand takes no date from them any longer."""
    for candidate in kept:
        if candidate.since is None and candidate.until is None and candidate.dated:
            rivals = [c for c in kept if c.sentence is candidate.sentence and c.kind != candidate.kind]
            date(candidate, candidate.dated, rivals, _WHOLE)
            if candidate.since is None and _shares(candidate):
                date(candidate, candidate.dated, (), _WHOLE)
            if candidate.since is not None:
                status.decide(candidate, issued)


def _shares(candidate: Candidate) -> bool:
    """Whether an act was done at the only date of its sentence, though another act has taken it."""
    return candidate.status == "done" and not candidate.recurrence and sum(not d.every for d in candidate.dated) == 1


def date(candidate: Candidate, dated: list[Dated], rivals: Sequence[Candidate], reach: float = _REACH) -> None:
    """Give a candidate its dates: those nearest to its words, unless another act of the sentence is clearly nearer."""
    if programmes.is_listed(candidate):
        dated = programmes.own_dates(candidate, dated)
    ranked = _ranked(candidate, dated, rivals, reach)
    if not ranked:
        return
    stop = None if resumed.at(candidate.sentence) else nearest(candidate, ("stop", "expire"), _STOP)
    since = None if _signed_then(candidate, ranked) else next((d for d in ranked if d.since or d.lasts), None)
    until = next((d for d in ranked if d.until), None)
    main = since or next((d for d in ranked if not d.until), None)
    if candidate.fired[0] == "tie_in_row":
        main = next((d for d in dated if candidate.start <= d.start < candidate.end), None)
    elif "partners_dated" in candidate.fired:
        main = next((d for d in ranked if d.start == candidate.hits[0].start), main)
    if stop is not None and until is None and since is not None and stopped(candidate, since, stop):
        rest = [d for d in ranked if d is not since]
        since, until, main = next((d for d in rest if d.since), None), since, next(iter(rest), None)
    elif stop is not None and until is None:
        if since is None and main is not None and len(ranked) == 1 and _ran_out(candidate, main, stop):
            main, until = None, main
        elif since is not None or candidate.type == "agreement":
            rest = [d for d in ranked if d is not main]
            until = min(rest, key=lambda d: abs(d.start - stop.start), default=None)
        elif main is not None and main.last is None and _ends(candidate, main, stop, len(ranked) == 1):
            main, until = None, main
    if main is not None:
        term = _term(candidate, main, ranked)
        main, until = (term, main) if term else (_put_off(candidate, main, ranked), until)
        if _without_day(candidate, main, ranked):
            return
        _start(candidate, _first(candidate, _finest(main, ranked), ranked))
    if until is not None and (candidate.since is None or until.first.latest >= candidate.since.earliest):
        candidate.until = until.last or until.first
        candidate.support_here("end", until.start, until.end)


def _signed_then(candidate: Candidate, ranked: list[Dated]) -> bool:
    """Whether the day of signing stands right by its verb: what goes on "since" another year is another act."""
    signed = candidate.type == "agreement" and "paper_signed" in candidate.fired
    return signed and not ranked[0].since and _close(candidate, ranked[0]) < _END


def _reported(candidate: Candidate, d: Dated) -> bool:
    """Whether a day is that of a statement ("18일 밝혔다", "said on Tuesday"), not of what it reports."""
    sentence = candidate.sentence
    if d.first.precision < _DAY:
        return False
    said = sentence.of("lead_in")
    if not sentence.spaced:
        return any(-1 <= h.start - d.end <= 3 for h in said)
    ends = max((h.end for h in candidate.hits), default=candidate.end)
    closes = len(sentence.text) - d.end <= _OF
    return any(0 <= d.start - h.end <= (_SPEAKER if closes and ends <= h.start else 5) for h in said)


def _of_other(candidate: Candidate, d: Dated) -> bool:
    """Whether a date is that of a flood which it stands beside ("typhoon of 2006"), or counts goods ("2000 desks")."""
    sentence = candidate.sentence
    if sentence.spaced:
        counts = any(h.start - d.end == 1 for h in sentence.of("goods"))
        return counts or any(0 <= d.start - h.end <= _BESIDE for h in sentence.of("disaster"))
    return any(0 <= h.start - d.end <= 3 for h in sentence.of("disaster"))


def _after_disaster(candidate: Candidate, d: Dated) -> bool:
    """Whether help has only the day of the flood it is for: it came in that year ("after the storm of May 2003")."""
    if candidate.kind not in _HELP or d.first.precision == 1 or d.last is not None or d.first.basis != "stated":
        return False
    sentence = candidate.sentence
    struck = [h for h in sentence.of("disaster") if sentence.clause(h.start) == sentence.clause(d.start)]
    if sentence.spaced:
        behind = [h for h in struck if 0 <= d.start - h.end <= _BESIDE and "," not in sentence.text[h.end : d.start]]
        return bool(behind) or any(0 <= h.start - d.end <= _OF for h in struck)
    return not sentence.text[d.end : d.end + 1].isspace() and any(0 <= h.start - d.end <= _BESIDE for h in struck)


def _year_of(when: When) -> When:
    return of_edtf(when.edtf[:4], when.basis, when.as_written)


def _beside(candidate: Candidate, d: Dated) -> bool:
    """Whether a date stands beside the candidate's own noun ("... and a memorandum on 15 December")."""
    if candidate.sentence.spaced:
        return 0 <= d.start - candidate.hits[0].end <= _BESIDE
    return 0 <= candidate.hits[0].start - d.end <= 2


def _close(candidate: Candidate, d: Dated) -> float:
    """How near a date is: to the verb of signing where an agreement has one close by, else to any of its words."""
    own = gap(candidate, d.start, d.end)
    if _of_another_signing(candidate, d):
        return own + 2 * _VERB
    verb = candidate.hits[-1] if candidate.hits and candidate.hits[-1].name in ("sign", "seal") else None
    if verb is None or candidate.type != "agreement":
        return own
    if _beside(candidate, d):
        return 0.0
    distance = candidate.sentence.distance
    to_verb = distance(verb.end, d.start) if d.start >= verb.end else distance(d.end, verb.start)
    if not candidate.sentence.spaced and d.start >= verb.end:
        to_verb += _LATER * (candidate.sentence.clause(d.start) != candidate.sentence.clause(verb.start))
    return to_verb if to_verb < _VERB else own + _VERB


def _of_another_signing(candidate: Candidate, d: Dated) -> bool:
    """Whether a date before a paper closes the clause of another signing: "signed in May and renewed on 3 June"."""
    s = candidate.sentence
    first, clause = min((h.start for h in candidate.hits), default=candidate.start), s.clause(d.start)
    if candidate.type != "agreement" or not s.spaced or d.end > first or clause == s.clause(first):
        return False
    signed = any(h.end <= d.start and s.clause(h.start) == clause for h in s.of("sign", "seal"))
    return signed and any(o.start >= first for o in s.dates)


def _term(candidate: Candidate, main: Dated, ranked: list[Dated]) -> Dated | None:
    """The day of a paper beside the years it is to serve: "a scheme for 1994 to 1997, sealed in June"."""
    years = main.last is not None and main.first.precision == main.last.precision == 1
    if not years or candidate.kind not in _WITH_A_TERM:
        return None
    begins = int(main.first.earliest[:4])
    return next((d for d in ranked if d.last is None and abs(int(d.first.earliest[:4]) - begins) <= 1), None)


def _put_off(candidate: Candidate, main: Dated, ranked: list[Dated]) -> Dated:
    """The later day to which an act was put off, in place of that which it was to have."""
    if nearest(candidate, ("postpone",), _REACH) is None or main.since:
        return main
    later = [d for d in ranked if d.first.earliest > main.first.latest and not d.until]
    return min(later, key=lambda d: d.start, default=main) if len(ranked) == 2 else main


def _without_day(candidate: Candidate, main: Dated, ranked: list[Dated]) -> bool:
    """Whether an act was put off from its only date, not to it ("the visit due in May was postponed")."""
    off = nearest(candidate, ("postpone",), _REACH)
    if off is None or main.since or len(ranked) > 1 or candidate.type == "agreement" or not candidate.sentence.spaced:
        return False
    between = candidate.sentence.text[off.end : main.start].split()
    return main.start < off.end or (bool(between) and between[-1] not in candidate.sentence.language.toward)


def _first(candidate: Candidate, main: Dated, ranked: list[Dated]) -> Dated:
    """The first of two years that a joining word puts side by side ("in 1992 and 1993")."""
    if main.first.precision > 1 or main.last is not None or main.since:
        return main
    joined = candidate.sentence.language.joined
    text = candidate.sentence.text
    near = (d for d in ranked if d.first.precision == 1 and d.last is None and 0 < main.start - d.end <= _JOINED)
    return next((d for d in near if joined.fullmatch(text[d.end : main.start])), main)


def _finest(main: Dated, ranked: list[Dated]) -> Dated:
    """Return the more exact way in which the sentence tells the same date ("two years ago, on 2 December 2016")."""
    finer = (d for d in ranked if d.first.edtf.startswith(main.first.edtf + "-") and d.last is None)
    return next(finer, main) if main.last is None and main.first.precision == 1 else main


def _start(candidate: Candidate, main: Dated) -> None:
    candidate.since = _year_of(main.first) if _after_disaster(candidate, main) else main.first
    candidate.support_here("start", main.start, main.end)
    if main.last is not None:
        candidate.until = main.last
        candidate.support_here("end", main.start, main.end)


def _ranked(candidate: Candidate, dated: list[Dated], rivals: Sequence[Candidate], reach: float) -> list[Dated]:
    """The dates that may be the act's, nearest first; in a row those of its date cell go first."""
    mine = (d for d in dated if not d.every and not _of_the_round(candidate, d) and not _in_return(candidate, d))
    near = [(_close(candidate, d), d) for d in mine]
    near.sort(key=lambda item: (item[0], item[1].start))
    near = [(g, d) for g, d in near if not _reported(candidate, d)]
    if len(near) > 1:
        rest = [(g, d) for g, d in near if not _of_other(candidate, d)]
        near = rest if rest and rest[0][0] - near[0][0] < _FAR else near
    if candidate.sentence.passage.role == "table_row":
        near = _in_row(candidate, near)
    else:
        near = [(g, d) for g, d in near if g <= reach and not _stolen(candidate, d, g, rivals)]
    if candidate.kind == "anniversary":
        near = _of_feast(candidate, near)
    elif candidate.type == "agreement":
        near = [(g, d) for g, d in near if not _years_on(candidate, d)]
    return [d for _, d in near]


def _of_the_round(candidate: Candidate, d: Dated) -> bool:
    """Whether a month without a year only tells when in the year an act comes back ("every year in June")."""
    return bool(candidate.recurrence) and d.first.basis != "stated" and d.first.precision > 1 and not d.since


def _in_return(candidate: Candidate, d: Dated) -> bool:
    """Whether a date stands behind the visit that this one returns: "returned a call of 2017 by the other side"."""
    last = max((h.end for h in candidate.hits), default=candidate.end)
    returned = (h for h in candidate.sentence.of("in_return") if last <= h.start and h.end <= d.start)
    return any(h.start > word.start for word in returned for h in candidate.sentence.of("visit_noun", "go"))


def _in_row(candidate: Candidate, near: list[tuple[float, Dated]]) -> list[tuple[float, Dated]]:
    """The dates of a row that may be the act's: of its own cell, else of the date cell, else all of them."""
    sentence = candidate.sentence
    cell = sentence.date_cell
    if cell is None:
        return near
    inside = [(g, d) for g, d in near if cell[0] <= d.start < cell[1]]
    if candidate.type == "agreement":
        return inside or near
    mine = sentence.clause(candidate.start)
    own = [(g, d) for g, d in near if sentence.clause(d.start) == mine]
    if own or sentence.tie_dated:
        return own
    return inside or near


def _ends(candidate: Candidate, d: Dated, stop: Hit, only: bool) -> bool:
    """Whether a lone date is that of the end: a word for ending stands nearer than the act and any for beginning."""
    sentence = candidate.sentence
    close = sentence.distance(stop.end, d.start) if d.start >= stop.end else sentence.distance(d.end, stop.start)
    begun = any(h.end <= d.start < h.end + close for h in sentence.of("begun"))
    if candidate.type != "activity" or begun:
        return False
    if only and candidate.recurrence and not d.since and sentence.clause(d.start) == sentence.clause(stop.start):
        return True
    return close < _END and close < gap(candidate, d.start, d.end)


def stopped(candidate: Candidate, d: Dated, stop: Hit) -> bool:
    """Whether something rests since a date, which so is that of its end ("suspended since 2012", "2012년부터 중단")."""
    sentence = candidate.sentence
    first, last = (stop.end, d.start) if sentence.spaced else (d.end, stop.start)
    denials = [h.start for h in sentence.of("negation") if stop.start <= h.start < stop.end + _BESIDE]
    reach = _RESTS if any(at < stop.end for at in denials) else _BY_STOP  # "no longer held since 2012"
    between = any(first < o.end <= last for o in sentence.dates if o.start != d.start)
    if between or not (d.since and 0 <= last - first < reach):
        return False
    denied = stop.end if last - first > 1 or not sentence.spaced else stop.start  # "not since 2012" tells its last
    return not any(denied <= at for at in denials)


def _ran_out(candidate: Candidate, d: Dated, stop: Hit) -> bool:
    """Whether the only date of an act is that of its end: it stands right by the word ("lapsed in 2012")."""
    if candidate.kind in NO_TERM or d.last is not None:
        return False
    close = d.start - stop.end if candidate.sentence.spaced else stop.start - d.end
    own = candidate.type == "activity" and any(h.start <= d.start and d.end <= h.end for h in candidate.hits)
    return 0 <= close < _BY_STOP and (own or close <= gap(candidate, d.start, d.end))


def _of_feast(candidate: Candidate, ranked: list[tuple[float, Dated]]) -> list[tuple[float, Dated]]:
    """Leave out the founding date of a tie beside its anniversary: a date next to a verb of signing, or N years off."""
    sentence = candidate.sentence
    out = []
    for close, d in ranked:
        signed = any(
            0 <= h.start - d.end < 40 or 0 <= d.start - h.end < 40 for h in sentence.of("sign", "tied", "begun")
        )
        later = [o for _, o in ranked if o.first.earliest[:4] > d.first.earliest[:4]]
        if (signed and d.first.basis != "relative") or later or (d.since and d.last is None):
            continue
        out.append((close, d))
    return out


def _years_on(candidate: Candidate, d: Dated) -> bool:
    """Whether a year only says when a tie is so many years old ("今年で40年", "this year it is 40 years since")."""
    sentence = candidate.sentence
    if d.first.basis != "relative" or d.first.precision != 1:
        return False
    reach = _YEARS_ON * (2 if sentence.spaced else 1)
    counted = [n for n in sentence.numbers if 0 <= n.start - d.end <= reach]
    return any(0 <= h.start - n.end <= 1 for n in counted for h in sentence.of("years", "anniversary"))


def _ties(rival: Candidate, d: Dated, own: float) -> bool:
    """Whether a date stands right by the words of a tie: what comes back every year did not begin with it."""
    rhythms = rival.sentence.of(*RHYTHMS)
    if d.first.basis != "stated" or any(-_BY_TIE < d.start - h.end < _BY_TIE for h in rhythms):
        return False
    return gap(rival, d.start, d.end) <= _BY_TIE and gap(rival, d.start, d.end) + _BY_TIE < own


def _stolen(candidate: Candidate, d: Dated, own: float, rivals: Sequence[Candidate]) -> bool:
    """Whether another act of the sentence, in another clause, has a better claim to a date, by words of its own."""
    sentence = candidate.sentence
    clause = sentence.clause(d.start)
    if candidate.recurrence and any(r.type == "agreement" and _ties(r, d, own) for r in rivals):
        return True
    if any(sentence.clause(h.start) == clause for h in candidate.hits):
        return False
    return any(
        r is not candidate
        and r.strength >= candidate.strength
        and gap(r, d.start, d.end) + 20 < own
        and any(sentence.clause(h.start) == clause for h in r.hits if h.name != "date")
        and not any(abs(h.start - candidate.start) < 12 for h in r.hits)
        for r in rivals
    )
