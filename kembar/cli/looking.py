"""Commands that look at a study: display, report, export."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kembar.cli.building import as_json, lang
from kembar.cli.terminal import HERE, say, say_json, shell, study_of

if TYPE_CHECKING:
    from kembar.displays import Display


@click.command()
@click.argument("name", default="matrix")
@click.option("--rows", default="", metavar="AXIS", help="Axis of the matrix' rows (pair).")
@click.option("--columns", default="", metavar="AXIS", help="Axis of its columns (sector).")
@click.option("--grouping", default="", metavar="NAME", help="Group sectors as in one of the codebook's groupings.")
@click.option("--on", default="", metavar="DAY", help="Day on which instruments are in force (ISO).")
@click.option(
    "--open", "cell", nargs=2, default=None, metavar="ROW COLUMN", help="Show the records and quotes of a cell."
)
@click.option("--save", default="", metavar="FILE", help="Write it as .csv, .xlsx, .md, .html, .txt or .json.")
@lang
@as_json
@click.pass_context
def display(
    context: click.Context,
    /,
    name: str,
    cell: tuple[str, str] | None,
    save: str,
    lang: str,
    as_json: bool,
    **options: str,
) -> None:
    """Show the study: matrix, instruments, timeline, disputes, gaps, events or outside (its pairs and period)."""
    with study_of(context) as study:
        shown = study.display(name, lang, **options)
        if cell:
            shown = shown.open(*cell)
        if save:
            say(f"Wrote {shown.save(Path(save))}")
        elif as_json:
            say_json(shown.data())
        else:
            show_from(context.obj.folder, shown)


def show_from(folder: str, shown: Display) -> None:
    """Print a display and what comes next, also for what lies outside; commands name the study that ``-C`` named."""
    from kembar.displays.foot import beyond

    here = _kembar(folder)
    replace(shown, following=lambda made: shown.following(made).replace("kembar ", f"{here} ", 1)).show()
    if beyond(shown.view) in shown.foot:
        say(shown.view.say("next_outside", command=f"{here} display outside"))


def _kembar(folder: str) -> str:
    return "kembar" if folder == HERE else f"kembar -C {shell(folder)}"


@click.command()
@click.argument("out", metavar="OUT")
@lang
@click.pass_context
def report(context: click.Context, out: str, lang: str) -> None:
    """Write the report: OUT ends in .html, .docx or .md."""
    with study_of(context) as study:
        say(f"Wrote {study.report(out, lang)}")


@click.command()
@click.argument("form", metavar="csv|xlsx|jsonl|md")
@click.argument("out", metavar="OUT")
@click.pass_context
def export(context: click.Context, form: str, out: str) -> None:
    """Write all records with their quotes for other programs."""
    with study_of(context) as study:
        say(f"Wrote {study.export(form, out)}")


COMMANDS = (display, report, export)
