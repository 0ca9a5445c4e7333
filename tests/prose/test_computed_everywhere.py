"""What a sentence computes from its own figures must hold: products, formulas, sums, rests, shares and growth."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.many import each_is, many
from tests.prose.places import PLACES, told

COMPUTED = {"prose-parts", "prose-product", "prose-share", "prose-growth"}
LINES = (Path(__file__).parent / "computed.md").read_text(encoding="utf-8").splitlines()
WRONG = [line.removeprefix("- ✗ ") for line in LINES if line.startswith("- ✗ ")]
RIGHT = [line.removeprefix("- ✓ ") for line in LINES if line.startswith("- ✓ ")]


@pytest.mark.parametrize("where", PLACES)
@many("texts", WRONG)
def test_a_wrong_result_is_critical_wherever_it_stands(texts: list[str], where: str) -> None:
    """Once, at the cell of the text, in the report's text, the goal, the result and the reason."""

    def found(text: str) -> list[tuple[str, str]]:
        return [("computed" if rule in COMPUTED else rule, cell) for rule, cell in told(text, where)]

    each_is(texts, lambda _: [("computed", PLACES[where])], found)


@pytest.mark.parametrize("where", PLACES)
@many("texts", RIGHT)
def test_right_results_and_figures_of_other_things_are_left_alone(texts: list[str], where: str) -> None:
    """Rates of other things, part of a year, further factors, at least and about."""
    each_is(texts, lambda _: set(), lambda text: told(text, where))


def test_the_sentences_are_all_there() -> None:
    """The lists may grow, never shrink."""
    assert (len(WRONG) >= 60, len(RIGHT) >= 80) == (True, True)
