"""Figures are found in every way people write them, and nothing else is taken for one."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.prose.reading.mentions import Kind, find_mentions
from pipeline.model.money import exact_wan_text, yuan_text
from tests.prose.score import SETS, first_run, precision_recall, sentences

LETTERS = (
    "项目支出共约近万元亿个名百分之点％%〔〕（）第号年月日一二三四五六七八九十两余多至—0123456789０１２，,.． /:\n"
)


@pytest.mark.parametrize("name", SETS)
def test_precision_and_recall_on_the_labelled_sentences_stay_at_98_percent(name: str) -> None:
    """Each part: the one written before the extractor and the two blind ones."""
    precision, recall = precision_recall(name)
    assert (precision >= 0.98, recall >= 0.98) == (True, True)


def test_the_labelled_set_holds_at_least_400_sentences_and_as_many_figures() -> None:
    """The set may grow, never shrink."""
    labelled = sentences()
    assert len(labelled) >= 400
    assert sum(len(sentence.labels) for sentence in labelled) >= 400


@pytest.mark.parametrize("name", [name for name in SETS if "blind" in name])
def test_a_blind_set_keeps_what_it_scored_before_anything_was_mended(name: str) -> None:
    """The honest figure stays beside today's."""
    assert re.fullmatch(r"precision (?:0\.9\d\d|1\.000), recall (?:0\.9\d\d|1\.000)", first_run(name))


@pytest.mark.parametrize("name", SETS)
def test_every_labelled_figure_has_the_kind_and_the_value_a_person_gave_it(name: str) -> None:
    """Money is labelled in yuan and read in fen."""
    for sentence in sentences(name):
        found = {(mention.start, mention.text): mention for mention in find_mentions(sentence.text)}
        for label in sentence.labels:
            mention = found[label.start, label.text]
            assert mention.kind.value == label.kind, sentence.text
            if label.value is not None:
                factor = 100 if label.kind == "money" else 1
                assert mention.value == label.value * factor, sentence.text


@given(st.text(alphabet=LETTERS, max_size=60))
def test_any_text_is_read_without_a_crash_and_every_span_is_its_text(text: str) -> None:
    """Figures follow each other, never overlap, and are cut out of the text as they stand."""
    end = 0
    for mention in find_mentions(text):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


@given(st.text(max_size=80))
def test_no_letter_of_any_script_stops_the_reader(text: str) -> None:
    """Unknown signs are passed over."""
    assert all(mention.text for mention in find_mentions(text))


@given(st.integers(min_value=1, max_value=10**13))
def test_an_amount_is_worth_the_same_in_yuan_and_in_wan(fen: int) -> None:
    """325,067.00元 and 32.5067万元 are one amount."""
    for text in (f"支出{yuan_text(fen)}元", f"支出{exact_wan_text(fen)}万元"):
        (mention,) = find_mentions(text)
        assert (mention.kind, mention.value) == (Kind.MONEY, Decimal(fen))


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("3.2023年度经费", []),
        ("一类自然村与二类自然村分开验收", []),
        ("开业近一年多以来", ["一年多"]),
        ("同比分别-6.2%、-19.3%", ["-6.2%", "-19.3%"]),
        ("种植烤烟1208亩、产量3110担", ["1208亩", "3110担"]),
        ("共3.5万元", ["3.5万元"]),
        ("200万", ["200万"]),
        ("500余人", ["500余人"]),
        ("约500人左右", ["500人"]),
        ("5000元以上", ["5000元"]),
        ("从10个增加到20个", ["10个", "20个"]),
        ("10至20个", ["10至20个"]),
        ("购置一套设备", ["一套"]),
        ("第一套方案", []),
        ("分别提高0.7和1.2个百分点", ["0.7", "1.2个百分点"]),
        ("三组分别为25、20、26人", ["25", "20", "26人"]),
        ("1、10个社区", ["10个"]),
        ("与9家中介机构、12家中小企业签约", ["9家", "12家"]),
        ("其他9幢楼房完工，位于9幢楼下", ["9幢"]),
        ("辖2镇1个街道", ["2镇", "1个"]),
        ("外汇收入1750.2万美元，捐款3万港元", ["1750.2万美元", "3万港元"]),
        ("支出RMB200万元，型号MB200", ["200万元"]),
        ("昆政发〔2020〕2 号", []),
        ("1200户3100余人", ["1200户", "3100余人"]),
    ],
)
def test_the_text_of_a_figure_is_what_the_contract_says(text: str, figures: list[str]) -> None:
    """余 and 多 belong to it, 约, 近, 以上 and 以下 do not."""
    assert [mention.text for mention in find_mentions(text)] == figures


def test_an_amount_in_another_currency_is_no_amount_in_yuan() -> None:
    """Nor can it be added to one."""
    assert [mention.kind for mention in find_mentions("外汇收入1750.2万美元，折合1.2亿元")] == [
        Kind.MEASURE,
        Kind.MONEY,
    ]
