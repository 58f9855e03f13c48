"""Write ``docs/codebook.md``: the shipped codebook as a page for people who code by hand.

usage: python scripts/write_codebook.py [--check]

With ``--check`` nothing is written; the exit code is 1 if the page is not what the codebook says.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from kembar import codebook
from kembar.codebook import Codebook, Grouping
from kembar.types import Code

PAGE = Path(__file__).parent.parent / "docs" / "codebook.md"
HEAD = """# The codebook

This page is made by `scripts/write_codebook.py` from the YAML files in `kembar/codebook/`; change those, not this page.
A study adds codes of its own in its `codebook.yaml`:

```yaml
axis: kind
codes:
  choir_visit:
    parent: cultural_event
    labels: {en: choir visit, id: kunjungan paduan suara}
    definition: {en: A choir travels to the partner and sings there.}
```

A code is written once in a source's record and means what stands here. *Once* behind a code says that it can happen
only once between two places (a named place: once a name).
"""
AXES = {
    "kind": "Kinds of agreement and activity",
    "sector": "Sectors",
    "sector_group": "Groups of sectors",
    "actor": "Actors",
    "status": "Status",
    "recurrence": "Recurrence",
    "statement": "Statements",
    "source_kind": "Kinds of source",
    "absence": "Stated as none",
}


def page(book: Codebook) -> str:
    """Return the page as Markdown."""
    parts = [HEAD]
    for axis, title in AXES.items():
        parts.append(f"\n## {title}\n")
        parts += [line for code in book.axis(axis) for line in entry(code, book)]
    parts.append("\n## Groupings of sectors\n")
    parts += [line for name in book.groupings for line in grouping(book.grouping(name), book)]
    return "\n".join(parts) + "\n"


def entry(code: Code, book: Codebook) -> Iterator[str]:
    """Yield the lines of one code."""
    facts = [", ".join(code.types)] if code.types and code.axis == "kind" else []
    facts += [f"part of `{code.parent}`"] if code.parent else []
    facts += ["once"] if code.occurs == "once" else []
    facts += [f"usual sector `{code.usual_sector}`"] if code.usual_sector else []
    yield f"### `{code.id}`\n"
    yield f"{words(code.labels)}{' (' + '; '.join(facts) + ')' if facts else ''}\n"
    for lang, text in code.definition.items():
        yield f"- {lang}: {text}" + (f" *Not:* {code.is_not[lang]}" if lang in code.is_not else "")
    if code.examples:
        yield "- e.g. " + " / ".join(code.examples)
    if code.reference:
        yield f"- {code.reference}"
    children = [f"`{other.id}`" for other in book.codes.values() if other.parent == code.id]
    if children:
        yield f"- holds {', '.join(children)}"
    yield ""


def grouping(each: Grouping, book: Codebook) -> Iterator[str]:
    """Yield the lines of one grouping."""
    yield f"### `{each.id}`\n"
    yield f"{words(each.labels)}. {each.reference}\n"
    for name, group in each.groups.items():
        yield f"- `{name}` ({words(group.labels)}): {', '.join(f'`{sector}`' for sector in group.sectors)}"
    yield ""


def words(labels: Mapping[str, str]) -> str:
    """Return labels in one line, the first in bold."""
    first, *others = labels.values()
    return " / ".join([f"**{first}**", *others])


def main(arguments: list[str]) -> int:
    """Write the page, or say whether it is up to date."""
    text = page(codebook.load())
    if "--check" in arguments:
        same = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text
        print("docs/codebook.md is up to date" if same else "docs/codebook.md is not what the codebook says")
        return 0 if same else 1
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
