"""Rows are told apart: projects, 合计, 小计, notes; merged and hidden cells speak for what they cover."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.intake.raw import Mark, RawBook, RawSheet, Scalar
from tests.parse_support import Rows, raw_book, read_book, read_edited, said, sound_rows


def with_list(*lines: Sequence[Scalar], keep: int = 5) -> RawBook:
    """Give the sound workbook with its list cut after `keep` rows and these lines below."""
    rows: Rows = [*sound_rows()["项目清单"][:keep], *map(list, lines)]
    return raw_book(extra={"项目清单": rows})


TOTAL = ["合计", None, None, 2000, 3000, 3000.5]


@pytest.mark.parametrize("word", ["合计", "合 计", "合　计", "总计", "合计：", "合计（元）", "本年支出合计"])
@pytest.mark.parametrize("column", [0, 1, 2, 8])
def test_the_total_row_is_known_by_its_word(word: str, column: int) -> None:
    """In 序号 or in 预算项目; in another column where both are blank."""
    line: list[Scalar] = [None, None, None, 2000, 3000, 3000.5, None, None, None]
    line[column] = word
    book, findings = read_book(with_list(line, keep=4))
    assert findings == []
    assert book.total is not None
    assert (book.total.row, book.total.budget) == (5, 300000)
    assert len(book.projects) == 3


@pytest.mark.parametrize("word", ["合计", "小计"])
def test_a_project_that_has_a_number_or_a_name_is_none_whatever_its_other_cells_say(word: str) -> None:
    """合计 under 完成情况 sums up nothing."""
    for cell in ("项目清单!H4", "项目清单!I4"):
        for key in ("项目清单!A4", "项目清单!B4"):
            book, _ = read_edited({cell: word, key: None})
            assert (len(book.projects), book.total and book.total.row, book.sums) == (3, 5, ())


def test_numbers_prepared_behind_the_last_project_wait_for_projects() -> None:
    """序号 4 and 5 with nothing beside them are no projects; below 合计 they have no place."""
    total = [None, "合计", None, 2000, 3000, 3000.5]
    between: list[list[Scalar]] = [[None], ["小计", None, None, 2000, 3000, 3000.5], ["注：下列项目待批。"]]
    book, findings = read_book(with_list([4], *between, [5], total, keep=4))
    assert findings == []
    assert [project.number for project in book.projects] == [1, 2, 3]
    _, findings = read_book(with_list([4]))
    assert said(findings) == {("below-total", "项目清单!A6")}


def test_a_number_alone_between_two_projects_is_a_project() -> None:
    """Its row was emptied, or never filled in."""
    rows = sound_rows()["项目清单"]
    rows[2] = [2]
    book, _ = read_book(raw_book(extra={"项目清单": rows}))
    assert [project.number for project in book.projects] == [1, 2, 3]


def test_a_missing_total_is_a_warning() -> None:
    """Below the last project something is missing."""
    book, findings = read_book(with_list(keep=4))
    assert said(findings) == {("total-missing", "项目清单!A4")}
    assert book.total is None


def test_a_second_total_is_critical_and_the_last_one_counts() -> None:
    """Both cells are named, the second first."""
    book, findings = read_book(with_list([4, "第四个", None, 1, 1, 1, None, "目标"], TOTAL))
    assert [(one.rule.id, [cell.ref for cell in one.cells]) for one in findings] == [("total-twice", ["A7", "A5"])]
    assert book.total is not None
    assert book.total.row == 7
    assert len(book.projects) == 4


def test_a_project_below_the_total_counts_where_the_indicators_know_it() -> None:
    """Pushed out of the list it is still a project; its place is what is wrong."""
    rows = sound_rows()["项目清单"]
    rows[1:] = [*rows[2:], rows[1]]
    book, findings = read_book(raw_book(extra={"项目清单": rows}))
    assert said(findings) == {("below-total", "项目清单!A5")}
    assert [project.number for project in book.projects] == [2, 3, 1]


def test_rows_below_the_total_are_critical_where_they_have_a_number_or_an_amount() -> None:
    """One finding with all cells; none of them is taken for a project of the list."""
    lines = [
        [4, "第四个", None, 1, 1, 1, None, "目标"],
        [None, None, None, None, None, 77],
        [None, "其中工资", None, "5元"],
    ]
    book, findings = read_book(with_list(*lines))
    assert [(one.rule.id, [cell.ref for cell in one.cells]) for one in findings] == [
        ("below-total", ["A6", "F7", "D8"])
    ]
    assert [project.number for project in book.projects] == [1, 2, 3]


@pytest.mark.parametrize(
    "line",
    [
        ["注：以上金额均来自账簿。"],
        ["填表人：张", None, None, None, "审核人：李", "2024年1月15日"],
        [None, "联系电话：67479920"],
        ["填表人：张", None, None, "联系电话", 67479920],
        ["以上数据已经核对。"],
        ["合计（大写）：叁仟元伍角整"],
    ],
)
def test_notes_below_the_total_are_fine(line: Sequence[Scalar]) -> None:
    """No 序号, no amount, no finding."""
    book, findings = read_book(with_list(line))
    assert (findings, len(book.projects)) == ([], 3)


@pytest.mark.parametrize(
    "line",
    [
        ["小计", None, None, 1000, 1000, 1000],
        [None, "财政拨款小计", None, 1000, 1000, 1000],
        ["注：下列项目为追加。"],
        ["二、追加项目"],
    ],
)
def test_subtotals_notes_and_group_headings_among_the_projects_are_skipped(line: Sequence[Scalar]) -> None:
    """They are no projects."""
    fourth: list[Scalar] = [4, "第四个", None, 1, 1, 1, None, "目标"]
    book, findings = read_book(with_list(line, fourth, TOTAL, keep=4))
    assert (findings, [project.number for project in book.projects]) == ([], [1, 2, 3, 4])
    assert [(one.row, one.values) for one in book.sums] == (
        [(5, {"initial": 100_000, "budget": 100_000, "spent": 100_000})] if len(line) > 1 else []
    )


def test_headings_repeated_for_print_are_no_project() -> None:
    """Nor is a total that carries a number."""
    book, findings = read_book(with_list(sound_rows()["项目清单"][0], [4, "合计", *TOTAL[2:]], keep=4))
    assert (findings, len(book.projects)) == ([], 3)
    assert book.total is not None
    assert book.total.row == 6


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ([None, None, None, "元", "（元）", "单位：元"], set()),
        (["栏次", None, None, 1, 2, 3], set()),
        ([None, None, None, "万元", "万元", "万元"], {"amounts-in-wan"}),
        ([4, "第四个", None, "元", "元", "元"], {"amount-unreadable"}),
    ],
)
def test_a_second_line_of_headings_is_no_project(line: Sequence[Scalar], found: set[str]) -> None:
    """Units or the numbers of the columns right under the headings; 万元 is said once, at its cell."""
    rows = sound_rows()["项目清单"]
    book, findings = read_book(raw_book(extra={"项目清单": [rows[0], line, *rows[1:]]}))
    assert {finding.rule.id for finding in findings} == found
    assert len(book.projects) == (4 if "amount-unreadable" in found else 3)


def test_an_unfinished_project_is_still_a_project() -> None:
    """Its blank cells are for the checks of required cells to find."""
    lines = [[None, "只写了名称"], [5], ["六", "写了名称", None, 1, 1, 1], [None, "负责人培训经费"], TOTAL]
    book, findings = read_book(with_list(*lines, keep=4))
    assert said(findings) == {("count-unreadable", "项目清单!A7")}
    assert [project.number for project in book.projects] == [1, 2, 3, None, 5, None, None]


@pytest.mark.parametrize(
    ("sheet", "line"),
    [
        ("支付明细", ["合计", None, None, None, None, 1000]),
        ("支付明细", [None, "合计", None, None, None, 5]),
        ("绩效指标", ["小计", *[None] * 7, 90, 90]),
        ("资金构成", ["注：单位为元"]),
    ],
)
def test_totals_and_notes_in_other_tables_are_no_records(sheet: str, line: Sequence[Scalar]) -> None:
    """Only the list has a total of its own; elsewhere it is passed over."""
    book, findings = read_book(raw_book(extra={sheet: [*sound_rows()[sheet], list(line)]}))
    assert findings == []
    assert (len(book.payments), len(book.indicators), len(book.parts)) == (2, 3, 1)


def test_a_merged_key_or_text_speaks_for_all_its_rows() -> None:
    """Merged 项目序号, 一级指标 and 佐证材料 fill down."""
    edits: dict[str, Scalar] = {
        "绩效指标!A3": None,
        "绩效指标!A4": "",
        "绩效指标!K3": None,
        "绩效指标!B3": None,
        "绩效指标!C3": None,
    }
    merged = ["绩效指标!A2:A4", "绩效指标!K2:K3", "绩效指标!B2:B3", "绩效指标!C2:C3"]
    book, findings = read_book(raw_book(edits, merged=merged))
    assert findings == []
    assert [one.project for one in book.indicators] == [1, 1, 1]
    assert [one.evidence for one in book.indicators] == ["验收单", "验收单", "问卷"]
    assert [one.first for one in book.indicators] == ["产出指标", "产出指标", "满意度指标"]


def test_a_merged_amount_is_critical_at_its_top_cell() -> None:
    """No row of it counts as read or as blank."""
    book, findings = read_book(raw_book({"项目清单!F3": None}, merged=["项目清单!F2:F3"]))
    assert [(one.rule.id, [cell.ref for cell in one.cells]) for one in findings] == [("amount-merged", ["F2", "F3"])]
    assert [project.spent for project in book.projects] == [None, None, 100000]
    assert {cell.ref for cell in book.unread} == {"F2", "F3"}


def test_what_is_wrong_with_a_merged_cell_is_said_once_and_no_row_of_it_counts_as_blank() -> None:
    """An error, a wrong amount, an unknown choice, a number as text: one finding each, all rows in it."""
    merged = [f"绩效指标!{letter}2:{letter}3" for letter in "BEFIJ"]
    edits: dict[str, Scalar] = dict.fromkeys((f"绩效指标!{letter}3" for letter in "BEFIJ"), None)
    edits |= {"绩效指标!E2": "随便", "绩效指标!I2": "五十", "绩效指标!A2": "1"}
    edits |= {"绩效指标!B2": None, "绩效指标!F2": None}
    marks = {"绩效指标!B2": Mark.ERROR, "绩效指标!F2": Mark.ERROR, "绩效指标!B3": Mark.ERROR}
    book, findings = read_book(raw_book(edits, merged=merged, marks=marks))
    assert {(one.rule.id, tuple(cell.ref for cell in one.cells)) for one in findings} == {
        ("cell-error", ("B2", "B3")),
        ("choice-unknown", ("E2", "E3")),
        ("cell-error", ("F2", "F3")),
        ("score-unreadable", ("I2", "I3")),
        ("amount-merged", ("J2", "J3")),
        ("number-as-text", ("A2",)),
    }
    assert {cell.ref for cell in book.unread} == {f"{letter}{row}" for letter in "BEFIJ" for row in (2, 3)}


def test_merged_ranges_that_overlap_are_read_somehow() -> None:
    """Only a broken file has them, in any order."""
    for merged in (["项目清单!B3:B4", "项目清单!B2:B3"], ["项目清单!B2:B3", "项目清单!B3:B4"]):
        book, findings = read_book(raw_book(merged=merged))
        assert (said(findings), len(book.projects)) == ({("merged-hidden", "项目清单!B3")}, 3)


def test_an_amount_merged_over_one_project_and_blank_rows_is_fine() -> None:
    """A tall row is one row."""
    rows = sound_rows()["项目清单"]
    rows.insert(2, [None] * 9)
    merged = [f"项目清单!{letter}2:{letter}3" for letter in "ABCDEFGHI"]
    book, findings = read_book(raw_book(extra={"项目清单": rows}, merged=merged))
    assert findings == []
    assert [project.spent for project in book.projects] == [100000, 100050, 100000]


def test_what_lies_unseen_under_a_merged_cell_is_read_and_said() -> None:
    """全年预算 and 支出 merged: only the first is shown; the same text twice, or nothing, hides nothing."""
    book, findings = read_book(raw_book(merged=["项目清单!E2:F2", "项目清单!B5:C5"]))
    assert findings == []
    book, findings = read_book(raw_book({"项目清单!F2": 999}, merged=["项目清单!E2:F2"]))
    assert [(one.rule.id, [cell.ref for cell in one.cells], one.found) for one in findings] == [
        ("merged-hidden", ["F2"], "999")
    ]
    assert book.projects[0].spent == 99900


def test_what_a_merged_cell_overrules_in_its_own_column_is_said() -> None:
    """A goal under the goal merged over it is not read; an amount there is said to be merged, and no more."""
    book, findings = read_book(raw_book(merged=["项目清单!H2:H4"]))
    assert [(one.rule.id, [cell.ref for cell in one.cells], one.found) for one in findings] == [
        ("merged-hidden", ["H3", "H4"], "办好活动")
    ]
    assert "没有读取" in findings[0].message
    assert [project.goal for project in book.projects] == ["修好道路"] * 3
    assert said(read_book(raw_book(merged=["项目清单!F2:F3"]))[1]) == {("amount-merged", "项目清单!F2")}


def test_a_name_below_the_total_is_not_read_and_said_so() -> None:
    """A project without number and amount, most likely; notes and signatures are known."""
    lines = [[None, "临时追加的项目"], ["注：金额单位为元"], [None, "填表人：某某"]]
    book, findings = read_book(with_list(*lines))
    assert [(one.rule.id, [cell.ref for cell in one.cells]) for one in findings] == [("below-total-name", ["B6"])]
    assert findings[0].severity.value == "info"
    assert len(book.projects) == 3


def test_headings_merged_over_two_rows_are_no_data() -> None:
    """The table begins below them."""
    rows = sound_rows()["项目清单"]
    rows.insert(1, [None] * 9)
    merged = [f"项目清单!{letter}1:{letter}2" for letter in "ABCDEFGHI"]
    book, findings = read_book(raw_book(extra={"项目清单": rows}, merged=merged))
    assert (findings, len(book.projects)) == ([], 3)


def test_headings_under_a_group_heading_are_found() -> None:
    """预算 over 年初预算 and 全年预算, the others merged down beside it."""
    rows = sound_rows()["项目清单"]
    group: list[Scalar] = [*rows[0]]
    group[3:6] = ["金额", None, None]
    sub: list[Scalar] = [None] * 9
    sub[3:6] = rows[0][3:6]
    merged = [f"项目清单!{letter}1:{letter}2" for letter in "ABCGHI"]
    book, findings = read_book(
        raw_book(extra={"项目清单": [group, sub, *rows[1:]]}, merged=[*merged, "项目清单!D1:F1"])
    )
    assert (findings, len(book.projects)) == ([], 3)


def test_hidden_parts_are_read_and_said_once_a_sheet() -> None:
    """Hidden rows and columns that hold nothing of ours do not matter."""
    sheets = []
    for sheet in raw_book().sheets:
        rows = frozenset({3, 40}) if sheet.name in {"项目清单", "基本信息"} else frozenset({99})
        columns = frozenset({6}) if sheet.name == "项目清单" else frozenset({30})
        sheets.append(
            RawSheet(sheet.name, sheet.rows, hidden=sheet.name == "支付明细", hidden_rows=rows, hidden_columns=columns)
        )
    book, findings = read_book(RawBook(tuple(sheets)))
    assert said(findings) == {
        ("sheet-hidden", "基本信息!B3"),
        ("sheet-hidden", "项目清单!A3"),
        ("sheet-hidden", "支付明细"),
    }
    assert len(book.projects) == 3
    assert len(book.payments) == 2


def test_prepared_formulas_that_give_nought_do_not_make_a_row() -> None:
    """A template's formulas far below the data are no records."""
    marks = dict.fromkeys(("项目清单!E4", "项目清单!F8"), Mark.FORMULA)
    book, findings = read_book(raw_book({"项目清单!F8": 0}, marks=marks))
    assert (findings, len(book.projects)) == ([], 3)


