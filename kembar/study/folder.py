"""The study's folder: where what lies, how it is found and made, and what ``study.yaml`` says."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kembar import yamlfile
from kembar.problems import NoStudyError, OutputError, StudyExistsError, YamlError, reason
from kembar.study import files

KEYS = ("title", "question", "period", "home", "pairs", "searches", "excluded")
_PERIOD = re.compile(r"^(\d{4})?\s*[-–/]\s*(\d{4})?$|^(\d{4})$")


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``study.yaml`` says. ``pairs`` are (id, name of a, name of b, line); ``period`` (first, last year).

    ``home`` is the country or side from which the study looks; ``searches`` and ``excluded`` are printed by the report
    as they stand: each a mapping of words to words.
    """

    title: str = ""
    question: str = ""
    period: tuple[int | None, int | None] = (None, None)
    home: str = ""
    pairs: tuple[tuple[str, str, str, str], ...] = ()
    searches: tuple[Mapping[str, str], ...] = ()
    excluded: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Folder:
    """The paths of a study."""

    root: Path
    settings: Path = field(init=False)
    sources: Path = field(init=False)
    source_list: Path = field(init=False)
    texts: Path = field(init=False)
    places: Path = field(init=False)
    codebook: Path = field(init=False)
    store: Path = field(init=False)
    cache: Path = field(init=False)
    out: Path = field(init=False)

    def __post_init__(self) -> None:
        names = {"settings": "study.yaml", "source_list": "sources.yaml", "store": "study.db", "cache": "cache.db"}
        names |= {n: n for n in ("sources", "texts", "out")} | {n: f"{n}.yaml" for n in ("places", "codebook")}
        for name, file in names.items():
            object.__setattr__(self, name, self.root / file)

    @property
    def writable(self) -> bool:
        """Whether this user may write the study: its folder, and its log where there is one."""
        return os.access(self.root, os.W_OK) and (not self.store.exists() or os.access(self.store, os.W_OK))

    def text(self, source: str, sha256: str) -> Path:
        """Return the path of a frozen text."""
        return self.texts / source / f"{sha256[:12]}.txt"

    def layout(self, source: str, sha256: str) -> Path:
        """Return the path of the layout beside a frozen text."""
        return self.texts / source / f"{sha256[:12]}.layout.json"


def find(start: Path) -> Path:
    """Return the nearest folder upwards that holds a ``study.yaml``; NoStudyError if there is none."""
    start = start.expanduser().resolve()
    for folder in (start, *start.parents):
        if (folder / "study.yaml").is_file():
            return folder
    raise NoStudyError(
        f"There is no study in {files.show(start)} or above it; make one with: kembar new FOLDER, or name one with -C."
    )


def make(root: Path, title: str, pairs: Sequence[tuple[str, str, str]]) -> Folder:
    """Make a study's folder with its ``study.yaml``; pairs are (id, a, b). A study over or in a study is refused."""
    root = root.expanduser().resolve()
    refuse_nested(root)
    if root.is_file():
        raise StudyExistsError(f"{files.show(root)} is a file, not a folder.")
    folder = Folder(root)
    try:
        for path in (folder.sources, folder.texts):
            path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{files.show(root)} could not be made: {reason(error)}.") from None
    files.write(folder.settings, _settings_text(title, pairs).encode("utf-8"))
    return folder


def refuse_nested(root: Path) -> None:
    """Raise StudyExistsError if a folder holds a study, lies inside one, or has one (two levels) below it."""
    for above in (root, *root.parents):
        if (above / "study.yaml").is_file():
            place = "There is a study" if above == root else "This folder lies inside the study"
            raise StudyExistsError(f"{place} in {files.show(above)} already; choose another folder.")
    for below in (*root.glob("*/study.yaml"), *root.glob("*/*/study.yaml")):
        raise StudyExistsError(f"There is a study in {files.show(below.parent)}, below this folder; choose another.")


def _settings_text(title: str, pairs: Sequence[tuple[str, str, str]]) -> str:
    lines = [
        f"title: {quoted(title)}",
        "question:            # what the study asks, in a sentence",
        "period:              # first and last year, such as [1994, 2023]",
        "home:                # the country from which the study looks",
        "pairs:               # two places of two countries each; a name can be told apart by a country: Gwangju, KR",
    ]
    for name, a, b in pairs:
        lines += [f"  - id: {quoted(name)}", f"    a: {quoted(a)}", f"    b: {quoted(b)}"]
    lines += [
        "searches:            # where you looked, with which words, when, and how many hits were kept",
        "excluded:            # what you left out, and why",
    ]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """Write text as one YAML scalar in quotes."""
    clean = " ".join(text.split())
    return "'" + clean.replace("'", "''") + "'"


def settings(path: Path) -> Settings:
    """Read ``study.yaml``; YamlError with file and line for a wrong, unknown or double key."""
    top = yamlfile.load(path).only(KEYS)
    return Settings(
        title=top.text("title"),
        question=top.text("question"),
        period=_period(top),
        home=top.text("home").strip(),
        pairs=tuple(_pair(top, item) for item in top.list("pairs")),
        searches=tuple(_words(top, "searches", item) for item in top.list("searches")),
        excluded=tuple(_words(top, "excluded", item) for item in top.list("excluded")),
    )


def _period(top: yamlfile.Mapping) -> tuple[int | None, int | None]:
    """Read ``[1994, 2023]``, ``1994-2023``, ``1994-`` or one year."""
    text = "-".join(map(str, top.list("period"))).strip()
    match = _PERIOD.match(text)
    if text and not match:
        raise YamlError(f"{top.where('period')}: 'period' must be two years, such as [1994, 2023].")
    first, last, single = (int(group) if group else None for group in (match.groups() if match else (None,) * 3))
    if first and last and first > last:
        raise YamlError(f"{top.where('period')}: the period ends before it begins.")
    return (single, single) if single else (first, last)


def _pair(top: yamlfile.Mapping, item: object) -> tuple[str, str, str, str]:
    if not isinstance(item, yamlfile.Mapping):
        raise YamlError(f"{top.where('pairs')}: a pair must hold the keys id, a and b.")
    item.only(("id", "a", "b"))
    a, b = item.text("a").strip(), item.text("b").strip()
    if not a or not b:
        raise YamlError(f"{item.where()}: a pair needs two places, a and b.")
    return item.text("id").strip() or f"{a.split(',')[0]}-{b.split(',')[0]}", a, b, item.where()


def _words(top: yamlfile.Mapping, key: str, item: object) -> Mapping[str, str]:
    if isinstance(item, str):
        return {"": item}
    if not isinstance(item, yamlfile.Mapping):
        raise YamlError(f"{top.where(key)}: an entry must be text, or keys with text.")
    return {name: ", ".join(map(str, item.list(name))) for name in item}
