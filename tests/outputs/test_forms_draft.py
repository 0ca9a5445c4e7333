"""The forms as a draft, and in the layout that reviewers ask for."""

from __future__ import annotations

from io import BytesIO

from docx import Document

from pipeline.model.contract import LAYOUTS
from pipeline.model.findings import Severity
from pipeline.model.policy import policy
from pipeline.outputs.forms.write import write_forms
from pipeline.outputs.package import unpack
from pipeline.outputs.word.wordml import w
from tests.draft_support import comments, finding, highlighted
from tests.forms_support import a_project, indicators
from tests.outputs_support import a_book


def test_a_draft_marks_the_numbers_in_dispute_and_comments_each_finding_once() -> None:
    """A wrong 支出 is marked with all that is reckoned from it; what no number prints is counted at the notice."""
    book = a_book(projects=(a_project(),), indicators=indicators())
    spent, heading = book.cell(book.projects[0], "spent"), book.heading_cell("indicators")
    found = [finding(spent, message="支出超预算。"), finding(heading, message="缺一列。")]
    found.append(finding(spent, message="只是提醒。", severity=Severity.WARNING))
    package = write_forms(book, policy(), draft=True, findings=found)
    assert Document(BytesIO(package)).paragraphs[0].text == "草稿——有 2 处必须修改的问题，不得上报"
    assert highlighted(package) == ["28.840001", "88.74%", "8.87", "28.840001", "98.15"]
    (at_notice, told), (at_spent, said) = comments(package)
    assert (at_notice[:2], "另有 1 处" in told) == ("草稿", True)
    assert (at_spent, said.splitlines()[0]) == ("28.840001", "【试验规则】支出超预算。")
    final = write_forms(book, policy(), draft=False, findings=found)
    assert (highlighted(final), "word/comments.xml" in unpack(final)) == ([], False)


def test_the_review_layout_sets_digits_in_times_and_the_title_bold() -> None:
    """审核 asks of the forms what it asks of the report."""
    book = a_book(projects=(a_project(),), indicators=indicators())
    looks = []
    for layout in LAYOUTS:
        body = Document(BytesIO(write_forms(book, policy(), draft=False, layout=layout))).element.body
        title, *others = body.iter(w("r"))
        fonts = {run.find(f"{w('rPr')}/{w('rFonts')}").get(w("ascii")) for run in others}
        looks.append((title.find(f"{w('rPr')}/{w('b')}") is not None, fonts))
    assert looks == [(False, {"仿宋_GB2312", "黑体"}), (True, {"Times New Roman"})]
