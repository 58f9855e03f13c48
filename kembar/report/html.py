"""The report as one HTML file that opens anywhere: no script, no outside address, everything escaped."""

from __future__ import annotations

from pathlib import Path

from kembar.displays import html, timechart
from kembar.report.content import Report

_TEMPLATES = Path(__file__).with_name("templates")


def render(report: Report) -> str:
    """Return the page. Jinja escapes what it prints; the tables of the displays are escaped where they are made."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    env = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
    env.globals["say"] = report.view.say
    env.globals["timechart"] = lambda: Markup(timechart.svg(report.view))
    env.filters["anchor"] = html.anchor
    env.filters["table"] = lambda display, entries=True: Markup(html.table(display, links=True, entries=entries))
    env.filters["foot"] = lambda display, brief=True: Markup(html.foot(display, brief))
    env.filters["signs"] = lambda text: Markup(html.marked(text))
    env.filters["quoted"] = lambda quote, number: Markup(html.quote(quote, number, link=True))
    style = (_TEMPLATES / "report.css").read_text(encoding="utf-8")
    return env.get_template("report.html.j2").render(r=report, style=Markup(style)) + "\n"
