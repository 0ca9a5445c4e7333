"""Windows (视窗): WPS or Word on the machine asked to print our Word files as PDF, through their own automation."""

from __future__ import annotations

import base64
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

NOT_INSTALLED = 3
_OPEN = """$ErrorActionPreference = 'Stop'
$app = $null
foreach ($name in 'KWPS.Application', 'WPS.Application', 'Word.Application') {
  try { $app = New-Object -ComObject $name; break } catch { }
}
if ($null -eq $app) { exit 3 }
try { $app.Visible = $false; $app.DisplayAlerts = 0 } catch { }
try {
"""
_PRINT = """  $document = $app.Documents.Open({source}, $false, $true)
  $document.ExportAsFixedFormat({target}, 17)
  $document.Close(0)
"""
_CLOSE = "} finally { $app.Quit() }\nexit 0\n"


def _quoted(path: Path) -> str:
    """Write a path as a literal of PowerShell."""
    return "'" + str(path).replace("'", "''") + "'"


def script(copies: Sequence[Path]) -> str:
    """Write what PowerShell has to do: open each file read-only and save it as PDF."""
    prints = (_PRINT.format(source=_quoted(copy), target=_quoted(copy.with_suffix(".pdf"))) for copy in copies)
    return _OPEN + "".join(prints) + _CLOSE


def print_by_windows(copies: Sequence[Path], patience: float) -> bool:
    """Write a PDF beside each file; False where there is no PowerShell, or neither WPS nor Word."""
    shell = shutil.which("powershell")
    if shell is None:
        return False
    told = base64.b64encode(script(copies).encode("utf-16-le")).decode()
    command = [shell, "-NoProfile", "-NonInteractive", "-EncodedCommand", told]
    done = subprocess.run(command, check=False, capture_output=True, timeout=patience)  # noqa: S603  (a program of the system on files of ours, no shell)
    if done.returncode == NOT_INSTALLED:
        return False
    done.check_returncode()
    return True
