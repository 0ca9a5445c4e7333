"""What people type for a number is read as that number, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.intake.cells.numerals import chinese_integer, money_number, percent_number, plain_number, proposed_yuan

WIDE = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
DIGITS, UNITS = "零一二三四五六七八九", ("", "十", "百", "千")
fens = st.integers(min_value=0, max_value=10**13)


def four_digits(number: int) -> str:
    """Write 0 to 9999 in Chinese, with 零 for a gap."""
    said, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            said += ("零" if gap and said else "") + DIGITS[digit] + UNITS[power]
            gap = False
        else:
            gap = True
    return said


def in_chinese(number: int) -> str:
    """Write a positive integer below 10¹² in Chinese, an independent way round."""
    said = ""
    for power, unit in ((8, "亿"), (4, "万"), (0, "")):
        group = number // 10**power % 10**4
        if group:
            said += ("零" if said and group < 1000 else "") + four_digits(group) + unit
    return said


@settings(deadline=None)
@given(fen=fens, wide=st.booleans(), commas=st.booleans(), blank=st.sampled_from(["", " ", "　", "\n", "\u200b"]))
def test_an_amount_survives_every_way_of_typing_it(fen: int, wide: bool, commas: bool, blank: str) -> None:  # noqa: FBT001  (hypothesis passes by name)
    """Commas, full-width digits, blanks, ¥ and 元 change nothing."""
    yuan = Decimal(fen).scaleb(-2)
    typed = f"{yuan:,.2f}" if commas else f"{yuan:.2f}"
    typed = blank + (typed.translate(WIDE) if wide else typed) + blank
    assert plain_number(typed) == yuan
    for around in ("￥{}", "¥ {}", "{}元", "人民币{} 元", "{}元整"):
        assert money_number(around.format(typed)) == yuan
    assert money_number(f"-{typed.strip()}") == -yuan
    assert money_number(f"（{typed}）") == -yuan


@settings(deadline=None)
@given(number=st.integers(min_value=1, max_value=10**12 - 1))
def test_a_chinese_numeral_is_read_as_its_number(number: int) -> None:
    """Any integer written in Chinese comes back."""
    assert chinese_integer(in_chinese(number)) == number
    assert proposed_yuan(f"{in_chinese(number)}元整") == number


@settings(deadline=None)
@given(text=st.text(max_size=12))
def test_no_text_whatever_breaks_the_reading(text: str) -> None:
    """Every text is a number or None."""
    for read in (plain_number, percent_number, money_number, proposed_yuan):
        assert read(text) is None or isinstance(read(text), Decimal)


@pytest.mark.parametrize(
    "text", ["", "元", "1,00", "1.2.3", "12万", "待定", "1e5", "--5", "1,0000", "95%", "５％", "1-2", "三"]
)
def test_what_is_no_plain_amount_is_not_read_as_one(text: str) -> None:
    """A comma in the wrong place is no thousands comma."""
    assert money_number(text) is None


@pytest.mark.parametrize(
    ("text", "yuan"),
    [("-￥5", -5), ("￥-5.5", -5.5), ("+5元", 5), (".5", 0.5), ("(5)", -5), ("（ .50 ）", -0.5)]
    + [(text, None) for text in ("-￥-5", "(-5)", "(+5)", "(约5)", "(￥5)", "()")],
)
def test_an_amount_has_one_sign_at_most(text: str, yuan: float | None) -> None:
    """Before ¥, behind it, or brackets; never two of them."""
    assert money_number(text) == yuan


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("32.51万元", "325100"),
        ("３２．５１ 万元", "325100"),
        ("200万", "2000000"),
        ("0.5亿元", "50000000"),
        ("5千元", "5000"),
        ("三十三万元", "330000"),
        ("贰佰万元整", "2000000"),
        ("人民币叁佰玖拾万贰仟柒佰叁拾叁元柒角捌分", "3902733.78"),
        ("伍仟元整", "5000"),
        ("十五万", "150000"),
        ("一万二", "12000"),
        ("三百五十元零五分", "350.05"),
        ("约32万元", "320000"),
        ("三億二萬元", "300020000"),
        ("2十万元", "200000"),
        ("3百万元", "3000000"),
        ("壹元零五分", "1.05"),
        ("三百零五元", "305"),
        ("2百元", "200"),
    ],
)
def test_an_amount_in_words_or_wan_is_proposed_in_yuan(text: str, yuan: str) -> None:
    """The number is proposed, not taken."""
    assert proposed_yuan(text) == Decimal(yuan)
    assert money_number(text) is None


@pytest.mark.parametrize("text", ["三万二万元", "一亿一万一千万", "三百二百元", "一五万元", "三元十分", "三元百角五分"])
def test_nothing_is_proposed_for_what_only_looks_like_a_numeral(text: str) -> None:
    """Two amounts in a row, a unit twice: what was meant is anybody's guess."""
    assert proposed_yuan(text) is None


@pytest.mark.parametrize("text", ["待定", "一二三", "若干万元", "元", "整", "万", "abc", "10-20万元", "见附件"])
def test_nothing_is_proposed_for_other_words(text: str) -> None:
    """Better no proposal than a wrong one."""
    assert proposed_yuan(text) is None


def test_a_percentage_is_read_as_its_number() -> None:
    """95% is 95."""
    assert [percent_number(text) for text in ("95%", "９５．５％", "95 %", "95", "%")] == [
        95,
        Decimal("95.5"),
        95,
        None,
        None,
    ]


def test_digits_without_end_are_no_amount() -> None:
    """Nobody has that much money, and reading it would take its time."""
    assert plain_number("1" * 40) == money_number("1" * 40) == Decimal("1" * 40)
    assert plain_number("1" * 41) is money_number("1" * 41) is None
    assert proposed_yuan("1" * 39 + "万") is not None
    assert proposed_yuan("1" * 40 + "万") is None
