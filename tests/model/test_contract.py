"""The contract is one declaration, and the typed rows follow it."""

from dataclasses import fields

import pytest

from pipeline.model import book, contract

ROWS = {
    "info": book.Info,
    "projects": book.Project,
    "indicators": book.Indicator,
    "paragraphs": book.Paragraph,
    "parts": book.Part,
    "payments": book.Payment,
    "explanations": book.Explanation,
}


@pytest.mark.parametrize("sheet", contract.SHEETS, ids=lambda sheet: sheet.key)
def test_each_typed_row_has_the_columns_of_its_sheet_in_order(sheet: contract.Sheet) -> None:
    """A column added to the contract has a place in the rows."""
    names = [field.name for field in fields(ROWS[sheet.key]) if field.name != "row"]
    assert names == [field.key for field in sheet.fields]


def test_no_two_headings_of_a_sheet_are_alike() -> None:
    """The loader could not tell them apart."""
    for sheet in contract.SHEETS:
        headings = [field.heading for field in sheet.fields]
        assert len(headings) == len(set(headings))


def test_every_field_tells_the_accountant_what_to_write() -> None:
    """Guidance is Chinese and never empty."""
    assert all(field.guidance for sheet in contract.SHEETS for field in sheet.fields)
