"""Token words (记号的字): what each token prints, of a project or of the whole report, and the cells that say it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.model import money, scoring

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline.model.book import Book, Project
    from pipeline.model.cells import Cell
    from pipeline.model.policy import Policy

Printed = tuple[str | None, tuple["Cell", ...]]


def _cells(book: Book, project: Project, *keys: str) -> tuple[Cell, ...]:
    return tuple([book.cell(project, key) for key in keys])


def _spent(text: Callable[[int], str]) -> Callable[[Book, Project, Policy], Printed]:
    return lambda book, project, _: (
        None if project.spent is None else text(project.spent),
        (book.cell(project, "spent"),),
    )


def _rate(book: Book, project: Project, _: Policy) -> Printed:
    spent, budget = project.spent, project.budget
    text = None if spent is None or not budget else money.percent_text(spent, budget)
    return text, _cells(book, project, "spent", "budget")


def _budget(book: Book, project: Project, _: Policy) -> Printed:
    text = None if project.budget is None else f"{money.wan_text(project.budget)}万元"
    return text, _cells(book, project, "budget")


def _score(book: Book, project: Project, policy: Policy) -> Printed:
    score = scoring.declared_score(book, project, policy.preset(book.info.preset))
    rows = book.indicators_of.get(project.number, ())
    cells = _cells(book, project, "spent", "budget") + tuple(book.cell(row, "points") for row in rows)
    return (None if score is None else money.plain(score)), cells


def _short(book: Book, project: Project, _: Policy) -> Printed:
    return project.short or project.name, (book.cell(project, "short" if project.short else "name"),)


PROJECT_TOKENS: Mapping[str, Callable[[Book, Project, Policy], Printed]] = {
    "支出元": _spent(lambda fen: f"{money.yuan_text(fen)}元"),
    "支出万元": _spent(lambda fen: f"{money.wan_text(fen)}万元"),
    "全年预算万元": _budget,
    "执行率": _rate,
    "预算项目": lambda book, project, _: (project.name, (book.cell(project, "name"),)),
    "简称": _short,
    "得分": _score,
}


def _total(book: Book, text: Callable[[int], str]) -> Printed:
    spent = book.sum_of("spent")
    return (None if spent is None else text(spent)), book.sum_cells("spent")


def _info(key: str) -> Callable[[Book], Printed]:
    def printed(book: Book) -> Printed:
        value = getattr(book.info, key)
        text = money.plain(value) if isinstance(value, Decimal) else value
        return (None if text is None else str(text)), (book.info_cell(key),) if book.has("info") else ()

    return printed


REPORT_TOKENS: Mapping[str, Callable[[Book], Printed]] = {
    "合计元": lambda book: _total(book, lambda fen: f"{money.yuan_text(fen)}元"),
    "合计万元": lambda book: _total(book, lambda fen: f"{money.wan_text(fen)}万元"),
    "项目数量": lambda book: (str(len(book.projects)), book.column("number")),
    "自评得分": _info("score"),
    "单位名称": _info("unit"),
    "年度": _info("year"),
}
