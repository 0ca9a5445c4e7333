"""Against (相比): a figure, the one right behind it that it is set against, what lies between, and the rate of that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.compare import bounds
from pipeline.checks.prose.reading.items import alike, as_fraction, computed_text, tolerance, vague
from pipeline.checks.prose.reading.joined import row_before
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.changes import GROWTH
from pipeline.checks.prose.relations.computed import contradicted
from pipeline.checks.prose.relations.quota import within
from pipeline.checks.prose.slips import is_slip

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_SET_AGAINST = re.compile(
    "[^，。；0-9]{0,4}[，,（(]?(?:(?P<plainly>[低高少多]于|超[过出]|[比较])[^，。；0-9]{0,10}|(?:而)?(?:上年|去年|上一年|原|计划|目标|限价|控制价|概算|标准|上限|全[市区县省](?:的)?平均)[^，。；0-9]{0,8})"
)
_LESS_OR_MORE = "[低高少多省快慢早短]|节[约省]|减少|增[加长]|下降|超出?|降低|提高|缩短|压[缩减]"
_BY = re.compile(f"(?P<of>的[^，。；0-9]{{0,8}}?)?[，,]?(?P<word>{_LESS_OR_MORE})?[了约]?")
_RATE = re.compile(f"[，,（(](?:同比|环比)?(?:{_LESS_OR_MORE}|[增降]幅|下降率|增长率)(?:率|幅度?|比例)?[了为约达]*")
_LEVELS = frozenset({Kind.MEASURE, Kind.COUNT, Kind.MONEY})


def against(prose: Prose, group: Sequence[Mention]) -> Iterator[Finding]:
    """153万元，低于控制价160万元7万元; 16件，上年25件，减少9件，下降36%: three figures in a row, and a rate behind."""
    for at in range(2, len(group)):
        new, old, by = group[at - 2 : at + 1]
        if not _one_unit(new, old, by) or not _told(prose, new, old, by):
            continue
        if any(_one_unit(it, old) for it in group[: at - 2]):
            continue  # 8600人次，月均716.7人次，比目标6000人次多2600人次
        if vague(prose.text, (new, old, by)) or any(bounds(prose.text, it) for it in (new, by)):
            continue
        exact = abs(as_fraction(new) - as_fraction(old))
        if abs(exact - as_fraction(by)) > Fraction(tolerance((new, old, by))):
            if _mean(prose, new) != _mean(prose, old) and not is_slip(by, exact, least=2):
                continue  # 月均41次，比全年计划480次多12次
            mends = causes.of_change(old, new, by, 1 if as_fraction(new) > as_fraction(old) else -1)
            yield contradicted(prose, GROWTH, by, f"{new.text}与{old.text}相差", computed_text(by, exact), mends)
        elif at + 1 < len(group):
            yield from _rate(prose, old, by, group[at + 1])


def _one_unit(*figures: Mention) -> bool:
    same = all(it.kind in _LEVELS and it.unit == figures[0].unit for it in figures) or all(
        alike(it, figures[0]) for it in figures
    )
    return same and all(it.value and it.high is None and "/" not in it.unit for it in figures)


def _mean(prose: Prose, mention: Mention) -> bool:
    """Tell whether a figure is of one of many: 月均, 平均每场."""
    words = row_before(prose.text, mention.start, 6)
    return "均" in words or "每" in words


def _told(prose: Prose, new: Mention, old: Mention, by: Mention) -> bool:
    """Tell whether the first of three is said to be set against the second, and the third to lie between."""
    ahead = _SET_AGAINST.fullmatch(prose.text, new.end, old.start)
    behind = _BY.fullmatch(prose.text, old.end, by.start)
    if ahead is None or behind is None:
        return False
    by_itself = ahead["plainly"] and ahead["plainly"] not in {"比", "较"}  # 低于控制价160万元7万元
    return bool(behind["word"] or (by_itself and (behind["of"] or not behind[0])))


def _rate(prose: Prose, old: Mention, by: Mention, rate: Mention) -> Iterator[Finding]:
    """Hold the rate right behind a difference."""
    told = rate.kind is Kind.PERCENT and rate.high is None and _RATE.fullmatch(prose.text, by.end, rate.start)
    if told and not within(rate, by, old) and not vague(prose.text, (rate,)):
        right = computed_text(rate, 100 * as_fraction(by) / as_fraction(old))
        mends = causes.of_product(by, (old, rate), Fraction(1, 100))
        yield contradicted(prose, GROWTH, rate, f"{by.text}与{old.text}相比应为", right, mends)
