"""A PDF that its reader holds open costs the run nothing, and nobody takes the old one for the new one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.outputs.word import pdf

if TYPE_CHECKING:
    import pytest


def test_a_pdf_that_is_open_is_told_and_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Word file beside it is the new one already."""
    document, old = tmp_path / "报告.docx", tmp_path / "报告.pdf"
    document.write_bytes(b"new")
    old.write_bytes(b"%PDF old")

    def printed(copies: Sequence[Path], _aside: Path) -> bool:
        for copy in copies:
            copy.with_suffix(".pdf").write_bytes(b"%PDF new")
        return True

    real = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target == old:
            raise PermissionError(13, "held", str(self), None, str(target))
        return real(self, target)

    monkeypatch.setattr(pdf, "_converted", printed)
    monkeypatch.setattr(Path, "replace", refuse)
    assert pdf.to_pdf([document]) == "“报告.pdf”正在别的程序里打开，没有更新，还是以前的；请关上它再运行一次。"
    assert old.read_bytes() == b"%PDF old"


def test_a_pdf_that_nobody_else_may_read_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it is stale cannot be told, nor could it be removed."""

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "held", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert not pdf.is_stale(tmp_path / "报告.pdf")