def test_a_fault_repeated_down_a_long_column_is_one_finding() -> None:
    """More than twenty unreadable dates have one cause, and every cell is named."""
    head, line = sound_rows()["支付明细"][:2]
    rows: Rows = [head, *[[line[0], f"第{day}天", *line[2:]] for day in range(30)]]
    _, findings = read_book(raw_book(extra={"支付明细": rows}))
    assert [(one.rule.id, len(one.cells)) for one in findings] == [("date-unreadable", 30)]


def test_twenty_typed_numbers_or_less_each_have_their_own_finding() -> None:
    """Different mistakes are different findings."""
    _, findings = read_edited({"支付明细!B2": "初", "支付明细!B3": "末"})
    assert findings == {("date-unreadable", "支付明细!B2"), ("date-unreadable", "支付明细!B3")}


@pytest.mark.parametrize("word", ["小计", "合计", "年度资金总额", "小 计："])
def test_a_numbered_sum_among_the_parts_is_no_part(word: str) -> None:
    """It carries the project's number and sums its parts."""
    rows = [*sound_rows()["资金构成"], [2, word, 1000, 1000, 1000.5]]
    book, findings = read_book(raw_book(extra={"资金构成": rows}))
    assert (said(findings), len(book.parts)) == (set(), 1)


@pytest.mark.parametrize("word", ["小计", "合计"])
def test_a_numbered_sum_among_the_indicators_is_no_indicator(word: str) -> None:
    """It carries the project's number and sums its points."""
    rows = [*sound_rows()["绩效指标"], [1, word, None, None, None, None, None, None, 90, 90]]
    book, findings = read_book(raw_book(extra={"绩效指标": rows}))
    assert (said(findings), len(book.indicators)) == (set(), 3)


