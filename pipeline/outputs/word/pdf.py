"""PDF (印刷稿): a Word file of ours turned into PDF by the office program on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from pipeline.outputs import files

PATIENCE_SECONDS = 180
MISSING = "这台电脑上没有找到 LibreOffice，没有生成 PDF；可以用 Word 或 WPS 打开报告，另存为 PDF。"
FAILED = "LibreOffice 没有能够生成 PDF；可以用 Word 或 WPS 打开报告，另存为 PDF。"
_WINDOWS_HOMES = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")


def find_office() -> str | None:
    """Find LibreOffice on the path or where its installer puts it on Windows; None where there is none."""
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    if on_path:
        return on_path
    homes = (Path(os.environ[name]) for name in _WINDOWS_HOMES if os.environ.get(name))
    places = (home / "LibreOffice" / "program" / "soffice.exe" for home in homes)
    return next((str(place) for place in places if place.is_file()), None)


def to_pdf(document: Path) -> str | None:
    """Write the PDF beside a Word file; return the Chinese sentence that says why not, None where it is done."""
    office = find_office()
    if office is None:
        return MISSING
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as aside:
        profile = f"-env:UserInstallation={(Path(aside) / 'profile').as_uri()}"
        source = Path(aside) / "report.docx"
        shutil.copyfile(document, source)
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", aside, str(source)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE_SECONDS)  # noqa: S603  (a program of the system on a file of ours, no shell)
            content = source.with_suffix(".pdf").read_bytes()
        except (OSError, subprocess.SubprocessError):
            return FAILED
    files.write_whole(document.with_suffix(".pdf"), content)
    return None
