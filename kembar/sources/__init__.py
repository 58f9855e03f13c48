"""Stage 1: a file becomes a citable, frozen text with its layout, its bibliographic fields and its problems."""

from __future__ import annotations

from kembar.sources.extraction import SAVED_FROM, Extraction, document_of, fill, freeze, layout_json
from kembar.sources.kinds import SUFFIXES
from kembar.sources.reading import LARGEST, NEEDS_OCR, read, read_bytes, too_large
from kembar.sources.sandbox import Worker

__all__ = [
    "LARGEST",
    "NEEDS_OCR",
    "SAVED_FROM",
    "SUFFIXES",
    "Extraction",
    "Worker",
    "document_of",
    "fill",
    "freeze",
    "layout_json",
    "read",
    "read_bytes",
    "too_large",
]
