"""Telling marks in the bytes of a sheet: what looks like one and is none, and what stands twice in a cell."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook

from pipeline.intake.raw import Mark
from pipeline.intake.safety.grammar import Rows
from pipeline.intake.sheets.marks import formula_places, scan_sheet
from pipeline.intake.sheets.read import _put, read
from pipeline.model.policy import policy

OPEN, CLOSE = b"<sheetData>", b"</sheetData>"


def sheet(*cells: str) -> tuple[bytes, Rows]:
    """Write one row of cells in the plain form, and where it stands."""
    xml = OPEN + f'<row r="1">{"".join(cells)}</row>'.encode() + CLOSE
    return xml, Rows(len(OPEN), len(xml) - len(CLOSE), 1, near=True)


def test_formulas_are_found_whether_their_texts_are_cut_out_or_not() -> None:
    """Each cell once; a blank cell is none."""
    blank = '<c r="B1"/>'
    cut = sheet('<c r="A1"><f/><v>1</v></c>', blank, '<c r="C1" s="3"><f/><v>2</v></c>')
    whole = sheet('<c r="A1"><f>B1</f><v>1</v></c>', blank, '<c r="C1" s="3"><f t="shared" si="0"/><v>2</v></c>')
    words = sheet('<c r="A1"><f/><v>1</v></c>', blank, '<c r="C1" s="3"><f/><v>2</v></c>', '<c r="D1"><f >x</f></c>')
    assert list(formula_places(*cut)) == [(1, 1), (1, 3)]
    assert list(formula_places(*whole)) == [(1, 1), (1, 3)]
    assert list(formula_places(*words)) == [(1, 1), (1, 3), (1, 4)]


def test_a_formula_with_a_stored_value_is_not_missed_one() -> None:
    """Only the one without is marked."""
    xml, rows = sheet('<c r="A1"><f t="shared" si="0">B1</f><v>2</v></c>', '<c r="B1"><f>C1</f></c>')
    assert scan_sheet(xml, rows, frozenset()).marks == {(1, 2): Mark.FORMULA | Mark.UNCACHED}


def test_a_blank_cell_of_the_type_of_errors_is_no_error() -> None:
    """A cell is looked at once, whatever its text says."""
    xml, rows = sheet('<c r="A1" t="e"/>', '<c r="B1" t="e"><v>#REF! t="b"</v></c>')
    scan = scan_sheet(xml, rows, frozenset())
    assert (scan.marks, scan.errors) == ({(1, 2): Mark.ERROR}, {(1, 2): '#REF! t="b"'})


def test_a_wide_sheet_holds_no_blanks_behind_its_rows() -> None:
    """They would be most of what is held."""
    book = Workbook()
    page = book.worksheets[0]
    page["A1"], page["CA1"], page["A2"] = "甲", "乙", "丙"
    out = BytesIO()
    book.save(out)
    (only,) = read(out.getvalue(), policy().intake).sheets
    assert [len(row) for row in only.rows] == [79, 1]


def test_a_value_beyond_what_was_read_changes_nothing() -> None:
    """The rows end where the reader saw their end."""
    xml, rows = sheet('<c r="A1" t="b"><v>yes</v></c>', '<c r="C1" t="b"><v>no</v></c>')
    values: list[list[object]] = [[False, 1]]
    _put(values, scan_sheet(xml, rows, frozenset()))  # type: ignore[arg-type]  (values of any kind)
    assert values == [["yes", 1]]
