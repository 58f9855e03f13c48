"""Lists of partners: each short entry with a place and a year is a tie of its own, line by line or several in one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.columns import Cell, width
from kembar.coders.rules.papers import NAMED, PAPERS
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.languages.datefind import DateHit
from kembar.languages.flat import single_words
from kembar.languages.lexicon import Hit
from kembar.places import vocabulary

_LONGEST, _REST, _BEFORE, _BETWEEN = 90, 34, 6, 20
_FEWEST, _CAPTION = 2, 40
_TIES = ("sister", "friendship", "memorandum", "intent", "partner_list", "partner_word")
#: Cues that may stand in an entry; with any other it is told by its own words.
_QUIET = (
    *(*NAMED, "sign", "seal", "become", "tied", "begun", "partner_word", "partner_list", "expire", "stop", "former"),
    *("years", "duration", "plain", "street", "common", "that_city", "mayor", "relation"),
)
#: What an entry without a date may say of its tie instead.
_OPEN = ("plan", "explore")
_LEADER = re.compile(r"(?:[.·…‥_]\s?){3,}")
_LABEL = re.compile(r"[^:：]{1,24}[:：]\s*")
#: A region behind its country, in front of the town.
_REGION = re.compile(r"[\s,，、・]{0,2}[^\W\d_]{1,12}[\s,，、・]{1,2}")
_LETTERS = re.compile(r"[^\W\d_]+")
#: The number of an entry; and how many words of its own may stand between "with the" and a partner.
_NUMBER, _OWN_WORDS = re.compile(r"\d{1,3}[.)]?\s+"), 1
#: A date in a row, with the signs of year, month and day.
_DATED = r"(?:1[89]|20)\d\d(?!\d)[\d\s./%s()（）-]{0,14}"
_NAME_LONGEST = 40
_CLOSED = (".", "。")


def mark(sentences: Sequence[Sentence]) -> None:
    """Find the dates of passages that are a row of names and years, though no cue stands in them."""
    for sentence in sentences:
        silent = not sentence.hits and not sentence.dates and sentence.passage.role in ("body", "list_item")
        if silent and _is_row(sentence):
            sentence.dates = sentence.language.find_dates(sentence.text, sentence.raw)


def prepare(sentences: Sequence[Sentence]) -> Mapping[int, str]:
    """Return the kind of tie that each entry of a list of partners tells, by the index of its sentence.

    A list is at least two entries, one below the other or in one line, under a heading or sentence that names a tie,
    or with a label that does ("Friendship: Lima 1971").
    """
    out: dict[int, str] = {}
    told: dict[str, str] = {}
    last, at, run, kind = -9, 0, list[Sentence](), ""
    for sentence in sentences:
        at += _LETTERS.search(sentence.raw) is not None
        if is_entry(sentence) or several(sentence):
            near = at - last <= _FEWEST or _one_list(sentences, run, sentence)
            above = (
                _caption(sentences, sentence.index),
                *(told.get(h, "") for h in reversed(sentence.passage.headings)),
            )
            kind = kind if run and near else next(filter(None, above), "") or _named(sentences, sentence.index)
            if not near:
                run = []
            run.append(sentence)
            last = at
            if label := _label(sentence)[0]:
                out[sentence.index] = label
            if kind and len(run) + len(several(sentence)) >= _FEWEST:
                for entry in run[-1:] if len(run) > _FEWEST and run[-2].index in out else run:
                    out.setdefault(entry.index, kind)
        elif sentence.passage.role in ("title", "heading"):
            told[" ".join(sentence.raw.split())] = _kind(sentence)
            run = []
        elif _caption(sentences, sentence.index + 1):
            run = []
    return out


def _one_list(sentences: Sequence[Sentence], run: Sequence[Sentence], sentence: Sentence) -> bool:
    """Whether nothing but items of a list stands from the last entry to this one."""
    between = sentences[run[-1].index : sentence.index + 1] if run else ()
    return bool(between) and all(s.passage.role == "list_item" for s in between)


def _is_row(sentence: Sentence) -> bool:
    """Whether a text is names and years by turns, with no sentence between."""
    *names, last = re.split(_DATED % sentence.language.dates.units, sentence.raw)
    fits = all(2 < len(name) <= _NAME_LONGEST and not {".", ";"} & set(name) for name in names)
    return len(names) >= _FEWEST and fits and not any(map(str.isalnum, last))


def _named(sentences: Sequence[Sentence], at: int) -> str:
    """The kind of tie that one of the two passages before an entry names; a list may be announced by "links with:"."""
    kind = next((kind for s in reversed(sentences[max(0, at - 2) : at]) if (kind := _kind(s))), "")
    announced = at and sentences[at - 1].raw.rstrip().endswith((":", "：")) and sentences[at - 1].has("bond")
    return kind or ("sister_agreement" if announced and sentences[at].passage.role == "list_item" else "")


def _caption(sentences: Sequence[Sentence], at: int) -> str:
    """The kind of tie that a short line right before an entry names, with no place or date: "Friendship cities: 2"."""
    before = sentences[at - 1] if at else None
    if before is None or before.passage.role != "body" or before.spots or before.dates:
        return ""
    return _kind(before) if width(before.raw) <= _CAPTION and before.has(*_TIES[:4]) else ""


def _kind(sentence: Sentence) -> str:
    if not sentence.has(*_TIES):
        return ""
    return next((PAPERS[name] for name in _TIES[:4] if sentence.has(name)), "sister_agreement")


def _label(sentence: Sentence) -> tuple[str, int]:
    """The kind of tie that a label in front of an entry names ("Friendship: Lima 1971"), and where the label ends."""
    match = _LABEL.match(sentence.raw)
    if match is None or any(s.start < match.end() for s in sentence.spots):
        return "", 0
    kind = Cell(sentence, 0, match.end(), 1, "").kind()
    return kind, match.end() if kind or any(h.name in _TIES for h in sentence.hits if h.start < match.end()) else 0


def is_entry(sentence: Sentence) -> bool:
    """Whether a passage is hardly more than a place and a year ("Lima, Peru - since 1971"), or a state of the tie."""
    spots = [s for s in sentence.spots if not s.masked]
    if not spots or sentence.passage.role not in ("body", "list_item"):
        return False
    told = [(d.start, d.end) for d in sentence.dates if d.first[0]]
    if not told and _LEADER.search(sentence.raw):
        told = [(h.start, h.end) for h in sentence.of(*_OPEN)]
    one = len({s.place.id for s in spots}) == 1
    if not told or width(_LEADER.sub(" ", sentence.raw)) > _LONGEST:
        return False
    if not (one or _joined(sentence, spots)) or _talks(sentence):
        return False
    if spots[0].start > _BEFORE + _ahead(sentence):
        return False
    head, sides = _ahead(sentence), spots[:1] if one else spots
    names = [(s.start, s.end) for s in (*sides, *sentence.nations) if s.start >= head or s in sides]
    named = sum(b - a for a, b in (*names, *((d.start, d.end) for d in sentence.dates))) + head
    return width(_LEADER.sub(" ", sentence.raw)) - named <= _REST and told[0][0] >= sides[-1].end


def names_both(sentence: Sentence) -> bool:
    """Whether an entry names both sides of its tie: "Lima and Ghent, 1971", and is no short sentence of a text."""
    if sentence.passage.role == "body" and sentence.raw.rstrip().endswith(_CLOSED):
        return False
    return is_entry(sentence) and len({s.place.id for s in sentence.spots if not s.masked}) > 1


def are_two_sided(sentences: Sequence[Sentence], listed: Mapping[int, str]) -> bool:
    """Whether most entries of the lists of a document name both sides."""
    return 2 * sum(names_both(sentences[at]) for at in listed) > len(listed) > 1


def _joined(sentence: Sentence, spots: Sequence[Spot]) -> bool:
    """Whether an entry names a side and its partners, with a sign, a joining word or a country between each two."""
    first, *others = spots
    abroad = bool(others) and all(other.place.country != first.place.country for other in others)
    return abroad and all(_next_to(sentence, a, b) for a, b in pairwise(spots))


def _next_to(sentence: Sentence, first: Spot, second: Spot) -> bool:
    nations = [n for n in sentence.nations if first.end <= n.start < second.start]
    taken = sum(n.end - n.start for n in nations)
    words = _LETTERS.findall(sentence.raw[max([first.end, *(n.end for n in nations)]) : second.start])
    near = second.start - first.end - taken <= _BETWEEN
    return near and {word.lower() for word in words} <= single_words(sentence.language.joiners)


def _ahead(sentence: Sentence) -> int:
    """Where what stands in front of an entry's town ends: number, label, country and region, or "with the town of"."""
    number = _NUMBER.match(sentence.raw)
    label = max(_label(sentence)[1], number.end() if number is not None else 0)
    if (led := _led(sentence, label)) > label:
        return led
    nation = next((n.end for n in sentence.nations if n.start <= label + 1), None)
    if nation is None:
        return label
    region = _REGION.match(sentence.raw, nation)
    return region.end() if region is not None else nation


