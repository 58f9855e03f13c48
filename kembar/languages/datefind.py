"""Finding dates in a text: what is written, not yet what it means (years may be missing, phrases relative)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from kembar.languages import shortyears, yearspan
from kembar.languages.datewords import DateWords, number_of

Parts = tuple[int, int, int]
_CITED = re.compile(
    r"\((?:[^()]{0,80}?[A-Z][^()]{1,80}?,\s*)(?:[12]\d{3}[a-z]?)(?:[:;,][^()]*)?\)"
    r"|[(（](?![a-z -]+[,，])[^()（）\d]{2,40}[,，]\s*\d{4}[a-z]?[)）]"
)
#: A wave that closes what one before the date opened is an ornament, and that no end of a time: "~2015 in short~".
_WAVES, _FRAMED = ("~", "〜"), re.compile(r"[^~〜\n]{0,30}[~〜]\s*(?:$|[\n)\]」』、。])")
_OUTER = (
    "rel", "spelled", "iso", "num", "mny", "dm", "rdm", "dmy", "mrd", "mdy", "ymn", "my", "ym", "full",
    "erd", "ery", "rmm", "yy", "ap", "md", "mdd", "drd", "decade", "sy", "mon", "day", "year", "wd",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DateHit:
    """A date as written: ``first`` and ``last`` are (year, month, day) with 0 for what is missing.

    ``shape`` is day, month, year, range, weekday, relative or anaphora; ``since`` / ``until``: an open interval;
    ``every``: the month of something repeated; ``lasts``: how long (count, unit) goes on what begins there; ``unit``
    and ``offset`` belong to relative phrases; ``turn`` is +1 or -1 where the text says that it lies ahead or behind;
    ``short`` is a year of one or two figures whose era or century stands in no text nearby; ``fiscal``: a phrase for a
    year of accounts.
    """

    start: int
    end: int
    first: Parts
    last: Parts | None = None
    shape: str = "day"
    since: bool = False
    until: bool = False
    every: bool = False
    unit: str = ""
    offset: int = 0
    turn: int = 0
    loose: bool = False
    lasts: tuple[int, str] | None = None
    short: int = 0
    fiscal: bool = False


@dataclass
class _Seen:
    text: str
    raw: str
    words: DateWords
    numbers: dict[str, int] = field(default_factory=dict)
    reading: Callable[[str], int] = int

    def number(self, word: str) -> int:
        return self.numbers.get(word, 0) or number_of(word) or self.reading(word)


def find(
    text: str, raw: str, words: DateWords, numbers: dict[str, int], reading: Callable[[str], int] = int
) -> list[DateHit]:
    """Return the dates in a flat text (``raw`` is the text as it stands), in order, ranges joined."""
    if words.master is None or words.starts is None or words.hint is None:
        return []
    matches = list(_matches(text, words.master, words.starts))
    if not matches or not words.hint.search(text):
        return []
    seen = _Seen(text, raw, words, numbers, reading)
    opened = {match.start() - 1 for match in matches}  # a bracket that a date opens names no author
    patterns = ((_CITED, raw), (words.cited, text)) if "(" in raw or "（" in raw else ()
    cited = [m.span() for pattern, where in patterns if pattern is not None for m in pattern.finditer(where)]
    names = [m.span() for m in words.names.finditer(text)] if words.names else []
    hits: list[DateHit] = []
    for match in matches:
        hit = _hit(match, seen)
        named = any(a <= match.start() < b for a, b in names)
        quoted = any(a <= match.start() < b and a not in opened for a, b in cited)
        if hit is not None and _sound(hit) and not (named or (quoted and _of_source(hit, text))):
            hits.append(hit)
    return _joined([_with_role(hit, seen) for hit in hits], seen)


def _matches(text: str, master: re.Pattern[str], starts: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield what ``master.finditer`` does, looking only where a date may begin."""
    begun = starts.search(text)
    while begun is not None:
        match = master.match(text, begun.start())
        if match is not None:
            yield match
        begun = starts.search(text, match.end() if match is not None else begun.start() + 1)


def _sound(hit: DateHit) -> bool:
    parts = (hit.first, hit.last) if hit.last else (hit.first,)
    return all(0 <= m <= 12 and 0 <= d <= 31 for _, m, d in parts)


