"""Desktop entries (桌面图标) of Linux: one beside each .sh, with this folder's own path in it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

ENTRY = """[Desktop Entry]
Type=Application
Version=1.0
Name={name}
Comment=绩效自评程序
Exec=/bin/sh {script}
Path={folder}
Terminal=true
Icon=utilities-terminal
Categories=Office;
"""


def _value(text: str) -> str:
    """Write a string value: a backslash starts an escape."""
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _argument(text: str) -> str:
    """Quote one argument of Exec: as in a shell's double quotes, a per cent sign doubled, then as a string value."""
    quoted = "".join(f"\\{it}" if it in '"`$\\' else it for it in text)
    return _value(f'"{quoted}"'.replace("%", "%%"))


def entry(script: Path) -> str:
    """Write the desktop entry that starts a script in a terminal."""
    return ENTRY.format(name=script.stem, script=_argument(str(script)), folder=_value(str(script.parent)))


def write_entries(folder: Path) -> None:
    """Write an entry for each starter, and tell the desktop that they may be started where it asks."""
    gio = shutil.which("gio")
    for script in sorted(folder.glob("*.sh")):
        path = script.with_suffix(".desktop")
        path.write_text(entry(script), encoding="utf-8")
        path.chmod(0o755)
        if gio:
            trust = [gio, "set", str(path), "metadata::trusted", "true"]
            subprocess.run(trust, capture_output=True, check=False, timeout=60)  # noqa: S603  (the desktop's own program)
