"""Displays: a casebase as tables whose cells keep the records and quotes behind them.

Each function takes a casebase and returns a Display, which prints as text, shows itself in a notebook, and saves as
CSV, XLSX, Markdown, HTML, text or JSON. ``codebook`` is the casebase's own unless given; ``lang`` that of the reader.
``document`` gives documents (``Study.document``), so that a quoted place or date is shown in its sentence.
"""

from kembar.displays.display import Cell, Display, Head
from kembar.displays.disputes import disputes
from kembar.displays.events import events, outside
from kembar.displays.gaps import gaps
from kembar.displays.instruments import instruments
from kembar.displays.matrix import matrix
from kembar.displays.quotes import Quote
from kembar.displays.timeline import timeline

#: The displays by the name that the command line and the report call them by.
NAMES = ("matrix", "instruments", "timeline", "disputes", "gaps", "events", "outside")

__all__ = [
    "NAMES",
    "Cell",
    "Display",
    "Head",
    "Quote",
    "disputes",
    "events",
    "gaps",
    "instruments",
    "matrix",
    "outside",
    "timeline",
]
