"""Workbooks for the benchmark: the sample, edited so that no two are alike, one in ten with mistakes."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from openpyxl import Workbook

from pipeline.cli import SAMPLE
from pipeline.intake.safety.archive import Archive
from pipeline.intake.sheets import repack
from pipeline.model import contract
from pipeline.model.policy import policy

if TYPE_CHECKING:
    from pathlib import Path

UNIT = "龙城街道办事处"
ONE_IN = 10
_AMOUNT = re.compile(rb'(<c r="H8"[^<>]*><v>)([0-9.]+)(</v>)')


class Mint:
    """Strikes workbooks: parts that stay the same are taken over as they are packed."""

    def __init__(self) -> None:
        """Open the sample."""
        data = SAMPLE.read_bytes()
        self._archive = Archive(data, policy().intake)
        self._names = [entry.filename for entry in zipfile.ZipFile(SAMPLE).infolist()]

    def strike(self, number: int, *, faulty: bool) -> bytes:
        """Make one workbook of a unit of its own; a faulty one has an amount that no total knows of."""
        changed = {
            "xl/worksheets/sheet1.xml": lambda xml: xml.replace(UNIT.encode(), f"第{number}街道办事处".encode()),
            "xl/worksheets/sheet4.xml": lambda xml: xml.replace("。</t>".encode(), f"（{number}）。</t>".encode(), 1),
        }
        if faulty:
            changed["xl/worksheets/sheet2.xml"] = lambda xml: _AMOUNT.sub(rb"\g<1>1\g<2>\g<3>", xml)
        parts = []
        for name in self._names:
            if name in changed:
                parts.append(repack.fresh(name, changed[name](self._archive.part(name))))
            else:
                parts.append(repack.kept(self._archive, name, name))
        return repack.pack(parts)


def lay_out(folder: Path, count: int, *, faults: bool = True) -> Path:
    """Write so many workbooks into a folder tree."""
    mint = Mint()
    for number in range(count):
        path = folder / f"{number // 500:03}" / f"单位{number:05}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(mint.strike(number, faulty=faults and number % ONE_IN == 0))
    return folder


def large_workbook(path: Path, projects: int, payments: int) -> None:
    """Write one workbook with very many projects and payments."""
    book = Workbook(write_only=True)
    total = payments * 100
    info = book.create_sheet("基本信息")
    for row in (("项目", "内容"), ("单位名称", UNIT), ("预算年度", 2023), ("支出合计（元）", total), ("自评得分", 100)):
        info.append(row)
    each = total // projects
    rows = [
        (n, f"第{n}号项目经费", None, None, None, each, each, each, None, "完成", "完成")
        for n in range(1, projects + 1)
    ]
    _sheet(book, contract.PROJECTS, [*rows, ("合计", None, None, None, None, total, total, total)])
    levels = (("产出指标", "数量指标", 50), ("效益指标", "社会效益指标", 30), ("满意度指标", "服务对象满意度指标", 10))
    lines = [
        (n, first, second, f"{second}{n}", "≥", 10 + n, "次", 10 + n, weight, weight, None, "台账")
        for n in range(1, projects + 1)
        for first, second, weight in levels
    ]
    _sheet(book, contract.INDICATORS, lines)
    _sheet(
        book, contract.PARAGRAPHS, [("一（一）", n, f"第{n}号项目经费支出{{支出元}}。") for n in range(1, projects + 1)]
    )
    paid = ((n % projects + 1, "2023-05-08", f"记-{n}", f"单位{n}", "货款", 100) for n in range(payments))
    _sheet(book, contract.PAYMENTS, list(paid))
    book.save(path)


def _sheet(book: Workbook, sheet: contract.Sheet, rows: list[tuple[object, ...]]) -> None:
    made = book.create_sheet(sheet.name)
    made.append([field.heading for field in sheet.fields])
    for row in rows:
        made.append(row)
