"""One set of true amounts, told in every mixture of the words that offices use, is accused of nothing."""

from __future__ import annotations

from itertools import product

import pytest

from pipeline.checks.prose import read_prose
from tests.prose_support import book, project

LIST = [
    project(1, "信访维稳专项经费", "486500", "600000", short="信访经费", initial=50_000_000),
    project(2, "应急消防能力提升项目", "924000", "1000000", short="应急消防", initial=100_000_000),
    project(3, "残疾人综合服务补助", "200000", initial=20_000_000),
]
QUIET = {"prose-undescribed", "prose-unproven"}
INITIAL = ("年初预算{}", "年初安排{}", "年初批复预算{}", "年初下达{}", "")
BUDGET = ("全年预算{}", "调整后预算{}", "核定预算{}", "预算资金{}", "预算总额{}", "调整预算数{}", "")
SPENT = ("支出{}", "实际支出{}", "共支出{}", "支出合计{}", "决算{}", "列支{}", "实际使用{}", "开支{}")
RATE = ("执行率{}", "预算执行率{}", "总体执行率{}", "占预算的{}", "预算完成率{}", "支出进度{}")
LEFT = ("结余{}", "年末结余{}", "剩余{}", "未支出{}")


def told(text: str, number: int | None) -> list[str]:
    """Give the messages over one paragraph."""
    findings, _ = read_prose(book(LIST, [("三", number, text)]))
    return [it.message for it in findings if it.rule.id not in QUIET]


@pytest.mark.parametrize(
    ("opening", "number", "amounts", "rate", "left"),
    [
        ("街道2023年共实施3个项目，", None, ("170万元", "180万元", "161.05万元"), "89.47%", "18.95万元"),
        ("纳入自评的3个项目", None, ("1,700,000元", "180万元", "1,610,500.00元"), "89.5%", "189,500元"),
        ("信访经费", 1, ("50万元", "60万元", "48.65万元"), "81.08%", "11.35万元"),
        ("该项目2023年", 1, ("500,000元", "60万元", "486,500元"), "81.1%", "11.35万元"),
    ],
)
def test_true_amounts_are_left_alone_however_they_are_told(
    opening: str, number: int | None, amounts: tuple[str, str, str], rate: str, left: str
) -> None:
    """What is not told, as the budget of the year, is not made up from what is."""
    ends = [*(words.format(rate) for words in RATE), *(words.format(left) for words in LEFT)]
    accused = []
    for *words, end in product(INITIAL, BUDGET, SPENT, ends):
        parts = [word.format(amount) for word, amount in zip(words, amounts, strict=True) if word]
        text = f"{opening}{'，'.join([*parts, end])}。"
        if told(text, number):
            accused.append(text)
    assert accused == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("全年预算180万元，支出165.01万元", "165.01万元"),
        ("全年预算186万元，支出161.05万元", "186万元"),
        ("年初预算177万元，支出161.05万元", "177万元"),
    ],
)
def test_an_amount_that_the_list_contradicts_is_told_beside_those_that_agree(text: str, wrong: str) -> None:
    """One wrong figure is enough, and it is the one accused, in any section, not the rate that is right."""
    (message,) = told(f"街道2023年共实施3个项目，{text}，执行率89.47%。", None)
    assert message.startswith(f"文中写的{wrong}与项目清单的")
