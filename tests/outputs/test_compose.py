"""What the report says: sections, numbered items, composed goals, and the cells behind every number."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model.book import Info, Project
from pipeline.model.cells import Cell
from pipeline.model.figures import Figure, Status
from pipeline.model.policy import policy
from pipeline.outputs.compose import compose
from pipeline.outputs.document import Document, Kind, Run, text_of
from tests.outputs_support import GOAL, a_book


def section(document: Document, key: str) -> list[str]:
    """Texts of a section's paragraphs."""
    return [passage.text for part in document.sections if part.key == key for passage in part.passages]


def runs_of(document: Document, text: str) -> tuple[Run, ...]:
    """Take the runs of the first paragraph that holds a text."""
    return next(
        passage.runs for part in document.sections for passage in part.passages if text in text_of(passage.runs)
    )


def test_default_title_is_unit_year_limit_and_report_name() -> None:
    """Without 报告标题 the title is composed, its numbers with their cells."""
    document = compose(a_book(), (), policy())
    assert document.title == "龙城街道办事处2023年200万元以下项目支出绩效报告（自评）"
    numbers = {run.text: run.cells[0].address for run in document.heading if run.kind is Kind.NUMBER}
    assert numbers == {"2023": "基本信息!B3", "200万元": "基本信息!B6"}


def test_title_without_limit_drops_both_words_and_a_typed_title_stands() -> None:
    """No 单项上限: neither the limit nor 以下; an odd limit is printed in 元; a typed title is printed as typed."""
    info = Info(unit="甲局", year=2024)
    assert compose(a_book(info=info), (), policy()).title == "甲局2024年项目支出绩效报告（自评）"
    odd = replace(info, cap=12_345_670)
    assert compose(a_book(info=odd), (), policy()).title == "甲局2024年123456.7元以下项目支出绩效报告（自评）"
    typed = replace(info, title="甲局 2024 年报告")
    assert compose(a_book(info=typed), (), policy()).title == "甲局 2024 年报告"


def test_items_are_numbered_anew_in_each_section_and_continue_unnumbered() -> None:
    """A row with 项目序号 is an item; the next row of the same project continues it; a plain row ends it."""
    texts = [
        ("二", None, "开头"),
        ("二", 3, "甲"),
        ("二", 3, "甲续"),
        ("二", 5, "乙"),
        ("二", None, "插话"),
        ("二", 5, "乙又"),
        ("三", 5, "丙"),
        ("二", 5, "　　乙又续\n　　再续"),
        ("二", 15, "　\n {支出万元} \n\n付清{支出元}\n共 3 次 \n"),
        ("四.1", None, " \n "),
    ]
    document = compose(a_book(texts), (), policy())
    lines = ["4.83.28万元", "付清832,841.00元", "共 3 次"]
    assert section(document, "二") == ["开头", "1.甲", "甲续", "2.乙", "插话", "3.乙又", "乙又续", "再续", *lines]
    assert section(document, "三") == ["1.丙"]
    assert section(document, "四.1") == [""]


def test_a_project_nobody_described_gets_its_goal_after_the_written_ones() -> None:
    """Composed paragraphs follow by 序号, end in a full stop, and say neither name nor 绩效目标 twice."""
    projects = (
        Project(2, 3, "丙项目", goal="丙项目建成投用。"),
        Project(3, 1, "甲项目", goal=" 修路 3 公里 "),
        Project(4, 2, "乙项目", goal="绩效目标是增绿"),
        Project(5, 4, "丁项目", goal="写过了"),
        Project(6, 5, "戊项目"),
        Project(7, 5, "己项目", goal="与戊同号（合并申报）"),
        Project(8, None, "无号项目", goal="排在最后"),
        Project(9, 6, "庚项目", goal="Open in 2024."),
    )
    texts = [("一（二）", 4, "丁项目如期完成。"), ("一（二）", None, "总的说来。")]
    document = compose(a_book(texts, projects=projects, total=None), (), policy())
    assert section(document, "一（二）") == [
        "1.丁项目如期完成。",
        "总的说来。",
        "2.甲项目，年度绩效目标：修路 3 公里。",
        "3.乙项目，绩效目标是增绿。",
        "4.丙项目建成投用。",
        "5.戊项目，绩效目标未填写。",
        "6.己项目，年度绩效目标：与戊同号（合并申报）。",
        "7.庚项目，年度绩效目标：Open in 2024.",
        "8.无号项目，年度绩效目标：排在最后。",
    ]


def test_a_composed_goal_is_an_item_of_its_own_whatever_row_it_stands_in() -> None:
    """Project 2 was written of last; the goal of project 3 comes from row 2."""
    projects = (Project(2, 3, "丙项目", goal="增绿"), Project(3, 2, "乙项目", goal="修路"))
    document = compose(a_book([("一（二）", 2, "修好了路。")], projects=projects, total=None), (), policy())
    assert section(document, "一（二）") == ["1.修好了路。", "2.丙项目，年度绩效目标：增绿。"]


