"""The index (总表): every workbook with results in the output folder, and where they are."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from pipeline.model.text import printable
from pipeline.outputs.result import Verdict

WEIGHT = (Verdict.UNREADABLE, Verdict.FAILED, Verdict.REMINDED, Verdict.PASSED)
LINKS = (("page", "校验结果"), ("report", "报告"), ("forms", "自评表"), ("handback", "批注工作簿"), ("json", "数据"))


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One workbook with results in `folder` below the output folder; files are named inside it, None where missing.

    `renamed`: this run has seen the same workbook under another name, so that it counts there.
    """

    folder: str
    workbook: str
    unit: str | None
    year: int | None
    verdict: Verdict
    critical: int
    warning: int
    info: int
    this_run: bool
    page: str | None = None
    report: str | None = None
    forms: str | None = None
    json: str | None = None
    handback: str | None = None
    shared: str | None = None
    sha256: str = ""
    renamed: bool = False

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """The files that are there: (address relative to the output folder, word)."""
        files = ((getattr(self, key), word) for key, word in LINKS)
        return tuple((address(self.folder, name), word) for name, word in files if name)


def address(*parts: str) -> str:
    """Write a relative address of a file, percent-encoded."""
    return "/".join(quote(printable(part), safe="/") for part in parts if part)


def in_order(entries: tuple[IndexEntry, ...]) -> tuple[IndexEntry, ...]:
    """Put this run's first, then what needs work first, then by folder."""
    return tuple(sorted(entries, key=lambda it: (not it.this_run, WEIGHT.index(it.verdict), it.folder, it.workbook)))


def counted(entries: tuple[IndexEntry, ...]) -> tuple[tuple[Verdict, int], ...]:
    """Count the workbooks of each verdict."""
    return tuple((verdict, sum(entry.verdict is verdict for entry in entries)) for verdict in WEIGHT)


def next_step(entries: tuple[IndexEntry, ...]) -> str:
    """Say what to do next."""
    verdicts = {entry.verdict for entry in entries}
    if not verdicts:
        return "请把工作簿放进输入文件夹，再运行一次。"
    if verdicts & {Verdict.UNREADABLE, Verdict.FAILED}:
        return "请先处理“无法读取”和“不通过”的：打开校验结果，按其中每一条改正，再运行一次。"
    if Verdict.REMINDED in verdicts:
        return "没有必须修改的问题。有提醒的，请打开校验结果逐条核对。"
    return "全部通过，没有需要修改的问题。"
