"""Text and layout become passages: headings, sentences, list items, rows and notes, each with where to cite it.

The rules of a language for the ends of sentences lie in ``languages/<code>/sentences.yaml``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from kembar import languages, turns
from kembar.teasers import Boxes
from kembar.types import Block, Document, Passage, Role

_TOKEN = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*$")
_INITIALS = re.compile(r"(?:[a-z]\.)*[a-z]")
_OPENING = " \t\n\f\"'“‘「『([（"
_DATE = r"(?<!\d)\d{4}\.\s?\d{1,2}\.(?:\s?\d{1,2}\.)?"
#: Level of headings inside a table; they end with it.
_IN_TABLE = 9
_NEAR = 300
#: A name in capitals that heads a paragraph, and no speaker ("GHENT. In ...", "GHENT (Belgium): ...").
_LEAD = re.compile(
    r"(?P<lead>[^\W\d_a-zß-ÿ][^\Wa-zß-ÿ]+(?:[ '’&/,-]+[^\Wa-zß-ÿ\d]+){0,5}(?:[.?!]|\s\([^()\n]{2,40}\)[.:]))\s+(?=\S)"
)
_LEADS, _SHORTEST = 2, 3
#: Dots that lead the eye from a name to what is said of it ("Lima ........ 1971") end no sentence.
_LEADER = re.compile(r"(?:[.·…‥_]\s?){4,}|…{3,}")
_TOKEN_REACH = 24
_OPENING_YEAR = re.compile(r"(?:1[89]|20)\d\d(?!\d)")
_DATE_WORDS, _DATE_LETTERS = 4, 12


@dataclass(frozen=True)
class SentenceWords:
    """How sentences end in a language (see ``languages/en/sentences.yaml``)."""

    end: re.Pattern[str]
    abbreviations: frozenset[str]
    before_numbers: frozenset[str]
    unbroken: re.Pattern[str]
    closing: re.Pattern[str] | None


@cache
def sentence_words(code: str) -> SentenceWords:
    """Return a language's rules; one without a folder gets the abbreviations and stops of all."""
    known = [code] if code in languages.codes() else list(languages.codes())
    files = [languages.get(c).file("sentences") for c in known]
    pairs = {pair for file in files for pair in file.list("unbroken")} if len(known) == 1 else set()
    closing = sorted({word for file in files for word in file.text("closing").split()}, key=len, reverse=True)
    inside = "|".join(f"{re.escape(p[0])}[^{re.escape(p)}]{{0,{_NEAR}}}{re.escape(p[1])}" for p in sorted(pairs))
    ends = [file.text("end") for file in files if file.text("end")]
    return SentenceWords(
        end=re.compile("|".join(dict.fromkeys(ends)) or r"[.!?。](?=\s|$)"),
        abbreviations=frozenset(word for file in files for word in file.text("abbreviations").split()),
        before_numbers=frozenset(word for file in files for word in file.text("before_numbers").split()),
        unbroken=re.compile("|".join(filter(None, (inside, _DATE)))),
        closing=re.compile(rf"\s?(?:{'|'.join(closing)})(?!\w)|(?:{'|'.join(closing)})") if closing else None,
    )


def sentences(text: str, start: int, end: int, code: str = "") -> list[tuple[int, int]]:
    """Return the (start, end) of the sentences in ``text[start:end]``, without the blanks around them."""
    words = sentence_words(code)
    held = _unbroken(text, start, end, words)
    if leaders := [(m.start() - 1, m.end() + 1) for m in _LEADER.finditer(text, start, end)]:
        held = sorted([*held, *leaders])
    out: list[tuple[int, int]] = []
    at, pair = start, 0
    for match in words.end.finditer(text, start, end):
        while pair < len(held) and held[pair][1] <= match.start():
            pair += 1
        inside = pair < len(held) and held[pair][0] < match.start() and match.end() < held[pair][1]
        if inside or not _ends(text, at, match, end, words):
            continue
        out += _trimmed(text, at, match.end())
        at = match.end()
    return out + _trimmed(text, at, end)


def _unbroken(text: str, start: int, end: int, words: SentenceWords) -> list[tuple[int, int]]:
    """What stands between signs that go together; an answer that is all in quotes is as many sentences as it has."""
    held = [m.span() for m in words.unbroken.finditer(text, start, end)]
    if len(held) == 1 and not text[start : held[0][0]].strip() and not text[held[0][1] : end].strip():
        return [m.span() for m in words.unbroken.finditer(text, held[0][0] + 1, held[0][1] - 1)]
    return held


