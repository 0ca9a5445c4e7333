"""The night on the index page: what changed comes first, in words and as a picture."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from pipeline.night.history import HISTORY_FILE
from pipeline.outputs.index import INDEX_PAGE, last_night, write_index
from pipeline.outputs.page.night import NightShown, Point, columns
from pipeline.outputs.page.pages import NIGHT_BEGINS, index_page
from tests import page_samples as samples

if TYPE_CHECKING:
    from pathlib import Path


HEADING = "历次核对的变化（最近一次：2026-03-04 02:00）"


def _tree(night: NightShown | None) -> html.HtmlElement:
    return html.document_fromstring(index_page(samples.entries(), night))


def test_the_night_stands_before_the_list_of_workbooks() -> None:
    """Without a night there is nothing of it."""
    assert _tree(samples.night()).xpath("//h2/text()")[:2] == [HEADING, "本次运行（4）"]
    assert not _tree(None).xpath("//section[@class='night']")


def test_a_run_by_hand_keeps_what_the_last_night_said(tmp_path: Path) -> None:
    """`report` writes the index anew, the night's section stays; once, however often it runs; gone with the history."""
    index = tmp_path / INDEX_PAGE
    index.write_text(index_page(samples.entries(), samples.night()), encoding="utf-8")
    (tmp_path / HISTORY_FILE).touch()
    section = html.tostring(html.parse(index).xpath("//section[@class='night']")[0])
    for _ in range(2):
        write_index(tmp_path, [])
        assert [html.tostring(it) for it in html.parse(index).xpath("//section[@class='night']")] == [section]
    (tmp_path / HISTORY_FILE).unlink()
    write_index(tmp_path, [])
    assert not html.parse(index).xpath("//section[@class='night']")


@pytest.mark.parametrize("page", [b"", b"\xff", "别人的网页".encode(), NIGHT_BEGINS.encode()])
def test_an_index_that_is_not_ours_lends_nothing(tmp_path: Path, page: bytes) -> None:
    """Broken, foreign or cut off."""
    (tmp_path / HISTORY_FILE).touch()
    (tmp_path / INDEX_PAGE).write_bytes(page)
    assert last_night(tmp_path) == ""


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "与上次（2026-03-03 02:00）相比，新增 2 处，已改 1 处；现在必须修改 3 处，提醒 17 处。"),
        ({"new": 0, "fixed": 0}, "与上次（2026-03-03 02:00）相比没有变化：必须修改 3 处，提醒 17 处。"),
        ({"before": None}, "这是第一次记录：必须修改 3 处，提醒 17 处。以后每次都与上一次比较。"),
    ],
)
def test_one_sentence_says_what_changed(changed: dict[str, object], said: str) -> None:
    """A first night is not called new."""
    night = replace(samples.night(), **changed)  # type: ignore[arg-type]
    section = _tree(night).xpath("//section[@class='night']")[0]
    assert section.xpath("string(p)") == said
    assert ("新增 2 处" in section.xpath("string(ul)")) == (not changed)


def test_each_workbook_with_something_open_leads_to_its_page() -> None:
    """And the summary is linked; what was left out is counted."""
    section = _tree(samples.night()).xpath("//section[@class='night']")[0]
    assert [unquote(link) for link in section.xpath(".//a/@href")] == ["校验汇总.xlsx", "丙-2023/校验.html"]
    assert [cell.text for cell in section.xpath(".//tbody/tr[1]/td")] == ["2", "1", "5", "12"]
    assert "另有 7 个，见汇总表。" in section.text_content()
    assert section.xpath(".//details//li/text()") == [samples.HOSTILE, "旧/丁.xlsx"]


def test_the_picture_says_in_words_what_it_shows() -> None:
    """For those who cannot see it; one night alone makes no picture."""
    said = _tree(samples.night()).xpath("string(//svg/desc)")
    assert said.startswith("最近 4 次核对。03-01：必须修改 9 处，提醒 11 处；03-02")
    alone = replace(samples.night(), columns=columns([Point("03-01", 1, 1)]))
    assert not _tree(alone).xpath("//svg")


@given(st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 100_000)), max_size=30))
def test_bars_stay_inside_the_picture(counts: list[tuple[int, int]]) -> None:
    """Whatever the numbers: side by side, none higher than the frame, none invisible."""
    bars = columns([Point(str(at), *pair) for at, pair in enumerate(counts)])
    edges = [(float(bar.left[:-1]), float(bar.left[:-1]) + float(bar.width[:-1])) for bar in bars]
    assert all(right <= left for (_, right), (left, _) in pairwise(edges))
    assert all(0 <= left < right <= 100 for left, right in edges)
    assert all(bar.critical_height + bar.warning_height <= 113 for bar in bars)
    assert all((bar.critical > 0) == (bar.critical_height > 0) for bar in bars)
    assert sum(bool(bar.label) for bar in bars) <= 7
    assert not bars or bars[-1].label
