"""How fast files are read and split, and what of made PDFs comes out whole: figures for the reading stage.

Run: ``python benchmarks/sources.py``. Nothing is written outside a temporary folder; times are of this process alone
where nothing else is said. pdfminer.six is measured beside it where it is installed; it is no dependency.
"""

from __future__ import annotations

import importlib
import io
import os
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "sources")]

from made import column, docx, paragraph, pdf, xlsx  # noqa: E402
from madeoffice import MAKERS, shown  # noqa: E402
from truths import TRUTHS  # noqa: E402

from kembar import passages, sources  # noqa: E402
from kembar.sources import duplicates  # noqa: E402
from kembar.study import new  # noqa: E402
from kembar.types import Source  # noqa: E402

SENTENCE = "Pemerintah Kota Surabaya mengirim 70 guru ke Busan pada bulan Juli 2007 untuk belajar selama dua minggu. "
LINE = "The two ports signed their memorandum in November 1994"
PAGES = 10
WORDS = "wharf rope crane fleet bread tide lamp gate wall flag song bell ship road tree bird salt wind rain ferry"


def best(work: Callable[[], Any], times: int = 5) -> float:
    """Return the shortest processor time of some runs, in seconds."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def show(what: str, figure: str, aim: str = "") -> None:
    """Print one line of the report."""
    print(f"{what:<58}{figure:>16}   {aim}")


def read_and_split(data: bytes, name: str) -> Callable[[], Any]:
    """Return the work of reading and splitting one file."""
    return lambda: passages.split(sources.freeze(Source("a"), sources.read_bytes(data, name)))


def texts() -> None:
    """Plain texts: one of 20,000 characters, one paragraph of 5 MB."""
    text = "\n\n".join(SENTENCE * 4 for _ in range(48))[:20_000].encode()
    show(
        "read and split a text of 20,000 characters", f"{best(read_and_split(text, 'a.txt')) * 1000:.1f} ms", "below 50"
    )
    small, large = (SENTENCE * (size // len(SENTENCE)) for size in (1_250_000, 5_000_000))
    first = best(read_and_split(small.encode(), "a.txt"), 1)
    last = best(read_and_split(large.encode(), "a.txt"), 1)
    show("one paragraph of 5 MB", f"{last:.2f} s", f"{last / first:.1f} times that of 1.25 MB")


def pdfs() -> None:
    """PDFs of ordinary pages in two columns, 50 lines each, beside pdfminer.six."""
    page = [
        (60.0, 810.0, 8.0, "F1", "Journal of Ports"),
        *column(50, 760, [LINE] * 50, 9),
        *column(310, 760, [LINE] * 50, 9),
    ]
    data = pdf([page] * 40)
    ours = 40 / best(lambda: sources.read_bytes(data, "a.pdf"), 3)
    show("PDF in two columns with layout, 5,400 letters a page", f"{ours:.0f} pages/s", "60")
    miner = foreign("pdfminer.high_level")
    if miner:
        few = pdf([page] * 10)
        theirs = 10 / best(lambda: miner.extract_text(io.BytesIO(few)), 2)
        show("    pdfminer.six", f"{theirs:.0f} pages/s")
    data = journal()
    found = sources.read_bytes(data, "a.pdf")
    blocks = [" ".join(found.text[b.start : b.end].split()) for b in found.blocks]
    right = sum(text in blocks for text in paragraphs())
    labels = sum(f"p. {211 + n}" in _locators(data) for n in range(PAGES))
    show(
        "paragraphs and headings of a made journal, page labels",
        f"{right} of {len(paragraphs())}",
        f"{labels} of {PAGES}",
    )
    if miner:
        theirs = [" ".join(text.split()) for text in miner.extract_text(io.BytesIO(data)).split("\n\n")]
        show("    pdfminer.six", f"{sum(text in theirs for text in paragraphs())} of {len(paragraphs())}")


def foreign(name: str) -> Any:
    """Return a module that is no dependency, None if it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def paragraphs() -> list[str]:
    """Return the headings and paragraphs of ``journal``, as they must be found."""
    out = []
    for word in WORDS.split()[: 2 * PAGES]:
        out += [
            f"The {word} comes first: {' '.join([LINE] * 3)}.",
            f"On the {word}",
            f"So ends it with the {word}. {LINE}.",
        ]
    return out


