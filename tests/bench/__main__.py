"""What the program costs, as ratios within one run: `make bench`, `make bench ARGS="--workbooks 10000"`."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from tests.bench.nights import Measured, measure
from tests.bench.obvious import obvious
from tests.bench.single import bare_ms, single_rows
from tests.bench.workbooks import large_workbook, lay_out

if TYPE_CHECKING:
    from collections.abc import Sequence

OBVIOUS = 5
Row = tuple[str, str, str]


def _show(console: Console, title: str, rows: Sequence[Row]) -> None:
    table = Table("what", "measured", "ratio or target", title=title, title_justify="left")
    for row in rows:
        table.add_row(*row)
    console.print(table)


def _stage_rows(night: Measured) -> list[Row]:
    rows = [(f"  {stage}, wall", f"{seconds:.1f} s", "") for stage, seconds in night.stages.items()]
    for stage, seconds in night.processor_stages.items():
        rows.append((f"  {stage}, CPU per workbook", f"{seconds * 1000 / night.workbooks:.2f} ms", ""))
    return rows


def _whole(site: Path, count: int) -> list[Row]:
    """One night over `count` workbooks on two processes, one on one process, and one without changes."""
    given = lay_out(site / "in", count)
    two = measure(given, site / "two", 2)
    still = measure(given, site / "two", 2)
    one = measure(given, site / "one", 1)
    return [
        (f"{count} workbooks, 2 processes", f"{two.wall:.1f} s", f"{count / two.wall:.0f} a second"),
        *_stage_rows(two),
        ("the same on 1 process", f"{one.wall:.1f} s", f"speed-up {one.wall / two.wall:.2f} (target ≥ 1.8)"),
        ("the same unchanged", f"{still.wall:.2f} s", f"{still.wall / two.wall:.1%} (target ≤ 5 %)"),
        ("  of them kept", f"{still.unchanged}", ""),
    ]


def _growth(site: Path, sizes: Sequence[int]) -> list[Row]:
    """Nights of growing size: memory flat, time linear, and what a sound workbook costs."""
    nights = [measure(lay_out(site / f"in{size}", size, faults=False), site / f"out{size}", 2) for size in sizes]
    rows = [
        (
            f"{night.workbooks} sound workbooks: largest worker, main process",
            f"{night.worker_memory:.0f}, {night.main_memory:.0f} MiB",
            f"{night.wall:.1f} s, {night.each:.1f} ms CPU each (target ≤ 1024 MiB, flat)",
        )
        for night in nights
    ]
    first, last = nights[0], nights[-1]
    rows.append(
        (
            f"{last.workbooks / first.workbooks:.0f} × the workbooks",
            f"{last.wall / first.wall:.2f} × the time",
            f"target ≤ {1.05 * last.workbooks / first.workbooks:.1f}",
        )
    )
    marginal = (last.processor - first.processor) * 1000 / (last.workbooks - first.workbooks)
    return rows + _against(site / f"in{sizes[0]}", marginal, last.each)


def _against(folder: Path, marginal: float, each: float) -> list[Row]:
    """Hold what one more sound workbook costs against a bare read and against the obvious program."""
    files = sorted(folder.rglob("*.xlsx"))[: OBVIOUS + 1]
    bare = bare_ms(files[0].read_bytes())
    obvious(files.pop(0))
    started = time.process_time()
    for path in files:
        obvious(path)
    plain = (time.process_time() - started) * 1000 / len(files)
    return [
        ("bare calamine read", f"{bare:.2f} ms", "1 ×"),
        ("one more sound workbook in a night, all CPU", f"{marginal:.2f} ms", f"{marginal / bare:.2f} × (target ≤ 3)"),
        ("the same with the start of the processes", f"{each:.2f} ms", f"{each / bare:.2f} ×"),
        ("the obvious program", f"{plain:.0f} ms", f"{plain / marginal:.0f} × ours (target ≥ 25)"),
    ]


def _large(site: Path, sizes: Sequence[tuple[int, int]]) -> list[Row]:
    """One workbook with very many rows, and one with a tenth of them."""
    rows: list[Row] = []
    seconds: list[float] = []
    for projects, payments in sizes:
        given = site / f"large{projects}"
        given.mkdir()
        large_workbook(given / "大.xlsx", projects, payments)
        night = measure(given, site / f"out-large{projects}", 1)
        seconds.append(night.processor)
        name = f"one workbook, {projects} projects, {payments} payments"
        rows.append((name, f"{night.processor:.1f} s CPU, {night.worker_memory:.0f} MiB", ""))
    rows.append(("  growth for 10 × the rows", f"{seconds[-1] / seconds[0]:.1f} ×", "target ≤ 10.5"))
    return rows


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workbooks", type=int, default=1000)
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 500, 2000])
    parser.add_argument("--only", choices=["single", "whole", "growth", "large"])
    asked = parser.parse_args()
    console = Console(width=140)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        site = Path(folder)
        parts = {
            "single": single_rows,
            "whole": lambda: _whole(site, asked.workbooks),
            "growth": lambda: _growth(site, asked.sizes),
            "large": lambda: _large(site, [(500, 10_000), (5_000, 100_000)]),
        }
        for name, part in parts.items():
            if asked.only in {None, name}:
                _show(console, name, part())


if __name__ == "__main__":
    main()
