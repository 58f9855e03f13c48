"""The bibliographic entry of a source as a form: what is shown, what is taken, and whether somebody was faster."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.requests import Request

from kembar.problems import unknown
from kembar.sources.entries import fields_of
from kembar.study import Study
from kembar.study.catalogue import date_of, language_of
from kembar.types import Source, digest
from kembar.web.answers import Body, Refused, state_of

#: CSL fields beside those of Source that the form offers.
MORE = ("container-title", "volume", "issue", "page", "DOI", "note")
LINE = ("title", "publisher", "url", "language", "kind", "side", "copy_of")
_YEARS = re.compile(r"\s*(\d{4})\s*(?:(?:/|-|–)\s*(\d{4}))?\s*")
LONGEST = 4000


def known(study: Study, name: str) -> Source:
    """Return a source by its id; UnknownNameError if there is none."""
    if name not in study.sources:
        raise unknown("source", name[:80], study.sources)
    return study.sources[name]


def shown(source: Source) -> dict[str, str]:
    """Return the fields of the form as text: authors a line each, ``covers`` as ``1994-2023``."""
    found = {name: str(getattr(source, name) or "") for name in (*LINE, "issued", "accessed")}
    found["author"] = "\n".join(source.author)
    found["covers"] = "-".join(str(year) for year in dict.fromkeys(source.covers)) if source.covers else ""
    return found | {name: str(source.fields.get(name, "")) for name in MORE}


def stamp(source: Source) -> str:
    """Return a short hash of an entry: another one, and somebody has edited it."""
    return digest(fields_of(source))[:16]


class SourceBody(Body):
    """The changed fields of a source, and the stamp of the entry that the form was filled from."""

    id: str
    seen: str
    fields: dict[str, str]


def source(request: Request, body: SourceBody) -> dict[str, Any]:
    """Write an entry of sources.yaml; a stale form is refused with both versions."""
    study = state_of(request).study
    found = known(study, body.id)
    if stamp(found) != body.seen:
        now = {name: value for name, value in shown(found).items() if name in body.fields}
        raise Refused(409, "Somebody changed this entry since you opened it.", seen=body.fields, now=now)
    changed = _changed(study, found, body.fields)
    if changed != found:
        study.save(changed)
    return {"seen": stamp(known(study, body.id)), "fields": shown(known(study, body.id))}


def _changed(study: Study, source: Source, given: Mapping[str, str]) -> Source:
    """Return the source with the given fields; what a person wrote needs no basis any more."""
    before, values, more = shown(source), dict[str, Any](), dict(source.fields)
    for name, text in given.items():
        if name not in before:
            raise unknown("field", name[:40], before)
        if len(text) > LONGEST:
            raise Refused(413, f"{name}: this is too long for a line of a bibliography.")
        clean = text.strip() if name == "author" else " ".join(text.split())
        if clean == before[name]:
            continue
        if name in MORE:
            more = {**more, name: clean} if clean else {key: value for key, value in more.items() if key != name}
        else:
            values[name] = _value(study, source, name, clean)
    touched = {*values, *(name for name in MORE if more.get(name) != source.fields.get(name))}
    basis = {name: words for name, words in source.basis.items() if name not in touched}
    return replace(source, **values, fields=more, basis=basis)


def _value(study: Study, source: Source, name: str, text: str) -> Any:
    """Turn the words of a field into its value; UnknownNameError or Refused if it cannot be that."""
    if name == "author":
        return tuple(line.strip() for line in text.split("\n") if line.strip())
    if name in ("issued", "accessed"):
        return date_of(text) if text else None
    if name == "covers":
        match = _YEARS.fullmatch(text)
        if text and (not match or int(match[1]) > int(match[2] or match[1])):
            raise Refused(400, "The years that a source covers are written as 1994-2023.")
        return (int(match[1]), int(match[2] or match[1])) if match else None
    if name == "language":
        return language_of(text) if text else ""
    if name == "kind":
        kinds = [code.id for code in study.codebook.axis("source_kind")]
        if text not in kinds:
            raise unknown("kind of source", text, kinds)
    if name == "copy_of":
        if text and (text == source.id or text not in study.sources):
            raise unknown("other source", text, (other for other in study.sources if other != source.id))
        return text or None
    return text
