"""What speaks for an act: among it how sure its pair is."""

from short_texts import proposed

TIES = "Kanazawa has been a sister city of Ghent since 1971 and of Nancy since 1973.\n\n"


def test_a_pair_that_is_named_leads_by_more_than_one_that_is_not() -> None:
    named = proposed(TIES + "In May 1990 a choir of 20 went from Ghent to Kanazawa.", "cultural_event").features
    unnamed = proposed(TIES + "In May 1990 a choir of 20 gave a concert.", "cultural_event").features
    assert named["pair ahead"] > unnamed.get("pair ahead", 0.0)
    assert "pair outweighed" not in named


def test_the_only_pair_has_no_rival_and_leads_as_far_as_can_be() -> None:
    alone = proposed("Leeds and Turin are twins. In May 1990 a choir of 20 gave a concert.", "cultural_event").features
    assert alone["pair without rival"] == alone["pair ahead"] == 1.0
    assert "pair without rival" not in proposed(TIES + "A choir of 20 gave a concert.", "cultural_event").features
