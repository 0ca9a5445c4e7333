"""Reports of other offices come in many shapes: tables in 万元, items spelt otherwise, drafts of ours."""

from __future__ import annotations

import pytest

from pipeline.intake.blank.extras import Tone
from pipeline.model.policy import policy
from pipeline.outputs.compose import compose
from pipeline.outputs.report.write import write_report
from pipeline.rollover.draft import Draft, write_draft
from pipeline.rollover.from_report import workbook_of
from pipeline.rollover.report.boxes import measured, measures
from pipeline.verify.stages import verify_one
from tests.rollover.reports import FOREIGN, FOREIGN_ROWS, sample_book, typed_report
from tests.rollover.test_from_report import amounts, printed

HEAD = ("永安乡2022年项目支出绩效自评报告", "一、项目基本情况", "项目明细见下表。", None, "三、项目组织实施情况")
YUAN = (
    ("项目名称", "主管部门", "支出（元）"),
    ("水渠清淤经费", "水务站", "58,000"),
    ("敬老院维修资金", "民政办", "120,500.5"),
)
WAN = (
    ("序号", "项目名称", "全年预算（万元）", "决算支出（万元）"),
    ("1", "水渠清淤经费", "6", "5.8"),
    ("2", "敬老院维修资金", "13", "12.05005"),
    ("", "合计", "19", "17.85005"),
)


@pytest.mark.parametrize(("rows", "budgets"), [(YUAN, [None, None]), (WAN, [6_000_000, 13_000_000])])
def test_the_list_is_found_wherever_its_columns_stand(
    rows: tuple[tuple[str, ...], ...], budgets: list[int | None]
) -> None:
    """With or without 序号, in 元 or 万元, with or without the year's budget and a 合计."""
    _, book, _ = workbook_of(typed_report((*HEAD, "1.水渠清淤5.8万元，清淤三公里。"), rows), None)
    assert [(it.number, it.name, it.spent) for it in book.projects] == [
        (1, "水渠清淤经费", 5_800_000),
        (2, "敬老院维修资金", 12_050_050),
    ]
    assert [it.budget for it in book.projects] == budgets
    assert (book.info.unit, book.info.year, book.info.title) == ("永安乡", 2022, HEAD[0])


@pytest.mark.parametrize("sign", ["1.", "1、", "1．", "（1）", "(1)", "1)", "（一）", "①", "01."])
def test_items_are_known_however_they_are_numbered(sign: str) -> None:
    """The number goes, the project is found."""
    _, book, _ = workbook_of(typed_report((*HEAD, f"{sign}水渠清淤经费5.8万元，清淤三公里。"), YUAN), None)
    assert [(it.project, it.text) for it in book.paragraphs][1:] == [(1, "水渠清淤经费{支出万元}，清淤三公里。")]


@pytest.mark.parametrize(
    "text",
    [
        "2022年水渠清淤三公里。",
        "3.5万元用于清淤，其余用于维修。",
        "全乡统筹安排，先急后缓。",
        "1.5公里水渠重新清淤。",
    ],
)
def test_what_is_no_item_stays_a_plain_paragraph(text: str) -> None:
    """Years and amounts at the beginning are no list numbers."""
    _, book, _ = workbook_of(typed_report((*HEAD, text), YUAN), None)
    (row,) = (it for it in book.paragraphs if it.section == "三")
    assert row.project is None
    assert printed(book)[5][1] == [text]


def test_two_projects_of_one_amount_are_not_guessed_between() -> None:
    """The item keeps its number in its text and waits for a person."""
    rows = (("序号", "预算项目", "支出（元）"), ("1", "水渠清淤经费", "58,000"), ("2", "敬老院维修资金", "58,000"))
    _, book, _ = workbook_of(typed_report((*HEAD, "1.全部5.8万元用完。"), rows), None)
    (row,) = (it for it in book.paragraphs if it.section == "三")
    assert (row.project, row.text) == (None, "1.全部5.8万元用完。")


def test_two_items_of_one_project_stay_two() -> None:
    """The second keeps its number in its text, for the workbook would print them as one."""
    texts = (*HEAD, "1.水渠清淤经费5.8万元，清淤三公里。", "2.水渠清淤经费由水务站监管。")
    _, book, _ = workbook_of(typed_report(texts, YUAN), None)
    assert [it.project for it in book.paragraphs if it.section == "三"] == [1, None]
    assert printed(book)[5][1] == ["1.水渠清淤经费5.8万元，清淤三公里。", "2.水渠清淤经费由水务站监管。"]


