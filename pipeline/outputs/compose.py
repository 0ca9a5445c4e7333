"""Composing (成文): the book and its figures become the document, paragraph by paragraph."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.model import money, tokens
from pipeline.model.tokens import Piece
from pipeline.outputs.document import HEADINGS, Document, Kind, Line, Passage, Run, Runs, Section
from pipeline.outputs.word.runs import numbered_text, prose

if TYPE_CHECKING:
    from pipeline.model.book import Book, Paragraph, Project
    from pipeline.model.cells import Cell
    from pipeline.model.figures import Figure
    from pipeline.model.policy import Policy

GOALS = "一（二）"
REPORT_NAME = "项目支出绩效报告（自评）"
_BREAK = re.compile(r"\r\n|[\r\n]")
FiguresAt = Mapping["Cell", Sequence["Figure"]]


def _heading(book: Book) -> Runs:
    """Take the 报告标题 as typed, else unit, year and limit in a row."""
    info = book.info
    if info.title:
        return numbered_text(info.title, book.info_cell("title"))
    parts: list[Run] = []
    if info.unit:
        parts += numbered_text(info.unit, book.info_cell("unit"))
    if info.year is not None:
        parts += (Run(str(info.year), (book.info_cell("year"),), Kind.NUMBER), Run("年"))
    if info.cap is not None:
        parts += (Run(money.limit_text(info.cap), (book.info_cell("cap"),), Kind.NUMBER), Run("以下"))
    return (*parts, Run(REPORT_NAME))


def _passage(book: Book, row: Paragraph, figures: FiguresAt, policy: Policy) -> Passage:
    own = book.cell(row, "text")
    expansion = tokens.expand(row.text or "", book, row.project, policy)
    return Passage(prose(expansion.pieces, own, figures.get(own, ())), own)


def _goal_text(name: str, goal: str) -> tuple[str, str]:
    """Words before the goal, and the goal: neither name nor the word 绩效目标 is said twice."""
    if not goal:
        return name, "，绩效目标未填写。"
    if name and goal.startswith(name):
        return "", goal
    return name, ("，" if goal.startswith(("绩效目标", "年度绩效目标")) else "，年度绩效目标：") + goal


def _goal_passage(book: Book, project: Project, figures: FiguresAt) -> Passage:
    """Compose the paragraph of a project that nobody wrote one for, from its 绩效目标."""
    own = book.cell(project, "goal")
    goal = project.goal or ""
    name, words = _goal_text(project.name or "", goal.strip())
    ending = "" if not words or words.rstrip("”’）》)")[-1:] in set("。！？；….!?;") else "。"
    lead = len(words) - len(goal.strip()) - (len(goal) - len(goal.lstrip()))
    found = figures.get(own, ()) if goal.strip() else ()
    shifted = [figure._replace(span=(figure.span[0] + lead, figure.span[1] + lead)) for figure in found]
    runs = numbered_text(name, book.cell(project, "name")) + prose((Piece(words + ending),), own, shifted)
    return Passage(runs, own)


def _written(book: Book, key: str, figures: FiguresAt, policy: Policy) -> Iterator[tuple[int | None, Cell, Passage]]:
    for row in book.paragraphs:
        if row.section == key and row.text is not None:
            yield row.project, book.cell(row, "project"), _passage(book, row, figures, policy)


def _unwritten(book: Book, figures: FiguresAt) -> Iterator[tuple[int | None, Cell, Passage]]:
    """Paragraphs for the projects without a row in 一（二）, by 序号; each an item, even where two share one."""
    written = {row.project for row in book.paragraphs if row.section == GOALS and row.text is not None}
    missing = [project for project in book.projects if project.number is None or project.number not in written]
    for project in sorted(missing, key=lambda it: (it.number is None, it.number or 0)):
        yield -project.row, book.cell(project, "number"), _goal_passage(book, project, figures)


def _trimmed(runs: Sequence[Run]) -> Runs:
    """Leave out the blanks typed before and behind a paragraph: they would add to its indent."""
    kept = list(runs)
    for edge, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while kept and kept[edge].kind is Kind.TEXT and not kept[edge].text.strip():
            kept.pop(edge)
        if kept and kept[edge].kind is Kind.TEXT:
            kept[edge] = replace(kept[edge], text=strip(kept[edge].text))
    return tuple(kept)


def _paragraphs(passage: Passage) -> list[Passage]:
    """Print each line of a cell (Alt+Enter) as a paragraph of its own, indented like the others."""
    lines: list[list[Run]] = [[]]
    for run in passage.runs:
        first, *others = _BREAK.split(run.text) if run.kind is Kind.TEXT else [run.text]
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=words)] for words in others]
    printed = [replace(passage, runs=runs) for line in lines if (runs := _trimmed(line))]
    return printed or [replace(passage, runs=())]


def _numbered(rows: Iterator[tuple[int | None, Cell, Passage]]) -> Iterator[Passage]:
    """Count the items of a section: rows of one project that follow each other are one item."""
    count, before = 0, None
    for project, cell, passage in rows:
        first, *others = _paragraphs(passage)
        if project is not None and project != before:
            count += 1
            number = Run(f"{count}.", (cell,), Kind.ITEM)
            first = Passage((number, *first.runs), first.cell, count)
        yield from (first, *others)
        before = project


def _section(book: Book, key: str, figures: FiguresAt, policy: Policy) -> Iterator[Passage]:
    def rows() -> Iterator[tuple[int | None, Cell, Passage]]:
        yield from _written(book, key, figures, policy)
        if key == GOALS:
            yield from _unwritten(book, figures)

    return _numbered(rows())


def _amount(fen: int | None, *cells: Cell) -> Runs:
    return () if fen is None else (Run(money.yuan_text(fen), cells, Kind.NUMBER),)


def _line(book: Book, project: Project) -> Line:
    number = "" if project.number is None else str(project.number)
    return Line(
        numbered_text(number, book.cell(project, "number")),
        numbered_text(project.name or "", book.cell(project, "name")),
        _amount(project.spent, book.cell(project, "spent")),
    )


def _total(book: Book) -> Runs:
    """Take the 合计 as typed; computed where that row is missing."""
    if book.total and book.total.spent is not None:
        return _amount(book.total.spent, book.cell(book.total, "spent"))
    spent = [project.spent for project in book.projects if project.spent is not None]
    whole = len(spent) == len(book.projects)
    return _amount(sum(spent) if whole else None, *(book.cell(project, "spent") for project in book.projects))


def compose(book: Book, figures: Sequence[Figure], policy: Policy) -> Document:
    """Compose the document of a book; rows without a readable 章节 or 正文 are left out (both are 必填)."""
    by_cell: dict[Cell, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_cell[figure.where].append(figure)
    label = book.info.label
    return Document(
        heading=_heading(book),
        label=numbered_text(label, book.info_cell("label")) if label else (),
        unit=book.info.unit or "",
        year=book.info.year,
        filled_on=book.info.filled_on,
        sections=tuple(
            Section(key, headings, tuple(_section(book, key, by_cell, policy))) for key, headings in HEADINGS
        ),
        lines=tuple(_line(book, project) for project in book.projects),
        total=_total(book),
        sheets={place.sheet: key for key, place in book.places.items()},
    )
