"""Large parts are proven shallow by counting, or watched by a parser; what nests too deeply is refused."""

from __future__ import annotations

import os
import zlib
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.intake.load import load
from pipeline.intake.safety import bounds, inflate
from pipeline.intake.safety.refusals import RefusalError
from pipeline.intake.safety.wellformed import check_xml
from pipeline.intake.sources import Source, is_fresh
from tests.hostile_support import raw_zip, workbook, workbook_parts

FILL = b"<b>" + b"x" * 100 + b"</b>"
LARGE = FILL * 12_000  # more than a piece of what is counted at a time


def _packed(body: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(body) + packer.flush()


def refused(xml: bytes) -> str:
    """Say by which rule a part is refused; nothing where it is not."""
    try:
        check_xml(xml, "xl/x.xml")
    except RefusalError as refusal:
        return refusal.finding.rule.id
    return ""


@pytest.mark.parametrize(
    ("xml", "rule"),
    [
        (b"<a>" + LARGE + b"</a>", ""),
        (b"<a>" + b"<c>" * 200 + b"</c>" * 200 + LARGE + b"</a>", ""),
        (b"<a><!-- " + b"<x>" * 20_000 + b" -->" + LARGE + b"</a>", ""),
        (b"<a>" + b"<c>" * 300 + b"</c>" * 300 + b"<!-- -->" + LARGE + b"</a>", "file-malformed"),
        (b"<a>" + LARGE + b"<c>" * 200_000 + b"</c>" * 200_000 + b"</a>", "file-malformed"),
        (b"<a>" + LARGE + b"<c></a>", "file-malformed"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>" + LARGE + b"</a>", "file-dtd"),
    ],
    ids=["flat", "nested a little", "a comment full of brackets", "deep beside a comment", "deep", "unclosed", "DTD"],
)
def test_what_nests_deeply_is_refused_before_a_parser_holds_it_all(xml: bytes, rule: str) -> None:
    """And what only looks so is read."""
    assert refused(xml) == rule


def test_a_part_that_is_not_what_the_directory_says_is_damage_not_a_bomb() -> None:
    """Its size is another, or its sum is."""
    parts = [(name, _packed(body), zlib.crc32(body), len(body)) for name, body in workbook_parts().items()]
    name, packed, crc, size = parts[-1]
    for other in ((name, packed, crc, size + 1), (name, packed, crc ^ 1, size)):
        book, (finding,) = load(raw_zip([*parts[:-1], other]), "表.xlsx")
        assert (book, finding.rule.id) == (None, "file-damaged")
    assert load(raw_zip(parts), "表.xlsx")[1] == load(workbook(), "表.xlsx")[1]


def test_memory_is_not_told_where_the_system_does_not_tell_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The bounds are then those of the scan beforehand."""
    monkeypatch.setattr(bounds, "_STATM", tmp_path / "none")
    assert bounds._address_space() is None  # noqa: SLF001  (what the bound is set above)


def test_all_that_was_packed_tightly_comes_out() -> None:
    """Also what the last packed bytes still held back."""
    body = bytes(5_000_000)
    packed = _packed(body)
    entry = SimpleNamespace(compress_type=8, filename="xl/x.xml")
    assert b"".join(inflate.chunks(memoryview(packed), entry)) == body  # type: ignore[arg-type]  (what is asked of it)


def test_a_file_that_is_gone_was_not_changed_just_now(tmp_path: Path) -> None:
    """The clock of a share that has vanished says nothing."""
    path = tmp_path / "甲.xlsx"
    assert not is_fresh(Source("甲.xlsx", path))
    path.write_bytes(b"")
    assert is_fresh(Source("甲.xlsx", path))
    os.utime(path, (0, 0))
    assert not is_fresh(Source("甲.xlsx", path))
