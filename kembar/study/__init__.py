"""A study: a folder in which sources become a comparison. The only room that joins the stages with disk and store.

One method a verb; what a verb does stands in a module of its own.
"""

from __future__ import annotations

from kembar.study.catalogue import namesakes
from kembar.study.study import Study, new, open_study
from kembar.study.without import explain, place, score

__all__ = ["Study", "explain", "namesakes", "new", "open_study", "place", "score"]
