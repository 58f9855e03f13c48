"""What the rules must find and must not find, in files of small texts in each language."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from short_texts import document, told

from kembar import codebook, languages, yamlfile
from kembar.coders import rules
from kembar.types import Coding

CASES = Path(__file__).parents[2] / "cases"
BOOK = codebook.load()


def cases() -> Iterator[object]:
    """Every case of every file of a language that is there: one whose folder was taken away has none."""
    known = [path for path in CASES.glob("*/*.yaml") if languages.has_rules(path.parent.name)]
    for path in sorted(known):
        for name, case in yamlfile.entries(yamlfile.load(path)):
            yield pytest.param(
                case.only(("title", "issued", "text", "must", "must_not", "says", "says_not")),
                id=f"{path.parent.name}-{name}",
            )


def wanted(line: str) -> tuple[str, frozenset[str], str]:
    """A line "kind | place-place | start" in parts; blanks stand around the hyphen where a name has one."""
    parts = [part.strip() for part in line.split("|")]
    return parts[0], frozenset(parts[1].split(" - " if " - " in parts[1] else "-")), parts[2] if len(parts) > 2 else ""


def attributes(coding: Coding) -> Iterator[tuple[str, str]]:
    """The fields and attributes of a coding, one pair of name and value for each of several."""
    names = {place.id: place.name for place in (coding.pair.a, coding.pair.b)} if coding.pair else {}
    flow = ">".join(names.get(end, end) for end in (coding.flow or "").split(">"))
    people = coding.participants.value if coding.participants else ""
    yield from (("status", coding.status or ""), ("recurrence", coding.recurrence or ""), ("flow", flow))
    yield from (("participants", str(people)), ("end", coding.end.edtf if coding.end else ""))
    for name, value in coding.attributes.items():
        for each in value if isinstance(value, list) else [value]:
            yield name, str(each["name"] if isinstance(each, dict) else each)


@pytest.mark.parametrize("case", list(cases()))
def test_the_case_holds(case: yamlfile.Mapping) -> None:
    coded = rules.code(document(case.text("text"), case.text("title"), case.text("issued") or None), BOOK)
    found = [told(coding) for coding in coded.codings]
    for line in case.list("must"):
        kind, places, start = wanted(line)
        assert any(f[:2] == (kind, places) and f[2].startswith(start) for f in found), f"{line} not in {found}"
    for line in case.list("must_not"):
        if line == "*":
            assert found == []
            continue
        kind, places, start = wanted(line)
        assert not any(f[:2] == (kind, places) and f[2].startswith(start) for f in found), f"{line} in {found}"
    said = {pair for coding in coded.codings for pair in attributes(coding)}
    for line in case.list("says"):
        name, _, value = (part.strip() for part in line.partition("|"))
        assert (name, value) in said, f"{line} not in {said}"
    assert not {name for name, _ in said} & set(case.list("says_not")), said
