"""The blank workbook is the contract, sheet by sheet, in a file that is the same each time."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from pipeline.intake.blank.layout import FIRST_ROW, GUIDANCE_ROW, HEADING_ROW, HOW_ROW
from pipeline.intake.blank.styles import text_width
from pipeline.intake.blank.workbook import blank_workbook
from pipeline.model.contract import CONTRACT_VERSION, HEADING_SEARCH_ROWS, INFO, PROJECTS, SHEETS, TIERS
from pipeline.model.fields import Kind, Sheet
from pipeline.model.policy import policy

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

COMMITTED = Path(__file__).resolve().parents[2] / "input_templates" / "空白工作簿.xlsx"
TABLES = [sheet for sheet in SHEETS if not sheet.paired]


@pytest.fixture(scope="module")
def blank() -> Workbook:
    """Return the blank workbook as openpyxl reads it."""
    return load_workbook(io.BytesIO(blank_workbook()))


def parts(data: bytes) -> dict[str, bytes]:
    """Return what an archive holds, however it was packed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def headings(page: Worksheet) -> list[str]:
    """Return the heading row of a sheet."""
    return [str(cell.value) for cell in page[HEADING_ROW]]


def lists_of(page: Worksheet) -> dict[str, tuple[str, ...]]:
    """First cell of each drop-down → its choices."""
    return {
        str(rule.sqref).partition(":")[0]: tuple(str(rule.formula1).strip('"').split(","))
        for rule in page.data_validations.dataValidation
        if rule.type == "list"
    }


def test_the_blank_workbook_is_the_same_on_each_call() -> None:
    """Two calls give the same bytes."""
    assert blank_workbook() == blank_workbook()


def test_the_committed_blank_workbook_is_the_one_the_program_writes() -> None:
    """Same parts in the same order; the packing itself may differ where Python brings another zlib."""
    made, committed = parts(blank_workbook()), parts(COMMITTED.read_bytes())
    assert list(made) == list(committed)
    assert made == committed


def test_no_clock_time_is_in_the_file() -> None:
    """Every entry of the archive carries the same date."""
    with zipfile.ZipFile(io.BytesIO(blank_workbook())) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_sheets_are_those_of_the_contract_and_no_other(blank: Workbook) -> None:
    """An extra sheet would earn its user a remark."""
    assert blank.sheetnames == [sheet.name for sheet in SHEETS]


@pytest.mark.parametrize("sheet", TABLES, ids=lambda sheet: sheet.name)
def test_each_sheet_has_the_headings_of_the_contract_once(blank: Workbook, sheet: Sheet) -> None:
    """In their order, within the first ten rows; check columns follow and repeat no heading."""
    found = headings(blank[sheet.name])
    assert found[: len(sheet.fields)] == [field.heading for field in sheet.fields]
    assert len(set(found)) == len(found)
    assert HEADING_ROW <= HEADING_SEARCH_ROWS


def test_the_first_sheet_lists_every_label_of_the_contract(blank: Workbook) -> None:
    """Labels stand under 项目, and 内容 is beside it."""
    page = blank[INFO.name]
    assert headings(page)[:2] == ["项目", "内容"]
    assert [row[0].value for row in page.iter_rows(min_row=FIRST_ROW)] == [field.heading for field in INFO.fields]


@pytest.mark.parametrize("sheet", TABLES, ids=lambda sheet: sheet.name)
def test_required_columns_say_so_above_their_heading(blank: Workbook, sheet: Sheet) -> None:
    """And their headings are darker than the others."""
    page = blank[sheet.name]
    colours = {True: set(), False: set()}
    for place, field in enumerate(sheet.fields, start=1):
        assert str(page.cell(GUIDANCE_ROW, place).value).startswith("必填") == field.required
        colours[field.required].add(page.cell(HEADING_ROW, place).fill.fgColor.rgb)
    assert not colours[True] & colours[False]


@pytest.mark.parametrize("sheet", TABLES, ids=lambda sheet: sheet.name)
def test_every_closed_list_of_a_table_has_its_drop_down(blank: Workbook, sheet: Sheet) -> None:
    """From the first row on; 完成值 proposes the tiers of 定性 rows."""
    columns = {
        field.key: blank[sheet.name].cell(FIRST_ROW, place).coordinate for place, field in enumerate(sheet.fields, 1)
    }
    expected = {columns[field.key]: field.choices for field in sheet.fields if field.choices}
    if sheet.key == "indicators":
        expected[columns["actual"]] = TIERS
    assert lists_of(blank[sheet.name]) == expected


def test_every_closed_list_of_the_first_sheet_has_its_drop_down(blank: Workbook) -> None:
    """评分办法 and 版式."""
    expected = {f"B{row}": field.choices for row, field in enumerate(INFO.fields, FIRST_ROW) if field.choices}
    assert lists_of(blank[INFO.name]) == expected
    assert len(expected) == 2


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_limit_explains_itself_in_chinese(blank: Workbook, sheet: Sheet) -> None:
    """A refused entry never meets Excel's own sentence."""
    for rule in blank[sheet.name].data_validations.dataValidation:
        assert rule.promptTitle
        assert not rule.showErrorMessage or (rule.error and rule.errorTitle)


