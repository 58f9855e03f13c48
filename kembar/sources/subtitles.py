"""Subtitles (.srt, .vtt) as a transcript: the cues of one speaker in a row become a turn with its first time."""

from __future__ import annotations

import html
import re

from kembar.sources import plaintext
from kembar.sources.encodings import decode
from kembar.sources.extraction import Extraction, clean, failure
from kembar.sources.textfile import unreadable
from kembar.types import Block

EXTRACTOR = "subtitles 1"
_CUE = re.compile(r"^[^\S\n]*((?:\d{1,3}:)?\d{1,2}:\d{2})[.,]\d{1,3}[^\S\n]*-->.*\n((?:[^\S\n]*\S.*\n?)*)", re.M)
_VOICE = re.compile(r"<v(?:\.[\w.]+)?[^\S\n]+([^>\n]{1,40})>")
_SPEAKER = re.compile(r"(?:-\s*)?([^\W\d_][^:：\n]{0,39}?)\s*(?::\s+|：\s*)")
_TAG = re.compile(r"</?[a-z][^<>\n]{0,200}>|\{\\[^{}\n]{0,200}\}", re.I)
#: Where another speaks within a cue: a voice of its own, or a line that begins with a dash.
_NEXT = re.compile(r"(?=<v[.\s])|\n(?=[^\S\n]*[-–—][^\S\n])")
_CUES = 16


def read(data: bytes, name: str, preferred: tuple[str, ...] = ()) -> Extraction:
    """Read a file of subtitles from its bytes; ``name`` stands in problems."""
    decoded = decode(data, preferred=preferred)
    if decoded is None:
        return unreadable(data, name)
    turns: list[tuple[str, str, list[str]]] = []
    for match in _CUE.finditer(clean(decoded.text)[0]):
        parts = [part for part in _NEXT.split(match[2]) if part.strip()]
        for number, part in enumerate(parts):
            _add(turns, match[1], *_said(part), shared=len(parts) > 1 or number > 0)
    if not turns:
        return failure("empty", "These subtitles hold no words.", name)
    text = "\n\n".join(f"[{time}] {f'{who}: ' if who else ''}{' '.join(words)}" for time, who, words in turns) + "\n"
    blocks: tuple[Block, ...] = plaintext.blocks_of(text)
    return Extraction(text, blocks, (), EXTRACTOR)


def _add(turns: list[tuple[str, str, list[str]]], time: str, who: str, words: str, shared: bool) -> None:
    """Add words to the turn of whoever goes on, or begin one; in a cue that several share nobody is taken over."""
    if not words:
        return
    last = turns[-1] if turns else None
    who = who or (last[1] if last and not shared else "")
    if last and who == last[1] and not shared and len(last[2]) < _CUES:
        last[2].append(words)
    else:
        turns.append((time, who, [words]))


def _said(lines: str) -> tuple[str, str]:
    """Return who speaks in a cue, "" if it does not say, and the words."""
    voice = _VOICE.search(lines)
    words = " ".join(html.unescape(_TAG.sub("", lines)).split())
    named = None if voice else _SPEAKER.match(words)
    return (voice[1].strip(), words) if voice else (named[1].strip(), words[named.end() :]) if named else ("", words)
