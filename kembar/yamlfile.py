"""YAML as text: every scalar stays a string, a double key is an error with its place, and nodes know their line.

PyYAML's own loader turns ``no`` into False, ``12:30`` into 750 and lets the second of two equal keys win without a
word; here the tree of nodes is built by hand instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from kembar.problems import YamlError

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Mapping(dict[str, Any]):
    """A YAML mapping that knows its file and the line of each key."""

    def __init__(self, file: str, line: int) -> None:
        super().__init__()
        self.file, self.line = file, line
        self.lines: dict[str, int] = {}

    def where(self, key: str = "") -> str:
        """``file:line`` of a key, or of the mapping itself."""
        return f"{self.file}:{self.lines.get(key, self.line)}"

    def only(self, allowed: Iterable[str]) -> Mapping:
        """Return self if every key is allowed, else raise YamlError naming the first that is not."""
        known = sorted(allowed)
        for key in self:
            if key not in known:
                raise YamlError(f"{self.where(key)}: unknown key {key!r}; allowed are {', '.join(known)}.")
        return self

    def text(self, key: str, default: str = "") -> str:
        """Return a key's text; a list or mapping in its place is an error."""
        value = self.get(key, default)
        if not isinstance(value, str):
            raise YamlError(f"{self.where(key)}: {key!r} must be text.")
        return value

    def list(self, key: str) -> list[Any]:
        """Return a key's list (empty when absent); one text alone counts as a list of one."""
        value = self.get(key, [])
        if isinstance(value, str):
            return [value] if value else []
        if not isinstance(value, list):
            raise YamlError(f"{self.where(key)}: {key!r} must be a list.")
        return value


def load(path: Path) -> Mapping:
    """Read a YAML file whose top is a mapping (an empty file is an empty mapping); raise YamlError with its place."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise YamlError(f"{path.name}: not UTF-8 text ({error.reason} at byte {error.start}).") from None
    return parse(text, path.name)


def numbers(path: Path) -> dict[str, float]:
    """The numbers of a flat file by name; none if there is no file."""
    if not path.is_file():
        return {}
    top = load(path)
    return {name: float(top.text(name)) for name in top}


def tables(path: Path) -> dict[str, dict[str, float]]:
    """The numbers of a file of flat tables, by table and name; none if there is no file."""
    if not path.is_file():
        return {}
    return {name: {key: float(table.text(key)) for key in table} for name, table in entries(load(path))}


def parse(text: str, name: str = "text") -> Mapping:
    """Read YAML text whose top is a mapping; ``name`` stands in error messages."""
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
        raise YamlError(f"{place}: {error.problem or 'not YAML'}.") from None
    except yaml.YAMLError as error:
        raise YamlError(f"{name}: {' '.join(str(error).split())}") from None
    except RecursionError:
        raise YamlError(f"{name}: nested too deeply.") from None
    if node is None:
        return Mapping(name, 1)
    if not isinstance(node, yaml.MappingNode):
        raise YamlError(f"{name}:1:1: the file must hold keys and values.")
    return _mapping(node, name, 0, set())


def _mapping(node: yaml.MappingNode, name: str, depth: int, seen: set[int]) -> Mapping:
    out = Mapping(name, node.start_mark.line + 1)
    for key_node, value_node in node.value:
        line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise YamlError(f"{name}:{line}:{column}: a key must be plain text.")
        key = str(key_node.value)
        if key in out:
            raise YamlError(f"{name}:{line}:{column}: the key {key!r} stands twice (first in line {out.lines[key]}).")
        out.lines[key] = line
        out[key] = _value(value_node, name, depth + 1, seen)
    return out


def _value(node: yaml.Node, name: str, depth: int, seen: set[int]) -> Any:
    if depth > 50:
        raise YamlError(f"{name}:{node.start_mark.line + 1}: nested too deeply.")
    if isinstance(node, yaml.CollectionNode):
        if id(node) in seen:  # an alias: a few of them within each other make a file of any size
            raise YamlError(
                f"{name}:{node.start_mark.line + 1}: what stands here is used again by an alias; write it out."
            )
        seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, name, depth, seen)
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, name, depth + 1, seen) for child in node.value]
    plain = isinstance(node, yaml.ScalarNode) and node.style is None
    return "" if plain and node.value in ("~", "null") else str(node.value)


def entries(top: Mapping) -> Iterator[tuple[str, Mapping]]:
    """Yield the (key, mapping) entries of a file whose every value is a mapping."""
    for key, value in top.items():
        if not isinstance(value, Mapping):
            raise YamlError(f"{top.where(key)}: {key!r} must hold keys and values.")
        yield key, value
