"""Whatever an edit does to a number, it is found, named and placed."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.model.findings import Severity
from pipeline.verify.comparing.comparison import Comparison
from pipeline.verify.comparing.numbers import key_of
from pipeline.verify.comparing.printed import printed_in
from pipeline.verify.reading.blocks import Block, Text
from tests.verify_support import accused, critical, forms, one, one_line, paragraph_with, report

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

CHANGED, UNIT = "report-number-changed", "report-unit-changed"
DELETED, ADDED, MOVED = "report-number-deleted", "report-number-added", "report-number-moved"
Blocks = tuple[Block, ...]


def _where(words: str, blocks: Blocks | None = None) -> str:
    """Place of the one text that holds these words."""
    _, block = one(blocks or report().blocks, words)
    return next(cell.where for cell in block.cells if words in cell.text)


def _found(seen: Blocks) -> list[tuple[str, str]]:
    return critical(report().held(seen))


def _rows() -> tuple[int, list[Block]]:
    """Place of the first row of the list of projects, and all its rows."""
    rows = [(at, block) for at, block in enumerate(report().blocks) if block.table]
    return rows[0][0], [block for _, block in rows]


def _with_rows(rows: list[Block]) -> Blocks:
    start, old = _rows()
    return (*report().blocks[:start], *rows, *report().blocks[start + len(old) :])


def _swap(blocks: Blocks, left: str, right: str) -> Blocks:
    (i, first), (j, second) = one(blocks, left), one(blocks, right)
    result = list(blocks)
    result[i], result[j] = second, first
    return tuple(result)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("龙城街道办事处2023年200万元以下", "龙城街道办事处2024年200万元以下", CHANGED),
        ("附件4-2", "附件4-3", CHANGED),
        ("全年支出390.27万元", "全年支出390.27元", UNIT),
        ("执行率97.98%", "执行率97.98‰", UNIT),
        ("实际资助 38 人", "实际资助 38 户", UNIT),
        ("供餐 248 天", "供餐 248 次", UNIT),
        ("支出82.85万元", "支出82.85亿元", UNIT),
        ("支出82.85万元", "支出八十二点八六万元", CHANGED),
        ("支出82.85万元", "支出8.285万元", CHANGED),
        ("支出82.85万元", "支出-82.85万元", CHANGED),
        ("支出82.85万元", "支出八百万元", CHANGED),
        ("机关运行六个方面", "机关运行五个方面", CHANGED),
        ("两个社区的方案", "三个社区的方案", CHANGED),
        ("交警、社区和车主三方到场", "交警、社区和车主四方到场", CHANGED),
        ("五、存在的问题", "六、存在的问题", CHANGED),
        ("（二）绩效目标设定", "（三）绩效目标设定", CHANGED),
        ("2.项目的效率性分析", "3.项目的效率性分析", CHANGED),
        ("支出（元）", "支出（万元）", UNIT),
        ("支出（元）", "支出", DELETED),
        ("全年供餐 248 天，", "全年供餐，", DELETED),
        ("执行率84%，其中", "其中", DELETED),
        ("应急响应平均用时 1.5 小时", "应急响应平均用时一个多小时", CHANGED),
        ("支出82.85万元", "支出82.9万元", CHANGED),
        ("支出82.85万元", "支出828,483.78元", CHANGED),
        ("执行率97.98%", "执行率97.98个百分点", UNIT),
        ("828,483.78", "82.85", CHANGED),
        ("序号", "单位：万元 序号", ADDED),
        ("故障及时修复。", "故障 24 小时内及时修复。", ADDED),
        ("街道每月抽查一次工单。", "街道每月抽查一次工单，共抽查 12 次。", ADDED),
        ("街道每月抽查一次工单。", "街道每月抽查一次工单，共抽查二十次。", ADDED),
        ("做到账表一致。", "做到账表一致，误差为０。", ADDED),
        ("做到账表一致。", "做到账表一致，为第七次普查打下基础。", ADDED),
        ("做到账表一致。", "二〇二二年起做到账表一致。", ADDED),
        ("做到账表一致。", "做到账表一致，比上年多一百二十。", ADDED),
        ("做到账表一致。", "第二季度起做到账表一致。", ADDED),
        ("做到账表一致。", "做到账表一致，完成½。", ADDED),
        ("做到账表一致。", "做到账表一致，响应为Ⅲ级。", ADDED),
    ],
)
def test_a_number_that_was_touched_is_found_in_its_place(old: str, new: str, rule: str) -> None:
    """Figures, units, Chinese numerals, headings, label and title: one edit, one finding, at the edited text."""
    seen = report().edited((old, new))
    found = _found(seen)
    where = _where(old) if rule is not DELETED else f"原{_where(old)}"
    assert found == [(rule, where)]


def test_the_parts_of_a_date_that_changed_places_are_found() -> None:
    """03-05 and 05-03 hold the same numbers and are two days."""
    for old, new in (("2023-03-05", "2023-05-03"), ("2023/3/5", "2023/5/3"), ("3.05×2", "2×3.05")):
        meant = Block((Text(f"于{old}完成验收，资料归档。", "第1段"),))
        seen = Block((Text(f"于{new}完成验收，资料归档。", "第1段"),))
        found = critical(Comparison(lambda *_: ()).run([meant], [seen]))
        assert {where for _, where in found} == {"第1段"}, new


def test_an_amount_that_went_one_column_further_is_found() -> None:
    """The row reads the same from left to right; the amount stands under another heading."""
    case = forms()
    row = next(block for block in case.blocks if key_of(block.text).startswith("上年结转资金"))
    at = case.blocks.index(row)
    last = replace(row.cells[-1], text=row.cells[3].text)
    cells = (*row.cells[:3], replace(row.cells[3], text=""), *row.cells[4:-1], last)
    seen = (*case.blocks[:at], Block(cells, row.table), *case.blocks[at + 1 :])
    assert {rule for rule, _ in critical(case.held(seen))} == {MOVED}


def test_digits_that_crossed_from_one_cell_to_the_next_are_found() -> None:
    """12 | 3 and 1 | 23 hold the same digits in a row."""
    rows = [
        Block((Text(left, "表1第1行第1列"), Text(right, "表1第1行第2列")), 1)
        for left, right in (("12", "3"), ("1", "23"))
    ]
    assert {rule for rule, _ in critical(Comparison(lambda *_: ()).run(rows[:1], rows[1:]))} == {CHANGED}


def test_a_misplaced_thousands_comma_makes_it_another_number() -> None:
    """82,85 is no 82.85 and no 8285: one number, told once with both values."""
    seen = report().edited(("支出82.85万元", "支出82,85万元"))
    assert _found(seen) == [(CHANGED, _where("支出82.85万元"))]
    for typed in ("828,48378", "828,4837.80", "82,8,483.78"):
        (remark,) = report().held(report().edited(("828,483.78", typed)))
        assert (remark.finding.rule.id, remark.finding.found, remark.finding.expected) == (CHANGED, typed, "828,483.78")


def test_a_target_turned_to_the_other_side_is_found_with_both_readings() -> None:
    """≤ for ≥ leaves the number and makes it say the opposite."""
    at, block = next((at, it) for at, it in enumerate(forms().blocks) if any("≥" in cell.text for cell in it.cells))
    cells = tuple(replace(cell, text=cell.text.replace("≥", "≤")) for cell in block.cells)
    seen = [*forms().blocks[:at], replace(block, cells=cells), *forms().blocks[at + 1 :]]
    (remark,) = [it for it in forms().held(seen) if it.finding.severity is Severity.CRITICAL]
    target = next(cell for cell in block.cells if "≥" in cell.text)
    number = target.text.removeprefix("≥")
    assert (remark.finding.rule.id, remark.where) == (CHANGED, target.where)
    assert (remark.finding.found, remark.finding.expected) == (f"不超过{number}", f"不少于{number}")


@pytest.mark.parametrize("sign", ["-", "－", "−", "–", "负"])
def test_a_minus_before_an_amount_of_the_table_is_found(sign: str) -> None:
    """It stands first in its cell, where a dash behind a number cannot stand."""
    (remark,) = report().held(report().edited(("828,483.78", f"{sign}828,483.78")))
    assert (remark.finding.rule.id, remark.finding.found) == (CHANGED, f"{sign}828,483.78")


def test_an_amount_alone_in_brackets_is_negative() -> None:
    """As accounts write it; a number that only numbers something may stand in brackets."""
    (remark,) = report().held(report().edited(("828,483.78", "(828,483.78)")))
    assert (remark.finding.rule.id, remark.finding.found) == (CHANGED, "(828,483.78)")
    assert one_line("3", "（3）") == []


def test_two_amounts_of_one_sentence_that_changed_places_are_both_found() -> None:
    """Parts of a project swapped: each is another number than the workbook says."""
    seen = report().edited(("讲解设备 12,880 元、党员教育培训 5 万元", "讲解设备 5 万元、党员教育培训 12,880 元"))
    assert _found(seen) == [(CHANGED, _where("讲解设备"))] * 2


def test_two_amounts_that_changed_places_while_the_verb_changed_too_are_found() -> None:
    """2.4 stood behind 每台, and 2.1 stands there now; each with its own words, they may change places."""
    assert one_line("单价由每台 2.4 万元降到 2.1 万元。", "单价由每台 2.1 万元升到 2.4 万元。") == [MOVED]
    assert one_line("知晓率 76%，满意度 93.4%。", "满意度 93.4%，知晓率 76%。") == []
    assert one_line("其中网络费 5 万元，服务费 3 万元。", "其中服务费3万元、网络费5万元。") == []


def test_two_names_that_changed_places_around_their_amounts_are_found() -> None:
    """The numbers stay, but each stands behind the other's name now."""
    seen = report().edited(("网络费 12 万元、维护服务费 3 万元", "维护服务费 12 万元、网络费 3 万元"))
    assert {rule for rule, _ in _found(seen)} <= {MOVED, CHANGED}
    assert {where for _, where in _found(seen)} == {_where("维护服务费")}


