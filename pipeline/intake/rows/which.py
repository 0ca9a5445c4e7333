"""Sheets (工作表): which sheet of the file is which of the contract, in any order and width."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
_ASKED = frozenset(fold(sheet.name) for sheet in SHEETS)


def _is_strange(name: str) -> bool:
    """Tell whether a sheet is none of the contract's, and none that this program wrote itself."""
    return not (fold(name) in _ASKED or fold(name) in _KNOWN or _OURS.fullmatch(fold(name)))


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


def _near(name: str, strangers: Sequence[str]) -> str | None:
    """Name the sheet that is plainly meant: 1.基本信息 for 基本信息."""
    return next((other for other in strangers if fold(name) in fold(other)), None)


def _missing(name: str, near: str | None) -> Finding:
    message = f"工作簿里没有“{name}”这张工作表" + (f"，有一张叫“{near}”，没有读取。" if near else "。")
    fix = f"如果“{near}”就是这张表，请把它改名为“{name}”。" if near else ""
    found = f"相近的有“{near}”" if near else "没有"
    return MISSING.at(sheet=name, found=found, expected=f"工作表“{name}”", message=message, fix=fix)


def _extra(names: list[str]) -> Finding:
    listed = "、".join(f"“{name}”" for name in names)
    message = f"工作表{listed}不在约定之内，没有读取。"
    return EXTRA.at(sheet=names[0], found=listed, expected="只有约定的工作表", message=message)


def find_sheets(raw: RawBook) -> tuple[Mapping[str, Grid], list[Finding]]:
    """Give the sheets of the contract by key; of two that are named alike, the first that holds anything."""
    named, found, findings = _by_name(raw), {}, []
    strangers = [sheet.name for sheet in raw.sheets if _is_strange(sheet.name)]
    for sheet in SHEETS:
        candidates = named.pop(fold(sheet.name), [])
        grids = [grid(candidate) for candidate in candidates]
        if grids:
            found[sheet.key] = next((one for one in grids if not one.is_empty()), grids[0])
        elif sheet.required:
            findings.append(_missing(sheet.name, _near(sheet.name, strangers)))
        if len(candidates) > 1:
            findings.append(_twice(candidates))
    return found, findings + ([_extra(strangers)] if strangers else [])