def journal() -> bytes:
    """Return a PDF of pages in two columns under a running head, printed 211 and on, paragraphs set off by space."""
    pages, texts = [], iter(paragraphs())
    for number in range(PAGES):
        page = [(60.0, 810.0, 8.0, "F1", "Journal of Ports"), (300.0, 30.0, 8.0, "F1", str(211 + number))]
        for left in (50, 310):
            page += column(left, 760, textwrap.wrap(next(texts), 52), 9)
            page += [(left, 670.0, 12.0, "F2", next(texts))]
            page += column(left, 640, textwrap.wrap(next(texts), 52), 9)
        pages.append(page)
    return pdf(pages, "/PageLabels<</Nums[0<</S/D/St 211>>]>>")


def _locators(data: bytes) -> set[str]:
    document = sources.freeze(Source("a"), sources.read_bytes(data, "a.pdf"))
    return {passage.locator for passage in passages.split(document)}


def memory() -> None:
    """The largest memory of a process that does nothing but read a PDF of 1,000 pages."""
    code = (
        "import sys; sys.path[:0] = sys.argv[1:3]\n"
        "from made import column, pdf; from kembar import sources; from kembar.types import Source\n"
        "page = column(50, 760, [sys.argv[3]] * 50, 9) + column(310, 760, [sys.argv[3]] * 50, 9)\n"
        "sources.freeze(Source('a'), sources.read_bytes(pdf([page] * 1000), 'a.pdf'))\n"
        "print(next((line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')), 0))"
    )
    if Path("/proc/self/status").is_file():
        done = subprocess.run([sys.executable, "-c", code, *sys.path[:2], LINE], capture_output=True, check=True)
        show("largest memory of reading a PDF of 1,000 pages", f"{int(done.stdout) / 1024:.0f} MB", "below 300")


def lists() -> None:
    """Twenty workbooks and tables of 10,000 rows each, added to a study: read in the worker, frozen and written."""
    rows: list[list[Any]] = [["mitra", "kegiatan", "tanggal", "peserta", "keterangan"]]
    rows += [["Busan", SENTENCE, "2007-07-01", number, f"baris {number}"] for number in range(10_000)]
    for kind in ("xlsx", "csv"):
        with tempfile.TemporaryDirectory() as folder:
            for number in range(20):
                own = [*rows, ["Medan", str(number)]]
                text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in own)
                data = text.encode() if kind == "csv" else xlsx({"A": own})
                Path(folder, f"list{number}.{kind}").write_bytes(data)
            with new(Path(folder, "study")) as study:
                start, cost = time.perf_counter(), os.times()
                study.add(*Path(folder).glob("list*"))
                taken, spent = time.perf_counter() - start, os.times()
            used = sum(spent[:4]) - sum(cost[:4])
            show(f"20 lists of 10,000 rows added (.{kind})", f"{taken:.1f} s", f"below 20 ({used:.1f} s of processor)")


def offices() -> None:
    """Word, Excel, CSV and web pages."""
    body = "".join(paragraph(SENTENCE) for _ in range(200))
    show("Word file of 200 paragraphs", f"{best(read_and_split(docx(body), 'a.docx'), 3) * 1000:.0f} ms")
    rows: list[list[Any]] = [["mitra", "kegiatan", "tanggal", "peserta"]]
    rows += [["Busan", SENTENCE, "2007-07-01", number] for number in range(10_000)]
    show(
        "workbook of 10,000 rows, read and split",
        f"{best(read_and_split(xlsx({'A': rows}), 'a.xlsx'), 1):.2f} s",
        "below 1",
    )
    table = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()
    show("the same as CSV", f"{best(read_and_split(table, 'a.csv'), 1):.2f} s")
    items = "".join(f"<p>{SENTENCE * 3}</p><ul><li>Busan {n}</li></ul>" for n in range(40))
    page = f"<html><body><nav>Menu</nav><h1>Kota mitra</h1>{items}</body></html>".encode()
    sources.read_bytes(page, "a.html")
    show("web page of 13,000 characters", f"{best(read_and_split(page, 'a.html'), 3) * 1000:.0f} ms")
    pages()


