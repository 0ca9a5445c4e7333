"""Specs (列的读法): how the cells of one column are to be read, and how to say that one cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.intake.cells.faults import Fault, Reading, excerpt

if TYPE_CHECKING:
    from pipeline.intake.cells.choices import Chooser
    from pipeline.intake.raw import Scalar
    from pipeline.model.fields import Field
    from pipeline.model.findings import Rule


@dataclass(frozen=True, slots=True)
class Spec:
    """How a column is to be read; `signed`: amounts may be negative, `verbatim`: blanks at the ends count."""

    field: Field
    choose: Chooser | None = None
    signed: bool = False
    verbatim: bool = False
    most: int | None = None

    @property
    def heading(self) -> str:
        """What stands over the column."""
        return self.field.heading


def wrong(  # noqa: PLR0913  (all of them go into one sentence)
    rule: Rule, spec: Spec, value: Scalar, expected: str, *, percent: bool = False, why: str = "", fix: str = ""
) -> Reading:
    """Say that a cell cannot be read; `why` stands in for: is not what was expected."""
    typed = excerpt(value, percent=percent)
    message = f"“{spec.heading}”里填的是“{typed}”，{why or f'不是{expected}'}。"
    return Reading(None, Fault(rule, typed, expected, message, fix))
