"""A study's own codebook.yaml adds codes and groupings; mistakes in it are told with file and line."""

import pickle
from pathlib import Path

import pytest

from kembar import codebook
from kembar.codebook import Codebook
from kembar.problems import UnknownNameError, YamlError


def own(folder: Path, text: str) -> Codebook:
    """The codebook with a study's own file of this text."""
    path = folder / "codebook.yaml"
    path.write_text(text, encoding="utf-8")
    return codebook.load(path)


def test_without_a_file_the_shipped_codes_are_all(tmp_path: Path) -> None:
    assert codebook.load(tmp_path / "codebook.yaml") == codebook.load()


def test_own_codes_come_last_and_inherit_from_their_kind(tmp_path: Path) -> None:
    book = own(tmp_path, "axis: kind\ncodes:\n  choir_visit:\n    parent: cultural_event\n    label: choir visit\n")
    code = book.get("choir_visit")
    assert book.axis("kind")[-1] == code
    assert (code.types, code.usual_sector) == (("activity",), "culture")
    assert book.gold_kind("choir_visit") == "cultural_event"
    assert book.label("choir_visit", "ko") == "choir visit"
    assert book.within("choir_visit", "cultural_event")
    assert not book.within("cultural_event", "choir_visit")


def test_a_code_may_name_its_own_axis(tmp_path: Path) -> None:
    text = "codes:\n  ports:\n    axis: sector\n    parent: group_city\n    labels: {id: pelabuhan}\n"
    book = own(tmp_path, text + "  rumour: {axis: statement}\n")
    assert book.sector_group("ports") == "group_city"
    assert book.label("ports", "en") == "pelabuhan"
    assert book.get("rumour").types == ("statement",)
    assert book.label("rumour", "en") == "rumour"


def test_any_word_changes_the_version(tmp_path: Path) -> None:
    first = own(tmp_path, "axis: statement\ncodes:\n  rumour: {label: rumour}\n")
    second = own(tmp_path, "axis: statement\ncodes:\n  rumour: {label: hearsay}\n")
    assert len({first.version, second.version, codebook.load().version}) == 3
    assert codebook.load().version == codebook.load().version


def test_own_grouping(tmp_path: Path) -> None:
    text = "groupings:\n  two:\n    groups:\n      soft: {label: soft, sectors: [culture, education]}\n      hard:\n"
    book = own(tmp_path, text + "        sectors: economy\n")
    grouping = book.grouping("two")
    assert list(grouping.groups) == ["soft", "hard"]
    assert grouping.group_of("education") == "soft"
    assert grouping.group_of("health") is None
    assert grouping.label("soft", "ja") == "soft"
    assert grouping.label("hard", "ja") == "hard"
    with pytest.raises(UnknownNameError):
        grouping.label("sofd", "en")


MISTAKES = [
    ("codes:\n  a:\n    axis: sector\n    colour: red\n", "codebook.yaml:4: unknown key 'colour'"),
    ("sectors: []\n", "codebook.yaml:1: unknown key 'sectors'"),
    ("codes: [a]\n", "codebook.yaml:1: 'codes' must hold"),
    ("codes:\n  health: {axis: sector}\n", "codebook.yaml:2: the code 'health' exists already (sectors.yaml:"),
    ("codes:\n  a: {axis: sector}\n  a: {axis: kind}\n", "codebook.yaml:3:3: the key 'a' stands twice"),
    ("codes:\n  Ports: {axis: sector}\n", "codebook.yaml:2: 'Ports' is no code id"),
    ("codes:\n  ports: {}\n", "codebook.yaml:2: 'ports' needs an axis"),
    ("axis: sectr\ncodes:\n  ports: {}\n", "codebook.yaml:3: 'ports' needs an axis"),
    ("axis: sector\ncodes:\n  a:\n    parent: nowhere\n", "codebook.yaml:3: the parent 'nowhere' of 'a'"),
    ("axis: sector\ncodes:\n  a:\n    parent: memorandum\n", "codebook.yaml:3: the parent 'memorandum' is a kind"),
    ("axis: kind\ncodes:\n  a: {parent: b}\n  b: {parent: a}\n", "codebook.yaml:3: 'a' is its own ancestor"),
    ("axis: kind\ncodes:\n  a: {parent: a}\n", "codebook.yaml:3: 'a' is its own ancestor"),
    ("axis: kind\ncodes:\n  a:\n    occurs: twice\n", "codebook.yaml:4: 'occurs' must be once or many"),
    ("axis: kind\ncodes:\n  a:\n    types: [statement]\n", "codebook.yaml:4: a code of axis kind cannot"),
    ("axis: kind\ncodes:\n  a:\n    usual_sector: gardens\n", "codebook.yaml:3: 'a' names the sector 'gardens'"),
    ("axis: kind\ncodes:\n  a:\n    labels: [x]\n", "codebook.yaml:4: 'labels' must be text"),
    ("axis: kind\ncodes:\n  a:\n    examples: [[x]]\n", "codebook.yaml:4: 'examples' must be a list of texts"),
    ("axis: kind\ncodes:\n  a: text\n", "codebook.yaml:3: 'a' must hold keys and values"),
    ("groupings:\n  clair: {groups: {}}\n", "codebook.yaml:2: 'clair' is taken"),
    ("groupings:\n  x:\n    groups:\n      g: {sectors: [moon]}\n", "codebook.yaml:4: there is no sector 'moon'"),
    (
        "groupings:\n  x:\n    groups:\n      g: {sectors: [health]}\n      h: {sectors: [health]}\n",
        "codebook.yaml:5: the sector 'health' stands in two groups",
    ),
    ("axis: [kind\n", "codebook.yaml:2:1: "),
]


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(YamlError) as error:
        own(tmp_path, text)
    assert str(error.value).startswith(message)


def test_unknown_names_come_with_near_ones() -> None:
    with pytest.raises(UnknownNameError, match="memorandum"):
        codebook.load().get("memorandom")
    with pytest.raises(UnknownNameError, match="clair"):
        codebook.load().grouping("claire")


def test_the_codebook_can_be_sent_to_another_process() -> None:
    book = codebook.load()
    assert pickle.loads(pickle.dumps(book)) == book