def _of_source(hit: DateHit, text: str) -> bool:
    """Whether a date in brackets is that of a source: a year, or what follows a comma ("(Foo, 3 May 2001)")."""
    return not hit.first[1] or text[: hit.start].rstrip()[-1:] in (",", ";", "，")


def _hit(match: re.Match[str], seen: _Seen) -> DateHit | None:
    outer = match.lastgroup or ""  # every alternative is a group, which closes after those in it
    a, b = match.span()
    if outer == "rel":
        return _relative(match, seen)
    if outer == "wd":
        small = match.group() in seen.words.capital and not seen.raw[a].isupper()
        if small or _looks(seen.words.every, seen.text[max(0, a - 16) : a]):
            return None
        return DateHit(a, b, (0, 0, 0), shape="weekday", offset=seen.words.weekdays[match.group()])
    blocked = seen.words.not_after and seen.words.not_after.search(seen.text[max(0, a - 16) : a])
    if (blocked and outer in ("year", "day", "mon", "mny")) or outer == "decade":
        return None
    after = seen.words.not_before and seen.words.not_before.match(seen.text[b : b + 14])
    bound = ("year", "day", "md", "drd", "mrd", "full") if seen.words.counting else ("year", "day")
    called = _looks(seen.words.named_year, seen.text[max(0, a - 12) : a])
    if outer == "year" and _looks(seen.words.since_before, seen.text[max(0, a - 20) : a]):
        called = True  # "since 1999 pupils have gone": the year is no number of pupils
    if after and outer in bound and not called:
        return None
    if outer in ("ym", "rmm") and (told := yearspan.read(seen.raw[a:b], _fiscal(match, seen))):
        return DateHit(a, b, *told, shape="range" if told[1] else "month")
    make = _counted if seen.words.counting else _named
    return make(outer, match, seen)


def _fiscal(match: re.Match[str], seen: _Seen) -> bool:
    """Whether a season, a school or fiscal year is named beside a date."""
    before, after = seen.text[max(0, match.start() - 34) : match.start()], seen.text[match.end() : match.end() + 34]
    return _looks(seen.words.fiscal_before, before) or _follows(seen.words.fiscal_after, after)


def _relative(match: re.Match[str], seen: _Seen) -> DateHit | None:
    text = re.sub(r"\s+", " ", match.group())
    spec = seen.words.phrases.get(text) or seen.words.phrases.get(text.replace(" ", ""))
    count = 0
    if spec is None:
        for phrase, value in seen.words.phrases.items():
            if "#" in phrase:
                head, tail = phrase.split("#")
                if text.startswith(head) and text.endswith(tail):
                    word = text[len(head) : len(text) - len(tail)].strip()
                    count = seen.number(word)
                    spec = value
                    break
    if spec is None:
        return None
    unit, offset, back = spec
    step = int(offset.replace("#", str(count)))
    fiscal = bool(seen.words.fiscal[1]) and text.endswith(seen.words.fiscal[0])
    shape = "anaphora" if back else "relative"
    if len(text) == 1 and _is_inside(match, seen.text):
        return None
    since = text in seen.words.since_then
    if since and seen.text[match.start() - 1 : match.start()].isalnum():
        return None  # "1998年以来": the word belongs to what stands before it
    return DateHit(*match.span(), (0, 0, 0), shape=shape, unit=unit, offset=step, fiscal=fiscal, since=since)


def _is_inside(match: re.Match[str], text: str) -> bool:
    """Whether a phrase of one sign is part of a longer word: 올 of 올린."""
    a, b = match.span()
    return text[max(0, a - 1) : a].isalpha() or text[b : b + 1].isalpha()


def _month(word: str, match: re.Match[str], seen: _Seen) -> int:
    """The number of a month name; 0 where the word must be capitalised and is not."""
    name = re.sub(r"\s+", " ", word)
    at = match.start() + match.group().find(word)
    if name in seen.words.capital and not seen.raw[at].isupper():
        return 0
    return seen.words.months.get(name, 0)


def _inner(kind: str, match: re.Match[str]) -> list[str]:
    """The groups inside the alternative that matched."""
    first = match.re.groupindex[kind]
    after = [i for name, i in match.re.groupindex.items() if i > first and name in _OUTER]
    return [g for g in match.groups()[first : min(after, default=len(match.groups()) + 1) - 1] if g]


