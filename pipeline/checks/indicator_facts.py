"""Facts of an indicator row (绩效指标): the columns that expectations look at."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.facts import BookFacts, explains_nothing, folded, units
from pipeline.model.contract import QUALITATIVE, SECOND_LEVELS
from pipeline.model.money import half_up, plain
from pipeline.model.scoring import agrees, date_missed, exact_points, in_tier, tier_range

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model.book import Indicator, Measure

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
    "survey": "text",
    "proof": "text",
}
MOST_SHARE = 10**15
ROUNDED = Decimal("0.05")
_COMPARATOR = re.compile(
    r"^(≥|≧|>=|=>|>|≤|≦|<=|=<|<|=|不低于|不少于|不小于|不超过|不高于|不大于|大于等于|小于等于|大于|小于|等于|至少|至多)"
)
_EXPRESSION_END = re.compile(r"(及以上|及以下|以上|以下|以内)$")
_SAVING = re.compile(r"节约|节省|节支|降低|下降|压减|压缩|减少|控制率")
_SHARE_NAME = re.compile(r"率|比例|占比|比重|满意度|覆盖面|合格|及格")
_MAY_EXCEED = re.compile(
    r"增长|增幅|增加|增速|提高|提升|上升|超额|完成率|倍|回报|收益率|利润率|拨备|周转|环比|同比|负债|流动比"
)
_PERCENT = frozenset({"%", "百分比"})
_NO_COMPLAINT = re.compile(r"(未|没有|无|零|0)(收到|接到|发生)?(任何|一起|1起|1例|一例)?(群众|有效)?(投诉|举报|差评)")
MORE = frozenset({"≥", ">"})


def number_of(measure: Measure | None) -> Decimal | None:
    """Give the number of a target or an actual, where it is one."""
    return None if measure is None else measure.number


def _bare(text: str) -> str:
    """Strip the comparison signs and words of a target's expression."""
    return _EXPRESSION_END.sub("", _COMPARATOR.sub("", folded(text)))


def _copied(row: Indicator) -> bool:
    """Tell whether 完成值 repeats the target's expression instead of a result (rule 30)."""
    if row.actual is None or row.target is None or row.actual.day:
        return False
    actual, target = folded(row.actual.text), folded(row.target.text)
    if row.direction == QUALITATIVE:
        return actual == target and not tier_word(row)
    if _bare(actual) == actual:
        return False
    unit = folded(row.unit)
    return _bare(actual).removesuffix(unit) == _bare(target).removesuffix(unit)


def tier_word(row: Indicator) -> bool:
    """Tell whether 完成值 is one of the three tiers' words."""
    return row.actual is not None and row.actual.text.strip() in {"达成", "部分达成", "未达成"}


