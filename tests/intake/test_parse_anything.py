"""Whatever stands in the cells: reading it never fails, never accuses twice, never speaks programmer."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from pipeline.intake.load import load
from pipeline.intake.raw import Mark, RawBook, RawSheet, Scalar
from pipeline.model.contract import SHEETS
from pipeline.model.findings import Finding, Severity
from tests.parse_support import Rows, put, raw_book, read_book, said, sound_rows

SAMPLE = Path(__file__).parents[2] / "input_templates" / "示例工作簿.xlsx"
HEADINGS = [one.heading for sheet in SHEETS for one in sheet.fields] + ["项目", "内容", "合计", "小计", "注：", "%", ""]
scalars = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.sampled_from(HEADINGS),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from(["95%", "1,000", "3.5万元", "2023-8-5", "12月底前", "≥5", "四.1", "１２"]),
)
marks = st.sampled_from([Mark.FORMULA, Mark.UNCACHED | Mark.FORMULA, Mark.ERROR, Mark.PERCENT, Mark.LONG, Mark.MERGED])
rows_of_cells = st.tuples(st.integers(1, 8), st.integers(1, 11))


def assert_proper(findings: list[Finding]) -> None:
    """Chinese throughout, complete, each thing said once."""
    for one in findings:
        assert one.message.endswith("。")
        assert one.fix.endswith("。")
        assert one.expected
        assert not re.search(
            r"\b(None|True|False|nan|Decimal|datetime|Traceback|object)\b", one.message.replace(one.found, "")
        )
    keys = [(one.rule.id, one.cells, one.sheet, one.message) for one in findings]
    assert len(set(keys)) == len(keys)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_sound_workbook_with_any_cells_spoiled_is_still_read(data: st.DataObject) -> None:
    """Any values and marks anywhere, any merged ranges."""
    sheet = data.draw(st.sampled_from(list(sound_rows())))
    rows = sound_rows()[sheet]
    for place, value in data.draw(st.dictionaries(rows_of_cells, scalars, max_size=6)).items():
        put(rows, *place, value)
    spans = data.draw(st.lists(st.tuples(rows_of_cells, st.integers(0, 3), st.integers(0, 3)), max_size=3))
    spoiled = RawSheet(
        sheet,
        rows,
        marks=data.draw(st.dictionaries(rows_of_cells, marks, max_size=4)),
        merged=tuple((row, column, row + down, column + right) for (row, column), down, right in spans),
    )
    others = [one for one in raw_book().sheets if one.name != sheet]
    book, findings = read_book(RawBook((spoiled, *others)))
    assert_proper(findings)
    critical = {cell for one in findings if one.severity is Severity.CRITICAL for cell in one.cells}
    assert book.unread <= critical
    assert read_book(RawBook((spoiled, *others))) == (book, findings)


@settings(max_examples=60, deadline=None)
@given(tables=st.lists(st.lists(st.lists(scalars, max_size=6), max_size=6), min_size=7, max_size=7))
def test_sheets_of_anything_are_read_without_failing(tables: list[Rows]) -> None:
    """Not even headings are needed."""
    sheets = tuple(RawSheet(sheet.name, rows) for sheet, rows in zip(SHEETS, tables, strict=True))
    _, findings = read_book(RawBook(sheets))
    assert_proper(findings)


def test_the_sample_workbook_reads_without_a_word() -> None:
    """Sixteen projects, nothing to say."""
    book, findings = load(SAMPLE.read_bytes(), SAMPLE.name)
    assert findings == []
    assert book is not None
    assert (len(book.projects), book.info.control) == (16, 390273378)
    assert sum(project.spent or 0 for project in book.projects) == 390273378


def real_file(rows: dict[str, Rows], formats: dict[str, str]) -> bytes:
    """Write rows with openpyxl, number formats by address."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, lines in rows.items():
        sheet = workbook.create_sheet(name)
        for line in lines:
            sheet.append(line)
    for address, number_format in formats.items():
        name, ref = address.split("!")
        workbook[name][ref].number_format = number_format
    workbook["绩效指标"].merge_cells("A2:A4")
    workbook["项目清单"].row_dimensions[3].hidden = True
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def test_a_real_file_is_read_with_its_formats_merged_cells_and_hidden_rows() -> None:
    """Percentages, dates in Chinese formats, a formula that nobody calculated, an error value."""
    rows = sound_rows()
    cells: dict[tuple[str, int, int], Scalar] = {
        ("绩效指标", 4, 8): 0.95,
        ("支付明细", 2, 2): datetime(2023, 8, 5),  # noqa: DTZ001  (a cell has no time zone)
        ("支付明细", 3, 2): "2023年8月6日",
        ("项目清单", 5, 6): "=SUM(F2:F4)",
        ("资金构成", 2, 3): "#REF!",
        ("项目清单", 2, 5): 1000.1,
    }
    for (name, row, column), value in cells.items():
        put(rows[name], row, column, value)
    formats = {"绩效指标!H4": "0%", "支付明细!B2": 'yyyy"年"m"月"d"日";@', "支付明细!G2": "mm-dd-yy"}
    book, findings = load(real_file(rows, formats), "真实文件.xlsx")
    assert book is not None
    assert said(findings) == {
        ("sheet-hidden", "项目清单!A3"),
        ("formula-uncached", "项目清单!F5"),
        ("cell-error", "资金构成!C2"),
    }
    assert [one.project for one in book.indicators] == [1, 1, 1]
    assert book.indicators[2].actual is not None
    assert (book.indicators[2].actual.text, book.indicators[2].actual.number) == ("95%", 95)
    assert [payment.paid_on for payment in book.payments] == [date(2023, 8, 5), date(2023, 8, 6)]
    assert book.payments[0].office_on == date(2023, 8, 1)
    assert book.projects[0].budget == 100010


def test_odd_cells_do_not_break_the_sentences() -> None:
    """Times and spans in every kind of column."""
    for value in (time(8, 30), timedelta(hours=30), float("inf"), float("nan"), datetime(2023, 1, 1, 8)):  # noqa: DTZ001  (as above)
        for name, lines in sound_rows().items():
            for column in range(1, len(lines[0]) + 1):
                rows = sound_rows()
                put(rows[name], 4, column, value)
                findings = read_book(raw_book(extra=rows))[1]
                assert_proper(findings)
                assert not any(re.search("[a-z]{3}", one.message + one.found) for one in findings)
