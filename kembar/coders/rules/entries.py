"""Lists of partners written line by line: each short entry with a place and a year is a tie of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kembar.coders.rules.agreements import taken_up
from kembar.coders.rules.candidate import Candidate
from kembar.coders.rules.columns import Cell, width
from kembar.coders.rules.sentences import Sentence
from kembar.languages.lexicon import Hit

_LONGEST, _REST, _BEFORE = 90, 34, 6
_FEWEST = 2
_TIES = ("sister", "friendship", "memorandum", "intent", "partner_list", "partner_word")
#: Cues that may stand in an entry; with any other it is told by its own words.
_QUIET = (
    *("sister", "friendship", "memorandum", "intent", "arrangement", "paper", "bond", "document", "sign", "seal"),
    *("become", "tied", "begun", "partner_word", "partner_list", "expire", "stop", "former", "years", "duration"),
    *("plain", "street", "common", "that_city", "mayor", "relation"),
)


def prepare(sentences: Sequence[Sentence]) -> Mapping[int, str]:
    """Return the kind of tie that each entry of a list of partners tells, by the index of its sentence.

    A list is at least two entries, one below the other, under a heading or sentence that names a tie.
    """
    out: dict[int, str] = {}
    told: dict[str, str] = {}
    last, run, kind = -9, list[Sentence](), ""
    for sentence in sentences:
        if is_entry(sentence):
            near = sentence.index - last <= _FEWEST
            above = (told.get(h, "") for h in reversed(sentence.passage.headings))
            kind = kind if run and near else next(filter(None, above), "") or _named(sentences, sentence.index)
            run = [*run, sentence] if near else [sentence]
            last = sentence.index
            if kind and len(run) >= _FEWEST:
                out |= dict.fromkeys((s.index for s in run), kind)
        elif sentence.passage.role in ("title", "heading"):
            told[" ".join(sentence.raw.split())] = _kind(sentence)
            run = []
    return out


def _named(sentences: Sequence[Sentence], at: int) -> str:
    """The kind of tie that one of the two passages before an entry names."""
    return next((kind for s in reversed(sentences[max(0, at - 2) : at]) if (kind := _kind(s))), "")


def _kind(sentence: Sentence) -> str:
    return (taken_up(sentence) or "sister_agreement") if sentence.has(*_TIES) else ""


def is_entry(sentence: Sentence) -> bool:
    """Whether a passage is hardly more than a place and a year ("Lima, Peru - since 1971")."""
    if sentence.passage.role not in ("body", "list_item") or width(sentence.raw) > _LONGEST or not sentence.dates:
        return False
    spots = [s for s in sentence.spots if not s.masked]
    dates = [d for d in sentence.dates if d.first[0]]
    if not spots or not dates or len({s.place.id for s in spots}) > 1 or spots[0].start > _BEFORE:
        return False
    if any(h.name not in _QUIET and not h.name.startswith(("s_", "a_")) for h in sentence.hits):
        return False
    named = sum(d.end - d.start for d in sentence.dates) + spots[0].end - spots[0].start
    return width(sentence.raw) - named <= _REST and dates[0].start >= spots[0].end


def tie(sentence: Sentence, kind: str) -> Iterator[Candidate]:
    """The tie of an entry, of the kind that it names itself or that its list is about."""
    date = next(d for d in sentence.dates if d.first[0])
    own = Cell(sentence, 0, len(sentence.raw), 1, "").kind()
    cue = Hit(date.start, date.end, "date", "")
    yield Candidate("agreement", own or kind, sentence, date.start, date.end, 2.4, ["tie_in_row", "entry"], hits=[cue])
