"""Last year's workbook given beside this year's: compared where it is the same unit's and the year before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.command_support import ENGLISH
from tests.docs.small_workbook import small_workbook
from tests.rollover_support import LAST_YEAR
from tests.warm import call_warm

if TYPE_CHECKING:
    from pathlib import Path

DOUBLED = {"项目清单!G2": "250,000", "项目清单!H2": "200,000", "项目清单!H4": "260,000", "基本信息!B7": "260,000"}


def reported(tmp_path: Path, last: dict[str, str] | None) -> list[str]:
    """Run `report` over this year's workbook, last year's beside it where given; the rules of two years found."""
    (tmp_path / "今年.xlsx").write_bytes(small_workbook(DOUBLED))
    arguments = ["report", "--input", str(tmp_path / "今年.xlsx"), "--output", str(tmp_path / "out")]
    if last is not None:
        (tmp_path / "上年").mkdir()
        (tmp_path / "上年" / "龙城.xlsx").write_bytes(small_workbook({**LAST_YEAR, **last}))
        arguments += ["--last-year", str(tmp_path / "上年")]
    _, said = call_warm(*arguments)
    assert not ENGLISH.search(said)
    (result,) = (tmp_path / "out").glob("*/校验结果.json")
    findings = json.loads(result.read_text(encoding="utf-8"))["findings"]
    return [f"{it['rule']} {it['cell']}" for it in findings if it["rule"].endswith("last-year")]


@pytest.mark.parametrize(
    ("last", "found"),
    [
        ({}, ["spent-unlike-last-year H2"]),
        ({"基本信息!B3": "2021"}, []),
        ({"基本信息!B2": "文昌街道办事处"}, []),
        (None, []),
    ],
    ids=["the year before", "two years before", "another unit", "not given"],
)
def test_last_year_is_compared_where_it_is_the_same_units(
    tmp_path: Path, last: dict[str, str] | None, found: list[str]
) -> None:
    """Spending doubled without a word: said only where last year's workbook tells so."""
    assert reported(tmp_path, last) == found


def test_a_last_year_that_is_not_there_is_an_unusable_argument(tmp_path: Path) -> None:
    """Exit status 2."""
    (tmp_path / "今年.xlsx").write_bytes(small_workbook())
    status, said = call_warm("report", "--input", "今年.xlsx", "--last-year", "没有.xlsx", cwd=tmp_path)
    assert status == 2
    assert "没有.xlsx" in said


def test_the_version_is_told() -> None:
    """Program and form."""
    status, said = call_warm("--version")
    assert status == 0
    assert "工作簿模板" in said
