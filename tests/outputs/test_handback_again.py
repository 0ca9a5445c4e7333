"""The handed-back workbook handed in again: whatever was ours is recognised and goes, all else stays."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook as OpenpyxlWorkbook
from openpyxl import load_workbook

from pipeline.outputs.handback import hand_back
from pipeline.outputs.xlsx.book import Workbook
from pipeline.outputs.xlsx.package import Package
from tests.handback_support import (
    TOTAL,
    at,
    changed,
    comments,
    fills,
    listed,
    office_workbook,
    three_findings,
    unpack,
)

if TYPE_CHECKING:
    from pipeline.model.findings import Finding

FINDINGS = three_findings()


@pytest.fixture(scope="module")
def original() -> bytes:
    """Build a workbook with all that must survive."""
    return office_workbook()


@pytest.fixture(scope="module")
def copy(original: bytes) -> bytes:
    """Hand the workbook back with three findings."""
    return hand_back(original, FINDINGS)


@pytest.mark.parametrize("findings", [FINDINGS, FINDINGS[1:], []])
def test_handed_in_again_old_marks_go_first(original: bytes, copy: bytes, findings: list[Finding]) -> None:
    """The copy of a copy shows today's findings only, as if the original had been handed in."""
    again, fresh = hand_back(copy, findings), hand_back(original, findings)
    for sheet in ("清单", "说明"):
        assert comments(again, sheet) == comments(fresh, sheet)
        assert fills(again, sheet) == fills(fresh, sheet)
    assert listed(again) == listed(fresh)


def test_the_fill_under_a_mark_comes_back(original: bytes, copy: bytes) -> None:
    """Patterns and colours that a mark covered are remembered in the file itself."""
    before, after = (load_workbook(BytesIO(data))["清单"] for data in (original, hand_back(copy, [])))
    for place in ("B2", "C3", "B5", "A1"):
        assert repr(after[place].fill) == repr(before[place].fill)


def test_the_same_findings_again_give_the_same_bytes(original: bytes, copy: bytes) -> None:
    """Once marked, marking again changes nothing; and the same workbook gives the same bytes."""
    assert hand_back(copy, FINDINGS) == copy
    assert hand_back(original, FINDINGS) == copy


def test_a_note_a_person_wrote_below_ours_is_kept(copy: bytes) -> None:
    """Lines typed into our comment are theirs and stay when ours go."""
    edited = changed(
        copy, {"xl/comments1.xml": lambda part: part.replace("请写明。".encode(), "请写明。\n已问过村里".encode())}
    )
    assert comments(hand_back(edited, []), "说明") == {"B2": "已问过村里"}


def test_another_sheet_of_that_name_is_not_ours() -> None:
    """A sheet someone called 校验结果 stays; ours gets another name and is recognised all the same."""
    book = OpenpyxlWorkbook()
    book.worksheets[0].title = "校验结果"
    book.worksheets[0]["A1"] = "我自己的核对记录"
    target = BytesIO()
    book.save(target)
    copy = hand_back(target.getvalue(), [at(TOTAL, ("校验结果", 1, 1))])
    assert load_workbook(BytesIO(copy)).sheetnames == ["校验结果 (2)", "校验结果"]
    assert hand_back(copy, [at(TOTAL, ("校验结果", 1, 1))]) == copy


def test_a_workbook_without_our_marks_loses_no_fill_that_looks_alike(original: bytes) -> None:
    """A fill in one of our colours is taken for ours only where the file bears our name, list or comments."""
    tinted = changed(original, {"xl/styles.xml": lambda part: part.replace(b"DDEBF7", b"F8C8C8")})
    assert fills(hand_back(tinted, []), "清单")["B2"] in {"00F8C8C8", "FFF8C8C8"}


def test_a_list_that_was_renamed_or_deleted_is_known_all_the_same(copy: bytes) -> None:
    """The hidden name follows the sheet; without the sheet the comments and fills still tell what is ours."""
    book = unpack(copy)["xl/workbook.xml"].decode()
    renamed = changed(copy, {"xl/workbook.xml": lambda _: book.replace("校验结果", "改完了").encode()})
    assert load_workbook(BytesIO(hand_back(renamed, []))).sheetnames == ["校验结果", "清单", "附表", "说明"]
    package = Package.of(copy)
    workbook = Workbook(package)
    workbook.remove(workbook.sheets()[0])
    without_list = hand_back(package.to_bytes(), [])
    assert load_workbook(BytesIO(without_list)).sheetnames == ["校验结果", "清单", "附表", "说明"]
    assert comments(without_list, "清单") == {"A2": "这是旧项目", "B2": "请会计再核一遍"}
    assert fills(without_list, "清单") == {"B2": "FFDDEBF7"}
