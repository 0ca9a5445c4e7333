"""Whole nights in a process of their own: wall clock, processor time and the most memory of any process."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from pipeline.cli import SAMPLE
from pipeline.night.shift import Order, night_shift

HOME = SAMPLE.parents[1]
MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Measured:
    """One night as seen from outside; seconds, and MiB of the largest process."""

    workbooks: int
    wall: float
    processor: float
    main_memory: float
    worker_memory: float
    stages: dict[str, float]
    processor_stages: dict[str, float]
    unchanged: int

    @property
    def each(self) -> float:
        """Milliseconds of processor time for each workbook, everything included."""
        return self.processor * 1000 / max(1, self.workbooks)


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(pid: int, peaks: dict[str, float], stop: threading.Event) -> None:
    while not stop.wait(0.1):
        try:
            main = psutil.Process(pid)
            peaks["main"] = max(peaks["main"], main.memory_info().rss / MIB)
            for child in main.children(recursive=True):
                peaks["worker"] = max(peaks["worker"], child.memory_info().rss / MIB)
        except psutil.Error:
            continue


def measure(given: Path, output: Path, jobs: int) -> Measured:
    """Run one night and watch its processes."""
    command = [sys.executable, "-m", "tests.bench.nights", str(given), str(output), str(jobs)]
    used, started = _children_seconds(), time.perf_counter()
    process = subprocess.Popen(command, cwd=HOME, stdout=subprocess.PIPE)  # noqa: S603  (our own command)
    peaks, stop = {"main": 0.0, "worker": 0.0}, threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peaks, stop))
    watcher.start()
    said, _ = process.communicate()
    stop.set()
    watcher.join()
    wall, processor = time.perf_counter() - started, _children_seconds() - used
    told: dict[str, Any] = json.loads(said)
    return Measured(
        workbooks=told["workbooks"],
        wall=wall,
        processor=processor,
        main_memory=peaks["main"],
        worker_memory=peaks["worker"],
        stages=told["wall"],
        processor_stages=told["processor"],
        unchanged=told["unchanged"],
    )


def main() -> None:
    """Run one night and say how long its stages took."""
    given, output, jobs = sys.argv[1:]
    night = night_shift(Order(Path(given), Path(output), int(jobs)), lambda *_: None)
    told = {
        "workbooks": len(night.seen),
        "wall": night.wall,
        "processor": dict(night.processor),
        "unchanged": night.unchanged,
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