def _named(kind: str, match: re.Match[str], seen: _Seen) -> DateHit | None:
    a, b = match.span()
    groups = _inner(kind, match)
    if kind == "spelled":
        return _spelled(groups, match, seen)
    if kind in ("iso", "num"):
        x, y, z = (int(g) for g in groups[-3:])
        return DateHit(a, b, (x, y, z) if kind == "iso" else (z, y, x))
    if kind == "ym":
        return DateHit(a, b, (int(groups[0]), int(groups[1]), 0), shape="month")
    if kind == "ymn":
        month = _month(groups[1], match, seen)
        return DateHit(a, b, (int(groups[0]), month, 0), shape="month") if month else None
    if kind == "mny":
        return DateHit(a, b, (int(groups[1]), int(groups[0]), 0), shape="month")
    if kind == "ap":
        return DateHit(a, b, (shortyears.of_apostrophe(int(groups[0])), 0, 0), shape="year")
    if kind == "dm":
        return DateHit(a, b, (0, int(groups[1]), int(groups[0])))
    if kind == "rmm":
        one, two = groups[-2:]
        return DateHit(a, b, (int(one), 0, 0), (int(two if len(two) == 4 else one[:2] + two), 0, 0), shape="range")
    if kind in ("sy", "year"):
        return DateHit(a, b, (int(groups[-1] if groups else match.group()), 0, 0), shape="year", loose=kind == "sy")
    year = int(groups.pop()) if re.fullmatch(r"\d{4}", groups[-1]) else 0
    if year and _follows(seen.words.measures, seen.raw[b : b + 14]):  # small letters: no name
        year, b = 0, len(seen.text[: b - 4].rstrip())
    names = [g for g in groups if not g.isdigit()]
    month = _month(names[-1] if names else match.group(), match, seen)
    days = [int(g) for g in groups if g.isdigit()]
    if not month:
        return None
    if len(days) == 2:
        return DateHit(a, b, (year, month, days[0]), (year, month, days[1]), shape="range")
    return DateHit(a, b, (year, month, days[0] if days else 0), shape="day" if days else "month")


def _spelled(groups: list[str], match: re.Match[str], seen: _Seen) -> DateHit | None:
    """A date in words: "lima belas Mei dua ribu dua"."""
    day, month, year = seen.reading(groups[0]), _month(groups[1], match, seen), seen.reading(groups[-1])
    if not (1 <= day <= 31 and month and 1600 <= year <= 2100):
        return None
    return DateHit(*match.span(), (year, month, day))


def _counted(kind: str, match: re.Match[str], seen: _Seen) -> DateHit | None:
    a, b = match.span()
    if kind == "full":
        era, plain = match.group("E"), match.group("YY")
        year = seen.words.eras["".join(era.split())] + number_of(match.group("N")) if era else number_of(plain)
        month, day = number_of(match.group("MM") or "0"), number_of(match.group("DD") or "0")
        return DateHit(a, b, (year, month, day), shape="day" if day else "month" if month else "year")
    nums = [number for g in _inner(kind, match) if (number := number_of(g))]
    if kind != "ap" and any(g and not g.strip("0０") for g in _inner(kind, match)):  # no month or day is the noughth
        return None
    if kind == "iso":
        return DateHit(a, b, (nums[0], nums[1], nums[2]))
    if kind in ("erd", "ery"):
        return _by_era("".join(match.group().split()), nums, match, seen)
    if kind == "yy":
        return _short(nums, match, seen)
    if kind == "ap":
        year, month, day = ([*nums, 0, 0])[:3]
        shape = "day" if day else "month" if month else "year"
        return DateHit(a, b, (shortyears.of_apostrophe(year), month, day), shape=shape)
    if kind == "ym":
        return DateHit(a, b, (nums[0], nums[1], 0), shape="month")
    if kind == "rmm":
        return DateHit(a, b, (nums[0], 0, 0), (nums[1], 0, 0), shape="range")
    if kind in ("md", "mdd"):
        return DateHit(a, b, (0, nums[0], nums[1]))
    if kind == "mrd":
        return DateHit(a, b, (0, nums[0], nums[1]), (0, nums[0], nums[2]), shape="range")
    if kind == "drd":
        return DateHit(a, b, (0, 0, nums[0]), (0, 0, nums[1]), shape="range")
    shapes = {"mon": (0, nums[0], 0), "day": (0, 0, nums[0]), "year": (nums[0], 0, 0)}
    return DateHit(a, b, shapes[kind], shape="month" if kind == "mon" else kind)


