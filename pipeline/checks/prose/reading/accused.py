"""Accused figures (被指的数): which figures each finding may accuse, so that one wrong figure is told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.model.findings import Severity

if TYPE_CHECKING:
    from pipeline.model.cells import Cell
    from pipeline.model.findings import Finding

Band = tuple[Fraction, Fraction]
Mends = Mapping[int, Band]  # by the place of a figure: what it would have to say for the finding to go away
_ORDER = {Severity.CRITICAL: 0, Severity.WARNING: 1, Severity.INFO: 2}


class Accused:
    """Remembers of every finding about figures which of them may be the wrong one."""

    def __init__(self) -> None:
        """Start with none."""
        self._mends: dict[int, tuple[Finding, Mends]] = {}

    def note(self, finding: Finding, mends: Mends) -> Finding:
        """Take a finding in and hand it on."""
        self._mends[id(finding)] = finding, mends
        return finding

    def places(self, finding: Finding) -> tuple[int, ...]:
        """Places of the figures that a finding accuses; none where it accuses words."""
        _, mends = self._mends.get(id(finding), (finding, {}))
        return tuple(mends)

    def once(self, findings: Sequence[Finding]) -> list[Finding]:
        """Leave out findings that go away with a figure that another finding accuses, the gravest first."""
        if len(self._mends) < 2:  # noqa: PLR2004  (two that may be one)
            return list(findings)
        kept: dict[int, list[Band]] = {}  # by the place of a figure
        gone = set()
        for finding in sorted(findings, key=lambda it: _ORDER[it.severity]):
            _, mends = self._mends.get(id(finding), (finding, {}))
            if any(_meet(band, other) for place, band in mends.items() for other in kept.get(place, ())):
                gone.add(id(finding))
                continue
            for place, band in mends.items():
                kept.setdefault(place, []).append(band)
        return [it for it in findings if id(it) not in gone]

    def against_cells(self, findings: Iterable[Finding]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """Place and cells of every figure that one of these findings alone holds against the tables."""
        for finding in findings:
            _, mends = self._mends.get(id(finding), (finding, {}))
            if len(mends) == 1 and len(finding.cells) > 1:
                yield next(iter(mends)), tuple(finding.cells[1:])


def _meet(one: Band, two: Band) -> bool:
    """Tell whether a figure, said otherwise once, can mend both."""
    return one[0] <= two[1] and two[0] <= one[1]
