"""Make the .docx and .pdf originals of the demonstration study from the plain texts in ``scripts/demo_texts``.

Run by hand when a text has changed: ``pip install typst python-docx``, then ``python scripts/make_demo_files.py``.
The texts use a few marks: ``#`` title, ``##`` and ``###`` headings, ``>`` the note of the retelling, ``-`` list items,
``|`` table rows; every other line is a paragraph.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "scripts" / "demo_texts"
SOURCES = ROOT / "kembar" / "examples" / "two-pairs" / "sources"
MADE = datetime(2026, 11, 26, tzinfo=UTC)
MARKS = {"# ": "title", "## ": "heading", "### ": "subheading", "> ": "note", "- ": "item", "| ": "row"}

JOURNAL = """#set page(paper: "iso-b5", columns: 2, margin: (x: 1.8cm, y: 2.4cm), numbering: "1",
  header: context {
    set text(8pt)
    if calc.even(counter(page).get().first()) [Kembar demonstration #h(1fr) Retold: Dua Pasang Kota Kembar]
    else [Retold: Dua Pasang Kota Kembar #h(1fr) Kembar demonstration]
  })
#counter(page).update(211)
#set text(11pt, lang: "id", hyphenate: true)
#show par: set text(lang: "tr") // Typst breaks no Indonesian words; Turkish syllables come near
#set columns(gutter: 0.7cm)
#set par(justify: true, first-line-indent: 1em, leading: 0.8em)
#show heading: it => { set text(if it.level == 1 { 11pt } else { 10pt }); block(above: 1em, below: 0.6em, it.body) }
#let front(name, note) = place(top, scope: "parent", float: true, clearance: 1.5em, {
  set par(first-line-indent: 0em)
  align(center, text(16pt, weight: "bold", name)); v(0.4em); align(center)[Kembar demonstration]; v(0.4em)
  pad(x: 1.5cm, text(9pt, style: "italic", note))
})
"""
THESIS = """#set page(paper: "iso-b5", margin: (left: 3cm, right: 2.5cm, y: 2.5cm), numbering: "1",
  header: text(9pt)[Retold: Surabaya, Busan and education #h(1fr) Kembar demonstration])
#counter(page).update(58)
#set text(12pt, lang: "en", hyphenate: false)
#set par(justify: true, leading: 0.9em, spacing: 1.4em)
#show heading: it => { set text(13pt); block(above: 1.6em, below: 1em, it.body) }
#let front(name, note) = {
  align(center, text(18pt, weight: "bold", name)); v(0.5em)
  pad(x: 1cm, text(10pt, style: "italic", note)); v(0.5em)
}
"""

Line = tuple[str, str]


def lines(path: Path) -> Iterator[Line]:
    """Yield (what it is, text) for every line of a plain text that is not empty."""
    for line in path.read_text(encoding="utf-8").splitlines():
        mark = next((m for m in MARKS if line.startswith(m)), "")
        if line.strip():
            yield (MARKS[mark] if mark else "paragraph"), line.removeprefix(mark).strip()


def cells(row: str) -> list[str]:
    """Split a table row (without its leading bar) into cells."""
    return [cell.strip() for cell in row.rstrip("|").split("|")]


def typst_text(content: list[Line], head: str) -> str:
    """Write the lines as a Typst document under a page set-up that defines ``front(title, note)``."""
    safe = [(what, re.sub(r"([\\#*_$@<>\[\]`~])", r"\\\1", text)) for what, text in content]
    title, note = (next(text for what, text in safe if what == name) for name in ("title", "note"))
    forms = {"heading": "= {}", "subheading": "== {}", "item": "- {}", "paragraph": "{}"}
    body = [forms[what].format(text) for what, text in safe if what in forms]
    settings = f'#set document(title: "Retold: {title}", author: "Kembar demonstration", date: none)\n'
    return settings + head + f"#front[{title}][{note}]\n\n" + "\n\n".join(body) + "\n"


def pdf(name: str, head: str) -> bytes:
    """Return a PDF made by Typst; it embeds its fonts and carries its page labels."""
    import typst  # type: ignore[import-not-found]

    return bytes(typst.compile(typst_text(list(lines(TEXTS / f"{name}.md")), head).encode("utf-8")))


def docx(name: str, language: str) -> bytes:
    """Return a Word file with real headings, lists and tables, its times fixed so that it comes out the same."""
    from docx import Document

    document = Document()
    core = document.core_properties
    core.author, core.language, core.created, core.modified = "Kembar demonstration", language, MADE, MADE
    styles = {"title": "Title", "heading": "Heading 1", "subheading": "Heading 2", "item": "List Bullet"}
    for what, group in groupby(lines(TEXTS / f"{name}.md"), key=lambda line: line[0]):
        texts = [text for _, text in group]
        if what == "row":
            rows = [cells(text) for text in texts]
            table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    table.cell(i, j).text = cell
            continue
        for text in texts:
            document.add_paragraph(text, style=styles.get(what, "Intense Quote" if what == "note" else "Normal"))
        if what == "title":
            core.title = f"Retold: {texts[0]}"
    made = io.BytesIO()
    document.save(made)
    return _fixed_times(made.getvalue())


def _fixed_times(data: bytes) -> bytes:
    """Pack a zip anew with one date on every member."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(zipfile.ZipInfo(item.filename, (2026, 11, 26, 0, 0, 0)), old.read(item), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def main() -> None:
    """Write the three files beside the other originals."""
    made = {
        "rakhmadi-2023.pdf": pdf("rakhmadi-2023", JOURNAL),
        "president-thesis.pdf": pdf("president-thesis", THESIS),
        "governor-report-2010.docx": docx("governor-report-2010", "id"),
    }
    for name, data in made.items():
        (SOURCES / name).write_bytes(data)
        print(f"{name}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
