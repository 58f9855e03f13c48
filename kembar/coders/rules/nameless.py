"""Partners whose name is known to nobody, in scripts without capitals: "독일 X시", "スウェーデンのX市".

What such a partner does is told of no other: it is a place of the walk through the text, under an id that no place has,
and an act that falls to it has no pair. Names in Latin letters can be taken as they stand (``unlisted``), these cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kembar.alphabets import HAN, HANGUL, KATAKANA
from kembar.coders.rules.sentences import Sentence, Spot
from kembar.places import vocabulary
from kembar.places.names import script
from kembar.types import Place

LEVEL = "unknown"
_ID = "?"
_NOWHERE = "ZZ"
_HEAD = 40
_SHORTEST = 3
_SILENT = ("table_row",)


@cache
def _behind() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A name with its type word right behind a country or region, and a name in kana that its type word tells."""
    words, any_of = vocabulary.load(), vocabulary.alternatives
    hangul = any_of(words.town_words("hangul"))
    han = rf"{any_of(words.town_words('han'))}(?!{any_of(words.words('official_after', 'han'))})"
    particle, quarter = (any_of(words.words(name, "hangul")) for name in ("particles", "quarters"))
    no_name, state = (any_of(words.words(name, "han")) for name in ("no_name", "state_after"))
    of, of_kana = (any_of(words.words("beside", script)) for script in ("hangul", "kana"))
    end = rf"(?={particle}?{particle}?(?![{HANGUL}]))"
    korean = rf"{of}?\s(?:{quarter})?\s?(?P<ko>[{HANGUL}]{{2,8}}?){hangul}{end}"
    kana = rf"[{KATAKANA}ー・=＝]{{2,14}}"
    japanese = rf"(?:{state}|{of_kana}|・|、|\s|（|\()?(?P<ja>{kana}|[{HAN}々]{{1,3}}(?<!{no_name})){han}"
    alone = rf"(?<![{KATAKANA}ー・])(?P<ja>[{KATAKANA}ー]{{3,12}}){han}"
    return re.compile(f"{korean}|{japanese}"), re.compile(alone)


def add(sentences: Sequence[Sentence]) -> None:
    """Put partners that nobody knows into the sentences, wherever they are named."""
    found: dict[str, Place] = {}
    once: set[str] = set()
    home = frozenset(country for s in sentences[:_HEAD] for country in s.language.countries)
    for sentence in sentences:
        if not sentence.spaced:
            for name, country in _introduced(sentence, home):
                found.setdefault(name, Place(f"{_ID}{name}", name, country, LEVEL))
                if _is_sure(name, sentence):
                    once.add(name)
    text = "\n".join(s.raw for s in sentences) if found else ""
    again = [name for name in found if name in once or text.find(name, text.find(name) + len(name)) >= 0]
    told = "\n".join(again)
    found = {name: place for name, place in found.items() if name in told or any(other in name for other in again)}
    if not found:
        return
    anywhere = re.compile("|".join(map(re.escape, sorted(found, key=lambda n: (-len(n), n)))))
    for sentence in sentences:
        if sentence.passage.role in _SILENT or sentence.silent:
            continue
        for match in anywhere.finditer(sentence.raw):
            if not sentence.named(*match.span()):
                sentence.spots.append(Spot(match.start(), match.end(), found[match[0]]))
        sentence.spots.sort(key=lambda s: s.start)


def _is_sure(name: str, sentence: Sentence) -> bool:
    """Whether a name in Hangul with its type word right behind a country needs no second mention: it is no word."""
    return script(name) == "hangul" and len(name) > _SHORTEST and not any(map(name.endswith, _common()))


@cache
def _common() -> tuple[str, ...]:
    return tuple(word for word in vocabulary.load().words("common", "hangul"))


def _introduced(sentence: Sentence, home: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The unknown names of a sentence: behind a country or its region, or in kana with a type word."""
    behind, alone = _behind()
    wholes = [*sentence.nations, *(s for s in sentence.spots if s.place.level == "admin1")]
    matches = [(behind.match(sentence.raw, s.end), s.place.country) for s in wholes if s.place.country not in home]
    for match, country in [*matches, *((m, _NOWHERE) for m in alone.finditer(sentence.raw))]:
        group = match and next((g for g in ("ko", "ja") if match.groupdict().get(g)), None)
        if match is None or group is None or not sentence.free(*match.span(group)):
            continue
        name = match[group]
        if len(name) >= _SHORTEST:
            yield name, country
        yield sentence.raw[match.start(group) : match.end()], country
