"""Who goes or gives to whom: read from prepositions, particles, and whose people are named."""

from __future__ import annotations

from kembar.coders.rules import direction
from kembar.coders.rules.attach import PEOPLE, gap, nearest
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.near import same
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.languages.flat import ends_with
from kembar.languages.lexicon import Hit
from kembar.types import Place

#: Kinds whose acts have a direction when two sides take part.
DIRECTED = frozenset(
    [
        "delegation_visit",
        "student_exchange",
        "teacher_exchange",
        "staff_exchange",
        "scholarship",
        "training",
        "language_program",
        "volunteer_service",
        "cultural_event",
        "sports_event",
        "trade_promotion",
        "investment",
        "tourism_promotion",
        "technical_assistance",
        "infrastructure_project",
        "donation",
        "information_exchange",
        "named_place",
    ]
)
#: Kinds in which people of one side stay at the place of the other.
_STAYS = frozenset(
    ["delegation_visit", "student_exchange", "teacher_exchange", "staff_exchange", "volunteer_service", "training"]
)
#: Kinds in which people named after the verb are those helped.
_HELPS = frozenset(["technical_assistance", "donation", "volunteer_service"])
#: Kinds in which something is handed to people.
_GIFTS = frozenset(["technical_assistance", "donation", "infrastructure_project", "information_exchange"])
_HELP_VERBS = ("advice", "give", "send", "build", "volunteer", "teach", "help")
_MUTUAL = frozenset(
    [
        "student_exchange",
        "teacher_exchange",
        "staff_exchange",
        "cultural_event",
        "sports_event",
        "information_exchange",
        "training",
        "volunteer_service",
        "delegation_visit",
    ]
)
_SWAPPED = frozenset(("information_exchange", "sports_event", "student_exchange", "teacher_exchange", "staff_exchange"))
_ENOUGH = 0.25


def direct(candidate: Candidate) -> None:
    """Set the flow of a candidate, if its kind has one and the sentence tells it."""
    if candidate.type == "agreement" or candidate.kind not in DIRECTED or candidate.pair is None:
        return
    if candidate.kind == "named_place" and nearest(candidate, ("give",), 60) is None:
        return
    mutual = nearest(candidate, ("mutual",), 60)
    both = nearest(candidate, ("both",), 60)
    regular = candidate.recurrence or candidate.kind in _SWAPPED
    if mutual is not None and candidate.kind in _MUTUAL and regular:
        _set(candidate, "mutual", mutual.start, mutual.end)
        return
    way = direction.arrow(candidate) or direction.in_row(candidate) or _way(candidate)
    if way is not None:
        origin, target, (start, end) = way
        _set(candidate, f"{origin.id}>{target.id}", start, end)
    elif both is not None and candidate.kind in _SWAPPED and candidate.recurrence:
        _set(candidate, "mutual", both.start, both.end)
    elif candidate.kind == "information_exchange" or (candidate.kind == "sports_event" and candidate.recurrence):
        _set(candidate, "mutual", candidate.start, candidate.end)


def _set(candidate: Candidate, flow: str, start: int, end: int) -> None:
    candidate.flow = flow
    candidate.support_here("flow", start, end)


def _way(candidate: Candidate) -> tuple[Place, Place, tuple[int, int]] | None:
    """Weigh both sides as origin (positive) or end (negative) of the way; the clearer one decides."""
    assert candidate.pair is not None
    a, b = candidate.pair
    votes = [0.0, 0.0]
    best: tuple[float, tuple[int, int]] = (0.0, (0, 0))
    for spot in candidate.sentence.spots:
        side = 0 if same(spot.place, a) else 1 if same(spot.place, b) else None
        if side is None:
            continue
        vote = _vote(candidate, spot) / (1 + gap(candidate, spot.start, spot.end) / 80)
        votes[side] += vote
        best = max(best, (abs(vote), (spot.start, spot.end)))
    for side, names in enumerate((("ours",), ("there", "that_city", "partner_word"))):
        own = _whose(candidate, names)
        if own is not None:
            votes[side] += 1.2
            best = max(best, (1.2, (own.start, own.end)))
    if (told := direction.bare(candidate)) is not None:
        votes[told[0]] += 1.2
        best = max(best, (1.2, (told[1].start, told[1].end)))
    lead = votes[0] - votes[1]
    if abs(lead) < _ENOUGH:
        return direction.by_words(candidate)
    return (a, b, best[1]) if lead > 0 else (b, a, best[1])


def _whose(candidate: Candidate, names: tuple[str, ...]) -> Hit | None:
    """A word for the own side ("our", 本市) or for the other ("there", 先方) beside people who take part."""
    sentence = candidate.sentence
    return next(
        (o for o in sentence.of(*names) if any(0 <= p.start - o.end < 14 for p in sentence.of(*PEOPLE))),
        None,
    )


