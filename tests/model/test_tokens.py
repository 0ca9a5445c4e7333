"""Tokens print the workbook's own numbers, and a token that cannot is reported instead of printed."""

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


def _problems(text: str, own: int | None = 1) -> list[str]:
    return [problem.excerpt for problem in tokens.expand(text, BOOK, own, policy()).problems]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{支出万元}", "83.28万元"),
        ("{支出元}", "832,841.00元"),
        ("{全年预算万元}", "93.85万元"),
        ("{执行率}", "88.74%"),
        ("{项目15.执行率}", "100%"),
        ("{预算项目}", "食堂补助经费"),
        ("{简称}", "食堂补助经费"),
        ("{项目15.简称}", "稳控"),
        ("{项目15.得分}", "99.7"),
        ("{单位名称}{年度}年", "龙城街道办事处2023年"),
        ("{项目数量}个", "3个"),
        ("{自评得分}分", "99.5分"),
        ("支出{支出万元}，元旦前付清", "支出83.28万元，元旦前付清"),
        ("发放{支出元}元旦慰问", "发放832,841.00元元旦慰问"),
    ],
)
def test_each_token_prints_what_the_contract_says(text: str, printed: str) -> None:
    """Amounts, rates, names and scores in the contract's own forms."""
    assert _print(text) == printed


@pytest.mark.parametrize(
    ("text", "excerpts"),
    [
        ("{支出亿元}", ["{支出亿元}"]),
        ("{项目99.支出万元}", ["{项目99.支出万元}"]),
        ("{项目15.合计元}", ["{项目15.合计元}"]),
        ("{支出万元", ["{支出万元"]),
        ("支出万元}", ["}"]),
        ("｛支出万元｝", ["｛支出万元｝"]),
        ("{支出万元}万元。", ["{支出万元}万元"]),
        ("{支出元} 元。", ["{支出元} 元"]),
        ("{执行率}％", ["{执行率}％"]),
        ("{合计元}", ["{合计元}"]),
    ],
)
def test_a_token_that_cannot_be_filled_in_is_reported(text: str, excerpts: list[str]) -> None:
    """Unknown, of no project, full-width, unclosed, with its unit repeated, or over an unreadable amount."""
    assert _problems(text) == excerpts


def test_a_project_token_in_a_row_without_a_project_is_reported() -> None:
    """Tokens of the whole report are fine there."""
    assert _problems("{支出万元}", own=None) == ["{支出万元}"]
    assert _problems("{项目15.支出万元}和{年度}", own=None) == []


def test_a_printed_token_names_the_cells_it_came_from() -> None:
    """A rate has two."""
    (piece,) = tokens.expand("{执行率}", BOOK, 1, policy()).pieces
    assert [cell.address for cell in piece.cells] == ["项目清单!H4", "项目清单!G4"]


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
