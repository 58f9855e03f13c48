"""Two versions of a list: rows are known by their key, else by what they say."""

from __future__ import annotations

from kembar import sources
from kembar.sources import rowdiff
from kembar.types import Document, Source

HEAD = "Nomor register,Mitra,Jenis,Tahun\n"


def listed(rows: str, head: str = HEAD) -> Document:
    return sources.freeze(Source("a"), sources.read_bytes((head + rows).encode(), "a.csv"))


def test_a_key_keeps_a_row_s_identity() -> None:
    before = listed("K-1,Busan,MoU,1994\nK-2,Kochi,Festival,1997\nK-3,Seattle,Kunjungan,1992\n")
    after = listed("K-3,Seattle,Kunjungan,1992\nK-1,Busan,MoU,1995\nK-4,Xiamen,MoU,2003\n")
    changes = rowdiff.compare(before, after)
    assert changes == rowdiff.Changes(1, ("K-1",), ("K-4",), ("K-2",))
    assert str(changes) == "1 rows as before, 1 changed (K-1), 1 new (K-4), 1 gone (K-2)"


def test_running_numbers_are_no_keys() -> None:
    head = HEAD.replace("Nomor register", "No")
    before, after = listed("1,Busan,MoU,1994\n2,Kochi,Festival,1997\n", head), listed("1,Kochi,Festival,1997\n", head)
    assert rowdiff.compare(before, after) == rowdiff.Changes(1, (), (), ("Busan MoU 1994",))


def test_keys_that_come_twice_are_none() -> None:
    before, after = listed("K-1,Busan,MoU,1994\nK-1,Kochi,MoU,1997\n"), listed("K-1,Busan,MoU,1994\n")
    assert rowdiff.compare(before, after).gone == ("K-1 Kochi MoU 1997",)


def test_many_rows_are_counted_and_some_named() -> None:
    after = listed("".join(f"K-{n},Busan,MoU,{1990 + n}\n" for n in range(20)))
    assert str(rowdiff.compare(listed("X-1,Busan,MoU,1990\n"), after)).count("K-") == 8
    assert "and 12 more" in str(rowdiff.compare(listed("X-1,Busan,MoU,1990\n"), after))


def test_rows_without_a_key_are_compared_by_what_they_say() -> None:
    before = listed("K-1,Busan,MoU,1994\n,Kochi,Festival,1997\n,Seattle,Kunjungan,1992\n")
    after = listed("K-1,Busan,MoU,1995\n,Kochi,Festival,1998\n,Seattle,Kunjungan,1992\n")
    changes = rowdiff.compare(before, after)
    assert changes == rowdiff.Changes(1, ("K-1",), ("Kochi Festival 1998",), ("Kochi Festival 1997",))
    assert rowdiff.compare(before, before) == rowdiff.Changes(3)
