"""Tokens print the workbook's own numbers, and a token that cannot is reported instead of printed."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import tokens
from pipeline.model.book import Book, Indicator, Info, Paragraph, Place, Project
from pipeline.model.policy import policy

BOOK = Book(
    "示例.xlsx",
    "0",
    Info(unit="龙城街道办事处", year=2023, score=Decimal("99.50")),
    projects=(
        Project(4, 1, "食堂补助经费", None, budget=93_853_700, spent=83_284_100),
        Project(5, 15, "专项稳控经费", "稳控", budget=10_000_000, spent=10_000_000),
        Project(6, 16, "没有预算的项目", spent=None, budget=None),
    ),
    total=Project(7, spent=93_284_100),
    indicators=(Indicator(4, 15, points=Decimal("9.70")), Indicator(5, 15, points=Decimal("80.0"))),
    paragraphs=(Paragraph(4, "三", 1, "正文"),),
    places={
        "info": Place("基本信息", 1, {"unit": 2, "year": 3, "score": 9}),
        "projects": Place("项目清单", 3, {"number": 1, "name": 2, "short": 3, "budget": 7, "spent": 8}),
        "indicators": Place("绩效指标", 3, {"points": 10}),
    },
)


def _print(text: str, own: int | None = 1, book: Book = BOOK) -> str:
    expansion = tokens.expand(text, book, own, policy())
    assert not expansion.problems
    return expansion.text


def _cells(text: str, book: Book = BOOK) -> list[str]:
    return [cell.address for piece in tokens.expand(text, book, 1, policy()).pieces for cell in piece.cells]


@pytest.mark.parametrize(
    ("text", "printed", "cells"),
    [
        ("{支出万元}", "83.28万元", ["项目清单!H4"]),
        ("{支出元}", "832,841.00元", ["项目清单!H4"]),
        ("{全年预算万元}", "93.85万元", ["项目清单!G4"]),
        ("{执行率}", "88.74%", ["项目清单!H4", "项目清单!G4"]),
        ("{项目15.执行率}", "100%", ["项目清单!H5", "项目清单!G5"]),
        ("{预算项目}", "食堂补助经费", ["项目清单!B4"]),
        ("{简称}", "食堂补助经费", ["项目清单!B4"]),
        ("{项目15.简称}", "稳控", ["项目清单!C5"]),
        ("{项目15.得分}", "99.7", ["项目清单!H5", "项目清单!G5", "绩效指标!J4", "绩效指标!J5"]),
        ("{单位名称}{年度}年", "龙城街道办事处2023年", ["基本信息!B2", "基本信息!B3"]),
        ("{项目数量}个", "3个", ["项目清单!A4", "项目清单!A5", "项目清单!A6"]),
        ("{自评得分}分", "99.5分", ["基本信息!B9"]),
        ("支出{支出万元}，元旦前付清", "支出83.28万元，元旦前付清", ["项目清单!H4"]),
        ("发放{支出元}   元旦慰问", "发放832,841.00元   元旦慰问", ["项目清单!H4"]),
        ("付{支出元}元月底结清", "付832,841.00元元月底结清", ["项目清单!H4"]),
        ("采购{支出元}元器件", "采购832,841.00元元器件", ["项目清单!H4"]),
    ],
)
def test_each_token_prints_what_the_contract_says(text: str, printed: str, cells: list[str]) -> None:
    """Amounts, rates, names and scores in the contract's own forms, with the cells they come from."""
    assert _print(text) == printed
    assert _cells(text) == cells


def test_the_whole_spending_comes_from_the_total_row_or_from_all_rows() -> None:
    """Whichever the list has."""
    known = replace(BOOK, projects=BOOK.projects[:2])
    assert _print("{合计元}，{合计万元}", book=known) == "932,841.00元，93.28万元"
    assert _cells("{合计元}", known) == ["项目清单!H7"]
    assert _cells("{合计元}", replace(known, total=None)) == ["项目清单!H4", "项目清单!H5"]


FULL_WIDTH, PAIRED, UNIT = "用了全角大括号", "没有成对", "自带单位，后面又写了一遍单位"
NOTHING = "要用的数字没有填或读不出来"


