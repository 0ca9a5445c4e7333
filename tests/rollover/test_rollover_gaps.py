"""What a year to be rolled over may lack: each gap is a sentence, or a cell to fill in."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NoReturn

import docx
import pytest

from pipeline.model.book import Measure
from pipeline.model.cells import Cell
from pipeline.model.figures import Figure, Status
from pipeline.rollover import from_report
from pipeline.rollover.draft import Draft
from pipeline.rollover.from_report import read_back
from pipeline.rollover.indicators import carry_indicators, typed_measure
from pipeline.rollover.last_year import beside, remembered
from pipeline.rollover.report.boxes import number_in
from pipeline.rollover.stages import NotRolledError, read_last, rolled
from pipeline.rollover.tokens_for import stands
from pipeline.rollover.wording import dates
from pipeline.verify.reading.opening import UnreadableError
from tests.books_support import sound_book
from tests.district_support import write_office
from tests.rollover.reports import sample_report
from tests.rollover_support import two_years

NOBODY = {f"项目清单!{column}{row}": "" for row in (2, 3) for column in "ABEFGHJK"}


def word_of(*paragraphs: str) -> bytes:
    """Write a Word file of these paragraphs."""
    word, out = docx.Document(), io.BytesIO()
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    word.save(out)
    return out.getvalue()


def without_year() -> bytes:
    """Take the year out of the title of the sample's report."""
    word, out = docx.Document(io.BytesIO(sample_report())), io.BytesIO()
    for paragraph in word.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("2023年度", "").replace("2023年", "").replace("2023", "")
    word.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda: word_of("某街道2023年度绩效自评报告", "一、项目基本情况", "按要求做了工作。"), "没有找到项目表"),
        (without_year, "标题里没有读到年度"),
    ],
    ids=["no table of projects", "no year"],
)
def test_a_report_that_lacks_what_a_next_year_needs_says_so(content: object, said: str, tmp_path: Path) -> None:
    """It becomes a workbook of its own year all the same."""
    path = tmp_path / "报告.docx"
    path.write_bytes(content())  # type: ignore[operator]
    with pytest.raises(NotRolledError, match=said):
        rolled(path, next_year=True)
    assert rolled(path).name.endswith(".xlsx")


def test_a_workbook_without_projects_and_one_that_is_gone_give_nothing_to_carry_over(tmp_path: Path) -> None:
    """Each in a sentence."""
    path = write_office(tmp_path / "空.xlsx", NOBODY)
    with pytest.raises(NotRolledError, match="没有找到项目清单里的项目"):
        read_last(path)
    with pytest.raises(NotRolledError, match=r"没有\.xlsx"):
        rolled(tmp_path / "没有.xlsx")


def test_whatever_a_report_does_to_its_reader_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the reader stops at the file."""

    def fail(_: bytes) -> NoReturn:
        raise ZeroDivisionError

    monkeypatch.setattr(from_report, "read_blocks", fail)
    with pytest.raises(UnreadableError, match="结构异常"):
        read_back(b"", None)


def test_a_target_is_typed_as_it_was() -> None:
    """A day, a whole number, a decimal, words, nothing."""
    day = date(2023, 6, 30)
    measures = [
        Measure("6月30日", None, day),
        Measure("4个", Decimal(4)),
        Measure("4.5", Decimal("4.5")),
        Measure("干净"),
        None,
    ]
    assert [typed_measure(measure) for measure in measures] == [day, 4, Decimal("4.5"), "干净", None]


def test_what_an_indicator_says_of_last_year_is_to_be_filled_in_anew() -> None:
    """The yellow cell shows what stood there."""
    book = sound_book({"绩效指标!D2": "第三季度保洁次数", "绩效指标!L2": "2023年8月5日验收单"})
    draft = Draft()
    carry_indicators(book, draft)
    notes = {mark.note for mark in draft.marks if mark.note and mark.note.startswith("上年：")}
    assert "上年：2023年8月5日验收单" in notes


def test_last_year_is_not_put_beside_who_brings_it_along_or_has_no_name(tmp_path: Path) -> None:
    """Neither where a file could not be read."""
    last = two_years().before
    assert last is not None
    lasts = {("龙城街道办事处", 2022): last}
    assert beside(sound_book(), lasts).before == last
    brought = replace(sound_book(), before=last)
    assert beside(brought, {}) is brought
    nameless = sound_book({"基本信息!B2": ""})
    assert beside(nameless, lasts) is nameless
    (tmp_path / "坏.xlsx").write_bytes(b"?")
    assert remembered(tmp_path, tmp_path / "out", lambda *_: (None, ())) == {}


def test_limits_are_known_only_where_they_are_written_down() -> None:
    """A text without 基本信息 repeats none of them."""
    book = sound_book()
    figure = Figure("200万元", Cell("报告正文", 2, 3), (0, 5), Status.MATCHED, (book.info_cell("cap"),))
    assert stands(figure, book)
    assert not stands(figure, replace(book, places={key: at for key, at in book.places.items() if key != "info"}))


def test_without_a_year_no_date_is_cut() -> None:
    """Nobody knows which of them are of last year."""
    assert list(dates("2023年8月5日验收", None, "今年")) == []
    assert list(dates("2023年8月5日验收", 2023, "今年")) != []


def test_a_box_is_a_number_or_none() -> None:
    """Thousands commas are read, words are not."""
    assert [number_in(text) for text in ("1,200", "1.5", "若干", "")] == [1200, Decimal("1.5"), None, None]