def test_two_projects_whose_names_changed_places_in_the_text_are_found() -> None:
    """Each amount stands behind another project's name: both paragraphs are named."""
    seen = report().edited(
        ("1.专项稳控项目支出", "1.@项目支出"),
        ("2.职工食堂项目支出", "2.专项稳控项目支出"),
        ("1.@项目支出", "1.职工食堂项目支出"),
    )
    assert _found(seen) == sorted([(MOVED, _where("支出83.28万元")), (MOVED, _where("支出82.85万元"))])


def test_a_number_moved_to_another_paragraph_is_found_where_it_went() -> None:
    """Out of one sentence, into another."""
    seen = report().edited(
        ("全年化解重点信访事项 23 件", "全年化解重点信访事项"), ("负责日常看护", "负责日常看护 23 件")
    )
    assert _found(seen) == [(MOVED, _where("负责日常看护"))]


def test_a_number_moved_within_its_paragraph_is_found() -> None:
    """Away from its own words, to words of something else."""
    seen = report().edited(("普查人员 100 名分片入户，清查单位和个体", "普查人员分片入户，清查单位 100 名和个体"))
    assert _found(seen) == [(MOVED, _where("分片入户"))]


def test_a_sentence_with_a_number_moved_to_another_paragraph_is_found() -> None:
    """Moved with its words, it is still in another place than the workbook puts it."""
    sentence = "资助 38 人，每人 300 元。"
    seen = report().edited((sentence, ""), ("街道按季度检查使用情况。", f"街道按季度检查使用情况。{sentence}"))
    assert _found(seen) == [(MOVED, _where("街道按季度检查使用情况"))]


