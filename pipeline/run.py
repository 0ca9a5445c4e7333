"""The run (一次处理): the only place that knows the order of the stages, from input folder to output folder."""

from __future__ import annotations

import gc
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.checks.run_checks import crashed
from pipeline.intake.apart import Apart
from pipeline.intake.load import load
from pipeline.intake.sources import PAUSE, Source, fetch, find_sources, is_fresh, unsettled
from pipeline.outputs import files
from pipeline.outputs.index import write_index
from pipeline.outputs.lock import alone
from pipeline.outputs.names import choose_folders
from pipeline.outputs.rescue import deliver_or_tell
from pipeline.outputs.result import Result, make_result

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.model.book import Book
    from pipeline.model.findings import Finding
    from pipeline.outputs.deliver import Delivered, Wish

    Progress = Callable[[str, int, int], None]
    Read = Callable[[bytes, str], tuple[Book | None, list[Finding]]]


@dataclass(frozen=True, slots=True)
class Loaded:
    """One source after reading: its bytes (None where it could not be opened), its book and what reading found."""

    source: Source
    data: bytes | None
    book: Book | None
    findings: tuple[Finding, ...]

    @property
    def sha256(self) -> str:
        """Hash of the bytes; of nothing where there are none."""
        return hashlib.sha256(self.data or b"").hexdigest()


def load_source(source: Source, read: Read = load) -> Loaded:
    """Open and read one source; whatever is wrong with it, or with us over it, is a finding."""
    data = fetch(source)
    if not isinstance(data, bytes):
        return Loaded(source, None, None, (data,))
    try:
        book, findings = read(data, source.name)
    except Exception as error:  # noqa: BLE001  (our own fault of any kind costs this workbook only)
        return Loaded(source, None, None, (crashed("读取", error),))
    return Loaded(source, data, book, tuple(findings))


def _once_more(item: Loaded, read: Read) -> Loaded:
    """Read a file again that made no sense, where it is another one by now."""
    if fetch(item.source) == item.data:
        return item
    again = load_source(item.source, read)
    return again if again.book else Loaded(item.source, None, None, (unsettled(item.source),))


def settled(loaded: Sequence[Loaded], read: Read = load) -> list[Loaded]:
    """Look once more at what made no sense and was changed just now: what is still being copied is not damaged."""
    doubtful = {
        item.source.name for item in loaded if item.data is not None and not item.book and is_fresh(item.source)
    }
    if doubtful:
        time.sleep(PAUSE)
    return [_once_more(item, read) if item.source.name in doubtful else item for item in loaded]


def check_all(loaded: Sequence[Loaded]) -> list[Result]:
    """Check what was read, pooled; one result a source, in the same order."""
    from pipeline.checks.run_checks import check  # noqa: PLC0415  (pandas and the expectations engine load here)

    books = [(item.book, item.findings) for item in loaded if item.book is not None]
    verdicts = iter(check([book for book, _ in books], [findings for _, findings in books]))
    results = []
    for item in loaded:
        verdict = next(verdicts) if item.book else None
        findings = verdict.findings if verdict else item.findings
        figures = verdict.figures if verdict else ()
        results.append(make_result(item.source.name, item.sha256, item.book, findings, figures))
    return results


@contextmanager
def calm() -> Iterator[None]:
    """Keep the collector of cycles from walking again and again over libraries and pools that only grow."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def run(given: Path, output: Path, wish: Wish | None, progress: Progress, last: Path | None = None) -> list[Delivered]:
    """Check every workbook below `given` and write its files below `output`, reports only where they are wished for.

    `last`: last year's workbooks, to be compared with. One run at a time in an output folder. OSError where the output
    cannot be written; SettingFault, before anything is read, where a template, suite or the policy cannot be used.
    """
    if wish:
        from pipeline.outputs.preflight import check_templates  # noqa: PLC0415  (Word libraries are heavy)

        check_templates()
    with alone(output, lambda: progress("等待另一次运行结束", 0, 0)):
        return _run(given, output, wish, progress, last)


def _beside(loaded: Sequence[Loaded], last: Path, output: Path, apart: Apart) -> list[Loaded]:
    """Give every book last year's of the same unit, where it is there."""
    from pipeline.rollover.last_year import beside, remembered  # noqa: PLC0415  (only where last year is given)

    lasts = remembered(last, output, apart.load)
    return [replace(item, book=beside(item.book, lasts)) if item.book else item for item in loaded]


def _run(given: Path, output: Path, wish: Wish | None, progress: Progress, last: Path | None) -> list[Delivered]:
    files.clean(output)
    sources = find_sources(given, output)
    loaded = []
    with calm(), Apart() as apart:
        for number, source in enumerate(sources, start=1):
            progress("读取", number, len(sources))
            loaded.append(load_source(source, apart.load))
        loaded = settled(loaded, apart.load)
        loaded = _beside(loaded, last, output, apart) if last else loaded
        results = check_all(loaded)
    gc.freeze()  # the libraries stay to the end: no later pass of the collector has to look at them
    delivered = []
    for number, (item, result, folder) in enumerate(
        zip(loaded, results, choose_folders(results, output), strict=True), start=1
    ):
        progress("写出", number, len(sources))
        delivered.append(deliver_or_tell(result, item.data, folder, item.source.path, wish))
    write_index(output, delivered)
    return delivered
