"""The official forms: one a project, every box filled from the workbook, each on a page of its own."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from pipeline.model.book import Book, Measure, Part, Project
from pipeline.model.policy import policy
from pipeline.outputs.document import text_of
from pipeline.outputs.forms import template as forms_template
from pipeline.outputs.forms.form import Form, forms_of
from pipeline.outputs.forms.write import notice, write_forms
from pipeline.outputs.package import unpack
from pipeline.outputs.word.anchors import read_anchors
from pipeline.outputs.word.wordml import w
from pipeline.verify.foreign.alone import hold_alone
from pipeline.verify.reading.blocks import read_blocks
from tests.forms_support import ROWS, a_project, indicators
from tests.outputs_support import a_book

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.table import Table
    from lxml import etree

    Convert = Callable[[Path, str], Path]


def one_form(project: Project | None = None, **changes: object) -> Form:
    """Compose the form of a book with one project."""
    book = a_book(projects=(project or a_project(),), indicators=indicators(), **changes)
    return forms_of(book, policy())[0]


def tables(data: bytes) -> list[Table]:
    """Return the tables of a written file."""
    return list(Document(BytesIO(data)).tables)


def first_table(data: bytes) -> Any:  # noqa: ANN401  (python-docx leaves its elements untyped)
    """Return the first table's element, which shows merged cells as they are."""
    return next(Document(BytesIO(data)).element.body.iter(w("tbl")))


def printed(data: bytes) -> list[list[str]]:
    """Rows of the first form as read: a cell that spans columns once, one merged downwards only at its top."""
    rows = []
    for row in first_table(data).tr_lst:
        texts = []
        for cell in row.tc_lst:
            goes_on = cell.vMerge == "continue"
            texts.append("" if goes_on else "\n".join(paragraph.text for paragraph in cell.p_lst))
        rows.append(texts)
    return rows


def test_the_form_prints_head_funds_goals_and_score() -> None:
    """Every box of the official form stands where the official form has it."""
    book = a_book(projects=(a_project(),), indicators=indicators())
    rows = printed(write_forms(book, policy(), draft=False))
    assert rows == [
        ["项目名称", "2023年社区巡查经费"],
        ["主管部门", "区应急局", "实施单位", "龙城街道办事处"],
        ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["", "年度资金总额", "30", "32.5", "28.840001", "10", "88.74%", "8.87"],
        ["", "其中：当年财政拨款", "30", "32.5", "28.840001", "—", "—", "—"],
        ["", "　　　上年结转资金", "0", "0", "0", "—", "—", "—"],
        ["", "　　　其他资金", "0", "0", "0", "—", "—", "—"],
        ["年度总体目标", "预期目标", "实际完成情况"],
        ["", "全年巡查95次", "全年巡查97次"],
        list(forms_template.HEADS),
        ["产出指标", "数量指标", "巡查次数", "≥95次", "97次", "20", "20", ""],
        ["", "", "培训人次", "≥30人次", "30人次", "20", "20", ""],
        ["", "质量指标", "合格率", "≥95％", "95%", "10", "10", ""],
        ["效益指标", "社会效益指标", "居民获得感", "明显提升", "达成", "30", "29.5", ""],
        ["满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", "88%", "10", "9.78", "天气原因，明年提前安排"],
        ["总分", "100", "98.15", ""],
    ]


def test_money_stands_in_the_row_of_its_source() -> None:
    """Without 资金构成 all of a project stands in the row that its 资金来源 names; the other rows are 0."""
    spent = [text_of(line.spent) for line in one_form(a_project(funding="上年结转资金")).funds]
    assert spent == ["28.840001", "0", "28.840001", "0"]


def test_parts_of_the_funds_are_printed_where_given() -> None:
    """资金构成 splits a project exactly, to the fen."""
    parts = (Part(2, 1, "当年财政拨款", 30_000_000, 30_000_000, 28_840_000), Part(3, 1, "其他资金", None, 2_500_000, 1))
    funds = one_form(parts=parts).funds
    amounts = [[text_of(runs) for runs in (line.initial, line.budget, line.spent)] for line in funds]
    assert amounts == [["30", "32.5", "28.840001"], ["30", "30", "28.84"], ["0", "0", "0"], ["0", "2.5", "0.000001"]]


def test_several_sources_without_parts_leave_the_parts_blank() -> None:
    """Nothing says how the money is split, so nothing is printed: no invented zeros."""
    funds = one_form(a_project(funding="当年财政拨款、其他资金")).funds
    assert [text_of(line.budget) for line in funds] == ["32.5", "", "", ""]


