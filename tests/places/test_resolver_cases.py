"""Sentences in which names must, and must not, be places: ``cases/<language>.yaml``."""

from pathlib import Path

import pytest

from kembar import yamlfile
from kembar.places import Mention, gazetteer

FOLDER = Path(__file__).parent / "cases"
CASES = [
    pytest.param(case, id=f"{path.stem}: {name}", marks=pytest.mark.language(path.stem))
    for path in sorted(FOLDER.glob("*.yaml"))
    for name, case in yamlfile.entries(yamlfile.load(path))
]


def parties(case: yamlfile.Mapping) -> list[Mention]:
    return [m for m in gazetteer().resolve(case.text("text")) if not m.masked]


@pytest.mark.parametrize("case", CASES)
def test_names_mean_these_places(case: yamlfile.Mapping) -> None:
    case.only(["text", "places", "none"])
    found = parties(case)
    for surface, ids in case.get("places", {}).items():
        meant = [m.place.id for m in found if surface in m.surface]  # its type word may belong to a name
        wanted = ids.split()
        assert list(dict.fromkeys(meant)) == wanted, f"{surface} in {case.text('text')!r}"


@pytest.mark.parametrize("case", CASES)
def test_nothing_else_is_taken_for_a_place(case: yamlfile.Mapping) -> None:
    found = {m.surface for m in parties(case)}
    assert found & set(case.list("none")) == set()


@pytest.mark.parametrize("case", CASES)
def test_offsets_and_reasons(case: yamlfile.Mapping) -> None:
    text = case.text("text")
    for mention in gazetteer().resolve(text):
        assert text[mention.start : mention.end] == mention.surface
        assert mention.reason
        assert mention.candidates[0] == mention.place
