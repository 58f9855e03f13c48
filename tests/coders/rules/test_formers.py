"""Former names of places: what a text takes for the town of today, in time that grows with the text."""

import time

from short_texts import document

from kembar import codebook
from kembar.coders import rules

BOOK = codebook.load()
HEAD = "横浜市は上海市と姉妹都市である。\n\n"
LINE = "大阪市（旧神戸市）は1950年に上海市を訪問した。\n\n"


def seconds(lines: int) -> float:
    """What it takes at least to code so many lines, of the processor's time."""
    made, taken = document(HEAD + LINE * lines, "横浜市と上海市"), []
    for _ in range(2):
        start = time.process_time()
        rules.code(made, BOOK)
        taken.append(time.process_time() - start)
    return min(taken)


def test_a_name_in_brackets_is_the_place_before_it() -> None:
    coded = rules.code(document(HEAD + LINE, "横浜市と上海市"), BOOK)
    assert "Kobe" not in {side.name for c in coded.codings if c.pair for side in (c.pair.a, c.pair.b)}


def test_twice_the_former_names_take_twice_the_time() -> None:
    seconds(20)
    once = seconds(150)
    assert seconds(300) < 3 * once
