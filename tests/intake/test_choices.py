"""A choice is known in every spelling that can mean only that one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.intake.cells.choices import choices_of, chooser, direction, fundings, section
from pipeline.model import contract
from pipeline.model.policy import policy


@pytest.mark.parametrize("sheet", contract.SHEETS, ids=lambda sheet: sheet.key)
def test_every_choice_of_the_contract_is_read_as_itself(sheet: contract.Sheet) -> None:
    """Drop-down values always work."""
    for field in sheet.fields:
        for choice in field.choices:
            assert chooser(sheet.key, field)(choice) == choice
            assert chooser(sheet.key, field)(f" {choice}\n") == choice


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("一(一)", "一（一）"),
        ("一（ 二 ）", "一（二）"),
        ("一、（一）", "一（一）"),
        ("四．1", "四.1"),
        ("四、２", "四.2"),
        ("四（三）", "四.3"),
        ("4.4", "四.4"),
        ("二、", "二"),
        ("5", "五"),
        ("四", None),
        ("一", None),
        ("四.5", None),
        ("二.1", None),
        ("七", None),
        ("结论", None),
    ],
)
def test_a_section_is_folded(typed: str, read: str | None) -> None:
    """Width and punctuation do not count, the list does."""
    assert section(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (">=", "≥"), ("≧", "≥"), ("＞＝", "≥"), ("⩾", "≥"), ("大于等于", "≥"), ("不低于", "≥"),
        ("＞", ">"), ("大于", ">"), ("＝", "="), ("等于", "="), ("<=", "≤"), ("≦", "≤"),
        ("不超过", "≤"), ("＜", "<"), ("小于", "<"), (" 定 性 ", "定性"), ("正向", None), ("≠", None),
    ],
)  # fmt: skip
def test_a_direction_is_folded(typed: str, read: str | None) -> None:
    """Signs in any form and their names."""
    assert direction(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("当年财政拨款，其他资金", "当年财政拨款、其他资金"),
        ("上年结转；当年财政拨款", "上年结转资金、当年财政拨款"),
        ("其他 资金", "其他资金"),
        ("当年财政拨款、贷款", None),
        ("、", None),
    ],
)
def test_several_fundings_are_joined_and_each_must_be_known(typed: str, read: str | None) -> None:
    """Any of the usual separators."""
    assert fundings(typed) == read


def test_levels_are_read_with_and_without_their_last_word() -> None:
    """产出 is 产出指标; 可持续影响 is 可持续影响指标."""
    first, second = (chooser("indicators", contract.INDICATORS.field(key)) for key in ("first", "second"))
    assert [first(text) for text in ("产出", "满意度", "成本", "其他")] == ["产出指标", "满意度指标", "成本指标", None]
    assert [second(text) for text in ("数量", "服务对象满意度", "可持续影响", "生态环境成本")] == [
        "数量指标",
        "服务对象满意度指标",
        "可持续影响指标",
        "生态环境成本指标",
    ]


def test_a_preset_of_ones_own_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a place adds to its policy file stands in the drop-down and is read by its name or by its document."""
    ours, field = policy(), contract.INFO.field("preset")
    local = replace(ours.presets["local-example"], name="清河2024", source="清绩办〔2024〕3号")
    longer = replace(ours, presets={**ours.presets, "清河2024": local})
    monkeypatch.setattr("pipeline.intake.cells.choices.policy", lambda: longer)
    assert choices_of(field) == (*contract.PRESETS, "清河2024")
    assert [chooser("info", field)(typed) for typed in ("清河 2024", "清绩办[2024]3号")] == ["清河2024", "清河2024"]
