"""What the tests run of the program, told after `make coverage`: `python -m tests.covered` (line and branch alike)."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

LEAST = 98.0


def _coverage(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "coverage", *arguments], check=True)  # noqa: S603  (our own arguments)


def main() -> int:
    """Combine what all processes measured, show what was never run; 1 where lines or branches are below the target."""
    _coverage("combine", "--quiet")
    _coverage("report")
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "coverage.json"
        _coverage("json", "--quiet", "-o", str(told))
        totals = json.loads(told.read_text(encoding="utf-8"))["totals"]
    lines, branches = totals["percent_statements_covered"], totals["percent_branches_covered"]
    print(f"lines {lines:.2f} %, branches {branches:.2f} %, target {LEAST:.0f} %")  # noqa: T201  (its purpose)
    return int(min(lines, branches) < LEAST)


if __name__ == "__main__":
    sys.exit(main())
