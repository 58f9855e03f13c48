"""Columns of running text side by side are put one below the other; tables stay as they are."""

from __future__ import annotations

from kembar.sources.sidebyside import unwoven
from kembar.sources.textfile import read

LEFT = """HERNE

The brass band of Herne played
in our market hall on 3 May and
slept in the school, on straw,
which nobody minded. In return
our choir goes to them next
spring.

  A bench from them stands by
the pond since 2004.
"""
RIGHT = """PORTO

Six pupils of the school at
Porto stayed with families
from here for ten days.

  The bridge that both towns
were to draw together came to
nothing, since the plans were
lost in the post.
"""


def woven(left: str, right: str, gutter: int = 40) -> str:
    a, b = left.split("\n"), right.split("\n")
    a, b = ([*lines, *[""] * (max(len(a), len(b)) - len(lines))] for lines in (a, b))
    return "\n".join((x.ljust(gutter) + y).rstrip() for x, y in zip(a, b, strict=True))


def test_two_columns_are_put_one_below_the_other() -> None:
    page = "THE NEWSLETTER OF THE TWINNING SOCIETY, which comes out twice a year or so\n\n" + woven(LEFT, RIGHT)
    straight = unwoven(page + "\n\nPrinted for the members, who have paid for it, in the spring of 2010\n")
    assert "in our market hall on 3 May and\nslept in the school" in straight
    assert straight.index("HERNE") < straight.index("the pond") < straight.index("PORTO") < straight.index("Printed")
    assert sorted(straight.split()) == sorted(
        (page + " Printed for the members, who have paid for it, in the spring of 2010").split()
    )


def test_the_reader_says_so() -> None:
    found = read(woven(LEFT, RIGHT).encode(), "a.txt")
    assert "side by side" in found.problems[0].message


def test_a_table_stays_as_it_is() -> None:
    rows = [
        ("Herne, Germany", "twinned in the spring of 1961"),
        ("Porto, Portugal", "friends since a visit in 1987"),
    ] * 6
    table = "\n".join(a.ljust(40) + b for a, b in rows)
    assert unwoven(table) == table


def test_labels_beside_a_text_stay_as_they_are() -> None:
    minutes = woven("Present\n\n\n\nExcused\n\nPlace", RIGHT + RIGHT)
    assert unwoven(minutes) == minutes
