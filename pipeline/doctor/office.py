"""Office programs (办公软件): LibreOffice, WPS, Word."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from pipeline.doctor.remark import Remark, State
from pipeline.outputs.word.pdf import find_office

SUBJECT = "办公软件"
PROGRAMS = {
    "Word": ("winword.exe",),
    "WPS": ("wps", "wps.exe", "wpsoffice.exe"),
}
FOLDERS = {"WPS": ("/opt/kingsoft/wps-office", "/opt/apps/cn.wps.wps-office", "/opt/apps/cn.wps.wps-office-pro")}
APP_PATHS = r"Software\Microsoft\Windows\CurrentVersion\App Paths"


def office() -> list[Remark]:
    """Look for a program that opens the report, and for LibreOffice, which --pdf needs."""
    found = [name for name in PROGRAMS if _present(name)] + (["LibreOffice"] if find_office() else [])
    if not found:
        todo = "请在这台电脑或另一台电脑上装 WPS 或 Word；报告照样可以生成。"
        return [Remark(SUBJECT, State.HINT, "没有找到 WPS、Word 或 LibreOffice，在这台电脑上打不开报告", todo)]
    pdf = "" if "LibreOffice" in found else "；要生成 PDF（--pdf）还须装 LibreOffice"
    return [Remark(SUBJECT, State.FINE, f"有 {'、'.join(found)}{pdf}")]


def _present(name: str) -> bool:
    on_path = any(shutil.which(program) for program in PROGRAMS[name])
    return on_path or any(Path(folder).is_dir() for folder in FOLDERS.get(name, ())) or _registered(name)


def _registered(name: str) -> bool:
    """Windows: programs that are not on the path register themselves under App Paths."""
    if sys.platform != "win32":
        return False
    import winreg  # noqa: PLC0415  (Windows only)

    for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
        for program in PROGRAMS[name]:
            try:
                winreg.CloseKey(winreg.OpenKey(root, rf"{APP_PATHS}\{program}"))
            except OSError:
                continue
            return True
    return False
