"""Sheets, headings and labels are found however they are arranged; what is missing or double is said once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.checks.run_checks import check
from pipeline.intake.raw import RawBook, RawSheet, Scalar
from pipeline.model.contract import SHEETS
from tests.parse_support import Rows, put, raw_book, read_book, read_edited, said, sound_rows

Change = Callable[[Rows], Rows]


def changed(sheet: str, change: Change) -> RawBook:
    """Give the sound workbook with one sheet rearranged."""
    return raw_book(extra={sheet: change(sound_rows()[sheet])})


def down(lines: int) -> Change:
    """Move a sheet down under as many lines of title and blank."""
    return lambda rows: [["某某单位项目支出绩效自评"], *[[None]] * (lines - 1), *rows]


def without_column(column: int) -> Change:
    """Take a column out."""
    return lambda rows: [[value for place, value in enumerate(row, start=1) if place != column] for row in rows]


def test_sheets_are_known_in_any_order_and_width() -> None:
    """Blanks, line breaks and full-width forms in a sheet's name do not count."""
    typed = {"基本信息": " 基本 信息", "项目清单": "项目清单\n", "绩效指标": "绩效　指标", "支付明细": "支付明细 "}
    sheets = [RawSheet(typed.get(name, name), rows) for name, rows in reversed(sound_rows().items())]
    book, findings = read_book(RawBook(tuple(sheets)))
    assert findings == []
    assert set(book.places) == {sheet.key for sheet in SHEETS}
    assert book.cell(book.projects[0], "spent").address == "项目清单\n!F2"


@pytest.mark.parametrize("name", [sheet.name for sheet in SHEETS])
def test_a_missing_sheet_is_critical_where_it_is_required(name: str) -> None:
    """Its name, no cell; the optional ones may be left out."""
    required = {sheet.name for sheet in SHEETS if sheet.required}
    book, findings = read_book(raw_book(without=[name]))
    assert said(findings) == ({("sheet-missing", name)} if name in required else set())
    assert all(one.cells == () for one in findings)
    assert len(book.places) == len(SHEETS) - 1


def test_extra_sheets_are_one_info_and_our_own_result_sheet_is_none() -> None:
    """校验结果 of a workbook handed back is ignored without a word."""
    _, findings = read_book(
        raw_book(extra={"校验结果": [["x"]], "校验结果 (2)": [["x"]], "Sheet1": [], "草稿": [["随便"]]})
    )
    assert said(findings) == {("sheet-extra", "Sheet1")}
    assert "草稿" in findings[0].found


@pytest.mark.parametrize(
    ("name", "near"), [("1.基本信息", True), ("基本信息表", True), ("一、基本信息", True), ("概况", False)]
)
def test_a_sheet_that_is_plainly_meant_is_named(name: str, *, near: bool) -> None:
    """What to do is to rename it; it is not read under a name of its own."""
    sheets = [RawSheet(name if it.name == "基本信息" else it.name, it.rows) for it in raw_book().sheets]
    _, findings = read_book(RawBook(tuple(sheets)))
    assert said(findings) == {("sheet-missing", "基本信息"), ("sheet-extra", name)}
    (missing,) = (it for it in findings if it.rule.id == "sheet-missing")
    assert (missing.fix == f"如果“{name}”就是这张表，请把它改名为“基本信息”。") == near


def test_two_sheets_of_one_name_are_critical_and_the_filled_one_is_read() -> None:
    """An empty copy does not hide the data."""
    book, findings = read_book(RawBook((RawSheet("项目清单 ", []), *raw_book().sheets)))
    assert said(findings) == {("sheet-twice", "项目清单")}
    assert len(book.projects) == 3


@pytest.mark.parametrize("name", [sheet.name for sheet in SHEETS])
@pytest.mark.parametrize("lines", [1, 4, 9])
def test_headings_are_found_below_titles_and_guidance(name: str, lines: int) -> None:
    """Anywhere in the first ten rows."""
    book, findings = read_book(changed(name, down(lines)))
    assert findings == []
    assert len(book.projects) == 3
    assert book.info.year == 2023


