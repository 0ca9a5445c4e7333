"""Mistakes in 基本信息 and 项目清单."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.faults.kinds import Kind, critical, number, pick, shifted, typed_in, warning
from tests.faults.typed import Broken, Formula

if TYPE_CHECKING:
    from pipeline.model.cells import Cell
    from tests.faults.typed import Typed

FEN = Decimal("0.01")


def _info(typed: Typed, key: str, by: Decimal) -> Cell | None:
    if typed.info.get(key) is None:
        return None
    typed.info[key] = shifted(typed.info[key], by)
    return typed["info"].cell(typed.info, key)


@critical("control-total")
def control_total_one_fen_off(typed: Typed, dice: random.Random) -> Cell | None:
    """支出合计 typed with another last digit."""
    return _info(typed, "control", dice.choice([FEN, -FEN, Decimal(900)]))


@critical("project-count")
def project_count_off(typed: Typed, dice: random.Random) -> Cell | None:
    """One project more than listed."""
    return _info(typed, "count", Decimal(dice.choice([1, 3])))


@critical("score-mean")
def declared_score_off(typed: Typed, dice: random.Random) -> Cell | None:
    """自评得分 a little beyond the tolerance."""
    by = dice.choice([Decimal("-0.06"), Decimal("-3.5"), Decimal("-0.21")])
    return _info(typed, "score", by)


@warning("control-formula")
def control_total_computed(typed: Typed, _: random.Random) -> Cell | None:
    """支出合计 as a formula over the list."""
    typed.info["control"] = Formula("SUM(项目清单!H2:H9)", Decimal(number(typed.info["control"])))
    return typed["info"].cell(typed.info, "control")


@critical("label-missing")
def label_left_out(typed: Typed, dice: random.Random) -> Cell | None:
    """Delete a required line of 基本信息."""
    typed["info"].columns.remove(dice.choice(["unit", "year", "control", "score"]))
    return typed["info"].heading_cell()


@critical("thresholds-swapped")
def thresholds_swapped(typed: Typed, _: random.Random) -> Cell | None:
    """党工委会 below 行政办公会."""
    page = typed["info"]
    for key, value in (("office_from", 100_000), ("party_from", 5_000)):
        typed.info[key] = value
        if key not in page.columns:
            page.columns.append(key)
    return page.cell(typed.info, "party_from")


@critical("spent-over-cap")
def project_over_the_cap(typed: Typed, _: random.Random) -> Cell | None:
    """单项上限 below the largest spending and above every other project."""
    rows = sorted(typed.real("projects"), key=lambda row: number(row["spent"]))
    if len(rows) < 2 or "cap" not in typed["info"].columns:
        return None
    *others, top = rows
    below = max(number(row["budget"]) for row in others)
    cap = number(top["spent"]) - FEN
    if below > cap:
        return None
    typed.info["cap"] = cap
    return typed["projects"].cell(top, "spent")


@critical("list-total")
def total_row_off(typed: Typed, dice: random.Random) -> Cell | None:
    """One amount of 合计 typed wrong."""
    total, key = typed.total(), dice.choice(["initial", "budget", "spent"])
    if total is None or key not in typed["projects"].columns:
        return None
    total[key] = shifted(total[key], dice.choice([FEN, Decimal(100)]))
    return typed["projects"].cell(total, key)


@warning("total-blank")
def total_row_blank(typed: Typed, dice: random.Random) -> Cell | None:
    """合计 without its amount."""
    total, key = typed.total(), dice.choice(["budget", "spent"])
    if total is None:
        return None
    total[key] = None
    return typed["projects"].cell(total, key)


@warning("total-missing")
def total_row_missing(typed: Typed, _: random.Random) -> Cell | None:
    """No 合计 at all."""
    page = typed["projects"]
    page.rows = typed.real("projects")
    return page.cell(page.rows[-1], "number")


@critical("total-twice")
def total_row_twice(typed: Typed, _: random.Random) -> Cell | None:
    """合计 written again below the first."""
    total, page = typed.total(), typed["projects"]
    if total is None:
        return None
    again = dict(total)
    page.rows.insert(page.row_of(total) - page.above - 1, again)
    return page.cell(again, "number" if again.get("number") else "name")


@critical("below-total")
def row_below_the_total(typed: Typed, dice: random.Random) -> Cell | None:
    """Forget an amount below 合计, where nobody sums it."""
    page = typed["projects"]
    below = {"_": "note", "name": "漏列事项经费", "spent": dice.randint(100, 90_000)}
    page.rows.append(dict(below))
    return page.cell(page.rows[-1], "spent")


@critical("over-budget")
def spending_over_budget(typed: Typed, dice: random.Random) -> Cell | None:
    """全年预算 typed smaller than the spending."""
    row = pick(typed, dice, "projects", lambda row: number(row["spent"]) > 100)
    if row is None:
        return None
    row["budget"] = shifted(row["spent"], -Decimal(50))
    return typed["projects"].cell(row, "spent")


@critical("spent-without-budget")
def spending_without_budget(typed: Typed, dice: random.Random) -> Cell | None:
    """全年预算 of 0 beside spending."""
    row = pick(typed, dice, "projects", lambda row: number(row["spent"]) > 0)
    if row is None:
        return None
    row["budget"] = 0
    return typed["projects"].cell(row, "budget")


@critical("number-repeated")
def number_taken_twice(typed: Typed, _: random.Random) -> Cell | None:
    """Give the last project the 序号 of the first."""
    rows = typed.real("projects")
    if len(rows) < 2:
        return None
    rows[-1]["number"] = number(rows[0]["number"])
    return typed["projects"].cell(rows[-1], "number")


@critical("name-repeated")
def project_listed_twice(typed: Typed, _: random.Random) -> Cell | None:
    """One name, one source of money, two rows."""
    rows = typed.real("projects")
    if len(rows) < 2:
        return None
    rows[-1]["name"], rows[-1]["funding"] = rows[0]["name"], rows[0]["funding"]
    return typed["projects"].cell(rows[-1], "name")


@critical("funding-unsplit")
def two_sources_not_split(typed: Typed, dice: random.Random) -> Cell | None:
    """资金来源 names two, 资金构成 has no row of the project."""
    split = {number(part["project"]) for part in typed.real("parts")}
    row = pick(typed, dice, "projects", lambda row: number(row["number"]) not in split and number(row["spent"]) > 0)
    if row is None or "funding" not in typed["projects"].columns:
        return None
    row["funding"] = "当年财政拨款、其他资金"
    return typed["projects"].cell(row, "funding")


@warning("low-execution-silent")
def low_execution_not_explained(typed: Typed, dice: random.Random) -> Cell | None:
    """Below the threshold and 完成情况 blank."""
    row = pick(typed, dice, "projects", lambda row: number(row["spent"]) * 100 < number(row["budget"]) * 89)
    if row is None or "outcome" not in typed["projects"].columns:
        return None
    row["outcome"] = None
    return typed["projects"].cell(row, "outcome")


@warning("prose-pasted")
def goal_pasted_as_result(typed: Typed, dice: random.Random) -> Cell | None:
    """完成情况 copied from 绩效目标."""
    row = pick(typed, dice, "projects")
    if row is None or "outcome" not in typed["projects"].columns:
        return None
    row["outcome"] = row["goal"]
    return typed["projects"].cell(row, "outcome")


@critical("amount-merged")
def amounts_merged(typed: Typed, dice: random.Random) -> Cell | None:
    """One amount merged over two projects."""
    page = typed["projects"]
    pairs = [
        (a, b) for a, b in zip(page.rows, page.rows[1:], strict=False) if a in typed.real("projects") and b.get("spent")
    ]
    if not pairs:
        return None
    first, second = dice.choice(pairs)
    if second.get("_"):
        return None
    second["spent"] = None
    page.merged.append((first, "spent", 2))
    return page.cell(first, "spent")


@warning("number-gap")
def number_left_out(typed: Typed, _: random.Random) -> Cell | None:
    """Count the last project one too high, in every sheet."""
    rows = typed.real("projects")
    last = number(rows[-1]["number"])
    for table in ("indicators", "paragraphs", "parts", "payments"):
        for row in typed.real(table):
            if row.get("project") is not None and number(row["project"]) == last:
                row["project"] = int(last) + 1
    rows[-1]["number"] = int(last) + 1
    return typed["projects"].cell(rows[-1], "number")


KINDS: tuple[Kind, ...] = (
    control_total_one_fen_off,
    project_count_off,
    declared_score_off,
    control_total_computed,
    label_left_out,
    thresholds_swapped,
    project_over_the_cap,
    total_row_off,
    total_row_blank,
    total_row_missing,
    total_row_twice,
    row_below_the_total,
    spending_over_budget,
    spending_without_budget,
    number_taken_twice,
    project_listed_twice,
    two_sources_not_split,
    low_execution_not_explained,
    goal_pasted_as_result,
    amounts_merged,
    number_left_out,
    typed_in("label-blank", "critical", "info.unit", None, "blank"),
    typed_in("year-unreadable", "critical", "info.year", "今年", "in words"),
    typed_in("score-range", "critical", "info.score", 101, "over 100"),
    typed_in("amount-in-words", "critical", "info.control", "三百二十万元整", "in words"),
    typed_in("choice-unknown", "critical", "info.layout", "横版", "unknown"),
    typed_in("cell-error", "critical", "info.control", Broken("#REF!"), "an error value"),
    typed_in("formula-uncached", "critical", "info.score", Formula("AVERAGE(A1:A9)", None), "never calculated"),
    typed_in("date-unreadable", "critical", "info.filled_on", "2024-02-30", "impossible"),
    typed_in("budget-blank", "critical", "projects.budget", None, "blank"),
    typed_in("projects-spent-blank", "critical", "projects.spent", None, "blank"),
    typed_in("projects-name-blank", "critical", "projects.name", None, "blank"),
    typed_in("projects-goal-blank", "critical", "projects.goal", None, "blank"),
    typed_in("projects-number-blank", "critical", "projects.number", None, "blank"),
    typed_in("count-unreadable", "critical", "projects.number", "甲", "a letter"),
    typed_in("amount-decimals", "critical", "projects.spent", Decimal("325067.125"), "with three decimals"),
    typed_in("amount-negative", "critical", "projects.spent", -5000, "negative"),
    typed_in("amount-in-words", "critical", "projects.spent", "32.51万元", "in 万元"),
    typed_in("amount-unreadable", "critical", "projects.budget", "约三万多", "roughly"),
    typed_in("amount-huge", "critical", "projects.budget", 530_111_202_301_010_012, "an account number"),
    typed_in("cell-error", "critical", "projects.budget", Broken("#DIV/0!"), "an error value"),
    typed_in("formula-uncached", "critical", "projects.spent", Formula("G3", None), "never calculated"),
    typed_in("choice-unknown", "critical", "projects.funding", "自筹", "unknown"),
    typed_in("date-unreadable", "critical", "projects.adjusted_on", "2023年13月1日", "impossible"),
    typed_in("prose-token-place", "critical", "projects.goal", "支出{支出万元}，全部完成。", "with a token"),
    typed_in("prose-hint", "critical", "projects.goal", "此处填写年度目标", "a hint"),
)
