"""A rule that says by which cues it is told finds nothing where none of them stands."""

from pathlib import Path

from short_texts import document

from kembar import codebook, languages, yamlfile
from kembar.coders import rules
from kembar.coders.rules.candidate import TOLD_BY
from kembar.coders.rules.reading import RULES

CASES = Path(__file__).parents[2] / "cases"
BOOK = codebook.load()


def test_what_is_not_asked_would_have_found_nothing() -> None:
    known = [path for path in sorted(CASES.glob("*/*.yaml")) if languages.has_rules(path.parent.name)]
    for path in known:
        for name, case in yamlfile.entries(yamlfile.load(path)):
            made = document(case.text("text"), case.text("title"), case.text("issued") or None)
            for sentence in rules.propose(made, BOOK, made.language or path.parent.name)[0]:
                silent = [rule for rule in RULES if rule in TOLD_BY and not sentence.has(*TOLD_BY[rule])]
                spoken = [rule.__name__ for rule in silent if list(rule(sentence))]
                assert spoken == [], f"{path.parent.name}-{name}: {spoken}"