def test_unreadable_amounts_leave_rate_and_score_blank() -> None:
    """A draft of a workbook with gaps still has its form; what cannot be reckoned stays blank."""
    form = one_form(a_project(budget=None))
    assert [text_of(runs) for runs in (form.rate, form.rate_points, form.score)] == ["", "", ""]
    assert text_of(form.funds[0].budget) == ""
    assert text_of(form.weight) == "100"


@pytest.mark.parametrize(
    ("typed", "unit", "printed_as"),
    [
        ("95", "户", "≥95户"),
        ("95%", "%", "≥95%"),
        ("95户以上", "户", "95户以上"),
        ("不少于95户", "户", "不少于95户"),
        ("95名", "人", "≥95名"),
    ],
)
def test_a_target_says_its_unit_and_its_direction_once(typed: str, unit: str, printed_as: str) -> None:
    """What the typed words bring along is not printed again."""
    row = replace(indicators()[0], target=Measure(typed, Decimal(95)), unit=unit)
    book = a_book(projects=(a_project(),), indicators=(row,))
    assert text_of(forms_of(book, policy())[0].indicators[0].target) == printed_as


def test_rows_of_one_level_stand_together() -> None:
    """Levels mixed in the workbook are printed side by side, in order of first appearance, and merged."""
    mixed = (ROWS[0], ROWS[3], ROWS[2], ROWS[1])
    book = a_book(projects=(a_project(),), indicators=indicators(rows=mixed))
    lines = forms_of(book, policy())[0].indicators
    assert [(line.starts, text_of(line.third)) for line in lines] == [
        ("first", "巡查次数"),
        ("third", "培训人次"),
        ("second", "合格率"),
        ("first", "居民获得感"),
    ]


def test_merged_boxes_begin_and_go_on_where_the_levels_do() -> None:
    """Word merges a cell downwards by restart and continue; a level of one row is a restart alone."""
    book = a_book(projects=(a_project(),), indicators=indicators())
    rows = first_table(write_forms(book, policy(), draft=False)).tr_lst[10:15]
    merged = [(row.tc_lst[0].vMerge, row.tc_lst[1].vMerge) for row in rows]
    assert merged == [
        ("restart", "restart"),
        ("continue", "continue"),
        ("continue", "restart"),
        ("restart", "restart"),
        ("restart", "restart"),
    ]


def test_text_is_printed_character_for_character() -> None:
    """Markup, braces, line breaks and control characters of the workbook neither vanish nor become anything else."""
    odd = 'A & B <w:p/> "引" {{ 标题 }} {% if %}\n𠀀第二行\t表'
    book = a_book(projects=(a_project(goal=odd, outcome="坏\x0b字符"),), indicators=())
    row = tables(write_forms(book, policy(), draft=False))[0].rows[8]
    assert [row.cells[1].text, row.cells[-1].text] == [odd, "坏\ufffd字符"]


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_printed(name: str, goal: str) -> None:
    """Whatever a cell holds, the form is written and read back whole."""
    book = a_book(projects=(a_project(name=name, goal=goal),), indicators=indicators())
    assert tables(write_forms(book, policy(), draft=True))


def test_every_number_names_its_cells() -> None:
    """Invisible bookmarks tell where each number comes from, as in the report."""
    book = a_book(projects=(a_project(),), indicators=indicators())
    cells = {anchor.text: anchor.cells for anchor in read_anchors(write_forms(book, policy(), draft=False))}
    assert cells["88.74%"] == ("项目清单!H2", "项目清单!G2")
    assert cells["29.5"] == ("绩效指标!J5",)
    assert cells["98.15"][:2] == ("项目清单!H2", "项目清单!G2")


def test_the_same_book_gives_the_same_bytes() -> None:
    """Nothing of the clock or the machine is in the file; its author is the unit."""
    book = a_book(indicators=indicators())
    data = write_forms(book, policy(), draft=False)
    assert data == write_forms(book, policy(), draft=False)
    properties = Document(BytesIO(data)).core_properties
    assert (properties.author, properties.title, properties.language) == (
        "龙城街道办事处",
        "项目支出绩效自评表",
        "zh-CN",
    )


@pytest.mark.parametrize("projects", [(), (a_project(number=None),)])
def test_a_book_without_projects_or_indicators_still_opens(projects: tuple[Project, ...]) -> None:
    """No loop of the template leaves a table without rows."""
    data = write_forms(a_book(projects=projects), policy(), draft=False)
    for table in Document(BytesIO(data)).element.body.iter(w("tbl")):
        assert table.find(w("tr")) is not None


