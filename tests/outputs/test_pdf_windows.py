"""PDF by WPS or Word on Windows: what PowerShell is told. That it is obeyed can only be seen on Windows."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.outputs.word.windows import print_by_windows, script


def test_each_file_is_opened_read_only_and_saved_beside_itself() -> None:
    """Quotes in a path stay part of it; the program is closed whatever happens."""
    told = script([Path("甲's/report0.docx"), Path("report1.docx")])
    assert told.count("Documents.Open(") == 2
    assert "Documents.Open('甲''s/report0.docx', $false, $true)" in told
    assert "ExportAsFixedFormat('report1.pdf', 17)" in told
    assert told.rstrip().endswith("} finally { $app.Quit() }\nexit 0")


def test_where_there_is_no_powershell_there_is_no_pdf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Said as missing, not as a failure."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not print_by_windows([tmp_path / "report0.docx"], 1)


@pytest.mark.parametrize("status", [0, 3])
def test_the_status_of_powershell_is_understood(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, status: int) -> None:
    """3 says that neither WPS nor Word is there."""
    shell = tmp_path / "powershell"
    shell.write_text(f"#!/bin/sh\nexit {status}\n", encoding="utf-8")
    shell.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    assert print_by_windows([tmp_path / "report0.docx"], 30) == (status == 0)
