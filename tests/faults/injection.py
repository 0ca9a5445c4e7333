"""Injection (故障注入): a mistake put into a sound workbook, and whether the program names it where it stands."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from typing import TYPE_CHECKING

from pipeline.checks.run_checks import check
from pipeline.intake.load import load
from tests.faults import kinds_of_indicators, kinds_of_lists, kinds_of_money, kinds_of_sheets, kinds_of_text
from tests.faults.sound import sound
from tests.faults.typed import write

if TYPE_CHECKING:
    from pipeline.checks.run_checks import Verdicts
    from pipeline.model.findings import Finding
    from tests.faults.kinds import Kind

KINDS: tuple[Kind, ...] = (
    *kinds_of_lists.KINDS,
    *kinds_of_indicators.KINDS,
    *kinds_of_text.KINDS,
    *kinds_of_money.KINDS,
    *kinds_of_sheets.KINDS,
)
POOL = 250
TRIES = 400


@dataclass(frozen=True, slots=True)
class Injected:
    """One workbook with one mistake: its kind, the seed of its sound state, the cell, and the file."""

    kind: Kind
    seed: int
    address: str | None
    data: bytes


def inject(kind: Kind, seed: int) -> Injected | None:
    """Spoil the sound workbook of a seed; None where it offers no place for this kind."""
    typed = copy.deepcopy(sound(seed))
    cell = kind.spoil(typed, random.Random(seed))  # noqa: S311  (seeded variety, no secret)
    if cell is None and kind not in kinds_of_sheets.WITHOUT_CELL:
        return None
    return Injected(kind, seed, cell.address if cell else None, write(typed))


def injections(count: int, start: int) -> Iterator[Injected]:
    """Make so many workbooks with one mistake each, every kind in turn, each from a seed of its own."""
    seed = start
    for kind in islice(cycle(KINDS), count):
        tried = ((at, inject(kind, at)) for at in range(seed, seed + TRIES))
        seed, found = next(((at, one) for at, one in tried if one), (seed, None))
        if found is None:
            message = f"no workbook has a place for: {kind.name}"
            raise LookupError(message)
        yield found
        seed += 1


def verdicts(files: Sequence[bytes]) -> Iterator[Verdicts]:
    """Load and check files, some hundreds in one pool as a night does."""
    for first in range(0, len(files), POOL):
        loaded = [load(data, f"{at}.xlsx") for at, data in enumerate(files[first : first + POOL], start=first)]
        books = [book for book, _ in loaded if book is not None]
        assert len(books) == len(loaded), [found for book, found in loaded if book is None]
        yield from check(books, [found for _, found in loaded])


def is_named(injected: Injected, findings: Sequence[Finding]) -> bool:
    """Tell whether the mistake is found: its rule, at its cell, as heavy as it is."""
    return any(
        finding.rule.id == injected.kind.rule
        and finding.severity == injected.kind.severity
        and (finding.cells[0].address if finding.cells else None) == injected.address
        for finding in findings
    )
