"""A sheet that says 单位：万元 is told once, where it says so, whether its amounts are in 万元 or not."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.parse_support import Rows, place, put, raw_book, read_book, said, sound_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intake.raw import RawBook, Scalar
    from pipeline.model.book import Book
    from pipeline.model.findings import Finding

SHEETS = {"项目清单": (4, 5, 6), "资金构成": (3, 4, 5), "支付明细": (6,)}
BIG = 1000  # the amounts of the small sound workbook times this are an office's


def _amounts(rows: Rows, columns: tuple[int, ...], factor: Decimal) -> Rows:
    """Multiply the amounts of these columns (from 1)."""
    changed: Rows = []
    for row in rows:
        changed.append(list(row))
        for column in columns:
            value = row[column - 1]
            if isinstance(value, int | float):
                changed[-1][column - 1] = float(Decimal(str(value)) * factor)
    return changed


def _office(sheet: str, line: list[Scalar], *, in_wan: bool, under: bool, size: int = 10_000) -> RawBook:
    """Write an office's workbook with a line over or under the headings of one sheet, amounts in 万元 or in yuan."""
    rows = {name: _amounts(sound_rows()[name], columns, Decimal(BIG)) for name, columns in SHEETS.items()}
    if in_wan:
        rows[sheet] = _amounts(rows[sheet], SHEETS[sheet], Decimal(1) / size)
    rows[sheet].insert(1 if under else 0, line)
    info = sound_rows()["基本信息"]
    info[5] = ["支出合计（元）", 3000.5 * BIG, None]
    return raw_book(extra=rows | {"基本信息": info})


@pytest.mark.parametrize("under", [False, True])
@pytest.mark.parametrize("line", ["单位：万元", "金额单位:人民币万元", "（单位：万元）"])
@pytest.mark.parametrize("sheet", SHEETS)
def test_amounts_in_wan_are_said_once_and_read_in_yuan(sheet: str, line: str, *, under: bool) -> None:
    """At the cell that names the unit; nothing else follows from it."""
    book, findings = read_book(_office(sheet, [line], in_wan=True, under=under))
    assert said(findings) == {("amounts-in-wan", f"{sheet}!A{2 if under else 1}")}
    assert "乘以 10,000" in findings[0].fix
    sound, _ = read_book(_office(sheet, [None], in_wan=False, under=under))
    assert (book.projects, book.total, book.parts, book.payments) == (
        sound.projects,
        sound.total,
        sound.parts,
        sound.payments,
    )


@pytest.mark.parametrize(
    ("unit", "size"), [("千元", 1_000), ("万元", 10_000), ("百万元", 1_000_000), ("亿元", 100_000_000)]
)
def test_other_units_are_read_in_yuan_too(unit: str, size: int) -> None:
    """Each by its size, and the sentence names it."""
    book, (finding,) = read_book(_office("项目清单", [None, None, f"（{unit}）"], in_wan=True, under=False, size=size))
    assert (finding.rule.id, finding.found) == ("amounts-in-wan", f"写的单位是{unit}")
    assert [cell.address for cell in finding.cells] == ["项目清单!C1"]
    assert finding.fix == f"请把这张表的金额都乘以 {size:,} 换算成元填写，再把所写的单位改成“元”。"
    assert [project.spent for project in book.projects] == [100_000_000, 100_050_000, 100_000_000]
    _, (finding,) = read_book(_office("项目清单", [f"单位：{unit}"], in_wan=False, under=False))
    assert finding.rule.id == "unit-line"


def _told(raw: RawBook, edits: Mapping[str, Scalar]) -> tuple[Book, list[Finding]]:
    """Change cells of a workbook; give the book and what is said of units and amounts."""
    rows = {sheet.name: sheet.rows for sheet in raw.sheets}
    for address, value in edits.items():
        sheet, row, column = place(address)
        put(rows[sheet], row, column, "" if value is None else value)
    book, findings = read_book(raw)
    return book, [it for it in findings if it.rule.id.startswith("amount") or it.rule.id == "unit-line"]


