"""What an accountant wants carried over is carried, what has to be looked at is marked so, and says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.intake.blank.extras import Tone
from pipeline.rollover.carry import carry
from pipeline.rollover.stages import NotRolledError, rolled
from tests.books_support import sound_book
from tests.docs.small_workbook import small_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipeline.rollover.draft import Draft


def drafted(changes: Mapping[str, str] | None = None) -> Draft:
    """Carry the small sound book, changed by address."""
    return carry(sound_book(changes or {}))


def mark(draft: Draft, table: str, row: int, key: str) -> tuple[Tone, str] | None:
    """Give tone and comment of a cell."""
    found = draft.marked.get((table, row, key))
    return (found.tone, found.note) if found else None


@pytest.mark.parametrize("words", ["本项目为一次性支出。", "项目已完成，不再安排资金。", "已竣工验收合格。"])
def test_a_project_that_may_have_ended_is_marked_to_be_looked_at(words: str) -> None:
    """Carried all the same: only a person knows."""
    draft = drafted({"项目清单!K2": words})
    assert len(draft.content["projects"]) == 2
    tone, note = mark(draft, "projects", 0, "name") or (None, "")
    assert tone is Tone.LOOK
    assert "删去" in note
    assert mark(draft, "projects", 1, "name") is None


def test_money_carried_over_last_year_is_asked_about() -> None:
    """资金来源 stays, with a mark."""
    draft = drafted()
    assert draft.content["projects"][1]["funding"] == "上年结转资金"
    assert (mark(draft, "projects", 1, "funding") or (None,))[0] is Tone.LOOK
    assert mark(draft, "projects", 0, "funding") is None


@pytest.mark.parametrize(
    ("title", "carried", "tone"),
    [
        ("龙城街道办事处2023年度绩效自评报告", "龙城街道办事处2024年度绩效自评报告", Tone.LOOK),
        ("龙城街道办事处二〇二三年绩效自评报告", "龙城街道办事处2024年绩效自评报告", Tone.LOOK),
        ("龙城街道办事处绩效自评报告", "龙城街道办事处绩效自评报告", Tone.LOOK),
        ("2023年安排的2023年项目报告", None, Tone.FILL),
        ("龙城街道办事处2022—2023年绩效自评报告", None, Tone.FILL),
        ("龙城街道办事处2021年绩效自评报告", None, Tone.FILL),
    ],
)
def test_a_typed_title_gets_the_new_year_where_that_is_plain(title: str, carried: str | None, tone: Tone) -> None:
    """Once named, once replaced; without any year it stands; else it is left to a person."""
    draft = drafted({"基本信息!B4": title})
    assert draft.content["info"][0]["title"] == carried
    assert (mark(draft, "info", 0, "title") or (None,))[0] is tone


def test_targets_stay_but_for_dates_and_counted_words() -> None:
    """A number is last year's proposal, a day is blank, 3 处 in words loses its 3."""
    draft = drafted({"绩效指标!F6": "水面无漂浮垃圾，清理3处"})
    rows = draft.content["indicators"]
    assert rows[0]["target"] == 4
    assert mark(draft, "indicators", 0, "target") == (Tone.LOOK, "上年指标值：4。请按今年的批复核对。")
    assert rows[4]["target"] == "水面无漂浮垃圾，清理【待填】处"
    assert (mark(draft, "indicators", 4, "target") or (None,))[0] is Tone.FILL
    assert rows[8]["target"] is None
    assert mark(draft, "indicators", 8, "target") == (Tone.FILL, "上年指标值：2023-12-31。请填今年的日期。")


def test_what_was_reached_stands_beside_the_blank() -> None:
    """完成值 and 得分 in the comments."""
    draft = drafted()
    assert mark(draft, "indicators", 6, "actual") == (Tone.FILL, "上年完成值：9")
    assert mark(draft, "indicators", 6, "points") == (Tone.FILL, "上年得分：13.5")


def test_paragraphs_of_results_are_looked_at_even_without_a_figure() -> None:
    """三 tells of the year, 二 of standing rules."""
    draft = drafted()
    assert mark(draft, "paragraphs", 0, "text") is None
    assert (mark(draft, "paragraphs", 1, "text") or (None,))[0] is Tone.LOOK


def test_a_standing_paragraph_that_tells_of_money_of_one_year_is_looked_at() -> None:
    """Where the money came from is no rule, though it stands in 二."""
    draft = drafted({"报告正文!C2": "公园项目资金来源于上年结转，其余在年中由区里调整到街道。"})
    assert (mark(draft, "paragraphs", 0, "text") or (None,))[0] is Tone.LOOK


def test_a_figure_becomes_the_token_of_what_it_speaks_of() -> None:
    """Spending, budget, another project's; what nothing gives is blanked with its unit."""
    draft = drafted(
        {
            "报告正文!C2": "上述2个项目支出合计15.6万元，沟渠保洁经费支出9.6万元。",
            "报告正文!C3": "沟渠保洁经费预算10万元，支出9.6万元，执行率96%，清运垃圾120吨。",
        }
    )
    texts = [row["text"] for row in draft.content["paragraphs"]]
    assert texts[0] == "上述{项目数量}个项目支出合计{合计万元}，沟渠保洁经费支出{项目1.支出万元}。"
    assert texts[1] == "沟渠保洁经费预算{全年预算万元}，支出{支出万元}，执行率{执行率}，清运垃圾【待填】吨。"


def test_declared_limits_stay_in_the_text_and_in_their_cells() -> None:
    """5,000 元 is carried, so the sentence about it still holds."""
    text = "5,000元以上的支出先经行政办公会。"
    draft = drafted({"基本信息!B12": "5,000", "报告正文!C2": text})
    assert draft.content["paragraphs"][0]["text"] == text
    assert str(draft.content["info"][0]["office_from"]) == "5000"


def test_a_name_with_last_years_number_is_printed_from_the_list() -> None:
    """In the list its year is blanked, in the text it becomes a token: its own, or that of the project meant."""
    name = "2023年沟渠保洁经费"
    draft = drafted({"项目清单!B2": name, "报告正文!C2": f"{name}按制度使用。", "报告正文!C3": f"{name}用于日常保洁。"})
    assert draft.content["projects"][0]["name"] == "【待填】年沟渠保洁经费"
    texts = [row["text"] for row in draft.content["paragraphs"]]
    assert texts[:2] == ["{项目1.预算项目}按制度使用。", "{预算项目}用于日常保洁。"]


def test_without_a_year_nothing_is_carried(tmp_path: Path) -> None:
    """Nobody could tell last year's dates and names from others; the sentence says what to fill in first."""
    path = tmp_path / "上年.xlsx"
    path.write_bytes(small_workbook({"基本信息!B3": ""}))
    with pytest.raises(NotRolledError, match=r"“上年\.xlsx”里没有读到预算年度"):
        rolled(path)
