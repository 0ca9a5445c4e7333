"""Edited reports (改过的报告): the sample's report as leaders change it, and what verification says."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.intake.load import load
from pipeline.model.policy import policy
from pipeline.outputs.compose import compose
from pipeline.outputs.forms.write import write_forms
from pipeline.outputs.report.write import write_report
from pipeline.verify.stages import verify
from tests.samples.build import SAMPLE
from tests.verify_support import tables_in_word

if TYPE_CHECKING:
    from pipeline.model.book import Book
    from pipeline.verify.remarks import Remark

BODY = "word/document.xml"
NAME = "自评报告.docx"
Edit = Callable[[str], str]


@cache
def sample() -> tuple[Book, bytes]:
    """Give the sample's book and its report."""
    book, _ = load(SAMPLE.read_bytes(), SAMPLE.name)
    assert book is not None
    return book, write_report(compose(book, (), policy()))


def edited(report: bytes, edit: Edit) -> bytes:
    """Change the text of a report as a person would in Word."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(report)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for name in source.namelist():
            part = source.read(name)
            written.writestr(name, edit(part.decode()).encode() if name == BODY else part)
    return target.getvalue()


def _typed(old: str, new: str) -> Edit:
    def edit(xml: str) -> str:
        assert old in xml, old
        return xml.replace(old, new, 1)

    return edit


def _paragraphs_swapped(one: str, other: str) -> Edit:
    def edit(xml: str) -> str:
        paragraphs = re.findall(r"<w:p[ >].*?</w:p>", xml, re.DOTALL)
        first, second = (next(it for it in paragraphs if words in it) for words in (one, other))
        return xml.replace(first, "\0", 1).replace(second, first, 1).replace("\0", second, 1)

    return edit


def _swapped(one: str, other: str) -> Edit:
    def edit(xml: str) -> str:
        assert one in xml, one
        assert other in xml, other
        return xml.replace(one, "\0", 1).replace(other, one, 1).replace("\0", other, 1)

    return edit


_LAST_YEAR = str.maketrans("3578", "2467")

AGAINST = (
    _typed("462,880.00", "468,280.00"),
    _typed("83.28万元", "83.28元"),
    _typed("43万元", ""),
    _typed("资金来源方面", "3家单位的资金来源方面"),
    _swapped("462,880.00", "277,500.00"),
    _paragraphs_swapped("应急响应平均用时", "年末没有用完的资金"),
    _typed("资金来源方面", "从资金来源看"),
    lambda xml: re.sub(r">[^<]+</w:t>", lambda text: text[0].translate(_LAST_YEAR), xml),
)
ALONE = (_typed("3,902,733.78", "3,902,738.73"), lambda xml: xml.replace("w:tbl>", "w:sdtContent>"))


def _verified(data: bytes, workbook: Path | None) -> tuple[Remark, ...]:
    """Verify one report as staff do, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, NAME)
        report.write_bytes(data)
        ((outcome, _),) = verify([report], workbook, Path(folder, "核对"))
        return outcome.remarks


_RATES = """
    | 项目名称 | 全年预算（万元） | 实际支出（万元） | 结余（万元） | 执行率  |
    | 街面整治 | 20.05            | 12.03            | 8.02         | 60.00%  |
    | 书屋开放 | 25               | 24.12            | 0.88         | 96.48%  |
    | 路灯维护 | 39               | 38.26            | 0.74         | 98.10%  |
    | 河道保洁 | 42               | 40.01            | 1.99         | 95.26%  |
    | 食堂运行 | 60               | 57.9             | 2.1          | 96.50%  |
    | 合计     | 186.05           | 172.32           | 13.73        | 92.62%  |
"""
_SCORES = """
    | 一级指标 | 分值 | 得分 |
    | 产出指标 | 60   | 58.5 |
    | 效益指标 | 40   | 39   |
    | 合计     | 100  | 97.5 |
"""
# What to change in a true table, and in the text below it.
FOREIGN = (
    ("60.00%", "61.00%", ""),
    ("0.88", "0.98", ""),
    ("172.32", "172.33", ""),
    ("", "", "1.河道保洁，全年核拨 400200元，用于日常巡护。"),
)
FORMS = (
    ("32.5067", "32.5076"),
    ("95.61%", "95.16%"),
    (">10<", ">11<"),
    ("99.56", "96.59"),
)


def _foreign() -> Iterator[Remark]:
    """Verify reports and forms that no workbook is given for."""
    for old, new, text in FOREIGN:
        yield from _verified(tables_in_word(_RATES.replace(old, new) if old else _RATES, between=("", text)), None)
    yield from _verified(tables_in_word(_RATES, _RATES.replace("24.12", "24.21")), None)
    yield from _verified(tables_in_word(_SCORES, between=("", "综合得分95.7分。")), None)
    book, _ = sample()
    forms = write_forms(book, policy(), draft=False)
    for old, new in FORMS:
        yield from _verified(edited(forms, _typed(old, new)), None)
    yield from _verified(edited(forms, lambda xml: re.sub(">9.56<", ">11<", xml)), None)


def _with_picture(xml: str) -> str:
    """Put a picture behind the first run."""
    picture = (
        '<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></w:drawing></w:r>'
    )
    return xml.replace("</w:r>", f"</w:r>{picture}", 1)


def remarks() -> Iterator[Remark]:
    """Verify the edited reports, with their workbook and without."""
    _, report = sample()
    for edit in AGAINST:
        yield from _verified(edited(report, edit), SAMPLE)
    yield from _verified(edited(report, _with_picture), SAMPLE)
    yield from _foreign()
    for edit in ALONE:
        yield from _verified(edited(report, edit), None)
    yield from _verified(b"PK", None)
    yield from _verified(report, SAMPLE.with_name("报告模板.docx"))
