"""Many cases in one test are each held, and each that differs is told."""

from __future__ import annotations

import pytest

from tests.many import each_is, many


def test_a_failure_names_every_case_that_differs_with_what_was_expected_and_found() -> None:
    """One that raises hides none behind it."""
    with pytest.raises(AssertionError) as failed:
        each_is([1, 2, 0, 4], lambda _: 3, lambda case: 6 // case)
    told = str(failed.value)
    assert told.startswith("3 of 4 differ:\n1\n  expected: 3\n  found: 6\n0\n  expected: 3\n  raised: Traceback")
    assert "ZeroDivisionError" in told
    assert "\n4\n  expected: 3\n  found: 1" in told


def test_every_case_is_in_a_list() -> None:
    """The last list may be shorter."""
    mark = many("cases", range(5), size=2).mark
    assert (mark.args, mark.kwargs) == (("cases", [range(2), range(2, 4), range(4, 5)]), {"ids": ["1-2", "3-4", "5-5"]})


def test_no_cases_are_no_test() -> None:
    """A file that is read empty fails, and so does a filter that leaves nothing."""
    with pytest.raises(ValueError, match="no lines to test"):
        many("lines", [])
    with pytest.raises(AssertionError):
        each_is([], str, str)