def test_headings_below_the_tenth_row_are_not_found() -> None:
    """One finding for the sheet, none for its cells."""
    book, findings = read_book(changed("项目清单", down(10)))
    assert said(findings) == {("headings-missing", "项目清单!A1")}
    assert not book.has("projects")


def test_one_chance_word_above_a_wide_table_is_no_heading_row() -> None:
    """A table without its headings is one finding, not one a column."""
    rows: Rows = [["填写说明", "序号"], *sound_rows()["项目清单"][1:]]
    assert said(read_book(raw_book(extra={"项目清单": rows}))[1]) == {("headings-missing", "项目清单!A1")}


@pytest.mark.parametrize(
    "heading",
    [
        "支出(元)",
        " 支 出（元） ",
        "支出\n（元）",
        "*支出（元）",
        "支出（元）＊",
        "支出（元）（必填）",
        "支出（元）：",
        "支出［元］",
        "6.支出（元）",
        "（六）支出（元）",
        "６、*支出（元）",
    ],
)
def test_a_heading_is_known_whatever_its_width_blanks_and_marks(heading: str) -> None:
    """Width, blanks, line breaks, asterisks, 必填 and the numbers of a list do not count."""
    book, findings = read_edited({"项目清单!F1": heading})
    assert findings == set()
    assert book.projects[0].spent == 100000


def test_levels_may_be_headed_without_their_last_word() -> None:
    """一级 is 一级指标."""
    book, findings = read_edited({"绩效指标!B1": "一级", "绩效指标!C1": "二级", "绩效指标!D1": "三级"})
    assert findings == set()
    assert book.indicators[0].third == "维修里程"


def test_columns_may_stand_in_any_order() -> None:
    """Only their headings count."""
    book, findings = read_book(changed("项目清单", lambda rows: [[*row[::-1]] for row in rows]))
    assert findings == []
    assert book.cell(book.projects[0], "spent").ref == "D2"
    assert book.total is not None


@pytest.mark.parametrize(
    ("sheet", "column", "key"),
    [
        ("项目清单", 1, "number"),
        ("项目清单", 6, "spent"),
        ("绩效指标", 10, "points"),
        ("报告正文", 3, "text"),
        ("支付明细", 2, "paid_on"),
    ],
)
def test_a_missing_required_column_is_one_finding_at_the_first_heading(sheet: str, column: int, key: str) -> None:
    """Its cells are not called blank as well: the column has no place."""
    book, findings = read_book(changed(sheet, without_column(column)))
    assert said(findings) == {("column-missing", f"{sheet}!A1")}
    table = next(one.key for one in SHEETS if one.name == sheet)
    assert key not in book.places[table].columns


def test_a_renamed_first_heading_is_still_the_first_cell() -> None:
    """The finding names what stands there instead."""
    _, findings = read_book(raw_book({"项目清单!F1": "支出（万元）"}))
    assert said(findings) == {("column-missing", "项目清单!A1")}
    assert "支出（万元）" in findings[0].found
    assert "决算数" in read_book(raw_book({"项目清单!F1": "决算数"}))[1][0].found
    assert read_edited({"项目清单!A1": "编号"})[1] == {("column-missing", "项目清单!A1")}
    assert read_edited({"项目清单!A1": None})[1] == {("column-missing", "项目清单!A1")}


def test_labels_numbered_as_a_list_are_read() -> None:
    """1.单位名称, 2.预算年度 and so on: the line below the headings is still the first of them."""
    names = {f"基本信息!A{row}": f"{row - 2}.{sound_rows()['基本信息'][row - 1][0]}" for row in range(3, 12)}
    book, findings = read_edited(names)
    assert findings == set()
    assert (book.info.unit, book.info.year) == ("示例街道办事处", 2023)


