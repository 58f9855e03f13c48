"""Commands that fill a study: new, add, code, merge, problems."""

from __future__ import annotations

import click

from kembar.cli.terminal import Options, Teller, bar, following, plain, say, say_json, shell, study_of, tell

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
lang = click.option("--lang", default="", metavar="CODE", help="Language of what is said, such as en or id.")


@click.command()
@click.argument("folder", metavar="DIR")
@click.option(
    "--pair", "pairs", multiple=True, metavar="A-B", help="Two places, such as Surabaya-Busan; may be repeated."
)
@click.option("--title", default="", help="The study's title.")
@click.pass_obj
def new(options: Options, folder: str, pairs: tuple[str, ...], title: str) -> None:
    """Make a study in a folder.

    A place can be told apart by its country or code: "Medan-Gwangju, KR".
    """
    from pathlib import Path

    from kembar.study import namesakes
    from kembar.study import new as make

    if not folder.strip():  # a variable of a script that was never set would else make a study of the current folder
        raise click.UsageError("Name a folder for the study.")
    study = make(Path(options.folder) / folder, pairs, title)
    with study:
        root = study.folder.root
        say(f"Made the study {study.settings.title} in {root}")
        for pair in study.pairs:
            a, b = pair.pair.a, pair.pair.b
            say(f"  {pair.id}: {a.name} ({a.id}) and {b.name} ({b.id})")
        for sentence in (s for pair in pairs for s in namesakes(pair)):
            say(f"  {sentence}")
    say(f"Next: kembar -C {shell(str(root))} add FILE...")


@click.command()
@click.argument("files", nargs=-1, metavar="FILE...")
@click.option("--language", default="", metavar="CODE", help="Language of the texts, else it is told from the text.")
@click.option("--kind", default="", help="Kind of source, such as news or government_page.")
@click.option("--issued", default="", metavar="DATE", help="When it was published: 2018, 2018-05 or 2018-05-31.")
@click.option("--title", default="", help="Title of the source.")
@click.option("--side", default="", help="Whose source it is, such as surabaya.")
@click.option("--note", default="", metavar="TEXT", help="Add your own words as a source dated today.")
@click.option(
    "--dry-run", is_flag=True, help="Show what each file would become (columns, ten rows), and write nothing."
)
@lang
@as_json
@click.pass_context
def add(
    context: click.Context, /, files: tuple[str, ...], note: str, dry_run: bool, lang: str, as_json: bool, **fields: str
) -> int:
    """Freeze files as sources of the study.

    FILE may be a file, a folder or a pattern. A file whose bytes are known is not added again; a changed file of the
    same name becomes a new version. References (.bib, .ris, CSL .json) fill the entries of the files they match.
    """
    if not files and not note:
        raise click.UsageError("Name at least one FILE, or give --note TEXT.")
    teller = Teller(lang)
    if dry_run:
        return _try(context, files, as_json, fields, teller)
    with study_of(context) as study, bar() as progress:
        done = study.add(*files, note=note, progress=progress, **fields)
    if as_json:
        counts = {"new": list(done.new), "versions": list(done.versions), "known": done.known}
        say_json({**counts, "problems": plain(done.problems)})
    else:
        teller.say(*done.told)
        teller.tell(done.problems)
        if done.new or done.versions:
            teller.say(following(context, "code"))
    return 1 if done.problems.errors else 0


def _try(context: click.Context, files: tuple[str, ...], as_json: bool, fields: dict[str, str], teller: Teller) -> int:
    """Show what files would become."""
    with study_of(context, read_only=True) as study:
        found, problems = study.preview(*files, **fields)
    if as_json:
        names = ("file", "fields", "language", "letters", "columns", "acts")
        shown = [{**{n: getattr(one, n) for n in names}, "problems": plain(one.problems)} for one in found]
        say_json({"files": shown, "problems": plain(problems)})
    else:
        for one in found:
            say(one.text(teller.word))
            teller.tell(one.problems)
        teller.tell(problems)
        teller.say("Nothing was written (--dry-run).")
    return 1 if problems.errors or any(one.problems.errors for one in found) else 0


@click.command()
@lang
@as_json
@click.pass_context
def code(context: click.Context, lang: str, as_json: bool) -> int:
    """Let the rules read what they have not read yet."""
    teller = Teller(lang)
    with study_of(context) as study, bar() as progress:
        done = study.code(progress)
    if as_json:
        say_json({"sources": list(done.sources), "codings": done.codings, "problems": plain(done.problems)})
    else:
        teller.say(*done.told)
        teller.tell(done.problems)
        teller.say(following(context, "display matrix"))
    return 1 if done.problems.errors else 0


@click.command()
@lang
@as_json
@click.pass_context
def problems(context: click.Context, lang: str, as_json: bool) -> None:
    """List everything that is wrong with the study."""
    teller = Teller(lang)
    with study_of(context) as study:
        found = study.problems()
    if as_json:
        say_json(plain(found))
    else:
        say("\n".join(teller.lines(found)) or teller.word("no problems"))


@click.command()
@click.argument("other", metavar="OTHER")
@click.option("--dry-run", is_flag=True, help="Say what would be taken over, and write nothing.")
@as_json
@click.pass_context
def merge(context: click.Context, other: str, dry_run: bool, as_json: bool) -> int:
    """Take over from another copy of the study what this one lacks.

    OTHER is the folder of a copy in which somebody else added, coded or judged; it is only read. Sources are matched by
    their content, codings and judgements by their id, people by their name. Merging twice changes nothing more.
    """
    from dataclasses import asdict

    with study_of(context, read_only=dry_run) as study, bar() as progress:
        done = study.merge(other, dry_run, progress)
    if as_json:
        counts = {name: asdict(getattr(done, name)) for name in ("sources", "readings", "judgements")}
        say_json({**counts, "names": list(done.names), "people": dict(done.people), "problems": plain(done.problems)})
    else:
        say(done)
        tell(done.problems)
        if dry_run:
            say("Nothing was written (--dry-run).")
        elif done.sources.new or done.readings.new:
            say(following(context, "code"))
    return 1 if done.problems.errors else 0


COMMANDS = (new, add, code, merge, problems)
