"""Text reaches the page character for character, whatever it contains; every number is anchored to its cells."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.book import Info
from pipeline.model.figures import Figure, Status
from pipeline.model.policy import policy
from pipeline.model.tokens import expand
from pipeline.outputs.compose import compose
from pipeline.outputs.report.write import write_report
from pipeline.outputs.word.anchors import PASSAGE, read_anchors
from pipeline.outputs.word.readback import NotWritten, printed_paragraphs, prove
from pipeline.outputs.word.wordml import clean
from tests.outputs_support import a_book


def written(text: str, **changes: Any) -> list[str]:  # noqa: ANN401  (fields of Book)
    """Paragraphs of a report whose only typed text is this one, in section 六."""
    return printed_paragraphs(write_report(compose(a_book([("六", None, text)], **changes), (), policy())))


@pytest.mark.parametrize(
    "text",
    [
        "A & B <b>粗</b> \"引\" '单' “双” &amp; &#123; ]]>",
        "{{ 7 * 7 }} {% for x in y %} {# 注 #} {_{ }_} {%p endfor %} ｛｛标题｝｝",
        "𠮷野家、㐀、䶮、🀄",
        "两个半角空格  之间　　全角空格",
        "制表\t\t两个",
        "\u200b零宽\u00a0不断\u2028行\u0085止",
    ],
)
def test_odd_texts_are_printed_as_typed(text: str) -> None:
    """Nothing is taken for markup or for a tag, nothing inside is trimmed."""
    assert text in written(text)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("　　各项目按计划推进。 ", ["各项目按计划推进。"]),
        ("第一段。\n　　第二段，支出5万元。\n\n第三段", ["第一段。", "第二段，支出5万元。", "第三段"]),
        ("甲\r\n乙\r丙", ["甲", "乙", "丙"]),
        (" \n ", [""]),
    ],
)
def test_each_line_of_a_cell_is_a_paragraph_with_the_indent_of_the_template_alone(
    text: str, printed: list[str]
) -> None:
    """GB/T 9704 indents a paragraph by two characters: blanks typed for that would make it four."""
    assert written(text)[-len(printed) :] == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("甲\x08乙\x00丙", "甲\ufffd乙\ufffd丙"),
        ("甲\ud800乙", "甲\ufffd乙"),
        ("甲\ufffe乙", "甲\ufffd乙"),
    ],
)
def test_what_no_word_file_can_hold_is_replaced_and_the_rest_stays(text: str, printed: str) -> None:
    """Control characters and lone surrogates become U+FFFD."""
    assert printed in written(text)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=120))
def test_any_text_comes_back_as_cleaned(text: str) -> None:
    """The written file is read back: its paragraphs are the lines of the text, cleaned as documented."""
    printed = expand(text, a_book(), None, policy()).text
    lines = [clean(line.strip()) for line in re.split(r"\r\n|\r|\n", printed) if line.strip()]
    assert written(text)[-len(lines) :] == lines or not lines
    assert len(clean(printed)) == len(printed.replace("\r\n", "\n"))


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
def test_any_title_and_label_come_back(title: str, label: str) -> None:
    """Titles and labels are as free as paragraphs."""
    paragraphs = written("无", info=Info(unit="甲", year=2023, title=title, label=label))
    assert clean(label) in paragraphs
    assert clean(title).replace("\n", "") in {each.replace("\n", "") for each in paragraphs}


def test_a_report_without_projects_and_texts_still_has_its_table() -> None:
    """No project, no paragraph: headings, table heading and 合计 stand."""
    paragraphs = printed_paragraphs(write_report(compose(a_book([], projects=(), total=None), (), policy())))
    assert paragraphs[2:8] == ["一、项目基本情况", "（一）项目概况", "序号", "预算项目", "支出（元）", "合计"]


def test_a_file_that_lost_something_is_refused() -> None:
    """What was meant and is not in the file is named."""
    package = write_report(compose(a_book(), (), policy()))
    prove(package, ["附件4-2", "六、其他需要说明的问题"])
    with pytest.raises(NotWritten, match="没有写进去"):
        prove(package, ["附件4-2", "没有写进去"])
    with pytest.raises(NotWritten):
        prove(package, ["六、其他需要说明的问题", "附件4-2"])


def test_every_number_is_anchored_to_its_cells() -> None:
    """Each digit of title, label, text and table stands in a bookmark, and the part says which cells it comes from."""
    book = a_book()
    spent = book.cell(book.projects[14], "spent")
    share = Figure("21.34%", book.cell(book.paragraphs[6], "text"), (18, 24), Status.MATCHED, (spent,))
    package = write_report(compose(book, [share], policy()))
    anchors = [anchor for anchor in read_anchors(package) if anchor.kind != PASSAGE]
    by_text = {anchor.text: anchor for anchor in anchors}
    assert by_text["325,067.00"].cells == ("项目清单!H2",)
    assert by_text["83.28万元"].cells == ("项目清单!H16",)
    assert (by_text["21.34%"].cells, by_text["21.34%"].status) == (("项目清单!H16",), "matched")
    assert by_text["13,776"].cells == ("报告正文!C9",)
    anchored = sorted("".join(letter for anchor in anchors for letter in anchor.text if letter.isdigit()))
    printed = [
        text
        for text in printed_paragraphs(package)
        if not text.startswith(("1.项目经", "2.项目的", "3.项目的", "4.项目可"))
    ]
    assert anchored == sorted(letter for text in printed for letter in text if letter.isdigit())


def test_anchor_names_carry_sheet_and_cell_should_the_part_be_lost() -> None:
    """The bookmark's name alone leads to the first cell."""
    package = write_report(compose(a_book(), (), policy()))
    anchor = next(anchor for anchor in read_anchors(package) if anchor.text == "325,067.00")
    assert anchor.name.endswith("_projects_H2")
