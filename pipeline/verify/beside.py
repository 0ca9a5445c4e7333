"""Beside the text (正文之外): numbers in headers and footers, and pictures that can not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.verify.comparing.numbers import find_numbers
from pipeline.verify.comparing.printed import Printed
from pipeline.verify.comparing.writer import Writer
from pipeline.verify.remarks import Remark
from pipeline.verify.rules import PICTURES

if TYPE_CHECKING:
    from pipeline.verify.comparing.numbers import Number
    from pipeline.verify.reading.report import Reading

# Dates, page counts, versions: what headers and footers say of the file itself.
_OF_THE_FILE = frozenset({"", "年", "月", "日", "时", "号", "页", "版", "稿", "届", "章", "楼", "层", "室", "期", "份"})


def _speaks_of_the_file(number: Number, text: str, year: int | None) -> bool:
    """Tell whether a number says nothing of the projects; another year's 年度 is left of another year's report."""
    if number.unit == "年" and text.startswith("度", number.end):
        return year is None or number.value == str(year)
    return not number.value or number.unit in _OF_THE_FILE or number.loose


def hold_furniture(reading: Reading, year: int | None) -> list[Remark]:
    """Find the figures in headers and footers, where the workbook of that year puts none."""
    writer = Writer(lambda *_: ())
    for text in reading.furniture:
        numbers = [it for it in find_numbers(text.text) if not _speaks_of_the_file(it, text.text, year)]
        if numbers:
            writer.added([Printed(number, text, 0) for number in numbers])
    return writer.remarks


def tell_pictures(reading: Reading) -> list[Remark]:
    """Say that there are pictures whose numbers no one has read."""
    if not reading.pictures:
        return []
    message = f"报告里有 {reading.pictures} 处图片、图表或嵌入对象，里面的数字读不出来，没有核对。"
    return [Remark(PICTURES.at(found=f"{reading.pictures} 处", expected="文字或表格", message=message), "")]