class RowFacts:
    """What one indicator row says, and whether its score can be held against anything."""

    def __init__(self, facts: BookFacts, row: Indicator) -> None:
        """Look at one row."""
        self.facts, self.row, self.preset = facts, row, facts.preset
        self.quantitative = row.direction not in {None, QUALITATIVE}
        self.copied = _copied(row)
        target, actual = row.target, row.actual
        self.wordy_target = self.quantitative and target is not None and target.number is None and target.day is None
        measured = actual is not None and (actual.number is not None or actual.day is not None)
        worded = self.quantitative and actual is not None and not measured and not self.copied
        dated = target is not None and target.day is not None and target.number is None
        self.wordy = worded and not dated and not self.wordy_target
        self.undated = worded and dated
        broken = self.wordy or self.undated or self.wordy_target or self.copied
        self.judged = not broken and not facts.unread(row, "target", "actual", "weight", "points", "direction")
        self.over_weight = row.points is not None and row.weight is not None and row.points > row.weight
        self.exact = exact_points(row, self.preset) if self.judged else None

    @property
    def zero_target(self) -> bool:
        """Tell whether the target is one that is always met: 0 with ≥."""
        return self.row.direction == "≥" and number_of(self.row.target) == 0

    @property
    def undelivered(self) -> bool:
        """Tell whether nothing was delivered of a positive target and points were given all the same (rule 26)."""
        row = self.row
        target, actual = number_of(row.target), number_of(row.actual)
        if self.exact is None or row.points is None or row.direction not in {"≥", ">", "="}:
            return False
        return bool(target and actual is not None and target > 0 >= actual and row.points > 0)

    def score_faults(self) -> tuple[str | None, str | None, str | None]:
        """Hold the points against the formula: (above, below, rounded up to whole points)."""
        row = self.row
        if self.exact is None or row.points is None or row.weight is None or self.over_weight or self.zero_target:
            return None, None, None
        formula = plain(half_up(self.exact))
        if agrees(row.points, self.exact, self.preset.tolerance):
            lifted = Fraction(row.points) - self.exact > Fraction(ROUNDED)
            return None, None, formula if lifted else None
        above = row.points > half_up(self.exact)
        if above:
            return None if self.undelivered else formula, None, None
        return None, formula, None

    def out_of_tier(self) -> str | None:
        """Print the tier's range, where the points lie outside it (rule 21)."""
        bounds = tier_range(self.row, self.preset) if self.judged and not self.over_weight else None
        if bounds is None or in_tier(self.row, self.preset):
            return None
        least, most = (plain(bound) for bound in bounds)
        if bounds[1] == self.row.weight:
            return f"{least} 至 {most} 分"
        return f"低于 {most} 分" if bounds[0] == 0 else f"{least} 分以上、低于 {most} 分"

    def lost(self) -> Decimal | None:
        """Points lost without a reason (rule 22); not where the formula gives them all."""
        row = self.row
        if row.points is None or row.weight is None or not self.judged or not explains_nothing(row.reason):
            return None
        gap = row.weight - row.points
        given = self.exact is not None and self.exact >= Fraction(row.weight)
        if gap <= self.preset.tolerance or given or self.facts.unread(row, "reason"):
            return None
        return gap

    def far_over(self) -> str | None:
        """Print the rate reached, where it is far over the target and no reason is given (rule 23)."""
        row = self.row
        target, actual = number_of(row.target), number_of(row.actual)
        if not self.judged or not target or not actual or target <= 0 or row.direction not in {"≥", ">", "="}:
            return None
        over = Fraction(actual) / Fraction(target)
        if over < Fraction(self.preset.over_target) or not explains_nothing(row.reason):
            return None
        return plain(half_up(over * 100)) + "%"


def _texts(facts: RowFacts) -> Iterator[object]:
    """Give the columns about names and kinds, in the order of INDICATOR_COLUMNS from `pair` on."""
    row = facts.row
    target = number_of(row.target)
    second, third, unit = row.second or "", row.third or "", folded(row.unit)
    cost = row.first == "成本指标" or second in SECOND_LEVELS["成本指标"] or second == "成本指标"
    yield f"{row.first}·{row.second}" if row.first and row.second else None
    yield row.first if row.first in SECOND_LEVELS and row.first not in facts.preset.weights else None
    yield plain(target) if row.direction == "≥" and target is not None else None
    yield f"{third}（{unit}）" if second == "数量指标" else None
    yield row.direction if cost and facts.quantitative and not _SAVING.search(third) else None
    yield folded(row.target.text) if row.first == "效益指标" and not facts.quantitative and row.target else None
    yield _share(facts, third, unit)
    yield _survey(row)
    full = row.points is not None and row.weight is not None and row.points == row.weight > 0
    yield (row.evidence or "（空白）") if full and row.first != "满意度指标" else None


def _share(facts: RowFacts, third: str, unit: str) -> int | None:
    """Give the actual of an indicator that is a share of a whole, in ten-thousandths of a percent."""
    number = number_of(facts.row.actual)
    is_share = unit in _PERCENT and _SHARE_NAME.search(third) and not _MAY_EXCEED.search(third)
    return None if number is None or not is_share else min(units(number) or 0, MOST_SHARE)


def _survey(row: Indicator) -> str | None:
    """Give what a satisfaction score rests on (rule 40)."""
    if row.first != "满意度指标" or not row.points:
        return None
    said = folded(row.evidence)
    if _NO_COMPLAINT.search(said) or explains_nothing(row.evidence):
        return "未收到投诉" if said else "（空白）"
    return row.evidence


def indicator_facts(book: BookFacts, row: Indicator) -> tuple[object, ...]:
    """One row of 绩效指标."""
    facts = RowFacts(book, row)
    above, below, rounded_up = facts.score_faults()
    actual = row.actual.text if row.actual else None
    full = row.points is not None and row.points == row.weight
    formula = None if facts.exact is None else plain(half_up(facts.exact))
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
