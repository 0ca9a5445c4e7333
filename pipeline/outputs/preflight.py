"""Preflight (预检): the Word templates are filled in once with a small book before any report is made."""

from __future__ import annotations

from decimal import Decimal

from pipeline.model.book import Book, Indicator, Info, Measure, Paragraph, Place, Project
from pipeline.model.contract import SECTIONS, SHEETS
from pipeline.model.policy import policy
from pipeline.model.setting import SettingFault
from pipeline.outputs.compose import compose
from pipeline.outputs.forms import template as forms_template
from pipeline.outputs.forms.write import write_forms
from pipeline.outputs.report import write as report


def _book() -> Book:
    """Make the smallest book that fills every tag of both templates."""
    sheets = ((sheet, 2 if sheet.paired else 1) for sheet in SHEETS)
    places = {
        sheet.key: Place(sheet.name, 1, {field.key: at for at, field in enumerate(sheet.fields, start=start)})
        for sheet, start in sheets
    }
    full = Decimal(90)
    return Book(
        "模板检查.xlsx",
        "0" * 64,
        Info(unit="单位", year=2023, title="标题", label="附件1", score=full),
        (Project(2, 1, "项目", initial=100, budget=100, spent=100, goal="目标", outcome="完成"),),
        Project(3, initial=100, budget=100, spent=100),
        (
            Indicator(
                2, 1, "产出指标", "数量指标", "内容", "≥", Measure("1"), "个", Measure("1"), full, full, "原因", "材料"
            ),
        ),
        tuple(Paragraph(at, section, 1, "正文") for at, section in enumerate(SECTIONS, start=2)),
        places=places,
    )


def check_templates() -> None:
    """Fill in both templates, as drafts and as final; SettingFault naming the template and the place in it."""
    book = _book()
    document = compose(book, (), policy())
    for draft in (True, False):
        for path in (report.TEMPLATE, forms_template.TEMPLATE):
            try:
                if path == report.TEMPLATE:
                    report.write_report(document, draft=draft)
                else:
                    write_forms(book, policy(), draft=draft)
            except (SettingFault, OSError) as fault:
                message = f"Word 模板“{path.name}”不能用：{fault if isinstance(fault, SettingFault) else '打不开'}"
                raise SettingFault(message) from fault