def _led(sentence: Sentence, start: int) -> int:
    """Where the partner stands to which a word for "with" or "between" leads: "With the Peruvian town of Lima"."""
    first = next((s.start for s in sentence.spots if not s.masked), start)
    until = min([first, *(n.start for n in sentence.nations if n.start > start)])
    words = _LETTERS.findall(sentence.raw[start:until].lower())
    language = sentence.language
    leading = single_words(language.joiners) | {*vocabulary.load().words("amid", language.script)}
    if not words or words[0] not in leading:
        return start
    small = (
        leading
        | single_words(language.type_words, language.towns)
        | {*vocabulary.load().words("place_nouns", language.script)}
    )
    own = [word for word in words if word not in small]
    return first if len(own) <= _OWN_WORDS else start


def _talks(sentence: Sentence) -> bool:
    """Whether a passage holds a cue that no entry does."""
    quiet = (*_QUIET, *_OPEN) if not sentence.dates else _QUIET
    return any(h.name not in quiet and not h.name.startswith(("s_", "a_", "plain_")) for h in sentence.hits)


def several(sentence: Sentence) -> list[tuple[Spot, DateHit]]:
    """The entries of a passage that is a row of them: "Lima 1971 - Ghent 1984 - Turin 1990"; [] if it is none."""
    spots = [s for s in sentence.spots if not s.masked]
    if sentence.passage.role not in ("body", "list_item") or len(sentence.dates) < _FEWEST or len(spots) < _FEWEST:
        return []
    if _talks(sentence) or spots[0].start > _BEFORE + _ahead(sentence):
        return []
    out: list[tuple[Spot, DateHit]] = []
    for spot, following in pairwise([*spots, None]):
        assert spot is not None
        until = following.start if following is not None else len(sentence.raw)
        dates = [d for d in sentence.dates if spot.end <= d.start < until and d.first[0]]
        if not dates or dates[0].start - spot.end > _BETWEEN or until - dates[0].end > _BETWEEN:
            return []
        if any(word.islower() and len(word) > 2 for word in _LETTERS.findall(sentence.raw[dates[0].end : until])):
            return []
        out.append((spot, dates[0]))
    return out if len({spot.place.id for spot, _ in out}) == len(out) >= _FEWEST else []