def test_a_draft_says_so_on_its_first_page_only() -> None:
    """草稿 stands above the first form; a final form says nothing of it."""
    book = a_book(indicators=indicators())
    draft, final = (Document(BytesIO(write_forms(book, policy(), draft=it))) for it in (True, False))
    assert [it.text for it in draft.paragraphs].count(notice(0)) == 1
    assert draft.paragraphs[0].text == notice(0)
    assert notice(0) not in [it.text for it in final.paragraphs]


def test_every_run_names_its_east_asian_font_and_size() -> None:
    """A run without w:eastAsia falls back to MS Mincho."""
    data = write_forms(a_book(indicators=indicators()), policy(), draft=True)
    for run in Document(BytesIO(data)).element.body.iter(w("r")):
        fonts: etree._Element = run.find(f"{w('rPr')}/{w('rFonts')}")
        assert fonts.get(w("eastAsia"))
        assert run.find(f"{w('rPr')}/{w('sz')}") is not None


def long_project(book: Book, letters: int) -> Book:
    """Give every project a long goal and outcome."""
    words = "巡查社区、整治隐患、回访居民，" * letters
    return replace(book, projects=tuple(replace(it, goal=words, outcome=words) for it in book.projects))


@pytest.mark.parametrize("length", [1, 20, 40])
def test_each_form_stands_on_one_page(length: int, convert: Convert, tmp_path: Path) -> None:
    """Longer texts are set in smaller type, never under 9 pt, and the page holds them."""
    book = long_project(a_book(indicators=indicators()), length)
    path = tmp_path / "自评表.docx"
    path.write_bytes(write_forms(book, policy(), draft=True))
    sizes = {run.font.size.pt for row in tables(path.read_bytes())[0].rows for cell in row.cells
             for paragraph in cell.paragraphs for run in paragraph.runs}  # fmt: skip
    assert min(sizes) >= 9
    assert len(PdfReader(convert(path, "pdf")).pages) == len(book.projects)


@pytest.mark.parametrize(
    ("fen", "printed_as", "size"),
    [
        (199_999_999, "199.999999", 9),
        (12_345_678_901, "12345.678901", 7.5),
        (9_876_543_210_987, "9876543.210987", 6.5),
    ],
)
@pytest.mark.parametrize("layout", ["国标", "审核"])
def test_no_amount_is_torn_in_its_box(  # noqa: PLR0913, PLR0917  (cases and fixtures)
    layout: str, fen: int, printed_as: str, size: float, convert: Convert, tmp_path: Path
) -> None:
    """Exact 万元 with six decimals stand in one line, whatever font is there; short ones keep their size."""
    path = tmp_path / "自评表.docx"
    book = a_book(projects=(a_project(initial=fen, budget=fen, spent=fen),), indicators=indicators())
    path.write_bytes(write_forms(book, policy(), draft=False, layout=layout))
    paper = PdfReader(convert(path, "pdf")).pages[0].extract_text()
    assert paper.count(printed_as) == 6
    sizes = {run.text: run.font.size.pt for cell in tables(path.read_bytes())[0].columns[3].cells
             for paragraph in cell.paragraphs for run in paragraph.runs}  # fmt: skip
    assert (sizes[printed_as], sizes["0"]) == (size, 10.5)


@pytest.mark.parametrize(("length", "place"), [(1, {"center"}), (400, {"top"})])
def test_a_text_that_runs_on_to_the_next_page_begins_at_the_top_of_its_cell(length: int, place: set[str]) -> None:
    """Goal and outcome of a form longer than a page; those of a short one stand in the middle."""
    book = long_project(a_book(indicators=indicators()), length)
    table = tables(write_forms(book, policy(), draft=False))[0]
    long_cells = [cell._tc for cell in table.rows[8].cells[1:]]  # noqa: SLF001  (python-docx hides w:vAlign)
    assert {mark.get(w("val")) for cell in long_cells for mark in cell.iter(w("vAlign"))} == place


def test_the_committed_template_is_current() -> None:
    """自评表模板.docx is what forms_template builds, in a valid order of its parts."""
    assert unpack(forms_template.TEMPLATE.read_bytes()) == unpack(forms_template.build())


def test_a_form_that_runs_on_says_the_levels_in_every_row() -> None:
    """Merged downwards they would stand on the first page only; a form of one page keeps them merged."""
    book = long_project(a_book(indicators=indicators()), 400)
    written = write_forms(book, policy(), draft=False)
    rows = first_table(written).tr_lst[10:15]
    assert not [mark for row in rows for mark in row.iter(w("vMerge"))]
    levels = [["".join(t.text or "" for t in cell.iter(w("t"))) for cell in row.tc_lst[:2]] for row in rows]
    assert levels == [list(row[:2]) for row in ROWS]
    assert hold_alone(read_blocks(written), "自评表.docx") == []
