"""A rolled-over workbook carries what stands, and nothing of last year's results slips through when it is checked."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from pipeline.checks.run_checks import check
from pipeline.intake.blank.extras import COLOURS, Tone
from pipeline.intake.load import load
from pipeline.model.before import BLANK_MARK, GUIDE, SHEET
from pipeline.model.findings import Severity
from pipeline.model.policy import policy
from pipeline.rollover.carry import roll_over
from pipeline.rollover.remember import remember
from tests.books_support import sound_book
from tests.command_support import SAMPLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl import Workbook

    from pipeline.model.book import Book
    from pipeline.model.findings import Finding

LAST = SAMPLE.read_bytes()
TOTAL_ROW = 26
STANDING_INFO = ("unit", "label", "cap", "preset", "layout", "office_from", "party_from", "author", "reviewer")
STANDING_ROWS = ("project", "first", "second", "third", "direction", "unit", "weight", "evidence")


@cache
def last_book() -> Book:
    """Read the sample: last year's workbook."""
    book, _ = load(LAST, "示例工作簿.xlsx")
    assert book
    return book


@cache
def last_cells() -> Workbook:
    """Open the sample as openpyxl reads it."""
    return load_workbook(io.BytesIO(LAST), data_only=True)


@cache
def rolled() -> bytes:
    """Roll the sample over."""
    return roll_over(last_book())


def opened(data: bytes) -> Book:
    """Read a workbook back."""
    book, _ = load(data, "今年.xlsx")
    assert book
    return book


def checked(data: bytes) -> tuple[Finding, ...]:
    """Check a workbook as a run does."""
    book, findings = load(data, "今年.xlsx")
    assert book
    return check([book], [findings])[0].findings


def cells_of(findings: tuple[Finding, ...], severity: Severity) -> dict[str, set[str]]:
    """Give the cells of all findings of one severity, by rule id."""
    cells: dict[str, set[str]] = {}
    for finding in findings:
        if finding.severity is severity:
            cells.setdefault(finding.rule.id, set()).update(cell.address for cell in finding.cells)
    return cells


def filled(fill: Callable[[Workbook, Workbook], object]) -> bytes:
    """Type into the rolled workbook, out of last year's, and let its 合计 row be calculated."""
    this = load_workbook(io.BytesIO(rolled()))
    fill(this, last_cells())
    listed = this["项目清单"]
    for letter in "FGH":
        listed[f"{letter}{TOTAL_ROW}"] = sum(listed[f"{letter}{row}"].value or 0 for row in range(6, 22))
    target = io.BytesIO()
    this.save(target)
    return target.getvalue()


def column(sheet: str, letter: str, rows: int, first: int = 6) -> set[str]:
    """Name the cells of a column."""
    return {f"{sheet}!{letter}{row}" for row in range(first, first + rows)}


def test_what_stands_is_carried_over() -> None:
    """Unit, limits, projects with 简称, 主管部门 and 资金来源, indicators with weights, the year one further."""
    new, last = opened(rolled()), last_book()
    assert new.info.year == (last.info.year or 0) + 1
    assert [getattr(new.info, key) for key in STANDING_INFO] == [getattr(last.info, key) for key in STANDING_INFO]
    carried = [(it.number, it.short, it.department, it.funding) for it in new.projects]
    assert carried == [(it.number, it.short, it.department, it.funding) for it in last.projects]
    rows = [[getattr(it, key) for key in STANDING_ROWS] for it in new.indicators]
    assert rows == [[getattr(it, key) for key in STANDING_ROWS] for it in last.indicators]
    assert [(it.section, it.project) for it in new.paragraphs] == [(it.section, it.project) for it in last.paragraphs]


def test_no_result_of_last_year_is_carried_as_a_value() -> None:
    """No amount, actual, score, date, payment or explanation."""
    new = opened(rolled())
    info = new.info
    assert (info.control, info.count, info.score, info.filled_on) == (None, None, None, None)
    assert {(it.initial, it.budget, it.spent, it.adjusted_on, it.outcome) for it in new.projects} == {(None,) * 5}
    assert {(it.actual, it.points, it.reason) for it in new.indicators} == {(None, None, None)}
    assert {(it.initial, it.budget, it.spent) for it in new.parts} == {(None, None, None)}
    assert (new.payments, new.explanations) == ((), ())
    assert not any("2023" in (text or "") for it in new.projects for text in (it.name, it.short, it.goal))


def test_last_year_is_remembered_in_a_sheet_of_its_own() -> None:
    """上年对照 read back is what was remembered, value by value."""
    assert opened(rolled()).before == remember(last_book(), policy())


def test_figures_of_last_year_become_tokens_or_blanks() -> None:
    """Tokens and limits stay as they are; counts lose their number and keep their unit."""
    texts = [it.text or "" for it in opened(rolled()).paragraphs]
    assert any(
        text.startswith("{简称}支出{支出万元}，用于食材采购补助和食堂运行。全年供餐 【待填】天") for text in texts
    )
    assert any("5,000 元及以上的先经行政办公会，10 万元及以上的再经党工委会" in text for text in texts)


def test_what_must_be_new_is_blank_marked_and_shows_last_year() -> None:
    """The 支出 cell: empty, yellow, with last year's amount in its comment; the guide lists it."""
    book = load_workbook(io.BytesIO(rolled()))
    cell = book["项目清单"]["H20"]
    assert cell.value is None
    assert cell.fill.fgColor.rgb == COLOURS[Tone.FILL]
    assert cell.comment is not None
    assert cell.comment.text == "上年：832,841.00 元"
    assert book.sheetnames[-2:] == [GUIDE, SHEET]
    guide = [[cell.value for cell in row] for row in book[GUIDE].iter_rows(min_row=5)]
    assert ["待填", "项目清单!H6 等 16 格，到 H21", "支出（元）", "见各格的批注。"] in guide


