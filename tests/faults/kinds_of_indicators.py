"""Mistakes in 绩效指标: weights, points, tiers, targets and actuals."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.model.policy import policy
from tests.faults.kinds import Kind, critical, number, pick, project_of, shifted, typed_in, warning
from tests.faults.typed import Broken, Formula

if TYPE_CHECKING:
    from pipeline.model.cells import Cell
    from tests.faults.typed import Row, Typed, Value

COMPARED = ("≥", ">", "=", "≤", "<")


def _is_number(value: Value) -> bool:
    return isinstance(value, int | Decimal)


def _measured(row: Row) -> bool:
    return row["direction"] in COMPARED and _is_number(row["target"]) and _is_number(row["actual"])


def _qualitative(row: Row) -> bool:
    return row["direction"] == "定性"


def _spoil(typed: Typed, dice: random.Random, key: str, value: Value, suits: Callable[[Row], bool]) -> Cell | None:
    row = pick(typed, dice, "indicators", suits)
    if row is None or key not in typed["indicators"].columns:
        return None
    row[key] = value
    return typed["indicators"].cell(row, key)


@critical("weights-sum")
def weights_of_a_project_off(typed: Typed, dice: random.Random) -> Cell | None:
    """One 分值 five points higher; the first indicator of the project is where to look."""
    row = pick(typed, dice, "indicators", lambda row: _measured(row) and number(row["points"]) < number(row["weight"]))
    if row is None:
        return None
    row["weight"] = shifted(row["weight"], Decimal(5))
    first = next(one for one in typed.real("indicators") if number(one["project"]) == number(row["project"]))
    return typed["indicators"].cell(first, "weight")


@critical("points-over-weight")
def points_over_weight(typed: Typed, dice: random.Random) -> Cell | None:
    """得分 above 分值."""
    row = pick(typed, dice, "indicators")
    if row is None:
        return None
    row["points"] = shifted(row["weight"], Decimal(1))
    return typed["indicators"].cell(row, "points")


def _lost(row: Row) -> bool:
    """Points lost by the formula, and something was done."""
    return _measured(row) and number(row["weight"]) - number(row["points"]) > Decimal(1)


@critical("points-above-formula")
def full_points_for_a_missed_target(typed: Typed, dice: random.Random) -> Cell | None:
    """得分 full although the target was missed."""
    row = pick(typed, dice, "indicators", lambda row: _lost(row) and number(row["actual"]) > 0)
    if row is None:
        return None
    row["points"] = row["weight"]
    return typed["indicators"].cell(row, "points")


@warning("points-below-formula")
def points_below_the_formula(typed: Typed, dice: random.Random) -> Cell | None:
    """Points given away; the reason is written."""
    row = pick(typed, dice, "indicators", lambda row: _measured(row) and number(row["points"]) > 3)
    if row is None or "reason" not in typed["indicators"].columns:
        return None
    row["points"], row["reason"] = shifted(row["points"], Decimal(-2)), "按从严原则自评，扣减两分。"
    return typed["indicators"].cell(row, "points")


@critical("points-outside-tier")
def points_outside_the_tier(typed: Typed, dice: random.Random) -> Cell | None:
    """未达成 with nearly all the points."""
    row = pick(typed, dice, "indicators", lambda row: _qualitative(row) and row["actual"] != "达成")
    if row is None:
        return None
    row["points"] = shifted(row["weight"], Decimal("-0.5"))
    return typed["indicators"].cell(row, "points")


@critical("lost-without-reason")
def lost_points_not_explained(typed: Typed, dice: random.Random) -> Cell | None:
    """Points lost, 偏差原因 blank or a dash."""
    excuse = dice.choice([None, "无", "/", "—"])
    return _spoil(typed, dice, "reason", excuse, lambda row: number(row["points"]) < number(row["weight"]))


@critical("actual-not-number")
def actual_in_words(typed: Typed, dice: random.Random) -> Cell | None:
    """完成值 told instead of counted."""
    return _spoil(typed, dice, "actual", "已按要求完成", _measured)


@critical("target-not-number")
def target_in_words(typed: Typed, dice: random.Random) -> Cell | None:
    """指标值 told instead of counted."""
    return _spoil(typed, dice, "target", "按计划完成", _measured)


@critical("tier-unknown")
def tier_in_other_words(typed: Typed, dice: random.Random) -> Cell | None:
    """完成值 of a qualitative row that is none of the three tiers."""
    return _spoil(typed, dice, "actual", "效果较好", _qualitative)


@critical("zero-target")
def target_of_zero(typed: Typed, dice: random.Random) -> Cell | None:
    """Nothing asked for, so that nothing done is full."""
    return _spoil(typed, dice, "target", 0, lambda row: row["direction"] == "≥" and _measured(row))


@critical("points-for-nothing")
def points_for_nothing(typed: Typed, dice: random.Random) -> Cell | None:
    """完成值 0 and points all the same."""
    suits = lambda row: row["direction"] == "≥" and _measured(row) and number(row["points"]) > 0  # noqa: E731  (one use)
    row = pick(typed, dice, "indicators", suits)
    if row is None:
        return None
    row["actual"] = 0
    return typed["indicators"].cell(row, "points")


@warning("actual-copied")
def target_expression_copied(typed: Typed, dice: random.Random) -> Cell | None:
    """完成值 repeats ≥ and the target."""
    row = pick(typed, dice, "indicators", lambda row: _measured(row) and row["direction"] == "≥")
    if row is None:
        return None
    row["actual"] = f"≥{row['target']}{row['unit'] or ''}"
    return typed["indicators"].cell(row, "actual")


@warning("share-over-100")
def share_over_100(typed: Typed, dice: random.Random) -> Cell | None:
    """Claim a satisfaction of 103 %."""
    return _spoil(typed, dice, "actual", 103, lambda row: "满意度" in str(row["third"]))


@warning("cost-at-least")
def cost_the_wrong_way_round(typed: Typed, dice: random.Random) -> Cell | None:
    """Ask for a cost of at least so much."""
    suits = lambda row: "成本" in str(row["third"]) and row["direction"] == "≤"  # noqa: E731  (one use)
    row = pick(typed, dice, "indicators", suits)
    if row is None:
        return None
    row["direction"], row["actual"], row["points"] = "≥", row["target"], row["weight"]
    return typed["indicators"].cell(row, "direction")


@critical("levels-mismatch")
def second_level_of_another_first(typed: Typed, dice: random.Random) -> Cell | None:
    """社会效益指标 under 产出指标."""
    return _spoil(typed, dice, "second", "社会效益指标", lambda row: str(row["first"]).startswith("产出"))


@critical("level-not-in-preset")
def first_level_the_preset_lacks(typed: Typed, dice: random.Random) -> Cell | None:
    """成本指标 as a first level where the preset has none."""
    if "成本指标" in policy().preset(str(typed.info.get("preset") or "mof-2020")).weights:
        return None
    row = pick(typed, dice, "indicators")
    if row is None:
        return None
    row["first"], row["second"] = "成本指标", "经济成本指标"
    return typed["indicators"].cell(row, "first")


@warning("third-level-repeated")
def indicator_repeated(typed: Typed, _: random.Random) -> Cell | None:
    """Name the last indicator like the one before."""
    rows = typed.real("indicators")
    rows[-1]["third"] = rows[-2]["third"]
    return typed["indicators"].cell(rows[-1], "third")


@critical("project-without-indicators")
def project_without_indicators(typed: Typed, dice: random.Random) -> Cell | None:
    """All indicators of one project forgotten."""
    row = pick(typed, dice, "indicators", lambda row: number(project_of(typed, row)["budget"]) > 0)
    if row is None or len(typed.real("projects")) < 2:
        return None
    page, owner = typed["indicators"], project_of(typed, row)
    page.rows = [one for one in page.rows if not one or number(one["project"]) != number(row["project"])]
    return typed["projects"].cell(owner, "number")


@warning("far-over-without-reason")
def far_over_target_not_explained(typed: Typed, dice: random.Random) -> Cell | None:
    """Three times the target, full marks, not a word."""
    suits = lambda row: row["direction"] == "≥" and _measured(row) and row["unit"] != "%"  # noqa: E731  (one use)
    row = pick(typed, dice, "indicators", lambda row: suits(row) and number(row["points"]) == number(row["weight"]))
    if row is None or "reason" not in typed["indicators"].columns:
        return None
    row["actual"], row["reason"] = shifted(0, number(row["target"]) * 3), None
    return typed["indicators"].cell(row, "reason")


@critical("project-unknown")
def indicator_of_no_project(typed: Typed, dice: random.Random) -> Cell | None:
    """项目序号 that the list does not have."""
    return _spoil(typed, dice, "project", 97, lambda _: True)


_BLANKS = ("project", "first", "second", "third", "direction", "target", "actual", "weight", "points")
KINDS: tuple[Kind, ...] = (
    weights_of_a_project_off,
    points_over_weight,
    full_points_for_a_missed_target,
    points_below_the_formula,
    points_outside_the_tier,
    lost_points_not_explained,
    actual_in_words,
    target_in_words,
    tier_in_other_words,
    target_of_zero,
    points_for_nothing,
    target_expression_copied,
    share_over_100,
    cost_the_wrong_way_round,
    second_level_of_another_first,
    first_level_the_preset_lacks,
    indicator_repeated,
    project_without_indicators,
    far_over_target_not_explained,
    indicator_of_no_project,
    *(typed_in(f"indicators-{key}-blank", "critical", f"indicators.{key}", None, "blank") for key in _BLANKS),
    typed_in("choice-unknown", "critical", "indicators.direction", "大概", "unknown"),
    typed_in("choice-unknown", "critical", "indicators.first", "投入指标", "unknown"),
    typed_in("score-unreadable", "critical", "indicators.points", "满分", "in words"),
    typed_in("score-range", "critical", "indicators.points", -1, "negative"),
    typed_in("cell-error", "critical", "indicators.weight", Broken("#VALUE!"), "an error value"),
    typed_in("formula-uncached", "critical", "indicators.points", Formula("I4", None), "never calculated"),
    typed_in("count-unreadable", "critical", "indicators.project", "一号项目", "in words"),
)
