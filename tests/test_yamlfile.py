"""YAML as text: no guessing of types, no double keys, places in every error, no bombs."""

import pytest

from kembar import yamlfile
from kembar.problems import YamlError


def test_scalars_stay_text() -> None:
    assert yamlfile.parse("a: no\nb: 12:30\nc: 010\nd: [1, x]\ne:\n") == {
        "a": "no",
        "b": "12:30",
        "c": "010",
        "d": ["1", "x"],
        "e": "",
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\na: 2\n", "study.yaml:2:1: the key 'a' stands twice"),
        ("a: [1\n", "study.yaml:2:1"),
        ("- a\n", "study.yaml:1:1: the file must hold keys and values"),
        ("a:\n\t- b\n", "study.yaml:2"),
        ("? [a]\n: b\n", "a key must be plain text"),
    ],
)
def test_errors_name_their_place(text: str, told: str) -> None:
    with pytest.raises(YamlError) as error:
        yamlfile.parse(text, "study.yaml")
    assert told in str(error.value)


def test_an_unknown_key_is_named_with_its_line() -> None:
    with pytest.raises(YamlError, match=r"study\.yaml:2: unknown key 'titel'; allowed are title"):
        yamlfile.parse("title: x\ntitel: y\n", "study.yaml").only(["title"])


def test_aliases_within_aliases_are_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    with pytest.raises(YamlError, match="used again by an alias"):
        yamlfile.parse("\n".join(lines))


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(YamlError, match="nested too deeply"):
        yamlfile.parse("a: " + "[" * 60 + "]" * 60)
