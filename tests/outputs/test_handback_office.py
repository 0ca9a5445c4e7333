"""The handed-back workbook in an office program: it opens, and what LibreOffice saved is recognised again."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from pipeline.outputs.handback import hand_back
from tests.handback_support import OUTCOME, TOTAL, at, comments, fills, listed, nodes, office_workbook, unpack

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    Convert = Callable[[Path, str], Path]

FINDINGS = [
    at(TOTAL, ("清单", 5, 2), ("清单", 2, 2)),
    at(OUTCOME, ("清单", 3, 3), ("清单", 4, 2), ("说明", 2, 2)),
]
TEMPLATES = ("空白工作簿.xlsx", "示例工作簿.xlsx", "错误示例工作簿.xlsx")


def saved(data: bytes, convert: Convert, folder: Path) -> bytes:
    """Let LibreOffice open a workbook and save it."""
    path = folder / "工作簿.xlsx"
    path.write_bytes(data)
    return convert(path, "xlsx").read_bytes()


def furniture(page: Worksheet) -> list[object]:
    """List what surrounds the cells: drop-downs, conditional formats, widths, protection, paper."""
    return [
        sorted((str(it.sqref), it.type, it.formula1) for it in page.data_validations.dataValidation),
        sorted(str(it.sqref) for it in page.conditional_formatting),
        {name: (it.width, it.hidden) for name, it in page.column_dimensions.items()},
        {number: it.height for number, it in page.row_dimensions.items() if it.height},
        (page.protection.sheet, page.protection.password),
        (page.page_setup.orientation, page.page_setup.paperSize, page.print_area, page.print_title_rows),
        (page.freeze_panes, page.sheet_state, sorted(map(str, page.merged_cells.ranges))),
    ]


@pytest.fixture(scope="module")
def from_office(convert: Convert, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Build the office workbook and let LibreOffice save it."""
    return saved(office_workbook(), convert, tmp_path_factory.mktemp("office"))


def test_a_workbook_saved_by_libreoffice_loses_nothing(from_office: bytes) -> None:
    """Drop-downs, conditional formats, widths, protection, print set-up, the picture and stored values are there."""
    copy = hand_back(from_office, FINDINGS)
    before, after = load_workbook(BytesIO(from_office)), load_workbook(BytesIO(copy))
    assert after.sheetnames == ["校验结果", *before.sheetnames]
    for page in before:
        assert furniture(after[page.title]) == furniture(page)
    pictures = {name: part for name, part in unpack(from_office).items() if "/media/" in name}
    assert pictures
    assert {name: unpack(copy)[name] for name in pictures} == pictures
    assert load_workbook(BytesIO(copy), data_only=True)["清单"]["B5"].value == pytest.approx(300.3)
    assert set(comments(copy, "清单")) == {"A2", "B2", "B4", "B5", "C3"}


def test_a_copy_saved_by_libreoffice_is_recognised(from_office: bytes, convert: Convert, tmp_path: Path) -> None:
    """Fixed in LibreOffice and handed in again: our sheet, comments and fills go, theirs come back."""
    returned = saved(hand_back(from_office, FINDINGS), convert, tmp_path)
    assert load_workbook(BytesIO(returned)).sheetnames[0] == "校验结果"
    clean = hand_back(returned, [])
    for sheet in ("清单", "说明"):
        assert fills(clean, sheet) == fills(from_office, sheet)
        assert comments(clean, sheet) == comments(from_office, sheet)
    assert load_workbook(BytesIO(clean)).sheetnames == ["校验结果", "清单", "附表", "说明"]
    assert hand_back(hand_back(returned, FINDINGS), FINDINGS) == hand_back(returned, FINDINGS)
    parts = unpack(clean)
    typed = {node.get("PartName", "").lstrip("/") for node in nodes(parts["[Content_Types].xml"], "Override")}
    assert typed <= set(parts)


def test_libreoffice_shows_the_comments_and_keeps_the_values(convert: Convert, tmp_path: Path) -> None:
    """A save by LibreOffice writes the same comments again: it has understood them and their boxes."""
    copy = hand_back(office_workbook(), FINDINGS)
    returned = saved(copy, convert, tmp_path)
    for sheet in ("清单", "说明"):
        assert comments(returned, sheet) == comments(copy, sheet)
    assert [row[:6] for row in listed(returned)] == [row[:6] for row in listed(copy)]
    assert load_workbook(BytesIO(returned), data_only=True)["附表"]["B2"].value == pytest.approx(300.3)


def test_the_copy_prints(convert: Convert, tmp_path: Path) -> None:
    """LibreOffice turns the copy into pages without complaint."""
    path = tmp_path / "批注.xlsx"
    path.write_bytes(hand_back(office_workbook(), FINDINGS))
    assert convert(path, "pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("name", TEMPLATES)
def test_our_own_workbooks_lose_nothing(name: str) -> None:
    """The workbooks that we send out are protected and full of drop-downs; the copies are as well."""
    from pipeline.model.policy import HOME  # noqa: PLC0415  (only here)

    original = (HOME / "input_templates" / name).read_bytes()
    found = [at(TOTAL, ("项目清单", 8, 8)), at(OUTCOME, ("绩效指标", 300, 7), ("核实说明", 7, 1))]
    copy = hand_back(original, found)
    before, after = load_workbook(BytesIO(original)), load_workbook(BytesIO(copy))
    assert after.sheetnames == ["校验结果", *before.sheetnames]
    for page in before:
        assert furniture(after[page.title])[:3] == furniture(page)[:3]
        assert furniture(after[page.title])[4:] == furniture(page)[4:]
    for part in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet5.xml"):
        assert len(nodes(unpack(copy)[part], "f")) == len(nodes(unpack(original)[part], "f"))
    assert hand_back(copy, found) == copy
