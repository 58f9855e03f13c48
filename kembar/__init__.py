"""Kembar: a folder of sources about cooperation between cities becomes a comparison that can be checked.

::

    import kembar as kb
    study = kb.new("surabaya-busan", pairs=["Surabaya-Busan"])
    study.add("downloads/*.pdf")
    study.code()
    print(kb.displays.matrix(study.casebase()))

Names are loaded when they are first used, so that ``import kembar`` costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_WHERE = {
    "KembarError": ("kembar.problems", "KembarError"),
    "Study": ("kembar.study", "Study"),
    "displays": ("kembar.displays", ""),
    "new": ("kembar.study", "new"),
    "open": ("kembar.study", "open_study"),
    "types": ("kembar.types", ""),
}
__all__ = ["KembarError", "Study", "__version__", "displays", "new", "open", "types"]

if TYPE_CHECKING:
    from kembar import displays, types
    from kembar.problems import KembarError
    from kembar.study import Study, new
    from kembar.study import open_study as open


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'kembar' has no attribute {name!r}")
    module, attribute = _WHERE[name]
    found = importlib.import_module(module)
    return getattr(found, attribute) if attribute else found


def __dir__() -> list[str]:
    return sorted(__all__)
