"""docs/commands.md, the commands and the verbs of Study say the same."""

from __future__ import annotations

import importlib.util
import inspect
from pathlib import Path

import click

from kembar.cli import cli

ROOT = Path(__file__).parents[2]
WITHOUT_STUDY = {"new", "demo", "place", "explain", "score"}
#: Verbs of Study that people use from Python (and later the browser), not from the command line.
FOR_PEOPLE = {"casebase", "code_by_hand", "document", "judge", "memo", "preview", "quote", "withdraw"}
#: What Study offers beside verbs.
PARTS = {"aliases", "check_log", "close", "current_text", "judgements", "open", "readings", "save", "unread"}


def test_the_page_is_what_the_script_writes() -> None:
    spec = importlib.util.spec_from_file_location("write_commands", ROOT / "scripts" / "write_commands.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.PAGE.read_text(encoding="utf-8") == script.page(), "run: make docs"


def test_every_command_is_a_verb_and_every_verb_a_command() -> None:
    from kembar.study import Study

    methods = {n for n, _ in inspect.getmembers(Study, inspect.isfunction) if not n.startswith("_")} | {"open"}
    assert methods - FOR_PEOPLE - PARTS == set(cli.commands) - WITHOUT_STUDY


def test_every_command_has_help_and_every_option_says_what_it_does() -> None:
    for name, command in cli.commands.items():
        assert command.help, name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{name} {parameter.name}"


def test_the_design_s_commands_exist() -> None:
    asked = "new add code merge serve problems display report export demo place explain score"
    assert set(cli.commands) == set(asked.split())