def test_a_missing_optional_column_and_a_column_of_ones_own_are_fine() -> None:
    """Remarks beside the table are nobody's business."""
    book, findings = read_book(changed("项目清单", without_column(9)))
    assert findings == []
    assert book.projects[0].outcome is None
    assert read_edited({"项目清单!K1": "备注", "项目清单!K2": "见附页", "项目清单!K30": 5})[1] == set()


def test_a_misspelt_optional_heading_is_pointed_out() -> None:
    """What was not read is said, with the heading that may be meant."""
    assert read_edited({"项目清单!C1": "资金来原"})[1] == {("heading-unknown", "项目清单!C1")}
    assert read_edited({"基本信息!A5": "单项上限（万元）"})[1] == {("heading-unknown", "基本信息!A5")}


def test_a_column_under_a_misspelt_heading_is_unread_and_an_empty_one_is_nobodys_business() -> None:
    """Its filled cells have their place, so that no check takes them for blank; nothing lost, nothing said."""
    heading, lost = (
        {"绩效指标!L1": "偏差原因分析及改进措施"},
        {"绩效指标!H2": 4.5, "绩效指标!J2": 45, "绩效指标!J3": 25},
    )
    book, findings = read_book(raw_book(heading | lost | {"绩效指标!L3": "汛期推迟"}))
    assert said(findings) == {("heading-unknown", "绩效指标!L1")}
    assert {row.reason for row in book.indicators} == {None}
    assert {cell.ref for cell in book.unread} == {"L3"}
    told = check([book], [findings])[0].findings
    assert {cell.ref for it in told if it.rule.id == "lost-without-reason" for cell in it.cells} == {"L2", "J2"}
    assert read_edited(heading)[1] == set()


@pytest.mark.parametrize("typed", ["支出（元）", "支出(元)", " 支出（元）*"])
def test_two_headings_alike_are_critical_at_the_second(typed: str) -> None:
    """Both cells are named, and neither is read: what stands there is not accused."""
    book, findings = read_book(raw_book({"项目清单!J1": typed, "项目清单!J2": "五", "项目清单!F3": "?"}))
    assert [(one.rule.id, [cell.ref for cell in one.cells]) for one in findings] == [("column-twice", ["J1", "F1"])]
    assert {project.spent for project in book.projects} == {None}


def test_two_labels_alike_are_critical_at_the_second() -> None:
    """Also in 基本信息; what both say is read, where they differ neither is."""
    for value, control in ((1, None), (sound_rows()["基本信息"][5][1], read_book(raw_book({}))[0].info.control)):
        book, findings = read_book(raw_book({"基本信息!A12": "支出合计(元)", "基本信息!B12": value}))
        said_of = [(one.rule.id, [cell.ref for cell in one.cells]) for one in findings]
        assert said_of == [("column-twice", ["A12", "A6"])]
        assert book.info.control == control


@pytest.mark.parametrize(
    ("row", "required"), [(3, True), (4, True), (6, True), (8, True), (5, False), (7, False), (9, False)]
)
def test_required_lines_of_the_basic_facts_must_be_there_and_filled(row: int, required: bool) -> None:  # noqa: FBT001  (a table column)
    """A missing label: the heading row's first cell; a blank one: its 内容 cell."""
    assert read_edited({f"基本信息!B{row}": " 　"})[1] == ({("label-blank", f"基本信息!B{row}")} if required else set())
    edits: dict[str, Scalar] = {f"基本信息!A{row}": None, f"基本信息!B{row}": None}
    assert read_edited(edits)[1] == ({("label-missing", "基本信息!A2")} if required else set())


def test_a_required_label_without_its_unit_is_missing_and_its_likeness_is_named() -> None:
    """支出合计 may be in 万元 for all we know."""
    _, findings = read_book(raw_book({"基本信息!A6": "支出合计"}))
    assert said(findings) == {("label-missing", "基本信息!A2")}
    assert "支出合计" in findings[0].found


def test_a_label_that_cannot_be_read_is_not_called_blank() -> None:
    """One cause, one finding."""
    assert read_edited({"基本信息!B4": "去年"})[1] == {("year-unreadable", "基本信息!B4")}


