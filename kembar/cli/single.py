"""Commands that need no study: demo, place, explain, score."""

from __future__ import annotations

from pathlib import Path

import click

from kembar.cli.building import as_json, lang
from kembar.cli.looking import show_from
from kembar.cli.terminal import Options, bar, say, say_json, study_if_any, tell


@click.command()
@click.argument("folder", metavar="[DIR]", default="kembar-demo")
@lang
@click.pass_obj
def demo(options: Options, folder: str, lang: str) -> int:
    """Make the demonstration study, code it, compare its two pairs and write its report."""
    from kembar import demo as made

    with bar() as progress:
        study = made.make(Path(options.folder) / folder, progress)
        done = study.code(progress)
    with study:
        say(f"{study.settings.title}: {len(study.sources)} sources in {study.folder.root}; {done}")
        show_from(str(study.folder.root), study.display("matrix", lang))
        out = study.report(study.folder.out / "report.html", lang)
        found = study.problems()
        tell(p for p in found if p.severity == "error")
        say(f"The report: {out}")
    return 1 if found.errors else 0


@click.command()
@click.argument("name")
@click.option("--context", "text", default="", metavar="TEXT", help="A sentence in which the name stands.")
@as_json
def place(name: str, text: str, as_json: bool) -> int:
    """Show what a name of a place can mean, and why one is chosen."""
    from kembar.study import place as look_up

    found = look_up(name, text)
    if as_json:
        say_json(found.plain())
    else:
        say(found)
    return 0 if found.rows else 2


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--language", default="", metavar="CODE", help="Language of the text.")
@click.option("--issued", default="", metavar="DATE", help="When it was published.")
@as_json
@click.pass_context
def explain(context: click.Context, file: Path, language: str, issued: str, as_json: bool) -> int:
    """Show how the rules read a file: each sentence, what was found in it, what was kept or rejected, and why.

    Within a study its places.yaml and codebook.yaml are heeded.
    """
    from kembar.study import explain as read

    with study_if_any(context) as study:
        found = read(file, language, issued, study)
    if as_json:
        say_json(found.plain())
    else:
        say(found.text())
        tell(found.problems)
    return 1 if any(p.severity == "error" for p in found.problems) else 0


@click.command()
@click.argument("gold", metavar="GOLD_DIR", type=click.Path(path_type=Path))
@click.option(
    "--predictions", type=click.Path(path_type=Path), default=None, metavar="OUT.jsonl", help="Keep the records."
)
@click.option("--errors", default=0, metavar="N", help="List this many missed and false records.")
@as_json
def score(gold: Path, predictions: Path | None, errors: int, as_json: bool) -> None:
    """Code the documents of a gold set and print how right the rules are.

    GOLD_DIR holds docs/ and gold.jsonl. OUT.jsonl gets a line {"doc", "records"} a document.
    """
    from kembar.study import score as run

    with bar() as progress:
        text = run(gold, predictions, errors, as_json, lambda done, total, name: progress("score", done, total, name))
    say(text)


COMMANDS = (demo, place, explain, score)
