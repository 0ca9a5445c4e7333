"""Sources (依据): the cells a figure of the text can be held against, and the figures that are bound to them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.compare import Exact
    from pipeline.checks.prose.reading.document import Passage, Prose
    from pipeline.checks.prose.reading.mentions import Mention
    from pipeline.model.book import Book, Project
    from pipeline.model.cells import Cell


class Source(NamedTuple):
    """What a figure should say: an exact value, the cells that hold it and its name in Chinese."""

    exact: Exact
    cells: tuple[Cell, ...]
    title: str


class Bound(NamedTuple):
    """A figure that the sentence binds: it must say one of `sources`."""

    mention: Mention
    passage: Passage
    sources: tuple[Source, ...]
    project: Project | None = None
    how: str = ""


def info_source(book: Book, key: str, title: str) -> Source | None:
    """Give what 基本信息 declares under a label; nothing where it is blank."""
    value = getattr(book.info, key)
    return None if value is None else Source(value, (book.info_cell(key),), title)


def money_sources(prose: Prose, project: Project, *columns: str) -> tuple[Source, ...]:
    """Give the amounts of a project in these columns; blank ones are left out."""
    titles = {"spent": "支出", "budget": "全年预算", "initial": "年初预算"}
    values = ((column, getattr(project, column)) for column in columns)
    return tuple(
        Source(value, (prose.book.cell(project, column),), f"“{project.name}”的{titles[column]}")
        for column, value in values
        if value is not None
    )


def held_amounts(prose: Prose, project: Project, *columns: str) -> tuple[Source, ...]:
    """Give the amounts that a figure may say; none where one is missing or unread: that may be the one it says."""
    if prose.book.spending_only:
        return money_sources(prose, project, *(column for column in columns if column == "spent"))
    unknown = (column for column in columns if getattr(project, column) is None)
    if any(column != "initial" or prose.book.cell(project, column) in prose.book.unread for column in unknown):
        return ()
    return money_sources(prose, project, *columns)


def rate_sources(prose: Prose, project: Project) -> tuple[Source, ...]:
    """Give the execution rate of a project in percent; nothing without a budget."""
    if project.spent is None:
        return ()
    return tuple(
        Source(
            Fraction(100 * project.spent, whole),
            (prose.book.cell(project, "spent"), prose.book.cell(project, column)),
            f"“{project.name}”的执行率",
        )
        for column, whole in (("budget", project.budget),)
        if whole
    )