def test_every_printed_number_names_the_cell_it_comes_from() -> None:
    """In title, label, items, goals and table, where another sheet's number would be another mistake."""
    info = Info(unit="第2街道办", year=2023, label="附件4-2")
    projects = (Project(2, 1, "甲3项目", spent=100, goal="增绿"), Project(3, 2, None, spent=50, goal="修路"))
    book = a_book([("一（二）", 2, "修好了路。")], info=info, projects=projects, total=None)
    document = compose(book, (), policy())
    passages = [passage.runs for part in document.sections for passage in part.passages]
    table = [runs for line in document.lines for runs in (line.number, line.name, line.amount)]
    printed = [run for runs in (document.label, document.heading, *passages, *table, document.total) for run in runs]
    assert [(run.text, *(cell.address for cell in run.cells)) for run in printed if run.kind is not Kind.TEXT] == [
        ("4", "基本信息!B5"),
        ("2", "基本信息!B5"),
        ("2", "基本信息!B2"),
        ("2023", "基本信息!B3"),
        ("1.", "报告正文!B2"),
        ("2.", "项目清单!A2"),
        ("3", "项目清单!B2"),
        ("1", "项目清单!A2"),
        ("3", "项目清单!B2"),
        ("1.00", "项目清单!H2"),
        ("2", "项目清单!A3"),
        ("0.50", "项目清单!H3"),
        ("1.50", "项目清单!H2", "项目清单!H3"),
    ]
    assert [text_of(line.name) for line in document.lines] == ["甲3项目", ""]
    assert document.unit == "第2街道办"
    assert compose(a_book(info=Info(title="2023 年报告")), (), policy()).heading[0].cells == (Cell("基本信息", 4, 2),)


def test_figures_of_a_goal_keep_their_place_in_the_composed_paragraph() -> None:
    """A figure found in 绩效目标 is a run of its own in the paragraph composed from it."""
    book = a_book([], projects=(Project(2, 1, "甲2项目", goal="  修路三公里，绿化 5 亩"),), total=None)
    goal = book.cell(book.projects[0], "goal")
    found = [
        Figure("三公里", goal, (4, 7), Status.MATCHED, (goal,)),
        Figure("5 亩", goal, (11, 14), Status.UNMATCHED),
    ]
    runs = runs_of(compose(book, found, policy()), "修路")
    assert [(run.text, run.kind, run.status) for run in runs if run.kind is not Kind.TEXT] == [
        ("1.", Kind.ITEM, None),
        ("2", Kind.NUMBER, None),
        ("三公里", Kind.FIGURE, Status.MATCHED),
        ("5 亩", Kind.FIGURE, Status.UNMATCHED),
    ]


def test_tokens_print_their_figures_with_the_cells_behind_them() -> None:
    """{支出万元} prints 83.28万元 and names the 支出 cell of its project."""
    runs = runs_of(compose(a_book(), (), policy()), "稳控工作83")
    token = next(run for run in runs if run.kind is Kind.TOKEN)
    assert (token.text, token.cells[0].address) == ("83.28万元", "项目清单!H16")


def test_a_figure_has_its_sources_and_an_unmatched_one_its_own_cell() -> None:
    """Figures of the checker win over tokens and plain numbers, whatever they cover."""
    book = a_book([("三", 15, "稳控{支出万元}余，占21.34%，共3次")])
    own, spent = book.cell(book.paragraphs[0], "text"), book.cell(book.projects[14], "spent")
    figures = [
        Figure("83.28万元余", own, (2, 10), Status.MATCHED, (spent,)),
        Figure("21.34%", own, (12, 18), Status.MISMATCHED, (spent,)),
        Figure("3次", own, (20, 22), Status.UNMATCHED),
    ]
    runs = runs_of(compose(book, figures, policy()), "稳控83")
    assert [(run.text, run.cells, run.status) for run in runs if run.kind is Kind.FIGURE] == [
        ("83.28万元余", (spent,), Status.MATCHED),
        ("21.34%", (spent,), Status.MISMATCHED),
        ("3次", (own,), Status.UNMATCHED),
    ]
    assert text_of(runs) == "1.稳控83.28万元余，占21.34%，共3次"


def test_the_table_lists_every_project_and_the_total_with_their_cells() -> None:
    """Amounts are printed as 325,067.00 and carry the 支出 cell; 合计 names its own."""
    document = compose(a_book(), (), policy())
    assert len(document.lines) == 16
    first = document.lines[0]
    assert (text_of(first.number), text_of(first.amount)) == ("1", "325,067.00")
    assert first.amount[0].cells[0].address == "项目清单!H2"
    assert (text_of(document.total), document.total[0].cells[0].address) == ("3,902,733.78", "项目清单!H18")


def test_a_missing_total_row_is_summed_up_and_an_unreadable_amount_is_not() -> None:
    """Without 合计 the sum stands there; with an unreadable 支出 there is none."""
    book = a_book(total=None)
    document = compose(book, (), policy())
    assert text_of(document.total) == "3,902,733.78"
    assert len(document.total[0].cells) == 16
    unreadable = (replace(book.projects[0], spent=None), *book.projects[1:])
    document = compose(replace(book, projects=unreadable), (), policy())
    assert (text_of(document.total), document.lines[0].amount) == ("", ())


def test_the_label_is_printed_as_typed_and_goals_fill_the_whole_section() -> None:
    """附件4-2 stays as it is; fifteen projects without a row get one each."""
    document = compose(a_book(), (), policy())
    assert text_of(document.label) == "附件4-2"
    assert sum(GOAL in text for text in section(document, "一（二）")) == 15
