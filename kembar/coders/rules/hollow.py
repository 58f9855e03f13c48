"""Sentences about ties that tell no act of two towns: a guest of a state, how twinning came up, what a paper covers."""

from __future__ import annotations

from collections.abc import Sequence

from kembar.coders.rules import agreements, societies, words
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.papers import NAMED
from kembar.coders.rules.sentences import Sentence
from kembar.languages.lexicon import Hit

#: How much may stand between a word of receiving and the envoy, and between an envoy and what he does.
_RECEIVED, _DOES = 6, 25
#: How near the head of a sentence its words stand that say which fields a paper covers.
_OPENING = 45
#: Passages at the head of a page, and letters beside a word and its date in a line that holds nothing else.
_HEAD, _ALONE = 6, 12
#: How much may stand before the word that says so: "Last updated", and not "It was renewed".
_LABEL = 6
#: How far a word of what may be stands from one of renewing, and how much of it that one may hold.
_MAY, _OVER = 25, 6
#: How far an act stands behind the word that says it may come, and the words of what is told between the two.
_CHANCE, _FIELDS = 60, 40
_TOLD = ("lead_in", "hold", "send", "receive", "give", "sign", "go", "perform")
#: What schools and firms do without their towns.
_OF_OTHERS = frozenset(("university_partnership", "research_collaboration", "investment", "trade_promotion"))
#: What else may be renewed, and the further classes of words that tell of papers and ties.
_THINGS = ("match", "structure", "festival", "monument")
_PAPERS = ("bond", "document", "paper", "sign", "tied", "partner_word")
#: How long a remark is that takes back what stands before it, without and with blanks between words.
_REMARK = 45, 110
#: How the classes of words begin that tell a sector.
_FIELD = "s_"
#: So do those that tell who takes part.
_BODY = "a_"


def hollow(c: Candidate) -> str:
    """Say why a candidate tells no act of its two sides, or nothing."""
    if c.kind == "delegation_visit" and not _both_named(c) and _of_a_state(c):
        return "a guest of the state"
    if c.type == "agreement" and c.sentence.has("movement") and not _both_named(c):
        return "told of ties as such"
    if c.kind == "renewal" and c.sentence.spaced and not c.sentence.has(*NAMED, "sign") and _of_the_page(c):
        return "the page was renewed"
    if c.kind == "renewal" and _of_a_term(c):
        return "a term that may be extended"
    if "partner_listed" in c.fired and _is_dateline(c):
        return "the place and day of a text"
    if c.kind == "renewal" and _of_a_thing(c.sentence):
        return "no paper was renewed"
    if c.type == "activity" and ((not _told_exactly(c) and _in_scope(c)) or _is_a_field(c) or _bound_to(c)):
        return "a field that a paper covers"
    if c.type == "activity" and c.sentence.spaced and _only_a_chance(c):
        return "only a chance"
    of_a_tie = c.type == "agreement" or c.kind == "anniversary"
    if of_a_tie and not c.sentence.spaced and (reason := societies.without_towns(c)):
        return reason
    if c.type == "agreement" and c.fired == [words.RULE] and _only_called(c.sentence):
        return "only called a partner"
    if c.kind == "sister_agreement" and c.sentence.spaced and _in_one_field(c.sentence):
        return "a bond in one field"
    if c.kind in _OF_OTHERS and _disclaimed(c.sentence):
        return "no affair of the two sides"
    if c.kind == "donation" and c.fired == [words.RULE] and any(not h.start for h in c.sentence.of("there_is")):
        return "things that are only there"
    return ""


def _is_bare(c: Candidate) -> bool:
    """Whether an act has no date, number or rhythm of its own."""
    return not ((c.since is not None and c.since.basis == "stated") or c.people is not None or c.recurrence)


def _is_a_field(c: Candidate) -> bool:
    """Whether all that tells an act is the name of a field right behind what it is one of: "work together in trade"."""
    if not c.sentence.spaced or not c.hits or not _is_bare(c):
        return False
    fields = {(h.start, h.end) for h in c.sentence.hits if h.name.startswith(_FIELD)}
    first = min(h.start for h in c.hits)
    near = [h.end for h in c.sentence.of("scope") if 0 <= first - h.end <= _FIELDS]
    told = not near or any(max(near) <= h.start < first for h in c.sentence.of(*_TOLD))
    return not told and all((h.start, h.end) in fields for h in c.hits)


def _only_a_chance(c: Candidate) -> bool:
    """Whether a word for what may come or is wanted stands before an act without date, number or rhythm of its own.

    "We see a great chance for exchanges of pupils": no verb of an act and no end of a quote stands in between. What
    is told as still going on, or as a journey that was made, is more.
    """
    made = c.status == "ongoing" or (c.status == "done" and any(h.name == "go" for h in c.hits))
    if made or not _is_bare(c):
        return False
    first = min((h.start for h in c.hits), default=c.start)
    near = [h.end for h in c.sentence.of("chance") if 0 <= first - h.end <= _CHANCE]
    return bool(near) and not any(max(near) <= h.start < first for h in c.sentence.of(*_TOLD))