def test_a_draft_of_ours_is_read_like_the_report() -> None:
    """Its notice, marks and comments are none of its text."""
    draft = write_report(compose(sample_book(), (), policy()), draft=True, findings=())
    _, book, _ = workbook_of(draft, None)
    assert amounts(book) == amounts(sample_book())
    assert printed(book) == printed(sample_book())


@pytest.mark.parametrize("layout", ["国标", "审核"])
def test_both_layouts_are_read_alike(layout: str) -> None:
    """Line pitch and fonts say nothing."""
    report = write_report(compose(sample_book(), (), policy()), layout=layout)
    assert printed(workbook_of(report, None)[1]) == printed(sample_book())


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("26台", "26", "台"), ("1,620 人次", "1620", "人次"), ("95%", "95", "%"), ("2023年11月30日", "2023-11-30", ""),
     ("达成", "达成", ""), ("0.45元/平方米", "0.45", "元/平方米"), ("3至5天", "3至5天", ""),
     ("2023年13月40日", "2023年13月40日", "")],
)  # fmt: skip
def test_boxes_of_forms_are_taken_apart(text: str, value: str, unit: str) -> None:
    """A number and its unit, a day, or words."""
    got = measured(text)
    assert (str(got[0]), got[1]) == (value, unit)


def test_an_item_that_will_be_numbered_otherwise_says_so() -> None:
    """Behind an item of no project, which keeps its own number, the workbook's report counts anew."""
    texts = (*HEAD, "1.先急后缓，统筹安排。", "2.水渠清淤经费5.8万元，清淤三公里。")
    _, book, draft = workbook_of(typed_report(texts, YUAN), None)
    assert [it.project for it in book.paragraphs if it.section == "三"] == [None, 1]
    found = draft.marked["paragraphs", 2, "project"]
    assert found.note == "重新生成的报告里，这一条的编号是 1。"


def test_a_name_that_begins_with_a_bare_year_is_a_name_behind_a_number() -> None:
    """1.2022路灯维修经费 is item 1; 1.2022万元 is an amount."""
    rows = (("序号", "预算项目", "支出（元）"), ("1", "2022路灯维修经费", "58,000"))
    _, book, _ = workbook_of(typed_report((*HEAD, "1.2022路灯维修经费5.8万元。", "1.2022万元结余交回。"), rows), None)
    assert [(it.project, it.text) for it in book.paragraphs if it.section == "三"] == [
        (1, "2022路灯维修经费{支出万元}。"),
        (1, "1.2022万元结余交回。"),
    ]


def test_an_item_between_its_neighbours_is_guessed_and_marked() -> None:
    """Two projects spent the same; the items above and below leave only one of them."""
    rows = (
        ("序号", "预算项目", "支出（元）"),
        *((str(at), f"{name}经费", "58,000") for at, name in enumerate("甲乙丙丁", 1)),
    )
    texts = (*HEAD, "1.甲经费用于清淤。", "2.第二处5.8万元用完。", "3.丙经费用于清淤。", "4.丁经费用于清淤。")
    _, book, draft = workbook_of(typed_report(texts, rows), None)
    assert [it.project for it in book.paragraphs if it.section == "三"] == [1, 2, 3, 4]
    assert draft.marked["paragraphs", 2, "project"].note == "按前后顺序推测是这个项目，请核对。"


def test_words_before_a_year_are_no_short_name() -> None:
    """关于2022年……5.8万元 calls the project nothing."""
    _, book, _ = workbook_of(typed_report((*HEAD, "1.关于2022年水渠清淤支出5.8万元。"), YUAN), None)
    assert [it.short for it in book.projects] == [None, None]


@pytest.mark.parametrize(
    ("said", "goal"),
    [
        ("绩效目标是为老人提供午餐。", "为老人提供午餐。"),
        ("绩效目标为：水渠畅通。", "水渠畅通。"),
        ("绩效目标：水渠畅通。", "水渠畅通。"),
    ],
)
def test_a_goal_is_what_stands_behind_the_word(said: str, goal: str) -> None:
    """Of 是为…… only 是 belongs to the words before it."""
    texts = (*HEAD[:4], "（二）绩效目标设定及指标完成情况", f"1.水渠清淤经费，{said}")
    _, book, _ = workbook_of(typed_report(texts, YUAN), None)
    assert book.projects[0].goal == goal


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("永安乡人民政府关于2022年度项目支出绩效自评的报告", "永安乡人民政府"),
        ("关于永安乡2022年度项目支出绩效自评情况的报告", "永安乡"),
        ("永安乡２０２２年项目支出绩效自评报告", "永安乡"),
        ("永安乡二〇二二年项目支出绩效自评报告", "永安乡"),
    ],
)
def test_unit_and_year_are_read_out_of_titles_of_every_wording(title: str, unit: str) -> None:
    """关于 belongs to neither; the title stays as typed."""
    _, book, _ = workbook_of(typed_report((title, *HEAD[1:]), YUAN), None)
    assert (book.info.unit, book.info.year, book.info.title) == (unit, 2022, title)


