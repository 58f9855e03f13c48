"""A source as lines of YAML, written so that every value reads back as the text it is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from kembar.types import Source

_PLAIN = re.compile(r"[^\W_][^\n\r\t:#'\"{}\[\],&*!|>%@`\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]*(?<! )")
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_ORDER = ("title", "author", "publisher", "issued", "accessed", "url", "language", "kind", "side", "covers", "copy_of")


def fields_of(source: Source) -> dict[str, Any]:
    """Return what an entry holds, in the order in which it is written; what is not stated is left out."""
    given: dict[str, Any] = {name: getattr(source, name) for name in _ORDER}
    given["author"] = list(source.author)
    given["covers"] = f"{source.covers[0]}/{source.covers[1]}" if source.covers else ""
    given["retells"] = dict(source.retells or {})
    given |= {name: value for name, value in source.fields.items() if name not in given}
    given["basis"] = dict(source.basis)
    given["versions"] = [
        {n: getattr(v, n) for n in ("file", "sha256", "text_sha256", "extractor") if getattr(v, n)}
        for v in source.versions
    ]
    return {name: value for name, value in given.items() if value}


def dump(source: Source, only: str = "", indent: int = 2) -> list[str]:
    """Return the lines of an entry, or of one of its keys."""
    lines = [] if only else [f"{scalar(source.id)}:"]
    for key, value in fields_of(source).items():
        if not only or key == only:
            lines += _pair(key, value, indent)
    return lines


def scalar(text: str) -> str:
    """Write a text as a YAML scalar on one line: plain where that is safe, else in double quotes."""
    if _PLAIN.fullmatch(text) and text not in ("null", "---"):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


def _pair(key: str, value: Any, indent: int) -> list[str]:
    blank = " " * indent
    if isinstance(value, Mapping):
        return [f"{blank}{scalar(key)}:", *(line for k, v in value.items() for line in _pair(str(k), v, indent + 2))]
    if isinstance(value, (list, tuple)):
        lines = [f"{blank}{scalar(key)}:"]
        for item in value:
            if isinstance(item, Mapping):
                inner = [line for k, v in item.items() for line in _pair(str(k), v, indent + 4)]
                lines += [f"{blank}  - {inner[0].lstrip()}", *inner[1:]]
            else:
                lines.append(f"{blank}  - {scalar(str(item))}")
        return lines
    return [f"{blank}{scalar(key)}: {scalar(str(value))}"]
