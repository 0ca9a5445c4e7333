"""Totals (合计): the rows of 项目清单 against its 合计 row, the control total and the declared count, to the fen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from pipeline.model.findings import Finding, declare
from pipeline.model.money import yuan_text

if TYPE_CHECKING:
    from pipeline.checks.facts import BookFacts
    from pipeline.checks.tables import Tables

AMOUNTS = {"initial": "年初预算", "budget": "全年预算", "spent": "支出"}
CONTROL = "control"

LIST_TOTAL = declare(
    "list-total",
    "合计不符",
    "critical",
    source="rules 1",
    notes="项目清单每一列金额逐行相加，等于合计行，一分不差。",
    fix="请核对合计行和各项目的金额，改正填错的那一处。",
)
CONTROL_TOTAL = declare(
    "control-total",
    "支出合计与清单不符",
    "critical",
    source="rules 1",
    notes="基本信息的支出合计，等于项目清单各项目支出之和，一分不差。",
    fix="请对照账簿核对支出合计，并检查清单里有没有漏列、重列或填错的项目。",
)
TOTAL_BLANK = declare(
    "total-blank",
    "合计行没有金额",
    "warning",
    source="contract",
    notes="合计行填写年初预算、全年预算和支出的合计数；各项目都没有年初预算的，年初预算的合计可以空着。",
    fix="请在合计行填写这一列的合计数。",
)
PROJECT_COUNT = declare(
    "project-count",
    "项目数量不符",
    "critical",
    source="rules 2",
    notes="基本信息的项目数量等于项目清单的行数。",
    fix="请核对项目数量，并检查清单里有没有漏列或重列的项目。",
)


def _differs(declared: int, summed: int) -> str:
    word = "多" if declared > summed else "少"
    return f"{word} {yuan_text(abs(declared - summed))} 元"


def _readable(facts: BookFacts, key: str) -> bool:
    """Tell whether every project's amount in a column could be read; a blank required one is reported on its own."""
    blank = key != "initial" and any(getattr(project, key) is None for project in facts.book.projects)
    return not blank and not any(facts.unread(project, key) for project in facts.book.projects)


def _claims(tables: Tables) -> pd.DataFrame:
    """List every declared sum: workbook, the column it sums, which total declares it, and the fen."""
    claims: list[tuple[int, str, str, int | None]] = []
    for workbook, facts in enumerate(tables.facts):
        total, control = facts.book.total, facts.book.info.control
        if not facts.book.projects:
            continue
        claims.extend((workbook, key, key, getattr(total, key)) for key in AMOUNTS if total)
        claims.append((workbook, "spent", CONTROL, control))
    frame = pd.DataFrame(claims, columns=["workbook", "column", "claim", "declared"])
    return frame.astype({"workbook": "int64", "declared": "Int64"}).dropna(subset=["declared"])


def _mismatches(tables: Tables) -> pd.DataFrame:
    """Hold every declared sum against the sum of its column; only those that differ stay."""
    sums = tables.frames["projects"].groupby("workbook")[list(AMOUNTS)].sum().reset_index()
    summed = sums.melt("workbook", var_name="column", value_name="summed")
    claims = _claims(tables).merge(summed, on=["workbook", "column"])
    return claims[claims["declared"] != claims["summed"]]


def _list_total(facts: BookFacts, key: str, declared: int, summed: int, *, control_agrees: bool) -> Finding:
    heading = AMOUNTS[key]
    also = "，而且与基本信息的支出合计一致，可能是某个项目的支出填错、漏列或重列" if control_agrees else ""
    if declared - summed == facts.subtotals(key) > 0:
        also += "，正好是小计的金额，可能把小计也加进去了"
    cells = [facts.book.cell(total, key) for total in (facts.book.total,) if total]
    return LIST_TOTAL.at(
        *cells,
        *([facts.book.info_cell(CONTROL)] if control_agrees else []),
        found=f"{heading}合计 {yuan_text(declared)} 元",
        expected=f"各项目相加 {yuan_text(summed)} 元",
        message=f"合计行的{heading}是 {yuan_text(declared)} 元，各项目相加是 {yuan_text(summed)} 元，"
        f"合计{_differs(declared, summed)}{also}。",
    )


def _control_total(facts: BookFacts, declared: int, summed: int) -> Finding:
    return CONTROL_TOTAL.at(
        facts.book.info_cell(CONTROL),
        found=f"支出合计 {yuan_text(declared)} 元",
        expected=f"项目清单支出相加 {yuan_text(summed)} 元",
        message=f"基本信息的支出合计是 {yuan_text(declared)} 元，项目清单各项目支出相加是 {yuan_text(summed)} 元，"
        f"支出合计{_differs(declared, summed)}。",
    )


def _sums(tables: Tables) -> Iterator[tuple[int, Finding]]:
    """Find every wrong total; where 合计 and control total agree with each other, the rows have one cause."""
    wrongs: dict[int, dict[str, tuple[str, int, int]]] = {}
    for row in _mismatches(tables).to_dict("records"):
        if _readable(tables.facts[row["workbook"]], row["column"]):
            claim = (row["column"], int(row["declared"]), int(row["summed"]))
            wrongs.setdefault(row["workbook"], {})[row["claim"]] = claim
    for workbook, wrong in wrongs.items():
        facts = tables.facts[workbook]
        agree = "spent" in wrong and wrong.get(CONTROL) == wrong.get("spent")
        for name, (column, declared, summed) in wrong.items():
            if name != CONTROL:
                both = agree and name == "spent"
                yield workbook, _list_total(facts, column, declared, summed, control_agrees=both)
            elif not agree:
                yield workbook, _control_total(facts, declared, summed)


def _blank_totals(facts: BookFacts) -> Iterator[Finding]:
    total = facts.book.total
    without_initial = not any(project.initial for project in facts.book.projects)
    for key, heading in AMOUNTS.items():
        if total is None or getattr(total, key) is not None or facts.unread(total, key):
            continue
        if key == "initial" and without_initial:
            continue
        if cell := facts.cell(total, key):
            yield TOTAL_BLANK.at(
                cell,
                found="空白",
                expected=f"{heading}的合计数",
                message=f"合计行的{heading}没有填写。",
            )


def _count(facts: BookFacts) -> Iterator[Finding]:
    declared, listed = facts.book.info.count, len(facts.book.projects)
    if declared is not None and listed and declared != listed:
        yield PROJECT_COUNT.at(
            facts.book.info_cell("count"),
            found=f"{declared} 个",
            expected=f"{listed} 个",
            message=f"项目数量填了 {declared} 个，项目清单里有 {listed} 个，相差 {abs(declared - listed)} 个。",
        )


def totals(tables: Tables) -> Iterator[tuple[int, Finding]]:
    """Check the totals of every workbook; each finding with the index of its workbook."""
    yield from _sums(tables)
    for workbook, facts in enumerate(tables.facts):
        yield from ((workbook, finding) for finding in _blank_totals(facts))
        yield from ((workbook, finding) for finding in _count(facts))
