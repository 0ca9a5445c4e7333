"""Paragraphs (报告正文) for the next year: what stands stays, figures become tokens of their cells, or blanks."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.habits import is_habit
from pipeline.intake.blank.extras import Tone
from pipeline.model.policy import policy
from pipeline.model.tokens import expand
from pipeline.rollover.tokens_for import stands, token_for
from pipeline.rollover.wording import Cut, Renewed, blanked, cut, dates, renew_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.model.book import Book, Paragraph
    from pipeline.model.cells import Cell
    from pipeline.model.figures import Figure
    from pipeline.model.tokens import Piece
    from pipeline.rollover.draft import Draft

STANDING = frozenset({"一（一）", "二", "四.4", "六"})  # the others tell what was done in the year
_OF_A_YEAR = re.compile("结转|结余|[上去今本当]年(?!度?预算)|年[初中底末]|追加|调[整剂增减]")  # so do these words


def _tokens(pieces: Sequence[Piece]) -> Iterator[Cut]:
    """Keep every token as typed."""
    place = 0
    for piece in pieces:
        if piece.token:
            yield Cut(place, place + len(piece.text), piece.token)
        place += len(piece.text)


def _named(text: str, book: Book, own: int | None) -> Iterator[Cut]:
    """Let names that bear last year's number be printed from the list."""
    for number, project in book.by_number.items():
        for word, name in (("预算项目", project.name), ("简称", project.short)):
            if not name or not renew_name(name, book.info.year).open:
                continue
            token = f"{{{word}}}" if number == own else f"{{项目{number}.{word}}}"
            place = text.find(name)
            while place >= 0:
                yield Cut(place, place + len(name), token)
                place = text.find(name, place + len(name))


def _figures(text: str, row: Paragraph, figures: Sequence[Figure], book: Book) -> Iterator[Cut]:
    """Turn figures into tokens where a cell gives them; limits that stand stay, all others are blanked."""
    for figure in figures:
        if stands(figure, book) or is_habit(text, figure.span[0], figure.text):
            yield Cut(*figure.span, figure.text)
        else:
            yield Cut(*figure.span, token_for(figure, text, book, row.project, policy()) or blanked(figure.text))


def renewed(row: Paragraph, book: Book, figures: Sequence[Figure]) -> Renewed:
    """Write a paragraph for the new year."""
    expansion = expand(row.text or "", book, row.project, policy())
    text = expansion.text
    return cut(
        text,
        _tokens(expansion.pieces),
        _named(text, book, row.project),
        _figures(text, row, figures, book),
        dates(text, book.info.year, "{年度}"),
    )


def _carry(row: Paragraph, new: Renewed, draft: Draft) -> None:
    at = draft.add("paragraphs", {"section": row.section, "project": row.project, "text": new.text})
    if new.open:
        draft.mark(
            "paragraphs",
            at,
            "text",
            Tone.FILL,
            f"上年的数字和日期已经去掉：{'、'.join(new.lost)}。上年原文：{row.text}",
        )
    elif row.section not in STANDING or _OF_A_YEAR.search(row.text or ""):
        draft.mark("paragraphs", at, "text", Tone.LOOK, "这一段沿用了上年的文字，请核对今年是否仍然如此。")


def carry_paragraphs(book: Book, figures: Sequence[Figure], draft: Draft) -> None:
    """Carry every paragraph; `figures` is what the checker read in the book's texts."""
    by_cell: dict[Cell, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_cell[figure.where].append(figure)
    found: Mapping[Cell, Sequence[Figure]] = by_cell
    for row in book.paragraphs:
        if row.text:
            _carry(row, renewed(row, book, found.get(book.cell(row, "text"), ())), draft)
