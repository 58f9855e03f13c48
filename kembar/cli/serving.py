"""The command that opens the browser: serve, and ``kembar`` without a command."""

from __future__ import annotations

import os
import sys

import click

from kembar.cli.terminal import Options, say, study_of


@click.command()
@click.option("--port", default=0, metavar="N", type=click.IntRange(0, 65535), help="Port (8765, or any that is free).")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.pass_context
def serve(context: click.Context, port: int, no_browser: bool) -> None:
    """Read, code and judge in the browser, on this computer only.

    The address is printed on a line of its own; its token lets one browser in. Ctrl-C stops it.
    """
    with study_of(context) as study:
        study.serve(port=port, browser=not no_browser, say=say)


def alone(options: Options) -> None:
    """Open the browser on the study of this folder, or on the start page where there is none."""
    from kembar import web
    from kembar.problems import NoStudyError
    from kembar.study import open_study

    try:
        study = open_study(options.folder)
    except NoStudyError:
        web.serve(None, say=say)
        return
    with study:
        web.serve(study, say=say)


def at_a_screen() -> bool:
    """Say whether somebody sits at a terminal with a screen on which a browser can open."""
    if not (sys.stdin and sys.stdout and sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


COMMANDS = (serve,)
