"""A folder of gold records: reading it, coding its documents anew, and the text that ``kembar score`` prints."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kembar import yamlfile
from kembar.agreement.matching import Record
from kembar.agreement.score import Judged, Rate, Score
from kembar.agreement.score import score as _score
from kembar.problems import GoldError, line
from kembar.types import Coding, Document, Problem, Source

if TYPE_CHECKING:
    from kembar.codebook import Codebook

Line = dict[str, Any]
Progress = Callable[[int, int, str], None]
SHOWN = ("pair", "kind", "start", "quote")
#: What the rules get right on the test documents, by language: what reports print beside unjudged records.
SHARES = Path(__file__).parent / "shares.yaml"
ERROR_WIDTH = 260


@dataclass(frozen=True, slots=True)
class Predicted:
    """A line ``{"doc", "records"}`` for each document of a gold set, and what went wrong on the way."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()

    def write(self, path: Path) -> None:
        """Write the lines as JSON lines."""
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(json.dumps(each, ensure_ascii=False) + "\n" for each in self.lines)


def read(gold_dir: Path) -> list[Line]:
    """Return the lines of a gold set; GoldError if the folder holds none or a line is not as the format says."""
    path = gold_dir / "gold.jsonl"
    if not path.is_file():
        raise GoldError(f"{gold_dir} holds no gold.jsonl; a gold set is a folder with docs/ and gold.jsonl.")
    lines = list(_lines(path))
    for each in lines:
        if not {"doc", "lang", "genre", "records"} <= set(each):
            raise GoldError(f"{path}: the line of {each.get('doc', 'a document')!r} lacks doc, lang, genre or records.")
        if not (gold_dir / "docs" / each["doc"]).is_file():
            raise GoldError(f"{path}: there is no document {each['doc']!r} in {gold_dir / 'docs'}.")
    return lines


def shares() -> dict[str, float]:
    """Return the share of the records found by rules that is right on the test documents, by language."""
    top = yamlfile.load(SHARES)
    return {code: float(top.text(code)) for code in top}


def score(gold_dir: Path, predictions: Path | Predicted) -> Score:
    """Score predicted records, or a file of them, against a gold set; a document without a line has no records."""
    lines = predictions.lines if isinstance(predictions, Predicted) else _predictions(predictions)
    found: dict[str, list[Record]] = {each["doc"]: each["records"] for each in lines}
    judged = []
    for each in read(gold_dir):
        text = (gold_dir / "docs" / each["doc"]).read_text(encoding="utf-8", errors="replace")
        judged.append(Judged.of(each, text, found.get(each["doc"], [])))
    return _score(judged)


def predict(gold_dir: Path, progress: Progress | None = None) -> Predicted:
    """Code the documents of a gold set by rules, as a study would: the file and its date of publication are all given.

    ``progress`` is called with (documents done, all, name of the next).
    """
    from kembar import codebook, sources
    from kembar.coders import projection

    book, lines, problems = codebook.load(), [], []
    gold = read(gold_dir)
    with sources.Worker() as worker:
        for number, each in enumerate(gold):
            if progress:
                progress(number, len(gold), each["doc"])
            published = each.get("published")
            extraction = worker.read(gold_dir / "docs" / each["doc"])
            source = Source(id=Path(each["doc"]).stem, issued=str(published) if published else None)
            document = sources.freeze(sources.fill(source, extraction), extraction)
            codings, said = _coded(document, book)
            lines.append({"doc": each["doc"], "records": [projection.record_of(coding, book) for coding in codings]})
            problems += [*extraction.problems, *said]
    if progress:
        progress(len(gold), len(gold), "")
    return Predicted(tuple(lines), tuple(problems))


def _coded(document: Document, book: Codebook) -> tuple[list[Coding], list[Problem]]:
    """Code a document as a study does: by rules, a spreadsheet by its columns too; one act told by both counts once."""
    from kembar.coders import gate, rules, table

    found = gate.sift(rules.code(document, book), document, book)
    columns = table.columns(document)
    if columns is None:
        return list(found.codings), list(found.problems)
    listed = table.code(document, book, columns)
    told = {(_cited(coding), coding.kind, coding.pair) for coding in listed.codings}
    others = [coding for coding in found.codings if (_cited(coding), coding.kind, coding.pair) not in told]
    return [*listed.codings, *others], [*found.problems, *listed.problems]


def _cited(coding: Coding) -> str:
    return next((evidence.locator for evidence in coding.evidence if "act" in evidence.supports), "")


def run(
    gold_dir: Path,
    predictions: Path | None = None,
    errors: int = 0,
    as_json: bool = False,
    progress: Progress | None = None,
) -> str:
    """Return what ``kembar score`` prints: code the set by rules, write ``predictions`` if asked, and score.

    ``errors`` is how many missed and false records are listed; GoldError if the folder is no gold set.
    """
    predicted = predict(gold_dir, progress)
    if predictions:
        predicted.write(predictions)
    result = score(gold_dir, predicted)
    if as_json:
        return json.dumps(result.plain(), ensure_ascii=False, indent=1)
    return "\n".join([*table(result), *_errors(result, errors), *(line(p) for p in predicted.problems)])


def table(result: Score) -> Iterator[str]:
    """Yield a score as lines: one a figure, precision, recall and F1 first, then right, false and missed records."""
    low, high = result.interval
    yield f"{'':32}  precision  recall     F1  right  false  missed"
    yield _row("records", result.all) + f"   F1 {low:.3f} to {high:.3f} (95 %, documents drawn anew)"
    yield _row("sister agreement = memorandum", result.lenient)
    yield from (_row(name, rate) for name, rate in result.slices.items())
    yield _row("pairs in document", result.pairs)
    yield _row("document relevant", result.relevance)
    yield from (_row(f"kind={kind}", rate) for kind, rate in result.kinds.items())
    yield "attributes of right records: " + ", ".join(
        f"{name} {share:.3f}" for name, share in result.attributes.items()
    )


def _row(name: str, rate: Rate) -> str:
    shares = f"{rate.precision:9.3f}  {rate.recall:6.3f}  {rate.f1:5.3f}"
    return f"{name:32}  {shares}  {rate.tp:5}  {rate.fp:5}  {rate.fn:6}"


def _errors(result: Score, most: int) -> Iterator[str]:
    for error in result.errors[: max(most, 0)]:
        shown = {key: value for key, value in error.record.items() if key in SHOWN}
        yield f"{error.what} {error.doc} {json.dumps(shown, ensure_ascii=False)[:ERROR_WIDTH]}"


def _predictions(path: Path) -> list[Mapping[str, Any]]:
    if not path.is_file():
        raise GoldError(f"There is no file of predictions {path}.")
    lines = list(_lines(path))
    for each in lines:
        if not isinstance(each.get("doc"), str) or not isinstance(each.get("records"), list):
            raise GoldError(f"{path}: every line must hold a doc and its list of records.")
    return list(lines)


def _lines(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-8") as file:
        for number, text in enumerate(file, 1):
            if not text.strip():
                continue
            try:
                value = json.loads(text)
            except ValueError as error:
                raise GoldError(f"{path}:{number}: not JSON ({error}).") from None
            if not isinstance(value, dict):
                raise GoldError(f"{path}:{number}: a line must be an object.")
            yield value
