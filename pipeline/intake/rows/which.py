"""Sheets (工作表): which sheet of the file is which of the contract, in any order and width."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipeline.intake.fold import fold
from pipeline.intake.sheets.grid import Grid, grid
from pipeline.model.before import OWN_SHEETS
from pipeline.model.contract import RESULT_SHEET, SHEETS
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.intake.raw import RawBook, RawSheet

MISSING = declare(
    "sheet-missing",
    "缺少工作表",
    "critical",
    source="contract",
    notes="工作簿必须有基本信息、项目清单、绩效指标和报告正文四张工作表。",
    fix="请从空白模板把这张工作表补上，或改正工作表的名称。",
)
TWICE = declare(
    "sheet-twice",
    "工作表重名",
    "critical",
    source="contract, Input",
    notes="名称只差空格、全半角或大小写的工作表不得有两张。",
    fix="请只保留一张，其余的删去或改名。",
)
EXTRA = declare(
    "sheet-extra",
    "多余的工作表",
    "info",
    source="contract",
    notes="约定之外的工作表不读取，只作说明。",
    fix="不用修改；如果其中有要上报的内容，请填到约定的工作表里。",
)

_OURS = re.compile(re.escape(fold(RESULT_SHEET)) + r"(\([0-9]+\))?")  # 校验结果, or the (2) of a name that was taken
_KNOWN = frozenset(map(fold, OWN_SHEETS))


def _by_name(raw: RawBook) -> dict[str, list[RawSheet]]:
    named: dict[str, list[RawSheet]] = {}
    for sheet in raw.sheets:
        named.setdefault(fold(sheet.name), []).append(sheet)
    return named


def _twice(sheets: list[RawSheet]) -> Finding:
    names = "、".join(f"“{sheet.name}”" for sheet in sheets)
    return TWICE.at(
        sheet=sheets[1].name,
        found=names,
        expected=f"一张“{sheets[0].name.strip()}”",
        message=f"工作表 {names} 是同一个名称，无法判断该读哪一张。",
    )


def _missing(name: str) -> Finding:
    return MISSING.at(sheet=name, found="没有", expected=f"工作表“{name}”", message=f"工作簿里没有“{name}”这张工作表。")


def _extra(names: list[str]) -> Finding:
    listed = "、".join(f"“{name}”" for name in names)
    message = f"工作表{listed}不在约定之内，没有读取。"
    return EXTRA.at(sheet=names[0], found=listed, expected="只有约定的工作表", message=message)


def find_sheets(raw: RawBook) -> tuple[Mapping[str, Grid], list[Finding]]:
    """Give the sheets of the contract by key; of two that are named alike, the first that holds anything."""
    named, found, findings = _by_name(raw), {}, []
    for sheet in SHEETS:
        candidates = named.pop(fold(sheet.name), [])
        grids = [grid(candidate) for candidate in candidates]
        if grids:
            found[sheet.key] = next((one for one in grids if not one.is_empty()), grids[0])
        elif sheet.required:
            findings.append(_missing(sheet.name))
        if len(candidates) > 1:
            findings.append(_twice(candidates))
    extra = [
        sheet.name
        for sheet in raw.sheets
        if fold(sheet.name) in named and fold(sheet.name) not in _KNOWN and not _OURS.fullmatch(fold(sheet.name))
    ]
    return found, findings + ([_extra(extra)] if extra else [])
