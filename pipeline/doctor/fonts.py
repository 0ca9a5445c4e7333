"""Fonts (字体): whether those that the report names are on this computer, and what stands in for the others."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from pipeline.doctor.remark import Remark, State

SECONDS = 60
SUBJECT = "字体"


@dataclass(frozen=True, slots=True)
class Font:
    """A font of the report: its name there, other names of the same face, what may stand in for it, its use."""

    name: str
    same: tuple[str, ...]
    similar: tuple[str, ...]
    use: str


FONTS = (
    Font(
        "方正小标宋简体", ("FZXiaoBiaoSong-B05S", "FZXBSJW"), ("方正小标宋_GBK", "FZXiaoBiaoSong-B05", "小标宋"), "标题"
    ),
    Font("仿宋_GB2312", ("FangSong_GB2312",), ("仿宋", "FangSong", "simfang", "方正仿宋", "FZFangSong"), "正文"),
    Font("楷体_GB2312", ("KaiTi_GB2312",), ("楷体", "KaiTi", "simkai", "方正楷体", "FZKai"), "二级标题"),
    Font("黑体", ("SimHei",), ("方正黑体", "FZHei", "Noto Sans CJK SC", "思源黑体", "Source Han Sans"), "一级标题"),
)


def fonts() -> list[Remark]:
    """Look for the report's fonts."""
    installed = installed_fonts()
    return [standing(font, installed) for font in FONTS]


def standing(font: Font, installed: frozenset[str]) -> Remark:
    """Say how one font stands, given the names of all that are installed (lower case)."""
    if any(name.lower() in installed for name in (font.name, *font.same)):
        return Remark(SUBJECT, State.FINE, f"{font.name}（{font.use}）已装")
    stand_in = next((name for name in font.similar if any(name.lower() in it for it in installed)), None)
    if stand_in:
        sentence = f"没有 {font.name}（{font.use}），有相近的 {stand_in}，Word 或 WPS 会用它代替，外观略有不同"
    else:
        sentence = f"没有 {font.name}（{font.use}），也没有相近的字体，在这台电脑上打印出来不合公文要求"
    return Remark(
        SUBJECT, State.HINT, sentence, "要在这台电脑上打印报告的，请向单位的技术人员要这个字体文件，装上即可。"
    )


def installed_fonts() -> frozenset[str]:
    """Collect names of fonts, lower case: from the registry on Windows, from fontconfig elsewhere, and from files."""
    names = _registered() if sys.platform == "win32" else _fontconfig()
    return frozenset(name.strip().lower() for name in [*names, *_files()] if name.strip())


def _fontconfig() -> list[str]:
    program = shutil.which("fc-list")
    if program is None:
        return []
    done = subprocess.run([program, ":", "family"], capture_output=True, check=False, timeout=SECONDS)  # noqa: S603  (the system's fontconfig, no input)
    return done.stdout.decode("utf-8", "replace").replace("\n", ",").replace("\\", "").split(",")


def _registered() -> list[str]:
    """Windows: "仿宋 (TrueType)" or "SimSun & NSimSun (TrueType)"; fonts of all users and of this one."""
    if sys.platform != "win32":
        return []
    import winreg  # noqa: PLC0415  (Windows only)

    found: list[str] = []
    for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
        try:
            with winreg.OpenKey(root, r"Software\Microsoft\Windows NT\CurrentVersion\Fonts") as key:
                entries = [winreg.EnumValue(key, number) for number in range(winreg.QueryInfoKey(key)[1])]
        except OSError:
            continue
        for name, file, _ in entries:
            found += [*name.rpartition(" (")[0].split("&"), Path(str(file)).stem]
    return found


def _files() -> list[str]:
    """List names of font files, for fonts that are copied but not registered yet."""
    return [path.stem for folder in _folders() if folder.is_dir() for path in folder.rglob("*.[toTO][tT][fFcC]")]


def _folders() -> list[Path]:
    """Say where fonts are copied to; without a home folder there is none."""
    if sys.platform == "win32":
        own = Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"
        return [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", own]
    home = os.environ.get("HOME")
    return [Path(home) / ".fonts", Path(home) / ".local" / "share" / "fonts"] if home else []
