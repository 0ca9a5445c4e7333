"""The live check cells say the right thing: the blank is filled in and LibreOffice calculates it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook

from pipeline.intake.blank.layout import PREPARED_ROWS
from pipeline.intake.blank.workbook import blank_workbook, write_workbook

if TYPE_CHECKING:
    from tests.conftest import Convert, ConvertAll

Typed = Mapping[str, object]

INFO = {"B7": 2023, "B10": 2000000, "B11": 3000.25, "B12": 2, "B13": 97.5, "B16": 500, "B17": 5000}
PROJECTS = {
    "A6": 1, "B6": "路灯维修", "G6": 2000.25, "H6": 2000.25,
    "A7": 2, "B7": "绿化管护", "F7": 2000, "G7": 2000, "H7": 1000,
}  # fmt: skip
INDICATORS = {
    "A6": 1, "B6": "产出指标", "C6": "数量指标", "D6": "维修路灯", "E6": "≥", "F6": 10, "H6": 10, "I6": 90, "J6": 90,
    "A7": 2, "B7": "产出指标", "C7": "成本指标", "D7": "单价", "E7": "≤", "F7": 10, "H7": 10, "I7": 90, "J7": 90,
}  # fmt: skip
PAYMENTS = {"A6": 1, "B6": "2023-05-01", "C6": "记-1", "F6": 2000.25, "G6": "2023-04-01"}
SOUND = {"基本信息": INFO, "项目清单": PROJECTS, "绩效指标": INDICATORS, "支付明细": PAYMENTS}
VERDICTS = {
    "control": "基本信息!D11", "count": "基本信息!D12", "score": "基本信息!D13", "cap": "基本信息!D10",
    "all": "基本信息!D3", "first": "项目清单!S6", "second": "项目清单!S7", "total": "项目清单!S36",
    "indicator": "绩效指标!O6", "other": "绩效指标!O7", "text": "报告正文!D6", "part": "资金构成!F6",
    "paid": "支付明细!J6",
}  # fmt: skip
FINE = {
    "control": "相符", "count": "相符", "score": "相符", "cap": "相符", "all": "全部表格：没有发现不符",
    "first": "相符", "second": "相符", "total": "相符", "indicator": "相符", "other": "相符", "paid": "相符",
    "text": None, "part": None,
}  # fmt: skip
CASES: dict[str, tuple[Typed, Mapping[str, str]]] = {
    "a sound workbook is fine everywhere": ({}, {}),
    "a control total wrong by one fen": (
        {"基本信息!B11": 3000.26},
        {"control": "差 0.01 元：项目清单各行之和为 3,000.25 元", "total": "与基本信息的支出合计差 0.01 元"},
    ),
    "a control total wrong by twelve yuan": (
        {"基本信息!B11": 2988.25},
        {"control": "差 12.00 元：项目清单各行之和为 3,000.25 元", "total": "与基本信息的支出合计差 12.00 元"},
    ),
    "a wrong number of projects": ({"基本信息!B12": 3}, {"count": "差 1 个：项目清单里有 2 个项目"}),
    "a score that is not the mean": ({"基本信息!B13": 97.53}, {"score": "差 0.03 分：各项目得分的平均数为 97.50 分"}),
    "a score within the tolerance": ({"基本信息!B13": 97.52}, {}),
    "weights of 100 instead of 90": (
        {"绩效指标!I6": 100, "绩效指标!J6": 90, "绩效指标!H6": 9, "绩效指标!K6": "停电"},
        {"first": "指标分值合计 100 分，应为 90 分", "indicator": "本项目分值合计 100 分，应为 90 分"},
    ),
    "weights of 80 where the preset asks for 80": (
        {"基本信息!B14": "local-example", "基本信息!B13": 95, "绩效指标!I6": 80, "绩效指标!J6": 80,
         "绩效指标!I7": 80, "绩效指标!J7": 80},
        {},
    ),
    "spending over budget": (
        {"项目清单!G6": 1988.25},
        {"first": "支出超出全年预算 12.00 元"},
    ),
    "a project above the cap": (
        {"基本信息!B10": 1500},
        {"first": "超过单项上限 500.25 元", "second": "超过单项上限 500.00 元",
         "cap": "差 500.25 元：最大的一项为 2,000.25 元"},
    ),
    "a ledger that falls short by one fen": (
        {"支付明细!F6": 2000.24},
        {"first": "支付明细之和与支出差 0.01 元"},
    ),
    "fund parts that do not add up": (
        {"资金构成!A6": 2, "资金构成!B6": "其他资金", "资金构成!C6": 2000, "资金构成!D6": 2000, "资金构成!E6": 999},
        {"second": "资金构成之和与支出差 1.00 元", "part": "执行数之和与支出差 1.00 元"},
    ),
    "a payment without its meeting": ({"支付明细!G6": None}, {"paid": "请填行政办公会日期"}),
    "a payment without its meeting that needs none": ({"支付明细!G6": None, "支付明细!I6": "水电费"}, {}),
    "a payment that the higher meeting had to see": ({"基本信息!B17": 2000.25}, {"paid": "请填党工委会日期"}),
    "a meeting on the day of payment": ({"支付明细!G6": "2023-05-01"}, {}),
    "a meeting after the payment": ({"支付明细!G6": "2023-05-02"}, {"paid": "会议日期晚于支付日期"}),
    "a payment in another year": ({"支付明细!B6": "2024-01-05"}, {"paid": "支付日期不在 2023 年"}),
    "a repeated number": (
        {"项目清单!A7": 1, "绩效指标!A7": 1,
         "绩效指标!I6": 45, "绩效指标!J6": 45, "绩效指标!I7": 45, "绩效指标!J7": 45},
        {"first": "序号重复", "second": "序号重复"},
    ),
    "a score above the formula": (
        {"绩效指标!H7": 11, "绩效指标!J7": 85},
        {"other": "得分高于按完成值计算的 81 分", "score": "差 2.50 分：各项目得分的平均数为 95.00 分"},
    ),
    "points lost without a reason": (
        {"绩效指标!H7": 11, "绩效指标!J7": 81, "基本信息!B13": 93},
        {"other": "扣了分，请填偏差原因"},
    ),
    "points lost with a reason": (
        {"绩效指标!H7": 11, "绩效指标!J7": 81, "绩效指标!K7": "涨价", "基本信息!B13": 93},
        {},
    ),
    "targets and actuals of unlike formats are not judged": ({"绩效指标!F6": 95, "绩效指标!H6": "96%"}, {}),
    "full-width braces in the text": (
        {"报告正文!A6": "三", "报告正文!C6": "支出｛支出万元｝"},
        {"text": "请改用半角大括号"},
    ),
    "an unclosed brace in the text": ({"报告正文!A6": "三", "报告正文!C6": "支出{支出万元"}, {"text": "大括号不成对"}),
    "an error cell": (
        {"项目清单!H6": "#REF!"},
        {"first": "有错误值，请先改好", "total": "有错误值，请先改好", "control": "有错误值，请先改好",
         "score": "有错误值，请先改好", "cap": "有错误值，请先改好"},
    ),
}  # fmt: skip


@cache
def blank() -> bytes:
    """Return the blank workbook, written once for all cases."""
    return blank_workbook()


@cache
def short_blank() -> bytes:
    """Return the blank with fewer rows prepared below the projects: the same formulas, calculated sooner."""
    return write_workbook({}, {**dict.fromkeys(PREPARED_ROWS, 2), "projects": PREPARED_ROWS["projects"]})


def filled(changes: Typed) -> bytes:
    """Fill the blank with the sound workbook, then with these changes."""
    book = load_workbook(io.BytesIO(short_blank() if changes else blank()))
    typed = {f"{sheet}!{ref}": value for sheet, cells in SOUND.items() for ref, value in cells.items()}
    for address, value in {**typed, **changes}.items():
        sheet, _, ref = address.partition("!")
        type_in(book, sheet, ref, value)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def type_in(book: Workbook, sheet: str, ref: str, value: object) -> None:
    """Type a value as a person would: a date becomes a date, 96% a number shown as a percentage."""
    cell = book[sheet][ref]
    if isinstance(value, str) and value.endswith("%"):
        cell.value, cell.number_format = int(value.rstrip("%")) / 100, "0%"
    elif isinstance(value, str) and value[:2] == "20":
        cell.value = date.fromisoformat(value)
    else:
        cell.value = value  # type: ignore[assignment]  (the tables above hold what openpyxl takes)


@pytest.fixture(scope="module")
def calculated(convert_all: ConvertAll, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Workbook]:
    """Every case as LibreOffice calculates it, in one run."""
    folder = tmp_path_factory.mktemp("filled")
    paths = [folder / f"{place}.xlsx" for place, _ in enumerate(CASES)]
    for path, (changes, _) in zip(paths, CASES.values(), strict=True):
        path.write_bytes(filled(changes))
    written = convert_all(paths, "xlsx")
    return {name: load_workbook(path, data_only=True) for name, path in zip(CASES, written, strict=True)}


@pytest.mark.parametrize("name", CASES)
def test_check_cells_tell(name: str, calculated: Mapping[str, Workbook]) -> None:
    """Each verdict cell says what is wrong, and the others stay as they were."""
    book, wrong = calculated[name], CASES[name][1]
    count = len(set(wrong) - {"total"})
    overview = {"all": f"全部表格：共 {count} 处不符"} if count else {}
    found = {}
    for key, address in VERDICTS.items():
        sheet, _, ref = address.partition("!")
        found[key] = book[sheet][ref].value or None
    assert found == {**FINE, **wrong, **overview}


def test_the_total_row_adds_up_without_a_float_remainder(calculated: Mapping[str, Workbook]) -> None:
    """合计 shows the sums of the amounts, the mean score and the overall rate."""
    page = calculated["a sound workbook is fine everywhere"]["项目清单"]
    shown = [page[ref].value for ref in ("F36", "G36", "H36", "P36")]
    assert shown == [2000, 4000.25, 3000.25, 97.5]


def test_an_untouched_blank_shows_nothing_wrong(convert: Convert, tmp_path: Path) -> None:
    """The values stored in the blank are the ones that LibreOffice calculates."""
    stored = load_workbook(io.BytesIO(blank()), data_only=True)
    formulas = load_workbook(io.BytesIO(blank()))
    formulas.save(tmp_path / "blank.xlsx")
    anew = load_workbook(convert(tmp_path / "blank.xlsx", "xlsx"), data_only=True)
    for page in formulas.worksheets:
        cells = [cell.coordinate for row in page.iter_rows() for cell in row if cell.data_type == "f"]
        shown = [stored[page.title][ref].value or None for ref in cells]
        assert shown == [anew[page.title][ref].value or None for ref in cells]
