"""Held (本应写的数): what a figure may have been meant to say, and whether another figure or word says it instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.checks.prose.reading.compare import Exact, holds
from pipeline.checks.prose.reading.mentions import Kind
from pipeline.checks.prose.tables.beside import WORDS_BEFORE
from pipeline.checks.prose.tables.quantities import STOPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.checks.prose.reading.document import Prose, Spot
    from pipeline.model.cells import Cell

TITLES = {
    "spent": "支出", "budget": "全年预算", "initial": "年初预算", "left": "全年预算减去支出后的余额",
    "moved": "全年预算与年初预算的差额", "actual": "完成值", "target": "指标值",
}  # fmt: skip
_AIM_BEFORE = re.compile(
    "(?:目标值?|指标值|控制标准|控制线|上限|规定的?|要求)(?:定?为|是|：|:|不[低少小高多超][于过])?$|控制在$"
)
_AIM_BEHIND = re.compile("(?:以[内上下])?的?(?:年度|控制|预期|绩效)?(?:目标|控制标准|控制线|标准|上限)值?(?![以之]外)")
_OTHERS = re.compile("[省市县区]|国家|全国|行业|上级|下达|阶段|原(?!因)|合同|约定|承诺|明年|下年|次年|下一步")
_FOUR_DIGITS = 1000


class Held(NamedTuple):
    """What a figure may have been meant to say: the value, the cells that hold it and what they are called."""

    exact: Exact
    cells: tuple[Cell, ...]
    title: str


def of_aim(prose: Prose, spot: Spot) -> bool:
    """Tell whether a figure is called the target in so many words: 高于97%的目标, 目标值42吨."""
    before = spot.before[-WORDS_BEFORE:]
    named = _AIM_BEFORE.search(before) or _AIM_BEHIND.match(prose.text, spot.mention.end)
    return bool(named) and not _OTHERS.search(STOPS.split(before)[-1])


def told(prose: Prose, spot: Spot, values: Sequence[Exact]) -> bool:
    """Tell whether another figure of the same cell says one of these: then this one speaks of something else."""
    first, last, mention = spot.passage.start, spot.passage.end, spot.mention
    mates = [it for it in prose.figures(first, last) if it.kind is mention.kind]
    if mention.kind is Kind.PERCENT:  # 100% is no way to say 99.8%
        mates = [it for it in mates if it.decimals >= mention.decimals or it.value in values]
    elif mention.kind is Kind.MONEY:  # nor 198万元 one to say 197.86万元
        mates = [it for it in mates if it.value in values or (it.value or 0) >= _FOUR_DIGITS * it.step]
    return any(holds(it, value) for it in mates for value in values)
