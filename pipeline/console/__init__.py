"""The console (屏幕): what a run says to staff while it works and when it is done, in Chinese."""

from pipeline.console.progress import Patience, duration
from pipeline.console.screen import (
    MOST_ROWS,
    Line,
    delivered_lines,
    make_console,
    next_step,
    night_lines,
    show_outcomes,
    show_results,
)

__all__ = [
    "MOST_ROWS",
    "Line",
    "Patience",
    "delivered_lines",
    "duration",
    "make_console",
    "next_step",
    "night_lines",
    "show_outcomes",
    "show_results",
]
