"""The words a language writes dates with, made into one regular expression.

``dates.yaml`` gives lists of words (alternatives of one entry parted by ``|``); ``relative`` and ``anaphora`` map a
phrase to ``unit offset`` (``last year``: ``year -1``; ``#`` stands for a number). A language that writes year, month
and day behind the numbers (``year``, ``month``, ``day``) gets the counting grammar, every other the naming grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kembar import yamlfile
from kembar.languages import lasting as spans
from kembar.languages.anyof import any_of
from kembar.languages.lasting import Lasting

_YEAR = r"(?:1[6-9]|20)\d\d"
_MONTH = r"(?:0[1-9]|1[0-2])"
#: A figure behind one of these goes on with a large number: 1万2000.
_MYRIADS = "万億千兆만억천"
_KANJI = "〇零一二三四五六七八九十百元"
_VALUES = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "元": 1}
#: The signs of a month or day, and what makes it the name of a town, a feast or a flower.
_SIGNS, _NAMED = "一二三四五六七八九十", "[町市人雨革運月本路夜草堂場寺橋]"
#: A letter stands for an era that began after this year, where no sign of the year is beside it; so many letters of a
#: word or phrase tell whether a date may begin with it.
_REMEMBERED, _BEGINNING = 1920, 8


def number_of(text: str) -> int:
    """Read a short number in digits or in the signs of East Asia (三十, 元); 0 if it is none."""
    if text.isdigit():
        return int(text)
    total, current = 0, 0
    for char in text:
        if char == "十":
            total, current = total + (current or 1) * 10, 0
        elif char == "百":
            total, current = total + (current or 1) * 100, 0
        elif char in _VALUES:
            current = current * 10 + _VALUES[char] if current else _VALUES[char]
        else:
            return 0
    return total + current


@dataclass
class DateWords:
    """Compiled date words: ``master`` finds dates, the other patterns say what stands beside them.

    A text without ``hint`` holds no date; ``starts`` is how a date begins. A short entry with a year has ``figures``;
    ``units`` are the signs of year, month and day; ``first_year`` is that of the first year of an era; ``accounts`` is
    what makes a year one of accounts behind its sign.
    """

    months: dict[str, int] = field(default_factory=dict)
    weekdays: dict[str, int] = field(default_factory=dict)
    phrases: dict[str, tuple[str, str, bool]] = field(default_factory=dict)
    eras: dict[str, int] = field(default_factory=dict)
    capital: frozenset[str] = frozenset()
    master: re.Pattern[str] | None = None
    since_before: re.Pattern[str] | None = None
    since_after: re.Pattern[str] | None = None
    until_before: re.Pattern[str] | None = None
    until_after: re.Pattern[str] | None = None
    joint: re.Pattern[str] | None = None
    between: re.Pattern[str] | None = None
    every: re.Pattern[str] | None = None
    told: re.Pattern[str] | None = None
    in_season: re.Pattern[str] | None = None
    coming: re.Pattern[str] | None = None
    past: re.Pattern[str] | None = None
    not_after: re.Pattern[str] | None = None
    named_year: re.Pattern[str] | None = None
    fiscal_before: re.Pattern[str] | None = None
    fiscal_after: re.Pattern[str] | None = None
    year: str = ""
    fiscal: tuple[str, int] = ("", 0)
    first_year: str = ""
    accounts: tuple[str, ...] = ()
    cited: re.Pattern[str] | None = None
    both: tuple[str, ...] = ()
    since_then: frozenset[str] = frozenset()
    hint: re.Pattern[str] | None = None
    lasting: re.Pattern[str] | None = None
    lasts: Lasting | None = None
    short_after: re.Pattern[str] | None = None
    short_not: re.Pattern[str] | None = None
    long_year: re.Pattern[str] | None = None
    starts: re.Pattern[str] | None = None
    not_before: re.Pattern[str] | None = None
    measures: re.Pattern[str] | None = None
    names: re.Pattern[str] | None = None
    figures: re.Pattern[str] = re.compile(r"\d{2}")
    units: str = ""
    counting: bool = False


def _any(words: list[str]) -> str:
    return any_of(part for word in words for part in word.split("|"))


def _numbered(words: list[str]) -> dict[str, int]:
    return {part: index for index, word in enumerate(words, 1) for part in word.split("|")}


def _phrases(top: yamlfile.Mapping) -> dict[str, tuple[str, str, bool]]:
    out: dict[str, tuple[str, str, bool]] = {}
    for key in ("anaphora", "relative"):
        block = top.get(key)
        for phrase, spec in block.items() if isinstance(block, yamlfile.Mapping) else ():
            unit, offset = str(spec).split()
            out[phrase] = unit, offset, key == "anaphora"
    return out | dict.fromkeys(top.list("since_then"), ("year", "0", True))


def _phrase_regex(phrases: dict[str, tuple[str, str, bool]], number: str, edge: bool) -> str:
    body = any_of(phrases, r"\s+" if edge else r"\s*").replace(r"\#", f"(?:{number})")
    return rf"(?<!\w)(?:{body})(?!\w)" if edge else f"(?:{body})"


def _naming(top: yamlfile.Mapping, months: dict[str, int], days: dict[str, int], number: str) -> list[str]:
    """The alternatives of the naming grammar (24 September 1997, Sept. 24, 1997), most exact first."""
    mon = rf"(?<!\w)(?:{_any(list(months))})(?!\w)"
    order = r"(?:st|nd|rd|th)?"
    link = rf"\s*(?:-|{_any(top.list('range')) or 'to'})\s*"
    words = _any(top.list("year_words"))
    of = _any(top.list("day_of")) or "(?!)"
    year = rf"(?:,?\s*(?:(?:{words})\s+)?(?P<Y%d>{_YEAR})(?!\d))?" if words else rf"(?:,?\s*(?P<Y%d>{_YEAR})(?!\d))?"
    seasons = _any(top.list("seasons"))
    day = r"(?<![\d./])(?<!\d,)"
    return [
        rf"(?P<iso>(?<!\d)({_YEAR})(?:[-/.](\d{{1,2}})[-/.](\d{{1,2}})|\. (\d{{1,2}})\. (\d{{1,2}})\.?)(?!\d))",
        rf"(?P<ym>(?<![\d.,/$€£-])({_YEAR})(?:\. (\d{{1,2}})\.(?!\s?\d)|\.(0?[1-9]|1[0-2])(?![\d./%])))",
        rf"(?P<num>(?<![\d/-])(\d{{1,2}})(?:[/.](\d{{1,2}})[/.]|-(\d{{1,2}})-)({_YEAR})(?![\d-]))",
        rf"(?P<mny>(?:(?<![\d/.-])(?<!\d,)|(?<=[/.]\d{{4}}-))({_MONTH})[/.]({_YEAR})(?!-(?!{_MONTH}[/.]\d{{4}})|[\d/]|\.\d))",
        r"(?P<dm>\((\d{1,2})/(\d{1,2})\))",
        rf"(?P<rdm>{day}(\d{{1,2}}){order}{link}(\d{{1,2}}){order}\s+(?:of\s+)?({mon}){year % 1})",
        rf"(?P<spelled>({number})\s+(?:(?:{of})\s+)?({mon})\s+(?:(?:{words or '(?!)'})\s+)?({number})(?!\w))",
        rf"(?P<dmy>{day}(\d{{1,2}}){order}\s+(?:of\s+)?({mon}){year % 2})",
        rf"(?P<mrd>({mon})\s+(\d{{1,2}}){order}{link}(\d{{1,2}}){order}(?![\d/]){year % 3})",
        rf"(?P<mdy>({mon})\s+(\d{{1,2}}){order}(?![\d/:.]\d|\d){year % 4})",
        rf"(?P<ymn>(?<!\d)({_YEAR})\s+({mon}))",
        rf"(?P<my>({mon}){year % 5})",
        rf"(?P<rmm>(?<!\d)({_YEAR})\s*[-/]\s*({_YEAR}(?![\d/-])|\d\d(?!\d|[-/](?!{_YEAR}[-/]\d\d(?!\d)))))",
        r"(?P<ap>(?<![\w'])'(\d\d)(?![\w'%]|\.\d|\s[^\W\d](?:[^'\n]|'\w){0,200}?'(?!\w)))",  # nor 'opens a quote'
        rf"(?P<decade>(?<!\d){_YEAR}(?:s|-?an)\b)",
        rf"(?P<sy>(?<!\w)(?:{seasons})\s+(?:(?:{words})\s+)?({_YEAR})(?!\d))" if seasons else r"(?P<sy>(?!))",
        rf"(?P<year>(?<![\d./-])(?<!\d,)({_YEAR})(?![\d/]|[.,]\d))",
        rf"(?P<wd>(?<!\w)(?:{_any(list(days))})(?!\w))" if days else r"(?P<wd>(?!))",
    ]


def _counting(top: yamlfile.Mapping, eras: dict[str, int], days: dict[str, int]) -> list[str]:
    """The alternatives of the counting grammar (1997年9月24日, 令和5年, 2004. 10. 19.), most exact first."""
    y, m, d = (_any(top.list(key)) for key in ("year", "month", "day"))
    accounts = _any(top.list("accounts")) or "(?!)"
    era = _written(eras)
    letters = _any([e for e in eras if e.isascii()]) or "(?!)"
    era = rf"{era}|(?<![a-z]){letters}(?![a-z])" if era else ""
    num = rf"(?:\d{{1,2}}|[{_KANJI}]{{1,3}})"
    small = rf"((?<![\d.])\d{{1,2}}|(?<![{_SIGNS}数何幾])[{_SIGNS}]{{1,3}})"
    named = (
        rf"(?:(?P<E>{era})\s*(?P<N>{num}))\s*"
        rf"(?:(?:\(\d{{4}}(?:{y})?\))?\s*(?:{y})(?:\s*\(\d{{4}}(?:{y})?\))?|\({_YEAR}(?:{y})?\))"
        if era
        else r"(?:(?!)(?P<E>)(?P<N>))"
    )
    signs = f"[一二][{_KANJI[:11]}]{{3}}"
    aside = rf"(?:\([^()\d]{{1,3}}(?:\d{{1,2}}|元)(?:{y})?\))?"
    plain = rf"(?<!\d)(?P<YY>{_YEAR}|(?<![{_KANJI}]){signs})\s*{aside}\s*(?:{y})(?:\s*{aside})?"
    day_part = rf"(?:\s*(?P<DD>\d{{1,2}}|[{_KANJI}]{{1,3}})\s*(?:{d}))?"
    tail = rf"(?P<suffix>{accounts})?(?:\s*(?P<MM>\d{{1,2}}|[{_KANJI}]{{1,2}})\s*(?:{m}){day_part})?"
    short, part = _short(bool(era))
    return [
        rf"(?P<iso>(?<!\d)({_YEAR})(?P<mark>[-/.])\s?(\d{{1,2}})(?P=mark)\s?(\d{{1,2}})(?!\d)\.?)",
        rf"(?P<ym>(?<!\d)({_YEAR})(?:\.\s?(\d{{1,2}})\.(?!\s?\d)|[-/](0[1-9]|1[0-2])(?![\d/-])"
        r"|[./](\d{1,2})(?=[\s),;|~-]|$)))",
        rf"(?P<full>(?:{named}|{plain}){tail})",
        rf"(?P<erd>(?:{era or '(?!)'})\s?(\d{{1,2}})[./](\d{{1,2}})(?:[./](\d{{1,2}}))?(?!\d))",
        rf"(?P<rmm>(?<!\d)({_YEAR})\s*[-~]\s*({_YEAR})(?![\d-]))",
        rf"(?P<ery>{_letter_years(eras, [*top.list('since'), *top.list('until')]) or '(?!)'})",
        rf"(?P<yy>{short}\s*(?:{y})(?:{accounts})?(?:\s*{part}\s*(?:{m})(?:\s*{part}\s*(?:{d}))?)?)",
        rf"(?P<md>{small}\s*(?:{m})\s*{small}\s*(?:{d}))",
        rf"(?P<mrd>(?<![\d.])(\d{{1,2}})\s*(?:{m})\s*(\d{{1,2}})\s*[~-]\s*(\d{{1,2}})\s*(?:{d}))",
        r"(?P<ap>(?<![\w'])'(\d\d)(?![\d\w'])(?:\.\s?(\d{1,2})(?!\d)(?:\.\s?(\d{1,2})(?!\d))?\.?)?)",
        rf"(?P<drd>(?<![\d.])(\d{{1,2}})\s*[~-]\s*(\d{{1,2}})\s*(?:{d}))",
        r"(?P<mdd>(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.(?!\d))",
        rf"(?P<mon>{small}\s*(?:{m})(?!{_NAMED}))",
        rf"(?P<day>(?!一\s*{d}){small}\s*(?:{d})(?!{_NAMED}))",
        rf"(?P<year>(?<![\d.-])(?<!\d[,{_MYRIADS}])({_YEAR})(?!\d|[.,]\d))",
        rf"(?P<wd>(?:{_any(list(days))}))" if days else r"(?P<wd>(?!))",
    ]


def _written(eras: Iterable[str]) -> str:
    """The names of eras, which the end of a line may part."""
    names = sorted((era for era in eras if not era.isascii()), key=len, reverse=True)
    return "|".join(r"\s{0,3}".join(map(re.escape, name)) for name in names)


def _letter_years(eras: Mapping[str, int], around: list[str]) -> str:
    """A year of an era by its first letter, without a sign of the year, on one side of a range: H26~H28, H23~.

    A hyphen stands between two figures, else it is part of a name: "the H2-A rocket". Letters of eras that few remember
    are names of halls and piers: T1~T3.
    """
    letters = "".join(sorted(e for e, year in eras.items() if e.isascii() and len(e) == 1 and year >= _REMEMBERED))
    one = rf"(?<![a-z\d])[{letters}]\d{{1,2}}"
    before = rf"{one}(?=\s?(?:~|-\s?[{letters}]?\d|{_any(around) or '(?!)'}))"
    return rf"{before}|(?:(?<=~)|(?<=[^\W_a-z]-)){one}(?![\d./])" if letters else ""


def _short(era: bool) -> tuple[str, str]:
    """A year of one or two figures, and a month or day behind it: years of an era are few, and written in signs too."""
    if era:
        signs = rf"[{_SIGNS}]{{1,3}}"
        return rf"(?:(?<![\d.,])'?(\d{{1,2}})|(?<![{_KANJI}数何幾])({signs}))", rf"(\d{{1,2}}|{signs})"
    return rf"(?:(?<![\d.,])'?(\d\d)|(?<![{_KANJI}])([六七八九][{_SIGNS[:9]}]))", r"(\d{1,2})"


def _beginnings(*tables: Mapping[str, object]) -> list[str]:
    """How words for dates begin: a text with neither a digit nor one of these holds no date."""
    words = {re.split(r"[#. ]", key)[0][:4] for table in tables for key in table}
    return sorted(re.escape(word) for word in words if word)


def _starts(top: yamlfile.Mapping, number: str, phrases: Iterable[str], words: Iterable[str]) -> re.Pattern[str]:
    """How a date begins: a number, a bracket or apostrophe, or what begins like one of its words or phrases."""
    seasons = [part for word in top.list("seasons") for part in word.split("|")]
    begun = {word.partition("#")[0][:_BEGINNING] for word in (*phrases, *words, *seasons)} - {""}
    if not top.get("year"):
        return re.compile(
            rf"(?<!\d)\d|[('](?=\d)|(?<!\w)(?=[^\W\d])(?:{'|'.join(filter(None, (any_of(begun), number)))})"
        )
    first = "".join(sorted({re.escape(word[0]) for word in begun})) or "#"
    listed = any_of(begun, r"\s*")
    signs = rf"[一二][{_KANJI[:11]}]{{3}}|[{_SIGNS}]{{1,3}}(?=\s*[年月日か])"
    eras = _written(top.get("eras", {})) or "(?!)"
    return re.compile(rf"(?<!\d)\d|'(?=\d)|{signs}|(?=[{first}])(?:{listed})|(?:{number})|(?:{eras})")


def _long_year(eras: Mapping[str, int]) -> re.Pattern[str]:
    """A year in full: (era, number) or (year)."""
    return re.compile(rf"({_any(list(eras)) or '(?!)'})\s*(\d{{1,2}}|元|[{_SIGNS}]{{1,3}})(?!\d)|({_YEAR})")


def _fiscal(top: yamlfile.Mapping) -> tuple[str, int]:
    """The end of words for a year of accounts, and the month in which it begins; ("", 0) where it is the calendar's."""
    word, _, month = top.text("fiscal_year").partition(" ")
    return word, int(month or 0)


