"""Markdown stays as it is; its marks only tell what a block is."""

from __future__ import annotations

from kembar import sources

TEXT = """---
title: Dua kota
author: [Rina Hartati, Kim Min-su]
date: 2020-05-06
url: https://contoh.id/a
---
# Judul besar

Paragraf pertama
berlanjut di sini.

Bagian
------

- butir satu
  lanjut
    - anak butir
1. nomor

| Kota | Tahun |
|------|-------|
| Busan | 1994 |

> kutipan

[^1]: catatan
```
# bukan judul
```
"""


def test_blocks_are_recognised_and_the_text_is_untouched() -> None:
    found = sources.read_bytes(TEXT.encode(), "a.md")
    assert found.text == TEXT
    blocks = [(b.role, b.level, TEXT[b.start : b.end]) for b in found.blocks if b.role != "table_row"]
    assert blocks == [
        ("title", 1, "Judul besar"),
        ("body", 0, "Paragraf pertama\nberlanjut di sini."),
        ("heading", 2, "Bagian"),
        ("list_item", 1, "butir satu\n  lanjut"),
        ("list_item", 2, "anak butir"),
        ("list_item", 1, "nomor"),
        ("body", 0, "kutipan"),
        ("note", 0, "catatan"),
        ("body", 0, "# bukan judul"),
    ]
    cells = [(TEXT[b.start : b.end], b.row, b.header) for b in found.blocks if b.role == "table_row"]
    assert cells == [("Kota", 1, ""), ("Tahun", 1, ""), ("Busan", 2, "Kota"), ("1994", 2, "Tahun")]


def test_front_matter_gives_fields() -> None:
    found = sources.read_bytes(TEXT.encode(), "a.md")
    assert found.fields["author"] == ["Rina Hartati", "Kim Min-su"]
    assert (found.fields["title"], found.fields["issued"]) == ("Dua kota", "2020-05-06")
    assert found.basis["URL"] == "front matter"
