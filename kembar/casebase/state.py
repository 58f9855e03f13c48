"""What a build keeps so that one more judgement costs only the blocks it touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kembar.casebase.blocks import Result, work_out
from kembar.casebase.context import Context, context
from kembar.casebase.counting import Block, Tally, Unit, block_of, current_text, tally
from kembar.casebase.decisions import Couple, Decisions, decide
from kembar.casebase.facts import Facts
from kembar.casebase.witnesses import witnesses
from kembar.codebook import Codebook
from kembar.types import Judgement, Reading

Islands = dict[Block, tuple[Block, ...]]


@dataclass(frozen=True, slots=True)
class State:
    """Input and intermediate results of a build.

    ``sources_of`` says which sources feed a block; ``islands`` maps a block to all blocks that people tied to it (only
    where there are any); ``results`` are by the first block of an island; ``homes`` says which sources hold a coding.
    """

    context: Context
    readings: Mapping[str, tuple[Reading, ...]]
    judgements: Mapping[str, Judgement]
    tallies: Mapping[str, Tally]
    sources_of: Mapping[Block, frozenset[str]]
    islands: Islands
    results: Mapping[Block, Result]
    homes: Mapping[str, tuple[str, ...]]


def begin(facts: Facts, readings: Iterable[Reading], judgements: Iterable[Any], codebook: Codebook) -> State:
    """Work everything out; what is no judgement (a memo) is passed over."""
    given = {j.id: j for j in judgements if isinstance(j, Judgement)}
    decisions = decide(given.values(), facts.sources)
    found = context(facts, codebook, decisions, witnesses(facts, decisions))
    by_source: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_source[reading.source].append(reading)
    tallies = {source: _tally(source, by_source[source], found) for source in sorted(by_source)}
    own = {source: tuple(found_in) for source, found_in in by_source.items()}
    state = State(found, own, given, tallies, _sources_of(tallies), {}, {}, _homes(own))
    state = replace(state, islands=_islands(state))
    firsts = {state.islands.get(block, (block,))[0] for block in state.sources_of}
    return replace(state, results={block: _result(block, state) for block in sorted(firsts)})


def advance(state: State, judgement: Judgement) -> State:
    """Return the state with one more judgement."""
    if judgement.id in state.judgements:
        return state
    given = {**state.judgements, judgement.id: judgement}
    old = state.context
    decisions = decide(given.values(), old.facts.sources)
    new = replace(old, decisions=decisions)
    if decisions.one_witness != old.decisions.one_witness:
        new = replace(new, witness=witnesses(old.facts, decisions))
    places = _locate(state, _changed_codings(old.decisions, decisions))
    whole = _changed_sources(state, old, new)
    tallies = dict(state.tallies)
    touched = {block for _, block in places}
    for source in {source for source, _ in places} | whole:
        tallies[source] = _tally(source, state.readings.get(source, ()), new)
        if source in whole:
            touched |= set(tallies[source].blocks) | set(state.tallies[source].blocks)
    moved = any(tallies[source].blocks.keys() != state.tallies[source].blocks.keys() for source in tallies)
    feeding = _sources_of(tallies) if moved else state.sources_of
    fresh = replace(state, context=new, judgements=given, tallies=tallies, sources_of=feeding)
    return _again(fresh, touched)


def reread(state: State, reading: Reading) -> State:
    """Return the state with one more reading; of its source only the blocks are worked out again that it changes."""
    source, old = reading.source, state.tallies.get(reading.source)
    own = state.readings.get(source, ())
    if any(known.id == reading.id for known in own):
        return state
    new = _tally(source, (*own, reading), state.context)
    before = old.blocks if old else {}
    touched = {
        block for block in before.keys() | new.blocks if _told(before.get(block)) != _told(new.blocks.get(block))
    }
    tallies = {**state.tallies, source: new}
    readings = {**state.readings, source: (*own, reading)}
    feeding = _sources_of(tallies) if before.keys() != new.blocks.keys() else state.sources_of
    homes = {c.id: (*(s for s in state.homes.get(c.id, ()) if s != source), source) for c in reading.codings}
    fresh = replace(state, readings=readings, tallies=tallies, sources_of=feeding, homes={**state.homes, **homes})
    return _again(fresh, touched)


def _told(units: list[Unit] | None) -> dict[str, tuple[str, int, Any]]:
    """What a block holds, so that two of them can be compared."""
    return {unit.id: (unit.verdict, len(unit.readings), unit.views) for unit in units or ()}


def _again(state: State, touched: set[Block]) -> State:
    """Work out the touched blocks again, with those tied to them before or now."""
    before = state.islands
    state = replace(state, islands=_islands(state))
    for block, island in (*before.items(), *state.islands.items()):
        if before.get(block) != state.islands.get(block) or not touched.isdisjoint(island):
            touched |= set(island)
    results = {block: result for block, result in state.results.items() if block not in touched}
    for first in {state.islands.get(block, (block,))[0] for block in touched if block in state.sources_of}:
        results[first] = _result(first, state)
    return replace(state, results={block: results[block] for block in sorted(results)})


def _tally(source: str, readings: Iterable[Reading], found: Context) -> Tally:
    fact = found.facts.sources.get(source)
    current = current_text(fact, found.decisions.withdrawn) if fact else ""
    return tally(tuple(readings), current, found.decisions)


def _sources_of(tallies: Mapping[str, Tally]) -> dict[Block, frozenset[str]]:
    feeding: dict[Block, list[str]] = defaultdict(list)
    for source, counted in tallies.items():
        for block in counted.blocks:
            feeding[block].append(source)
    return {block: frozenset(sources) for block, sources in feeding.items()}


def _result(first: Block, state: State) -> Result:
    """Work out one island of blocks."""
    units: dict[str, Unit] = {}
    ties: list[Couple] = []
    for block in state.islands.get(first, (first,)):
        for source in sorted(state.sources_of.get(block, ())):
            counted = state.tallies[source]
            ties += counted.tied
            for unit in counted.blocks.get(block, ()):
                units[unit.id] = unit.with_(units[unit.id]) if unit.id in units else unit
    return work_out(units.values(), ties, state.context)


def _islands(state: State) -> Islands:
    """Blocks that a person's "same", or a revision that moves a coding, ties together."""
    couples = [couple for counted in state.tallies.values() for couple in counted.tied]
    couples += state.context.decisions.same
    if not couples:
        return {}
    block_by_coding: dict[str, Block] = {}
    wanted = {coding for couple in couples for coding in couple}
    for counted in state.tallies.values():
        for block, units in counted.blocks.items():
            block_by_coding.update({unit.id: block for unit in units if unit.id in wanted})
    groups: dict[Block, set[Block]] = {}
    for a, b in couples:
        blocks = {block_by_coding[coding] for coding in (a, b) if coding in block_by_coding}
        if len(blocks) > 1:
            joined = set().union(*(groups.get(block, {block}) for block in blocks))
            groups.update(dict.fromkeys(joined, joined))
    return {block: tuple(sorted(group)) for block, group in groups.items()}


