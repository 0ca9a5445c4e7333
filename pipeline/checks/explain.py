"""Explanations (核实说明): a warning that a person has looked into becomes an info and shows the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.checks.facts import explains_nothing, folded
from pipeline.model.findings import Finding, Severity, declare

if TYPE_CHECKING:
    from pipeline.model.book import Book, Explanation

EXPLAINED_CRITICAL = declare(
    "explanation-of-critical",
    "必须修改的问题不能用说明代替",
    "warning",
    source="contract",
    notes="核实说明只对提醒有效，必须修改的问题要改正。",
    fix="请改正所说的问题，再删去这一行说明。",
)
EXPLAINED_NOTHING = declare(
    "explanation-unused",
    "核实说明没有对上",
    "info",
    source="contract",
    notes="核实说明的规则和单元格要与校验结果里的一条提醒相同。",
    fix="如果提醒已经不再出现，请删去这一行；否则请照校验结果抄写规则和单元格。",
)


def _address(text: str | None) -> str:
    """Fold the address of a cell: 项目清单！$H$18, '项目清单'!h18 and 项目清单 H18 are one."""
    return re.sub(r"[$'\"“”‘’!]", "", folded(text)).upper()


def _addresses(text: str | None) -> list[str]:
    """Fold one address or several joined by 、 as 校验结果 lists them."""
    return [address for address in re.split("[、,;]", _address(text)) if address]


def _speaks_of(explanation: Explanation, finding: Finding) -> bool:
    """Tell whether an explanation names the rule, by title or id, and one of the cells of a finding."""
    rule, cells = folded(explanation.rule).lower(), _addresses(explanation.cell)
    if rule not in {finding.rule.id, folded(finding.rule.title).lower()}:
        return False
    return any(cell in {_address(place.address), place.ref} for place in finding.cells for cell in cells)


def _explained(finding: Finding, explanation: Explanation) -> Finding:
    reason = (explanation.reason or "").strip()
    message = f"{finding.message}已核实：{reason}"
    return replace(finding, severity=Severity.INFO, message=message, fix="已经写了核实说明，不用再改。")


def _leftover(book: Book, explanation: Explanation, findings: Sequence[Finding]) -> Finding | None:
    """Say that an explanation meets a critical finding, or none at all."""
    rule = EXPLAINED_NOTHING
    if findings:
        if any(finding.severity is not Severity.CRITICAL for finding in findings):
            return None
        rule = EXPLAINED_CRITICAL
    said = f"“{explanation.rule}”在 {explanation.cell}"
    why = "是必须修改的问题，说明不起作用" if findings else "没有出现在校验结果里"
    return rule.at(
        book.cell(explanation, "rule"),
        found=said,
        expected="校验结果里的一条提醒",
        message=f"核实说明写的{said}，{why}。",
    )


def _complete(book: Book) -> Iterator[Explanation]:
    for explanation in book.explanations:
        if explanation.rule and explanation.cell and not explains_nothing(explanation.reason):
            yield explanation


def _empty(book: Book) -> Iterator[Finding]:
    """Say of each 说明 that is filled in and gives no reason that it has no effect."""
    for explanation in book.explanations:
        if explanation.rule and explanation.cell and explanation.reason and explains_nothing(explanation.reason):
            yield EXPLAINED_NOTHING.at(
                book.cell(explanation, "reason"),
                found=f"“{explanation.reason}”",
                expected="核实的情况",
                message=f"核实说明的“{explanation.reason}”没有说出理由，不起作用。",
                fix="请写明核实的情况，例如查了什么、为什么没有问题。",
            )


def explain(book: Book, findings: Sequence[Finding]) -> list[Finding]:
    """Apply 核实说明: explained warnings become infos; what an explanation cannot do is said."""
    result, extra = list(findings), []
    for explanation in _complete(book):
        met = [finding for finding in findings if _speaks_of(explanation, finding)]
        explained = {id(finding) for finding in met if finding.severity is Severity.WARNING}
        result = [_explained(finding, explanation) if id(finding) in explained else finding for finding in result]
        leftover = _leftover(book, explanation, met)
        extra.extend([leftover] if leftover else [])
    return result + extra + list(_empty(book))