def test_a_deleted_sentence_a_deleted_paragraph_and_an_added_one_are_found() -> None:
    """Gone numbers are listed with the place they had; new ones with the place they have."""
    sentence = "专班实行每日碰头，遇到紧急情况先到现场再补手续，应急响应平均用时 1.5 小时。"
    at, block = one(report().blocks, "专班实行每日碰头")
    assert block.text == sentence
    gone = (*report().blocks[:at], *report().blocks[at + 1 :])
    assert _found(gone) == [(DELETED, f"原{block.where}")]
    new = Block((Text("另外补充说明：本年新增设备 7 台。", "第99段"),))
    assert _found((*report().blocks[:at], new, *report().blocks[at:])) == [(ADDED, "第99段")]


def test_two_paragraphs_that_changed_places_are_found() -> None:
    """Items swapped, numbers and all."""
    seen = _swap(report().blocks, "1.专项稳控项目支出", "4.卫生城市复审项目支出")
    assert {rule for rule, _ in _found(seen)} == {MOVED}
    seen = _swap(report().blocks, "1.外立面整治工期", "1.智慧安防项目保障")
    assert {rule for rule, _ in _found(seen)} == {MOVED}


def test_a_paragraph_that_moved_and_had_its_unit_changed_is_told_as_both() -> None:
    """One move and one change, not every number of it lost here and gained there."""
    seen = _swap(report().edited(("支出83.28万元", "支出83.28元")), "专班实行每日碰头", "1.专项稳控项目支出")
    seen = _swap(seen, "1.专项稳控项目支出", "2.职工食堂项目支出")
    found = _found(seen)
    assert [rule for rule, _ in found].count(UNIT) == 1
    assert {rule for rule, _ in found} == {UNIT, MOVED}


