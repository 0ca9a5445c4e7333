"""A 小计 or 合计 row that does not equal its rows is told at its cell; a right one is silent; neither is a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.checks.run_checks import book_rules, check, run_rule
from tests.markdown import table
from tests.parse_support import raw_book, read_book, said, sound_rows

if TYPE_CHECKING:
    from pipeline.intake.raw import Scalar
    from pipeline.model.book import Book

LIST = """
    | 序号 | 预算项目 | 简称 | 主管部门 | 资金来源 | 年初预算（元） | 全年预算（元） | 支出（元） | 绩效目标 |
    |---|---|---|---|---|---|---|---|---|
    | 1 | 道路维修 | 修路 | 城建办 | 当年财政拨款 | 700 | 700 | 600 | 修好 |
    | 2 | 路灯改造 | | 城建办 | 当年财政拨款 | 300 | 300 | 250.5 | 装好 |
    | | 小计 | | | | 1000 | 1000 | {0} | |
    | 3 | 社区活动 | | 社区办 | 其他资金 | 200 | 200 | 200 | 办好 |
    | 4 | 图书采购 | | 社区办 | 其他资金 | 100 | 100 | 100 | 买好 |
    | | 小计 | | | | 300 | 300 | {1} | |
    | 合计 | | | | | 1300 | 1300 | {2} | |
"""
PAYMENTS = """
    | 项目序号 | 支付日期 | 凭证号 | 收款人 | 摘要 | 金额（元） |
    |---|---|---|---|---|---|
    | 1 | 2023-05-04 | 5-1 | 甲公司 | 进度款 | 400 |
    | 1 | 2023-06-02 | 6-1 | 甲公司 | 结算款 | 200 |
    | 2 | 2023-06-09 | 6-2 | 乙公司 | 路灯款 | 250.5 |
    | 3 | 2023-07-03 | 7-1 | 丙中心 | 活动费 | 200 |
    | 4 | 2023-08-11 | 8-1 | 丁书店 | 图书款 | 100 |
"""
PARTS = """
    | 项目序号 | 资金类别 | 年初预算（元） | 全年预算（元） | 全年执行（元） |
    |---|---|---|---|---|
    | 1 | 当年财政拨款 | 500 | 500 | 450 |
    | 1 | 上年结转资金 | 200 | 200 | 150 |
    | 2 | 当年财政拨款 | 300 | 300 | 250.5 |
"""


def _value(text: str) -> Scalar:
    try:
        return float(text)
    except ValueError:
        return text or None


def _rows(markdown: str) -> list[list[Scalar]]:
    records = table(markdown)
    return [list(records[0]), *([_value(text) for text in record.values()] for record in records)]


def _book(listed: str, **sheets: list[list[Scalar]]) -> Book:
    extra = {"项目清单": _rows(listed), "资金构成": _rows(PARTS), "支付明细": _rows(PAYMENTS)} | sheets
    return read_book(raw_book(extra=extra))[0]


def _told(book: Book) -> list[str]:
    (rule,) = (it for it in book_rules() if it.id == "sum-row")
    return [one.cells[0].address for one in run_rule(rule, book)]


RIGHT = LIST.format("850.5", "300", "1150.5")


def _with(markdown: str, *lines: tuple[int, list[Scalar]]) -> list[list[Scalar]]:
    """Put lines in front of the sheet's rows of these numbers, the last first."""
    rows = _rows(markdown)
    for row, line in sorted(lines, reverse=True, key=lambda it: it[0]):
        rows.insert(row - 1, line)
    return rows


@pytest.mark.parametrize(
    ("sums", "told"),
    [
        (("850.5", "300", "1150.5"), []),
        (("850.05", "300", "1150.5"), ["项目清单!H4"]),
        (("850.5", "30", "1150.5"), ["项目清单!H7"]),
        (("", "300", "1150.5"), []),
        (("850.5", "1150.5", "1150.5"), ["项目清单!H7"]),
    ],
)
def test_subtotals_of_the_list_hold_the_rows_since_the_last(sums: tuple[str, str, str], told: list[str]) -> None:
    """A blank one claims nothing."""
    assert _told(_book(LIST.format(*sums))) == told


def test_a_row_that_both_total_and_subtotal_contradict_is_the_totals_to_tell() -> None:
    """One mistyped amount is one cause: list-total says it, though it be a fen."""
    assert _told(_book(LIST.format("850.5", "301", "1151.5"))) == []
    assert _told(_book(LIST.format("850.5", "300.01", "1150.51"))) == []


