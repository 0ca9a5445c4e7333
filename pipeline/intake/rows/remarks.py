"""Remarks (读取时的意见): faults at their cells, gathered into one finding for one cause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.intake.cells import faults
from pipeline.model.findings import Finding, Severity

if TYPE_CHECKING:
    from pipeline.intake.cells.faults import Fault
    from pipeline.model.cells import Cell

MANY = 20  # more of one kind in one column have one cause
_BY_COLUMN = {faults.NUMBER_AS_TEXT.id, faults.DATE_AS_NUMBER.id, faults.DIGITS_LOST.id, faults.AMOUNT_DECIMALS.id}
_BY_SHEET = {faults.UNCACHED.id}


@dataclass(frozen=True, slots=True)
class Remark:
    """A fault at its cells, the first of them being the one it quotes."""

    cells: tuple[Cell, ...]
    fault: Fault

    @property
    def is_critical(self) -> bool:
        """Tell whether the cells could not be read."""
        return self.fault.rule.severity is Severity.CRITICAL


def unread_cells(remarks: Iterable[Remark]) -> frozenset[Cell]:
    """Name the cells that could not be read."""
    return frozenset(cell for remark in remarks if remark.is_critical for cell in remark.cells)


def _finding(remarks: Sequence[Remark], where: str) -> Finding:
    fault, cells = remarks[0].fault, tuple(cell for remark in remarks for cell in remark.cells)
    message = fault.message
    if len(remarks) > 1:
        message = f"{message.removesuffix('。')}；{where}同样的情况共 {len(cells)} 处。"
    return fault.rule.at(*cells, found=fault.found, expected=fault.expected, message=message, fix=fault.fix)


def _groups(remarks: Iterable[Remark]) -> Iterator[tuple[str, list[Remark]]]:
    """Group by what is one cause: the same typing in one column, or one habit throughout a column or sheet."""
    columns: dict[tuple[str, str, int], list[Remark]] = {}
    for remark in remarks:
        first, rule = remark.cells[0], remark.fault.rule.id
        column = 0 if rule in _BY_SHEET else first.column
        columns.setdefault((rule, first.sheet, column), []).append(remark)
    for (rule, _, column), group in columns.items():
        if rule in _BY_SHEET | _BY_COLUMN or len(group) > MANY:
            yield ("这一列" if column else "这张表"), group
            continue
        same: dict[str, list[Remark]] = {}
        for remark in group:
            same.setdefault(remark.fault.message, []).append(remark)
        yield from (("这一列", alike) for alike in same.values())


def gathered(remarks: Iterable[Remark]) -> list[Finding]:
    """Turn remarks into findings, one for one cause, cells in reading order."""
    ordered = sorted(remarks, key=lambda remark: (remark.cells[0].row, remark.cells[0].column))
    return [_finding(group, where) for where, group in _groups(ordered)]
