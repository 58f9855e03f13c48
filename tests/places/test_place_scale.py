"""Work grows with the text and no faster: look-ups are counted, seconds only where names are compared."""

import time

import pytest

from kembar.places import gazetteer, han, hangul, latin, resolver
from kembar.places.context import Context
from kembar.places.database import Candidate
from kembar.places.mention import Find

SOURCE = gazetteer()._source
HAN = SOURCE.han


class Counting:
    """The look-up, with a count of calls and of letters looked up."""

    def __init__(self) -> None:
        self.letters = 0

    def __call__(self, key: str):  # type: ignore[no-untyped-def]
        self.letters += len(key) + 1
        return SOURCE.lookup(key)


def work(text: str) -> int:
    count = Counting()
    finds: list[Find] = [*latin.find(text, count), *hangul.find(text, count), *han.find(text, count, HAN)]
    assert len(finds) <= len(text)
    return count.letters


@pytest.mark.parametrize(
    "piece",
    [
        "Surabaya dan Busan, Kota Medan di Indonesia. ",
        "부산광역시와 수라바야시는 ",
        "北九州市とスラバヤ市",
        "가",
        "가 ",
        "부산",
        "ア",
        "ア・",
        "市",
        "の",
        "ん市",
        "A ",
        "Kota ",
        "Kota-",
        "St. ",
        "'",
        "a.B.",
    ],
)
def test_twice_the_text_is_twice_the_work(piece: str) -> None:
    small = piece * (1000 // len(piece))
    once, twice = work(small), work(small * 2)
    assert twice <= 2.2 * once + 2000


def test_long_runs_pass_through_the_whole_resolver() -> None:
    for piece in ("가나다라", "アイウエオ", "中国", "Japan ", "Japan, ", "중국 가나다라시 "):
        text = piece * (6_000 // len(piece))
        assert resolver.resolve(text, [(0, len(text))], SOURCE) is not None


def test_many_spans_are_read_once_each() -> None:
    line = "Busan and Surabaya met.\n"
    text = line * 500
    spans = [(i * len(line), (i + 1) * len(line)) for i in range(500)]
    found = gazetteer().resolve_spans(text, spans)
    assert len(found) == 1000


def test_twice_as_many_names_that_stand_take_about_twice_the_time() -> None:
    units = SOURCE.units_of("US")

    def spent(number: int) -> float:
        named = enumerate(units[:number])
        finds = [Find(i, i + 1, u.name, str(i), "latin", (Candidate(u, 0),), reason="known") for i, u in named]
        started = time.process_time()
        resolver._shortened(finds, Context(frozenset()))
        return time.process_time() - started

    once, twice = spent(4_000), spent(8_000)
    assert twice <= 2.3 * once + 0.15