@pytest.mark.parametrize("word", ["预算执行率", "执行率", "预算执行率指标", "预算执行情况", "预算执行率（10分）"])
def test_the_execution_rate_typed_as_an_indicator_is_one_mistake(word: str) -> None:
    """It is computed, so its rows are left out, however many there are."""
    line: list[Scalar] = [1, word, word, word, "=", 100, "%", 96, 10, 9.6]
    for count, cells, many in ((1, ["B5"], ""), (2, ["B5", "B6"], "（共 2 行）")):
        book, (one,) = read_book(raw_book(extra={"绩效指标": [*sound_rows()["绩效指标"], *[line] * count]}))
        assert (one.rule.id, [cell.ref for cell in one.cells]) == ("execution-row", cells)
        assert one.message == f"绩效指标第 5 行填了预算执行率，它由程序按项目清单计算，不用填{many}。"
        assert len(book.indicators) == 3


def test_an_indicator_about_the_execution_rate_stays_one() -> None:
    """Some places score the progress of payments under 时效指标."""
    book, findings = read_edited({"绩效指标!D2": "预算执行率", "绩效指标!G2": "%"})
    assert (findings, len(book.indicators)) == (set(), 3)


@pytest.mark.parametrize("sheet", ["支付明细", "绩效指标", "资金构成"])
@pytest.mark.parametrize(
    "line",
    [
        ["单位负责人（签字）：", None, None, "经办人："],
        ["2024年2月20日"],
        ["附：未付款情况"],
        ["一、基建类"],
        ["分管领导（签字）：", None, "盖章："],
    ],
)
def test_signatures_days_and_headings_of_groups_are_no_records(sheet: str, line: list[Scalar]) -> None:
    """They stand where the number of a project should, alone or as a note."""
    sound, _ = read_book(raw_book())
    book, findings = read_book(raw_book(extra={sheet: [*sound_rows()[sheet], [], line]}))
    assert said(findings) == set()
    assert (book.payments, book.indicators, book.parts) == (sound.payments, sound.indicators, sound.parts)


