"""The benchmark that swaps places: what it writes into a text and a gold line."""

import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kembar.places import gazetteer

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "swap.py"


@pytest.fixture(scope="module")
def swap() -> ModuleType:
    """The benchmark, as a module."""
    import sys

    spec = importlib.util.spec_from_file_location("swap", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["swap"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def line(text: str, a: tuple[str, str], b: tuple[str, str]) -> dict[str, Any]:
    """A gold line with one record that quotes the whole text."""
    pair = [{"name": name, "country": country} for name, country in (a, b)]
    return {"doc": "a.txt", "records": [{"pair": pair, "flow": f"{a[0]}>{b[0]}", "quote": text}]}


def test_a_text_its_quotes_pairs_and_flows_get_the_same_new_names(swap: ModuleType) -> None:
    text = "Delegasi Kota Surabaya mengunjungi Busan. Warga SURABAYA pulang."
    count = swap.Count()
    new, changed = swap.swap(text, line(text, ("Surabaya", "ID"), ("Busan", "KR")), random.Random(1), count)
    record = changed["records"][0]
    first, second = (side["name"] for side in record["pair"])
    assert new == f"Delegasi Kota {first} mengunjungi {second}. Warga {first.upper()} pulang."
    assert (record["quote"], record["flow"]) == (new.rstrip("."), f"{first}>{second}")
    assert not {first, second} & {"Surabaya", "Busan"}
    assert (count.mentions, count.swapped) == (3, 3)
    assert [gazetteer().named(n, c).level for n, c in ((first, "ID"), (second, "KR"))] == ["city", "metro"]


def test_a_hangul_name_keeps_its_kind_of_final_consonant(swap: ModuleType) -> None:
    text = "대전시와 나고야시는 자매결연을 체결했다. 대전과 나고야는 가깝다."
    new, changed = swap.swap(text, line(text, ("Daejeon", "KR"), ("Nagoya", "JP")), random.Random(2), swap.Count())
    city, partner = new.split("시와 ")[0], new.split("시와 ")[1].split("시는")[0]
    assert "대전" not in new
    assert (swap.closing(city), swap.closing(partner)) == ("consonant", "vowel")
    assert [swap.closing(name) for name in ("나고야", "서울", "대전", "Lima")] == ["vowel", "liquid", "consonant", ""]
    assert changed["records"][0]["quote"] == new.rstrip(".")


def test_a_text_of_other_places_stays_as_it_is(swap: ModuleType) -> None:
    text = "Hamburg and Lima were warm."
    new, changed = swap.swap(text, line(text, ("Osaka", "JP"), ("Ghent", "BE")), random.Random(1), swap.Count())
    assert new == text
    assert changed["records"][0]["pair"][0]["name"] == "Osaka"


def test_a_whole_set_is_written_and_the_same_seed_writes_the_same(swap: ModuleType, tmp_path: Path) -> None:
    text = "Osaka and Hamburg have been sister cities since 1989."
    (tmp_path / "set" / "docs").mkdir(parents=True)
    (tmp_path / "set" / "docs" / "a.txt").write_text(text, encoding="utf-8")
    entry = {**line(text, ("Osaka", "JP"), ("Hamburg", "DE")), "lang": "en", "genre": "news"}
    (tmp_path / "set" / "gold.jsonl").write_text(json.dumps(entry) + "\n", encoding="utf-8")
    written = []
    for name in ("one", "two"):
        swap.swapped_set(tmp_path / "set", tmp_path / name, 7, swap.Count())
        written.append((tmp_path / name / "docs" / "a.txt").read_text(encoding="utf-8"))
    assert written[0] == written[1] != text
