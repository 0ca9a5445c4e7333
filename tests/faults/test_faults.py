"""Every single mistake is named at its cell, and no sound workbook is accused (2,000 and 1,000 in `make torture`)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from pipeline.model.findings import Severity
from tests.faults.injection import KINDS, inject, injections, is_named, verdicts
from tests.faults.sound import sound
from tests.faults.typed import write
from tests.torture import many

if TYPE_CHECKING:
    from pipeline.checks.run_checks import Verdicts
    from tests.faults.injection import Injected

Judged = list[tuple["Injected", "Verdicts"]]
FOUND_AT_LEAST = 0.995
# What a mistake makes untrue elsewhere: a changed amount is missed in the sums it belongs to.
FOLLOWS = {
    "over-budget": {
        "list-total",
        "fund-parts",
        "prose-amount",
        "prose-rate",
        "prose-declared",
        "score-mean",
        "amount-alone",
    },
    "spent-without-budget": {
        "list-total",
        "fund-parts",
        "prose-amount",
        "prose-rate",
        "prose-declared",
        "prose-token",
        "amount-alone",
    },
    "points-below-formula": {"score-mean"},
    "cost-at-least": {"score-mean"},
    "name-repeated": {"funding-unsplit"},
}


@pytest.fixture(scope="module")
def judged() -> Judged:
    """Put one mistake into each of many workbooks and check them in pools."""
    injected = list(injections(many(432, 2016), start=10_000))
    return list(zip(injected, verdicts([one.data for one in injected]), strict=True))


def test_at_least_sixty_kinds_are_tried_with_names_of_their_own() -> None:
    """And every severity that blocks or reminds."""
    assert len(KINDS) >= 60
    assert len({(kind.name, kind.rule) for kind in KINDS}) == len(KINDS)
    assert {kind.severity for kind in KINDS} == {"critical", "warning"}


def test_every_kind_of_mistake_is_named_at_its_cell_with_its_weight(judged: Judged) -> None:
    """99.5 % of all, and no kind that is missed as a rule."""
    missed = [(one.kind.name, one.seed, one.address) for one, told in judged if not is_named(one, told.findings)]
    tried = Counter(one.kind.name for one, _ in judged)
    assert len(missed) <= (1 - FOUND_AT_LEAST) * len(judged), missed
    assert [name for name, count in Counter(name for name, _, _ in missed).items() if 2 * count > tried[name]] == []


def test_one_mistake_is_no_reason_to_accuse_what_is_right(judged: Judged) -> None:
    """Nothing else is critical but what the mistake itself makes untrue."""
    accused = [
        (one.kind.name, one.seed, finding.rule.id, finding.message)
        for one, told in judged
        for finding in told.findings
        if finding.severity is Severity.CRITICAL
        and finding.rule.id not in {one.kind.rule, *FOLLOWS.get(one.kind.rule, ())}
    ]
    assert accused == []


def test_no_sound_workbook_is_given_a_critical_finding() -> None:
    """Of 1 to 40 projects, any preset, with and without ledger, in any layout."""
    files = [write(sound(seed)) for seed in range(many(200, 1000))]
    accused = [
        (seed, finding.rule.id, finding.cells[:1], finding.message)
        for seed, told in enumerate(verdicts(files))
        for finding in told.findings
        if finding.severity is Severity.CRITICAL
    ]
    assert accused == []


@pytest.mark.parametrize(
    ("name", "seed"),
    [
        ("sheet_missing", 12587),  # without 基本信息 nobody knows which preset weights and tiers follow
        ("sheet_missing", 11125),
        ("sheet_missing", 10546),
        ("sheet_missing", 11688),  # without 项目清单 no count of projects in the text is wrong
        ("column_missing", 10931),  # the word 合计 went with its column: the row is still no project
        ("projects.spent in 万元", 10980),  # unread is not zero
        ("projects.name blank", 12452),
        ("projects.budget an error value", 11734),  # 预算 in the text may be the one that was not read
    ],
)
def test_what_cannot_be_known_for_a_mistake_is_not_held_against_anything(name: str, seed: int) -> None:
    """Cases that were accused once."""
    kind = next(kind for kind in KINDS if kind.name == name)
    injected = inject(kind, seed)
    assert injected
    (told,) = verdicts([injected.data])
    assert is_named(injected, told.findings)
    assert {one.rule.id for one in told.findings if one.severity is Severity.CRITICAL} == {kind.rule}
