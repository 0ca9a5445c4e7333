"""Struck cells (删除线): contents that a person has crossed out and a reader of values takes for valid."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.intake.sheets.marks import cells_with

if TYPE_CHECKING:
    from pipeline.intake.raw import Place
    from pipeline.intake.safety.grammar import Rows

_MOST = 1_000  # struck texts looked for; in more of them nobody means anything by it


def _any_of(numbers: frozenset[int]) -> bytes:
    return b"|".join(str(number).encode() for number in sorted(numbers)[:_MOST])


def struck_places(xml: bytes, rows: Rows, styles: frozenset[int], texts: frozenset[int]) -> frozenset[Place]:
    """Name the cells of a sheet in the plain form that are crossed out, by their style or within a shared text."""
    patterns = [re.compile(rb' s="(?:' + _any_of(styles) + rb')"[^<>]*><')] if styles else []
    if texts:
        patterns.append(re.compile(rb' t="s"[^<>]*><v>(?:' + _any_of(texts) + rb")</v>"))
    return frozenset(cell.place for pattern in patterns for cell in cells_with(xml, rows, pattern))
