"""Independent sources: copies, shared texts and retellings of one publication are one witness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from kembar.casebase.decisions import Couple, Decisions
from kembar.casebase.facts import Facts, SourceFact
from kembar.offsets import letters

#: From this share of the shorter text on two sources are one witness; from RELATED on a person decides.
ONE = 0.8
RELATED = 0.3


def witnesses(facts: Facts, decisions: Decisions) -> dict[str, str]:
    """Map each source to its witness, named by the smallest id of the sources that are one."""
    parent: dict[str, str] = {source: source for source in facts.sources}

    def find(name: str) -> str:
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    def union(a: str, b: str) -> None:
        a, b = find(a), find(b)
        if a != b:
            parent[max(a, b)] = min(a, b)

    for a, b in _couples(facts, decisions):
        union(a, b)
    members: dict[str, list[str]] = {}
    for source in sorted(facts.sources):
        members.setdefault(find(source), []).append(source)
    return {source: group[0] for group in members.values() for source in group}


def undecided(facts: Facts, decisions: Decisions) -> tuple[tuple[str, str, float], ...]:
    """Couples of sources that share much of their text and on which nobody decided yet."""
    known = witnesses(facts, decisions)
    open_ = {}
    for a, b, share in facts.related:
        couple = (min(a, b), max(a, b))
        if share >= RELATED and couple not in decisions.independent and known.get(a) != known.get(b):
            open_[couple] = share
    return tuple((a, b, open_[a, b]) for a, b in sorted(open_))


def _couples(facts: Facts, decisions: Decisions) -> Iterable[Couple]:
    """Couples of nodes that are one; a node is a source, a text, or a publication that is retold."""
    retold = {key for fact in facts.sources.values() for key in _retold(fact.source.retells)}
    for name, fact in facts.sources.items():
        if fact.text_sha256:
            yield name, f"text {fact.text_sha256}"
        if fact.source.copy_of:
            original = fact.source.copy_of
            yield name, original if original in facts.sources else f"copy {original}"
        for key in _retold(fact.source.retells):
            yield name, key
        for key in _own(fact):
            if key in retold:
                yield name, key
    for a, b, share in facts.related:
        if share >= ONE and a in facts.sources and b in facts.sources:
            yield a, b
    yield from decisions.one_witness


def _retold(retells: Mapping[str, str] | None) -> list[str]:
    if not retells:
        return []
    address = retells.get("address") or retells.get("url") or ""
    keys = [f"at {_address(address)}"] if address else []
    return [*keys, f"titled {_letters(retells['title'])}"] if retells.get("title") else keys


def _own(fact: SourceFact) -> list[str]:
    """The keys under which a source itself would be retold."""
    source = fact.source
    keys = [f"at {_address(source.url)}"] if source.url else []
    return [*keys, f"titled {_letters(source.title)}"] if source.title else keys


def _address(url: str) -> str:
    plain = url.strip().casefold().split("#")[0].rstrip("/")
    for start in ("https://", "http://", "www."):
        plain = plain.removeprefix(start)
    return plain


@lru_cache(maxsize=4096)
def _letters(text: str) -> str:
    return letters(text).text
