"""A sheet that says 单位：万元 is told once, where it says so, whether its amounts are in 万元 or not."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.parse_support import Rows, raw_book, read_book, said, sound_rows

if TYPE_CHECKING:
    from pipeline.intake.raw import RawBook, Scalar

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


def _office(sheet: str, line: list[Scalar], *, in_wan: bool, under: bool) -> RawBook:
    """Write an office's workbook with a line over or under the headings of one sheet, amounts in 万元 or in yuan."""
    rows = {name: _amounts(sound_rows()[name], columns, Decimal(BIG)) for name, columns in SHEETS.items()}
    if in_wan:
        rows[sheet] = _amounts(rows[sheet], SHEETS[sheet], Decimal("0.0001"))
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
