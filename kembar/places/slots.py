"""Where a name in Kana or Hangul stands by a country or region that says where to look for it.

Behind it, with what part of the country or which isle it is told to lie in between, before it in brackets or in the
next cell of a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kembar.alphabets import HANGUL, KATAKANA
from kembar.places import vocabulary
from kembar.places.kana import PLAIN, TYPED
from kembar.places.mention import Find
from kembar.places.names import script

_LONGEST = 24


@cache
def patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what stands after a country, and before it in brackets: a name with its type word, or a longer name.

    The third is what the last word may end with.
    """
    words, any_of = vocabulary.load(), vocabulary.alternatives
    ending = any_of([*words.words("particles", "hangul"), *words.words("after_type", "hangul")])
    plain = any_of(words.words("not_types", "han"))
    sign = "".join(w for v in TYPED for w in words.type_words(v, "after", "han") if len(w) == 1)
    typed = rf"(?P<typed>{PLAIN}{{2,18}}|[{HANGUL}]{{2,8}}?)(?!{plain}){types()}"
    typed += rf"(?={ending}*(?![{HANGUL}]))"
    name = rf"(?:{typed}|(?P<plain>{PLAIN}{{3,18}}|[{HANGUL}]{{2,9}}))"
    part, state, isle = (any_of(words.words(of_it)) for of_it in ("quarters", "state_after", "isles"))
    isle = rf"[\s・의の]{{0,2}}(?:[{KATAKANA}ー]{{2,8}}|[{HANGUL}]{{1,6}}){isle}"
    amid = rf"{state}?(?:{isle})?(?:\s?[의の]?\s?{part})?"
    led = rf"[^\s、。，,・{KATAKANA}]{{0,8}}{any_of(words.words('town_before', 'han'))}、?「?(?P<led>{PLAIN}{{3,18}})"
    joint, town = (any_of(words.words(of_it, "hangul")) for of_it in ("beside", "town_before"))
    called = rf"{joint}?(?:\s[{HANGUL}]{{1,7}}){{0,3}}?\s[{HANGUL}]{{0,3}}{town}[\s,]{{1,2}}"
    called += rf"(?P<called>[{HANGUL}]{{2,9}})"
    after = re.compile(rf"(?:{led}|{called}|{amid}[의の]?[\s,・「]{{0,2}}{name})")
    signed = rf"(?<=[{sign}]),|" if sign else ""
    cell = rf'(?:(?<=[{HANGUL}]),|{signed}"?,"|\s*[|｜;]\s*|[^\S\n]{{2,}})'
    alone = rf"(?<![{HANGUL}{KATAKANA}ー]){name}(?![{HANGUL}{KATAKANA}ー])"
    before = rf"{alone}(?:\s?[（(]|[、\t]|{cell})$"
    return after, re.compile(before), re.compile(f"{ending}$")


def types() -> str:
    """Return a pattern of type words, each level a group; a long one in Hangul may stand apart."""
    words = vocabulary.load()
    levels = {lv: [*words.type_words(lv, "after", "hangul"), *words.type_words(lv, "after", "han")] for lv in TYPED}
    longer = vocabulary.alternatives(w for lv in TYPED for w in words.type_words(lv, "after", "hangul") if len(w) > 2)
    told = "|".join(f"(?P<{level}>{vocabulary.alternatives(of_it)})" for level, of_it in levels.items())
    return rf"(?:\s(?={longer}))?(?:{told})"


def beside(text: str, country: Find) -> Iterator[tuple[Sequence[str], str, int]]:
    """Yield ways to read what may be a name beside a country or behind a region, level of its type word, and start."""
    after, before, _ = patterns()
    left = max(0, country.start - _LONGEST)
    all_of_it = country.candidates[0].unit.level == "country"
    behind = after.match(text, country.end if all_of_it else country.type_end)
    for match in (behind, before.search(text, left, country.start) if all_of_it else None):
        if match and match["typed"] and not _is_particle(match):
            level = next(level for level in TYPED if match[level])
            yield [match["typed"].strip("・")], level, match.start("typed")
        elif match and match.groupdict().get("called"):
            yield _read(match["called"]), "", match.start("called")
        elif match and match.groupdict().get("led"):
            yield [match["led"].strip("・")], "city", match.start("led")
        elif match:
            whole = _typed(match) if match["typed"] else match["plain"].strip("・")
            yield _read(whole), "", match.start("typed" if match["typed"] else "plain")


def told_as(text: str, names: Sequence[str]) -> str:
    """Return "city" for a name in Hangul that a text has with the word for a city elsewhere, else an empty text."""
    known = vocabulary.load()
    typed = vocabulary.alternatives(known.type_words("city", "after", "hangul"))
    followed = rf"(?={patterns()[2].pattern[:-1]}*(?![{HANGUL}]))"
    asian = (name for name in names if script(name) == "hangul")
    return "city" if any(name in text and re.search(name + typed + followed, text) for name in asian) else ""


def _typed(match: re.Match[str]) -> str:
    """Return a name with its type word."""
    return match.string[match.start("typed") : max(match.end(level) for level in TYPED)]


def _is_particle(match: re.Match[str]) -> bool:
    """Say whether what looks like a type word only ends a longer particle: 에서도."""
    return len(patterns()[2].sub("", _typed(match))) < len(match["typed"])


def _read(whole: str) -> Sequence[str]:
    """Return the ways to read a word: without its particles and with what looks like one."""
    return [n for n in dict.fromkeys((patterns()[2].sub("", whole), whole)) if len(n) > 1]
