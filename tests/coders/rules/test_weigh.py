"""What speaks for an act: among it how sure its pair is."""

import pytest
from short_texts import proposed

from kembar.coders.rules import weigh

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


def test_what_words_say_is_weighed_together_with_what_else_is_there() -> None:
    features = proposed(TIES + "In May 1990 a choir of 20 went from Ghent to Kanazawa.", "cultural_event").features
    both = {name: value for name, value in features.items() if " * " in name}
    assert both["words for it * date: month"] == features["words for it"]
    assert both["words for it * pair ahead"] == features["words for it"] * features["pair ahead"]
    assert all(features[part] for name in both for part in name.split(" * "))
    assert not any(name.count(" * ") > 1 for name in both)


def test_what_is_weighed_together_is_told_as_the_first_of_the_two(monkeypatch: pytest.MonkeyPatch) -> None:
    candidate = proposed("Leeds and Turin are twins. In May 1990 a choir of 20 gave a concert.", "cultural_event")
    candidate.features = {"short": 1.0, "words for it": 0.5, "words for it, above 0": 0.4, "words for it * short": 0.5}
    table = {
        "short": -0.25,
        "words for it": 1.0,
        "words for it, above 0": 0.5,
        "words for it * short": -0.2,
        "people": 2.0,
    }
    monkeypatch.setattr(weigh, "weights", lambda: table)
    assert weigh.reasons(candidate) == {"words for it": 0.6, "short": -0.25}
    assert list(weigh.reasons(candidate)) == ["words for it", "short"]
