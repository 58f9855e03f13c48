"""Where places stand in the sentences of a document, and which of them are only a where, not a party."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache

from kembar.alphabets import HAN, HANGUL, KATAKANA
from kembar.coders.rules import beside, bynames, regional, signs
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.languages.flat import bare, ends_with
from kembar.places import Gazetteer, vocabulary
from kembar.places.mention import Mention
from kembar.places.names import script
from kembar.types import Document, Place

_LETTERS = re.compile(r"[^\W\d_]\s?[^\W\d_]")
_DASH = re.compile(r"[\s\d.,()/a-z]{0,40}?(?:\s-|-[\s-]|】|\])")
_DATED = re.compile(r"[\s,.:;–—-]{0,3}")
_AGENCY = re.compile(r"[\s\d.,/A-Za-z]{0,40}?\((?![A-Z][a-z]+\))[^()]{2,24}\)")
_SHORT, _ROOT = 70, 4
#: Reasons of a mention that no common word has.
_REGION_BESIDE = "region beside it"
_SURE = (_REGION_BESIDE, "type word")
_HEAD = 20_000
#: Letters between a "not" and the place that it denies, with a type word at most.
_DENIED = 12
#: Letters behind a dateline, at least: what is shorter is an entry of a list ("Lima, Peru - signed 1971").
_REPORT = 45
_HOLDING = ("admin1", "metro", "admin2", "city")
_MUCH_LARGER = 2.5
#: A year and a page behind a name in brackets: it is the author of a book.
_CITED = re.compile(r"[\s,、]{0,2}(?:19|20)\d\d[a-z]?\s?[:：,]\s?(?:p\.?\s?)?\d+")
_OPENED = ("(", "（", ";", "；")
_NAME = r"[A-Z][\w'’-]+"
_BEHIND = re.compile(rf"\s?[,(]\s?({_NAME}(?:\s{_NAME})?|U\.?S\.?A?\.?|U\.?K\.?)(?=[\s,.;:)]|$)")


def locate(
    document: Document,
    sentences: Sequence[Sentence],
    gazetteer: Gazetteer,
    aliases: Mapping[str, str] | None = None,
    unsought: dict[str, int] | None = None,
) -> None:
    """Resolve places in titles, headings and passages that hold a cue, and put them into the sentences.

    Names that were not looked for since there are too many are put into ``unsought``, with where they stand.
    """
    always = ("title", "heading", "table_row")
    spoken = [s for s in sentences if s.hits or s.dates or s.silent or s.passage.role in always or len(s.raw) < _SHORT]
    spans = [(s.base, s.base + len(s.raw)) for s in spoken if _LETTERS.search(s.raw)]
    if not spans:
        return
    head = document.text[:_HEAD]
    whole = 2 * sum(end - start for start, end in spans if end <= len(head)) >= len(head)
    votes = signs.votes(document, document.language)
    votes = votes if whole else gazetteer.countries(head, votes)
    counted = 2 if whole else 1
    mentions = gazetteer.resolve_spans(document.text, spans, votes, aliases, counted, nations=True, unsought=unsought)
    _settle(sentences, gazetteer, _put(sentences, mentions))


def _put(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> set[tuple[str, str]]:
    """Put mentions into their sentences and return the names, with their places, whose region stands beside them."""
    starts = {s.base: s for s in sentences}
    bases = sorted(starts)
    at = 0
    sure = {m.surface for m in mentions if m.reason in _SURE}
    told: set[tuple[str, str]] = set()
    for mention in mentions:
        while at + 1 < len(bases) and bases[at + 1] <= mention.start:
            at += 1
        sentence = starts[bases[at]]
        start, end = mention.start - sentence.base, mention.end - sentence.base
        if mention.place.level == "country":
            sentence.nations.append(Spot(start, end, mention.place, mention.masked))
            continue
        masked = mention.masked or sentence.silent or _no_party(sentence, start)
        spot = Spot(start, end, mention.place, masked, mention.margin)
        if not _a_word(sentence, spot, mention.surface in sure):
            sentence.spots.append(spot)
        if mention.reason == _REGION_BESIDE:
            told.add((sentence.text[start:end], mention.place.id))
    return told


def _settle(sentences: Sequence[Sentence], gazetteer: Gazetteer, told: Set[tuple[str, str]]) -> None:
    """Say which places that were found are only a where, and which of its senses a name has."""
    for sentence in sentences:
        if not sentence.spaced and sentence.spots:
            sentence.drop_cues_in_names()
        written = [_written(sentence, s) for s in sentence.spots if not regional.is_behind(sentence, s, gazetteer)]
        sentence.spots = [_qualified(sentence, s, gazetteer) for s in written]
        sentence.spots = [_masked(sentence, s) for s in beside.without_regions(sentence, gazetteer)]
    _one_sense(sentences, gazetteer, told)


def _written(sentence: Sentence, spot: Spot) -> Spot:
    """Mark a place that only says where a report was written."""
    only = not spot.masked and dateline(sentence, spot.start, spot.end)
    return replace(spot, masked=True) if only else spot


def _no_party(sentence: Sentence, start: int) -> bool:
    """Whether a place is only where an embassy sits, or is denied: "not (in) Lima but Ghent", "bukan Kota Lima"."""
    if not sentence.spaced:
        return False
    denied = (sentence.text[h.end : start] for h in sentence.of("negation") if 0 < start - h.end <= _DENIED)
    seat = any(0 <= start - h.end <= 14 for h in sentence.of("a_national"))
    small = {*sentence.language.type_words, *sentence.language.static}
    return seat or any(small.issuperset(gap.split()) for gap in denied)


def _a_word(sentence: Sentence, spot: Spot, sure: bool) -> bool:
    """Whether a supposed place is a common word or number here (not if it is marked once), or part of a cue."""
    if not sure and any(h.start <= spot.start and spot.end <= h.end for h in sentence.of("common")):
        return True
    if not sure and sentence.spaced and any(n.start == spot.start and n.end >= spot.end for n in sentence.numbers):
        return True
    size = spot.end - spot.start
    within = (h for h in sentence.hits if h.start <= spot.start and spot.end <= h.end and h.end - h.start > size + 2)
    own = sentence.text[spot.start : spot.end]
    return any(
        not sentence.spaced or own[:_ROOT] in h.pattern for h in within
    )  # "been Lima's twin" only spans the name


def dateline(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a place opens a report as its dateline (it says where a report was written, not who acts)."""
    if sentence.passage.role != "body" or sentence.index > 8:
        return False
    if start > 4 and not _only_a_date_before(sentence, start):
        return False
    if is_dated(sentence, start, end) and not _DATED.sub("", sentence.raw[sentence.dates[0].end :]):
        return True
    if len(sentence.raw) - end < _REPORT or (len(sentence.dates) > 1 and not sentence.hits):
        return False
    opened = sentence.spaced or sentence.raw[:start].strip()[:1] in ("[", "【", "(", "（")
    told = bool(sentence.dates or sentence.raw[start:end].isupper())
    agency = _AGENCY.match(sentence.raw, end)
    if agency and any(end < n.start < agency.end() for n in sentence.nations):
        agency = None  # "Lima, Province (Peru): ..." opens an entry of a list
    return opened and told and bool(_DASH.match(sentence.text, end) or agency)


