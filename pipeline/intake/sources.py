"""Sources (来件): which files below the input folder are workbooks, and their bytes."""

from __future__ import annotations

import os
import re
import stat
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.intake.safety.refusals import RefusalError, too_large
from pipeline.model.findings import declare
from pipeline.model.policy import policy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model.findings import Finding

RESULT_JSON = "校验结果.json"
OUR_TABLES = {"校验汇总.xlsx": "history.sqlite", "汇总表.xlsx": "汇总表.docx"}  # and what we write beside them
_KEPT = re.compile(r"^已改-|-\d+(?=\.xlsx$)")  # one that a person has edited; a second one, where the first was open
TABLE_SUFFIXES = frozenset(
    {".xlsx", ".xls", ".xlsm", ".xlsb", ".xlt", ".xltx", ".xltm", ".et", ".ett", ".csv", ".tsv", ".ods", ".ots"}
    | {".fods", ".uos", ".dif", ".slk", ".numbers"}
)
IGNORED_PREFIXES = ("~$", ".~lock", ".", "._")
IGNORED_SUFFIXES = (".part", ".tmp", ".crdownload", ".download")

NOT_A_FILE = declare(
    "not-a-file",
    "不是普通文件",
    "critical",
    source="contract Input",
    notes="输入的工作簿必须是普通文件，不能是失效的快捷链接或设备。",
    fix="请把工作簿文件本身复制到输入文件夹。",
)
FILE_UNREACHABLE = declare(
    "file-unreachable",
    "文件打不开",
    "critical",
    source="contract Input",
    notes="输入的工作簿必须能够打开读取。",
    fix="请先在 Excel 或 WPS 里关闭它，确认有权限打开，再运行一次。",
)
FILE_CHANGING = declare(
    "file-changing",
    "文件正在变动",
    "critical",
    source="contract Input",
    notes="读取的时候文件不能正在复制或保存。",
    fix="请等文件复制完、保存好以后再运行一次；定时的夜间校验下一次会自动再读。",
)
PAUSE = 1.0  # seconds until a changing file is tried once more
FRESH = 60.0  # seconds for which a file counts as changed just now


@dataclass(frozen=True, slots=True)
class Source:
    """One file that calls itself a table; `name` is its path below the input folder with forward slashes."""

    name: str
    path: Path


def is_table(name: str) -> bool:
    """Tell whether a file name is a table's: by its extension, lock and part files left out."""
    lowered = name.lower()
    if lowered.startswith(IGNORED_PREFIXES) or lowered.endswith(IGNORED_SUFFIXES):
        return False
    return Path(lowered).suffix in TABLE_SUFFIXES


def _below(folder: Path, skip: Path) -> Iterator[Path]:
    """Walk through a folder; a folder in it that cannot be opened is given like a file, so that it is told of."""
    closed: list[Path] = []

    def note(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise error
        if not isinstance(error, FileNotFoundError):  # (gone meanwhile)
            closed.append(Path(error.filename))

    for parent, folders, names in os.walk(folder, onerror=note, followlinks=False):
        here = Path(parent)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not _is_ours(here / name, skip, folder)
        )
        ours = [table for table, beside in OUR_TABLES.items() if beside in names]
        yield from (here / name for name in sorted(names) if is_table(name) and _KEPT.sub("", name) not in ours)
    yield from closed


def _is_ours(folder: Path, skip: Path, top: Path) -> bool:
    """Tell whether a folder holds results instead of input: the output folder, or one with a 校验结果.json."""
    ours = folder / RESULT_JSON
    return (folder == skip and skip != top) or os.path.isfile(ours)  # noqa: PTH113  (a Path raises where it may not look)


def find_sources(given: Path, output: Path) -> list[Source]:
    """Find every table below a folder, or the one file given; results of earlier runs are left out.

    OSError where the folder itself cannot be opened.
    """
    if not given.is_dir():
        return [Source(given.name, given)]
    top = given.resolve()
    return [Source(path.relative_to(top).as_posix(), path) for path in _below(top, output.resolve())]


def _state(found: os.stat_result) -> tuple[int, int]:
    return found.st_size, found.st_mtime_ns


def _up_to(path: Path, size: int) -> bytes:
    with path.open("rb") as file:
        return file.read(size)


def _settled(path: Path) -> bytes | None:
    """Read a file whole; None where it changed meanwhile: someone is still copying or saving it.

    RefusalError where it is larger than the policy allows, before anything is read.
    """
    before, most = path.stat(), policy().intake.file_bytes
    if before.st_size > most:
        raise too_large(before.st_size, most)
    data = _up_to(path, before.st_size + 1)
    return data if _state(before) == _state(path.stat()) and len(data) == before.st_size else None


def _read_twice(path: Path) -> bytes | None:
    """Read a file, once more where it was changing; None where it still is."""
    data = _settled(path)
    if data is None:
        time.sleep(PAUSE)
        data = _settled(path)
    return data


def is_fresh(source: Source) -> bool:
    """Tell whether a file was changed just now, by this machine's clock."""
    try:
        return abs(time.time() - source.path.stat().st_mtime) <= FRESH
    except OSError:
        return False


def unsettled(source: Source) -> Finding:
    """Say that a file is still being copied or saved."""
    message = f"读取“{source.name}”时它还在变动，可能正在复制或保存，没有读取。"
    return FILE_CHANGING.at(found="文件正在变动", expected="已经复制完、保存好的文件", message=message)


def _closed(source: Source) -> Finding:
    return FILE_UNREACHABLE.at(
        found="文件夹打不开",
        expected="可以打开的文件夹",
        message=f"文件夹“{source.name}”打不开，里面的工作簿都没有读取。",
        fix="请确认有权限打开这个文件夹、网络没有断开，再运行一次。",
    )


def _gone(source: Source) -> Finding:
    whose = "指向的文件" if source.path.is_symlink() else ""
    message = f"“{source.name}”{whose}已经不在了，无法读取。"
    return NOT_A_FILE.at(found="找不到文件", expected="一个 .xlsx 文件", message=message)


def fetch(source: Source) -> bytes | Finding:
    """Read a source whole; a link that leads nowhere, a device, a locked or a changing file gives a finding instead."""
    try:
        mode = source.path.stat().st_mode
        if stat.S_ISDIR(mode):
            return _closed(source)
        if not stat.S_ISREG(mode):
            return NOT_A_FILE.at(
                found="不是普通文件", expected="一个 .xlsx 文件", message=f"“{source.name}”不是普通文件，无法读取。"
            )
        data = _read_twice(source.path)
        return unsettled(source) if data is None else data
    except RefusalError as refusal:
        return refusal.finding
    except FileNotFoundError:
        return _gone(source)
    except OSError:
        return FILE_UNREACHABLE.at(
            found="打不开", expected="可以打开的 .xlsx 文件", message=f"“{source.name}”打不开，可能正被别的程序占用。"
        )
