"""The browser interface of a study: pages over the verbs of ``Study``, on this computer only."""

from __future__ import annotations

from kembar.web.app import make_app
from kembar.web.serving import serve

__all__ = ["make_app", "serve"]
