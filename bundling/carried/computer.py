"""Looking first (先看一看): is this the right computer, is the bundle whole, is there room."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import sysconfig
import zipfile
from pathlib import Path

from .facts import CARRIED, LIBS, ROOT, WINDOWS, InstallError, target

LONGEST = 259
OLDEST_GLIBC = (2, 28)
ROOM = 1.3


def right_computer() -> None:
    """Hold system, processor, Python and glibc against what the wheels were built for."""
    facts = target()
    machine = sysconfig.get_platform().rpartition("-")[2]
    if (sys.platform, machine.lower()) != (facts["system"], str(facts["machine"]).lower()):
        message = (
            f"这个安装包是给{facts['called']}的，和这台电脑不符（这台是 {sys.platform} {machine}）。请换对应的安装包。"
        )
        raise InstallError(message)
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    if here != facts["python"]:
        message = f"这个安装包要用 Python {facts['python']}，这里用的是 {here}。"
        raise InstallError(message)
    if not WINDOWS:
        _recent_glibc()


def _recent_glibc() -> None:
    """Wheels for 2.28 do not load on an older system."""
    words = (os.confstr("CS_GNU_LIBC_VERSION") or "").split() if hasattr(os, "confstr") else []
    if len(words) != 2 or tuple(int(part) for part in words[1].split(".")[:2]) < OLDEST_GLIBC:  # noqa: PLR2004  (name and version)
        message = (
            f"这台电脑的系统太旧（需要 glibc 2.28 以上，这里是 {' '.join(words) or '别的'}），装不上；请先升级系统。"
        )
        raise InstallError(message)


def whole() -> None:
    """Hold every file against its checksum."""
    bad = [name for sha256, name in _sums() if _sha256(ROOT / name) != sha256]
    if bad:
        names = "、".join(bad[:3]) + (f" 等 {len(bad)} 个文件" if len(bad) > 3 else "")  # noqa: PLR2004  (three are enough to look at)
        message = f"安装包不完整或已损坏：{names}。请把整个文件夹从 U 盘重新复制一遍，再安装。"
        raise InstallError(message)


def _sums() -> list[tuple[str, str]]:
    lines = (CARRIED / "sha256.txt").read_text(encoding="utf-8").splitlines()
    return [(line[:64], line[66:]) for line in lines]


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def room() -> None:
    """Require a folder that can be written, space for the libraries, and on Windows paths that are short enough."""
    members = [item for wheel in wheels() for item in zipfile.ZipFile(wheel).infolist()]
    need = int(sum(item.file_size for item in members) * ROOM)
    if (free := shutil.disk_usage(ROOT).free) < need:
        message = f"磁盘空间不够：还要 {need / 1e6:.0f} MB，只剩 {free / 1e6:.0f} MB。请腾出空间再安装。"
        raise InstallError(message)
    length = len(str(LIBS)) + 1 + max(len(item.filename) for item in members)
    if WINDOWS and length > LONGEST:
        message = (
            f"文件夹的路径太长（多了 {length - LONGEST} 个字）。请把整个文件夹移到 D:\\绩效 这样短的地方，再安装。"
        )
        raise InstallError(message)
    _writable()


def _writable() -> None:
    probe = CARRIED / "write-test.tmp"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        message = (
            f"这个文件夹不能写入：{ROOT}。请把整个文件夹复制到您自己的硬盘目录里（不要放在 U 盘或光盘上），再安装。"
        )
        raise InstallError(message) from error


def wheels() -> list[Path]:
    """List the carried wheels."""
    return sorted((CARRIED / "wheels").glob("*.whl"))