def test_words_below_the_title_are_no_part_of_it() -> None:
    """They are kept as the first paragraphs, and marked."""
    _, book, draft = workbook_of(
        typed_report((HEAD[0], "区财政局：", "按要求，我乡开展了自评。", *HEAD[1:]), YUAN), None
    )
    assert book.info.title == HEAD[0]
    assert [it.text for it in book.paragraphs] == ["区财政局：", "按要求，我乡开展了自评。", "项目明细见下表。"]
    assert draft.marked["paragraphs", 0, "text"].tone is Tone.LOOK


@pytest.mark.parametrize(
    "signs", [("1.", "2.", "3.", "4."), ("（一）", "（二）", "（三）", "（四）"), ("(1)", "(2)", "(3)", "(4)")]
)
def test_the_four_analyses_are_known_however_they_are_numbered(signs: tuple[str, ...]) -> None:
    """Each opens its own 章节."""
    names = ("经济性分析", "效率性分析", "效益性分析", "可持续性分析")
    texts = [text for sign, name in zip(signs, names, strict=True) for text in (f"{sign}{name}", f"{name}如上。")]
    _, book, _ = workbook_of(typed_report((*HEAD[:4], "四、项目绩效情况", *texts), YUAN), None)
    assert [it.section for it in book.paragraphs][1:] == ["四.1", "四.2", "四.3", "四.4"]


def test_amounts_without_a_unit_are_yuan_where_they_can_be_nothing_else_and_are_marked() -> None:
    """58,000 is no 万元 of a township; 5.8 may be either, and stays blank."""
    heads = ("序号", "预算项目", "支出金额")
    _, book, draft = workbook_of(typed_report(HEAD, (heads, ("1", "水渠清淤经费", "58,000"))), None)
    assert book.projects[0].spent == 5_800_000
    assert draft.marked["projects", 0, "spent"].note == "报告的表格没有写单位，按元读出，请核对。"
    _, book, _ = workbook_of(typed_report(HEAD, (heads, ("1", "水渠清淤经费", "5.8"))), None)
    assert book.projects[0].spent is None


def test_the_unit_above_a_table_is_no_paragraph() -> None:
    """单位：万元 speaks of the table that the workbook prints in yuan."""
    texts = ("永安乡2022年项目支出绩效自评报告", "一、项目基本情况", "单位：万元", None)
    _, book, _ = workbook_of(typed_report(texts, (("序号", "预算项目", "支出"), ("1", "水渠清淤经费", "5.8"))), None)
    assert ([it.spent for it in book.projects], book.paragraphs) == ([5_800_000], ())


GROUPED = (
    ("序号", "预算项目", "支出（元）"),
    ("一", "民生类", ""),
    ("1", "水渠清淤经费", "58,000"),
    ("", "小计", "58,000"),
    ("二", "其他", "120,500.5"),
    ("2", "敬老院维修资金", "120,500.5"),
    ("", "合计", "178,500.5"),
)


def test_rows_that_gather_others_are_no_projects() -> None:
    """一 民生类, with a sum of its own or without, is neither a heading of the table nor a project."""
    _, book, _ = workbook_of(typed_report(HEAD, GROUPED), None)
    assert [(it.number, it.name, it.spent) for it in book.projects] == [
        (1, "水渠清淤经费", 5_800_000),
        (2, "敬老院维修资金", 12_050_050),
    ]
    assert book.info.control == 17_850_050
    assert [
        remark.finding.message for remark in verify_one("报告.docx", typed_report(HEAD, GROUPED), None).remarks
    ] == []