def test_left_as_it_is_every_blank_and_every_mark_is_flagged() -> None:
    """Exactly these critical findings, and no warning."""
    findings = checked(rolled())
    marked = {
        f"{page.title}!{cell.coordinate}"
        for page in load_workbook(io.BytesIO(rolled())).worksheets[:4]
        for row in page.iter_rows(min_row=6)
        for cell in row
        if isinstance(cell.value, str) and BLANK_MARK in cell.value and not cell.value.startswith("=")
    }
    assert len(marked) > 40
    assert cells_of(findings, Severity.CRITICAL) == {
        "label-blank": {"基本信息!B11", "基本信息!B13"},
        "budget-blank": column("项目清单", "G", 16),
        "projects-spent-blank": column("项目清单", "H", 16),
        "indicators-actual-blank": column("绩效指标", "H", 96),
        "indicators-points-blank": column("绩效指标", "J", 96),
        "indicators-target-blank": {"绩效指标!F14", "绩效指标!F68"},
        "prose-hint": marked,
    }
    assert cells_of(findings, Severity.WARNING) == {}


def _amounts(this: Workbook, last: Workbook) -> None:
    """Copy last year's amounts, control total, count, score and filling day."""
    for row in range(6, 22):
        for letter in "FGHI":
            this["项目清单"][f"{letter}{row}"] = last["项目清单"][f"{letter}{row}"].value
    for row in (11, 12, 13, 22):
        this["基本信息"][f"B{row}"] = last["基本信息"][f"B{row}"].value
    for row in range(6, 9):
        for letter in "CDE":
            this["资金构成"][f"{letter}{row}"] = last["资金构成"][f"{letter}{row}"].value


def _results(this: Workbook, last: Workbook) -> None:
    """Copy last year's targets, actuals, points and reasons."""
    for row in range(6, 102):
        for letter in "FHJK":
            this["绩效指标"][f"{letter}{row}"] = last["绩效指标"][f"{letter}{row}"].value


def _texts(this: Workbook, last: Workbook) -> None:
    """Copy last year's names, goals, 完成情况 and paragraphs."""
    for row in range(6, 22):
        for letter in "BJK":
            this["项目清单"][f"{letter}{row}"] = last["项目清单"][f"{letter}{row}"].value
    for row in range(6, 46):
        this["报告正文"][f"C{row}"] = last["报告正文"][f"C{row}"].value


def test_filled_in_with_all_of_last_year_everything_is_flagged() -> None:
    """Amounts, actuals, results, texts, names and dates: each at its cells; nothing else is said of it."""

    def careless(this: Workbook, last: Workbook) -> None:
        for fill in (_amounts, _results, _texts):
            fill(this, last)

    findings = checked(filled(careless))
    assert cells_of(findings, Severity.CRITICAL) == {}
    last = last_book()
    with_year = {f"项目清单!B{it.row}" for it in last.projects if "2023年" in (it.name or "")} - {"项目清单!B8"}
    adjusted = {f"项目清单!I{it.row}" for it in last.projects if it.adjusted_on and "结转" not in (it.funding or "")}
    warned = cells_of(findings, Severity.WARNING)
    assert warned["amounts-as-last-year"] == column("项目清单", "H", 16)
    assert warned["last-year-left"] == with_year | adjusted | {
        "基本信息!B22",
        "绩效指标!F14",
        "绩效指标!H14",
        "绩效指标!F68",
        "绩效指标!H68",
    }
    assert column("项目清单", "K", 16) <= warned["result-as-last-year"]
    assert len(warned["actuals-as-last-year"]) > 40


def _with_figures(book: Book) -> set[str]:
    return {book.cell(it, "text").address for it in book.paragraphs if BLANK_MARK in (it.text or "")}


def test_every_paragraph_kept_with_last_years_figures_is_flagged() -> None:
    """Where rollover left a blank and the old figure was typed back in, the paragraph is last year's."""
    warned = cells_of(checked(filled(_texts)), Severity.WARNING)
    paragraphs = {cell for cell in warned["result-as-last-year"] if cell.startswith("报告正文")}
    assert paragraphs == _with_figures(opened(rolled()))


@pytest.mark.parametrize(("fill", "rule"), [(_amounts, "amounts-as-last-year"), (_results, "actuals-as-last-year")])
def test_each_kind_left_alone_is_flagged_by_its_own_rule(fill: Callable[[Workbook, Workbook], None], rule: str) -> None:
    """Amounts alone, results alone."""
    assert rule in cells_of(checked(filled(fill)), Severity.WARNING)


def test_the_same_workbook_gives_the_same_bytes() -> None:
    """Twice."""
    assert roll_over(last_book()) == roll_over(last_book())


def test_a_rolled_workbook_is_rolled_again() -> None:
    """The next year has no comments or sheets of the one before the last."""
    again = opened(roll_over(opened(filled(lambda this, last: [_amounts(this, last), _texts(this, last)]))))
    assert again.info.year == 2025
    assert again.before is not None
    assert again.before.year == 2024


def test_text_that_looks_like_a_formula_stays_text() -> None:
    """A name that begins with = is no formula of the new workbook."""
    book = sound_book({"项目清单!B2": '=HYPERLINK("http://example.invalid","x")'})
    cell = load_workbook(io.BytesIO(roll_over(book)))["项目清单"]["B6"]
    assert cell.data_type == "s"
