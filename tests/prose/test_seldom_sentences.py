"""Sentences of a kind that comes once in a hundred reports: what can be worked out is, what is unclear is let be."""

from __future__ import annotations

import pytest

from pipeline.checks.prose import read_prose
from tests.prose_support import book, project

QUIET = {"prose-undescribed", "prose-unproven"}
C2 = "报告正文!C2"


def told(text: str) -> list[tuple[str, str, str]]:
    """Rule, cell and message of every finding over one paragraph of a project."""
    findings, _ = read_prose(book([project(1, "环境整治", "999999")], [("三", 1, text)]))
    return [(it.rule.id, it.cells[0].address, it.message) for it in findings if it.rule.id not in QUIET]


@pytest.mark.parametrize(
    ("text", "rule", "message"),
    [
        (
            "每月12000元÷12=1100元。",
            "prose-product",
            "文中12000元÷12算出来是1,000.00元，与写的1100元不一致。",
        ),
        (
            "一年12000元÷12个月=1100元。",
            "prose-product",
            "文中12000元÷12个月算出来是1,000.00元，与写的1100元不一致。",
        ),
        (
            "今年投入300元，比上年已减少200元，降幅为50%。",
            "prose-growth",
            "文中300元，减少200元，变化应为40%，与写的50%不一致。",
        ),
        ("会议费2.1万元，其中印刷费2.5万元。", "prose-parts", "按“其中”的说法，2.5万元与2.1万元相差0.4万元。"),
        ("𠀀𠀀村的的垃圾已清运。", "prose-doubled", "“的的”像是多写了一遍。"),
        ("其他清单附后。", "prose-attachment", "文中提到附后，但报告没有这个附件。"),
    ],
)
def test_what_can_be_worked_out_is_held_to_it(text: str, rule: str, message: str) -> None:
    """Division, a rate of the change behind the change, signs beyond the common plane."""
    assert told(text) == [(rule, C2, message)]


@pytest.mark.parametrize(
    "text",
    [
        "每月12000元÷12=1000元。",
        "每月12000元÷0=1100元。",
        "补助10—12人×500元=6000元。",
        "共需500元+3=503元。",
        "共需500元＋3人=503元。",
        "补助98.28万元，即63人×13个月。",
        "今年清运300吨，比上年已增加400吨，增长133%。",
        "情况现附后。",
        f"补助{'9' * 300}元，惠及{'8' * 40}人。",
        "环境整治，3万元。",
        "共支出约48万元，分别为培训20万元、宣传30万元。".replace("支出", "需"),
    ],
)
def test_what_no_arithmetic_settles_is_let_be(text: str) -> None:
    """By nothing, by a range, more digits than a number has, money with what is none, more growth than there was."""
    assert told(text) == []