def test_a_paragraph_with_numbers_put_before_the_heading_of_its_section_is_found() -> None:
    """It stands in another section now, whichever of the two was dragged; a paragraph of words may go anywhere."""
    texts = ("二、项目资金使用及管理情况", "街道按制度管理资金。", "三、项目组织实施情况", "1.甲项目支出 5 万元。")
    blocks = [Block((Text(text, f"第{at}段"),)) for at, text in enumerate(texts, start=1)]
    for order, found in (((0, 1, 3, 2), [(MOVED, "第4段")]), ((0, 3, 1, 2), [(MOVED, "第4段")]), ((0, 2, 1, 3), [])):
        seen = [blocks[at] for at in order]
        assert critical(Comparison(lambda *_: ()).run(blocks, seen)) == found


def test_two_rows_that_changed_places_are_found() -> None:
    """The row that is out of order is named."""
    _, rows = _rows()
    rows[3], rows[4] = rows[4], rows[3]
    found = _found(_with_rows(rows))
    assert found in ([(MOVED, rows[3].where)], [(MOVED, rows[4].where)])


def _numbered_anew(rows: list[Block]) -> list[Block]:
    head, *items, total = rows
    texts = [(replace(row.cells[0], text=str(at)), *row.cells[1:]) for at, row in enumerate(items, start=1)]
    return [head, *(replace(row, cells=cells) for row, cells in zip(items, texts, strict=True)), total]


def test_a_row_taken_out_and_the_rest_numbered_anew_is_two_findings() -> None:
    """What is gone, and that the numbers behind it differ: not one finding a row."""
    _, rows = _rows()
    found = _found(_with_rows(_numbered_anew([*rows[:5], *rows[6:]])))
    assert found == [(CHANGED, rows[6].where), (DELETED, f"原{rows[5].where}")]


def test_a_table_sorted_by_amount_is_two_findings() -> None:
    """Every amount stays with its name: the order is another, and so are the numbers in front."""
    _, (head, *items, total) = _rows()
    items.sort(key=lambda row: float(row.cells[2].text.replace(",", "")))
    found = _found(_with_rows(_numbered_anew([head, *items, total])))
    assert [rule for rule, _ in found] == [CHANGED, MOVED]


