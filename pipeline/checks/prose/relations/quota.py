"""Quota (占比是否相符): whether a percentage is the share of two figures, and what is said where it is not."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.items import as_fraction, computed_text, quotient, slack, worth
from pipeline.checks.prose.relations.computed import contradicted
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.checks.prose.reading.mentions import Mention

SHARE = declare(
    "prose-share",
    "文中占比不符",
    "critical",
    source="rules 16",
    notes="正文用两个数字算出的比率，按它自己的小数位要算得出来。",
    fix="请核对分子、分母和比率。",
)


def within(percent: Mention, part: Mention, whole: Mention) -> bool:
    """Tell whether a percentage may be the share of two figures, to the decimals they print; of nought any may.

    100 times the part is held to percentage times whole: nothing is divided, so that all of it stays decimal.
    """
    if not whole.value:
        return True
    narrow, wide = slack(part, whole), slack(whole, part)
    said, half, of_it, all_of_it = worth(percent), percent.step / 2, worth(part), worth(whole)
    if not isinstance(percent.value, Decimal):  # 三分之一
        least, most = quotient(part, whole)
        return 100 * least - Fraction(half) <= as_fraction(percent) <= 100 * most + Fraction(half)
    if 100 * (of_it - narrow) > (said + half) * (all_of_it + wide):
        return False
    return (said - half) * max(all_of_it - wide, Decimal(1)) <= 100 * (of_it + narrow)


def share_finding(
    prose: Prose, part: Mention, whole: Mention, percent: Mention, others: Sequence[Mention] = ()
) -> Finding:
    """Say what the share should be; `others` may be the whole as well."""
    right = computed_text(percent, 100 * as_fraction(part) / as_fraction(whole))
    wholes = [it for it in (*others, whole) if it is not part]
    mends = causes.together(causes.of_product(part, (it, percent), Fraction(1, 100)) for it in wholes)
    return contradicted(prose, SHARE, percent, f"{part.text}占{whole.text}的", right, mends)
