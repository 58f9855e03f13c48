"""A name in Kana is found by its key however its long vowels and stops are written, and never within another word."""

from __future__ import annotations

from pathlib import Path

import pytest

from kembar.places import gazetteer
from kembar.search import Index, hits, other_names, parse
from kembar.search.kana import is_kana
from kembar.sources import Extraction, freeze
from kembar.types import Source


def found(folder: Path, text: str, name: str) -> list[str]:
    """What the index and then the text answer to a word that is called so, too."""
    document = freeze(Source("a", "a", language="ja"), Extraction(text, extractor="text 1"))
    query = parse("x", lambda _: (name,))
    with Index(folder / "search.db") as index:
        index.add(document)
        pieces = [text[piece.start : piece.end] for piece in index.find(query, {document.sha256})]
    return [piece[start:end] for piece in pieces for start, end in hits(piece, query)]


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("リズ", "リーズ市の代表団", ["リーズ"]),
        ("リズ", "リズムを学ぶ", []),
        ("パス", "代表はパースへ行く", ["パース"]),
        ("パス", "代表はパスポートを見せる", []),
        ("パス", "コンパスとバスパース", []),
        ("バンクバ", "ヴァンクーヴァーとバンクーバー", ["ヴァンクーヴァー", "バンクーバー"]),
        ("スペン", "スペインの港", ["スペイン"]),
        ("サンフランシスコ", "サン・フランシスコ、サン＝フランシスコ", ["サン・フランシスコ", "サン＝フランシスコ"]),
        ("ホバト", "ホーバートは", ["ホーバート"]),
        ("バンクバ市", "バンクーバー市長", ["バンクーバー市"]),
        ("プサン", "「プサン」", ["プサン"]),
    ],
)
def test_a_key_finds_the_name_as_it_is_written(tmp_path: Path, key: str, text: str, words: list[str]) -> None:
    assert found(tmp_path, text, key) == words


def test_a_place_is_found_by_the_key_that_the_gazetteer_has(tmp_path: Path) -> None:
    leeds = next(place.id for place, _ in gazetteer().candidates("leeds"))
    key = next(name for name in other_names("leeds", {leeds}, gazetteer().names_of) if is_kana(name))
    assert found(tmp_path, "リズムのよい町リーズへ", key) == ["リーズ"]


def test_names_in_other_scripts_and_single_signs_are_no_keys() -> None:
    assert not any(map(is_kana, ("부산", "釜山", "Busan", "ポ", "")))
