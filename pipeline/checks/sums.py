"""Sums (分项之和): fund parts and payments against the project they belong to, to the fen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pipeline.checks.facts import called
from pipeline.model.findings import Finding, declare
from pipeline.model.money import yuan_text

if TYPE_CHECKING:
    from pipeline.checks.facts import BookFacts
    from pipeline.checks.tables import Tables
    from pipeline.model.book import Project

COLUMNS = {"initial": "年初预算", "budget": "全年预算", "spent": "支出"}
CELLS_SHOWN = 20

FUND_PARTS = declare(
    "fund-parts",
    "资金构成之和不符",
    "critical",
    source="rules 3",
    notes="资金构成里一个项目的各种资金相加，等于项目清单里的金额，一分不差。",
    fix="请核对项目清单和资金构成里的金额，改正填错的那一处。",
)
LEDGER_SUM = declare(
    "ledger-sum",
    "支付明细之和不等于支出",
    "critical",
    source="rules payments",
    notes="支付明细里一个项目的各笔支付相加，等于它的支出，一分不差。",
    fix="请核对支出和各笔支付，补上漏记的或改正填错的金额。",
)
LEDGER_MISSING = declare(
    "ledger-missing",
    "项目没有支付明细",
    "warning",
    source="contract",
    notes="填写了支付明细的工作簿，每个有支出的项目都应有支付明细。",
    fix="请补填这些项目的支付明细。",
)
LEDGER_NONE = declare(
    "ledger-none",
    "没有支付明细可供核实",
    "info",
    source="contract",
    notes="没有支付明细时，达到审批起点先开会后支付的说法无法核实。",
    fix="如需核实，请填写支付明细。",
)


def _against(tables: Tables, table: str, key: str, column: str) -> Iterator[tuple[int, Project, int, int]]:
    """Give workbook, project, its amount and the sum of its rows, where those differ."""
    projects = tables.frames["projects"]
    projects = projects[projects["number"].notna()].rename(columns={"number": "project", column: "declared"})
    if column == "initial":
        projects = projects.assign(declared=projects["declared"].fillna(0))
    frame = tables.frames[table]
    named = frame[frame["project"].notna()]
    sums = named.groupby(["workbook", "project"])[key].sum().rename("summed").reset_index()
    both = projects[["workbook", "project", "declared"]].merge(sums, on=["workbook", "project"])
    wrong = both[both["declared"].notna() & (both["declared"] != both["summed"])]
    for row in wrong.to_dict("records"):
        project = tables.facts[row["workbook"]].clear.get(row["project"])
        if project is not None:
            yield row["workbook"], project, int(row["declared"]), int(row["summed"])


def _fund_parts(tables: Tables, key: str) -> Iterator[tuple[int, Finding]]:
    """Hold 资金构成 against 项目清单 in one column; a blank part counts 0."""
    for workbook, project, declared, summed in _against(tables, "parts", key, key):
        facts = tables.facts[workbook]
        parts = facts.book.parts_of[project.number]
        cell = facts.cell(project, key)
        if key not in facts.book.places["parts"].columns or cell is None or facts.unread(project, key):
            continue
        if any(facts.unread(part, key) for part in parts) or declared - summed in facts.strays("parts", key):
            continue
        gap = f"{yuan_text(abs(declared - summed))} 元"
        yield (
            workbook,
            FUND_PARTS.at(
                cell,
                *(facts.book.cell(part, key) for part in parts),
                found=f"{COLUMNS[key]} {yuan_text(declared)} 元",
                expected=f"资金构成相加 {yuan_text(summed)} 元",
                message=f"{called(project)}的{COLUMNS[key]}是 {yuan_text(declared)} 元，"
                f"资金构成相加是 {yuan_text(summed)} 元，相差 {gap}。",
            ),
        )


def _ledger(tables: Tables) -> Iterator[tuple[int, Finding]]:
    """Hold 支付明细 against 支出; a blank or unreadable amount is reported at its own cell only."""
    for workbook, project, declared, summed in _against(tables, "payments", "amount", "spent"):
        facts = tables.facts[workbook]
        payments = facts.book.payments_of[project.number]
        if any(payment.amount is None for payment in payments):
            continue
        if declared - summed in facts.strays("payments", "amount"):
            continue
        shown = payments if len(payments) <= CELLS_SHOWN else ()
        yield (
            workbook,
            LEDGER_SUM.at(
                facts.book.cell(project, "spent"),
                *(facts.book.cell(payment, "amount") for payment in shown),
                found=f"支出 {yuan_text(declared)} 元",
                expected=f"{len(payments)} 笔支付相加 {yuan_text(summed)} 元",
                message=f"{called(project)}的支出是 {yuan_text(declared)} 元，{len(payments)} 笔支付相加是 "
                f"{yuan_text(summed)} 元，相差 {yuan_text(abs(declared - summed))} 元。",
            ),
        )


def _unbacked(facts: BookFacts) -> Iterator[Finding]:
    """Find projects with spending and no payment in a ledger that is otherwise filled; they are one finding."""
    book = facts.book
    strays = facts.strays("payments", "amount")
    bare = [
        project
        for project in facts.clear.values()
        if project.spent and project.number not in book.payments_of and project.spent not in strays
    ]
    spent = sum(project.spent for project in bare if project.spent)
    if not book.payments or not bare or facts.stray_total("payments", "amount") == spent:
        return
    others = f"等 {len(bare)} 个项目" if len(bare) > 1 else ""
    yield LEDGER_MISSING.at(
        *(book.cell(project, "spent") for project in bare),
        found=f"{len(bare)} 个项目、{yuan_text(spent)} 元没有支付明细",
        expected="每个有支出的项目都有支付明细",
        message=f"{called(bare[0])}{others}在支付明细里一笔也没有，支出合计 {yuan_text(spent)} 元。",
    )


def _unproven(facts: BookFacts) -> Iterator[Finding]:
    """Say that the approval thresholds cannot be proven without a ledger."""
    info = facts.book.info
    starts: Mapping[str, int | None] = {"office_from": info.office_from, "party_from": info.party_from}
    given = {key: f"{yuan_text(start)} 元" for key, start in starts.items() if start is not None}
    if facts.book.payments or not given:
        return
    limits = "、".join(given.values())
    yield LEDGER_NONE.at(
        *(facts.book.info_cell(key) for key in given),
        found="没有填写支付明细",
        expected="支付明细",
        message=f"填写了会议审批起点（{limits}），但没有支付明细，先开会后支付的说法无法核实。",
    )


def sums(tables: Tables) -> Iterator[tuple[int, Finding]]:
    """Check parts and payments of every workbook; each finding with the index of its workbook."""
    for key in COLUMNS:
        yield from _fund_parts(tables, key)
    yield from _ledger(tables)
    for workbook, facts in enumerate(tables.facts):
        yield from ((workbook, finding) for finding in (*_unbacked(facts), *_unproven(facts)))