@pytest.mark.parametrize("sheet", TABLES, ids=lambda sheet: sheet.name)
def test_amounts_dates_and_vouchers_have_their_number_formats(blank: Workbook, sheet: Sheet) -> None:
    """Dates as 2023-08-05, amounts with two decimals, vouchers as text."""
    expected = {Kind.MONEY: "#,##0.00", Kind.DATE: "yyyy-mm-dd"}
    as_text = {"voucher", "direction"}
    for place, field in enumerate(sheet.fields, start=1):
        shown = blank[sheet.name].cell(FIRST_ROW, place).number_format
        assert shown == ("@" if field.key in as_text else expected.get(field.kind, shown))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_headings_and_formulas_are_locked_and_inputs_are_not(blank: Workbook, sheet: Sheet) -> None:
    """Protection without a password, rows may still be inserted."""
    page = blank[sheet.name]
    width = 2 if sheet.paired else len(sheet.fields)
    assert (page.protection.sheet, page.protection.password, page.protection.insertRows) == (True, None, False)
    for row in page.iter_rows(min_row=HEADING_ROW, max_row=FIRST_ROW):
        for cell in row:
            typed = cell.row == FIRST_ROW and cell.column <= width and not (sheet.paired and cell.column == 1)
            assert cell.protection.locked is not typed, cell.coordinate


@pytest.mark.parametrize("sheet", TABLES, ids=lambda sheet: sheet.name)
def test_rows_below_the_prepared_ones_may_be_typed_into(blank: Workbook, sheet: Sheet) -> None:
    """Their columns are not locked either."""
    columns = [blank[sheet.name].column_dimensions[get_column_letter(place)] for place, _ in enumerate(sheet.fields, 1)]
    assert not [column.index for column in columns if column.protection.locked]


def test_only_the_first_sheet_is_selected(blank: Workbook) -> None:
    """Typing into one of several selected sheets would change them all."""
    assert [bool(page.sheet_view.tabSelected) for page in blank.worksheets] == [True] + [False] * (len(SHEETS) - 1)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_each_sheet_prints_across_with_its_headings_repeated(blank: Workbook, sheet: Sheet) -> None:
    """Frozen below the heading row, as wide as one page."""
    page = blank[sheet.name]
    assert str(page.freeze_panes).lstrip("ABCDEFGH") == str(FIRST_ROW)
    assert (page.page_setup.orientation, page.page_setup.fitToWidth) == ("landscape", 1)
    assert page.print_title_rows == f"${HEADING_ROW}:${HEADING_ROW}"
    assert page.oddFooter.right.text == "第 &P 页，共 &N 页"


@pytest.mark.parametrize("sheet", TABLES, ids=lambda sheet: sheet.name)
def test_no_hint_runs_off_the_paper(blank: Workbook, sheet: Sheet) -> None:
    """A hint wider than the printed columns is spread over them and wraps, in a row that is high enough."""
    page = blank[sheet.name]
    width, wide = sum(field.width for field in sheet.fields), text_width(str(page[f"A{HOW_ROW}"].value))
    spread = [str(area) for area in page.merged_cells.ranges]
    last = get_column_letter(len(sheet.fields))
    assert spread == ([] if wide <= width else [f"A{HOW_ROW}:{last}{HOW_ROW}"])
    if spread:
        assert page[f"A{HOW_ROW}"].alignment.wrap_text
        assert (page.row_dimensions[HOW_ROW].height or 0) >= 15 * wide / width


def test_the_hint_names_each_method_with_other_points(blank: Workbook) -> None:
    """90 points are those of the commonest methods only."""
    hint = str(blank["绩效指标"][f"A{HOW_ROW}"].value)
    for name, preset in policy().presets.items():
        points = 100 - preset.execution
        assert (f"{name} 为 {points} 分" in hint) == (points != 90)


def test_every_formula_carries_a_stored_value_and_none_stands_where_people_type(blank: Workbook) -> None:
    """Only the 合计 row of 项目清单 has formulas in columns that the program reads."""
    values = load_workbook(io.BytesIO(blank_workbook()), data_only=True)
    read = {}
    for sheet in TABLES:
        for row in blank[sheet.name].iter_rows(min_row=FIRST_ROW, max_col=len(sheet.fields)):
            read |= {(sheet.name, cell.coordinate): cell for cell in row if cell.data_type == "f"}
    total = blank[PROJECTS.name].max_row
    assert set(read) == {(PROJECTS.name, f"{column}{total}") for column in "FGH"}
    assert [values[sheet][ref].value for sheet, ref in read] == [0, 0, 0]
    assert all(
        b"<f>" not in part or part.count(b"<f>") <= part.count(b"<v") for part in parts(blank_workbook()).values()
    )


def test_the_control_total_is_typed(blank: Workbook) -> None:
    """支出合计 is compared with the list, so it must not be computed from it."""
    row = FIRST_ROW + [field.key for field in INFO.fields].index("control")
    assert blank[INFO.name][f"B{row}"].value is None


def test_the_file_says_which_contract_it_follows(blank: Workbook) -> None:
    """In its properties and at the foot of each printed page."""
    assert blank.properties.version == CONTRACT_VERSION
    assert CONTRACT_VERSION in str(blank[INFO.name].oddFooter.left.text)


def test_no_guidance_looks_like_forgotten_hint_text(blank: Workbook) -> None:
    """The words that the program takes for forgotten hints are not used in its own workbook."""
    texts = [str(cell.value) for page in blank.worksheets for row in page.iter_rows() for cell in row if cell.value]
    assert not [text for text in texts for hint in policy().text.hints if hint in text]