def pages() -> None:
    """Blocks of web pages in four languages with menus around them, beside what trafilatura says by default."""
    import trafilatura

    found, theirs, count = 0, 0, 0
    for truth in TRUTHS.values():
        texts = [text for _, text in truth.shown()][1:3] + [text for role, text in truth.shown() if role == "list_item"]
        items = "".join(f"<li>{escape(text)}</li>" for text in texts[2:])
        main = f"<h1>{truth.title}</h1><h2>{texts[0]}</h2><p>{escape(texts[1])}</p><ul>{items}</ul>"
        menu = f"<nav><ul>{'<li><a href=x>Menu</a></li>' * 9}</ul></nav>"
        page = f"<html><head><title>{truth.title}</title></head><body>{menu}<main>{main}</main>{menu}</body></html>"
        read = sources.read_bytes(page.encode(), "a.html")
        blocks = {read.text[b.start : b.end] for b in read.blocks if b.role != "running_head"}
        lines = (trafilatura.extract(page) or "").splitlines()
        plain = {line.removeprefix("- ") for line in lines}
        count += 1 + len(texts)
        found += sum(text in blocks for text in (truth.title, *texts))
        theirs += sum(text in plain for text in (truth.title, *texts))
    show("blocks of short web pages in four languages", f"{found} of {count}", f"trafilatura's default: {theirs}")


def formats() -> None:
    """One document in four languages from each office format in the warm worker: blocks right, cost of a file."""
    with tempfile.TemporaryDirectory() as folder, sources.Worker() as child:
        for kind, make in MAKERS.items():
            files = {language: Path(folder, f"{language}.{kind}") for language in TRUTHS}
            for language, file in files.items():
                file.write_bytes(make(TRUTHS[language]))
            found = [shown(child.read(file)) for file in files.values()]
            truths = [truth.shown() for truth in TRUTHS.values()]
            right = sum(
                a == b for made, truth in zip(found, truths, strict=True) for a, b in zip(made, truth, strict=False)
            )
            start = time.perf_counter()
            for _ in range(25):
                for file in files.values():
                    child.read(file)
            cost = (time.perf_counter() - start) * 10
            show(
                f".{kind}: {right} of {sum(map(len, truths))} blocks, a file in the warm worker",
                f"{cost:.1f} ms",
                "below 25",
            )
    import docx as python_docx

    data = MAKERS["docx"](TRUTHS["id"])
    times = [best(lambda: sources.read_bytes(data, "a.docx")), best(lambda: _paragraphs(python_docx, data))]
    show("the .docx in Indonesian, ours beside python-docx", f"{times[0] * 1000:.1f} ms", f"{times[1] * 1000:.1f} ms")
    texts = {text for _, text in TRUTHS["id"].shown()}
    show("    of its blocks python-docx finds", f"{len(texts & set(_paragraphs(python_docx, data)))} of {len(texts)}")


def _paragraphs(library: Any, data: bytes) -> list[str]:
    document = library.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def worker() -> None:
    """The child process: its start, and what it costs when warm."""
    with tempfile.TemporaryDirectory() as folder, sources.Worker() as child:
        file = Path(folder, "a.txt")
        file.write_text(SENTENCE * 100, encoding="utf-8")
        start = time.perf_counter()
        child.read(file)
        show("first file in the worker (starts it)", f"{(time.perf_counter() - start) * 1000:.0f} ms")
        start = time.perf_counter()
        for _ in range(100):
            child.read(file)
        show("a file in the warm worker", f"{(time.perf_counter() - start) * 10:.1f} ms", "below 25")


def copies() -> None:
    """Sketches of 500 texts of 20,000 characters, and the search for copies among them."""
    made = {f"t{n}": f"{n} ".join(SENTENCE.split()) * 170 for n in range(500)}
    start = time.process_time()
    sketches = {name: duplicates.sketch(text) for name, text in list(made.items())[:50]}
    show("sketch of a text of 20,000 characters", f"{(time.process_time() - start) * 20:.1f} ms")
    sketches = {f"{name}/{n}": sketch for name, sketch in sketches.items() for n in range(10)}
    show("copies among 500 sketches", f"{best(lambda: duplicates.relations(sketches), 1):.2f} s")


if __name__ == "__main__":
    for part in (texts, pdfs, memory, offices, lists, formats, worker, copies):
        part()
