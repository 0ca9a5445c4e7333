"""Facts of an indicator row (绩效指标): the columns that expectations look at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.checks.facts import BookFacts, explains_nothing, folded, units
from pipeline.checks.row_score import PERCENT, RowFacts, number_of
from pipeline.model.contract import QUALITATIVE, SECOND_LEVELS
from pipeline.model.money import plain
from pipeline.model.scoring import date_missed

if TYPE_CHECKING:
    from pipeline.model.book import Indicator

INDICATOR_COLUMNS = {
    "project": "number",
    "first": "text",
    "second": "text",
    "third": "text",
    "direction": "text",
    "target": "text",
    "actual": "text",
    "weight": "number",
    "points": "number",
    "formula": "text",
    "undelivered": "text",
    "fraction": "text",
    "target_fraction": "text",
    "both_fractions": "text",
    "above": "text",
    "below": "text",
    "rounded_up": "text",
    "late_full": "text",
    "out_of_tier": "text",
    "lost": "number",
    "far_over": "text",
    "copied": "text",
    "wordy": "text",
    "undated": "text",
    "wordy_target": "text",
    "tier": "text",
    "pair": "text",
    "foreign": "text",
    "at_least": "text",
    "quantity": "text",
    "cost_direction": "text",
    "benefit": "text",
    "share": "number",
    "unsurveyed": "text",
    "proof": "text",
}
MOST_SHARE = 10**15
_WHOLE = 100  # percent
_SAVING = re.compile(r"节约|节省|节支|降低|下降|压减|压缩|减少|控制率")
_SHARE_NAME = re.compile(r"率|比例|占比|比重|满意度|覆盖面|合格|及格")
_MAY_EXCEED = re.compile(
    r"增长|增幅|增加|增速|提高|提升|上升|超额|完成率|倍|回报|收益率|利润率|拨备|周转|环比|同比|负债|流动比"
)
_COSTS = frozenset({"成本指标", *SECOND_LEVELS["成本指标"]})
_NO_COMPLAINT = re.compile(r"(未|没有|无|零|0)(收到|接到|发生)?(任何|一起|1起|1例|一例)?(群众|有效)?(投诉|举报|差评)")
_SURVEYED = re.compile("调查|问卷|测评|评议|回访|访谈|座谈|走访|抽样|打分|评价")
_SATISFIED = re.compile("满意度|统计|样本|反馈")  # results of a survey, though it is not named
_NOT_SURVEYED = re.compile(f"(?:未|没有?|无(?!效))[^，。；、,;]{{0,6}}?(?:{_SURVEYED.pattern}|满意度)[^，。；、,;]*")


def _texts(facts: RowFacts) -> tuple[object, ...]:
    """Give the columns about names and kinds, in the order of INDICATOR_COLUMNS from `pair` on."""
    row = facts.row
    first, second, third, direction = row.first, row.second or "", row.third or "", row.direction
    target, unit = number_of(row.target), folded(row.unit)
    cost = first == "成本指标" or second in _COSTS
    foreign = first in SECOND_LEVELS and first not in facts.preset.weights and facts.facts.preset_known
    full = row.points is not None and row.weight is not None and row.points == row.weight > 0
    read = not facts.facts.unread(row, "evidence")
    qualitative = row.target if first == "效益指标" and direction == QUALITATIVE else None
    return (
        f"{first}·{second}" if first and second else None,
        first if foreign else None,
        plain(target) if direction == "≥" and target is not None else None,
        f"{third}（{unit}）" if second == "数量指标" else None,
        direction if cost and facts.quantitative and not _SAVING.search(third) else None,
        folded(qualitative.text) if qualitative else None,
        _share(facts, third, unit),
        _unsurveyed(facts),
        (row.evidence or "（空白）") if full and first != "满意度指标" and read else None,
    )


def _share(facts: RowFacts, third: str, unit: str) -> int | None:
    """Give the actual of an indicator that is a share of a whole, in ten-thousandths of a percent."""
    number = number_of(facts.row.actual) if unit in PERCENT else None
    target = number_of(facts.row.target)
    beyond = target is not None and target > _WHOLE  # a limit of 105% knows that beds may stand in the corridor
    if number is None or beyond or not _SHARE_NAME.search(third) or _MAY_EXCEED.search(third):
        return None
    if number < 0 and _SAVING.search(third):  # what was to fall by a third may have risen
        return None
    return min(units(number) or 0, MOST_SHARE)


def _unsurveyed(facts: RowFacts) -> str | None:
    """Give what a satisfaction score rests on, where that is no survey (rule 40)."""
    row = facts.row
    if row.first != "满意度指标" or not row.points or facts.facts.unread(row, "evidence"):
        return None
    said = folded(row.evidence)
    if not said:
        return "（空白）"
    told = _NOT_SURVEYED.sub("", said)
    surveyed = _SURVEYED.search(told) or (_SATISFIED.search(told) and not _NO_COMPLAINT.search(told) and told == said)
    return None if surveyed and not explains_nothing(said) else row.evidence


def indicator_facts(book: BookFacts, row: Indicator) -> tuple[object, ...]:
    """One row of 绩效指标."""
    facts = RowFacts(book, row)
    above, below, rounded_up = facts.score_faults()
    actual = row.actual.text if row.actual else None
    full = row.points is not None and row.points == row.weight
    formula = None if facts.rounded is None else plain(facts.rounded)
    return (
        row.project,
        row.first,
        row.second,
        row.third,
        row.direction,
        row.target.text if row.target else None,
        actual,
        units(row.weight),
        units(row.points),
        formula,
        actual if facts.undelivered else None,
        actual if facts.fraction else None,
        row.target.text if facts.target_fraction and row.target else None,
        row.target.text if facts.both_fractions and row.target else None,
        above,
        below,
        rounded_up,
        actual if facts.judged and full and date_missed(row) else None,
        facts.out_of_tier(),
        units(facts.lost()),
        facts.far_over(),
        actual if facts.copied else None,
        actual if facts.wordy else None,
        actual if facts.undated else None,
        row.target.text if facts.wordy_target and row.target else None,
        actual if row.direction == QUALITATIVE and not facts.copied else None,
        *_texts(facts),
    )
