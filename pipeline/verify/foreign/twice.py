"""Listed twice (前后两表): two tables of a foreign report that list the same projects, held against each other."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model.money import yuan_text
from pipeline.verify.comparing.numbers import key_of
from pipeline.verify.foreign.listing import bare
from pipeline.verify.remarks import Remark
from pipeline.verify.rules import TABLES_DIFFER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.verify.foreign.listing import Listing
    from pipeline.verify.reading.text import Text

_FEWEST, _AGREEING = 3, 3  # projects listed in both, and how many times more of them agree than differ
_MOST_TABLES = 12


class _Said(NamedTuple):
    fen: int
    text: Text


def _column(listing: Listing, at: int) -> dict[str, _Said]:
    """Give what a column says of each project that is listed once, by its name."""
    found: dict[str, _Said] = {}
    twice: set[str] = set()
    for row in listing.entries:
        name, fen, text = key_of(listing.name(row)), listing.fen(row, at), row.cells.get(at)
        twice |= {name} & found.keys()
        if name and fen is not None and text is not None:
            found[name] = _Said(fen, text)
    return {name: said for name, said in found.items() if name not in twice}


def _differing(first: dict[str, _Said], second: dict[str, _Said], slack: Decimal) -> list[tuple[str, _Said, _Said]]:
    """Projects of which two columns say different amounts, where they agree on most others."""
    both = [(name, first[name], second[name]) for name in first if name in second]
    off = [it for it in both if abs(it[1].fen - it[2].fen) > slack]
    return off if len(both) >= _FEWEST and len(off) * (_AGREEING + 1) <= len(both) else []


def hold_twice(listings: Sequence[Listing]) -> Iterator[Remark]:
    """Hold tables against each other, column by column of one heading, where they list the same projects."""
    known = [it for it in listings if it.scale][:_MOST_TABLES]
    for first, second in combinations(known, 2):
        heads = {bare(words): at for at, words in first.amounts.items()}
        for at, words in second.amounts.items():
            other = heads.get(bare(words))
            if other is None:
                continue
            slack = first.half(other) + second.half(at)
            for name, before, after in _differing(_column(first, other), _column(second, at), slack):
                yield _remark(name, bare(words), before, after)


def _remark(name: str, words: str, before: _Said, after: _Said) -> Remark:
    found, expected = f"{yuan_text(after.fen)} 元", f"{yuan_text(before.fen)} 元"
    message = f"“{name}”的{words}在这里是 {found}，在{before.text.where}是 {expected}。"
    finding = TABLES_DIFFER.at(found=found, expected=expected, message=message)
    return Remark(finding, after.text.where)
