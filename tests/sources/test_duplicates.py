"""Copies, parts and strangers: containment on sketches and on whole texts."""

from __future__ import annotations

import random

from kembar.sources.duplicates import COPY, RELATED, containment, relations, shingles, sketch

FIRST = [a + b for a in "bdkl" for b in "aeiou"]
WORDS = [first + last for first in FIRST for last in ("mar", "nus", "pat", "rin", "tol")]


def text(seed: int, words: int) -> str:
    choose = random.Random(seed)
    return " ".join(choose.choice(WORDS) for _ in range(words))


def test_a_release_inside_a_longer_text_is_contained() -> None:
    release = text(1, 150)
    article = f"{text(2, 200)} {release} {text(3, 400)}"
    assert containment(sketch(release), sketch(article)) > COPY
    assert containment(sketch(article), sketch(release)) < RELATED


def test_strangers_share_nothing_and_copies_all() -> None:
    assert containment(sketch(text(1, 300)), sketch(text(2, 300))) < 0.05
    assert containment(sketch(text(1, 300)), sketch(text(1, 300).upper())) == 1


def test_texts_without_blanks_are_compared_by_letters() -> None:
    first = "両市は昭和四十八年に姉妹都市となり高校生が隔年で行き来している。" * 3
    assert containment(sketch(first), sketch("追記。" + first)) > COPY


def test_relations_find_copies_parts_and_leave_strangers() -> None:
    base, other = text(1, 400), text(2, 400)
    half = " ".join(base.split()[:180] + text(5, 220).split())
    found = relations(
        {name: sketch(body) for name, body in {"a": base, "b": base + " x", "c": half, "d": other}.items()}
    )
    assert {(a, b) for a, b, _ in found} == {("a", "b"), ("a", "c"), ("b", "c")}
    shares = {(a, b): share for a, b, share in found}
    assert shares["a", "b"] >= COPY > shares["a", "c"] >= RELATED


def test_a_short_text_in_a_book_is_counted_on_the_whole_texts() -> None:
    release = text(1, 120)
    texts = {"book": f"{text(2, 40_000)} {release} {text(3, 40_000)}", "release": release}
    found = relations({name: sketch(body) for name, body in texts.items()}, texts.__getitem__)
    assert [(a, b) for a, b, share in found if share > COPY] == [("book", "release")]


def test_sixty_papers_that_print_one_release_are_linked() -> None:
    release = text(1, 200)
    found = relations({f"p{n:02}": sketch(f"{release} {text(n + 10, 20)}") for n in range(60)})
    linked = {name for a, b, _ in found for name in (a, b)}
    assert len(linked) == 60


def test_empty_texts_have_no_relations() -> None:
    assert shingles("") == frozenset()
    assert relations({"a": sketch(""), "b": sketch(""), "c": sketch("satu"), "d": sketch("satu")}) == [("c", "d", 1.0)]
