"""The seal (封记): a small part inside each .docx and .xlsx we write, by which a later run knows its own work.

An office program that saves the file drops the part or changes the others, so the digest no longer holds.
"""

from __future__ import annotations

import hashlib
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SEAL_PART = "jixiao/seal.txt"
_DATE = (1980, 1, 1, 0, 0, 0)
_CONTENT_TYPES = "[Content_Types].xml"
_TXT_TYPE = b'<Default Extension="txt" ContentType="text/plain"/>'


def _digest(archive: zipfile.ZipFile) -> str:
    parts = sorted((entry.filename, entry.CRC, entry.file_size) for entry in archive.infolist())
    return hashlib.sha256(repr([part for part in parts if part[0] != SEAL_PART]).encode()).hexdigest()


def _with_txt_type(content_types: bytes) -> bytes:
    start = content_types.index(b">", content_types.index(b"<Types")) + 1
    return content_types[:start] + _TXT_TYPE + content_types[start:]


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def close(archive: zipfile.ZipFile, source: str) -> None:
    """Add the seal to an archive whose other parts are all written; `source` is what it was made from, one word."""
    archive.writestr(_entry(SEAL_PART), f"{source} {_digest(archive)}\n")


def combined(workbooks: Iterable[str]) -> str:
    """One hash for what was made from several workbooks, whatever their order."""
    return hashlib.sha256(" ".join(sorted(workbooks)).encode()).hexdigest()


def seal(package: bytes, workbook_sha256: str) -> bytes:
    """Seal an office file made from the workbook of this hash; the same bytes in give the same bytes out."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            if entry.filename == SEAL_PART:
                continue
            content = source.read(entry)
            if entry.filename == _CONTENT_TYPES and _TXT_TYPE not in content:
                content = _with_txt_type(content)
            target.writestr(_entry(entry.filename), content)
        close(target, workbook_sha256)
    return out.getvalue()


def workbook_of(package: bytes) -> str | None:
    """Hash of the workbook an office file was made from; None where a person has changed it or it is none of ours."""
    try:
        with zipfile.ZipFile(BytesIO(package)) as archive:
            workbook, digest = archive.read(SEAL_PART).decode().split()
            return workbook if digest == _digest(archive) else None
    except (KeyError, ValueError, OSError, EOFError, NotImplementedError, RuntimeError, zipfile.BadZipFile):
        return None