def is_dated(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a place in capitals opens a sentence with a date right behind it: "LIMA, May 3, 2010: The queue"."""
    dated = sentence.dates[0] if sentence.dates and sentence.spaced else None
    capitals = start == 0 and sentence.raw[:end].isupper()
    return capitals and dated is not None and bool(_DATED.fullmatch(sentence.raw, end, max(end, dated.start)))


def _only_a_date_before(sentence: Sentence, start: int) -> bool:
    """Whether a passage opens with a date and then the place ("date 2021-04-02 Jakarta, April 2 (Antara)")."""
    return start < 30 and any(d.start <= 8 and 0 <= start - d.end <= 3 for d in sentence.dates)


def _behind(sentence: Sentence, spot: Spot, gazetteer: Gazetteer) -> list[Place]:
    """The countries and regions that the name right behind a place may mean ("Cambridge, Massachusetts")."""
    match = _BEHIND.match(sentence.raw, spot.end) if sentence.spaced else None
    if match is None:
        return []
    meant = [p for p, kind in gazetteer.candidates(match[1]) if kind < 2][:3]
    if any(p.level == "city" for p in meant) and meant[0].level != "country":
        return []
    return [p for p in meant if p.level in ("country", "admin1")]


def _qualified(sentence: Sentence, spot: Spot, gazetteer: Gazetteer) -> Spot:
    """Take the place of the country or region written right behind a name, where the resolver took one elsewhere."""
    named = _behind(sentence, spot, gazetteer) if spot.place.level != "admin1" else []
    if not named or any(p.country == spot.place.country for p in named):
        return spot
    name = sentence.raw[spot.start : spot.end]
    there = [p for p, kind in gazetteer.candidates(name) if kind < 2 and p.country == named[0].country]
    there = [p for p in there if p.level not in ("country", "admin1")]
    if there:
        return replace(spot, place=there[0])
    return replace(spot, masked=True) if named[0].level == "admin1" else spot


def _masked(sentence: Sentence, spot: Spot) -> Spot:
    """Mark a place that is no party: the region of a town that no list knows, or a region that says what town."""
    if spot.masked:
        return spot
    opened = sentence.raw[max(0, spot.start - 2) : spot.start].strip()[-1:]
    if opened in _OPENED and _CITED.match(sentence.raw, spot.end):
        return replace(spot, masked=True)
    lone_region = spot.place.level in ("admin1", "admin2") and sentence.spaced
    if lone_region and (_of_a_town(sentence, spot) or _of_unknown(sentence, spot)):
        return replace(spot, masked=True)
    if _holds_unknown(sentence, spot) or _is_beside_a_town(sentence, spot) or bynames.in_passing(sentence, spot):
        return replace(spot, masked=True)
    return spot


@cache
def _town_behind() -> re.Pattern[str]:
    """A pattern for an unknown name with its type word right behind a region written in another script."""
    words, any_of = vocabulary.load(), vocabulary.alternatives
    hangul, han = (any_of(words.town_words(script)) for script in ("hangul", "han"))
    particle = any_of(words.words("particles", "hangul"))
    levels = [(level, script) for level in ("province", "city") for script in ("hangul", "han")]
    region = any_of(w for level, script in levels for w in words.type_words(level, "after", script))
    korean = rf"\s?[{HANGUL}]{{2,6}}?{hangul}(?={particle}?{particle}?(?![{HANGUL}]))"
    return re.compile(rf"{region}?(?:{korean}|[{KATAKANA}ー・]{{3,12}}{han}|[{HAN}々]{{2,3}}{han})")


def _holds_unknown(sentence: Sentence, spot: Spot) -> bool:
    """Whether an unknown town stands right behind its region: "강소성 관남현", "新北市瑞芳区"."""
    if script(sentence.raw[spot.start : spot.end]) == "latin" or spot.place.level not in _HOLDING:
        return False
    match = _town_behind().match(sentence.raw, spot.end)
    others = (o for o in sentence.spots if o is not spot)
    return match is not None and not any(spot.end < o.end and o.start < match.end() for o in others)


def _is_beside_a_town(sentence: Sentence, spot: Spot) -> bool:
    """Whether a place only says where another lies: "Foo, a suburb of Lima"."""
    if not sentence.spaced or not sentence.language.towns:
        return False
    words = sentence.text[max(0, spot.start - 40) : spot.start].split()
    small = {*sentence.language.origin, *sentence.language.static}
    said = len(words) > 2 and words[-1] in small and words[-2] in sentence.language.towns
    tied = any(0 <= spot.start - h.end <= 4 for h in sentence.of("sister", "friendship", "tied"))
    return said and not tied and not {*sentence.language.articles}.isdisjoint(words[-4:-2])


@cache
def _unknown() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for an unknown name in front of its region: with its type word, or by a comma alone."""
    words = vocabulary.load()
    levels = ("county", "city", "ward")
    after = vocabulary.alternatives(w for v in levels for w in words.type_words(v, "after", "latin"))
    before = vocabulary.alternatives(w for v in levels for w in words.type_words(v, "before", "latin"))
    province = words.type_words("province", "before", "latin")
    beside = vocabulary.alternatives([*words.words("beside", "latin"), *province])
    names = rf"({_NAME}(?:\s{_NAME}){{0,2}})"
    region = rf"(?:,\s|\s|,?\s(?:{beside}\s)+)$"
    typed = rf"(?:{names}\s(?i:{after})|(?i:(?<!\w){before})\s{names}){region}"
    return re.compile(typed), re.compile(rf"{names},\s(?:(?i:{beside})\s)?$")


def _of_unknown(sentence: Sentence, spot: Spot) -> bool:
    """Whether a region stands behind a town or county that is no known place ("Foo county, Bar Province")."""
    left = sentence.raw[max(0, spot.start - 60) : spot.start]
    base = max(0, spot.start - 60)
    for pattern in _unknown():
        match = pattern.search(left)
        if match is None:
            continue
        start, end = next(match.span(n) for n in range(1, pattern.groups + 1) if match[n])
        start, end = base + start, base + end
        known = any(o.start < end and start < o.end for o in (*sentence.spots, *sentence.nations))
        dated = any(d.start < end and start < d.end for d in sentence.dates)
        speaks = any(h.start < spot.end + 14 and spot.end <= h.start for h in sentence.of("mayor"))
        if not (known or dated or speaks):
            return True
    return False


def _of_a_town(sentence: Sentence, spot: Spot) -> bool:
    """Whether a region only says which town is meant ("the Saxon town")."""
    after = sentence.raw[spot.end : spot.end + 16].split()
    return bool(after) and after[0].strip(",.'’s") in sentence.language.towns


def _one_sense(sentences: Iterable[Sentence], gazetteer: Gazetteer, told: Set[tuple[str, str]]) -> None:
    """Give a name that is read as two places the much larger one: "Limerick" alone is that of "Limerick, Ireland".

    The smaller one stands where the text tells (``told``, names with ids) in what region it lies: "Lima in Ohio".
    """
    senses: dict[str, dict[str, Place]] = {}
    clear = set(told)
    for sentence in sentences:
        for spot in sentence.spots:
            name = sentence.text[spot.start : spot.end]
            senses.setdefault(name, {})[spot.place.id] = spot.place
            if any(p.country == spot.place.country for p in _behind(sentence, spot, gazetteer)):
                clear.add((name, spot.place.id))
    meant: dict[str, Place] = {}
    for name, places in senses.items():
        if len(places) == 2:
            small, large = sorted(places.values(), key=lambda p: p.population)
            other = small.country != large.country and bare(small.name) == bare(large.name)
            if other and large.population > _MUCH_LARGER * small.population and (name, small.id) not in clear:
                meant[name] = large
    if meant:
        for sentence in sentences:
            sentence.spots = [
                replace(s, place=meant.get(sentence.text[s.start : s.end], s.place)) for s in sentence.spots
            ]


def located(sentence: Sentence, spot: Spot) -> bool:
    """Whether a word of mere location stands before a place."""
    before = " " + sentence.text[max(0, spot.start - 12) : spot.start].rstrip()
    return ends_with(before, sentence.language.static)
