"""The command line: a shell over the verbs of a study. Nothing heavy is imported before a command runs.

Exit codes: 0 done, 1 a source was not read or a write failed, 2 misuse, 130 interrupted (what was done is kept).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

import kembar
from kembar.cli import building, looking, serving, single, terminal
from kembar.cli.terminal import Options
from kembar.problems import KembarError, OutputError, StoreError


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}, invoke_without_command=True
)
@click.option("-C", "folder", metavar="DIR", default=".", help="The study's folder (else the nearest one upwards).")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(kembar.__version__, prog_name="kembar", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context, folder: str, debug: bool) -> None:
    """Turn a folder of sources about cooperation between cities into a comparison in which every cell opens the
    sentence it came from.

    Start with: kembar new FOLDER --pair Surabaya-Busan, or kembar demo. Without a command the browser opens.
    """
    context.obj = Options(folder, debug)
    if context.invoked_subcommand is not None:
        return
    if serving.at_a_screen():
        serving.alone(context.obj)
    else:
        click.echo(context.get_help())


for command in (*building.COMMANDS, *looking.COMMANDS, *serving.COMMANDS, *single.COMMANDS):
    cli.add_command(command)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code; no traceback reaches a user unless ``--debug`` asks for it."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    terminal.prepare()
    try:
        code = cli.main(given, prog_name="kembar", standalone_mode=False)
        terminal.flush()
    except click.exceptions.Abort as error:
        return terminal.interrupted(error.__cause__ or error.__context__ or error)
    except click.ClickException as error:
        error.show(sys.stderr)
        return error.exit_code
    except KembarError as error:
        if "--debug" in given:
            raise
        terminal.complain(str(error), terminal.asked_language(given))
        return 1 if isinstance(error, OutputError | StoreError) else 2
    except Exception as error:  # the last net under the program: its user is told in one line
        if "--debug" in given:
            raise
        if isinstance(error.__cause__, KeyboardInterrupt):  # an import that was interrupted gives it another name
            return terminal.interrupted(error.__cause__)
        if isinstance(error, OSError) and terminal.lost(error):
            return 1
        terminal.complain(
            f"Something in Kembar broke ({type(error).__name__}: {error}); --debug before the command shows where."
        )
        return 1
    return code if isinstance(code, int) else 0
