"""The words around place names, read from ``languages/<code>/places.yaml`` and ``data/words.yaml``.

A file holds lists of phrases separated by commas. Phrases of all languages are used together, since a text of one
language is full of names of another; each finder takes those of its script.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from kembar import languages, yamlfile
from kembar.languages.anyof import any_of
from kembar.places.names import fold, script

#: Levels that a type word can speak of.
TYPES = ("county", "province", "city", "ward")
#: Lists of a file that hold phrases only; ``docs/decisions/002-gazetteer.md`` says what each is for.
LISTS = (
    "strip_before", "strip_after", "not_types", "institution_before", "institution_after", "not_institutions",
    "venue_after", "body_after", "acts_after", "person_before", "surname_before", "place_before", "bond", "joiners",
    "beside", "place_nouns", "town_nouns", "definite", "only_beside", "far_from", "along", "amid", "apart_before",
    "periodicals",
    "person_after", "block_after", "given_ends", "small_words", "town_before", "paper_before", "paper_after",
    "society_after", "kana_countries", "house_ends", "neutral", "never",
    "common", "famous", "after_type", "town_abroad", "county_abroad", "particles", "after_name", "name_may_follow",
    "han_countries", "quarters", "isles", "state_after", "no_name", "official_after",
)  # fmt: skip
_Key = TypeVar("_Key", str, tuple[str, str])
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Phrases by list, type words by level and side, and what short names mean.

    ``aliases`` are further names and the ids they may mean, ``usual`` the id that a name alone means, ``regions`` what
    stands after a comma for a first-level unit and its GeoNames code.
    """

    lists: Mapping[str, tuple[str, ...]]
    types: Mapping[tuple[str, str], tuple[str, ...]]
    aliases: Mapping[str, tuple[str, ...]]
    usual: Mapping[str, str]
    regions: Mapping[str, str]

    def words(self, name: str, of_script: str = "") -> tuple[str, ...]:
        """Return the phrases of a list, of one script if asked for."""
        found = self.lists.get(name, ())
        return tuple(w for w in found if script(w) == of_script) if of_script else found

    def type_words(self, level: str, side: str, of_script: str = "") -> tuple[str, ...]:
        """Return the type words of a level (see TYPES); ``side`` is before, after or office."""
        found = self.types.get((level, side), ())
        return tuple(w for w in found if script(w) == of_script) if of_script else found

    def town_words(self, of_script: str) -> tuple[str, ...]:
        """Return the words behind the name of a town, also of one abroad."""
        typed = (w for level in TYPES if level != "province" for w in self.type_words(level, "after", of_script))
        return (*typed, *self.words("town_abroad", of_script), *self.words("county_abroad", of_script))


def alternatives(words: Iterable[str]) -> str:
    """Return a regular expression for any of the phrases, longest first; a blank stands for any white space."""
    return f"(?:{found})" if (found := any_of(" ".join(word.split()) for word in words)) else "(?!)"


@cache
def load() -> Vocabulary:
    """Read the files of all languages once."""
    lists: dict[str, list[str]] = defaultdict(list)
    types: dict[tuple[str, str], list[str]] = defaultdict(list)
    aliases: dict[str, list[str]] = defaultdict(list)
    usual: dict[str, str] = {}
    regions: dict[str, str] = {}
    for path in _files():
        top = yamlfile.load(path).only([*LISTS, "types", "aliases", "usual", "regions"])
        for name in LISTS:
            lists[name] += _phrases(top.text(name))
        for level, side, words in _types(top):
            types[level, side] += words
        for place_id, text in _texts(top, "aliases"):
            for alias in _phrases(text):
                aliases[alias].append(place_id)
        for place_id, text in _texts(top, "usual"):
            usual.update((fold(name), place_id) for name in _phrases(text))
        for code, text in _texts(top, "regions"):
            regions.update(dict.fromkeys(_phrases(text), code))
    return Vocabulary(_frozen(lists), _frozen(types), _frozen(aliases), usual, regions)


def _files() -> list[Path]:
    folders = [languages.FOLDER / code for code in languages.codes()]
    return [_FOLDER / "data" / "words.yaml", *(f / "places.yaml" for f in folders if (f / "places.yaml").is_file())]


def _phrases(text: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in text.split(",") if phrase.strip()]


def _texts(top: yamlfile.Mapping, key: str) -> Iterator[tuple[str, str]]:
    inner = top.get(key)
    if isinstance(inner, yamlfile.Mapping):
        for name in inner:
            yield name, inner.text(name)


def _types(top: yamlfile.Mapping) -> Iterator[tuple[str, str, list[str]]]:
    inner = top.get("types")
    if isinstance(inner, yamlfile.Mapping):
        for level, sides in yamlfile.entries(inner.only(TYPES)):
            for side in sides.only(("before", "after", "office")):
                yield level, side, _phrases(sides.text(side))


def _frozen(lists: Mapping[_Key, list[str]]) -> dict[_Key, tuple[str, ...]]:
    return {key: tuple(dict.fromkeys(words)) for key, words in lists.items()}
