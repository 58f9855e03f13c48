"""The case files as examples for ``fit_weights.py``: what each demands and forbids, and whether weights fulfil it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kembar import codebook, languages, yamlfile
from kembar.coders.rules import decide, issued, propose
from kembar.coders.rules.candidate import Candidate
from kembar.sources.plaintext import blocks_of
from kembar.types import Document, Source

CASES = Path(__file__).parent.parent / "tests" / "cases"
BOOK = codebook.load()
#: How much a candidate of a case counts beside one of a coded document, and by how much more while the case fails.
SHARE, MORE = 0.25, 6.0


@dataclass
class Case:
    """A case: its text, what it demands and forbids, what its records say, its share, and what stood in its place."""

    document: Document
    must: list[str]
    must_not: list[str]
    says: list[str]
    share: float = SHARE
    against: list[Candidate] = field(default_factory=list)

    def proposed(self) -> list[Candidate]:
        """The candidates of the text, not yet judged."""
        return propose(self.document, BOOK, self.document.language)[1]

    def examples(self) -> Iterator[tuple[Candidate, float]]:
        """Yield the candidates that the case demands (label 1) or forbids (label 0), with its share."""
        for candidate in (c for c in self.proposed() if c.pair):
            wanted = any(_is(candidate, line) for line in self.must)
            if wanted or "*" in self.must_not or any(_is(candidate, line) for line in self.must_not):
                candidate.label = int(wanted)
                yield candidate, self.share
        yield from ((candidate, self.share) for candidate in self.against)

    def holds(self, table: Mapping[str, float]) -> bool:
        """Say whether the coder finds with these weights what the case demands and nothing that it forbids."""
        kept = decide(self.proposed(), issued(self.document), table)
        if "*" in self.must_not:
            return not kept
        there = all(any(_is(c, line) for c in kept) for line in self.must)
        return there and not any(_is(c, line) for c in kept for line in self.must_not)

    def stand_ins(self, table: Mapping[str, float]) -> list[Candidate]:
        """What stands with these weights in place of what the case demands, and is not yet told against."""
        candidates = self.proposed()
        kept = decide(candidates, issued(self.document), table)
        lost = {c.reason for c in candidates if any(_is(c, line) for line in self.must)}
        there = {(c.kind, c.start, c.end) for c in self.against}
        new = [c for c in kept if f"told as {c.kind}" in lost and (c.kind, c.start, c.end) not in there]
        return [c for c in new if not any(_is(c, line) for line in self.must)]


def cases() -> list[Case]:
    """All cases of the languages that are there."""
    out = []
    for path in sorted(CASES.glob("*/*.yaml")):
        for name, case in yamlfile.entries(yamlfile.load(path)) if languages.has_rules(path.parent.name) else ():
            whole = "\n\n".join(part for part in (case.text("title"), case.text("text")) if part)
            source = Source(f"{path.stem}/{name}", title=case.text("title"), issued=case.text("issued") or None)
            document = Document(source, whole, "0" * 64, "text 1", languages.detect(whole), blocks_of(whole))
            out.append(Case(document, case.list("must"), case.list("must_not"), case.list("says")))
    return out


def _is(candidate: Candidate, line: str) -> bool:
    """Whether a candidate is what a line "kind | place-place | start" of a case says."""
    kind, _, rest = (part.strip() for part in line.partition("|"))
    pair, _, start = (part.strip() for part in rest.partition("|"))
    names = {place.name for place in candidate.pair or ()}
    since = candidate.since.edtf if candidate.since else ""
    sides = {side.strip() for side in pair.split(" - " if " - " in pair else "-")}
    return candidate.kind == kind and names == sides and since.startswith(start)
