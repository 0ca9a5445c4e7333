"""Alignment (对齐): which items of one sequence stand in another, in order; bounded on hostile input."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

Pair = tuple[int, int]
_GRAMS = (8, 4, 2, 1)  # lengths of the unique stretches that serve as fixed points, longest first
_TABLE = 10_000  # cells of the largest table filled to align what has no fixed point
_DEEPEST = 60


class _Range(NamedTuple):
    """A stretch of either sequence still to be aligned; `depth` bounds the descent."""

    a: int
    a_end: int
    b: int
    b_end: int
    depth: int = 0


def _unique(items: Sequence[Hashable], start: int, end: int, size: int) -> dict[Hashable, int]:
    """Places of the stretches of `size` items that occur once."""
    places: dict[Hashable, int] = {}
    for at in range(start, end - size + 1):
        gram = items[at : at + size] if isinstance(items, str) else tuple(items[at : at + size])
        places[gram] = -1 if gram in places else at
    return places


def longest_rise(values: Sequence[int]) -> list[int]:
    """Indexes of a longest rising subsequence."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        at = bisect_left(tops, value)
        before.append(ends[at - 1] if at else -1)
        tops[at : at + 1] = [value]
        ends[at : at + 1] = [index]
    chain, index = [], ends[-1] if ends else -1
    while index >= 0:
        chain.append(index)
        index = before[index]
    return chain[::-1]


def _fixed(a: Sequence[Hashable], b: Sequence[Hashable], part: _Range) -> list[Pair]:
    """Places that are the same beyond doubt: stretches that occur once on either side, in one order."""
    for size in _GRAMS:
        if size > min(part.a_end - part.a, part.b_end - part.b):
            continue
        in_a, in_b = (_unique(a, part.a, part.a_end, size), _unique(b, part.b, part.b_end, size))
        common = sorted((at, in_b[gram]) for gram, at in in_a.items() if at >= 0 and in_b.get(gram, -1) >= 0)
        if common:
            return [common[index] for index in longest_rise([pair[1] for pair in common])]
    return []


def _by_table(a: Sequence[Hashable], b: Sequence[Hashable], part: _Range) -> Iterator[Pair]:
    """Longest common subsequence of two short stretches."""
    left, right = a[part.a : part.a_end], b[part.b : part.b_end]
    best = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        row, below = best[i], best[i + 1]
        for j in range(len(right) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if left[i] == right[j] else max(below[j], row[j + 1])
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] == right[j]:
            yield part.a + i, part.b + j
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1


def _trim(a: Sequence[Hashable], b: Sequence[Hashable], part: _Range, pairs: list[Pair]) -> _Range:
    """Take what begins and ends alike."""
    start, end, b_start, b_end, depth = part
    while start < end and b_start < b_end and a[start] == b[b_start]:
        pairs.append((start, b_start))
        start, b_start = start + 1, b_start + 1
    while start < end and b_start < b_end and a[end - 1] == b[b_end - 1]:
        end, b_end = end - 1, b_end - 1
        pairs.append((end, b_end))
    return _Range(start, end, b_start, b_end, depth)


def align(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[Pair]:
    """Pair equal items in order; near-linear: what finds no fixed point and is too long stays unpaired."""
    pairs: list[Pair] = []
    open_parts = [_Range(0, len(a), 0, len(b))]
    while open_parts:
        part = _trim(a, b, open_parts.pop(), pairs)
        size = (part.a_end - part.a) * (part.b_end - part.b)
        if not size:
            continue
        fixed = _fixed(a, b, part) if part.depth < _DEEPEST else []
        if fixed:
            open_parts += _between(part, fixed)
            pairs += fixed
        elif size <= _TABLE:
            pairs += _by_table(a, b, part)
    return sorted(pairs)


def _between(part: _Range, fixed: Sequence[Pair]) -> Iterator[_Range]:
    """Stretches before, between and behind fixed places."""
    a, b = part.a, part.b
    for a_at, b_at in (*fixed, (part.a_end, part.b_end)):
        if a_at > a or b_at > b:
            yield _Range(a, a_at, b, b_at, part.depth + 1)
        a, b = a_at + 1, b_at + 1


def gaps(pairs: Sequence[Pair], a_length: int, b_length: int) -> Iterator[tuple[slice, slice]]:
    """Stretches that found no partner on either side."""
    a = b = 0
    for a_at, b_at in (*pairs, (a_length, b_length)):
        if a_at > a or b_at > b:
            yield slice(a, a_at), slice(b, b_at)
        a, b = a_at + 1, b_at + 1
