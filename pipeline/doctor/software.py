"""The software (程序和组件): version, Python, and every library against requirements.lock."""

from __future__ import annotations

import csv
import platform
import re
import sys
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pipeline import __version__
from pipeline.doctor.remark import Remark, State
from pipeline.model.policy import HOME

if TYPE_CHECKING:
    from collections.abc import Iterator

OLDEST = (3, 11)
LOCK = HOME / "requirements.lock"
MOST = 5
_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)(?:\s*;\s*(?P<marker>[^\\\n]+))?", re.MULTILINE)


def software() -> list[Remark]:
    """Look at the program, its Python and its libraries."""
    return [_program(), _python(), libraries(LOCK)]


def _program() -> Remark:
    return Remark("程序", State.FINE, f"版本 {__version__}，在 {HOME}")


def _python() -> Remark:
    said = f"{platform.python_version()}，在 {sys.executable}"
    if sys.version_info < OLDEST:
        return Remark("Python", State.ACT, f"{said}，太旧", "请安装 Python 3.11 或更新的版本。")
    return Remark("Python", State.FINE, said)


def pinned(lock: str) -> Iterator[tuple[str, str]]:
    """Read (name, version) of every library that a lock wants on this computer."""
    from packaging.markers import Marker  # noqa: PLC0415  (needed here only; it may be what is missing)

    for entry in _PINNED.finditer(lock):
        marker = entry["marker"]
        if marker is None or Marker(marker.strip()).evaluate():
            yield entry["name"], entry["version"]


def libraries(lock: Path) -> Remark:
    """Hold what is installed against the lock."""
    subject, todo = "组件", "请重新安装（双击“安装”，或运行 make setup）。"
    try:
        wanted = dict(pinned(lock.read_text(encoding="utf-8")))
    except (OSError, ImportError):
        return Remark(subject, State.ACT, f"读不出组件清单“{lock.name}”，不知道该装什么", "请重新复制程序文件夹。")
    wrong = [
        f"{name} {want}（{have or '没有装'}）" for name, want in wanted.items() if (have := _installed(name)) != want
    ]
    wrong = wrong or [f"{name}（少了 {count} 个文件）" for name in wanted if (count := _lost(name))]
    if not wrong:
        return Remark(subject, State.FINE, f"{len(wanted)} 个都装好了，版本与清单一致")
    more = f" 等 {len(wrong)} 个" if len(wrong) > MOST else ""
    return Remark(subject, State.ACT, f"与清单不一致，或不完整：{'、'.join(wrong[:MOST])}{more}", todo)


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _lost(name: str) -> int:
    """Count the files of an installed library that are gone: an antivirus program may have taken them."""
    library = distribution(name)
    rows = csv.reader((library.read_text("RECORD") or "").splitlines())  # .files of newer Pythons leaves lost ones out
    files = (PurePosixPath(row[0]) for row in rows if row)
    own = (file for file in files if file.parts[0] != ".." and file.suffix != ".pyc")
    return sum(not Path(str(library.locate_file(file))).exists() for file in own)
