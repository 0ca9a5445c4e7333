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
from pipeline.outputs.report.write import write_report
from pipeline.verify.stages import verify
from tests.samples.build import SAMPLE

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


def remarks() -> Iterator[Remark]:
    """Verify the edited reports, with their workbook and without."""
    _, report = sample()
    for edit in AGAINST:
        yield from _verified(edited(report, edit), SAMPLE)
    for edit in ALONE:
        yield from _verified(edited(report, edit), None)
    yield from _verified(b"PK", None)
    yield from _verified(report, SAMPLE.with_name("报告模板.docx"))
