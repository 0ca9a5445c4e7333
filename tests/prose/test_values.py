"""What a figure is worth where it is written in an unusual way."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.checks.prose.reading.mentions import find_mentions


@pytest.mark.parametrize(
    ("text", "figure", "value", "high"),
    [
        ("五亿零三百万元配套", "五亿零三百万元", "50300000000", None),
        ("产业基金三万亿元", "三万亿元", "300000000000000", None),
        ("走访七八个社区", "七八个", "7", "8"),
        ("帮扶五六十人", "五六十人", "50", "60"),
        ("每户发放两三千元", "两三千元", "200000", "300000"),
        ("覆盖率达八成五", "八成五", "85", None),
        ("服务期限一年半", "一年半", "1.5", None),
        ("用时近1个半小时", "1个半小时", "1.5", None),
        ("利息收入5角", "5角", "50", None),
        ("产值增速为-3.2%", "-3.2%", "-3.2", None),
        ("年末结余－1.2万元", "－1.2万元", "-1200000", None),
        ("库温保持在零下18℃", "零下18℃", "-18", None),
        ("按5:3:2分摊", "5:3:2", None, None),
        ("5日内办结", "5日", "5", None),
        ("支出48万6500元", "48万6500元", "48650000", None),
        ("占比8成", "8成", "80", None),
        ("占比三成多", "三成多", "30", None),
        ("PM2.5浓度24μg/m³", "24μg/m³", "24", None),
        ("每袋250g", "250g", "250", None),
    ],
)
def test_unusual_numbers_are_worth_what_they_say(text: str, figure: str, value: str | None, high: str | None) -> None:
    """Two neighbouring digits are a range; a minus and 零下 belong to the figure; money is in fen."""
    (mention,) = find_mentions(text)
    assert mention.text == figure
    assert mention.value == (None if value is None else Decimal(value))
    assert mention.high == (None if high is None else Decimal(high))


@pytest.mark.parametrize(
    "text", ["12/31前全部付清。", "K18+350、K2+100附近已修复。", "实施“3个1”工程。", "3幢B座1502号住户。"]
)
def test_days_stakes_names_and_doors_are_no_figures(text: str) -> None:
    """12/31前 is a day, K18+350 a place on a road."""
    assert find_mentions(text) == []
