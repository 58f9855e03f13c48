"""Write docs/commands.md from the help of the commands, so that the two cannot part."""

from __future__ import annotations

from pathlib import Path

import click

from kembar.cli import cli

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
WIDTH = 96
INTRO = """\
# Commands

This page is written by `scripts/write_commands.py` from `kembar --help`; change the help, then run `make docs`.

The study is the one that `-C DIR` names, else the nearest folder upwards that holds a `study.yaml`. Results go to the
standard output, progress and problems to the standard error. Exit codes: 0 done; 1 a source was not read or a write
failed; 2 misuse; 130 interrupted (what was done is kept and said).
"""


def page() -> str:
    """Return the page."""
    parts = [INTRO, _help(cli, "kembar")]
    for name in sorted(cli.commands):
        parts.append(f"## {name}\n\n{_help(cli.commands[name], f'kembar {name}')}")
    return "\n".join(parts)


def _help(command: click.Command, path: str) -> str:
    names = cli.context_settings["help_option_names"]
    with click.Context(
        command, info_name=path, terminal_width=WIDTH, max_content_width=WIDTH, help_option_names=names
    ) as context:
        text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    return f"```\n{text}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
