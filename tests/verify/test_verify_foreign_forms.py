"""Official forms without a workbook are held against themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from pipeline.model.policy import policy
from pipeline.outputs.forms.write import write_forms
from pipeline.verify.foreign.alone import hold_alone
from pipeline.verify.reading.blocks import Block, read_blocks
from tests.sound_books import sound_books
from tests.verify_support import Found, critical, forms, tables

if TYPE_CHECKING:
    from pipeline.model.book import Book

OTHER = str.maketrans("0123456789", "1234567890")


def _found(blocks: Sequence[Block]) -> Found:
    return critical(hold_alone(blocks, "自评表.docx"))


def _edited(table: int, label: str, column: int, change: Callable[[str], str]) -> tuple[tuple[Block, ...], str]:
    """Change one box of one form: the blocks then, and the place of the box."""
    blocks = list(forms().blocks)
    at, block = next(
        (at, it) for at, it in enumerate(blocks) if it.table == table and any(label in c.text for c in it.cells)
    )
    cell = block.cells[column]
    cells = (*block.cells[:column], replace(cell, text=change(cell.text)), *block.cells[column + 1 :])
    blocks[at] = replace(block, cells=cells)
    return tuple(blocks), cell.where


def test_our_own_forms_are_left_alone() -> None:
    """Sixteen forms in one file, each held for itself; no list of projects is missed."""
    assert hold_alone(forms().blocks, "自评表.docx") == []


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(sound_books())
def test_forms_of_sound_workbooks_are_left_alone(book: Book) -> None:
    """Whatever the presets, funds and scores."""
    assert _found(read_blocks(write_forms(book, policy(), draft=False))) == []


@pytest.mark.parametrize(
    ("label", "column", "old", "new", "rule"),
    [
        ("年度资金总额", 2, "34", "35", "form-funds"),
        ("年度资金总额", 3, "34", "35", "form-funds"),
        ("年度资金总额", 4, "32.5067", "32.5068", "form-funds"),
        ("上年结转资金", 4, "32.5067", "32.5068", "form-funds"),
        ("年度资金总额", 5, "10", "15", "form-weights"),
        ("年度资金总额", 6, "95.61%", "95.62%", "form-rate"),
        ("年度资金总额", 6, "95.61%", "96%", ""),
        ("年度资金总额", 7, "9.56", "9.66", "form-rate"),
        ("设备验收合格率", 5, "10", "11", "form-weights"),
        ("设备验收合格率", 6, "10", "9", "form-score"),
        ("设备验收合格率", 6, "10", "10.5", "form-points"),
        ("总分", 1, "100", "110", "form-weights"),
        ("总分", 2, "99.56", "98.56", "form-score"),
        ("总分", 2, "99.56", "99.58", ""),
    ],
)
def test_a_number_of_a_form_that_does_not_follow_is_found(
    label: str, column: int, old: str, new: str, rule: str
) -> None:
    """Funds to the last digit, the rate to its printed decimals, scores within 0.02."""
    seen, where = _edited(1, label, column, lambda text: text.replace(old, new))
    assert any(cell.text.endswith(new) for block in seen for cell in block.cells if cell.where == where)
    found = _found(seen)
    assert (rule in {it for it, _ in found}) if rule else found == []


def test_the_finding_stands_in_its_own_form() -> None:
    """A fault of the third form names the third table, and nothing of the others."""
    seen, where = _edited(3, "年度资金总额", 4, lambda text: text.replace("27.75", "26.75"))
    assert {place.partition("第")[0] for _, place in _found(seen)} == {"表3"}
    assert ("form-funds", where) in _found(seen)


def test_any_digit_off_in_the_funds_is_found() -> None:
    """Every digit of budget, spending and rate of the first four forms."""
    blocks = [block for block in forms().blocks if block.table in {1, 2, 4}]
    tried = 0
    for at, block in enumerate(blocks):
        for column, cell in enumerate(block.cells if "资金" in block.text else ()):
            for match in re.finditer(r"\d", cell.text if re.fullmatch(r"[\d.]+%?", cell.text) else ""):
                text = cell.text[: match.start()] + match[0].translate(OTHER) + cell.text[match.end() :]
                if column > 6:
                    continue  # points, which hold within 0.02
                cells = (*block.cells[:column], replace(cell, text=text), *block.cells[column + 1 :])
                tried += 1
                assert _found((*blocks[:at], replace(block, cells=cells), *blocks[at + 1 :])), (block.text, text)
    assert tried > 40


FUNDS = """
    | 项目资金（万元）  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
    | 年度资金总额      | 120        | 120        | 96.5       | 20   | 80.42% | 16.1 |
    | 其中：财政拨款    | 100        | 100        | 80.5       | —    | —      | —    |
    | 其中：省级资金    | 60         | 60         | 50         | —    | —      | —    |
    | 市级资金          | 40         | 40         | 30.5       | —    | —      | —    |
    | 其他资金          | 20         | 20         | 16         | —    | —      | —    |
"""


def test_funds_named_by_level_may_repeat_each_other() -> None:
    """财政拨款 is 省级资金 and 市级资金: no sum of all of them; but a total that no rows make up is found."""
    assert _found(tables(FUNDS)) == []
    assert _found(tables(FUNDS.replace("| 96.5  ", "| 95.5  "))) != []


def test_a_form_left_blank_is_not_accused() -> None:
    """Nothing filled in: there is nothing to hold."""
    blank = [
        replace(block, cells=tuple(replace(it, text=re.sub(r"[\d.]+%?", "", it.text)) for it in block.cells))
        for block in forms().blocks
        if block.table == 1
    ]
    assert _found(blank) == []
