"""From the folder to the casebase: the facts of the sources, and the log as it grows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from kembar import casebase as building
from kembar import languages, places
from kembar.casebase import Casebase, Facts, SourceFact
from kembar.places.database import manifest
from kembar.sources import duplicates
from kembar.study import reading
from kembar.study.problems import hash_of
from kembar.types import Judgement, Memo, Reading, Source

if TYPE_CHECKING:
    from kembar.study.study import Study


class Log:
    """The readings and judgements in memory; only what was appended since is read from the store."""

    def __init__(self) -> None:
        self._readings: list[Reading] = []
        self._judgements: list[Judgement | Memo] = []
        self._read = self._judged = 0
        self._withdrawn: frozenset[str] | None = None
        self.last: tuple[tuple[Any, ...], int, Casebase] | None = None

    def readings(self, study: Study) -> Sequence[Reading]:
        """Return all readings."""
        last = _seq(study)[0]
        if last > self._read:
            study.cache.remember()
            self._readings += study.store.readings(self._read)
            self._read = last
        return self._readings

    def judgements(self, study: Study) -> Sequence[Judgement | Memo]:
        """Return all judgements and memos."""
        last = _seq(study)[1]
        if last > self._judged:
            study.cache.remember()
            self._judgements += study.store.judgements(self._judged)
            self._judged, self._withdrawn = last, None
        return self._judgements

    def withdrawn(self, study: Study) -> frozenset[str]:
        """Return what is withdrawn, by withdrawals that are not withdrawn themselves."""
        judged = self.judgements(study)
        if self._withdrawn is None:
            every = [j for j in judged if isinstance(j, Judgement) and j.verdict == "withdraw"]
            undone: set[str] = set()
            for judgement in reversed(every):
                if judgement.id not in undone:
                    undone |= set(judgement.subjects)
            self._withdrawn = frozenset(undone)
        return self._withdrawn


def _seq(study: Study) -> tuple[int, int]:
    """Return the numbers of the last rows; a study that may only be read and was never written has none."""
    if study.read_only and not study.folder.store.is_file():
        study.check_log()
        return 0, 0
    return study.store.seq


def casebase(study: Study) -> Casebase:
    """Build the casebase of a study as it is now; where only judgements came since, work out their pairs alone."""
    readings = study.readings()
    judgements = [j for j in study.judgements() if isinstance(j, Judgement)]
    texts = [whole_text(study, source) for source in study.sources.values()]
    given = (len(readings), study.settings, study.sources, study.codebook, study.aliases(), texts)
    last = study.log.last
    if last is None or any(a is not b and a != b for a, b in zip(last[0], given, strict=True)):
        cases = building.build(facts(study), readings, judgements, study.codebook)
    else:
        cases = last[2]
        for judgement in judgements[last[1] :]:
            cases = cases.rejudge(judgement)
    study.log.last = (given, len(judgements), cases)
    return cases


def facts(study: Study) -> Facts:
    """Gather what the casebase must know of the sources beside their codings; what the cache lost is made again.

    Where the rules have changed since a text was read, what the earlier ones saw stands, as their readings do, until
    ``code`` reads it again: opening a large study must not wait for that.
    """
    reader = reading.Reader.of(study)
    keys = {s.id: (study.current_text(s), reader.key(s)) for s in study.sources.values()}
    read, known = {r.text_sha256 for r in study.readings()}, study.cache.facts()
    unseen = read - {text for text, _ in known}
    lost = [study.sources[name] for name, key in keys.items() if key[0] in unseen]
    if lost:
        reading.recall(study, lost)
        known = study.cache.facts()
    earlier = {text: fact for (text, _), fact in known.items()}
    made = {}
    for source in study.sources.values():
        whole = whole_text(study, source)
        texts = tuple(v.text_sha256 for v in source.versions if v.text_sha256 and whole)
        nothing = (source.language, frozenset[str](), frozenset[int]())
        language, mentioned, years = known.get(keys[source.id]) or earlier.get(keys[source.id][0], nothing)
        rules = languages.has_rules(language)
        made[source.id] = SourceFact(source, whole, texts, language, rules, mentioned, years)
    return Facts(made, study.pairs, study.settings.period, related(study), place_names(study))


def whole_text(study: Study, source: Source) -> str:
    """Return the hash of a source's current text, "" if its file is gone or was edited: then it counts as not read."""
    sha256 = study.current_text(source)
    try:
        return sha256 if sha256 and hash_of(study.folder.text(source.id, sha256)) == sha256 else ""
    except OSError:
        return ""


def place_names(study: Study) -> dict[str, tuple[str, ...]]:
    """Return the spellings of the places of the study's pairs and of acts that have a name, by place id."""
    ids = {p.id for pair in study.pairs for p in (pair.pair.a, pair.pair.b)}
    for found in study.readings():
        ids |= {p.id for c in found.codings if c.pair and "name" in c.attributes for p in (c.pair.a, c.pair.b)}
    return spellings(study, ids)


def spellings(study: Study, ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return the spellings of places by id, from the cache where they were looked up before."""
    version = str(manifest()["sha256"])
    known = study.cache.spellings(version)
    if missing := {*ids} - known.keys():
        told = places.gazetteer().names_of(missing)
        study.cache.keep_spellings(version, told)
        known |= told
    return {place: known[place] for place in sorted(ids) if place in known}


def related(study: Study) -> tuple[tuple[str, str, float], ...]:
    """Return pairs of sources whose current texts share a part, with the shared part of the shorter."""
    sketches = study.cache.sketches()
    current = {s.id: study.current_text(s) for s in study.sources.values()}

    def text_of(source: str) -> str:
        try:
            return study.document(source, current[source]).text
        except ValueError:  # a text that was changed by hand is told elsewhere; its sketch is all that is known of it
            return ""

    return tuple(duplicates.relations({i: sketches[t] for i, t in current.items() if t in sketches}, text_of))
