"""Scores (得分) of one indicator row: what can be held against its points, and what makes that impossible."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.facts import BookFacts, explains_nothing, folded
from pipeline.model.contract import QUALITATIVE, TIERS
from pipeline.model.money import half_up, plain
from pipeline.model.scoring import agrees, earned_points, in_tier, tier_range

if TYPE_CHECKING:
    from pipeline.model.book import Indicator, Measure

ROUNDED = Decimal("0.05")
PERCENT = frozenset({"%", "百分比"})
_FAR_ABOVE = 10  # percent
_HALF, _CLEARLY, _ALIKE = Decimal("0.5"), Decimal(30), 2  # of a percent; percent; times
_SELDOM_SMALL = re.compile("满意[率度]|(?<!不)(?:合格|达标|覆盖|完成|完好|及时|知晓|准确|通过|正常|优良|验收)率")
_MAY_BE_SMALL = re.compile("增|升|提高|降|减|误差|差错|投诉|故障|发生率|死亡|失业|辍学")
_NOTHING = Decimal(0)
_UPWARDS = frozenset({"≥", ">", "="})
_COMPARATOR = re.compile(
    r"^(≥|≧|>=|=>|>|≤|≦|<=|=<|<|=|不得?低于|不得?少于|不小于|不得?超过|不得?高于|不大于|大于等于|小于等于|大于|小于|等于|至少|至多)"
)
_EXPRESSION_END = re.compile(r"(及以上|及以下|以上|以下|以内)$")
_NUMBER = re.compile(r"([0-9][0-9.,]*)(\D{0,6})")


def number_of(measure: Measure | None) -> Decimal | None:
    """Give the number of a target or an actual, where it is one."""
    return None if measure is None else measure.number


def _bare(text: str) -> str:
    """Strip the comparison signs and words of a target's expression."""
    return _EXPRESSION_END.sub("", _COMPARATOR.sub("", folded(text)))


def plain_number(text: str) -> Decimal | None:
    """Read digits with thousands commas; None where they are no number."""
    try:
        return Decimal(text.replace(",", ""))
    except ArithmeticError:
        return None


def _copied(row: Indicator) -> bool:
    """Tell whether 完成值 repeats the target's expression instead of a result (rule 30)."""
    if row.actual is None or row.target is None:
        return False
    if row.actual.day:  # a day is a result, a deadline is not
        return row.actual.text.endswith("前") and folded(row.actual.text) == folded(row.target.text)
    if row.direction != QUALITATIVE and row.actual.text.isdecimal():
        return False
    actual, target = folded(row.actual.text), folded(row.target.text)
    if row.direction == QUALITATIVE:
        return actual == target and not tier_word(row)
    if _bare(actual) == actual:
        return False
    typed = _NUMBER.fullmatch(_bare(actual))
    same = row.target.number is not None and typed is not None and plain_number(typed[1]) == row.target.number
    return same or _bare(actual) == _bare(target)


def tier_word(row: Indicator) -> bool:
    """Tell whether 完成值 is one of the three tiers' words."""
    return row.actual is not None and row.actual.text.strip() in TIERS


