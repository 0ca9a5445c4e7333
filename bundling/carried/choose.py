"""Choosing (选择): what a task is about. Files lie in a folder named for the task, a person types a number."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from .facts import ROOT, say

LAST, EDITED, INPUT = "上年", "待核对", "input"
FORMS = "项目支出绩效自评表"
NIGHT = {
    "现在核对一遍": ("night",),
    "设好每天凌晨 2 点自动核对": ("schedule",),
    "查看设了什么": ("schedule", "--show"),
    "取消自动核对": ("schedule", "--remove"),
}
YEARS = {"反填成报告那一年的工作簿": (), "接着生成下一年的工作簿": ("--next-year",)}
ALONE = "没有工作簿，只核对报告自己"


class NothingError(Exception):
    """There is nothing to do it with; the text says which folder wants which files."""


def ask(question: str, answers: Sequence[str]) -> int | None:
    """Ask for one of several answers by its number; None where nobody answers."""
    say(f"{question}输入数字，按回车：")
    for number, words in enumerate(answers, start=1):
        say(f"  {number}  {words}")
    for line in sys.stdin:
        typed = line.strip()
        if typed.isdecimal() and 0 < int(typed) <= len(answers):
            return int(typed) - 1
        say(f"请输入 1 到 {len(answers)} 的数字。")
    return None


def lying(folder: str, *endings: str) -> list[str]:
    """List the files of these kinds below a folder of the program, by their paths from it; make the folder."""
    (ROOT / folder).mkdir(exist_ok=True)
    found = (path for path in (ROOT / folder).rglob("*") if path.suffix.lower() in endings and path.is_file())
    return sorted(str(path.relative_to(ROOT)) for path in found if not path.name.startswith(("~$", ".")))


def one_of(question: str, files: Sequence[str]) -> str | None:
    """Take the only file, or ask which."""
    at = 0 if len(files) == 1 else ask(question, files)
    return None if at is None else files[at]


def night() -> tuple[str, ...] | None:
    """Ask what the night task is to do."""
    at = ask("要做什么？", list(NIGHT))
    return None if at is None else list(NIGHT.values())[at]


def rollover() -> tuple[str, ...] | None:
    """Ask which file is last year's, and of a report what to make of it."""
    files = [it for it in lying(LAST, ".xlsx", ".docx") if not Path(it).stem.endswith(FORMS)]
    if not files:
        message = f"请把上年的工作簿放进“{LAST}”文件夹（只有 Word 报告的，放报告和自评表），再双击一次。"
        raise NothingError(message)
    last = one_of("哪一份是上年的？", files)
    if last is None or not last.lower().endswith(".docx"):
        return None if last is None else ("rollover", last)
    at = ask("这是一份报告，要做什么？", list(YEARS))
    return None if at is None else ("rollover", last, *list(YEARS.values())[at])


def verify() -> tuple[str, ...] | None:
    """Ask with which workbook the edited reports are to agree."""
    reports = lying(EDITED, ".docx")
    if not reports:
        message = f"请把改过的报告或自评表（.docx）放进“{EDITED}”文件夹，再双击一次。"
        raise NothingError(message)
    books = lying(INPUT, ".xlsx")
    book = one_of("和哪一份工作簿核对？", [*books, ALONE]) if books else ALONE
    if book is None:
        return None
    return ("verify", *reports) if book == ALONE else ("verify", *reports, "--workbook", book)