@pytest.mark.parametrize("word", ["城建办小计", "城建办合计", "当年财政拨款小计"])
def test_a_subtotal_may_name_its_department_or_its_money(word: str) -> None:
    """Then the rows it names are meant, wherever they stand."""
    above = RIGHT.replace("小计", word, 1)
    *rows, total = above.rstrip().splitlines()
    assert _told(_book(above)) == []
    for spent, told in (("850.5", []), ("850", ["项目清单!H8"])):
        again = f"| | {word} | | | | 1000 | 1000 | {spent} | |"
        assert _told(_book("\n".join([*rows, again, total]))) == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (["合计", None, None, None, None, 1150.5], []),
        (["合计", None, None, None, None, 999], ["支付明细!F7"]),
        ([None, None, None, "合计", None, 0], ["支付明细!F7"]),
        ([None, "2023-12-31", None, None, "本年累计", 1150.5], []),
        ([None, "2023-12-31", None, None, "本年累计", 1150], ["支付明细!F7"]),
        ([None, None, None, None, "本月合计", 100], []),
        ([4, None, None, None, "小计", 100], []),
        ([4, None, None, None, "小计", 10], ["支付明细!F7"]),
        ([1, None, None, None, "小计", 600], []),
        (["修路小计", None, None, None, None, 600], []),
        (["合计", None, None, None, None, 750.5], ["支付明细!F7"]),
    ],
)
def test_sums_at_the_foot_of_the_ledger(line: list[Scalar], told: list[str]) -> None:
    """Of the whole year, of the last month, of one project by its number or its name; never a payment."""
    book = _book(RIGHT, 支付明细=_with(PAYMENTS, (7, line)))
    assert _told(book) == told
    assert len(book.payments) == 5


def test_subtotals_of_projects_or_months_and_a_total_hold_each_for_itself() -> None:
    """Also where only projects of several payments have one, and where months are added up across projects."""
    by_project = [(4, ["小计", *[None] * 4, 600.0]), (7, ["合计", *[None] * 4, 1150.5])]
    by_month = [
        (3, [None, None, None, None, "本月合计", 400.0]),
        (5, [None, None, None, None, "本月合计", 450.5]),
        (5, [None, None, None, None, "本年累计", 850.5]),
        (6, [None, None, None, None, "小计", 200.0]),
        (7, [None, None, None, None, "本年累计", 1150.5]),
    ]
    assert _told(_book(RIGHT, 支付明细=_with(PAYMENTS, *by_project))) == []
    assert _told(_book(RIGHT, 支付明细=_with(PAYMENTS, *by_month))) == []
    by_month[1][1][5] = 400.5
    assert _told(_book(RIGHT, 支付明细=_with(PAYMENTS, *by_month))) == ["支付明细!F7"]


@pytest.mark.parametrize(
    "sums",
    [
        [(5, "本月合计", 450.5)],
        [(4, "小计", 600.0), (7, "小计", 550.5)],
        [(3, "本月合计", 400.0), (7, "合计", 1150.5)],
        [(3, "本月合计", 400.0), (5, "本年累计", 850.5)],
        [(2, "合计", 1150.5), (4, "小计", 600.0)],
        [(2, "小计", 600.0), (4, "小计", 250.5), (5, "小计", 200.0), (6, "小计", 100.0)],
    ],
    ids=["the month so far", "since the last", "all, months too", "the year so far", "on top", "each above its rows"],
)
def test_a_sum_holds_the_rows_it_stands_at(sums: list[tuple[int, str, float]]) -> None:
    """Whatever the list says: what it stands for is clear from what it comes to. A fen more is told."""
    listed = LIST.format("851.5", "300", "1151.5").replace("| 700 | 600 |", "| 700 | 601 |")
    lines = [(row, [None, None, None, None, word, amount]) for row, word, amount in sums]
    assert _told(_book(listed, 支付明细=_with(PAYMENTS, *lines))) == []
    lines[0][1][5] = sums[0][2] + 0.01
    assert _told(_book(listed, 支付明细=_with(PAYMENTS, *lines))) == [f"支付明细!F{sums[0][0]}"]


def test_a_total_that_holds_what_the_list_says_leaves_the_payment_to_the_ledgers_check() -> None:
    """The payment is mistyped, not the total; a project without payments is told there, too."""
    rows = _with(PAYMENTS, (7, ["合计", *[None] * 4, 1150.5]))
    rows[1][5] = 40.0
    assert _told(_book(RIGHT, 支付明细=rows)) == []
    assert _told(_book(RIGHT, 支付明细=[row for row in rows if row[0] != 3])) == []


@pytest.mark.parametrize("amount", ["约四百", None])
@pytest.mark.parametrize("word", ["合计", "修路小计"])
def test_an_amount_that_nobody_could_read_proves_nothing(word: str, amount: str | None) -> None:
    """It is reported at its own cell."""
    rows = _with(PAYMENTS, (7, [word, *[None] * 4, 1.0]))
    rows[1][5] = amount
    assert _told(_book(RIGHT, 支付明细=rows)) == []
    rows = _with(PAYMENTS, (6, ["小计", *[None] * 4, 1.0]), (7, [3, *[None] * 3, "小计", 1.0]))
    rows[4][5] = amount
    assert _told(_book(RIGHT, 支付明细=rows)) == []