def _vote(candidate: Candidate, spot: Spot) -> float:
    """How strongly a place looks like the origin (positive) or the end (negative) of a way."""
    sentence = candidate.sentence
    span = spot.start, spot.end
    if span not in sentence.marked:  # many acts of a sentence ask
        sentence.marked[span] = _marked(sentence, spot)
    toward, origin = sentence.marked[span]
    owned = (*PEOPLE, "firm") if candidate.kind in ("investment", "trade_promotion") else PEOPLE
    led = toward and (sentence.language.owner == "after" or not sentence.spaced or _gone_to(sentence, spot))
    people = None if led else _people_of(sentence, spot, owned)
    if any(0 <= h.start - spot.end <= 4 for h in sentence.of("family")):
        return -1.5
    if people is not None and people.name == "citizen" and candidate.kind == "student_exchange":
        return -1.5
    if people is not None and (
        _helped(candidate, spot) or _given(candidate, people) or _handed(candidate, min(people.start, spot.start))
    ):
        return -1.5
    if people is not None:
        return -1.5 if candidate.kind == "scholarship" else 2.0
    if origin and _speaks(sentence, spot):
        return 0.0
    vote = (1.2 if origin else 0.0) - (1.4 if toward else 0.0)
    if any(-30 <= h.start - spot.end <= (2 if sentence.spaced else 8) for h in sentence.of("homeward")):
        return -vote
    if candidate.kind in _STAYS and not toward and not origin and _stays(sentence, spot):
        return -1.0
    follows = sentence.of("go", "send", "visit_noun")
    if not sentence.spaced and not _leaves(sentence, spot) and any(0 <= h.start - spot.end <= 2 for h in follows):
        return -1.5
    if not sentence.spaced and origin and _hosts(candidate, spot):
        return -1.5
    return vote + _subject(candidate, spot, toward, origin)


def _leaves(sentence: Sentence, spot: Spot) -> bool:
    """Whether the particle right behind a place makes it the start of a way: "マディソンから来て"."""
    plain = sentence.text[spot.end : spot.end + 8].lstrip(f" {sentence.language.type_signs}")
    return plain.startswith(sentence.language.leaving) if sentence.language.leaving else False


def _hosts(candidate: Candidate, spot: Spot) -> bool:
    """Whether a place is the subject of a verb of receiving, told behind the guests: "市は職員を受け入れる"."""
    if _leaves(candidate.sentence, spot):
        return False
    receive = nearest(candidate, ("receive",), 40)
    others = [h for h in candidate.sentence.of(*direction.DOERS) if receive and h.start > receive.start]
    return receive is not None and spot.end <= receive.start and not others


def _speaks(sentence: Sentence, spot: Spot) -> bool:
    """Whether a place only tells what the sentence reports: "통영시는 ... 다녀갔다고 밝혔다"."""
    if sentence.spaced or any(
        s.start < spot.start and not s.masked for s in sentence.spots[:-1] if s.place != spot.place
    ):
        return False
    said = sentence.of("lead_in")
    return bool(said) and len(sentence.text.rstrip()) - said[-1].end <= 3 and len(sentence.spots) > 1


def _gone_to(sentence: Sentence, spot: Spot) -> bool:
    """Whether a place follows right on a verb of going or sending: "sent to Kobe a choir"."""
    return any(-4 <= spot.start - h.end <= 5 for h in sentence.of("go", "send"))


def _subject(candidate: Candidate, spot: Spot, toward: bool, origin: bool) -> float:
    """A place in front of the verb: the giver of what is sent, the host of who is received."""
    first = min((h.start for h in candidate.hits), default=candidate.start)
    if toward or origin or spot.end > max(first, candidate.start):
        return 0.0
    receive, send = nearest(candidate, ("receive",), 40), nearest(candidate, direction.DOERS, 60)
    if receive is not None and spot.end <= receive.start and (send is None or receive.start <= send.start):
        return 1.0 if candidate.kind == "scholarship" else -1.0
    return 0.8 if send is not None and spot.end <= send.start else 0.0


def _helped(candidate: Candidate, spot: Spot) -> bool:
    """Whether the people of a place come after the verb of help: "advised Kobe's farmers", not "by Kobe's"."""
    if candidate.kind not in (*_HELPS, "training") or not candidate.sentence.spaced:
        return False
    verb = nearest(candidate, ("teach",) if candidate.kind == "training" else _HELP_VERBS, 10)
    if verb is None or spot.start < verb.end:
        return False
    between = candidate.sentence.text[verb.end : spot.start].split()
    return len(between) < 5 and not set(between) & set(candidate.sentence.language.origin)


