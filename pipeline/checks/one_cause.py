"""One cause (同一个原因): an amount of 项目清单 that all other places contradict alike is one mistake, told once."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.facts import BookFacts, called
from pipeline.checks.prose.reading.compare import holds
from pipeline.checks.prose.reading.mentions import Kind, find_mentions
from pipeline.checks.sums import COLUMNS
from pipeline.model.findings import Finding, declare
from pipeline.model.money import yuan_text

if TYPE_CHECKING:
    from pipeline.model.book import Book, Project
    from pipeline.model.cells import Cell

ALONE = declare(
    "amount-alone",
    "金额与其他各处都不一致",
    "critical",
    source="rules 1",
    notes="项目清单里的一个金额，与支付明细、资金构成、合计行、支出合计和正文都不一致，而那几处彼此一致的，多半是这一格填错，只提一次。",
    fix="请对照账簿核对这一格，填错的改过来；没有填错的，请改正其他几处。",
)
_LEAST, _MOST = 2, 20  # places that agree with each other; amounts that may stand alone
_FROM_SHEETS = frozenset({"ledger-sum", "fund-parts"})
_FROM_TEXT = frozenset({"prose-amount", "prose-near"})  # their second cell is the amount that the text contradicts


def _own(facts: BookFacts, project: Project, key: str) -> Iterator[tuple[str, int]]:
    """Tell what the other sheets say of a project's amount."""
    payments = facts.book.payments_of.get(project.number, ())
    if key == "spent" and payments and all(it.amount is not None for it in payments):
        yield "支付明细", sum(it.amount or 0 for it in payments)
    parts = facts.book.parts_of.get(project.number, ())
    if parts and key in facts.book.places["parts"].columns and not any(facts.unread(it, key) for it in parts):
        yield "资金构成", sum(getattr(it, key) or 0 for it in parts)


def _left(facts: BookFacts, project: Project, key: str) -> Iterator[tuple[str, int]]:
    """Tell what the totals leave for a project beside all others."""
    book, amounts = facts.book, [getattr(it, key) for it in facts.book.projects]
    if key != "initial" and None in amounts:
        return
    others = sum(it or 0 for it in amounts) - (getattr(project, key) or 0)
    declared = {"合计行": getattr(book.total, key, None), "支出合计": book.info.control if key == "spent" else None}
    for place, amount in declared.items():
        if amount is not None:
            yield place, amount - others


def _meant(facts: BookFacts, project: Project, key: str) -> tuple[int, list[str]] | None:
    """Give the amount that all other places agree on, and those places; None where they do not, or are too few."""
    told = dict(_own(facts, project, key)) | dict(_left(facts, project, key))
    amounts = set(told.values())
    if len(told) < _LEAST or len(amounts) != 1:
        return None
    amount = amounts.pop()
    return (amount, list(told)) if amount != (getattr(project, key) or 0) else None


def _follows(facts: BookFacts, finding: Finding, project: Project, key: str, amount: int) -> bool:
    """Tell whether a finding is there only for this amount: with the right one it would not be."""
    book, cell = facts.book, facts.book.cell(project, key)
    first, rule = finding.cells[0], finding.rule.id
    if rule in _FROM_SHEETS:
        return first == cell
    if rule == "list-total":
        return book.total is not None and first == book.cell(book.total, key)
    if rule == "control-total":
        return key == "spent"
    if rule == "over-budget":
        return key == "spent" and first == cell and amount <= (project.budget or 0)
    return rule in _FROM_TEXT and cell in finding.cells[1:] and _says(finding.found, amount)


def _says(text: str, amount: int) -> bool:
    """Tell whether a text gives just this amount, to its printed decimals."""
    mentions = [it for it in find_mentions(text) if it.kind is Kind.MONEY]
    return len(mentions) == 1 and holds(mentions[0], Fraction(amount))


def _told(facts: BookFacts, project: Project, key: str, findings: list[Finding]) -> list[Finding]:
    """Put one finding in the place of those that this amount has caused; leave them where it is not alone."""
    meant = _meant(facts, project, key)
    if meant is None:
        return findings
    amount, places = meant
    followed = [it for it in findings if it.cells and _follows(facts, it, project, key, amount)]
    if len(followed) < _LEAST:
        return findings
    here, right = (f"{yuan_text(it)} 元" for it in (getattr(project, key) or 0, amount))
    places += ["正文"] * any(it.rule.id.startswith("prose") for it in followed)
    cells = dict.fromkeys((facts.book.cell(project, key), *(cell for it in followed for cell in it.cells)))
    message = (
        f"{called(project)}的{COLUMNS[key]}填的是 {here}，而按{'、'.join(places)}都应是 {right}，多半是这一格填错。"
    )
    told = ALONE.at(*cells, found=f"{COLUMNS[key]} {here}", expected=right, message=message)
    return [*(it for it in findings if it not in followed), told]


def _doubted(finding: Finding) -> tuple[Cell, ...]:
    """Name the amount of 项目清单 that another sheet or a text contradicts."""
    if finding.rule.id in _FROM_SHEETS:
        return finding.cells[:1]
    return finding.cells[1:2] if finding.rule.id in _FROM_TEXT else ()


def told_once(book: Book, findings: list[Finding]) -> list[Finding]:
    """Tell an amount of 项目清单 that stands alone against all other places once; many such are no slip of one cell."""
    first = {cell for it in findings for cell in _doubted(it)}
    if not first or len(first) > _MOST:
        return findings
    facts = BookFacts(book)
    for project in facts.clear.values():
        for key in COLUMNS:
            if book.cell(project, key) in first and not facts.unread(project, key):
                findings = _told(facts, project, key, findings)
    return findings