def test_a_word_for_a_number_beside_other_cells_is_still_told() -> None:
    """A payment whose 项目序号 is a word is a payment; a bare number is one that was begun."""
    rows = sound_rows()["支付明细"]
    book, findings = read_book(raw_book(extra={"支付明细": [*rows, ["甲项目", None, None, None, None, 5], [1]]}))
    assert said(findings) == {("count-unreadable", "支付明细!A4")}
    assert len(book.payments) == 4


@pytest.mark.parametrize(
    ("line", "count"),
    [
        (["注：以上内容已核对。"], 2),
        (["填表人：何      审核人：范"], 2),
        (["注：以上内容已核对。", None, "一段"], 3),
        (["三"], 3),
    ],
)
def test_notes_below_the_paragraphs_are_no_paragraphs(line: list[Scalar], count: int) -> None:
    """A note with a text beside it is a paragraph whose section is not known."""
    book, findings = read_book(raw_book(extra={"报告正文": [*sound_rows()["报告正文"], line]}))
    assert len(book.paragraphs) == count
    assert (said(findings) == set()) == (line[0] == "三" or count == 2)


def test_a_second_table_below_the_total_is_one_mistake() -> None:
    """Its numbers are those of the projects above: it is no project, and where it stands is said."""
    book, findings = read_book(
        with_list(TOTAL, [], ["附：追加项目"], ["序号", "项目", "金额"], [1, "某项目", 100], keep=4)
    )
    assert {one.rule.id for one in findings} == {"below-total", "below-total-name"}
    assert [project.number for project in book.projects] == [1, 2, 3]