@pytest.mark.parametrize(
    ("text", "excerpt", "wrong", "told"),
    [
        ("{支出亿元}", "{支出亿元}", "不认识记号 {支出亿元}", False),
        ("{项目15.合计元}", "{项目15.合计元}", "不认识记号 {项目15.合计元}", False),
        ("{项目99.支出万元}", "{项目99.支出万元}", "记号 {项目99.支出万元} 所说的项目 99 不在项目清单里", False),
        ("{项目0.支出元}", "{项目0.支出元}", "记号 {项目0.支出元} 所说的项目 0 不在项目清单里", False),
        ("{项目2.支出元}", "{项目2.支出元}", "记号 {项目2.支出元} 所说的项目 2 不在项目清单里", False),
        ("{项目4.支出元}", "{项目4.支出元}", "记号 {项目4.支出元} 所说的项目 4 不在项目清单里", True),
        ("支出{支出万元", "{支出万元", f"大括号 {{ {PAIRED}", False),
        ("支出万元}", "}", f"大括号 }} {PAIRED}", False),
        ("｛支出万元的百分之八十用于保洁", "｛支出万元的百分之八十用", f"{FULL_WIDTH} ｛，而且{PAIRED}", False),
        ("｛支出万元｝", "｛支出万元｝", f"记号 ｛支出万元｝ {FULL_WIDTH}", False),
        ("{支出万元｝", "{支出万元｝", f"记号 {{支出万元｝ {FULL_WIDTH}", False),
        ("｛支出万元}", "｛支出万元}", f"记号 ｛支出万元}} {FULL_WIDTH}", False),
        ("｛｝", "｛｝", f"记号 ｛｝ {FULL_WIDTH}", False),
        ("{{支出万元}}", "{{支出万元}}", "记号 {{支出万元}} 写了不止一层大括号", False),
        ("{{" + "长" * 40 + "}}", "{{" + "长" * 28, "记号 {{" + "长" * 28 + " 写了不止一层大括号", False),
        ("{支出万元}万元。", "{支出万元}万元", f"记号 {{支出万元}} {UNIT}", False),
        ("{支出元}     亿元", "{支出元}     亿元", f"记号 {{支出元}} {UNIT}", False),
        ("{支出元}元月均两万", "{支出元}元", f"记号 {{支出元}} {UNIT}", False),
        ("{执行率}％", "{执行率}％", f"记号 {{执行率}} {UNIT}", False),
        ("{合计元}", "{合计元}", f"记号 {{合计元}} {NOTHING}", True),
        ("{项目16.支出元}", "{项目16.支出元}", f"记号 {{项目16.支出元}} {NOTHING}", True),
        ("{项目16.执行率}", "{项目16.执行率}", f"记号 {{项目16.执行率}} {NOTHING}", True),
        ("{项目17.得分}", "{项目17.得分}", "记号 {项目17.得分} 没有数可印：这个项目的全年预算和支出都是 0", False),
        ("{项目17.预算项目}", "{项目17.预算项目}", f"记号 {{项目17.预算项目}} {NOTHING}", True),
    ],
)
def test_a_token_that_cannot_be_filled_in_is_reported(text: str, excerpt: str, wrong: str, *, told: bool) -> None:
    """Told elsewhere where what it needs is: a blank amount, or a number that the list itself lacks."""
    nameless = [Project(7, 17, None, budget=0, spent=0), Project(8, None, "没有序号的项目")]
    book = replace(BOOK, projects=(*BOOK.projects[:2], nameless[0], nameless[1], BOOK.projects[2]))
    (problem,) = tokens.expand(text, book, 1, policy()).problems
    assert (problem.excerpt, problem.wrong, problem.told, problem.unnumbered) == (excerpt, wrong, told, False)


def test_a_project_token_in_a_row_without_a_project_is_reported() -> None:
    """Tokens of the whole report are fine there."""
    (problem,) = tokens.expand("{支出万元}", BOOK, None, policy()).problems
    assert (problem.excerpt, problem.unnumbered, problem.told) == ("{支出万元}", True, False)
    assert problem.fix == "请在这一行填写项目序号，或写成 {项目3.支出万元}。"
    assert tokens.expand("{项目15.支出万元}和{年度}", BOOK, None, policy()).problems == ()


@pytest.mark.parametrize(
    ("numbers", "text", "told"),
    [((), "{项目1.支出元}", True), ((None, 15), "{项目1.支出元}", True), ((15, None), "{项目0.支出元}", False)],
)
def test_a_number_that_the_list_itself_lacks_is_not_the_tokens_mistake(
    numbers: tuple[int | None, ...], text: str, *, told: bool
) -> None:
    """No list at all, or a project without 序号 in that place: that is told, not each token."""
    projects = tuple(Project(4 + at, number, "某项目") for at, number in enumerate(numbers))
    (problem,) = tokens.expand(text, replace(BOOK, projects=projects), None, policy()).problems
    assert problem.told == told


@given(st.text())
def test_text_without_braces_is_printed_as_typed(text: str) -> None:
    """Character for character."""
    plain = "".join(char for char in text if char not in "{}｛｝")
    assert _print(plain) == plain


@given(st.text(alphabet="{}｛｝支出万元项目1.5 "))
def test_no_mixture_of_braces_ever_stops_the_program(text: str) -> None:
    """What is not a token stays as typed."""
    expansion = tokens.expand(text, BOOK, 1, policy())
    assert expansion.problems or "{" not in expansion.text
