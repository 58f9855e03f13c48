"""Step the weights of the rule coder by little until all case files hold, after a fit that left some failing.

usage: python scripts/hold_cases.py [--write]

``fit_weights.py`` gives failing cases more heed until they hold; with many documents the last ones cost more than they
are worth. Here each failing case moves the weights of its candidate's rule, kind and words near it by the least step
that lets it hold, and those that broke by that are gone through again. Prints how many cases fail at each turn and the
largest steps; with ``--write`` the weights replace ``weights.yaml`` of the rules. Needs what ``fit_weights.py`` needs.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

import fit_cases
from fit_weights import rounded

from kembar.coders.rules import decide, issued, judge, weigh
from kembar.coders.rules.candidate import Candidate

#: Only weights of these are moved: what candidates of all kinds share stays as it was fitted.
GROUPS, SINGLE = ("rule", "kind", "head", "with", "and", "near", "in sentence"), ("stronger rival", "absorbed")
SHARED = ("kind: sister_agreement", "rule: told_by_words", "near: past_tense", "in sentence: past_tense")
TURNS, STEPS, MARGIN, RIVAL_MARGIN = 8, 40, 0.02, 0.03


def step(table: dict[str, float], features: Mapping[str, float], by: float) -> None:
    """Raise the sum of some features by so much, with the least change of weights."""
    own = {n: v for n, v in features.items() if (n.split(":")[0] in GROUPS and n not in SHARED) or n in SINGLE}
    length = sum(value * value for value in own.values()) or 1.0
    for name, value in own.items():
        table[name] = table.get(name, 0.0) + by * value / length


def bar(candidate: Candidate) -> float:
    """The least score with which a candidate stands."""
    return judge.THRESHOLD + judge.more(candidate)


def mend(case: fit_cases.Case, table: dict[str, float]) -> int:
    """Step the weights for a case, and return how many of its lines failed."""
    candidates = case.proposed()
    kept, failed = decide(candidates, issued(case.document), rounded(table)), 0
    for line in case.must:
        meant = [c for c in candidates if c.pair and fit_cases._is(c, line)]
        if meant and not any(c in kept for c in meant):
            failed += 1
            _raise(table, max(meant, key=lambda c: c.score), kept)
    for line in case.must_not:
        for c in (c for c in kept if fit_cases._is(c, line)):
            failed += 1
            step(table, c.features, bar(c) - MARGIN - c.score)
    return failed


def _raise(table: dict[str, float], meant: Candidate, kept: Sequence[Candidate]) -> None:
    """Let a candidate stand: above the bar, or above the one that was told in its place."""
    rivals = [c for c in kept if meant.reason == f"told as {c.kind}" and c.sentence is meant.sentence]
    if rivals:
        rival = max(rivals, key=lambda c: c.score)
        names = {*meant.features, *rival.features}
        apart = {n: meant.features.get(n, 0.0) - rival.features.get(n, 0.0) for n in names}
        step(table, apart, rival.score - meant.score + RIVAL_MARGIN)
    elif meant.score < bar(meant):
        step(table, meant.features, bar(meant) - meant.score + MARGIN)


def main(arguments: list[str]) -> None:
    """Step, print, and write if asked."""
    cases, table, seen = fit_cases.cases(), dict(weigh.weights()), []
    for turn in range(1, TURNS + 1):
        failing = [case for case in cases if not case.holds(rounded(table))]
        print(f"turn {turn}: {len(failing)} of {len(cases)} cases fail")
        if not failing:
            break
        seen += [case for case in failing if case not in seen]
        for _ in range(STEPS):
            if not sum(mend(case, table) for case in seen):
                break
    fitted = weigh.weights()
    moved = sorted(table, key=lambda name: -abs(table[name] - fitted.get(name, 0.0)))
    for name in moved[:10]:
        print(f"  {name}: {fitted.get(name, 0.0):.2f} to {table[name]:.2f}")
    if "--write" in arguments:
        lines = [f'"{name}": "{value:.2f}"' for name, value in rounded(table).items()]
        weigh.WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
