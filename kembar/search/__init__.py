"""Full text over the passages and records of a study, in any script: words by their beginning, runs by their pairs.

``Index`` is a derived file: it may be deleted, and takes in what it lacks. ``parse`` reads what a person types;
``hits`` finds it in a passage itself, so that nothing is shown that the text does not say; ``find_records`` looks at
what was coded, ``other_names`` says in which scripts else a place is written.
"""

from kembar.search.index import Index, Piece
from kembar.search.query import Query, hits, parse
from kembar.search.records import find_records
from kembar.search.scripts import other_names

__all__ = ["Index", "Piece", "Query", "find_records", "hits", "other_names", "parse"]
