"""A draft says so first, marks what is disputed and comments it; a sound report knows nothing of that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.model.figures import Figure, Status
from pipeline.model.findings import Finding, Severity
from pipeline.model.policy import policy
from pipeline.outputs.compose import compose
from pipeline.outputs.package import unpack
from pipeline.outputs.report.write import write_report
from pipeline.outputs.word.readback import printed_paragraphs
from pipeline.outputs.word.wordml import w
from tests.draft_support import comments, finding, highlighted
from tests.outputs_support import a_book

if TYPE_CHECKING:
    from pipeline.model.book import Book

TEXTS = [("三", 5, "复审支出43.01万元，巡查14处。"), ("五", None, "此处填写问题。")]


def draft(book: Book, figures: list[Figure], findings: list[Finding]) -> bytes:
    """Write the draft of a book."""
    return write_report(compose(book, figures, policy()), draft=True, findings=findings)


def test_a_draft_says_so_first_and_counts_what_must_be_changed() -> None:
    """The notice stands above the label; warnings do not count."""
    book = a_book()
    findings = [
        finding(book.heading_cell("indicators"), message="甲。"),
        finding(book.heading_cell("indicators"), message="乙。", severity=Severity.WARNING),
    ]
    paragraphs = printed_paragraphs(draft(book, [], findings))
    assert paragraphs[:2] == ["草稿——有 1 处必须修改的问题，不得上报", "附件4-2"]


def test_a_mismatched_figure_is_highlighted_and_commented_where_it_stands() -> None:
    """The comment lies on the figure itself and says what is wrong and what to do."""
    book = a_book(TEXTS)
    own, spent = book.cell(book.paragraphs[0], "text"), book.cell(book.projects[4], "spent")
    figure = Figure("43.01万元", own, (4, 11), Status.MISMATCHED, (spent,))
    package = draft(book, [figure], [finding(own, spent, message="正文写 43.01万元，清单是 43万元。")])
    assert highlighted(package) == ["43.01万元"]
    said = "【试验规则】正文写 43.01万元，清单是 43万元。\n请改正。\n单元格：报告正文!C2、项目清单!H6"
    assert comments(package) == [("43.01万元", said)]


def test_a_mismatched_figure_without_a_finding_is_commented_too() -> None:
    """No disputed figure goes without a word."""
    book = a_book(TEXTS)
    figure = Figure("14处", book.cell(book.paragraphs[0], "text"), (14, 17), Status.MISMATCHED)
    package = draft(book, [figure], [])
    assert highlighted(package) == ["14处"]
    assert comments(package) == [("14处", "这个数字与工作簿里的数据不一致，请核对。\n单元格：报告正文!C2")]


def test_a_disputed_amount_is_marked_in_the_table_and_a_bad_paragraph_as_a_whole() -> None:
    """List-total at 合计; hint text at its paragraph, whose own figures stay unmarked."""
    book = a_book([("一（一）", None, "共{合计元}。"), *TEXTS])
    assert book.total is not None
    total, hint = book.cell(book.total, "spent"), book.cell(book.paragraphs[2], "text")
    package = draft(book, [], [finding(total, message="合计不符。"), finding(hint, message="还有提示文字。")])
    assert highlighted(package) == ["3,902,733.78元", "3,902,733.78"]
    assert [place for place, _ in comments(package)] == ["3,902,733.78元", "3,902,733.78", "此处填写问题。"]


def test_words_that_a_finding_quotes_are_marked_where_they_stand() -> None:
    """A token that cannot be filled in, a hint left in: only those words, and only in the paragraph of the finding."""
    book = a_book([("三", 5, "支出{支出亿元}，此处填写。"), ("五", None, "此处填写问题。")])
    own = book.cell(book.paragraphs[0], "text")
    found = [replace(finding(own, message="不认识。"), found=words) for words in ("{支出亿元}", "此处填写")]
    assert highlighted(draft(book, [], found)) == ["{支出亿元}", "此处填写"]


def test_a_cell_of_several_lines_is_commented_at_the_line_in_question() -> None:
    """At the figure, at the words quoted, else at its first line; once each."""
    book = a_book([("五", None, "复审支出43.01万元。\n此处填写问题。\n其他。")])
    own = book.cell(book.paragraphs[0], "text")
    figures = [Figure("43.01万元", own, (4, 11), Status.MISMATCHED)]
    found = [
        finding(own, message="写的是43.01万元。"),
        replace(finding(own, message="留着提示语。"), found="此处填写"),
        finding(own, message="看不出。"),
    ]
    places = [place for place, _ in comments(draft(book, figures, found))]
    assert places == ["复审支出43.01万元。", "43.01万元", "此处填写问题。"]


def test_a_disputed_number_of_a_project_marks_the_table_not_the_item() -> None:
    """序号 twice: the table's 序号 is marked; the item's own counting is not what is wrong."""
    book = a_book([("三", None, "无")], projects=a_book().projects[:1], total=None)
    cell = book.cell(book.projects[0], "number")
    package = draft(book, [], [finding(cell, message="序号重复。")])
    assert highlighted(package) == ["1"]
    assert len(comments(package)) == 1


def test_findings_that_are_not_printed_are_listed_at_the_notice() -> None:
    """What cannot be pointed at in the report is said at its head."""
    book = a_book()
    package = draft(book, [], [finding(book.heading_cell("indicators"), message="分值合计 110 分。")])
    ((place, said),) = comments(package)
    assert place.startswith("草稿——")
    assert "分值合计 110 分。请改正。" in said


def test_a_draft_is_the_same_bytes_twice_and_dated_by_the_workbook() -> None:
    """Comments carry the year's last day, not today's."""
    book = a_book()
    findings = [finding(book.heading_cell("indicators"), message="甲。")]
    package = draft(book, [], findings)
    assert package == draft(book, [], findings)
    comment = etree.fromstring(unpack(package)["word/comments.xml"])[0]
    assert (comment.get(w("date")), comment.get(w("author"))) == ("2023-12-31T00:00:00Z", "jixiao校验")


def test_a_sound_report_has_no_notice_no_highlight_and_no_comments() -> None:
    """Even where figures were mismatched (explained away, say) a final report is clean."""
    book = a_book(TEXTS)
    figure = Figure("43.01万元", book.cell(book.paragraphs[0], "text"), (4, 11), Status.MISMATCHED)
    package = write_report(compose(book, [figure], policy()))
    assert printed_paragraphs(package)[0] == "附件4-2"
    assert highlighted(package) == []
    assert "word/comments.xml" not in unpack(package)
