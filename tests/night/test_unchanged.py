"""Last night's verdict stands only where workbook, rules and every file of its results are still the same."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.intake.sources import Source
from pipeline.night.unchanged import still_standing
from pipeline.outputs.names import RESULT_JSON
from pipeline.outputs.result import Verdict
from tests import history_support as support

if TYPE_CHECKING:
    from pipeline.night.seen import Seen

BYTES = b"a workbook"
SHA = hashlib.sha256(BYTES).hexdigest()
PAGE, COPY = "校验结果.html", "批注-甲_.xlsx"
WRITTEN = {
    Verdict.PASSED: [],
    Verdict.REMINDED: [PAGE, COPY],
    Verdict.FAILED: [PAGE, COPY],
    Verdict.UNREADABLE: [PAGE],
}


def _night(folder: Path, verdict: Verdict) -> tuple[Source, Seen]:
    """Put down a workbook and what the night before left of it; what was seen of it then."""
    (folder / "甲.xlsx").write_bytes(BYTES)
    results = folder / "甲-2025"
    results.mkdir()
    for name in WRITTEN[verdict]:
        (results / name).touch()
    (results / RESULT_JSON).write_text(f'{{\n "workbook": "区/甲?.xlsx",\n "sha256": "{SHA}"', encoding="utf-8")
    seen = support.seen("区/甲?.xlsx", sha256=SHA, verdict=verdict, folder="甲-2025")
    return Source(seen.name, folder / "甲.xlsx"), seen


def _stands(folder: Path, source: Source, seen: Seen | None, ruleset: str = "规则甲") -> list[Seen | None]:
    return still_standing([source], lambda _: seen, ruleset, folder)


@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_stands_until_any_of_its_files_is_gone(tmp_path: Path, verdict: Verdict) -> None:
    """A sound workbook has its json only, an unreadable one no copy."""
    source, seen = _night(tmp_path, verdict)
    assert _stands(tmp_path, source, seen) == [seen]
    for name in [*WRITTEN[verdict], RESULT_JSON]:
        path = tmp_path / seen.folder / name
        kept = path.read_bytes()
        path.unlink()
        assert _stands(tmp_path, source, seen) == [None]
        path.mkdir()
        assert _stands(tmp_path, source, seen) == [None]
        path.rmdir()
        path.write_bytes(kept)
    assert _stands(tmp_path, source, seen) == [seen]


def test_a_verdict_falls_with_the_workbook_its_rules_or_its_results(tmp_path: Path) -> None:
    """Other bytes, other rules, results of other bytes, results never written, or no file to read."""
    source, seen = _night(tmp_path, Verdict.PASSED)
    assert _stands(tmp_path, source, None) == [None]
    assert _stands(tmp_path, source, seen, "规则乙") == [None]
    (tmp_path / RESULT_JSON).write_text(f'{{"sha256": "{SHA}"', encoding="utf-8")
    assert _stands(tmp_path, source, support.seen(seen.name, sha256=SHA, folder="")) == [None]
    assert _stands(tmp_path, source, support.seen(seen.name, sha256="0" * 64, folder=seen.folder)) == [None]
    (tmp_path / seen.folder / RESULT_JSON).write_text(f'{{"sha256": "{"0" * 64}"', encoding="utf-8")
    assert _stands(tmp_path, source, seen) == [None]
    (tmp_path / seen.folder / RESULT_JSON).write_text(f'{{"sha256": "{SHA}"', encoding="utf-8")
    assert _stands(tmp_path, source, seen) == [seen]
    source.path.write_bytes(BYTES + b" ")
    assert _stands(tmp_path, source, seen) == [None]
    source.path.unlink()
    assert _stands(tmp_path, source, seen) == [None]


def test_each_workbook_is_told_for_itself_and_in_order(tmp_path: Path) -> None:
    """Known ones between others."""
    source, seen = _night(tmp_path, Verdict.PASSED)
    other = Source("乙.xlsx", tmp_path / "甲.xlsx")
    known = {seen.name: seen}
    assert still_standing([other, source, other], known.get, "规则甲", tmp_path) == [None, seen, None]
