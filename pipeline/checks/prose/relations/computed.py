"""Computed (算出来的数): what is said of a figure that the others of its sentence make another one."""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.items import as_fraction, computed_text
from pipeline.model.findings import Finding, Rule, declare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.checks.prose.reading.accused import Mends
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.checks.prose.reading.mentions import Mention

PRODUCT = declare(
    "prose-product",
    "文中乘积不符",
    "critical",
    source="rules 16",
    notes="正文写明数量、单价和总额的，数量乘以单价要等于总额。",
    fix="请核对数量、单价和总额。",
)
_ONCE = Fraction(1)


def contradicted(  # noqa: PLR0913, PLR0917  (what, where, why)
    prose: Prose, rule: Rule, figure: Mention, worked: str, right: str, mends: Mends | None = None
) -> Finding:
    """Say what a figure should be; `worked` tells how that is worked out, 38名乘以300元等于."""
    message = f"文中{worked}{right}，与写的{figure.text}不一致。"
    found = rule.at(prose.passage_at(figure.start).where, found=figure.text, expected=right, message=message)
    return found if mends is None else prose.causes.note(found, mends)


def not_made(prose: Prose, total: Mention, factors: Sequence[Mention], times: Fraction = _ONCE) -> Finding:
    """Say what the factors of a total make, so many times a year where they are told of a month."""
    right = computed_text(total, prod(map(as_fraction, factors)) * times)
    listed = "乘以".join([*(it.text for it in factors), *([str(times)] if times != 1 else [])])
    return contradicted(prose, PRODUCT, total, f"{listed}等于", right, causes.of_product(total, factors, times))