def _maybe(template: str, words: list[str]) -> re.Pattern[str] | None:
    return re.compile(template.replace("%s", _any(words))) if words else None


def _around(top: yamlfile.Mapping, counting: bool) -> dict[str, re.Pattern[str] | None]:
    """Expressions for the words around a date: since, until, every, the next, the joint of a range."""
    edge, close = ("", "") if counting else (r"(?<!\w)", r"(?!\w)")
    words = _any(top.list("year_words"))
    since, until, fiscal = top.list("since"), top.list("until"), top.list("fiscal_words")
    lead = rf"(?:\s+(?:{_any(top.list('lead_words')) or '(?!)'}))*\s*$"
    after_joint = _any(top.list("joint_words")) or "(?!)"
    return {
        "since_before": None if counting else _maybe(rf"{edge}(?:%s){lead}", since),
        "since_after": _maybe(r"\s*\)?(?:(?:%s)|~(?=\s*(?:$|[,、)\]])|\s\D))", since) if counting else None,
        "fiscal_before": _maybe(rf"{edge}(?:%s)[\s:(]*(?:[^\W\d]+\s+){{0,2}}$", fiscal),
        "fiscal_after": _maybe(rf"\s*\)?\s*(?:[^\W\d]+\s+){{0,3}}?(?:%s){close}", fiscal),
        "lasting": _maybe(rf"\s*\)?(?:{_any(since)})\s*(?:\d+\s*)?(?:%s)", top.list("lasting")) if since else None,
        "until_before": re.compile(r"(?:^|[\s(、])[~〜]\s?$") if counting else _maybe(rf"{edge}(?:%s){lead}", until),
        "until_after": _maybe(r"\s*(?:%s)", until) if counting else None,
        "joint": _maybe(rf"\s*\)?\s*(?:-|~|,?\s*(?:%s))\s*\(?(?:(?:{after_joint})\s+)*", top.list("range")),
        "between": _maybe(rf"{edge}(?:%s){lead}", top.list("between")),
        "told": _maybe(rf"{edge}(?:%s)\s*$", top.list("that_words")),
        "in_season": _maybe(rf"{edge}(?:%s){close}", top.list("in_season")),
        "every": _maybe(rf"{edge}(?:%s)\s*(?:\w+\s+)?$", top.list("every")),
        "coming": _maybe(r"(?:%s)", top.list("next_words")),
        "past": _maybe(r"(?:%s)", top.list("last_words")),
        "not_after": _maybe(
            r"(?:%s)\s*$" if counting else rf"(?:{edge}|(?!\w))(?:%s)\s*(?:\d+\s+(?:{words or '(?!)'})\s+)?$",
            top.list("not_after"),
        ),
        "not_before": _maybe(
            r"\s*(?:%s)(?!\w)" if not counting else r"\s*(?:%s)", top.list("not_before") + top.list("duration_after")
        ),
        "measures": _maybe(r"\s*(?:%s)(?!\w)", top.list("measures")),
        "names": _maybe(rf"{edge}(?:%s)(?!\w|\s+\d{{4}})", top.list("names")),
        "named_year": re.compile(rf"(?<!\w)(?:{words})\s*$") if words else None,
    }