def _homes(readings: Mapping[str, tuple[Reading, ...]]) -> dict[str, tuple[str, ...]]:
    """For each coding the sources that hold it: one, or several with the same text."""
    homes: dict[str, tuple[str, ...]] = {}
    for source, own in readings.items():
        alone = (source,)
        for reading in own:
            for coding in reading.codings:
                known = homes.setdefault(coding.id, alone)
                if source not in known:
                    homes[coding.id] = (*known, source)
    return homes


def _locate(state: State, wanted: set[str]) -> set[tuple[str, Block]]:
    """The sources and blocks of some codings, counting or not."""
    return {
        (source, block_of(coding, source))
        for source in {source for coding in wanted for source in state.homes.get(coding, ())}
        for reading in state.readings[source]
        for coding in reading.codings
        if coding.id in wanted
    }


def _changed_codings(old: Decisions, new: Decisions) -> set[str]:
    """The codings on which two states of decisions differ."""
    changed = {c for c in old.opinions.keys() | new.opinions.keys() if old.opinions.get(c) != new.opinions.get(c)}
    for one, other in ((old.same, new.same), (old.contested, new.contested)):
        changed |= {coding for couple in one ^ other for coding in couple}
    changed |= {c for c in old.different.keys() | new.different.keys() if old.different.get(c) != new.different.get(c)}
    for field in old.preferred.keys() | new.preferred.keys():
        was, now = old.preferred.get(field, {}), new.preferred.get(field, {})
        changed |= {coding for coding in was.keys() | now.keys() if was.get(coding) != now.get(coding)}
    return changed


def _changed_sources(state: State, old: Context, new: Context) -> set[str]:
    """The sources of which everything has to be counted again: a reading, text or witness changed."""
    changed = {source for source in state.tallies if old.witness.get(source) != new.witness.get(source)}
    withdrawn = old.decisions.withdrawn ^ new.decisions.withdrawn
    for source, own in state.readings.items() if withdrawn else ():
        fact = old.facts.sources.get(source)
        named = {source, *(r.id for r in own), *(r.text_sha256 for r in own)}
        if not withdrawn.isdisjoint(named | ({fact.text_sha256, *fact.texts} if fact else set())):
            changed.add(source)
    return changed
