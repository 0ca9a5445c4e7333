"""One workbook: what a start and each stage cost."""

from __future__ import annotations

import gc
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook

from pipeline.checks.prose import read_prose
from pipeline.checks.run_checks import check
from pipeline.cli import SAMPLE
from pipeline.intake.load import load
from pipeline.night.batches import MOST
from pipeline.run import calm
from tests.bench.texts import TENFOLD, multiplied, tenfold, told_at_length
from tests.prose.offices import OFFICES, book_of
from tests.prose.score import SETS, first_run, precision_recall

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.model.book import Book

WORKBOOKS = MOST  # in one pool, as in a night
RUNS = 5
HOME = SAMPLE.parents[1]


def _wall(command: Sequence[str]) -> float:
    """Seconds of a whole process, median of several runs after a warm-up."""
    seconds = []
    for _ in range(RUNS + 1):
        started = time.perf_counter()
        subprocess.run([sys.executable, *command], cwd=HOME, check=True, capture_output=True)  # noqa: S603  (our own command)
        seconds.append(time.perf_counter() - started)
    return median(seconds[1:])


def _cpu_ms(work: Callable[[], object], count: int) -> float:
    """Milliseconds of processor time for each of `count` pieces of work, median of several runs, as a batch has it."""
    spent = []
    for _ in range(RUNS):
        gc.collect()
        with calm():
            started = time.process_time()
            work()
            spent.append((time.process_time() - started) * 1000 / count)
    return median(spent)


def _bare_read(data: bytes) -> None:
    workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    for name in workbook.sheet_names:
        workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _start_up() -> list[tuple[str, str, str]]:
    imports = _wall(["-c", "import pandas, great_expectations, docxtpl"])
    with tempfile.TemporaryDirectory() as folder:
        report = _wall(["-m", "pipeline", "report", "--input", str(SAMPLE), "--output", str(Path(folder))])
    return [
        ("import pandas, great_expectations, docxtpl", f"{imports:.2f} s", ""),
        ("warm make report of the sample", f"{report:.2f} s", f"imports + {report - imports:.2f} s (target + 1 s)"),
    ]


def _prose_ms(books: Sequence[Book]) -> float:
    """Milliseconds of the checks of text for each book: no two of them alike, none met before, as in a night."""
    spent = []
    for _ in range(RUNS):
        fresh = [replace(book) for book in books]  # without what a book remembers of itself
        with calm():
            started = time.process_time()
            for book in fresh:
                read_prose(book)
            spent.append((time.process_time() - started) * 1000 / len(fresh))
    return median(spent)


def _workbooks() -> list[tuple[str, str, str]]:
    data = SAMPLE.read_bytes()
    book = load(data, SAMPLE.name)[0]
    if book is None:
        message = "the sample workbook cannot be read"
        raise RuntimeError(message)
    bare = _cpu_ms(lambda: [_bare_read(data) for _ in range(WORKBOOKS)], WORKBOOKS)
    reading = _cpu_ms(lambda: [load(data, SAMPLE.name) for _ in range(WORKBOOKS)], WORKBOOKS)
    check([book])
    checking = _cpu_ms(lambda: check([book] * WORKBOOKS), WORKBOOKS)
    books = [multiplied(book, times) for times in range(1, WORKBOOKS + 1)]
    prose = _prose_ms(books)
    more = _prose_ms([tenfold(one) for one in books[:: 2 * TENFOLD]])
    long = _prose_ms([multiplied(told_at_length(book), times) for times in range(1, WORKBOOKS + 1)])
    offices = [book_of(office) for office in OFFICES]
    each = len(book.paragraphs) * len(offices) / sum(len(one.paragraphs) for one in offices)
    dense = _prose_ms(offices) * each
    return [
        ("bare calamine read, CPU per workbook", f"{bare:.2f} ms", "1 ×"),
        ("guard, read and parse", f"{reading:.2f} ms", f"{reading / bare:.2f} ×"),
        ("all checks, pooled", f"{checking:.2f} ms", f"{checking / bare:.2f} ×"),
        ("read and check together", f"{reading + checking:.2f} ms", f"{(reading + checking) / bare:.2f} ×"),
        ("of it the checks of text", f"{prose:.2f} ms", "target 2 ms"),
        ("  with ten times the paragraphs", f"{more:.2f} ms", f"{more / prose:.1f} × (target ≤ 10.5)"),
        ("  told at length, with a third of the figures", f"{long:.2f} ms", ""),
        (f"  of {len(offices)} offices, packed with figures, as many paragraphs", f"{dense:.2f} ms", ""),
    ]


def bare_ms(data: bytes) -> float:
    """Milliseconds of a bare calamine read of a workbook."""
    return _cpu_ms(lambda: [_bare_read(data) for _ in range(WORKBOOKS // 3)], WORKBOOKS // 3)


def single_rows() -> list[tuple[str, str, str]]:
    """Start-up, one workbook by stage, and how well the text is read."""
    precision, recall = precision_recall()
    scores = [("figures in prose: precision", f"{precision:.4f}", "≥ 0.98"), ("recall", f"{recall:.4f}", "≥ 0.98")]
    scores += [(f"  on {name}, when first met", first_run(name), "") for name in SETS if first_run(name)]
    return [*_start_up(), *_workbooks(), *scores]