@pytest.mark.parametrize(("summed", "told"), [("300", []), ("1000", ["项目清单!F4"])])
def test_a_blank_initial_budget_counts_as_nothing(summed: str, told: list[str]) -> None:
    """As it does in the total."""
    blank = RIGHT.replace("| 700 | 700 |", "| | 700 |").replace("| 1300 | 1300 |", "| 600 | 1300 |")
    assert _told(_book(blank.replace("| 1000 | 1000 |", f"| {summed} | 1000 |"))) == told


@pytest.mark.parametrize(
    ("blank", "word", "summed", "told"),
    [
        (2, "合计", 800.0, []),
        (2, "合计", 999.0, ["资金构成!D5"]),
        (3, "当年财政拨款合计", 500.0, []),
        (3, "当年财政拨款合计", 499.0, ["资金构成!D5"]),
    ],
)
def test_a_blank_part_counts_as_nothing(blank: int, word: str, summed: float, told: list[str]) -> None:
    """In the sum of all and in that of its kind."""
    rows = _with(PARTS, (5, [word, None, None, summed, None]))
    rows[blank][3] = None
    assert _told(_book(RIGHT, 资金构成=rows)) == told


def test_a_sum_may_hold_what_the_list_knows_of_where_one_amount_is_blank() -> None:
    """The payment is told by the ledger's own check, the blank amount at its cell."""
    rows = _with(PAYMENTS, (7, ["合计", *[None] * 4, 1050.5]))
    assert _told(_book(RIGHT.replace("| 100 | 100 | 100 |", "| 100 | 100 | |"), 支付明细=rows)) == []


def test_a_sum_of_no_rows_is_left_alone() -> None:
    """A ledger that holds its 合计 only."""
    assert _told(_book(RIGHT, 支付明细=[_rows(PAYMENTS)[0], ["合计", *[None] * 4, 1.0]])) == []


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([(5, ["合计", None, 1000.0, 1000.0, 850.5])], []),
        ([(5, ["合计", None, 1000.0, 1000.0, 850.05])], ["资金构成!E5"]),
        ([(5, ["合计", None, 0.0, 0.0, 0.0])], ["资金构成!C5", "资金构成!D5", "资金构成!E5"]),
        ([(2, [1.0, "年度资金总额", 700.0, 700.0, 600.0]), (4, [2.0, "年度资金总额", 300.0, 300.0, 250.5])], []),
        ([(2, [None, "年度资金总额", 700.0, 700.0, 600.0]), (4, [None, "年度资金总额", 300.0, 300.0, 250.5])], []),
        ([(2, [1.0, "年度资金总额", 700.0, 700.0, 610.0])], ["资金构成!E2"]),
        ([(4, [1.0, "小计", 700.0, 700.0, 600.0]), (5, [2.0, "小计", 300.0, 300.0, 250.0])], ["资金构成!E6"]),
        ([(5, ["当年财政拨款合计", None, 800.0, 800.0, 700.5])], []),
    ],
)
def test_sums_among_the_parts(lines: list[tuple[int, list[Scalar]]], told: list[str]) -> None:
    """Above or below their parts, with or without the project's number; never a part."""
    book = _book(RIGHT, 资金构成=_with(PARTS, *lines))
    assert _told(book) == told
    assert len(book.parts) == 3


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (["小计", *[None] * 7, 90, 90], []),
        (["合计", *[None] * 7, 100, 99.5], []),
        (["小计", *[None] * 7, 90, 89], ["绩效指标!J5"]),
        ([1, "小计", *[None] * 6, 95, 90], ["绩效指标!I5"]),
        (["合计", *[None] * 7, 100, 90.01], []),
    ],
)
def test_sums_among_the_indicators_may_count_the_execution_rate(line: list[Scalar], told: list[str]) -> None:
    """96 of 100 spent are 9.6 points more; points may differ by 0.02."""
    projects = sound_rows()["项目清单"]
    projects[1][5] = 950.0
    book, findings = read_book(raw_book(extra={"项目清单": projects, "绩效指标": [*sound_rows()["绩效指标"], line]}))
    assert (said(findings), len(book.indicators)) == (set(), 3)
    assert _told(book) == told


