"""Drop-downs and limits (数据验证) of our workbooks: what may be typed into a cell, and what to do instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openpyxl.worksheet.datavalidation import DataValidation

from pipeline.intake.cells.choices import choices_of
from pipeline.model.contract import TIERS
from pipeline.model.fields import Field, Kind

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Type = Literal["whole", "decimal", "list", "date", "custom"]
Style = Literal["stop", "warning", "information"]

PROMPT_LENGTH = 255
TITLES = {"warning": "请核对", "stop": "请改一下"}


def _validation(kind: Type, first: str, second: str | None = None, *, style: Style = "stop") -> DataValidation:
    return DataValidation(type=kind, formula1=first, formula2=second, allow_blank=True, errorStyle=style)


def _between(kind: Type, low: str, high: str) -> DataValidation:
    validation = _validation(kind, low, high)
    validation.operator = "between"
    return validation


def _listed(choices: tuple[str, ...], *, style: Style = "stop") -> DataValidation:
    return _validation("list", '"' + ",".join(choices) + '"', style=style)


def _money(field: Field, cell: str) -> DataValidation:
    sign = "" if field.key == "amount" else f",{cell}>=0"
    return _validation("custom", f"AND(ISNUMBER({cell}){sign},ROUND({cell},2)={cell})")


def _measured(field: Field) -> tuple[DataValidation, str] | None:
    """完成值 takes numbers, dates and words: its drop-down only proposes the tiers of 定性 rows."""
    if field.key != "actual":
        return None
    validation = _listed(TIERS, style="information")
    validation.showErrorMessage = False
    return validation, ""


def _limits(field: Field, cell: str) -> tuple[DataValidation, str] | None:  # noqa: PLR0911  (one return a kind)
    """Return the validation of a field and the sentence that Excel shows when it is broken."""
    if field.choices and field.kind is Kind.TEXT:
        return _listed(field.choices, style="warning"), "列表里没有这一项；有几种时请用顿号连接。"
    if field.choices:
        return _listed(choices_of(field)), "请从下拉列表里选一项。"
    if field.kind is Kind.MONEY:
        negative = "" if field.key == "amount" else "不小于 0、"
        return _money(field, cell), f"请填以元为单位的数字，{negative}最多两位小数，不要写“万元”。"
    if field.kind is Kind.YEAR:
        return _between("whole", "2000", "2099"), "请填四位数字的年份，例如：2023。"
    if field.kind is Kind.COUNT:
        return _between("whole", "1", "9999"), "请填整数，例如：1、2、3。"
    if field.kind is Kind.SCORE:
        return _between("decimal", "0", "100"), "请填 0 到 100 的数字。"
    if field.kind is Kind.DATE:
        return _between("date", "36526", "73050"), "请按 2023-08-05 的样子填写日期。"
    return _measured(field) if field.kind is Kind.MEASURE else None


def limit(sheet: Worksheet, field: Field, area: str) -> None:
    """Put a field's drop-down or limit on its cells, with a Chinese prompt and a Chinese error."""
    limits = _limits(field, area.partition(":")[0])
    if limits is None:
        return
    validation, error = limits
    validation.promptTitle, validation.prompt = field.heading, field.guidance[:PROMPT_LENGTH]
    validation.showInputMessage = True
    if error:
        validation.errorTitle, validation.error = TITLES.get(validation.errorStyle or "", "请核对"), error
        validation.showErrorMessage = True
    validation.add(area)
    sheet.add_data_validation(validation)
