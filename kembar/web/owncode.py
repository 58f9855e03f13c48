"""A code of one's own, made while reading: appended to the study's ``codebook.yaml``, all else in it left as it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import yaml

from kembar import codebook
from kembar.problems import YamlError
from kembar.study import Study, files
from kembar.study.folder import quoted
from kembar.web.answers import Refused


def add(study: Study, label: str, definition: str) -> str:
    """Write a code of statements and return its id; a code of that name is returned as it is."""
    book = study.codebook
    for code in book.axis("statement"):
        if label.casefold() in (word.casefold() for word in code.labels.values()):
            return code.id
    name = _id(label, book)
    path = study.folder.codebook
    before = path.read_bytes().decode("utf-8") if path.is_file() else ""
    entry = (f"{name}:", "  axis: statement", f"  label: {quoted(label)}", f"  definition: {quoted(definition)}")
    after = _with(before, entry)
    _checked(study, after)
    files.write(path, after.encode("utf-8"))
    return name


def _id(label: str, book: codebook.Codebook) -> str:
    """Make an id of a name: its Latin letters, else ``own``, with a number if it is taken."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    name = "_".join(words)[:40].strip("_") or "own"
    name = name if name[0].isalpha() else f"own_{name}"
    number, found = 2, name
    while found in book:
        found, number = f"{name}_{number}", number + 1
    return found


def _with(text: str, lines: Sequence[str]) -> str:
    """Put the lines of an entry behind the last one under ``codes``."""
    try:
        top = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        raise Refused(409, "codebook.yaml cannot be read.", "Mend it under Problems, then try again.") from None
    pairs = top.value if isinstance(top, yaml.MappingNode) else []
    section = next((value for key, value in pairs if key.value == "codes"), None)
    broken = "\r\n" if "\r\n" in text else "\n"
    if section is None or not section.value:
        if section is not None and not isinstance(section, yaml.ScalarNode):
            raise Refused(409, "codebook.yaml writes its codes on one line.", "Add the code in the file itself.")
        head = text if not text or text.endswith("\n") else text + broken
        entry = [] if section is not None else ["codes:"]
        if section is not None and top and pairs[-1][0].value != "codes":
            raise Refused(409, "codebook.yaml has an empty list of codes.", "Remove the line “codes:” first.")
        return head + "".join(f"{line}{broken}" for line in (*entry, *(f"  {line}" for line in lines)))
    if not isinstance(section, yaml.MappingNode) or section.flow_style:
        raise Refused(409, "codebook.yaml writes its codes on one line.", "Add the code in the file itself.")
    room = " " * section.value[0][0].start_mark.column
    rows = text.splitlines(keepends=True)
    at = _last(section) + 1
    if rows and not rows[-1].endswith("\n"):
        rows[-1] += broken
    return "".join([*rows[:at], *(f"{room}{line}{broken}" for line in lines), *rows[at:]])


def _last(node: yaml.Node) -> int:
    """The line on which a node's last word stands."""
    if isinstance(node, yaml.MappingNode) and node.value and not node.flow_style:
        return max(_last(node.value[-1][1]), int(node.value[-1][0].start_mark.line))
    if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
        return _last(node.value[-1])
    first, last = int(node.start_mark.line), int(node.end_mark.line)
    return last - (node.end_mark.column == 0 and last > first)


def _checked(study: Study, text: str) -> None:
    """Refuse a file that the codebook would not take."""
    trial = study.folder.codebook.with_name(".codebook.trial.yaml")
    try:
        files.write(trial, text.encode("utf-8"))
        codebook.load(trial)
    except YamlError as error:
        raise Refused(409, str(error).replace(trial.name, "codebook.yaml")) from None
    finally:
        trial.unlink(missing_ok=True)