@pytest.mark.parametrize(
    ("target", "actual", "direction", "read", "sure"),
    [
        ("90%以上", "92%", "≥", "90 %", True),
        ("不少于12次", "14次", "≥", "12 次", True),
        ("3天（含）以内", "2天", "≤", "3 天", True),
        ("不超过2万元", "1.9万元", "≤", "2 万元", True),
        ("2022年12月底前", "2022年11月", "≤", "2022年12月底前 None", False),
        ("良好以上", "达成", "定性", "良好以上 None", True),
        ("95%", "98%", "None", "95 %", False),
    ],
)
def test_directions_said_in_words_are_understood(
    target: str, actual: str, direction: str, read: str, *, sure: bool
) -> None:
    """A deadline is held by its date, and marked; a bare number leaves the direction to a person."""
    values, known = measures(target, actual)
    got = (str(values["direction"]), f"{values['target']} {values.get('unit')}", known)
    assert got == (direction, read, sure)


PLAIN_HEADINGS = {
    "digits and blanks": ("{0} {2}", "1.{0} {1}"),
    "digits and dots": ("{0}.{2}", "1.{0}、{1}"),
    "digits in words": ("第{3}部分 {2}", "1.{0} {1}"),
    "no numbers": ("{2}", "{1}"),
}


def _headed(chapter: str, part: str) -> tuple[str | None, ...]:
    """Write the foreign report with its chapters and the parts of the first headed otherwise."""
    numbers = "一二三四五六"

    def headed(text: str) -> str:
        if text[0] in numbers and text[1] == "、":
            at = numbers.index(text[0])
            return chapter.format(at + 1, "", text[2:], numbers[at])
        return part.format(numbers.index(text[1]) + 1, text[3:]) if text.startswith(("（一）", "（二）")) else text

    return tuple(text and headed(text) for text in FOREIGN)


@pytest.mark.parametrize("kind", PLAIN_HEADINGS)
def test_chapters_are_known_by_their_words_where_none_has_a_chinese_number(kind: str) -> None:
    """1 项目基本情况, 第二部分 项目资金使用及管理情况, 存在的问题: the report is read as with 一、二、…."""
    rows = (("序号", "预算项目", "支出（元）"), *FOREIGN_ROWS)
    _, usual, _ = workbook_of(typed_report(FOREIGN, rows), None)
    texts = _headed(*PLAIN_HEADINGS[kind])
    assert texts != FOREIGN
    _, book, _ = workbook_of(typed_report(texts, rows), None)
    assert [(it.section, it.project, it.text) for it in book.paragraphs] == [
        (it.section, it.project, it.text) for it in usual.paragraphs
    ]
    assert book.info == usual.info


def test_words_of_a_chapter_open_none_where_chapters_have_chinese_numbers() -> None:
    """2.资金使用情况 is then an item."""
    texts = (*HEAD[:4], "2.资金使用情况", "都用完了。", "三、项目组织实施情况", "4 项目绩效情况")
    _, book, _ = workbook_of(typed_report(texts, YUAN), None)
    assert [(it.section, it.text) for it in book.paragraphs][-3:] == [
        ("一（一）", "2.资金使用情况"),
        ("一（一）", "都用完了。"),
        ("三", "4 项目绩效情况"),
    ]


def test_a_paragraph_that_no_cell_can_hold_becomes_several_and_is_marked() -> None:
    """Nothing of it is lost; each row ends with a sentence and is short enough to be checked."""
    long = "".join(f"第{number}条意见已经逐项落实。" for number in range(1, 3_501))
    assert len(long) > 32_767
    _, book, draft = workbook_of(typed_report((*HEAD[:4], long), YUAN), None)
    rows = [it.text or "" for it in book.paragraphs if it.text and "条意见" in it.text]
    assert "".join(rows) == long
    assert len(rows) > 32_767 / policy().text.longest
    assert all(len(text) <= policy().text.longest and text.endswith("。") for text in rows)
    notes = [draft.marked["paragraphs", at, "text"] for at in range(len(book.paragraphs))]
    assert sum(mark.tone is Tone.LOOK and f"分成了 {len(rows)} 行" in mark.note for mark in notes) == len(rows)


def test_a_text_that_is_cut_at_the_length_of_a_cell_is_marked_with_its_length() -> None:
    """A goal of 40,000 characters cannot be told from one of 32,767 by looking at it."""
    draft = Draft()
    draft.add("projects", {"number": 1, "name": "水渠清淤经费", "goal": "长" * 40_000})
    draft.mark("projects", 0, "goal", Tone.SURE)
    write_draft(draft, "读取说明", "照报告读出。")
    mark = draft.marked["projects", 0, "goal"]
    assert mark.tone is Tone.LOOK
    assert "原文有 40000 字，超过一格能放的 32767 字" in mark.note
    assert len(draft.marked) == 1
