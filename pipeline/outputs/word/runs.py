"""Runs (文字片段): printed text cut so that every number stands alone, with its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.mentions import find_mentions
from pipeline.outputs.document import Kind, Run, Runs

if TYPE_CHECKING:
    from pipeline.model.cells import Cell
    from pipeline.model.figures import Figure
    from pipeline.model.tokens import Piece

Stretch = tuple[int, int, Run]
_NUMBER = re.compile(r"\d+(?:[.,．]\d+)*")


def _paint(text: str, stretches: Iterable[Stretch]) -> Runs:
    """Cut a text by stretches; where two overlap, the later one wins."""
    plain = Run(text)
    owners: list[tuple[int, Run]] = [(0, plain)] * len(text)
    for start, end, run in stretches:
        start, end = max(start, 0), min(end, len(text))  # noqa: PLW2901  (a span beyond the text is cut to it)
        owners[start:end] = [(start + 1, run)] * max(end - start, 0)
    runs, at = [], 0
    for (_, run), group in groupby(owners):
        end = at + len(list(group))
        runs.append(Run(text[at:end], run.cells, run.kind, run.status))
        at = end
    return tuple(runs)


def _numbers(text: str, cells: tuple[Cell, ...]) -> list[Stretch]:
    """Stretches of numbers in digits, and of figures in Chinese numerals."""
    spelt = [(it.start, it.end) for it in find_mentions(text) if not _NUMBER.search(it.text)]
    digits = [match.span() for match in _NUMBER.finditer(text)]
    return [(*span, Run("", cells, Kind.NUMBER)) for span in (*spelt, *digits)]


def _tokens(pieces: Sequence[Piece]) -> list[Stretch]:
    stretches, at = [], 0
    for piece in pieces:
        if piece.token:
            stretches.append((at, at + len(piece.text), Run("", piece.cells, Kind.TOKEN)))
        at += len(piece.text)
    return stretches


def _figures(figures: Sequence[Figure], own: Cell, printed: dict[tuple[int, int], tuple[Cell, ...]]) -> list[Stretch]:
    """Stretches of the checker's figures; sources: those it was held against, else its token's, else its own cell."""
    return [
        (*figure.span, Run("", figure.source or printed.get(figure.span) or (own,), Kind.FIGURE, figure.status))
        for figure in figures
    ]


def numbered_text(text: str, *cells: Cell) -> Runs:
    """Cut a text that is printed as it stands in `cells`: its numbers become runs of their own."""
    return _paint(text, _numbers(text, cells))


def prose(pieces: Sequence[Piece], own: Cell, figures: Sequence[Figure]) -> Runs:
    """Cut the expanded text of cell `own`: figures first, then tokens, then whatever other number is in it."""
    text = "".join(piece.text for piece in pieces)
    tokens = _tokens(pieces)
    printed = {(start, end): run.cells for start, end, run in tokens}
    return _paint(text, [*_numbers(text, (own,)), *tokens, *_figures(figures, own, printed)])
