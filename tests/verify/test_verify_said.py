"""What is said of an edited report, word for word: rule, place, what stands there, what should, and the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest

from pipeline.model.cells import Cell
from pipeline.verify.comparing.comparison import Comparison
from tests.verify_support import small_blocks

if TYPE_CHECKING:
    from pipeline.verify.remarks import Remark

Parts = Sequence[str | Sequence[str]]  # paragraphs, and tables of rows
CHANGED, UNIT, MOVED = "report-number-changed", "report-unit-changed", "report-number-moved"
DELETED, ADDED, WORDS = "report-number-deleted", "report-number-added", "report-words-changed"
RIGHT, SWAPPED = "保洁经费支出3万元，绿化经费支出5万元。", "绿化经费支出3万元，保洁经费支出5万元。"
MANY = "1元、2元、3元、4元、5元、6元等 7 个数字"
NAMES = {
    "保洁经费": frozenset({1}),
    "保洁": frozenset({1}),
    "绿化经费": frozenset({2}),
    "沟渠保洁经费": frozenset({3}),
    "河道": frozenset({3}),
}
LIST = ["序号|项目|金额", "1|修路|3", "2|绿化|5", "3|保洁|7"]
LONG = ["项目|金额", "甲组|31", "乙组|35", "丙组|37", "丁组|39", "戊组|41", "己组|43"]


def _remarks(old: Parts, new: Parts) -> list[Remark]:
    """Compare; the made-up cell of a number has the place of its text for a sheet, and its own for a column."""
    sources = Comparison(lambda text, number: (Cell(text.where, 1, number.start + 1),), NAMES)
    return sources.run(small_blocks(old), small_blocks(new))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            ["全年支出83.28万元，用于保洁。"],
            ["全年支出83.29万元，用于保洁。"],
            (
                *(CHANGED, "第1段", "83.29万元", "83.28万元"),
                "报告写的是“全年支出83.29万元，用于保洁。”，其中的“83.29万元”按工作簿应为“83.28万元”。",
            ),
        ),
        (
            ["全年支出83.28万元，用于保洁。"],
            ["全年支出83.28元，用于保洁。"],
            (
                *(UNIT, "第1段", "83.28元", "83.28万元"),
                "报告写的是“全年支出83.28元，用于保洁。”，其中的“83.28元”按工作簿应为“83.28万元”。",
            ),
        ),
        (["3"], ["4"], (CHANGED, "第1段", "4", "3", "报告写的是“4”，这里按工作簿应为“3”。")),
        (
            ["甲" * 14 + "1,234.56元" + "乙" * 14 + "7万元"],
            ["甲" * 14 + "1,234.57元" + "乙" * 14 + "7万元"],
            (
                *(CHANGED, "第1段", "1,234.57元", "1,234.56元"),
                f"报告写的是“{'甲' * 12}1,234.57元{'乙' * 12}”，其中的“1,234.57元”按工作簿应为“1,234.56元”。",
            ),
        ),
        (
            ["合格率≥95%。"],
            ["合格率≤95%。"],
            (
                *(CHANGED, "第1段", "不超过95%", "不少于95%"),
                "报告写的是“合格率≤95%。”，意思是不超过95%，按工作簿这里应为不少于95%。",
            ),
        ),
        (
            ["甲做了3次，乙做了5次。"],
            ["甲做了3次。"],
            (DELETED, "原第1段", "没有", "5次", "工作簿写进报告的“甲做了3次，乙做了5次。”里，5次在报告里不见了。"),
        ),
        (
            ["共3项。"],
            ["共3项。", "另有支出1元、2元、3元、4元、5元、6元、7元。"],
            (
                *(ADDED, "第2段", MANY, "没有"),
                f"报告的“另有支出1元、2元、3元、4元、5元”里多出{MANY}，工作簿没有让它写在这里。",
            ),
        ),
        (
            ["甲工程清淤3次。", "乙社区巡查完成。"],
            ["甲工程清淤完成。", "乙社区巡查3次完成。"],
            (
                *(MOVED, "第2段", "在第2段", "在“甲工程清淤3次。”"),
                "3次 按工作簿应在“甲工程清淤3次。”，现在到了第2段的“乙社区巡查3次完成。”。",
            ),
        ),
        (
            [RIGHT],
            [SWAPPED],
            (
                *(MOVED, "第1段", SWAPPED, RIGHT),
                f"“{SWAPPED}”里的 3万元，按工作簿说的是“{RIGHT}”。",
            ),
        ),
        (
            ["甲村支出3万元。", "乙村支出5万元。", "丙村支出7万元。"],
            ["丙村支出7万元。", "甲村支出3万元。", "乙村支出5万元。"],
            (MOVED, "第1段", "在第1段", "在第3段", "“丙村支出7万元。”这一段的位置与工作簿不同。"),
        ),
        (
            [LIST],
            [[LIST[0], LIST[2], LIST[1], LIST[3]]],
            (
                *(MOVED, "表1第3行第1列", "在表1第3行第1列", "在表1第2行第1列"),
                "“1 修路 3”这一行的位置与工作簿不同。",
            ),
        ),
        (
            [LONG],
            [[LONG[0], *LONG[:0:-1]]],
            (
                *(MOVED, "表1第7行第1列", "5 行换了先后", "照工作簿的先后"),
                "表1有 5 行的先后与工作簿不同，如“甲组 31”。",
            ),
        ),
        (
            [LIST],
            [[LIST[0], "1|绿化|3", "2|绿化|5", LIST[3]]],
            (
                *(MOVED, "表1第2行第1列", "1 绿化 3", "1 修路 3"),
                "这一行写的是“1 绿化 3”，按工作簿应为“1 修路 3”。",
            ),
        ),
        (
            [LIST],
            [[*LIST[:3], "3|7|保洁"]],
            (
                *(MOVED, "表1第4行第1列", "3 7 保洁", "3 保洁 7"),
                "这一行写的是“3 7 保洁”，按工作簿应为“3 保洁 7”。",
            ),
        ),
        (
            [LIST],
            [[*LIST[:2], LIST[3]]],
            (DELETED, "原表1第3行第1列", "没有", "2、5", "工作簿写进报告的表1第3行第1列里，2、5在报告里不见了。"),
        ),
        (
            [LONG],
            [[row.partition("|")[0] for row in LONG]],
            (
                *(DELETED, "原表1第2行第2列", "没有", "31、35、37、39、41、43"),
                "工作簿写进报告的表1里，31、35、37、39、41、43在报告里不见了。",
            ),
        ),
        (
            [["序号|项目|数", *(f"{at}|{row}" for at, row in enumerate(LONG[1:], start=1))]],
            [["序号|项目", *(f"{at}|{row.partition('|')[0]}" for at, row in enumerate(LONG[1:], start=1))]],
            (
                *(DELETED, "原表1第2行第3列", "没有", "31、35、37、39、41、43"),
                "工作簿写进报告的表1第3列里，31、35、37、39、41、43在报告里不见了。",
            ),
        ),
    ],
)
def test_one_edit_is_one_remark_in_plain_words(old: Parts, new: Parts, said: tuple[str, ...]) -> None:
    """Beside it at most an info about the words."""
    told = [it for it in _remarks(old, new) if it.finding.rule.id != WORDS]
    assert [
        (it.finding.rule.id, it.where, it.finding.found, it.finding.expected, it.finding.message) for it in told
    ] == [said]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (["1.甲", "2.乙", "3.丙"], ["1.甲", "1.乙", "2.丙"], ["其中的“1”按工作簿应为“2”", "其中的“2”按工作簿应为“3”"]),
        (
            [f"{at}.{name}村按计划完成" for at, name in enumerate("甲乙丙丁戊", start=1)],
            [f"{at}.{name}村按计划完成" for at, name in enumerate("甲乙丙丁戊", start=7)],
            ["从“7.甲村按计划完成”起，有 5 处序号与工作簿不同；按工作簿，这里的 7 应为 1"],
        ),
    ],
)
def test_items_with_other_numbers_are_told_one_by_one_or_of_many_together(
    old: Parts, new: Parts, said: list[str]
) -> None:
    """Up to three each for itself."""
    messages = [it.finding.message for it in _remarks(old, new)]
    assert [message.removesuffix("。").rpartition("，其中")[2] for message in messages] in (
        [it.removeprefix("其中") for it in said],
        said,
    )


def test_changed_words_are_one_info_that_names_the_first_six_places() -> None:
    """What is gone without anything in its place is named by its place before."""
    old = [f"第{sign}件事办妥了" for sign in "子丑寅卯辰巳午未"]
    new = [f"第{sign}件事已经办妥了" for sign in "子丑寅卯辰巳午"]
    (remark,) = _remarks(old, new)
    assert (remark.finding.rule.id, remark.where, remark.finding.found) == (WORDS, "第1段", "8 处")
    assert remark.finding.message == "有 8 处文字与工作簿生成的不同：第1段、第2段、第3段、第4段、第5段、第6段等。"
    (remark,) = _remarks(["甲村办妥", "完全无关的话"], ["甲村已办妥"])
    assert remark.finding.message == "有 2 处文字与工作簿生成的不同：第1段、原第2段。"


@pytest.mark.parametrize(
    ("old", "new", "cells"),
    [
        (["支出83.28万元"], ["支出83.29万元"], ["第1段!C1"]),
        (["合格率≥95%。"], ["合格率≤95%。"], ["第1段!E1"]),
        (["甲做了3次，乙做了5次。"], ["甲做得好。"], ["第1段!D1", "第1段!J1"]),
        (["甲工程清淤3次。", "乙社区巡查。"], ["甲工程清淤。", "乙社区巡查3次。"], ["第1段!F1"]),
        ([LIST], [[LIST[0], LIST[2], LIST[1], LIST[3]]], ["表1第2行第1列!A1", "表1第2行第3列!A1"]),
        ([LIST], [[LIST[0], "1|绿化|3", *LIST[2:]]], ["表1第2行第1列!A1", "表1第2行第3列!A1"]),
        ([LONG], [[LONG[0], *LONG[:0:-1]]], [f"表1第{row}行第2列!A1" for row in (2, 3, 4, 5, 6)]),
        (["共3项。"], ["共3项。", "另有5项。"], []),
    ],
)
def test_a_remark_names_the_cells_of_the_numbers_the_workbook_gives(old: Parts, new: Parts, cells: list[str]) -> None:
    """Of what was put in beside them there is none."""
    told = [it for it in _remarks(old, new) if it.finding.rule.id != WORDS]
    assert [cell.address for it in told for cell in it.finding.cells] == cells


HEADED = ["一、保洁情况", "甲村支出3万元。", "乙村支出5万元。", "结语都好。"]
GROUPS = ["项目|预算|支出", "甲组|31|30", "乙组|35|34"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (HEADED, [*HEADED[1:3], HEADED[0], HEADED[3]], [(MOVED, "第1段", "在第1段", "在第2段")]),
        (
            ["一、保洁情况", "甲村办妥。", "乙村办成。", "好。"],
            ["甲村办妥。", "乙村办成。", "一、保洁情况", "好。"],
            [],
        ),
        (["今年情况如下", *HEADED[1:]], [*HEADED[1:3], "今年情况如下", HEADED[3]], []),
        (
            ["开头都好。", "甲村支出3万元。", "乙村办成。", "一、保洁情况", "结语都好。"],
            ["开头都好。", "一、保洁情况", "甲村支出3万元。", "乙村办成。", "结语都好。"],
            [(MOVED, "第3段", "在第3段", "在第2段")],
        ),
        (
            ["甲村清淤支出3万元。", "乙村绿化支出5万元。", "丙村修路支出7万元。", "都办妥了。"],
            ["乙村绿化支出5万元。", "丙村修路支出7万元。", "甲村清淤支出4万元。", "都办妥了。"],
            [(CHANGED, "第3段", "4万元", "3万元"), (MOVED, "第3段", "在第3段", "在第1段")],
        ),
        (
            [LIST],
            [[LIST[0], "1|绿化|5", "2|保洁|7", "3|修路|3"]],
            [
                (CHANGED, "表1第4行第1列", "3", "1"),
                (CHANGED, "表1第2行第1列", "1", "2"),
                (CHANGED, "表1第3行第1列", "2", "3"),
                (MOVED, "表1第4行第1列", "在表1第4行第1列", "在表1第2行第1列"),
            ],
        ),
        (
            [LIST],
            [[LIST[0], "1|绿化|5", "2|保洁|8", "3|修路|4"]],
            [
                (CHANGED, "表1第4行第3列", "4", "3"),
                (CHANGED, "表1第3行第3列", "8", "7"),
                (CHANGED, "表1第4行第1列", "3", "1"),
                (CHANGED, "表1第2行第1列", "1", "2"),
                (CHANGED, "表1第3行第1列", "2", "3"),
                (MOVED, "表1第4行第1列", "在表1第4行第1列", "在表1第2行第1列"),
            ],
        ),
        (
            [LIST],
            [[LIST[0], "1|绿化|5", "2|保洁|7"]],
            [
                (DELETED, "原表1第2行第1列", "没有", "1、3"),
                (CHANGED, "表1第2行第1列", "1", "2"),
                (CHANGED, "表1第3行第1列", "2", "3"),
            ],
        ),
        (
            [LIST],
            [[*LIST[:2], "2|清扫|9", "3|绿化|5", "4|保洁|7"]],
            [
                (ADDED, "表1第3行第1列", "2、9", "没有"),
                (CHANGED, "表1第4行第1列", "3", "2"),
                (CHANGED, "表1第5行第1列", "4", "3"),
            ],
        ),
        ([LIST], [[*LIST[:3], "3|清扫|9"]], [(CHANGED, "表1第4行第3列", "9", "7")]),
        ([LIST], [[*LIST[:3], "3|清扫|7"]], []),
        (
            [["项目|预算|支出", "甲组|31|"]],
            [["项目|预算|支出", "甲组||31"]],
            [(MOVED, "表1第2行第3列", "在表1第2行第3列", "在表1第2行第2列")],
        ),
        (
            [GROUPS],
            [[GROUPS[0], "甲组|35|34", "乙组|31|30"]],
            [
                (CHANGED, "表1第2行第2列", "35", "31"),
                (CHANGED, "表1第2行第3列", "34", "30"),
                (CHANGED, "表1第3行第2列", "31", "35"),
                (CHANGED, "表1第3行第3列", "30", "34"),
            ],
        ),
        (
            [GROUPS],
            [[GROUPS[0], GROUPS[2], GROUPS[1]]],
            [(MOVED, "表1第3行第1列", "在表1第3行第1列", "在表1第2行第1列")],
        ),
        ([["项目|支出（元）", "甲组|31"]], [["项目|支出（万元）", "甲组|31"]], [(UNIT, "表1第1行第2列", "万元", "元")]),
        ([["项目|支出（元）", "甲组|31"]], [["项目|支出（元）", "甲组|31元"]], []),
        (
            [["项目|支出（元）", "甲组|31"]],
            [["项目|支出（元）", "甲组|31万元"]],
            [(UNIT, "表1第2行第2列", "31万元", "31")],
        ),
        ([["项目|支出", "甲组|31"]], [["项目|支出", "甲组|31元"]], [(UNIT, "表1第2行第2列", "31元", "31")]),
        ([["项目|支出（元）", "甲组|31"]], [["项目|支出（元）", "甲组|31", "项目|支出（元）"]], []),
        (["甲村一件一次办妥"], ["甲村办妥"], []),
        (["二、概况"], ["三、概况"], [(CHANGED, "第1段", "三", "二")]),
        (["第三次会议"], ["第四次会议"], [(CHANGED, "第1段", "四次", "三次")]),
        (["两个村"], ["二个村"], []),
    ],
)
def test_an_edit_of_several_numbers_is_told_number_by_number(
    old: Parts, new: Parts, said: list[tuple[str, ...]]
) -> None:
    """Headings, rows and their 序号; what a reader would not call another number is left alone."""
    told = [it for it in _remarks(old, new) if it.finding.rule.id != WORDS]
    assert [(it.finding.rule.id, it.where, it.finding.found, it.finding.expected) for it in told] == said


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("保洁经费支出3万元。", "绿化经费支出3万元。"),
        ("绿化经费和保洁经费支出3万元。", "保洁经费和绿化经费支出3万元。"),
        ("沟渠保洁经费支出3万元。", "绿化经费支出3万元。"),
        ("保洁经费支出3万元，结余5万元。", "绿化经费支出3万元，结余5万元。"),
        ("网络费3万元，维护费5万元。", "维护费3万元，网络费5万元。"),
        ("其中网络费3万元，维护费5万元。", "其中维护费3万元，网络费5万元。"),
        ("网费3万元，水费5万元。", "水费3万元，网费5万元。"),
        ("网络费3万元，维护费5万元，清淤费7万元。", "清淤费3万元，网络费5万元，维护费7万元。"),
        ("其中：男30人，女20人。", "其中：女30人，男20人。"),
        ("男30人，女20人。", "女30人，男20人。"),
    ],
)
def test_a_number_behind_another_name_than_the_workbooks_is_told_once_a_paragraph(old: str, new: str) -> None:
    """A project's name, the last one before it in its sentence; or words that belonged to another of its numbers."""
    told = [it for it in _remarks(["开头都好。", old], ["开头很好。", new]) if it.finding.rule.id != WORDS]
    assert [(it.finding.rule.id, it.where) for it in told] == [(MOVED, "第2段")]
    assert (told[0].finding.found[:12], told[0].finding.expected[:12]) == (new[:12], old[:12])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("保洁经费支出3万元。", "保洁支出3万元。"),
        ("保洁经费已完成。全年支出3万元。", "绿化经费已完成。全年支出3万元。"),
        ("沟渠保洁经费支出3万元。", "保洁经费支出3万元。"),
        ("保洁经费支出3万元。", "沟渠保洁经费支出3万元。"),
        ("沟渠保洁经费支出3万元。", "河道支出3万元。"),
        ("保洁经费支出3万元，用于清淤。", "保洁经费支出3万元，用于绿化经费。"),
        ("保洁经费支出3万元。", "街道支出3万元。"),
        ("街道支出3万元。", "保洁经费支出3万元。"),
        ("网络费3万元，维护费5万元。", "网络费用3万元，维护费用5万元。"),
        ("网络费3万元，维护费5万元。", "网络建设费3万元，日常维护费5万元。"),
        ("网络费3万元，维护费3万元。", "维护费3万元，网络费3万元。"),
        ("共3万元，达5万元。", "达3万元，共5万元。"),
    ],
)
def test_a_name_that_may_be_the_same_is_left_alone(old: str, new: str) -> None:
    """A 简称, a part of the name, a name in another sentence, other verbs, equal amounts."""
    assert [it.finding.rule.id for it in _remarks([old], [new])] == [WORDS]