@pytest.mark.parametrize(
    ("weights", "points", "told"),
    [
        (175, 180, []),
        (195, 200, []),
        (200, 97.5, []),
        (180, 180, []),
        (190, 190, ["绩效指标!I8", "绩效指标!J8"]),
        (174.5, 180.02, ["绩效指标!I8"]),
        (175, 180.03, ["绩效指标!J8"]),
    ],
)
def test_a_sum_of_weights_may_hold_what_they_should_come_to(weights: float, points: float, told: list[str]) -> None:
    """Two projects, 5 points of weight missing: told at the weights. 合计 of points may give 自评得分."""
    rows = [*sound_rows()["绩效指标"], *([2, *row[1:]] for row in sound_rows()["绩效指标"][1:])]
    rows[6][8] = 5
    rows.append(["合计", *[None] * 7, weights, points])
    assert _told(read_book(raw_book(extra={"绩效指标": rows}))[0]) == told


def test_a_project_without_budget_adds_no_points_of_execution() -> None:
    """Its 10 points are left out of the sum."""
    line = ["合计", *[None] * 7, 90, 90]
    idle = {"项目清单!E2": 0, "项目清单!F2": 0}
    rows = {"绩效指标": [*sound_rows()["绩效指标"], line]}
    assert _told(read_book(raw_book(idle, extra=rows))[0]) == []
    line[9] = 91
    assert _told(read_book(raw_book(idle, extra=rows))[0]) == ["绩效指标!J5"]


@pytest.mark.parametrize(
    ("sheet", "lines", "found", "expected"),
    [
        ("支付明细", [[4, *[None] * 3, "小计", 10]], "金额 10.00 元", "第 6 行相加 100.00 元"),
        (
            "支付明细",
            [[3, *[None] * 4, 1], [3, *[None] * 3, "小计", 2]],
            "金额 2.00 元",
            "第 5 行等 2 行相加 201.00 元",
        ),
        (
            "支付明细",
            [[1, *[None] * 4, 1], [1, *[None] * 3, "小计", 2]],
            "金额 2.00 元",
            "第 2 行等 3 行相加 601.00 元",
        ),
        ("资金构成", [[2, "小计", 700]], "年初预算 700.00 元", "第 4 行相加 300.00 元"),
        ("绩效指标", [[1, "小计", *[None] * 6, 95.5]], "分值 95.5 分", "第 2 至 4 行相加 90 分"),
    ],
)
def test_the_rows_of_a_sum_are_named_as_they_stand(
    sheet: str, lines: list[list[Scalar]], found: str, expected: str
) -> None:
    """One, some here and there, or all from one to another; points are no money."""
    rows = {"支付明细": _rows(PAYMENTS), "资金构成": _rows(PARTS), "绩效指标": sound_rows()["绩效指标"]}
    (rule,) = (it for it in book_rules() if it.id == "sum-row")
    (one,) = run_rule(rule, _book(RIGHT, **{sheet: [*rows[sheet], *lines]}))
    assert (one.found, one.expected) == (found, expected)


def test_the_finding_names_the_row_the_rows_it_adds_up_and_the_gap() -> None:
    """As an accountant would say it."""
    (rule,) = (it for it in book_rules() if it.id == "sum-row")
    first, second = run_rule(rule, _book(LIST.format("851", "299", "1150.5")))
    assert first.message == "第 4 行“小计”的支出是 851.00 元，第 2 至 3 行相加是 850.50 元，这一行多 0.50 元。"
    assert second.message == "第 7 行“小计”的支出是 299.00 元，第 5 至 6 行相加是 300.00 元，这一行少 1.00 元。"
    rows = _with(PAYMENTS, (4, ["小计", *[None] * 4, 600.0]), (7, ["合计", *[None] * 4, 1150.0]))
    (one,) = run_rule(rule, _book(RIGHT, 支付明细=rows))
    assert one.expected == "第 2 至 7 行（小计不算）相加 1,150.50 元"


def test_of_a_column_whose_sums_have_all_slipped_the_first_fifty_are_told() -> None:
    """Each of three hundred says the same; nothing leaves before all of them are right."""
    rows = [line for number in range(300) for line in (_rows(PAYMENTS)[1], ["小计", *[None] * 4, 9.0 + number])]
    told = _told(_book(RIGHT, 支付明细=[_rows(PAYMENTS)[0], *rows]))
    assert told == [f"支付明细!F{2 * number + 3}" for number in range(50)]


def test_a_total_that_adds_the_subtotals_too_is_told_so() -> None:
    """1,150.50 in rows and 1,150.50 in 小计 make 2,301.00."""
    (verdict,) = check([_book(LIST.format("850.5", "300", "2301"))])
    told = [
        it.message for it in verdict.findings if it.rule.id == "list-total" and it.cells[0].address == "项目清单!H8"
    ]
    assert len(told) == 1
    assert told[0].endswith("合计多 1,150.50 元，正好是小计的金额，可能把小计也加进去了。")
