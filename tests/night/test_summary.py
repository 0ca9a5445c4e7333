"""校验汇总.xlsx tells every workbook and every finding, and keeps what a person wrote into it."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

from openpyxl import load_workbook

from pipeline.night.changes import changes
from pipeline.night.history import History
from pipeline.night.summary import SUMMARY, write_summary
from pipeline.outputs import seal
from tests import history_support as support

OLD, NEW = support.noted(found="=1"), support.noted("word", "warning", "食堂", "报告正文!C4")
LISTED = replace(support.noted(found="两处"), cells=("项目清单!H1", "项目清单!H2", "项目清单!H3"))


def _write(book: History, output: Path) -> Path:
    now = changes(book.database)
    assert now is not None
    return write_summary(book.database, now, output)


def _sheets(path: Path) -> dict[str, list[dict[str, object]]]:
    sheets = {}
    for sheet in load_workbook(path):
        heading, *rows = sheet.iter_rows(values_only=True)
        sheets[sheet.title] = [dict(zip(map(str, heading), row, strict=True)) for row in rows]
    return sheets


def _three_nights(tmp_path: Path) -> History:
    sound = support.seen("乙.xlsx")
    nights = [
        [support.seen("甲.xlsx", [OLD, LISTED]), sound],
        [support.seen("甲.xlsx", [OLD, LISTED]), sound],
        [support.seen("甲.xlsx", [OLD, NEW]), sound, support.unreadable("坏/丙.xlsx")],
    ]
    return support.history(tmp_path / "history.sqlite", nights)


def test_one_row_a_workbook_what_needs_work_first(tmp_path: Path) -> None:
    """New, mended and for how many days open; the page is linked where it is."""
    page = tmp_path / "甲-2025" / "校验结果.html"
    page.parent.mkdir()
    page.write_text("", encoding="utf-8")
    with _three_nights(tmp_path) as book:
        path = _write(book, tmp_path)
    rows = _sheets(path)["工作簿"]
    first = {
        "单位": "甲",
        "年度": 2025,
        "文件": "甲.xlsx",
        "结论": "不通过",
        "必须修改": 1,
        "提醒": 1,
        "说明": 0,
        "新增": 1,
    }
    first |= {"已改": 1, "未改天数": 2, "得分": 99.5, "支出合计（元）": 3902733.78, "校验结果": "打开"}
    assert [row["文件"] for row in rows] == ["坏/丙.xlsx", "甲.xlsx", "乙.xlsx"]
    assert rows[1] == first
    assert [rows[2][name] for name in ("结论", "新增", "未改天数", "校验结果")] == ["通过", 0, None, None]
    link = load_workbook(path)["工作簿"]["M3"].hyperlink
    assert link is not None
    assert (tmp_path / unquote(link.target)).is_file()


def test_one_row_a_finding_and_what_was_mended(tmp_path: Path) -> None:
    """With the day it was first found; text like a formula stays text."""
    with _three_nights(tmp_path) as book:
        sheets = _sheets(_write(book, tmp_path))
    day = f"{support.FIRST.astimezone():%Y-%m-%d}"
    told = [
        [row[name] for name in ("文件", "轻重", "位置", "现在是", "本次新增", "未改天数")] for row in sheets["问题"]
    ]
    assert told == [
        ["坏/丙.xlsx", "必须修改", "整个文件", "3.00", "是", 0],
        ["甲.xlsx", "必须修改", "项目清单!H18", "=1", None, 2],
        ["甲.xlsx", "提醒", "报告正文!C4", "食堂", "是", 0],
    ]
    assert sheets["问题"][1]["首次发现"] == day
    assert [(row["位置"], row["首次发现"]) for row in sheets["本次已改"]] == [("项目清单!H1", day)]


def test_each_office_has_its_line_through_the_nights(tmp_path: Path) -> None:
    """Open findings night by night; an office that could not be read tonight has none."""
    with _three_nights(tmp_path) as book:
        rows = _sheets(_write(book, tmp_path))["单位趋势"]
    dates = [f"{(support.FIRST + timedelta(days=day)).astimezone():%m-%d %H:%M}" for day in range(3)]
    assert [(row["单位"], [row[date] for date in dates]) for row in rows] == [("乙", [0, 0, 0]), ("甲", [2, 2, 2])]


def test_what_a_person_wrote_into_it_is_kept(tmp_path: Path) -> None:
    """An untouched one is replaced, an edited one set aside."""
    with _three_nights(tmp_path) as book:
        path = _write(book, tmp_path)
        assert seal.workbook_of(path.read_bytes())
        assert _write(book, tmp_path) == path
        assert not list(tmp_path.glob("已改-*"))
        edited = load_workbook(path)
        edited["工作簿"]["N2"] = "已电话通知"
        edited.save(path)
        _write(book, tmp_path)
    assert load_workbook(tmp_path / f"已改-{SUMMARY}")["工作簿"]["N2"].value == "已电话通知"
    assert load_workbook(path)["工作簿"]["N2"].value is None
    assert not list(tmp_path.glob(".*"))


def test_a_night_of_ten_thousand_workbooks_is_summed_up_in_seconds(tmp_path: Path) -> None:
    """With fifty thousand findings."""
    found = tuple(support.noted(cell=f"项目清单!H{number}") for number in range(5))
    with History(tmp_path / "history.sqlite") as book:
        book.record(support.row(), [support.seen(f"{number}.xlsx", found) for number in range(10_000)])
        begin = time.process_time()
        path = _write(book, tmp_path)
        assert time.process_time() - begin < 15
    assert path.stat().st_size < 20_000_000
