"""What a person has crossed out is read, and said aloud at its cell."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from pipeline.intake.load import load
from pipeline.intake.safety.texts import struck_inline, struck_texts
from tests.verify_support import SAMPLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl import Workbook

RULE = "cell-struck"


def _said(edit: Callable[[Workbook], object]) -> list[tuple[str, list[str]]]:
    """Cross out cells of the sample workbook and give the sheets and cells of what is said of it."""
    book = load_workbook(SAMPLE)
    edit(book)
    out = BytesIO()
    book.save(out)
    findings = load(out.getvalue(), "划掉.xlsx")[1]
    return [(it.sheet or "", [cell.ref for cell in it.cells]) for it in findings if it.rule.id == RULE]


def test_cells_crossed_out_whole_or_in_part_are_one_finding_a_sheet() -> None:
    """An amount by its cell's font, a sentence by some of its signs; the words stay in both."""

    def edit(book: Workbook) -> None:
        book["项目清单"]["H8"].font = Font(strike=True)
        book["项目清单"]["B9"].font = Font(strike=True)
        runs = "发放补助", TextBlock(InlineFont(strike=True), "23"), TextBlock(InlineFont(b=True), "24"), "人。"
        book["报告正文"]["C45"].value = CellRichText(*runs)
        book["基本信息"]["B18"].font = Font(strike=True)

    assert _said(edit) == [("基本信息", ["B18"]), ("项目清单", ["H8", "B9"]), ("报告正文", ["C45"])]


def test_blank_cells_headings_and_columns_of_ones_own_are_nobodys_business() -> None:
    """Nothing is read there, so nothing crossed out is."""

    def edit(book: Workbook) -> None:
        for address in ("I6", "A3", "L8", "H5"):
            book["项目清单"][address].font = Font(strike=True)

    assert _said(edit) == []


def test_a_text_set_in_bold_and_one_whose_strike_is_off_are_not_crossed_out() -> None:
    """Runs alone say nothing."""

    def edit(book: Workbook) -> None:
        book["报告正文"]["C45"].value = CellRichText(
            "没有", TextBlock(InlineFont(b=True, strike=False), "其他"), "说明。"
        )

    assert _said(edit) == []


@pytest.mark.parametrize(
    ("mark", "found"), [("<strike/>", {1}), ('<strike val="1"/>', {1}), ('<strike val="0"/>', set())]
)
def test_a_shared_text_is_known_by_its_number(mark: str, found: set[int]) -> None:
    """Whatever the prefix of its names."""
    texts = f"<sst><si/><si><r><rPr>{mark}</rPr><t>甲</t></r></si><si><t>strike</t></si></sst>".encode()
    assert struck_texts(texts) == found
    named = texts.replace(b"<", b"<x:").replace(b"<x:/", b"</x:")
    assert struck_texts(named) == found
    row = f'<row r="7"><c r="AB7" t="inlineStr"><is><r><rPr>{mark}</rPr><t>甲</t></r></is></c></row>'.encode()
    assert struck_inline(row) == ({(7, 28)} if found else set())
