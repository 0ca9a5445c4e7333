"""Amounts (表中数字): a table cell that holds one number, as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pipeline.verify.comparing.numbers import key_of

_NUMERAL = re.compile(r"([-\u2212]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(元|万元|[%％])?")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as a cell prints it: its value, how many decimals it has, and its unit where it brings one along."""

    value: Decimal
    decimals: int
    unit: str


def read_numeral(text: str) -> Amount | None:
    """Read a cell that holds one number and nothing else."""
    match = _NUMERAL.fullmatch(key_of(text))
    if match is None:
        return None
    digits = match[1].replace(",", "").replace("\u2212", "-")
    return Amount(Decimal(digits), len(digits.partition(".")[2]), match[2] or "")