def _handed(candidate: Candidate, start: int) -> bool:
    """Whether a word for "to" stands before people to whom something is given: "kepada petani Medan", "to Kobe's"."""
    sentence = candidate.sentence
    if not sentence.spaced or candidate.kind not in _GIFTS:
        return False
    words = sentence.text[max(0, start - 30) : start].split()
    small = (*sentence.language.articles, *sentence.language.type_words)
    while words and (words[-1] in small or words[-1].isdigit()):
        words.pop()
    return bool(words) and words[-1] in sentence.language.toward and words[-1] not in sentence.language.static


def _given(candidate: Candidate, people: Hit) -> bool:
    """Whether people are those to whom something is given: "초등학교 두 곳에 보냈다", "農家に助言した"."""
    sentence = candidate.sentence
    if sentence.spaced or candidate.kind not in (*_HELPS, "training", "scholarship"):
        return False
    after = sentence.text[people.end : people.end + 10]
    return sentence.language.phrased.match(after) is not None


def _stays(sentence: Sentence, spot: Spot) -> bool:
    """Whether a place is told as where something is: "in Kobe", "di kantor wali kota Kobe"."""
    if not sentence.spaced:
        after = sentence.text[spot.end : spot.end + 8].lstrip()
        plain = after[1:] if after[:1] and after[0] in sentence.language.type_signs else after
        return _longest(sentence.language.static, after, plain) > 0
    before = sentence.text[max(0, spot.start - 34) : spot.start].split()
    near = [w for w in before if w not in sentence.language.type_words]
    return bool(near) and near[-1] in sentence.language.static


def _people_of(sentence: Sentence, spot: Spot, names: tuple[str, ...]) -> Hit | None:
    """The people that a place stands beside as theirs: "Kobe mayor", "guru SMA Medan", "삿포로시 직원"."""
    for who in sentence.of(*names):
        if sentence.language.owner == "after":
            between = sentence.text[who.end : spot.start]
            if 0 <= spot.start - who.end <= 24 and not _parted(sentence, between):
                return who
            continue
        between = sentence.text[spot.end : who.start]
        reach = 16 if sentence.spaced else 6
        if 0 <= who.start - spot.end <= reach and not _parted(sentence, between):
            return who
        if (
            sentence.spaced
            and 0 <= spot.start - who.end <= 12
            and sentence.text[who.end : spot.start].strip() in ("", *sentence.language.origin)
        ):
            return who
    return None


def _parted(sentence: Sentence, between: str) -> bool:
    """Whether a mark or a linking word parts a place from the people after it."""
    if any(c in between for c in ",.;:(、"):
        return True
    language = sentence.language
    links = (language.breaks, language.numbers.plus, language.toward, language.origin, language.static)
    return sentence.spaced and any(word in words for word in between.split() for words in links)


def _marked(sentence: Sentence, spot: Spot) -> tuple[bool, bool]:
    """Whether a word of direction marks a place as the end, or as the origin, of a way."""
    language = sentence.language
    if sentence.spaced:
        before = " " + sentence.text[max(0, spot.start - 34) : spot.start].rstrip()
        if ends_with(before, language.type_words):
            for word in language.type_words:
                before = before.removesuffix(f" {word}")
        toward, origin = ends_with(before, language.toward), ends_with(before, language.origin)
        if origin and language.owner == "before" and _inside(sentence, before.split()):
            return True, False
        return toward, origin or sentence.text[spot.end : spot.end + 2] == "'s"
    owned = language.possessed.match(sentence.text, spot.end)
    if owned and not any(spot.end <= p.start < owned.end() for p in sentence.of(*PEOPLE, "firm")):
        return owned["particle"] in language.toward, owned["particle"] in language.origin
    after = sentence.text[spot.end : spot.end + 8].lstrip()
    plain = after[1:] if after[:1] and after[0] in language.type_signs else after
    inside = language.phrase.match(sentence.text, spot.end)
    if inside and not any(spot.end <= p.start < inside.end() for p in sentence.of(*PEOPLE, "firm")):
        return inside["particle"] in language.toward, inside["particle"] in language.origin
    reach = {
        name: _longest(words, after, plain) for name, words in (("to", language.toward), ("from", language.origin))
    }
    return reach["to"] > 0 and reach["to"] >= reach["from"], reach["from"] > reach["to"]


def _inside(sentence: Sentence, before: list[str]) -> bool:
    """Whether what belongs to a place is told as where something is: "in the port office of", not "from the ... of"."""
    language = sentence.language
    if before[-1] not in language.numbers.after_group or any(w.isdigit() for w in before[-6:]):
        return False
    ways = [w for w in before[-6:-1] if w in (*language.static, *language.toward, *language.origin, *language.breaks)]
    return bool(ways) and ways[-1] in (*language.static, *language.toward)


def _longest(words: tuple[str, ...], *texts: str) -> int:
    return max((len(w) for w in words for t in texts if t.startswith(w)), default=0)
