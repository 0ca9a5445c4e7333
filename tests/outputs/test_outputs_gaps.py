"""Pages, forms and Word files of books that lack something: what is not there is said, or left blank."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.model.setting import SettingFault
from pipeline.outputs import deliver, preflight, rescue
from pipeline.outputs.deliver import Wish
from pipeline.outputs.forms.form import _actual, _target
from pipeline.outputs.handback import _trimmed
from pipeline.outputs.index import _entry
from pipeline.outputs.page.cells import Contents
from pipeline.outputs.page.projects import _description
from pipeline.outputs.page.verdict import _score
from pipeline.outputs.report.title_shape import _edge, _space
from pipeline.outputs.word import pdf
from pipeline.outputs.word.anchors import read_anchors
from pipeline.outputs.word.comments import _wrapped, notice_runs
from pipeline.outputs.word.layout import _keep_total_with_table, _set_off_tables, _tidy
from pipeline.outputs.word.wordml import w
from tests.books_support import sound_book
from tests.outputs_support import a_book
from tests.page_support import result


def body_of(content: str) -> object:
    """Make the body of a Word file."""
    return parse_xml(f"<w:body {nsdecls('w')}>{content}</w:body>")


def test_a_form_leaves_blank_what_an_indicator_lacks() -> None:
    """No target and no result print nothing."""
    book = sound_book()
    row = replace(book.indicators[0], target=None, actual=None)
    assert (_target(book, row), _actual(book, row)) == ((), ())
    assert all((_target(book, book.indicators[0]), _actual(book, book.indicators[0])))


def test_a_page_says_what_could_not_be_read() -> None:
    """No spending of any project, no declared score."""
    book = sound_book()
    assert _description([replace(project, spent=None) for project in book.projects], 0) == "没有读出各项目的支出。"
    info = replace(book.info, score=None)
    totals = SimpleNamespace(score=99)
    assert _score(info, totals) == "按公式复算 99.00 分"  # type: ignore[arg-type]  (what the page needs of totals)


def test_a_folder_that_is_none_of_ours_is_not_in_the_index(tmp_path: Path) -> None:
    """Somebody keeps his own files there."""
    (tmp_path / "自己的.txt").write_text("x", encoding="utf-8")
    assert _entry(tmp_path, None, this_run=False) is None


def test_a_report_that_word_holds_open_is_written_beside_it_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clear word and a numbered name."""
    put = deliver.files.put
    monkeypatch.setattr(deliver.files, "put", lambda path, content: put(path.with_stem(f"{path.stem}-2"), content))
    written, remarks = deliver._put_documents(result(of=a_book()), tmp_path, Wish())  # noqa: SLF001  (one step of it)
    assert all(path.stem.endswith("-2") for path in written)
    assert len(remarks) == len(written) == 2
    assert remarks[1] == "“草稿-项目支出绩效自评表.docx”正在别的程序里打开，新的写在“草稿-项目支出绩效自评表-2.docx”。"


@pytest.mark.parametrize("error", [OSError(28, "full"), SettingFault("模板坏了")])
def test_a_full_disk_while_telling_of_a_fault_is_a_full_disk(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is raised, not turned into a fault of the program."""

    def fail(*_: object) -> NoReturn:
        raise error

    monkeypatch.setattr(rescue, "deliver", fail)
    with pytest.raises(type(error)):
        rescue._without_documents(result(of=a_book()), tmp_path, tmp_path / "甲.xlsx")  # noqa: SLF001  (one step of it)


@pytest.mark.parametrize(
    ("error", "said"), [(SettingFault("有不认识的标签"), "有不认识的标签"), (OSError(13, "x"), "打不开")]
)
def test_a_template_that_cannot_be_used_is_named_before_any_report(
    error: Exception, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what is wrong with it."""

    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    monkeypatch.setattr(preflight, "write_forms", fail)
    with pytest.raises(SettingFault, match=f"Word 模板“.*”不能用：{said}"):
        preflight.check_templates()


def test_an_office_program_that_writes_no_pdf_costs_the_pdf_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence says so; the Word file stays."""
    document = tmp_path / "报告.docx"
    document.write_bytes(b"PK")
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(pdf, "find_office", lambda: str(program))
    assert pdf.to_pdf([document]) == pdf.FAILED
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".pdf"] == []


def test_a_word_file_without_our_part_has_no_anchors() -> None:
    """An office program may have dropped it."""
    out = io.BytesIO()
    docx.Document().save(out)
    assert read_anchors(out.getvalue()) == ()


def test_a_document_that_says_nothing_has_no_notice_and_marks_nothing() -> None:
    """A bookmark that never ends wraps what follows it."""
    word = docx.Document()
    assert notice_runs(word) == []
    paragraph = word.add_paragraph("说明")
    start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="1" w:name="a"/>')
    paragraph._p.insert(0, start)  # noqa: SLF001  (the paragraph's own element)
    assert [(name, len(runs)) for name, runs in _wrapped(word.element.body)] == [("a", 1)]
    assert len(notice_runs(word)) == 1


def test_what_tags_leave_behind_is_tidied_up() -> None:
    """Runs without content and tables without rows go, a cell without a paragraph gets one."""
    body = body_of("<w:p><w:r/><w:r><w:t>1</w:t></w:r></w:p><w:tbl/><w:tbl><w:tr><w:tc/></w:tr></w:tbl>")
    _tidy(body)  # type: ignore[arg-type]  (an element)
    counts = [len(list(body.iter(w(name)))) for name in ("r", "tbl", "tc", "p")]  # type: ignore[attr-defined]  (as above)
    assert counts == [1, 1, 1, 2]


def test_room_and_keeping_together_that_a_template_gives_itself_stay() -> None:
    """Only what is missing is added."""
    row = "<w:tr>{}<w:tc><w:p><w:pPr>{}</w:pPr></w:p></w:tc></w:tr>"
    rows = row.format("<w:trPr><w:tblHeader/></w:trPr>", "<w:keepNext/>") + row.format("", "")
    body = body_of(f"<w:p><w:pPr><w:spacing w:line='560'/></w:pPr></w:p><w:tbl>{rows}</w:tbl>")
    _set_off_tables(body)  # type: ignore[arg-type]  (an element)
    _keep_total_with_table(body)  # type: ignore[arg-type]  (as above)
    assert len(list(body.iter(w("keepNext")))) == 1  # type: ignore[attr-defined]  (as above)
    (spacing,) = body.iter(w("spacing"))  # type: ignore[attr-defined]  (as above)
    assert (spacing.get(w("line")), spacing.get(w("after")) is not None) == ("560", True)


def test_a_title_that_is_no_plain_text_is_left_as_it_is() -> None:
    """A run of several texts cannot be cut; a place behind the last run is its end."""
    several = parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>一二</w:t><w:t>三四</w:t></w:r></w:p>")
    assert _edge(several, 1) is False
    assert _space(several, 1, 3, 20) is False
    assert _edge(several, 4) is True


def test_blank_rows_and_cells_at_the_ends_are_no_values() -> None:
    """A blank cell that carries a mark changes nothing."""
    assert _trimmed([["a", None, ""], [], ["", None]]) == [["a"]]


def test_the_cells_of_a_file_that_could_not_be_read_are_unknown() -> None:
    """The page still shows what is wrong with the file."""
    assert Contents(None)._rows == {}  # noqa: SLF001  (what every answer is looked up in)
