"""A language as the program sees it: plain fields from its ``language.yaml``, further files read when asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kembar import collecting, yamlfile
from kembar.alphabets import HAN, HANGUL, KATAKANA
from kembar.languages import datefind, datewords, lexicon, numbers
from kembar.languages.anyof import any_of
from kembar.languages.flat import flat, single_words
from kembar.languages.patterns import Morphology

#: The files that hold classes of cues: acts and people; plans, hopes and rhythms; kinds of actors and sectors.
CUE_FILES = ("cues", "hedges", "actors")
_SHAPE = ("endings", "prefixes", "nasal", "suffixes", "particles")
_KEYS = (
    "name",
    "script",
    "function_words",
    "abbreviations",
    "sentence_end",
    "breaks",
    "toward",
    "origin",
    "static",
    "genitive",
    "dative",
    "articles",
    "ditto",
    "clause",
    "owner",
    "countries",
    "international",
    "provinces",
    "towns",
    "allies",
    "joiners",
    "type_words",
    "type_signs",
    "state_signs",
    "own_signs",
    "topics",
    *_SHAPE,
)


#: Signs in a cell, in any language, for what stands above it.
DITTO = ("〃", "〟", "″", '"', "''")


@dataclass(frozen=True, eq=False)
class Language:
    """What is known of a language.

    ``script`` is latin, hangul, kana or han; ``function_words`` tell it from others; ``abbreviations`` are lower case
    and without their last full stop; ``sentence_end`` is the set of characters that can end a sentence; ``breaks`` are
    the words that begin a clause, ``toward``, ``origin`` and ``static`` those that make a place the end, the start
    of a way or a mere location, ``genitive`` those behind a place that make what follows its own, ``dative`` those
    behind people to whom something is given, ``articles`` those before one thing of many,
    ``ditto`` those of a cell that repeat what stands above;
    ``clause`` is how many letters a border between clauses counts as when words are looked for near each other;
    ``owner`` says whether a place stands before or after the people who come from it;
    ``countries`` are those (ISO codes) whose governments write in it, ``international`` says whether the names that it
    gives to places are those used between countries;
    ``provinces`` are words beside a name that make it a province's or state's government, ``towns`` those behind the
    name of a region that speak of a town in it, ``allies`` those before the second of two partners;
    ``joiners`` join the members of a list, ``type_words`` and ``type_signs`` stand before and after a place's name;
    ``own_signs`` are those of them that alone mean the own side where the text is written ("県の職員"), ``state_signs``
    end the name of a state, ``topics`` stand behind what a clause is about.
    """

    code: str
    name: str = ""
    script: str = "latin"
    function_words: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    sentence_end: str = ".!?…。"
    breaks: tuple[str, ...] = ()
    toward: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    static: tuple[str, ...] = ()
    genitive: tuple[str, ...] = ()
    dative: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    ditto: tuple[str, ...] = DITTO
    clause: int = 25
    owner: str = "before"
    provinces: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    allies: tuple[str, ...] = ()
    joiners: tuple[str, ...] = ()
    type_words: tuple[str, ...] = ()
    type_signs: str = ""
    own_signs: str = ""
    topics: tuple[str, ...] = ()
    state_signs: str = ""
    countries: tuple[str, ...] = ()
    international: bool = False
    shape: Morphology = field(default_factory=Morphology)
    folder: Path | None = field(default=None, compare=False)

    @classmethod
    def load(cls, code: str, folder: Path) -> Language:
        """Read a language's folder; without one the fields keep their plain defaults."""
        path = folder / "language.yaml"
        if not code or not path.is_file():
            return cls(code)
        top = yamlfile.load(path).only(_KEYS)
        return cls(
            code=code,
            name=top.text("name"),
            script=top.text("script", "latin"),
            function_words=frozenset(top.text("function_words").split()),
            abbreviations=frozenset(top.text("abbreviations").split()),
            sentence_end=top.text("sentence_end", cls.sentence_end),
            breaks=tuple(top.list("breaks")),
            toward=tuple(top.list("toward")),
            origin=tuple(top.list("origin")),
            static=tuple(top.list("static")),
            genitive=tuple(top.list("genitive")),
            dative=tuple(top.list("dative")),
            articles=tuple(top.list("articles")),
            ditto=(*DITTO, *top.list("ditto")),
            clause=int(top.text("clause", str(cls.clause))),
            owner=top.text("owner", "before"),
            provinces=tuple(top.list("provinces")),
            towns=tuple(top.list("towns")),
            allies=tuple(top.list("allies")),
            joiners=tuple(top.list("joiners")),
            type_words=tuple(top.list("type_words")),
            type_signs=top.text("type_signs"),
            own_signs=top.text("own_signs"),
            topics=tuple(top.list("topics")),
            state_signs=top.text("state_signs"),
            countries=tuple(top.list("countries")),
            international=top.text("international") == "yes",
            shape=Morphology(
                **{key: tuple(top.text(key).split()) for key in _SHAPE},
                spaced=top.text("script", "latin") not in ("hangul", "kana", "han"),
            ),
            folder=folder,
        )

    @cached_property
    def linker(self) -> str:
        """The single letters behind a word that make what follows its own; empty where there are none."""
        return "".join(word for word in self.genitive if len(word) == 1)

    @cached_property
    def borders(self) -> tuple[re.Pattern[str] | None, bool]:
        """A pattern for the words that part clauses, and whether the clause begins at their start (else their end)."""
        if not self.breaks:
            return None, True
        words = any_of(self.breaks, " ")
        spaced = self.shape.spaced
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if spaced else f"(?:{words})"), spaced

    @cached_property
    def possessed(self) -> re.Pattern[str]:
        """A pattern for what belongs to a place, right behind it, up to the particle that says where it stands."""
        genitive = "|".join(re.escape(w) for w in self.genitive) or "(?!)"
        particles = any_of({*self.toward, *self.origin} - set(self.genitive), " ") or "(?!)"
        sign = f"[{self.type_signs}]?" if self.type_signs else ""
        blank, end = (r"\s?", r"(?=[\s,.)]|$)") if self.script == "hangul" else ("", "")
        return re.compile(rf"{sign}(?:{genitive}){blank}[^\s、。,;()]{{1,16}}?(?P<particle>{particles}){end}")

    @cached_property
    def leaving(self) -> tuple[str, ...]:
        """The particles that make a place the start of a way and nothing else ("から")."""
        return tuple(w for w in self.origin if len(w) > 1)

    @cached_property
    def phrase(self) -> re.Pattern[str]:
        """A pattern for further words of a phrase that a place begins, up to the particle that says where it stands."""
        sign = f"[{self.type_signs}]?" if self.type_signs else ""
        word = rf"(?:\s[{HANGUL}]{{1,6}}){{1,2}}?" if self.script == "hangul" else rf"[{HAN}々{KATAKANA}ー]{{2,10}}"
        end = r"(?=\s)" if self.script == "hangul" else ""
        return re.compile(rf"{sign}{word}(?P<particle>{self._particles()}){end}")

    @cached_property
    def phrased(self) -> re.Pattern[str]:
        """A pattern for what stands behind people to whom something is given, with a number between."""
        words = any_of(self.dative, " ") or "(?!)"
        return re.compile(rf"[^、。,\s]{{0,3}}(?:\s?[\d一-十두세네]{{1,3}}\s?[명곳개人名校か所]{{1,2}})?(?:{words})")

    def _particles(self) -> str:
        words = {*self.toward, *self.origin} - set(self.genitive)
        return any_of(w for w in words if " " not in w) or "(?!)"

    @cached_property
    def governed(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """Patterns for a word that makes a name a province's: at the end of what stands before it, and right after."""
        words = any_of(self.provinces, " ") or "(?!)"
        before = re.compile(rf"(?<!\w)(?:{words})\s(?:[^\W\d_]{{1,4}}\s)?$")
        return before, re.compile(rf"(?:['’]s)?\s(?:{words})(?!\w)")

    @cached_property
    def joined(self) -> re.Pattern[str]:
        """A pattern for what may stand between two members of a list: commas, a joining word, a word for a type."""
        words = any_of(self.joiners, " ") or "(?!)"
        edge = r"(?<!\w)" if self.shape.spaced else ""
        sign = f"[{self.type_signs}]?" if self.type_signs else ""
        region = r"(?:\s*\([^()]{0,30}\)|,\s*[^,]{2,24}(?=,))?"
        return re.compile(rf"{sign}{region}[\s,;·・、/-]*(?:{edge}(?:{words}))?[\s,;·・、]*(?:[^\s,]{{1,8}}\s)?")

    @cached_property
    def noun_ends(self) -> frozenset[str]:
        """The words that end a noun and what stands before it, other than those between a number and what it counts."""
        words = (self.toward, self.origin, self.static, self.breaks, self.joiners)
        return single_words(*words) - {*self.numbers.after_group}

    @cached_property
    def cues(self) -> lexicon.Lexicon:
        """The cues of ``cues.yaml``, ``hedges.yaml`` and ``actors.yaml``, compiled into one index.

        They stay as long as the program runs, and are more objects than all else in it.
        """
        loaded = lexicon.load([self.file(name) for name in CUE_FILES], self.shape)
        collecting.keep()
        return loaded

    @cached_property
    def numbers(self) -> numbers.NumberWords:
        """The number words of ``numbers.yaml``."""
        return numbers.load(self.file("numbers"), self.shape.spaced)

    @cached_property
    def dates(self) -> datewords.DateWords:
        """The date words of ``dates.yaml``, compiled."""
        return datewords.load(self.file("dates"), self.numbers.small)

    @cached_property
    def eras(self) -> datewords.DateWords:
        """The words of ``dates.yaml`` that tell years of eras, for who needs no other dates."""
        return datewords.of_eras(self.file("dates"))

    def find_dates(self, text: str, raw: str, open_years: bool = False) -> list[datefind.DateHit]:
        """Find the dates in a flat text (``raw``: the same text as it stands), also years left open if asked for."""
        reading = lambda word: numbers.value(word, self.numbers)  # noqa: E731
        found = datefind.find(text, raw, self.dates, self.numbers.words, reading)
        if open_years or not any(hit.short for hit in found):
            return found
        return [closed for hit in found if (closed := datefind.of_year(hit, 0) if hit.short else hit) is not None]

    def file(self, name: str) -> yamlfile.Mapping:
        """Return the content of ``<name>.yaml`` in the language's folder, an empty mapping if there is none."""
        path = self.folder / f"{name}.yaml" if self.folder else None
        return yamlfile.load(path) if path and path.is_file() else yamlfile.Mapping(f"{name}.yaml", 1)

    def read_date(self, text: str) -> str:
        """Return the one date in a text as EDTF; ``-09-24`` or ``-09`` without a year, "" for none or several."""
        hits = [h for h in self.find_dates(flat(text), text) if h.shape in ("day", "month", "year")]
        if len(hits) != 1:
            return ""
        year, month, day = hits[0].first
        tail = (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
        return (f"{year:04}" if year else "") + tail
