"""Each cell is read as what the contract says it holds; what cannot be read is said once, at its cell."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from pipeline.intake.raw import Mark, Scalar
from pipeline.model.cells import Cell
from tests.parse_support import raw_book, read_book, read_edited, said


def test_a_sound_workbook_reads_without_a_word() -> None:
    """Nothing is said, everything is there."""
    book, findings = read_edited({})
    assert findings == set()
    assert (book.info.unit, book.info.year, book.info.cap, book.info.control) == (
        "示例街道办事处",
        2023,
        200000000,
        300050,
    )
    assert (book.info.score, book.info.filled_on) == (Decimal("97.5"), date(2024, 1, 15))
    assert [project.spent for project in book.projects] == [100000, 100050, 100000]
    assert book.total is not None
    assert (book.total.row, book.total.number, book.total.spent, book.total.initial) == (5, None, 300050, 200000)
    assert [payment.amount for payment in book.payments] == [120000, -20000]
    assert book.paragraphs[1].text == "  道路维修支出{支出元}。 "
    assert book.unread == frozenset()
    assert book.cell(book.projects[1], "spent").address == "项目清单!F3"
    assert book.info_cell("control").address == "基本信息!B6"


MONEY = [
    (325067, 32506700),
    (832841.1, 83284110),
    (0, 0),
    (0.1 + 0.2, 30),
    (3902733.7800000003, 390273378),
    ("1,000.50", 100050),
    ("１，０００", 100000),
    (" 1 000 ", 100000),
    ("￥1,000.00", 100000),
    ("1000元", 100000),
    ("0", 0),
    ("0.01", 1),
    ("100,000,000,000", 10**13),
    (10**11, 10**13),
]


@pytest.mark.parametrize(("typed", "fen"), MONEY)
def test_an_amount_is_whole_fen_and_text_is_pointed_out(typed: Scalar, fen: int) -> None:
    """A number is just read; a number typed as text is read, with an info."""
    book, findings = read_edited({"项目清单!F2": typed})
    assert book.projects[0].spent == fen
    assert findings == ({("number-as-text", "项目清单!F2")} if isinstance(typed, str) else set())


BAD_MONEY: list[tuple[Scalar, str]] = [
    ("32.51万元", "amount-in-words"),
    ("三十三万元", "amount-in-words"),
    ("贰佰万元整", "amount-in-words"),
    ("待定", "amount-unreadable"),
    ("95%", "amount-unreadable"),
    ("1,00", "amount-unreadable"),
    (True, "amount-unreadable"),
    (date(2023, 1, 1), "amount-unreadable"),
    (time(8), "amount-unreadable"),
    (100.005, "amount-decimals"),
    ("100.005", "amount-decimals"),
    (-1, "amount-negative"),
    ("-1", "amount-negative"),
    ("1.0000001万元", "amount-unreadable"),
    (float("inf"), "amount-unreadable"),
    (1e15, "amount-huge"),
    (100000000000.01, "amount-huge"),
    (10**20, "amount-huge"),
]


@pytest.mark.parametrize(("typed", "rule"), BAD_MONEY)
@pytest.mark.parametrize("address", ["项目清单!F2", "项目清单!F5", "基本信息!B6", "资金构成!E2"])
def test_what_is_no_amount_is_said_at_its_cell_and_read_as_nothing(address: str, typed: Scalar, rule: str) -> None:
    """The cell counts as unread, so that nobody calls it blank as well."""
    book, findings = read_edited({address: typed})
    assert findings == {(rule, address)}
    sheet, ref = address.split("!")
    assert book.unread == {Cell(sheet, int(ref[1:]), ord(ref[0]) - 64)}


def test_a_proposal_stands_in_the_finding() -> None:
    """What to type is said to the fen."""
    _, findings = read_book(raw_book({"项目清单!F2": "32.51万元"}))
    assert [(one.found, one.expected, one.fix) for one in findings] == [
        ("32.51万元", "325,100.00 元", "请核对后改填 325100。")
    ]


@pytest.mark.parametrize("typed", [-200.5, "-200.50", "（200.50）"])
def test_a_reversal_in_the_ledger_may_be_negative(typed: Scalar) -> None:
    """红字冲销."""
    book, findings = read_edited({"支付明细!F3": typed})
    assert book.payments[1].amount == -20050
    assert findings == ({("number-as-text", "支付明细!F3")} if isinstance(typed, str) else set())


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        (2.0, 2),
        ("2", 2),
        ("２", 2),
        ("②", 2),
        ("2、", 2),
        ("(2)", 2),
        ("0", None),
        (1.5, None),
        (-1, None),
        ("二号", None),
        (True, None),
        (10**9, None),
        ("1.5", None),
    ],
)
def test_a_number_of_a_row_is_a_whole_number_from_one(typed: Scalar, number: int | None) -> None:
    """As text it is read, with an info."""
    book, findings = read_edited({"项目清单!A3": typed})
    assert book.projects[1].number == number
    rule = "count-unreadable" if number is None else "number-as-text" if isinstance(typed, str) else None
    assert findings == ({(rule, "项目清单!A3")} if rule else set())


@pytest.mark.parametrize(
    ("typed", "year", "rule"),
    [
        (2023.0, 2023, None),
        ("2023", 2023, "number-as-text"),
        ("2023年", 2023, "number-as-text"),
        ("２０２３年度", 2023, "number-as-text"),
        ("二〇二三年", 2023, "number-as-text"),
        (date(2023, 1, 1), 2023, "number-as-text"),
        (date(1905, 7, 15), 2023, "number-as-text"),
        (23, None, "year-unreadable"),
        (1989, None, "year-unreadable"),
        ("今年", None, "year-unreadable"),
        (2023.5, None, "year-unreadable"),
        (True, None, "year-unreadable"),
    ],
)
def test_a_year_is_four_digits_however_typed(typed: Scalar, year: int | None, rule: str | None) -> None:
    """2023 under a date format, shown as 1905-07-15, is 2023 too."""
    book, findings = read_edited({"基本信息!B4": typed})
    assert book.info.year == year
    assert findings == ({(rule, "基本信息!B4")} if rule else set())


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        (date(2023, 8, 5), None),
        (datetime(2023, 8, 5, 9, 30), None),  # noqa: DTZ001  (a cell has no time zone)
        ("2023-8-5", None),
        ("2023/8/5", None),
        ("2023.8.5", None),
        ("２０２３年８月５日", None),
        (20230805, "date-as-number"),
        (45143, "date-as-number"),
        (45143.5, "date-as-number"),
        ("2023-2-30", "date-unreadable"),
        ("八月", "date-unreadable"),
        ("8月5日", "date-unreadable"),
        (12, "date-unreadable"),
        (True, "date-unreadable"),
        (date(1905, 7, 15), "date-unreadable"),
    ],
)
def test_a_date_is_read_in_any_form(typed: Scalar, rule: str | None) -> None:
    """A number that can only be a date is read, with an info."""
    book, findings = read_edited({"支付明细!B2": typed})
    assert book.payments[0].paid_on == (None if rule == "date-unreadable" else date(2023, 8, 5))
    assert findings == ({(rule, "支付明细!B2")} if rule else set())


@pytest.mark.parametrize("typed", ["/", "—", "——", "－", "无", "不适用", "\u200b"])
def test_a_date_that_does_not_apply_may_be_crossed_out_where_it_is_optional(typed: str) -> None:
    """In a required column it is still no date."""
    book, findings = read_edited({"支付明细!H2": typed, "项目清单!G3": typed})
    assert (book.payments[0].party_on, book.projects[1].adjusted_on, findings) == (None, None, set())
    if typed != "\u200b":
        assert read_edited({"支付明细!B2": typed})[1] == {("date-unreadable", "支付明细!B2")}


@pytest.mark.parametrize(
    ("cell", "typed", "fix"),
    [
        ("D2", "—", "没有这项金额的请留空。"),
        ("D2", "无", "没有这项金额的请留空。"),
        ("F2", "无", "没有发生的请填 0。"),
        ("F2", "若干", "请填写以元为单位的数字。"),
    ],
)
def test_what_to_do_with_an_amount_that_was_crossed_out(cell: str, typed: str, fix: str) -> None:
    """An optional one is left blank, spending that did not happen is 0."""
    _, findings = read_book(raw_book({f"项目清单!{cell}": typed}))
    assert {(it.rule.id, it.cells[0].address, it.fix or it.rule.fix) for it in findings} == {
        ("amount-unreadable", f"项目清单!{cell}", fix)
    }


@pytest.mark.parametrize(
    ("typed", "points", "rule"),
    [
        (9.7, Decimal("9.7"), None),
        (9.0, Decimal(9), None),
        (0, Decimal(0), None),
        (29.1 / 3, Decimal("9.7"), None),
        ("9.70", Decimal("9.7"), "number-as-text"),
        ("9.7分", Decimal("9.7"), "number-as-text"),
        (-1, None, "score-range"),
        ("满分", None, "score-unreadable"),
        (True, None, "score-unreadable"),
        (date(2023, 9, 7), None, "score-unreadable"),
    ],
)
def test_points_keep_their_own_decimals(typed: Scalar, points: Decimal | None, rule: str | None) -> None:
    """9.7 is 9.7, never 9.699999."""
    book, findings = read_edited({"绩效指标!J2": typed})
    assert book.indicators[0].points == points
    assert findings == ({(rule, "绩效指标!J2")} if rule else set())


@pytest.mark.parametrize(
    ("typed", "rule"), [(100, None), (100.01, "score-range"), (-0.5, "score-range"), ("优", "score-unreadable")]
)
def test_the_declared_score_lies_between_0_and_100(typed: Scalar, rule: str | None) -> None:
    """自评得分."""
    assert read_edited({"基本信息!B8": typed})[1] == ({(rule, "基本信息!B8")} if rule else set())


def test_a_cell_shown_as_percentage_means_what_it_shows() -> None:
    """0.95 shown as 95% is 95; in an amount it is no amount."""
    marks = dict.fromkeys(("绩效指标!H4", "基本信息!B8", "项目清单!F2", "绩效指标!L2"), Mark.PERCENT)
    edits = {"绩效指标!H4": 0.95, "基本信息!B8": 0.975, "项目清单!F2": 0.95, "绩效指标!L2": 0.5}
    book, findings = read_book(raw_book(edits, marks=marks))
    assert book.indicators[2].actual is not None
    assert (book.indicators[2].actual.text, book.indicators[2].actual.number) == ("95%", 95)
    assert book.info.score == Decimal("97.5")
    assert said(findings) == {("amount-unreadable", "项目清单!F2")}


@pytest.mark.parametrize(
    "address",
    [
        "绩效指标!B2",
        "绩效指标!C2",
        "绩效指标!E2",
        "报告正文!A2",
        "资金构成!B2",
        "项目清单!C2",
        "基本信息!B9",
        "基本信息!B10",
    ],
)
def test_an_unknown_choice_is_said_with_the_choices(address: str) -> None:
    """The finding lists what may stand there."""
    _, findings = read_book(raw_book({address: "别的"}))
    assert said(findings) == {("choice-unknown", address)}
    assert "、" in findings[0].expected


def test_choices_are_stored_in_their_long_form() -> None:
    """产出 is 产出指标 and >= is ≥."""
    edits: dict[str, Scalar] = {
        "绩效指标!B2": "产出",
        "绩效指标!C2": "数量",
        "绩效指标!E2": ">=",
        "报告正文!A2": "一(一)",
        "项目清单!C2": "当年财政拨款，其他资金",
        "基本信息!B9": "MOF-2020",
    }
    book, findings = read_edited(edits)
    first = book.indicators[0]
    assert findings == set()
    assert (first.first, first.second, first.direction) == ("产出指标", "数量指标", "≥")
    assert (book.paragraphs[0].section, book.projects[0].funding) == ("一（一）", "当年财政拨款、其他资金")
    assert book.info.preset == "mof-2020"


@pytest.mark.parametrize(
    ("typed", "preset"),
    [("财预〔2021〕101号", "mof-2021"), ("财预[2020]10号", "mof-2020"), ("财预（2021）101号文", None)],
)
def test_a_preset_may_be_named_by_the_document_it_comes_from(typed: str, preset: str | None) -> None:
    """Staff know the number of the document, not our name for it; the brackets do not count."""
    assert read_edited({"基本信息!B9": typed})[0].info.preset == preset


def test_a_section_that_excel_took_for_a_number_is_still_that_section() -> None:
    """4.1 is 四.1."""
    book, findings = read_edited({"报告正文!A2": 4.1})
    assert (book.paragraphs[0].section, findings) == ("四.1", set())


def test_text_is_kept_as_typed_but_for_its_ends() -> None:
    """Names lose blanks at their ends, prose not even those; numbers and dates become what is shown."""
    edits: dict[str, Scalar] = {
        "项目清单!B2": " 道路 维修\n",
        "项目清单!H2": " 修好\n道路 ",
        "支付明细!C2": 1234,
        "支付明细!D2": date(2023, 1, 2),
        "项目清单!I2": "　\n ",
    }
    book, findings = read_edited(edits)
    assert findings == set()
    assert (book.projects[0].name, book.projects[0].goal, book.projects[0].outcome) == (
        "道路 维修",
        " 修好\n道路 ",
        None,
    )
    assert (book.payments[0].voucher, book.payments[0].payee) == ("1234", "2023年1月2日")


def test_errors_and_formulas_without_a_value_matter_only_where_the_contract_reads() -> None:
    """Formulas that no one calculated are one cause, each error is its own."""
    marks = {
        "项目清单!F2": Mark.FORMULA | Mark.UNCACHED,
        "项目清单!F5": Mark.FORMULA | Mark.UNCACHED,
        "项目清单!M2": Mark.ERROR,
        "项目清单!B3": Mark.ERROR,
        "项目清单!E9": Mark.ERROR,
        "项目清单!E12": Mark.FORMULA | Mark.UNCACHED,
        "基本信息!B4": Mark.ERROR,
        "基本信息!C4": Mark.ERROR,
    }
    edits = dict.fromkeys(("项目清单!F2", "项目清单!F5", "项目清单!B3", "基本信息!B4"))
    book, findings = read_book(raw_book(edits, marks=marks))
    assert said(findings) == {
        ("formula-uncached", "项目清单!F2"),
        ("cell-error", "项目清单!B3"),
        ("cell-error", "项目清单!E9"),
        ("cell-error", "基本信息!B4"),
    }
    (uncached,) = (one for one in findings if one.rule.id == "formula-uncached")
    assert [cell.ref for cell in uncached.cells] == ["F2", "F5"]
    assert len(book.projects) == 3


def test_a_formula_in_the_control_total_is_a_warning_elsewhere_it_is_welcome() -> None:
    """支出合计 is copied from the books, not calculated from the list."""
    marks = {"基本信息!B6": Mark.FORMULA, "项目清单!F5": Mark.FORMULA}
    _, findings = read_book(raw_book(marks=marks))
    assert said(findings) == {("control-formula", "基本信息!B6")}


def test_numbers_typed_as_text_are_one_finding_for_a_column() -> None:
    """All cells of the column are named."""
    _, findings = read_book(
        raw_book({"项目清单!F2": "1,000", "项目清单!F4": "1000", "项目清单!F5": "3,000.5", "项目清单!A2": "1"})
    )
    assert {(one.rule.id, tuple(cell.ref for cell in one.cells)) for one in findings} == {
        ("number-as-text", ("F2", "F4", "F5")),
        ("number-as-text", ("A2",)),
    }
    assert any("3 处" in one.message for one in findings)


def test_the_same_typing_in_one_column_is_one_cause_other_typings_are_others() -> None:
    """待定 in two rows is said once, 未知 apart."""
    _, findings = read_book(raw_book({"项目清单!F2": "待定", "项目清单!F3": "未知", "项目清单!F4": "待定"}))
    assert {tuple(cell.ref for cell in one.cells) for one in findings} == {("F2", "F4"), ("F3",)}


def test_digits_lost_in_a_number_are_said() -> None:
    """Of an amount that is critical, of a voucher number a warning."""
    marks = {"项目清单!F2": Mark.LONG, "支付明细!C2": Mark.LONG}
    _, findings = read_book(
        raw_book({"项目清单!F2": 1234567.12345678901, "支付明细!C2": 123456789012345680}, marks=marks)
    )
    assert said(findings) == {("amount-huge", "项目清单!F2"), ("digits-lost", "支付明细!C2")}


def test_characters_that_nobody_can_print_are_said_at_their_cell() -> None:
    """Control characters and lone surrogates, in any text; line breaks, tabs, emoji and rare characters are text."""
    texts = {"项目清单!H2": "提升\x08满意度\x0b。", "基本信息!B3": "甲\ud800", "报告正文!C2": "𠮷\n😀\t·～\u3000\u2028"}
    _, findings = read_book(raw_book(texts))
    assert said(findings) == {("text-control", "项目清单!H2"), ("text-control", "基本信息!B3")}
    assert "有 2 个打印不出的字符，第一个在“提升”后面" in next(it for it in findings if it.cells[0].ref == "H2").message


def test_a_name_broken_over_lines_is_one_name() -> None:
    """Alt+Enter makes a name fit its cell; it is no other name, while paragraphs keep their lines."""
    edits: dict[str, Scalar] = {"项目清单!B2": "道路\n维修 \r\n经费", "项目清单!H2": "修好\n道路"}
    book, findings = read_edited(edits)
    assert (book.projects[0].name, book.projects[0].goal, findings) == ("道路维修经费", "修好\n道路", set())


def test_signs_that_nobody_sees_are_no_part_of_names_and_texts() -> None:
    """A copied zero-width blank makes no other name and no other figure; blanks and lines that are seen stay."""
    edits = {
        "项目清单!B2": "\u200b道路\u200d维修\u202e\ufeff",
        "报告正文!C2": "　支出\u202a1\u200b2\u202c万元。\n另起一行。",
    }
    book, findings = read_edited(edits)
    assert findings == set()
    assert book.projects[0].name == "道路维修"
    assert book.paragraphs[0].text == "　支出12万元。\n另起一行。"


def test_control_characters_change_no_heading_choice_number_or_date() -> None:
    """What Excel escapes (_x0008_) is as unseen as a zero-width blank; a cell of nothing else is blank."""
    edits = {
        "基本信息!A3": "单位\x01名称",
        "项目清单!B1": "预算\x08项目",
        "项目清单!D2": "1\x000\x7f00",
        "项目清单!G3": "2023-03\x1b-01",
        "项目清单!C4": "\x08",
        "绩效指标!B2": "产出\x9d指标",
        "绩效指标!F2": "5\x02",
        "报告正文!A2": "一（\x03一）",
    }
    book, findings = read_edited(edits)
    assert findings == {("number-as-text", "项目清单!D2"), ("number-as-text", "绩效指标!F2")}
    assert (book.info.unit, book.projects[0].name, book.projects[0].initial) == ("示例街道办事处", "道路维修", 100_000)
    assert (book.projects[2].funding, book.paragraphs[0].section) == (None, "一（一）")