def _with_date(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave a date that opens a paragraph as if it were a sentence ("1998. May 4. A pact is signed.") to its entry."""
    first = text[slice(*spans[0])] if len(spans) > 1 else ""
    little = len(first.split()) <= _DATE_WORDS and sum(map(str.isalpha, first)) <= _DATE_LETTERS
    if not (_OPENING_YEAR.match(first) and little):
        return spans
    return [(spans[0][0], spans[1][1]), *spans[2:]]


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [(start, end)] if end > start else []


def _ends(text: str, start: int, match: re.Match[str], end: int, words: SentenceWords) -> bool:
    """Decide on one stop: no end after an abbreviation, initial or list number, or before a small letter."""
    after = match.end()
    if words.closing and match[0][-1] not in ".!?。！？．…" and words.closing.match(text, after, end):
        return False
    while after < end and text[after] in _OPENING:
        after += 1
    following = text[after] if after < end else ""
    if following.islower():
        return False
    if match[0][0] != "." or not following:
        return True
    token = _TOKEN.search(text, max(start, match.start() - _TOKEN_REACH), match.start())
    if token is None:
        return True
    word = token[0].lower()
    if word in words.abbreviations or _INITIALS.fullmatch(word):
        return False
    if word.isdigit() and not text[start : token.start()].strip():
        return False
    return not (word in words.before_numbers and following.isdigit())


@cache
def _reference_headings() -> frozenset[str]:
    files = [languages.get(code).file("pages") for code in languages.codes()]
    return frozenset(word.strip().casefold() for file in files for word in file.text("references").split("|"))


@lru_cache(1_000)
def is_references(heading: str) -> bool:
    """Tell whether a heading, numbered or not, opens a list of literature."""
    plain = re.sub(r"^[\W\d_]*(?:[IVXLC]+[.)]\s+|[A-Z][.)]\s+)?", "", heading).strip(" :.")
    return plain.casefold() in _reference_headings()


@dataclass(slots=True)
class _Group:
    """Blocks that make one paragraph, row or heading, with its place in the document."""

    blocks: list[Block]
    role: Role
    headings: tuple[str, ...] = ()
    paragraph: int = 0
    place: str = ""
    unit: str = "sheet"

    @property
    def start(self) -> int:
        return self.blocks[0].start

    @property
    def end(self) -> int:
        return self.blocks[-1].end

    def block(self, at: int) -> Block:
        if len(self.blocks) < 2:
            return self.blocks[0]
        return self.blocks[max(0, bisect_right(self.blocks, at, key=lambda b: b.start) - 1)]

    def locator(self, start: int, last: Block) -> str:
        """Cite what begins at an offset and ends in a block: on two pages both are named."""
        block = self.block(start)
        if block.row and self.place:
            return self.place
        if block.page:
            return f"p. {block.page}" if last.page in ("", block.page) else f"p. {block.page}-{last.page}"
        return f"{self.unit} {block.sheet}" if block.sheet else self.place


def _joined(text: str, blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Yield the blocks that belong together: the cells of a row, the parts of a paragraph over columns or pages."""
    open_: list[Block] = []
    for block in blocks:
        if open_ and block.role == open_[-1].role and _belongs(text, open_[-1], block):
            open_.append(block)
            continue
        if open_:
            yield open_
        open_ = [block]
    if open_:
        yield open_


def _paragraphs(text: str) -> Iterator[Block]:
    """Yield what stands between blank lines, for a text without layout."""
    for match in re.finditer(r"\S.*(?:\n[^\S\n]*\S.*)*", text):
        yield Block(match.start(), match.end())


def _belongs(text: str, before: Block, block: Block) -> bool:
    if block.role == "table_row":
        return block.row == before.row and block.sheet == before.sheet and "\n\n" not in text[before.end : block.start]
    return block.role in ("body", "list_item", "note") and "\n" not in text[before.end : block.start]


def _groups(document: Document) -> Iterator[_Group]:
    """Walk the document with the tree of its headings, counting paragraphs, headings and tables."""
    tree: list[tuple[int, str]] = []
    items: list[tuple[int, str]] = []
    counts, last_row = {"paragraph": 0, "heading": 0, "table": 0}, 0
    unit = "slide" if document.extractor.startswith("pptx") else "sheet"
    every = document.blocks or tuple(_paragraphs(document.text))
    cut = tuple(turns.cut(document, every)) if document.source.kind == turns.INTERVIEW else ()
    spoken = {block.start: place for block, place in cut}
    boxes = Boxes()
    for blocks in _joined(document.text, (block for block, _ in cut) if cut else every):
        first = blocks[0]
        group = _Group(blocks, first.role, tuple(text for _, text in tree), counts["paragraph"], unit=unit)
        plain = " ".join(document.text[first.start : blocks[-1].end].split())
        if first.role not in ("table_row", "heading"):
            tree = [(level, text) for level, text in tree if level < _IN_TABLE]
            group.headings = tuple(text for _, text in tree)
        if first.role in ("heading", "title"):
            tree = [(level, text) for level, text in tree if level < first.level]
            group.headings, items = tuple(text for _, text in tree), []
            tree.append((first.level, plain))
            counts["heading"] += 1
            group.place = f"heading {counts['heading']}"
            last_row = 0 if not first.row else last_row
        elif first.role == "table_row":
            counts["table"] += first.row <= last_row or not last_row
            last_row = first.row
            group.place = _row_place(document, first, counts["table"])
        elif first.role != "running_head":
            last_row = 0
            counts["paragraph"] += 1
            group.paragraph = counts["paragraph"]
            group.place = spoken.get(first.start) or f"para. {group.paragraph}"
            items = [(level, text) for level, text in items if first.level and level < first.level]
            if first.role == "list_item":
                group.headings += tuple(text for _, text in items)
                items.append((first.level, plain))
            group.role = "reference" if any(is_references(text) for _, text in tree) else group.role
        group.role = boxes.role(group.role, first.level, plain)
        yield group


def _row_place(document: Document, block: Block, table: int) -> str:
    if document.extractor.startswith(("csv", "xlsx")):
        return f"{block.page}, row {block.row}" if block.page else f"row {block.row}"
    if block.page or block.sheet:
        return ""
    return f"row {block.row}" if table < 2 else f"table {table}, row {block.row}"


def split(document: Document) -> tuple[Passage, ...]:
    """Return the passages of a document in order: a sentence each, a heading, row or running head as a whole.

    ``headings`` of a list item end with the items that it stands below. A document without blocks is read as
    paragraphs between blank lines. The spans are exact: ``document.text[p.start:p.end]`` is what a quote repeats.
    """
    text = document.text
    out: list[Passage] = []
    groups = list(_groups(document))
    leads = _leads(text, groups)
    lead = ""
    under: tuple[str, ...] = ()
    for group in groups:
        start, end = group.start, group.end
        lead = leads.get(start, lead) if group.headings == under else leads.get(start, "")
        under = group.headings
        language = languages.detect(text[start:end], document.language)
        whole = group.role in ("heading", "title", "table_row", "running_head")
        spans = [(start, end)] if whole else _with_date(text, sentences(text, start, end, language))
        if start in leads:
            spans = _parted(text, spans, start + len(leads[start]))
        for first, last in spans:
            place = group.locator(first, group.block(last - 1))
            opens = first == start and start in leads and group.role == "body"
            below = (lead,) if lead and not opens and group.role in ("body", "list_item") else ()
            role = "heading" if opens else group.role
            out.append(Passage(first, last, place, group.headings + below, language, role, group.paragraph))
    return tuple(out)


def _leads(text: str, groups: Iterable[_Group]) -> dict[int, str]:
    """The words in capitals that open paragraphs as their headings, by where these begin; {} unless several do."""
    found: dict[int, str] = {}
    for group in groups:
        match = _LEAD.match(text, group.start, group.end) if group.role == "body" else None
        if match is not None and sum(map(str.isupper, match["lead"])) > _SHORTEST:
            found[group.start] = match["lead"]
    return found if len(found) >= _LEADS else {}


def _parted(text: str, spans: list[tuple[int, int]], at: int) -> list[tuple[int, int]]:
    """Part the first sentence of a paragraph from the heading that opens it and ends at an offset."""
    start, (_, *rest) = spans[0][0], spans
    return [(start, at), *_trimmed(text, at, max(at, spans[0][1])), *rest]


def citer(document: Document) -> Callable[[int, int], str]:
    """Return a function that says where to cite a span: ``p. 211``, ``p. 211-212``, ``row 14``, ``para. 6``.

    In front of all blocks it is "".
    """
    groups = list(_groups(document))
    starts = [group.start for group in groups]

    def cite(start: int, end: int) -> str:
        first, last = (bisect_right(starts, at) - 1 for at in (start, max(start, end - 1)))
        return groups[first].locator(start, groups[last].block(end - 1)) if first >= 0 else ""

    return cite


def locator(document: Document, start: int, end: int = 0) -> str:
    """Return where to cite a span of a document, or what begins at an offset (see ``citer``)."""
    return citer(document)(start, end or start + 1)