def test_items_numbered_anew_after_one_was_taken_out_are_one_finding() -> None:
    """Its numbers are gone, and the items behind it bear other numbers."""
    texts = [f"{at}.{name}支出 {at * 7} 万元。" for at, name in enumerate("甲乙丙丁戊己庚", start=1)]
    after = [texts[0], *(f"{at}{text[1:]}" for at, text in enumerate(texts[2:], start=2))]
    old, new = ([Block((Text(it, f"第{at}段"),)) for at, it in enumerate(side, start=1)] for side in (texts, after))
    rules = [rule for rule, _ in critical(Comparison(lambda *_: ()).run(old, new))]
    assert set(rules) == {CHANGED, DELETED}
    assert rules.count(CHANGED) == 1


@pytest.mark.parametrize("column", [0, 1, 2])
def test_two_cells_of_a_column_that_changed_places_are_found_in_both_rows(column: int) -> None:
    """Numbers, names or amounts of two rows swapped, all else in place."""
    _, rows = _rows()
    for at, other in ((2, 15), (15, 2)):
        cells = list(report().blocks[_rows()[0] + at].cells)
        text = report().blocks[_rows()[0] + other].cells[column].text
        cells[column] = replace(cells[column], text=text)
        rows[at] = Block(tuple(cells), 1)
    found = _found(_with_rows(rows))
    assert {rule for rule, _ in found} == {MOVED if column == 1 else CHANGED}
    assert {where.partition("行")[0] for _, where in found} == {"表1第3", "表1第16"}


def test_a_deleted_row_an_added_row_and_a_doubled_row_are_found() -> None:
    """Rows of the list of projects."""
    _, rows = _rows()
    assert {rule for rule, _ in _found(_with_rows(rows[:5] + rows[6:]))} == {DELETED}
    new = Block((Text("17", "表1第19行第1列"), Text("新项目", "表1第19行第2列"), Text("1,000.00", "表1第19行第3列")), 1)
    assert _found(_with_rows([*rows[:-1], new, rows[-1]])) == [(ADDED, "表1第19行第1列")]
    assert {rule for rule, _ in _found(_with_rows([*rows[:5], *rows[4:]]))} == {ADDED}


def test_columns_that_changed_places_are_told_row_by_row() -> None:
    """Each row has the cells it had, in another order: one finding a row, not one a number."""
    _, rows = _rows()
    seen = [replace(row, cells=(row.cells[0], *row.cells[:0:-1])) for row in rows]
    found = _found(_with_rows(seen))
    assert {rule for rule, _ in found} == {MOVED}
    assert len(found) == len(rows) - 1, "合计 has one other cell only"


def test_a_project_named_like_another_in_the_table_is_found() -> None:
    """A name overwritten by another row's name leaves the amount with the wrong project."""
    _, rows = _rows()
    cells = list(rows[2].cells)
    cells[1] = replace(cells[1], text=rows[16].cells[1].text)
    rows[2] = Block(tuple(cells), 1)
    assert _found(_with_rows(rows)) == [(MOVED, "表1第3行第1列")]


def test_edits_of_the_official_form_are_found() -> None:
    """Amounts, scores, indicators, whole forms, whole columns."""
    case = forms()
    assert critical(case.held(case.edited(("523.58元/人", "523.58元")))) == [(UNIT, "表3第14行第5列")]
    assert critical(case.held(case.edited(("≥1500人次", "≤1500人次")))) == [(CHANGED, "表2第15行第4列")]
    fourth = [at for at, block in enumerate(case.blocks) if block.table == 4]
    without = tuple(block for at, block in enumerate(case.blocks) if at not in fourth)
    assert {rule for rule, _ in critical(case.held(without))} == {DELETED}
    heading = next(at for at, block in enumerate(case.blocks) if block.text.strip().startswith("项目资金（万元）"))
    cells = list(case.blocks[heading].cells)
    cells[3], cells[4] = replace(cells[3], text=cells[4].text), replace(cells[4], text=cells[3].text)
    swapped = (*case.blocks[:heading], Block(tuple(cells), 1), *case.blocks[heading + 1 :])
    assert critical(case.held(swapped)) == [(MOVED, case.blocks[heading].where)]