def opener(sentence: Sentence) -> Iterator[Candidate]:
    """The tie that a paragraph below a partner's heading opens with, in few words ("Our sister since 1959")."""
    before = sentence.previous
    first = before is None or before.passage.role == "heading" or before.passage.paragraph != sentence.passage.paragraph
    dates = [d for d in sentence.dates if d.first[0]]
    if not first or sentence.passage.role != "body" or len(dates) != 1 or width(sentence.raw) > _LONGEST:
        return
    words = sentence.of("sister", "friendship", "partner_word", "tied")
    if not words or any(h.name not in (*_QUIET, "titled", "ours", "both") for h in sentence.hits):
        return
    (date,) = dates
    kind = "friendship_agreement" if sentence.has("friendship") else "sister_agreement"
    cue = Hit(date.start, date.end, "date", "")
    fired = ["tie_dated", "opener"]
    yield Candidate("agreement", kind, sentence, words[0].start, words[0].end, 2.0, fired, hits=[words[0], cue])


def tie(sentence: Sentence, kind: str) -> Iterator[Candidate]:
    """The tie of an entry, or of each that a passage holds: of the kind named there or that the list is about."""
    if row := several(sentence):
        before = 0
        for spot, date in row:
            label = Cell(sentence, before, spot.start, 1, "") if ":" in sentence.text[before : spot.start] else None
            kind, before = (label.kind() if label else "") or kind, date.end
            cue = Hit(date.start, date.end, "date", "")
            fired = ["tie_in_row", "entry"]
            yield Candidate("agreement", kind, sentence, spot.start, date.end, 2.4, fired, hits=[cue])
        return
    dates = [(d.start, d.end) for d in sentence.dates if d.first[0]]
    start, end = next(iter(dates), None) or next((h.start, h.end) for h in sentence.of(*_OPEN))
    own = Cell(sentence, 0, len(sentence.raw), 1, "").kind()
    cue = Hit(start, end, "date", "")
    yield Candidate("agreement", own or kind, sentence, start, end, 2.4, ["tie_in_row", "entry"], hits=[cue])
