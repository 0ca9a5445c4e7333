"""A report without its workbook is held against itself."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from pipeline.verify.foreign.alone import hold_alone
from pipeline.verify.foreign.listing import read_amount
from pipeline.verify.reading.blocks import read_blocks
from tests.verify_support import Found, critical, report

ROWS = (
    ("1", "城乡环境整治经费", "325,067.00"),
    ("2", "社区书屋开放补助", "40,000.00"),
    ("3", "食堂运行补助", "828,483.78"),
)
TEXT = (
    "丙街道2023年项目支出绩效报告",
    "一、项目基本情况",
    "（一）项目概况",
    "#",
    "三、项目组织实施情况",
    "1.城乡环境整治经费32.51万元，其中：设备购置 20 万元，劳务 12.51 万元。",
    "2.社区书屋开放补助4万元，购买图书 800 册。",
    "3.食堂运行补助828,483.78元，全年供餐 248 天。",
)


def _written(
    *changes: tuple[str, str],
    headings: tuple[str, ...] = ("序号", "预算项目", "支出（元）"),
    rows: tuple[tuple[str, ...], ...] = ROWS,
    total: str = "1,193,550.78",
) -> Found:
    """Write a report of our own with some words changed, read it back and list what is critical."""
    word = docx.Document()
    for text in TEXT:
        for old, new in changes:
            text = text.replace(old, new)  # noqa: PLW2901  (the paragraph as changed)
        if text != "#":
            word.add_paragraph(text)
            continue
        table = word.add_table(rows=0, cols=len(headings))
        for row in (headings, *rows, ("合计", *[""] * (len(headings) - 2), total)):
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
        table.rows[-1].cells[0].merge(table.rows[-1].cells[len(headings) - 2])
    out = BytesIO()
    word.save(out)
    return critical(hold_alone(read_blocks(out.getvalue()), "外来报告.docx"))


def test_a_report_that_agrees_with_itself_is_left_alone() -> None:
    """Sum, items and parts all hold; so they do in the report the program writes itself."""
    assert _written() == []
    assert hold_alone(report().blocks, "示例.docx") == []


def test_a_total_that_is_off_by_one_fen_is_found_at_the_total() -> None:
    """The 合计 row is where to look first."""
    assert _written(total="1,193,550.79") == [("report-table-sum", "表1第5行第2列")]


def test_an_amount_directly_behind_a_project_name_is_held_against_the_table() -> None:
    """To its own printed decimals: 32.51 holds, 32.52 and 4.01 do not."""
    assert _written(
        (
            "整治经费32.51万元，其中：设备购置 20 万元，劳务 12.51",
            "整治经费32.52万元，其中：设备购置 20 万元，劳务 12.52",
        )
    ) == [("prose-amount", "第5段")]
    assert _written(("开放补助4万元", "开放补助4.01万元")) == [("prose-amount", "第6段")]
    assert _written(("828,483.78元", "828,483.87元")) == [("prose-amount", "第7段")]


def test_parts_above_their_whole_are_found() -> None:
    """其中 may fall short, with a warning, but never exceed."""
    assert _written(("劳务 12.51 万元", "劳务 22.51 万元")) == [("prose-parts", "第5段")]
    assert _written(("劳务 12.51 万元", "劳务 2.51 万元")) == []


@pytest.mark.parametrize("unit", ["万元", "元"])
def test_tables_with_other_headings_and_units_are_read(unit: str) -> None:
    """项目名称 and 金额, in 元 or in 万元, with columns before and between."""
    scale = {"万元": ("32.5067", "4", "82.848378", "119.355078"), "元": ("325067", "40000", "828483.78", "1193550.78")}
    *amounts, total = scale[unit]
    rows = tuple((name, "本级", amount) for (_, name, _), amount in zip(ROWS, amounts, strict=True))
    headings = ("项目名称", "主管部门", f"金额（{unit}）")
    assert _written(headings=headings, rows=rows, total=total) == []
    wrong = _written(("4万元", "4.5万元"), headings=headings, rows=rows, total=total[:-1] + "9")
    assert wrong == [("prose-amount", "第6段"), ("report-table-sum", "表1第5行第2列")]


def test_an_amount_column_without_a_unit_is_summed_but_prose_is_not_held_to_it() -> None:
    """Nothing says whether it is 元 or 万元: no accusation rests on a guess."""
    headings = ("序号", "项目名称", "金额")
    assert _written(headings=headings) == []
    assert _written(("4万元", "5万元"), headings=headings) == []
    assert _written(headings=headings, total="1") == [("report-table-sum", "表1第5行第2列")]


def test_subtotals_and_detail_rows_are_not_summed_twice() -> None:
    """A table with 其中 rows is not accused."""
    rows = (*ROWS, ("", "其中：设备", "200,000.00"))
    assert _written(rows=rows) == []


def test_a_budget_column_makes_execution_rates_provable() -> None:
    """支出 and 全年预算 side by side: each column is summed for itself, the rate column is not."""
    headings = ("序号", "项目名称", "全年预算（元）", "支出（元）", "执行率")
    rows = tuple((number, name, "1,000,000.00", amount, "99%") for number, name, amount in ROWS)
    found = _written(headings=headings, rows=rows, total="99%")
    assert found == [], "merged cells of 合计 leave the amounts blank"


def test_a_report_without_a_table_gets_a_warning_and_its_arithmetic_checked() -> None:
    """What cannot be held is said, not guessed."""
    blocks = tuple(block for block in report().blocks if not block.table)
    remarks = hold_alone(blocks, "示例.docx")
    assert [(remark.finding.rule.id, remark.finding.severity.value) for remark in remarks] == [
        ("report-nothing-to-hold", "warning")
    ]


def test_findings_name_places_of_the_report_and_no_cells() -> None:
    """There is no workbook, so no finding names a cell of one or a token to use."""
    seen = report().edited(("支出82.85万元", "支出82.85万元，其中食材 90 万元"), ("3,902,733.78", "3,902,733.79"))
    remarks = hold_alone(seen, "示例.docx")
    assert {remark.finding.rule.id for remark in remarks} == {"report-table-sum", "prose-parts"}
    for remark in remarks:
        assert (remark.finding.cells, remark.finding.sheet) == ((), None)
        assert remark.where
        assert "{" not in remark.finding.fix


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("325,067.00", 32506700),
        ("３２５，０６７", 32506700),
        ("1.005", None),
        ("", None),
        ("无", None),
        ("3万元", 3000000),
    ],
)
def test_amounts_of_tables_are_read_to_the_fen(text: str, fen: int | None) -> None:
    """Thousands, widths, a unit in the cell; nothing is rounded."""
    assert read_amount(text, 100) == fen
