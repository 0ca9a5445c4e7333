"""Every formula of a workbook we write: where it stands, what it says, what it shows until it is recalculated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from pipeline.intake.blank.check_kit import FINE, MONEY_FORMAT, PENDING, PROBLEMS_FORMAT
from pipeline.intake.blank.checks import CHECKS, INFO_CHECKS
from pipeline.intake.blank.layout import FIRST_ROW, GUIDANCE_ROW, HOW_ROW, INFO_CHECK_COLUMN, Layout, info_ref, whole
from pipeline.model.cells import column_letters
from pipeline.model.contract import BY_KEY, INFO, PROJECTS, SHEETS
from pipeline.model.fields import Kind, Sheet

Value = str | int | float | Decimal | date | None
Content = Mapping[str, Sequence[Mapping[str, Value]]]  # table → rows of field → what is typed there
Names = Mapping[str, SimpleNamespace]


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula; `shows` is the value stored with it."""

    sheet: str
    ref: str
    text: str
    shows: str | int | float = ""
    number_format: str = "General"


def letters(sheet: Sheet) -> Mapping[str, str]:
    """Column letters of a sheet's fields and, to their right, of its check columns."""
    keys = [field.key for field in sheet.fields] + [check.key for check in CHECKS[sheet.key]]
    return {key: column_letters(place) for place, key in enumerate(keys, start=1)}


def names(projects: Layout) -> Names:
    """Every name that speaks of another sheet or of a whole column: {projects.spent}, {info.cap}, {total.spent}, …."""
    name, end, columns = PROJECTS.name, projects.last + 1, letters(PROJECTS)
    found = {
        sheet.key: SimpleNamespace(**{field.key: whole(sheet.key, field.key) for field in sheet.fields})
        for sheet in SHEETS
        if not sheet.paired
    }
    rows = {
        key: f"{name}!${column}${FIRST_ROW}:INDEX({name}!${column}:${column},ROW({name}!$A${end})-1)"
        for key, column in columns.items()
    }
    above = {key: f"{column}${FIRST_ROW}:INDEX({column}:{column},ROW()-1)" for key, column in columns.items()}
    found["info"] = SimpleNamespace(**{field.key: info_ref(field.key) for field in INFO.fields})
    found["total"] = SimpleNamespace(**{key: f"{name}!${column}${end}" for key, column in columns.items()})
    found["all"] = SimpleNamespace(**rows)
    found["above"] = SimpleNamespace(**above)
    return found


def _filled(text: str, sheet: Sheet, row: int, known: Names) -> str:
    own = {key: f"${column}{row}" for key, column in letters(sheet).items()}
    return text.format(**known, **own, so_far=f"$A${FIRST_ROW}:$A{row}")


def _of_info(known: Names) -> Iterator[Formula]:
    for row, field in enumerate(INFO.fields, start=FIRST_ROW):
        if field.key in INFO_CHECKS:
            text = INFO_CHECKS[field.key].format(**known, value=f"$B${row}")
            yield Formula(INFO.name, f"{INFO_CHECK_COLUMN}{row}", text, "待填" if field.required else "")


def _of_rows(layout: Layout, known: Names) -> Iterator[Formula]:
    sheet, columns = layout.sheet, letters(layout.sheet)
    for check in CHECKS[sheet.key]:
        for row in range(FIRST_ROW, layout.last + 1):
            text = _filled(check.formula, sheet, row, known)
            yield Formula(sheet.name, f"{columns[check.key]}{row}", text, number_format=check.number_format)


def _sum(content: Content, key: str) -> float:
    return float(sum(Decimal(str(row.get(key) or 0)) for row in content.get("projects", ())))


def _of_total(row: int, content: Content, known: Names) -> Iterator[Formula]:
    columns = letters(PROJECTS)
    for field in PROJECTS.fields:
        if field.kind is Kind.MONEY:
            text = _filled(f"=SUM({{above.{field.key}}})", PROJECTS, row, known)
            yield Formula(PROJECTS.name, f"{columns[field.key]}{row}", text, _sum(content, field.key), MONEY_FORMAT)
    for check in CHECKS["projects"]:
        if check.total:
            text = _filled(check.total, PROJECTS, row, known)
            yield Formula(PROJECTS.name, f"{columns[check.key]}{row}", text, number_format=check.number_format)


def verdict_column(sheet: Sheet) -> str | None:
    """Column letter of 核对结果; None in a sheet without checks."""
    return INFO_CHECK_COLUMN if sheet.paired else letters(sheet).get("verdict")


def _counts(layouts: Mapping[str, Layout]) -> Iterator[Formula]:
    """How many rows of each sheet are wrong, above its 核对结果; and of all sheets, in 基本信息."""
    places = []
    for layout in layouts.values():
        column = verdict_column(layout.sheet)
        if column:
            area = f"{column}{FIRST_ROW}:{column}{layout.last}"
            text = f'=SUMPRODUCT(({area}<>"")*({area}<>"{FINE}")*(LEFT({area},1)<>"{PENDING}"))'
            yield Formula(layout.sheet.name, f"{column}{GUIDANCE_ROW}", text, 0, PROBLEMS_FORMAT)
            places.append(f"{layout.sheet.name}!${column}${GUIDANCE_ROW}")
    text = f'=IF({"+".join(places)}=0,"全部表格：没有发现不符","全部表格：共 "&({"+".join(places)})&" 处不符")'
    yield Formula(INFO.name, f"{INFO_CHECK_COLUMN}{HOW_ROW}", text, "全部表格：没有发现不符")


def formulas(layouts: Mapping[str, Layout], content: Content) -> Iterator[Formula]:
    """Every formula of the workbook, sheet by sheet."""
    known = names(layouts["projects"])
    yield from _of_info(known)
    for key, layout in layouts.items():
        if not BY_KEY[key].paired:
            yield from _of_rows(layout, known)
        if layout.total_row:
            yield from _of_total(layout.total_row, content, known)
    yield from _counts(layouts)