def _of_the_page(c: Candidate) -> bool:
    """Whether a line at the head of a page holds a word for renewing and a date alone: "Updated 3 May 2020"."""
    told = [(c.start, c.end), *((d.start, d.end) for d in c.sentence.dates)]
    rest = len(c.sentence.raw) - sum(end - start for start, end in told)
    alone = len(told) == 2 and rest <= _ALONE and c.end - c.start <= _ALONE and c.start <= _LABEL
    return alone and c.sentence.index < _HEAD and c.sentence.passage.role == "body"


def _of_a_term(c: Candidate) -> bool:
    """Whether a paper's own words say that its term may be extended, at no date and by no side: "may be prolonged"."""
    if c.since is not None or c.sentence.spots or c.sentence.passage.role == "table_row":
        return False
    ahead = [c.start - h.end for h in c.sentence.of("hope")]
    behind = [] if c.sentence.spaced else [h.start - c.end for h in c.sentence.of("hope")]
    return any(-_OVER <= gap <= _MAY for gap in (*ahead, *behind))


def _is_dateline(c: Candidate) -> bool:
    """Whether a line at the head of a text holds a place and a full day alone, in no list: "Turku, 3 May 2020"."""
    s = c.sentence
    if s.index >= _HEAD or s.passage.role in ("list_item", "table_row") or len(s.spots) != 1 or len(s.dates) != 1:
        return False
    spot, day = s.spots[0], s.dates[0]
    return all(day.first) and len(s.raw) - (spot.end - spot.start) - (day.end - day.start) <= _ALONE


def _of_a_thing(s: Sentence) -> bool:
    """Whether a sentence names no paper or tie, but a match or a house, which was renewed or taken up again."""
    return s.has(*_THINGS) and not s.has(*NAMED, *_PAPERS) and s.passage.role != "table_row"


def _in_one_field(s: Sentence) -> bool:
    """Whether a sentence without a word for a tie tells a bond in the field that stands right behind it."""
    fields = [h.start for h in s.hits if h.name.startswith(_FIELD)]
    bonds = s.of("bond") if not s.has("sister", "friendship", "tied", "memorandum", "sign") else []
    return any(start - bond.end == 1 for bond in bonds for start in fields)


def _disclaimed(s: Sentence) -> bool:
    """Whether the next sentence, short and without a place, says that this is no affair of the town."""
    after = s.following
    if after is None or after.passage.locator != s.passage.locator or after.spots or not after.has("private"):
        return False
    return len(after.raw) < _REMARK[s.spaced]


def _both_named(c: Candidate) -> bool:
    """Whether the sentence names both sides."""
    assert c.pair
    named = {s.place.id for s in c.sentence.spots}
    return all(side.id in named for side in c.pair)


def _of_a_state(c: Candidate) -> bool:
    """Whether the guest is an envoy of a state: received or announced by the words of the act, or the one who comes."""
    envoys, words = c.sentence.of("envoy"), c.sentence.of("receive", "visit_noun", "go")
    return any(
        0 <= _letters(c.sentence, word.end, envoy.start) <= _RECEIVED or _comes(c.sentence, envoy, word)
        for envoy in envoys
        for word in words
    )


def _comes(sentence: Sentence, envoy: Hit, word: Hit) -> bool:
    between = word.start - envoy.end
    others = sentence.of("mayor", "delegation")
    return 0 <= between <= _DOES and not any(envoy.end <= h.start < word.start for h in others)


def _letters(sentence: Sentence, start: int, end: int) -> int:
    """How many letters stand between two words, those of countries left out (below 0: the second does not follow)."""
    countries = sum(n.end - n.start for n in sentence.nations if start <= n.start and n.end <= end)
    return end - start - countries


def _told_exactly(c: Candidate) -> bool:
    """Whether an act is told with its date, number, way or rhythm."""
    way = c.flow and c.flow != "mutual"
    return bool(c.since or c.people or way or c.recurrence) or c.status == "ongoing"


def _bound_to(c: Candidate) -> bool:
    """Whether the sentence opens with what a paper binds its sides to: "The pact aims at more trade between ..."."""
    exact = c.since or c.people or c.recurrence
    return not exact and any(h.start <= _OPENING and h.start < c.start for h in c.sentence.of("binds"))


def _only_called(s: Sentence) -> bool:
    """Whether a place is but called a partner, where another act is told: "sister city Lima", "its partner's affairs".

    So is a body that is called after the tie: "the sister city committee".
    """
    if s.has("sign", "become", "tied", "begun", "friendship", "memorandum", "intent", "document", "paper", "renew"):
        return False
    if not s.has("sister"):
        return s.has("partner_word")
    if not s.spaced:
        return s.has("apposition") and all(agreements.only_says_what(s, h) for h in s.of("sister"))
    bodies = [h for h in s.hits if h.name.startswith(_BODY)]
    called = (any(0 <= spot.start - h.end <= 1 for spot in s.spots) or _is_within(h, bodies) for h in s.of("sister"))
    return all(called)


def _is_within(hit: Hit, others: Sequence[Hit]) -> bool:
    return any(o.start <= hit.start and hit.end <= o.end for o in others)


def _in_scope(c: Candidate) -> bool:
    """Whether the sentence opens with what a paper or a cooperation covers, and names no side beside the act."""
    return c.pair_basis != "named" and any(h.start <= _OPENING and h.start <= c.start for h in c.sentence.of("scope"))
