"""A rolled-over workbook that is filled in with this year's own results is accused of nothing about the years."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from pipeline.checks.run_checks import book_rules, check, run_rule
from pipeline.intake.load import load
from pipeline.model.before import BLANK_MARK
from pipeline.model.findings import Severity
from pipeline.model.policy import policy
from pipeline.outputs.handback import hand_back
from pipeline.rollover.carry import roll_over
from pipeline.rollover.remember import remember
from tests.rollover.reports import sample_book
from tests.rollover_support import OF_YEARS

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from pipeline.model.book import Book
    from tests.conftest import Convert

TOTAL_ROW = 26


def _fill_texts(page: Worksheet) -> None:
    """Put this year's numbers where blanks are; a year where a year is asked for."""
    for row in page.iter_rows(min_row=6):
        for cell in row:
            text = cell.value
            if isinstance(text, str) and BLANK_MARK in text and not text.startswith("="):
                text = text.replace(f"{BLANK_MARK}年", "2024年")
                cell.value = text.replace(BLANK_MARK, str(1_000 + cell.row * 7))


def truly_filled() -> bytes:
    """Fill the rolled sample in: every amount, result and text is this year's."""
    book = load_workbook(io.BytesIO(roll_over(sample_book())))
    for page in book.worksheets[:4]:
        _fill_texts(page)
    listed, measured = book["项目清单"], book["绩效指标"]
    for row, project in enumerate(sample_book().projects, start=6):
        spent = (project.spent or 0) // 100 * 1.07
        listed[f"G{row}"], listed[f"H{row}"] = round(spent) + 500, round(spent)
        listed[f"K{row}"] = f"今年按新的计划完成，办了 {row * 11} 件事，群众反映好。"
    for letter in "FGH":
        listed[f"{letter}{TOTAL_ROW}"] = sum(listed[f"{letter}{row}"].value or 0 for row in range(6, 22))
    for row, indicator in enumerate(sample_book().indicators, start=6):
        last = indicator.actual.number if indicator.actual else None
        measured[f"H{row}"] = "达成" if last is None else float(last) + 0.5
        measured[f"J{row}"] = float(indicator.weight or 0)
        measured[f"F{row}"] = measured[f"F{row}"].value or "2024-11-30"
    info = book["基本信息"]
    info["B11"], info["B13"] = listed[f"H{TOTAL_ROW}"].value, 99.1
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def opened(data: bytes) -> Book:
    """Read a workbook."""
    book, findings = load(data, "今年.xlsx")
    assert book, findings
    return book


def test_this_years_own_results_are_left_alone() -> None:
    """Only the standing paragraphs are listed, as an info: to be read through once."""
    book = opened(truly_filled())
    found = [it for rule in book_rules() if rule.run and rule.run.__module__ in OF_YEARS for it in run_rule(rule, book)]
    assert [(it.rule.id, it.severity) for it in found] == [("text-as-last-year", Severity.INFO)]
    (verdict,) = check([book])
    assert "prose-hint" not in {it.rule.id for it in verdict.findings}


def test_last_year_survives_a_save_by_another_office_program(convert: Convert, tmp_path: Path) -> None:
    """LibreOffice: 上年对照 is read back value by value, no sheet is called superfluous, the marks still count."""
    path = tmp_path / "今年.xlsx"
    path.write_bytes(roll_over(sample_book()))
    book, findings = load(convert(path, "xlsx").read_bytes(), "今年.xlsx")
    assert book
    assert book.before == remember(sample_book(), policy())
    assert {it.rule.id for it in findings} == {"label-blank"}
    (verdict,) = check([book])
    assert "prose-hint" in {it.rule.id for it in verdict.findings}


def test_handed_back_the_comments_of_last_year_stay() -> None:
    """The finding stands below them; handed in again, last year is still known."""
    data = roll_over(sample_book())
    book, findings = load(data, "今年.xlsx")
    assert book
    back = hand_back(data, check([book], [findings])[0].findings)
    comment = load_workbook(io.BytesIO(back))["项目清单"]["H20"].comment
    assert comment is not None
    assert comment.text.startswith("上年：832,841.00 元\n")
    assert "没有填写" in comment.text
    assert opened(back).before == book.before
