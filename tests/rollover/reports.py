"""Reports to be read back: the sample's own, the same without our traces, and one that another office typed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from docx import Document

from pipeline.checks.prose import read_prose
from pipeline.intake.load import load
from pipeline.model.policy import policy
from pipeline.outputs.compose import compose
from pipeline.outputs.forms.write import write_forms
from pipeline.outputs.report.write import write_report
from tests.command_support import SAMPLE

if TYPE_CHECKING:
    from pipeline.model.book import Book

_BOOKMARKS = re.compile(rb"<w:bookmark(Start|End)\b[^>]*/>")
FOREIGN_ROWS = (
    ("1", "2023年街巷路灯维修经费", "186,000.00"),
    ("2", "社区图书室开放补助", "42,350.50"),
    ("3", "老旧电梯安全检测专项资金", "97,800.00"),
    ("合计", "", "326,150.50"),
)
FOREIGN = (
    "附件2",
    "清溪镇人民政府2023年50万元以下项目支出绩效报告（自评）",
    "一、项目基本情况",
    "（一）项目概况",
    "本镇把3个金额不大的项目放在一起自评，明细如下：",
    None,
    "（二）绩效目标设定及指标完成情况",
    "三个项目自评得分96.5分。",
    "1.2023年街巷路灯维修经费，绩效目标是让背街小巷晚上亮起来。",
    "2.社区图书室开放补助，绩效目标为每周开放不少于5天。",
    "3.老旧电梯安全检测专项资金，对使用超过15年的电梯逐台检测。",
    "二、项目资金使用及管理情况",
    "2万元以上的支出先经行政办公会讨论，全年没有例外。",
    "三、项目组织实施情况",
    "1.电梯检测9.78万元，检测电梯36台，发现的毛病当天报修。",
    "检测记录交给各小区留存。",
    "2.街巷路灯维修经费18.6万元，换新路灯212盏。",
    "3. 图书室4.24万元，全年开放288天。",
    "四、项目绩效情况",
    "1.项目经济性分析",
    "路灯统一招标，比单独买便宜。",
    "2.项目的效率性分析",
    "1.加强调度。每旬看一次进度。",
    "3.项目的效益性分析",
    "1.换新路灯的背街小巷报修电话少了。",
    "4.项目可持续性分析",
    "每年都有检测计划。",
    "五、存在的问题",
    "图书室冬天来的人不多。",
    "六、其他需要说明的问题",
    "无",
)


@cache
def sample_book() -> Book:
    """Read the sample workbook."""
    book, _ = load(SAMPLE.read_bytes(), SAMPLE.name)
    assert book
    return book


@cache
def sample_report() -> bytes:
    """Write the sample's report."""
    book = sample_book()
    return write_report(compose(book, read_prose(book)[1], policy()))


@cache
def sample_forms() -> bytes:
    """Write the sample's forms."""
    return write_forms(sample_book(), policy(), draft=False)


def without_traces(package: bytes) -> bytes:
    """Take out what tells that we wrote a report: bookmarks, the part of anchors, its properties."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith(("customXml/", "docProps/", "jixiao/")):
                continue
            if name.endswith(".rels"):
                part = re.sub(rb"<Relationship\b[^>]*(customXml|docProps)[^>]*/>", b"", part)
            if name == "[Content_Types].xml":
                part = re.sub(rb"<Override\b[^>]*(customXml|docProps)[^>]*/>", b"", part)
            new.writestr(name, _BOOKMARKS.sub(b"", part))
    return out.getvalue()


def typed_report(texts: Sequence[str | None], rows: Sequence[Sequence[str]]) -> bytes:
    """Type a report; None in `texts` is where its table stands, the first of `rows` its headings."""
    word = Document()
    for text in texts:
        if text is not None:
            word.add_paragraph(text)
            continue
        table = word.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, value in zip(table.add_row().cells, row, strict=True):
                cell.text = value
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def foreign_report() -> bytes:
    """Type the report of another office: its own sentences, short names nobody declared, a project never described."""
    return typed_report(FOREIGN, (("序号", "预算项目", "支出（元）"), *FOREIGN_ROWS))
