"""The console says how fast a run goes, and keeps a log readable."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from pipeline import console as screen
from pipeline.console import progress as pace


class Clock:
    """A clock that only the test moves."""

    def __init__(self) -> None:
        """Begin at noon."""
        self.now = 43_200.0

    def monotonic(self) -> float:
        """Tell the time."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Put the test's clock into the console."""
    clock = Clock()
    monkeypatch.setattr(pace, "time", clock)
    return clock


def test_a_log_gets_a_plain_line_now_and_then_with_rate_and_remaining_time(clock: Clock) -> None:
    """Not one a workbook, and no sign that moves the cursor."""
    said = io.StringIO()
    with screen.Patience(Console(file=said, width=80)) as progress:
        for number in range(1, 61):
            progress("读取核对", number * 10, 1000)
            clock.now += 0.5
    lines = said.getvalue().splitlines()
    assert lines == ["读取核对 210/1000（每秒 20.0 份，还要 40 秒）", "读取核对 410/1000（每秒 20.0 份，还要 30 秒）"]


@pytest.mark.parametrize("terminal", [True, False])
def test_that_a_run_has_to_wait_is_said_at_once(clock: Clock, *, terminal: bool) -> None:
    """It may take half an hour: nobody should think that nothing happens."""
    said = io.StringIO()
    with screen.Patience(Console(file=said, width=80, force_terminal=terminal)) as progress:
        progress("等待另一次运行结束", 0, 0)
        assert said.getvalue().splitlines()[0].startswith("等待另一次运行结束……")
        clock.now += 0.5


@pytest.mark.parametrize(("seconds", "words"), [(0, "0 秒"), (59, "59 秒"), (200, "3 分 20 秒"), (7500, "2 小时 5 分")])
def test_times_are_written_for_people(seconds: int, words: str) -> None:
    """Hours, minutes, seconds."""
    assert screen.duration(seconds) == words
