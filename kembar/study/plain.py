"""Codings and verdicts as a person would write them down, in YAML::

codings:
  - name: tie                        # how verdicts below call it
    source: busan-1994
    by: Ana                          # a person, or ``rules`` for a proposal of the rules that was judged
    at: 2026-01-15T09:00:00Z
    type: agreement
    kind: sister_agreement
    pair: [Surabaya, "Busan, KR"]    # a statement: pair, place or neither
    start: 1994-08-29
    flow: Surabaya>Busan             # or mutual
    participants: at least 70        # 70, about 70, at least 70
    actors: [school]
    attributes: {name: ..., value: ...}
    quotes:
      - words: the exact words of the frozen text
        supports: [act, pair, start]
        cue: the word that gave the act
verdicts:
  - verdict: reject
    subjects: [tie]                  # names from above, ids, or source ids
    by: Ana
    at: 2026-01-15T09:05:00Z
    note: not this partner
    quotes: [{source: other-1995, words: ...}]
memos:
  - {subject: busan-1994, text: ..., by: Ana, at: 2026-01-15}
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from kembar import dates, yamlfile
from kembar.coders import gate
from kembar.problems import UnknownNameError, YamlError
from kembar.study import judging
from kembar.study.catalogue import place_of
from kembar.types import Coding, Count, Evidence, Judgement, Memo, Pair, Reading, Scope, Verdict, When
from kembar.yamlfile import Mapping

if TYPE_CHECKING:
    from kembar.study import Study

CODING = (
    *("name", "source", "by", "at", "type", "kind", "pair", "place", "sector", "status", "start", "end", "recurrence"),
    *("flow", "participants", "actors", "attributes", "revises", "quotes"),
)
VERDICT = ("verdict", "subjects", "by", "at", "field", "note", "quotes")
QUOTE = ("source", "words", "supports", "cue", "near")
_BOUNDS = {"at least": "at_least", "about": "about"}


@dataclass(frozen=True, slots=True)
class Plain:
    """What a file of codings and verdicts holds, ready for the store."""

    readings: tuple[Reading, ...]
    judgements: tuple[Judgement | Memo, ...]


def load(study: Study, path: Path) -> Plain:
    """Read a file of codings and verdicts against a study's texts; YamlError or UnknownNameError name the line."""
    top = yamlfile.load(path).only(("codings", "verdicts", "memos"))
    readings, names = [], dict[str, str]()
    for item in _items(top, "codings", CODING):
        try:
            made = _coding(study, item, names)
        except (UnknownNameError, ValueError) as error:
            raise YamlError(f"{item.where()}: {error}") from None
        names[item.text("name")] = made.id
        readings.append(_reading(study, item, made))
    judgements: list[Judgement | Memo] = [_verdict(study, i, names) for i in _items(top, "verdicts", VERDICT)]
    for item in _items(top, "memos", ("subject", "text", "by", "at")):
        subject, words, by, at = (item.text(key) for key in ("subject", "text", "by", "at"))
        judgements.append(Memo(subject, words, by, _moment(at)))
    return Plain(tuple(readings), tuple(judgements))


def _items(top: Mapping, key: str, allowed: tuple[str, ...]) -> list[Mapping]:
    items = []
    for item in top.list(key):
        if not isinstance(item, Mapping):
            raise YamlError(f"{top.where(key)}: every entry of {key!r} must hold keys and values.")
        items.append(item.only(allowed))
    return items


def _coding(study: Study, item: Mapping, names: dict[str, str]) -> Coding:
    pair = [place_of(name) for name in item.list("pair")]
    if len(pair) not in (0, 2):
        raise YamlError(f"{item.where('pair')}: a pair is two places.")
    attributes = item.get("attributes") or {}
    sides = {p.name: p.id for p in pair} | dict(zip(map(_short, item.list("pair")), (p.id for p in pair), strict=True))
    revised = item.text("revises")
    return Coding(
        item.text("type"),  # type: ignore[arg-type]
        item.text("kind"),
        tuple(_quote(study, q.only(QUOTE), item.text("source")) for q in _items(item, "quotes", QUOTE)),
        Pair(*pair) if pair else None,
        place_of(item.text("place")) if item.text("place") else None,
        sector=item.text("sector") or None,
        status=item.text("status") or None,
        recurrence=item.text("recurrence") or None,
        start=_when(item, "start"),
        end=_when(item, "end"),
        flow=">".join(sides.get(s.strip(), s.strip()) for s in item.text("flow").split(">")) or None,
        participants=_count(item.text("participants")),
        actors=tuple(sorted(item.list("actors"))),
        attributes={name: _unwrapped(value) for name, value in attributes.items()},
        revises=names.get(revised, revised) or None,
    )


def _short(name: str) -> str:
    return name.split(",")[0].strip()


def _when(item: Mapping, key: str) -> When | None:
    return dates.of_edtf(item.text(key)) if item.text(key) else None


def _count(text: str) -> Count | None:
    if not text:
        return None
    bound, _, number = text.rpartition(" ")
    if bound not in ("", *_BOUNDS):
        raise ValueError(f"{text!r} is no number of people: write 70, about 70 or at least 70.")
    return Count(int(number), _BOUNDS.get(bound, "exact"), text)  # type: ignore[arg-type]


def _unwrapped(value: Any) -> Any:
    """Return plain dicts and lists, without what the YAML reader knows of lines."""
    if isinstance(value, dict):
        return {key: _unwrapped(inner) for key, inner in value.items()}
    return [_unwrapped(inner) for inner in value] if isinstance(value, list) else value


def _quote(study: Study, item: Mapping, source: str) -> Evidence:
    document = study.document(item.text("source") or source)
    near = int(item.text("near")) if item.text("near") else None
    supports = [str(name) for name in item.list("supports")] or ["act"]
    return judging.quote(document, item.text("words"), supports, near, item.text("cue"))


def _moment(text: str) -> str:
    """Write a moment as the log orders it: in UTC, to the microsecond; what is no moment stays as it is."""
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        return text
    told = told if told.tzinfo else told.replace(tzinfo=UTC)
    return told.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _reading(study: Study, item: Mapping, made: Coding) -> Reading:
    by, evidence = item.text("by"), made.evidence[0]
    hand = by != "rules"
    document = study.document(evidence.source, evidence.text_sha256)
    problems = gate.check(made, document, study.codebook, study.home, hand)
    if problems:
        raise YamlError(f"{item.where()}: {problems[0].message}")
    spans = tuple((e.start, e.end) for e in made.evidence)
    return Reading(
        by, "hand" if hand else "rules", evidence.source, evidence.text_sha256, (made,), Scope(spans),
        codebook_version=study.codebook.version, at=_moment(item.text("at")),
    )  # fmt: skip


def _verdict(study: Study, item: Mapping, names: dict[str, str]) -> Judgement:
    verdict = item.text("verdict")
    if verdict not in get_args(Verdict):
        raise YamlError(f"{item.where('verdict')}: {verdict!r} is no verdict.")
    subjects = tuple(names.get(subject, subject) for subject in item.list("subjects"))
    quotes = tuple(_quote(study, q, "") for q in _items(item, "quotes", QUOTE))
    quotes = tuple(replace(q, supports=()) for q in quotes)
    by, at, field, note = (item.text(key) for key in ("by", "at", "field", "note"))
    return Judgement(subjects, verdict, by, _moment(at), field, note, quotes)  # type: ignore[arg-type]