def _hint(counting: bool, beginnings: Iterable[str]) -> re.Pattern[str]:
    """What stands in every text with a date: a figure, a year in signs, or the first letters of a word."""
    signs = [rf"[一二][{_KANJI[:11]}]{{3}}", rf"[{_SIGNS}](?=[年月日か])"] if counting else []
    return re.compile("|".join([r"\d", *signs, *beginnings]))


def of_eras(top: yamlfile.Mapping) -> DateWords:
    """Make what tells years of eras, and no more: it needs none of the patterns, which take long to make."""
    counting = bool(top.get("year"))
    return DateWords(
        eras={key: int(value) for key, value in top.get("eras", {}).items()} if top.get("eras") else {},
        year=next(iter(top.list("year")), "") if counting else "",
        fiscal=_fiscal(top),
        first_year=top.text("first_year"),
        counting=counting,
    )


def load(top: yamlfile.Mapping, number: str) -> DateWords:
    """Make date words of a ``dates.yaml``; ``number`` is a regular expression for number words of the language."""
    months, days = _numbered(top.list("months")), _numbered(top.list("weekdays"))
    plain = of_eras(top)
    eras, counting = plain.eras, plain.counting
    phrases = _phrases(top)
    count = rf"(?<![{_SIGNS}])[{_SIGNS}]{{1,3}}|{number}" if counting else number
    parts = [f"(?P<rel>{_phrase_regex(phrases, count, not counting)})"] if phrases else []
    if counting:
        master = _counting(top, eras, days)
        master.insert(3, master.pop(7))
    else:
        master = _naming(top, months, days, number) if months else []
    return DateWords(
        months=months,
        weekdays=days,
        phrases=phrases,
        eras=eras,
        capital=frozenset(top.list("capital")),
        master=re.compile("|".join([*master[:1], *parts, *master[1:]])) if master else None,
        **_around(top, counting),
        cited=_maybe(r"(?:%s)\s+?(?:[\w.&-]+\s+){0,5}?\(\d{4}[a-z]?(?:[:,][^()]*)?\)", top.list("cited")),
        both=tuple(top.list("both_words")),
        since_then=frozenset(top.list("since_then")),
        year=plain.year,
        fiscal=plain.fiscal,
        first_year=plain.first_year,
        accounts=tuple(top.list("accounts")),
        hint=_hint(counting, _beginnings(phrases, months, days, eras)) if master else None,
        lasts=spans.load(top, count, counting),
        short_after=_maybe(r"\s*(?:%s)", top.list("short_after")),
        short_not=_maybe(r"\s*(?:%s)", top.list("short_not")),
        long_year=_long_year(eras) if counting else None,
        starts=_starts(top, number, phrases, (*months, *days, *eras)) if master else None,
        figures=re.compile(rf"\d{{2}}|[{_SIGNS[:9]}元](?:{_any(top.list('year'))})" if counting else r"\d{2}"),
        units="".join(word for key in ("year", "month", "day") for word in top.list(key) if len(word) == 1),
        counting=counting,
    )