def test_the_basic_facts_need_no_heading_and_may_stand_further_right() -> None:
    """The first pair of columns that holds the labels is taken."""
    book, findings = read_edited({"基本信息!A2": None, "基本信息!B2": None, "基本信息!C2": None})
    assert findings == set()
    assert book.info_cell("year").ref == "B4"
    book, raw_findings = read_book(
        changed("基本信息", lambda rows: [[place, None, *row] for place, row in enumerate(rows)])
    )
    assert raw_findings == []
    assert (book.info.year, book.info_cell("year").ref) == (2023, "D4")


def test_blank_rows_are_ignored_wherever_they_stand() -> None:
    """White space and prepared formulas that give nothing are blank too."""
    spread: Change = lambda rows: [line for row in rows for line in (row, [None, " ", "　\n"], [])]  # noqa: E731  (it reads best so)
    for sheet in sound_rows():
        book, findings = read_book(changed(sheet, spread))
        assert findings == []
        assert (len(book.projects), len(book.indicators), len(book.payments)) == (3, 3, 2)


@pytest.mark.parametrize("sheet", ["项目清单", "绩效指标", "报告正文", "支付明细", "资金构成", "核实说明"])
def test_a_table_of_headings_only_is_critical_where_it_is_required(sheet: str) -> None:
    """An optional table may be empty; it is still there."""
    book, findings = read_book(changed(sheet, lambda rows: rows[:1]))
    required = {one.name for one in SHEETS if one.required}
    assert said(findings) == ({("sheet-without-rows", f"{sheet}!A1")} if sheet in required else set())
    assert len(book.places) == len(SHEETS)


def test_an_empty_sheet_is_critical_only_where_it_is_required() -> None:
    """An empty optional sheet is none; nor is one of guidance, but a table without headings is."""
    assert read_book(changed("支付明细", lambda _: [["没有支付明细的不用填写"], [None, "可以不填"]]))[1] == []
    assert said(read_book(changed("支付明细", lambda rows: rows[1:]))[1]) == {("headings-missing", "支付明细!A1")}
    assert said(read_book(changed("绩效指标", lambda _: []))[1]) == {("headings-missing", "绩效指标!A1")}
    assert said(read_book(changed("基本信息", lambda _: [[None, " "]]))[1]) == {("headings-missing", "基本信息!A1")}
    book, findings = read_book(changed("支付明细", lambda _: []))
    assert findings == []
    assert not book.has("payments")


def test_findings_come_in_reading_order() -> None:
    """Sheet by sheet as the contract lists them, row by row."""
    edits: dict[str, Scalar] = {"支付明细!B2": "x", "项目清单!F4": "x", "项目清单!D2": "x", "基本信息!B4": "x"}
    _, findings = read_book(raw_book(edits, without=["核实说明"]))
    assert [one.cells[0].address for one in findings] == ["基本信息!B4", "项目清单!D2", "项目清单!F4", "支付明细!B2"]


def test_a_workbook_without_any_sheet_of_ours_names_all_that_is_missing() -> None:
    """Nothing else is said."""
    rows: Rows = []
    put(rows, 3, 3, "别的")
    book, findings = read_book(RawBook((RawSheet("Sheet1", rows),)))
    assert {one.rule.id for one in findings} == {"sheet-missing", "sheet-extra"}
    assert len(findings) == 5
    assert book.places == {}


def test_last_year_is_remembered_by_the_rows_that_say_something() -> None:
    """Without its headings the sheet is nobody's; rows with a gap are left out."""
    headings = ["工作表", "项目序号", "名称", "栏目", "上年内容"]
    rows: Rows = [headings, ["项目清单", 1, "道路维修", "支出（元）", "900.00"], ["项目清单", 1, "道路维修", None, "x"]]
    book, _ = read_book(raw_book(extra={"上年对照": rows}))
    assert book.before is not None
    assert [(one.project, one.text) for one in book.before.kept] == [(1, "900.00")]
    book, _ = read_book(raw_book(extra={"上年对照": rows[1:]}))
    assert book.before is None
