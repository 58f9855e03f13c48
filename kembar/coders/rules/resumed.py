"""What was suspended and then taken up again: it has not ended, and the date of its rest is not its own."""

from __future__ import annotations

from kembar.coders.rules.sentences import Sentence
from kembar.coders.rules.when import Dated
from kembar.languages.lexicon import Hit

_STOPS = ("stop", "expire")
#: How near a date stands to the word that it tells the rest of, where blanks part words and where none do.
_BESIDE, _BESIDE_EAST = 8, 3
_DENIED = 20


def at(sentence: Sentence) -> Hit | None:
    """The word that says that what had stopped goes on again: it stands behind all words for stopping, and is neither
    denied nor only planned or hoped for.
    """
    if not sentence.has("resume") or not sentence.has(*_STOPS):
        return None
    resumed, stops = sentence.of("resume")[-1], sentence.of(*_STOPS)
    later = any(h.start >= resumed.start or h.end > resumed.start for h in stops)
    open_words = sentence.of("negation", "plan", "hope")
    denied = any(h.end - resumed.start > -_DENIED and h.start - resumed.end < _DENIED for h in open_words)
    return None if later or denied or sentence.passage.role == "table_row" else resumed


def own_dates(sentence: Sentence, dated: list[Dated]) -> list[Dated]:
    """The dates of such a sentence without those at which something was suspended."""
    if at(sentence) is None:
        return dated
    rest = [d for d in dated if not any(_tells(sentence, stop, d) for stop in sentence.of(*_STOPS))]
    return rest or [d for d in dated if d.every]


def _tells(sentence: Sentence, stop: Hit, d: Dated) -> bool:
    """Whether a date stands right by a word for stopping: "suspended in 2020", "2020년 중단"."""
    if sentence.spaced:
        return 0 <= d.start - stop.end <= _BESIDE or stop.start <= d.start < stop.end
    return 0 <= stop.start - d.end <= _BESIDE_EAST
