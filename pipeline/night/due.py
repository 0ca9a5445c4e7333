"""Due (该不该跑): whether a whole run was made since the last time of day at which one should have begun."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from pipeline.night.history import HISTORY_FILE
from pipeline.night.store import read_one

if TYPE_CHECKING:
    from pathlib import Path

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")
_LAST = "SELECT max(started) FROM runs WHERE finished IS NOT NULL AND whole"


def clock(text: str) -> time | None:
    """Read a time of day, 2:00 or 02:00; None where it is none."""
    match = _CLOCK.fullmatch(text.strip())
    return time(int(match[1]), int(match[2])) if match else None


def last_run(output: Path) -> datetime | None:
    """When the last whole run that ended began; only reads."""
    started = read_one(output / HISTORY_FILE, _LAST)
    try:
        return datetime.fromisoformat(started).astimezone() if started else None
    except ValueError:
        return None


def done_since(output: Path, at: time, now: datetime) -> datetime | None:
    """Return the run that was made since `at` last struck; None where it was missed, or a wrong clock dated it."""
    struck = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    if struck > now:
        struck -= timedelta(days=1)
    last = last_run(output)
    return last if last is not None and struck <= last <= now + timedelta(days=1) else None
