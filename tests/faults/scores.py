"""Indicator rows that are scored by the rules: quantitative by the formula, qualitative inside their tier."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.model.book import Indicator, Measure
from pipeline.model.contract import QUALITATIVE, SECOND_LEVELS, TIERS
from pipeline.model.money import half_up, plain
from pipeline.model.scoring import earned_points, tier_range

if TYPE_CHECKING:
    from pipeline.model.limits import Preset
    from tests.faults.typed import Row, Value

NOUNS = {
    "数量指标": (("活动开展场次", "场"), ("服务覆盖户数", "户"), ("设备购置台数", "台")),
    "质量指标": (("验收合格率", "%"), ("任务完成率", "%")),
    "时效指标": (("完成时限", "日期"), ("响应时间", "小时")),
    "成本指标": (("单位成本", "元"), ("总成本控制", "元")),
    "经济效益指标": (("节约支出", "元"), ("带动增收", "元")),
    "社会效益指标": (("受益人数", "人"), ("群众知晓率", "%")),
    "生态效益指标": (("保洁面积", "平方米"), ("环境整洁", QUALITATIVE)),
    "可持续影响指标": (("长效机制", QUALITATIVE), ("管护人员", "人")),
    "服务对象满意度指标": (("群众满意度", "%"), ("受益对象满意度", "%")),
    "经济成本指标": (("采购成本", "元"), ("人均成本", "元")),
    "社会成本指标": (("扰民投诉", "件"), ("停工天数", "天")),
    "生态环境成本指标": (("废弃物产生量", "吨"), ("用水量", "吨")),
}
REASON = "受雨水天气影响，进度推迟，次年提前安排。"


def execution(budget: int, spent: int, preset: Preset) -> Decimal:
    """Points of the execution rate, by the rules."""
    return half_up(Fraction(spent, budget) * Fraction(preset.execution))


def _number(text: str) -> int | Decimal:
    exact = Decimal(text)
    return int(exact) if exact == exact.to_integral_value() else exact


def _at_least(dice: random.Random, unit: str) -> tuple[str, Value, Value]:
    """Target and actual of a row that wants much."""
    if unit == "%":
        target = dice.choice([80, 85, 90, 95])
        return dice.choice(["≥", ">"]), target, dice.choice([target, target + 3, 99, target - 10])
    target = dice.choice([4, 12, 50, 320, 1500])
    return dice.choice(["≥", ">", "="]), target, dice.choice([target, target, target * 5 // 4, target * 3 // 4])


def _measures(dice: random.Random, second: str, unit: str, year: int) -> tuple[str, Value, Value]:
    """Direction, target and actual that suit an indicator."""
    if unit == QUALITATIVE:
        return QUALITATIVE, "明显改善，问题按期整改", dice.choice([TIERS[0], *TIERS])
    if unit == "日期":
        return dice.choice(["≤", "="]), f"{year}年12月31日", date(year, dice.randint(3, 12), 20)
    if "成本" in second or unit in {"小时", "天", "件"}:
        target = dice.choice([2, 24, 300, 6000])
        return "≤", target, dice.choice([target, target, target * 3 // 4, target * 5 // 4])
    return _at_least(dice, unit)


def _measure(value: Value, year: int) -> Measure:
    if isinstance(value, date):
        return Measure(value.isoformat(), None, value)
    if isinstance(value, str) and "年" in value:
        return Measure(value, None, date(year, 12, 31))
    return Measure(str(value), None if isinstance(value, str) else Decimal(str(value)))


def _points(dice: random.Random, row: Indicator, preset: Preset) -> Decimal:
    earned = earned_points(row, preset)
    weight = row.weight or Decimal(0)
    if earned is not None:
        return min(weight, Decimal(plain(half_up(earned.exact, dice.choice([1, 2, 2])))))
    least, most = tier_range(row, preset) or (weight, weight)
    return weight if most == weight and dice.random() < 0.7 else half_up((Fraction(least) * 3 + Fraction(most)) / 4, 2)


def _row(dice: random.Random, project: Row, level: tuple[str, str], noun: tuple[str, str], weight: Decimal) -> Row:
    first, second = level
    third, unit = noun
    return {
        "project": project["number"],
        "first": first,
        "second": second,
        "third": third,
        "unit": None if unit in {QUALITATIVE, "日期"} else unit,
        "weight": _number(plain(weight)),
        "evidence": "问卷调查表" if "满意" in second else dice.choice([None, "验收单", "签到表", "巡查照片"]),
    }


def _scored(dice: random.Random, row: Row, unit: str, year: int, preset: Preset) -> Row:
    direction, target, actual = _measures(dice, str(row["second"]), unit, year)
    weight = Decimal(str(row["weight"]))
    judged = Indicator(
        0, direction=direction, target=_measure(target, year), actual=_measure(actual, year), weight=weight
    )
    points = _points(dice, judged, preset)
    reason = REASON if points < weight or dice.random() < 0.1 else None
    return {**row, "direction": direction, "target": target, "actual": actual, "reason": reason} | {
        "points": _number(plain(points))
    }


def indicator_rows(dice: random.Random, project: Row, theme: str, preset: Preset) -> list[Row]:
    """Make the indicators of one project, their weights adding up to what the execution rate leaves."""
    rows: list[Row] = []
    for first, whole in preset.weights.items():
        seconds = SECOND_LEVELS[first]
        chosen = seconds[: dice.randint(1, len(seconds))] if first == "产出指标" else dice.sample(seconds, 1)
        weights = [(whole / len(chosen)).quantize(Decimal("0.5"))] * (len(chosen) - 1)
        for second, weight in zip(chosen, [*weights, whole - sum(weights, Decimal(0))], strict=True):
            third, unit = dice.choice(NOUNS[second])
            row = _row(dice, project, (first, second), (theme + third, unit), weight)
            rows.append(_scored(dice, row, unit, 2023, preset))
    return rows