@pytest.mark.parametrize(
    ("edits", "rule"),
    [
        ({"基本信息!B6": None}, "amounts-in-wan"),
        ({"基本信息!B6": None, "项目清单!F3": 9999.99}, "amounts-in-wan"),
        ({"基本信息!B6": None, "项目清单!F3": 10000}, "unit-line"),
        ({"基本信息!B6": 9999.99}, "amounts-in-wan"),
        ({"基本信息!B6": 9999.99, "项目清单!E3": 10000}, "unit-line"),
        ({"基本信息!B6": 10000}, "unit-line"),
        ({f"项目清单!F{row}": 0 for row in (3, 4, 5, 6)}, "amounts-in-wan"),
    ],
)
def test_amounts_that_nothing_else_tells_are_in_wan_where_all_are_small(edits: dict[str, Scalar], rule: str) -> None:
    """Below ten thousand; 支出合计 tells only where it is larger itself, and where anything was spent."""
    _, (finding,) = _told(_office("项目清单", ["单位：万元"], in_wan=True, under=False), edits)
    assert finding.rule.id == rule


def test_amounts_in_wan_keep_their_fen_and_what_is_no_amount_stays() -> None:
    """Also where they are typed as text; a truth value is told as one, and the largest spending is the example."""
    edits: dict[str, Scalar] = {"项目清单!F3": "100.123456", "项目清单!F4": 100.654321, "项目清单!F5": True}
    book, findings = _told(_office("项目清单", ["单位：万元"], in_wan=True, under=False), edits)
    assert [project.spent for project in book.projects] == [100_123_456, 100_654_321, None]
    assert said(findings) == {("amounts-in-wan", "项目清单!A1"), ("amount-unreadable", "项目清单!F5")}
    assert findings[0].message == (
        "“项目清单”写的单位是万元，金额也是以万元填写的（例如 F6 的 300.05）；这次已折算成元核对。"
    )


def test_a_unit_without_amounts_is_left_alone() -> None:
    """There is nothing that could be in it."""
    edits: dict[str, Scalar] = {f"项目清单!{column}{row}": None for column in "DEF" for row in (3, 4, 5, 6)}
    assert _told(_office("项目清单", ["单位：万元"], in_wan=True, under=False), edits)[1] == []


@pytest.mark.parametrize("under", [False, True])
@pytest.mark.parametrize("sheet", SHEETS)
def test_amounts_in_yuan_under_a_line_of_wan_are_read_as_they_stand(sheet: str, *, under: bool) -> None:
    """Only the line is wrong: a reminder at its cell."""
    book, findings = read_book(_office(sheet, ["单位：万元"], in_wan=False, under=under))
    assert said(findings) == {("unit-line", f"{sheet}!A{2 if under else 1}")}
    assert [project.spent for project in book.projects] == [100_000_000, 100_050_000, 100_000_000]


@pytest.mark.parametrize(
    "line", ["单位：元", "金额单位：人民币元", "2023年度项目清单（单位：元）", "单位名称：示例街道办事处"]
)
def test_a_line_of_yuan_or_of_the_office_is_left_alone(line: str) -> None:
    """It says what the contract asks for, or nothing of amounts."""
    _, findings = read_book(_office("项目清单", [line], in_wan=False, under=False))
    assert findings == []


def test_small_payments_in_yuan_are_told_by_the_list() -> None:
    """All of them are below ten thousand, and still they come to what the list says in yuan."""
    rows = sound_rows()
    payments = [["单位：万元"], rows["支付明细"][0]]
    payments += [[1, f"2023-0{month}-15", f"{month}-1", "某公司", "修路", 5000] for month in range(1, 6)]
    projects = _amounts(rows["项目清单"], SHEETS["项目清单"], Decimal(25))
    info = [*rows["基本信息"]]
    info[5] = ["支出合计（元）", 3000.5 * 25, None]
    book, findings = read_book(raw_book(extra={"支付明细": payments, "项目清单": projects, "基本信息": info}))
    assert said(findings) == {("unit-line", "支付明细!A1")}
    assert [payment.amount for payment in book.payments] == [500_000] * 5


def test_an_amount_that_comes_to_no_whole_fen_is_refused_as_typed() -> None:
    """Nothing is rounded to make it fit: 100.1234567万元 is shown as it stands."""
    raw = _office("项目清单", ["单位：万元"], in_wan=True, under=False)
    grid = next(sheet for sheet in raw.sheets if sheet.name == "项目清单")
    grid.rows[2][5] = 100.1234567
    _, findings = read_book(raw)
    assert said(findings) == {("amounts-in-wan", "项目清单!A1"), ("amount-decimals", "项目清单!F3")}
    assert next(one for one in findings if one.rule.id == "amount-decimals").found == "100.1234567"
