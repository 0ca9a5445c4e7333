"""Places (文件夹): input, output and temporary folder, room on the disk, screen."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from pipeline.doctor.remark import Remark, State

MEGABYTE = 1_000_000
ROOM = 200 * MEGABYTE


def folders(given: Path, output: Path) -> list[Remark]:
    """Look at every folder a run touches."""
    temporary = Path(tempfile.gettempdir())
    return [_readable(given), _writable("结果文件夹", output), _writable("临时文件夹", temporary), room(output)]


def _readable(given: Path) -> Remark:
    if not given.exists():
        todo = f"请在程序文件夹里新建一个文件夹，名字是 {given.name}，把工作簿放进去。"
        return Remark("输入文件夹", State.ACT, f"没有 {given} 文件夹", todo)
    try:
        count = sum(map(_is_workbook, given.rglob("*"))) if given.is_dir() else 1
    except OSError:
        return Remark("输入文件夹", State.ACT, f"{given} 打不开", "请检查文件夹的权限，或共享盘是否已断开。")
    return Remark("输入文件夹", State.FINE, f"{given}，里面有 {count} 个 .xlsx 文件")


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() == ".xlsx" and not path.name.startswith(("~$", "."))


def _writable(subject: str, folder: Path) -> Remark:
    """Write a file into it and take it away again: rights alone do not tell on every disk."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".jixiao-") as probe:
            probe.write(b"jixiao")
            probe.flush()
    except OSError:
        todo = "请去掉文件夹的“只读”，或把整个程序文件夹复制到您自己的硬盘目录里；共享盘请检查是否断开。"
        return Remark(subject, State.ACT, f"{folder} 不能写入", todo)
    return Remark(subject, State.FINE, f"{folder} 可以写入")


def room(output: Path) -> Remark:
    """Look at the free space where results go."""
    existing = next((it for it in (output, *output.absolute().parents) if it.exists()), Path())
    free = shutil.disk_usage(existing).free
    said = f"还有 {free // MEGABYTE:,} MB"
    if free < ROOM:
        return Remark("磁盘空间", State.ACT, f"{said}，太少", f"请清理出 {ROOM // MEGABYTE} MB 以上再运行。")
    return Remark("磁盘空间", State.FINE, said)


def screen() -> Remark:
    """Look at what the screen can show."""
    encoding = sys.stdout.encoding or "ascii"
    try:
        "绩效〔2020〕≥￥".encode(encoding)
    except UnicodeEncodeError:
        todo = "请用“检查电脑”“生成报告”这些图标启动，或先运行 chcp 65001；结果文件不受影响。"
        return Remark("屏幕", State.HINT, f"编码是 {encoding}，有些汉字会显示成问号", todo)
    return Remark("屏幕", State.FINE, f"编码是 {encoding}，汉字可以显示")
