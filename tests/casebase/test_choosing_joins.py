"""Which of many possible joins are made."""

from by_name import BACK, OUT, act, facts, judge, of_codings, rules
from hypothesis import given
from hypothesis import strategies as st

from kembar.casebase.acts import Act, mergeable
from kembar.casebase.context import Context, context
from kembar.casebase.counting import tally
from kembar.casebase.decisions import decide
from kembar.casebase.matching import choose, exclusions


def test_the_closest_is_chosen_and_shuts_out_the_other() -> None:
    assert choose([(1, 0, 1), (5, 0, 2)], [0, 0b100, 0b010]) == [(0, 2)]


def test_of_two_equally_close_that_exclude_each_other_none_is_chosen() -> None:
    assert choose([(5, 0, 1), (5, 0, 2)], [0, 0b100, 0b010]) == []


def test_a_weaker_partner_does_not_win_over_two_that_exclude_each_other() -> None:
    assert choose([(5, 0, 1), (5, 0, 2), (1, 0, 3)], [0, 0b1100, 0b0010, 0b0010]) == []


def test_where_nothing_excludes_all_become_one() -> None:
    assert len(choose([(1, a, b) for a in range(5) for b in range(a + 1, 5)], [0] * 5)) == 4


@given(st.integers(2, 7), st.data())
def test_no_two_that_exclude_each_other_end_up_together(count: int, data: st.DataObject) -> None:
    couples = [(a, b) for a in range(count) for b in range(a + 1, count)]
    excluded = data.draw(st.sets(st.sampled_from(couples)))
    apart = [0] * count
    for a, b in excluded:
        apart[a] |= 1 << b
        apart[b] |= 1 << a
    links = [(data.draw(st.integers(0, 2)), a, b) for a, b in couples if (a, b) not in excluded]
    group = list(range(count))
    for a, b in choose(links, apart):
        group = [group[a] if g == group[b] else g for g in group]
    assert all(group[a] != group[b] for a, b in excluded)


def made(*told: object) -> tuple[list[Act], Context]:
    """Acts of codings, with the context of their casebase."""
    found = of_codings(*told, judgements=[judge("different", told[0], told[1])]).state.context  # type: ignore[arg-type]
    acts = []
    for coding in told:
        reading = rules(coding.evidence[0].source, coding)  # type: ignore[attr-defined]
        (units,) = tally([reading], reading.text_sha256, decide([], [])).blocks.values()
        acts.append(Act(units[0], found))
    return acts, found


def test_exclusions_say_what_mergeable_says() -> None:
    told = [
        act("a", "meeting", "2001-05", flow=OUT), act("b", "meeting", "2001-05-03", flow=BACK),
        act("c", "meeting", "2001", name="Harbour Festival"), act("d", "meeting", "2002", name="Lantern Festival"),
        act("e", "meeting", "2001-05-03"), act("e", "meeting", "2001", at=90), act("f", "meeting"),
    ]  # fmt: skip
    acts, found = made(*told)
    apart = exclusions(acts, found)
    for i, one in enumerate(acts):
        for j, other in enumerate(acts):
            if i != j:
                shared = not one.readers.isdisjoint(other.readers)
                assert bool(apart[i] >> j & 1) is (shared or not mergeable(one, other, found)), (i, j)


def test_a_context_knows_the_codes_that_occur_once() -> None:
    found = of_codings(act("a", "meeting"), known=facts("a")).state.context
    again = context(found.facts, found.codebook, found.decisions, found.witness)
    assert {"sister_agreement", "friendship_agreement", "named_place"} <= again.once
    assert "memorandum" not in again.once
