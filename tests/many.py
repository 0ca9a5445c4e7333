"""Many cases in one test, where pytest's own work for a test costs more than the case; a failure still tells each."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, TypeVar

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Case = TypeVar("Case")


def many(name: str, cases: Sequence[object], size: int = 100) -> pytest.MarkDecorator:
    """Give a test its cases in lists of this size, each called by the numbers of its first and last: `[1-100]`."""
    if not cases:
        message = f"no {name} to test"
        raise ValueError(message)
    starts = range(0, len(cases), size)
    ids = [f"{start + 1}-{min(start + size, len(cases))}" for start in starts]
    return pytest.mark.parametrize(name, [cases[start : start + size] for start in starts], ids=ids)


def each_is(cases: Sequence[Case], expected: Callable[[Case], object], found: Callable[[Case], object]) -> None:
    """Hold each case against what is expected of it; a failure names all that differ, with both."""
    assert cases
    differing = [told for case in cases if (told := _difference(case, expected(case), found))]
    message = "\n".join([f"{len(differing)} of {len(cases)} differ:", *differing])
    assert not differing, message


def _difference(case: Case, expected: object, found: Callable[[Case], object]) -> str:
    """Tell how a case differs; nothing if it does not. One that raises hides none behind it."""
    try:
        came = found(case)
    except Exception:  # noqa: BLE001  (told among the others, whatever it is)
        return f"{case}\n  expected: {expected}\n  raised: {traceback.format_exc()}"
    return "" if came == expected else f"{case}\n  expected: {expected}\n  found: {came}"
