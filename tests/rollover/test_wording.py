"""Last year's sentences lose every figure and date of theirs, and keep what stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.checks.prose.reading.habits import is_habit
from pipeline.checks.prose.reading.mentions import find_mentions
from pipeline.model.before import BLANK_MARK
from pipeline.model.policy import policy
from pipeline.rollover.wording import Cut, blanked, cut, dates, renew, renew_name

SENTENCES = [
    re.sub(r"⟦\S+ ([^⟧]*)⟧", r"\1", line.removeprefix("- ").partition("⇒")[0])
    for path in sorted((Path(__file__).parents[1] / "prose").glob("labelled*.md"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line.startswith("- ")
]


def test_no_figure_of_any_labelled_sentence_is_left() -> None:
    """Hundreds of sentences in the style of real reports; what is done by rule (每月一次) may stay."""
    assert len(SENTENCES) > 400
    for sentence in SENTENCES:
        text = renew(sentence, 2023).text
        left = [it.text for it in find_mentions(text) if not is_habit(text, it.start, it.text)]
        assert left == [], (sentence, text)
        assert renew(text, 2023).text == text, "a renewed sentence has nothing more to lose"


@pytest.mark.parametrize(
    ("last", "new"),
    [
        ("全年供餐 248 天，接待3,100余人次。", "全年供餐 【待填】天，接待【待填】人次。"),
        ("2023年8月5日召开会议，12月底前完成。", "【待填】召开会议，【待填】前完成。"),
        ("2023年，街道比2022年多做了两件事。", "【待填】年，街道比【待填】年多做了【待填】件事。"),
        ("按照《2023年工作要点》（龙街发〔2023〕12号）执行。", "按照《2023年工作要点》（龙街发〔2023〕12号）执行。"),
        ("2019年成立的党支部每月学习一次。", "2019年成立的党支部每月学习一次。"),
        ("完成率98.5%，占七分之一，比上年增长3—5个百分点。", "完成率【待填】%，占【待填】，比上年增长【待填】。"),
        ("财务岗按月把明细与账面核对一次，全年整改一次。", "财务岗按月把明细与账面核对一次，全年整改【待填】次。"),
        ("2023-11-30前完工。", "【待填】前完工。"),
        ("专款专用，账表一致。", "专款专用，账表一致。"),
        ("二〇二三年三月动工，截至23年底完工。", "【待填】动工，截至【待填】年底完工。"),
        ("2023全年供水正常，20231205验收。", "【待填】全年供水正常，【待填】验收。"),
        ("1至11月巡查，3月5日至8日检修，十一月底收尾。", "【待填】巡查，【待填】检修，【待填】收尾。"),
        ("考核排名第2，位列全区第三。", "考核排名第【待填】，位列全区【待填】。"),
        ("每月巡查一次，按五年规划推进，正月十五办灯会。", "每月巡查一次，按五年规划推进，正月十五办灯会。"),
    ],
)
def test_what_goes_and_what_stays(last: str, new: str) -> None:
    """Units stay, names of documents stay, years long past stay."""
    assert renew(last, 2023).text == new


def test_the_bare_year_may_become_a_token() -> None:
    """In 报告正文: {年度}年; the years beside it are blanked."""
    text = "2023年各社区按计划开展，比2022年早。"
    assert cut(text, dates(text, 2023, "{年度}")).text == "{年度}年各社区按计划开展，比【待填】年早。"


@pytest.mark.parametrize(
    ("name", "new"),
    [
        ("2023年度残疾人补助资金", "【待填】年度残疾人补助资金"),
        ("第五次全国经济普查经费", "第五次全国经济普查经费"),
        ("三年行动（2021—2023年）经费", "三年行动（2021—2023年）经费"),
        ("２０２３年路灯经费", "【待填】年路灯经费"),
        ("二〇二三年路灯经费", "【待填】年路灯经费"),
        ("2023路灯经费", "【待填】路灯经费"),
        ("路灯经费（2023）", "路灯经费（【待填】）"),
        ("23年路灯经费", "【待填】年路灯经费"),
        ("第2023号井盖更换经费", "第2023号井盖更换经费"),
        ("2023—2024学年营养餐经费", "2023—2024学年营养餐经费"),
    ],
)
def test_names_lose_last_year_only(name: str, new: str) -> None:
    """All other numbers belong to a name, spans of years too."""
    assert renew_name(name, 2023).text == new


@pytest.mark.parametrize(
    ("figure", "blank"),
    [
        ("83.28万元", "【待填】万元"),
        ("一套", "【待填】套"),
        ("七分之一", "【待填】"),
        ("3万多元", "【待填】元"),
        ("17", "【待填】"),
    ],
)
def test_a_blank_keeps_the_unit(figure: str, blank: str) -> None:
    """So that only the number has to be typed."""
    assert blanked(figure) == blank


def test_of_two_cuts_that_overlap_the_earlier_layer_holds() -> None:
    """Tokens before names before figures before dates."""
    assert cut("共12人", [Cut(1, 4, "{甲}")], [Cut(1, 3, "【待填】")]).text == "共{甲}"


def test_the_mark_of_a_blank_is_one_that_the_checker_knows() -> None:
    """Else it would reach the report."""
    assert BLANK_MARK in policy().text.hints
