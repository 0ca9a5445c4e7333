"""How much a test tries: a seeded slice in `make test`, everything in `make torture`."""

from __future__ import annotations

import os

FULL = os.environ.get("TORTURE") == "full"


def many(few: int, full: int) -> int:
    """Give the number of cases: `few` in every run, `full` where torture is asked for."""
    return full if FULL else few
