"""What is added up (所加的行): the rows of a table that a 小计 or 合计 among them may stand for, in one column."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.checks.facts import folded

if TYPE_CHECKING:
    from pipeline.checks.facts import BookFacts
    from pipeline.model.book import SumRow

_SUM = re.compile(r"(?:本年度?|全年|年度)*(?:小计|合计|总合计|总计|共计|累计|年度资金总额)(?:数|金额)?(?:\(.*\))?:?$")
_WHOLE = re.compile(r"(?<!小)(?:合计|总计|共计)|资金总额")
_RUNNING = re.compile("累计")
_ALIKE: Mapping[str, Callable[[Any], object]] = {
    "projects": lambda row: (row.department, row.funding),
    "indicators": lambda row: row.project,
    "parts": lambda row: row.project,
    "payments": lambda row: row.project,
}


def _month(row: Any) -> object:  # noqa: ANN401  (each table has its own rows)
    day = getattr(row, "paid_on", None)
    return day and day.month


class Added(NamedTuple):
    """Rows that are added up, by their places in the table: what they come to, in fen or points."""

    rows: Sequence[int]
    summed: Any
    known: bool


class Column:
    """One column of a table: its rows in order, their amounts running up, and what is not known of them."""

    def __init__(self, facts: BookFacts, table: str, key: str, sums: Sequence[SumRow]) -> None:
        """Add the column up once, so that any stretch of rows is one subtraction."""
        self.facts, self.table, self.key, self.sums = facts, table, key, sums
        self.rows: Sequence[Any] = getattr(facts.book, table)
        self.places = [row.row for row in self.rows]
        self._running = list(accumulate((getattr(row, key) or 0 for row in self.rows), initial=0))
        self._unknown = list(accumulate(map(self._is_unknown, self.rows), initial=0))
        self._starts = [self._alike(_ALIKE[table]), self._alike(_month)]

    def _is_unknown(self, row: Any) -> bool:  # noqa: ANN401  (each table has its own rows)
        blank = getattr(row, self.key) is None
        may_be_blank = self.key == "initial" or self.table == "parts"
        return (blank and not may_be_blank) or self.facts.unread(row, self.key)

    def _alike(self, key: Callable[[Any], object]) -> list[int]:
        """Say of each row where the run of rows like it begins."""
        starts: list[int] = []
        before = None
        for place, told in enumerate(map(key, self.rows)):
            starts.append(starts[-1] if place and told == before else place)
            before = told
        return starts

    @property
    def whole(self) -> Any:  # noqa: ANN401  (fen or points)
        """What all rows come to."""
        return self._running[-1]

    @cached_property
    def _ends(self) -> list[tuple[int, int]]:
        """Say of each sum where the rows begin that follow the last sum before it, and the last 合计."""
        last = last_whole = 0
        ends = []
        for one in self.sums:
            ends.append((last, last_whole))
            if not _RUNNING.search(one.word):
                last = bisect_left(self.places, one.row)
                last_whole = last if _WHOLE.search(one.word) else last_whole
        return ends

    def _stretches(self, at: int) -> Iterator[tuple[int, int]]:
        one, here = self.sums[at], bisect_left(self.places, self.sums[at].row)
        whole = _WHOLE.search(one.word) is not None
        start = self._ends[at][whole]
        yield start, here
        if whole or _RUNNING.search(one.word):
            yield 0, here
            yield 0, len(self.rows)
        if here:
            yield from ((max(start, starts[here - 1]), here) for starts in self._starts)
        after = self.sums[at + 1].row if at + 1 < len(self.sums) else self.places[-1] + 1
        yield here, bisect_left(self.places, after)

    def readings(self, at: int) -> Iterator[Added]:
        """Give the rows that a sum may stand for: those it names, then the stretches of rows, the likeliest first."""
        named = self._named(self.sums[at])
        if named:
            yield named
        for first, last in self._stretches(at):
            if first < last:
                summed = self._running[last] - self._running[first]
                yield Added(range(first, last), summed, self._unknown[last] == self._unknown[first])

    def _named(self, one: SumRow) -> Added | None:
        """Return the rows that a sum names: by its project's number, or by what stands before 小计."""
        label = _SUM.sub("", one.word)
        return self._groups.get(one.project if one.project is not None else label or None)

    @cached_property
    def _groups(self) -> Mapping[object, Added]:
        """The rows by 项目序号, and by the names of project, 资金类别, 主管部门 and 资金来源."""
        called: dict[int | None, set[str]] = defaultdict(set)
        for one in self.facts.book.projects:
            called[one.number] |= {folded(one.name), folded(one.short)}
        groups: dict[object, list[int]] = defaultdict(list)
        for place, row in enumerate(self.rows):
            number = getattr(row, "project", None)
            own = {folded(getattr(row, key, None)) for key in ("category", "department", "funding")}
            for key in {number, *own, *(called[number] if number is not None else ())} - {None, ""}:
                groups[key].append(place)
        return {key: self._added(places) for key, places in groups.items()}

    def _added(self, rows: Sequence[int]) -> Added:
        known = all(self._unknown[row + 1] == self._unknown[row] for row in rows)
        return Added(rows, sum(getattr(self.rows[row], self.key) or 0 for row in rows), known)
