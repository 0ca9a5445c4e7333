"""What seldom happens to outputs: foreign or broken files in their place, and more to say than there is room for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from pipeline.model.findings import Severity
from pipeline.outputs import handback
from pipeline.outputs.handback import HandbackError, hand_back
from pipeline.outputs.index import told_by
from pipeline.outputs.page.years import UNKNOWN, _change
from pipeline.outputs.xlsx.comments import MOST_TEXT, line_of, reply_of
from pipeline.outputs.xlsx.styles import place_of
from tests.command_support import SAMPLE

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", json.dumps({"workbook": "甲", "unit": None, "year": 2023, "verdict": "好", "findings": []})],
)
def test_a_result_that_is_none_of_ours_is_left_out_of_the_index(tmp_path: Path, content: str) -> None:
    """Cut off, of another form, or with a verdict that there is not."""
    (tmp_path / "校验结果.json").write_text(content, encoding="utf-8")
    assert told_by(tmp_path) is None


def test_a_folder_without_a_result_is_left_out_of_the_index(tmp_path: Path) -> None:
    """Somebody's own folder."""
    assert told_by(tmp_path) is None


@pytest.mark.parametrize(
    ("now", "last", "said"),
    [
        (100, None, "今年新增"),
        (None, 100, UNKNOWN),
        (100, 0, UNKNOWN),
        (100, 100, "一分不差"),
        (150, 100, "增加 50%"),
        (50, 100, "减少 50%"),
    ],
)
def test_a_change_of_an_amount_is_said_in_words(now: int | None, last: int | None, said: str) -> None:
    """Where either is missing or nothing, there is no share of it."""
    assert _change(now, last) == said


def test_a_comment_says_no_more_than_excel_takes() -> None:
    """What is beyond is on the page."""
    lines = [line_of(Severity.CRITICAL, f"第{number}条", "合计不符" * 50, "请改正。") for number in range(500)]
    said = reply_of(lines)
    assert len(said) < MOST_TEXT + 200
    assert said.splitlines()[1] == lines[0]
    assert said.splitlines()[-1] not in lines


@pytest.mark.parametrize("colour", ["red", "", "FF0000FF"])
def test_a_fill_of_another_colour_is_none_of_our_marks(colour: str) -> None:
    """Also one whose colour is no number."""
    xml = f'<fill xmlns="{MAIN}"><patternFill patternType="solid"><fgColor rgb="{colour}"/></patternFill></fill>'
    assert place_of(etree.fromstring(xml)) is None


@pytest.mark.parametrize("change", ["value", "sheet"])
def test_a_copy_that_differs_from_its_workbook_is_never_handed_back(
    change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A value lost, or a sheet, is a fault of ours that is told, not delivered."""
    data, read = SAMPLE.read_bytes(), handback._values  # noqa: SLF001  (what the program itself reads back)

    def spoilt(content: bytes) -> dict[str, list[list[object]]]:
        values = read(content)
        if content != data and change == "value":
            values["项目清单"][7][7] = 1.0
        elif content != data:
            del values["项目清单"]
        return values

    monkeypatch.setattr(handback, "_values", spoilt)
    with pytest.raises(HandbackError, match=r"differ"):
        hand_back(data, ())