class RowFacts:
    """What one indicator row says, and whether its score can be held against anything."""

    def __init__(self, facts: BookFacts, row: Indicator) -> None:
        """Look at one row."""
        self.facts, self.row, self.preset = facts, row, facts.preset
        self.quantitative = row.direction not in {None, QUALITATIVE}
        self.copied = _copied(row)
        target, actual = row.target, row.actual
        self.wanted, self.reached = number_of(target) or _NOTHING, number_of(actual) or _NOTHING
        self.wordy_target = self.quantitative and target is not None and target.number is None and target.day is None
        dated = target is not None and target.day is not None and target.number is None
        number = actual is not None and actual.number is not None and not dated  # 45000 is no day to a reader
        measured = number or (actual is not None and actual.day is not None)
        worded = self.quantitative and actual is not None and not measured and not self.copied
        self.wordy = worded and not dated and not self.wordy_target
        self.undated = worded and dated
        broken = self.wordy or self.undated or self.wordy_target or self.copied
        self.judged = not broken and not facts.unread(row, "target", "actual", "weight", "points", "direction")
        self.over_weight = row.points is not None and row.weight is not None and row.points > row.weight
        earned = earned_points(row, self.preset) if self.judged else None
        if earned and not earned.whole and row.direction in {"≤", "<"} and not facts.preset_known:
            earned = None  # what a missed limit earns differs by preset
        self.target_fraction = self.judged and self._target_is_fraction()
        earned = None if self.target_fraction else earned
        self.earned = earned
        self.exact = earned.exact if earned else None
        self.rounded = earned.rounded if earned else None

    @property
    def zero_target(self) -> bool:
        """Tell whether the target is one that is always met: 0 with ≥."""
        return self.row.direction == "≥" and number_of(self.row.target) == 0

    @property
    def undelivered(self) -> bool:
        """Tell whether nothing was delivered of a positive target and points were given all the same (rule 26)."""
        row = self.row
        if self.reached > 0 or self.exact is None or row.points is None or row.direction not in _UPWARDS:
            return False
        return self.wanted > 0 and row.points > 0

    @property
    def fraction(self) -> bool:
        """Tell whether a percentage was reached only if 0.96 stands for 96%: points for a target far above 1%."""
        row = self.row
        if row.points is None or self.rounded is None or self.over_weight:
            return False
        percent = folded(row.unit) in PERCENT and row.direction in _UPWARDS
        fraction = percent and 0 < self.reached <= 1 and self.wanted >= _FAR_ABOVE
        return fraction and row.points > self.rounded

    def _target_is_fraction(self) -> bool:
        """Tell whether a target of 0.95 % can only be 95 %: what was reached is about a hundred times that."""
        row = self.row
        if folded(row.unit) not in PERCENT or row.direction not in _UPWARDS or _MAY_BE_SMALL.search(row.third or ""):
            return False
        near = self.reached <= 100 * self.wanted * _ALIKE and 100 * self.wanted <= self.reached * _ALIKE
        return _HALF <= self.wanted <= 1 and self.reached >= _CLEARLY and near

    @property
    def both_fractions(self) -> bool:
        """Tell whether a satisfaction or pass rate is aimed at and reached as 0.95 and 0.97 %: the form prints that."""
        row = self.row
        of_share = folded(row.unit) in PERCENT and row.direction in _UPWARDS and _SELDOM_SMALL.search(row.third or "")
        return bool(of_share) and self.judged and _HALF <= self.wanted <= 1 and _HALF <= self.reached <= 1

    def score_faults(self) -> tuple[str | None, str | None, str | None]:
        """Hold the points against the formula: (above, below, rounded up to whole points)."""
        row, earned = self.row, self.earned
        if earned is None or row.points is None or row.points == earned.rounded:
            return None, None, None
        if self.over_weight or self.zero_target:
            return None, None, None
        formula = plain(earned.rounded)
        if agrees(row.points, earned.exact, self.preset.tolerance):
            lifted = Fraction(row.points) - earned.exact > Fraction(ROUNDED)
            return None, None, formula if lifted else None
        if row.points > earned.rounded:
            return None if self.undelivered or self.fraction else formula, None, None
        return None, None if self._weight_is_off() else formula, None

    def _weight_is_off(self) -> bool:
        """Tell whether the points are right for the weight that would make a hundred: then 分值 is the mistake."""
        weight, missing, earned = self.row.weight, self.facts.missing_weight(self.row.project), self.earned
        if not missing or not weight or weight + missing <= 0 or earned is None or self.row.points is None:
            return False
        return agrees(
            self.row.points, earned.exact * Fraction(weight + missing) / Fraction(weight), self.preset.tolerance
        )

    def out_of_tier(self) -> str | None:
        """Print the tier's range, where the points lie outside it (rule 21)."""
        held = self.judged and not self.over_weight and self.facts.preset_known
        bounds = tier_range(self.row, self.preset) if held else None
        if bounds is None or in_tier(self.row, self.preset):
            return None
        least, most = (plain(bound) for bound in bounds)
        if bounds[1] == self.row.weight:
            return f"{least} 至 {most} 分"
        return f"低于 {most} 分" if bounds[0] == 0 else f"{least} 分以上、低于 {most} 分"

    def lost(self) -> Decimal | None:
        """Points lost without a reason (rule 22); not where the formula gives them all."""
        row = self.row
        if row.points is None or row.weight is None or not self.judged:
            return None
        gap = row.weight - row.points
        if gap <= self.preset.tolerance or not explains_nothing(row.reason):
            return None
        given = self.earned is not None and self.earned.whole
        return None if given or self.facts.unread(row, "reason") else gap

    def far_over(self) -> str | None:
        """Print the rate reached, where it is far over the target and no reason is given (rule 23)."""
        row = self.row
        if not self.judged or row.direction not in _UPWARDS or self.wanted <= 0 or self.target_fraction:
            return None
        if self.reached < self.wanted * self.preset.over_target or not explains_nothing(row.reason):
            return None
        if self.facts.unread(row, "reason"):
            return None
        return plain(half_up(Fraction(self.reached) / Fraction(self.wanted) * 100)) + "%"
