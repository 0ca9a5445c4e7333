"""Nothing that is in order is ever called wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.books_support import sound_book
from tests.checks_support import critical, table_findings
from tests.sound_books import sound_books

if TYPE_CHECKING:
    from pipeline.model.book import Book

REFERENCE_FEN = (
    32506700,
    46288000,
    27750000,
    23316200,
    43000000,
    15000000,
    7820000,
    11000000,
    4200000,
    4360000,
    3000000,
    3260000,
    1500000,
    1140000,
    83284100,
    82848378,
)


# Shrinking would run the engine for minutes; the message alone says what was accused.
@settings(max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(sound_books(), min_size=15, max_size=15))
def test_no_critical_finding(books: list[Book]) -> None:
    """Sound books in variety, pooled, get no critical finding."""
    for findings in table_findings(books):
        assert [(finding.rule.id, finding.message) for finding in critical(findings)] == []


def test_reference_list() -> None:
    """The real list of 16 projects and 3,902,733.78, full marks and budgets equal to spending, is not critical."""
    spent = [f"{fen / 100:.2f}" for fen in REFERENCE_FEN]
    cells = {"基本信息!B7": "3,902,733.78", "基本信息!B8": "16", "基本信息!B9": "100"}
    for at, yuan in enumerate(spent, start=2):
        row = {"A": str(at - 1), "B": f"事项{at}", "F": "", "G": yuan, "H": yuan, "J": "目标", "K": "", "E": ""}
        cells |= {f"项目清单!{column}{at}": value for column, value in row.items()}
    total = {"A": "合计", "B": "", "F": "", "G": "3,902,733.78", "H": "3,902,733.78", "J": "", "K": ""}
    cells |= {f"项目清单!{column}18": value for column, value in total.items()}
    for project in range(1, 17):
        for at, (first, second, weight) in enumerate(
            (("产出指标", "数量指标", 50), ("效益指标", "社会效益指标", 30), ("满意度指标", "服务对象满意度指标", 10))
        ):
            row = (project, first, second, f"完成事项{at}", "≥", 90, "%", 90, weight, weight, "", "问卷调查表")
            at_row = 2 + 3 * (project - 1) + at
            cells |= {f"绩效指标!{'ABCDEFGHIJKL'[column]}{at_row}": str(value) for column, value in enumerate(row)}
    findings = table_findings([sound_book(cells)])[0]
    assert critical(findings) == []
    assert {finding.rule.id for finding in findings} == {"full-marks-everywhere", "indicator-kinds-missing"}
