"""PDF (印刷稿): our Word files turned into PDF by an office program on this machine, sealed with what they show."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pipeline.outputs import files
from pipeline.outputs.word.windows import print_by_windows

PATIENCE_SECONDS = 180
MISSING = "这台电脑上没有找到 LibreOffice 或 WPS，没有生成 PDF；可以用 Word 或 WPS 打开报告，另存为 PDF。"
HELD = "“{}”正在别的程序里打开，没有更新，还是以前的；请关上它再运行一次。"
FAILED = "没有能够生成 PDF；可以用 Word 或 WPS 打开报告，另存为 PDF。"
_WINDOWS_HOMES = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
_SEAL = re.compile(rb"\n%jixiao ([0-9a-f]{64}) ([0-9a-f]{64})\n\Z")


def find_office() -> str | None:
    """Find LibreOffice on the path or where its installer puts it on Windows; None where there is none."""
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    if on_path:
        return on_path
    homes = (Path(os.environ[name]) for name in _WINDOWS_HOMES if os.environ.get(name))
    places = (home / "LibreOffice" / "program" / "soffice.exe" for home in homes)
    return next((str(place) for place in places if place.is_file()), None)


def to_pdf(documents: Sequence[Path]) -> str | None:
    """Write the PDF beside each Word file; return the Chinese sentence that says why not, None where it is done."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as aside:
        copies = [Path(aside) / f"report{number}.docx" for number in range(len(documents))]
        for document, copy in zip(documents, copies, strict=True):
            shutil.copyfile(document, copy)
        try:
            if not _converted(copies, Path(aside)):
                return MISSING
            contents = [copy.with_suffix(".pdf").read_bytes() for copy in copies]
        except (OSError, subprocess.SubprocessError):
            return FAILED
    try:
        for document, content in zip(documents, contents, strict=True):
            files.write_whole(document.with_suffix(".pdf"), _sealed(content, document))
    except PermissionError as held:
        return HELD.format(Path(held.filename).name)
    return None


def _converted(copies: Sequence[Path], aside: Path) -> bool:
    """Let the office program write a PDF beside each copy; False where there is none."""
    office = find_office()
    if office is None:
        return print_by_windows(copies, PATIENCE_SECONDS)
    profile = f"-env:UserInstallation={(aside / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(aside), *map(str, copies)]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE_SECONDS)  # noqa: S603  (a program of the system on files of ours, no shell)
    return True


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


def _sealed(content: bytes, document: Path) -> bytes:
    """Append a comment that names the Word file's state and the PDF's own; readers pass over it."""
    return content + b"\n%jixiao " + _hash(document.read_bytes()) + b" " + _hash(content) + b"\n"


def is_stale(pdf: Path) -> bool:
    """Tell whether a PDF of ours, as we wrote it, shows another state than the Word file beside it now."""
    try:
        content = pdf.read_bytes()
    except PermissionError:  # held by another program: it stays as it is anyway
        return False
    seal = _SEAL.search(content)
    if seal is None or _hash(content[: seal.start()]) != seal[2]:
        return False
    document = pdf.with_suffix(".docx")
    return not document.is_file() or _hash(document.read_bytes()) != seal[1]