def _by_era(written: str, nums: list[int], match: re.Match[str], seen: _Seen) -> DateHit:
    """A year of an era without the sign of a year, with its month or alone: 平成20.2.22, H20.2, H26~."""
    start = seen.words.eras[next(era for era in seen.words.eras if written.startswith(era))]
    year, month, day = ([*(nums or [int(written[1:])]), 0, 0])[:3]
    shape = "day" if day else "month" if month else "year"
    return DateHit(*match.span(), (start + year, month, day), shape=shape)


def _short(nums: list[int], match: re.Match[str], seen: _Seen) -> DateHit | None:
    """A year of one or two figures, as ``shortyears`` reads it."""
    told = shortyears.read(nums, match.span(), seen.text, seen.words)
    if told is None:
        return None
    year, is_open = told
    month, day = ([*nums[1:], 0, 0])[:2]
    shape = "day" if day else "month" if month else "year"
    return DateHit(*match.span(), (year, month, day), shape=shape, short=nums[0] if is_open else 0)


def of_year(hit: DateHit, year: int) -> DateHit | None:
    """An open year settled (0: it stays open, and only a month or day behind it is told, if any)."""
    _, month, day = hit.first
    if year or month:
        return replace(hit, first=(year or hit.first[0], month, day), short=0)
    return replace(hit, short=0) if hit.first[0] else None


def _looks(pattern: re.Pattern[str] | None, text: str) -> bool:
    return pattern is not None and pattern.search(text) is not None


def _follows(pattern: re.Pattern[str] | None, text: str) -> bool:
    return pattern is not None and pattern.match(text) is not None


def _with_role(hit: DateHit, seen: _Seen) -> DateHit:
    words = seen.words
    before, after = seen.text[max(0, hit.start - 34) : hit.start], seen.text[hit.end : hit.end + 14]
    since = hit.since or _looks(words.since_before, before) or _follows(words.since_after, after)
    lasts = words.lasts.of(seen.text, hit.start, hit.end, seen.number) if words.lasts else None
    since = since and not lasts and not _follows(words.lasting, after)
    framed = before.rstrip()[-1:] in _WAVES and _FRAMED.match(seen.text, hit.end) is not None
    until = (not framed and _looks(words.until_before, before)) or _follows(words.until_after, after)
    every = hit.shape in ("month", "day") and not hit.first[0] and _looks(words.every, before[-16:])
    near = before[-8:] if words.counting else after[:12] + before[-12:]
    turn = 1 if _looks(words.coming, near) else -1 if _looks(words.past, near) else 0
    if not (since or until or every or turn or lasts):
        return hit
    return replace(hit, since=since, until=until and not since and not lasts, every=every, turn=turn, lasts=lasts)


def _joined(hits: list[DateHit], seen: _Seen) -> list[DateHit]:
    """Join two dates that a word or dash makes a range."""
    out: list[DateHit] = []
    for hit in hits:
        last = out[-1] if out else None
        short = shortyears.is_apostrophe(seen.text[hit.start : hit.end])
        if short and last is not None and last.first[0] and _is_range(last, hit, seen):
            hit = replace(hit, first=(shortyears.of_apostrophe(hit.first[0] % 100, last.first[0]), *hit.first[1:]))
        if last is not None and _is_range(last, hit, seen):
            out[-1] = replace(last, end=hit.end, last=hit.last or hit.first, shape="range", until=False, since=False)
            continue
        out.append(hit)
    return out


def _is_range(a: DateHit, b: DateHit, seen: _Seen) -> bool:
    if (a.short and not a.first[0]) or (b.short and not b.first[0]):
        return False
    if a.last or a.shape in ("relative", "anaphora", "weekday") or b.shape in ("relative", "anaphora", "weekday"):
        return False
    gap = seen.text[a.end : b.start]
    if not (seen.words.joint and len(gap) < 24 and seen.words.joint.fullmatch(gap)):
        return False
    if seen.words.counting or "-" in gap or "~" in gap:
        closed = b.until or (a.shape == b.shape and a.first < b.first and not b.since)
        return seen.words.counting is False or not seen.words.until_after or "-" in gap or "~" in gap or closed
    opened = seen.words.between and seen.words.between.search(seen.text[max(0, a.start - 30) : a.start])
    plain_and = gap.strip() in seen.words.both
    return bool(opened) if plain_and else bool(opened or a.shape == b.shape)
