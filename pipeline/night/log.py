"""The night's log (夜间日志.txt): plain lines with times; no address, person or telephone number is told to it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from pipeline.model.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pipeline.night.core import Night

LOG = "夜间日志.txt"
OLDER = "夜间日志-较早.txt"
LARGEST = 1_000_000


def write_log(output: Path, lines: Iterable[str]) -> None:
    """Append lines, each with the time; a full log becomes the older one. A log that cannot be written is let be."""
    path = output / LOG
    stamp = f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}"
    clean = (printable(" ".join(line.split())) for line in lines)
    text = "".join(f"{stamp}  {line}\n" for line in clean)
    try:
        output.mkdir(parents=True, exist_ok=True)
        if path.is_file() and path.stat().st_size > LARGEST:
            path.replace(output / OLDER)
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError:
        return


def told(night: Night) -> list[str]:
    """Sum a night up for the log: counts, times, and whatever else there is to say."""
    verdicts = Counter(seen.verdict.value for seen in night.seen)
    counts = "，".join(f"{word} {number}" for word, number in sorted(verdicts.items()))
    times = "，".join(f"{stage} {seconds:.1f} 秒" for stage, seconds in night.wall.items())
    head = f"核对完成：共 {len(night.seen)} 份工作簿，其中 {night.unchanged} 份没有改动。"
    return [head, *([f"结论：{counts}。"] if counts else []), f"用时：{times}。", *night.words]