def test_the_names_of_two_forms_that_changed_places_are_found() -> None:
    """The rows hold no number, yet every number of both forms is another project's then."""
    case = forms()
    heads = [at for at, it in enumerate(case.blocks) if it.cells[0].text == "项目名称"][:2]
    (one, other), blocks = heads, list(case.blocks)
    for here, there in ((one, other), (other, one)):
        name = replace(case.blocks[here].cells[1], text=case.blocks[there].cells[1].text)
        blocks[here] = replace(case.blocks[here], cells=(case.blocks[here].cells[0], name))
    assert critical(case.held(blocks)) == [(MOVED, "表1第1行第1列"), (MOVED, "表2第1行第1列")]
    once = [*case.blocks[:one], blocks[one], *case.blocks[one + 1 :]]
    assert critical(case.held(once)) == [(MOVED, "表1第1行第1列")]


def test_a_column_taken_out_or_put_in_and_a_form_taken_out_are_one_finding_each() -> None:
    """What was done once is told once, with the first numbers and how many there are."""
    start, rows = _rows()

    def without_last(row: Block) -> Block:
        return replace(row, cells=row.cells[:-1], starts=row.starts[:-1])

    (remark,) = [it for it in report().held(_with_rows([without_last(row) for row in rows])) if it.finding.cells]
    assert (remark.finding.rule.id, remark.where) == (DELETED, "原表1第1行第3列")
    assert remark.finding.message.endswith(f"等 {len(rows)} 个数字在报告里不见了。")
    grown = [replace(row, cells=(*row.cells, Text(f"{at}%", f"表1第{at}行第4列"))) for at, row in enumerate(rows, 1)]
    grown[0] = replace(grown[0], cells=(*rows[0].cells, Text("占比", "表1第1行第4列")))
    grown = [replace(row, starts=(*row.starts, 3)) for row in grown]
    assert _found(_with_rows(grown)) == [(ADDED, "表1第2行第4列")]
    without = tuple(block for block in forms().blocks if block.table != 4)
    assert [rule for rule, _ in critical(forms().held(without))] == [DELETED]
    assert start


def test_swapped_forms_are_found() -> None:
    """The second project's form stands before the first's."""
    case = forms()
    parts = [[block for block in case.blocks if block.table == number] for number in (1, 2)]
    rest = [block for block in case.blocks if block.table not in {1, 2}]
    seen = (*rest[:2], *parts[1], *rest[2:4], *parts[0], *rest[4:])
    assert {rule for rule, _ in critical(case.held(seen))} <= {MOVED, CHANGED}
    assert critical(case.held(seen))


def test_a_paragraph_copied_in_the_file_is_found() -> None:
    """Through the bytes: a paragraph pasted a second time adds its numbers."""

    def edit(word: WordDocument) -> None:
        paragraph = paragraph_with(word, "1.外立面整治工期")
        paragraph.addnext(deepcopy(paragraph))

    assert [rule for rule, _ in accused(report(), edit)] == [ADDED]


def test_a_row_deleted_in_the_file_is_found() -> None:
    """Through the bytes: a row of the table removed."""

    def edit(word: WordDocument) -> None:
        row = word.tables[0].rows[4]._tr  # noqa: SLF001  (the row's own element)
        row.getparent().remove(row)

    assert accused(report(), edit) == [(DELETED, "原表1第5行第1列")]


def test_the_words_around_a_number_cut_no_other_number_in_two() -> None:
    """后厨改造支出82.32万元，其中土建改造51.2万元，设备购置31.12万元: never .32万元 nor 31.1."""
    words = "后厨改造支出82.32万元，其中土建改造51.2万元，设备购置共31.12万元。"
    (middle,) = (it for it in printed_in(0, Text(words, "第1段")) if it.number.text == "51.2万元")
    assert middle.excerpt == "82.32万元，其中土建改造51.2万元，设备购置共31.12万元"
