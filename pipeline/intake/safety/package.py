"""The package (工作簿结构): which part is which sheet, found through the relations and never by guessed names."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pipeline.intake.safety import refusals
from pipeline.intake.safety.refusals import refuse
from pipeline.intake.safety.wellformed import elements, malformed

if TYPE_CHECKING:
    from pipeline.intake.safety.archive import Archive

_WORKBOOK = "xl/workbook.xml"
_TRUE = {"1", "true", "on"}
_RELATIONSHIP, _SHEETS = frozenset({"Relationship"}), frozenset({"sheet", "workbookPr"})
_MACROS = {"vbaproject", "xlmacrosheet", "xlintlmacrosheet"}
_NO_TABLES = {"chartsheet", "dialogsheet"}
_MAX_SHEETS = 1000


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One worksheet: its name as staff see it, the part that holds it, whether it is hidden."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Package:
    """The parts that are read; `shared` and `styles` are None where the workbook has none."""

    sheets: tuple[SheetPart, ...]
    shared: str | None
    styles: str | None
    date1904: bool


def _rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _target(base: str, target: str) -> str:
    joined = posixpath.join(posixpath.dirname(base), unquote(target).replace("\\", "/"))
    return posixpath.normpath(joined).lstrip("/").lower()


def _relations(archive: Archive, base: str) -> dict[str, tuple[str, str]]:
    """Map each relation id of a part to (kind, target part); relations to other files are left out."""
    name = _rels_of(base).lower()
    if name not in archive.names:
        return {}
    return {
        attributes.get("Id", ""): (attributes.get("Type", "").rsplit("/", 1)[-1], _target(base, attributes["Target"]))
        for _, attributes in elements(archive.part(name), name, _RELATIONSHIP)
        if attributes.get("TargetMode") != "External" and "Target" in attributes
    }


def _workbook(archive: Archive) -> str:
    for kind, target in _relations(archive, "").values():
        if kind == "officeDocument" and target in archive.names:
            return target
    if _WORKBOOK in archive.names:
        return _WORKBOOK
    raise refuse(refusals.FOREIGN, "没有工作簿部件", "这个文件不是 .xlsx 工作簿，只是一个普通压缩包，无法读取。")


def _relation_id(attributes: Mapping[str, str]) -> str:
    return next((value for key, value in attributes.items() if re.fullmatch(r"[^:]+:id", key)), "")


def _no_sheets(found: str) -> refusals.RefusalError:
    return refuse(refusals.NO_SHEETS, found, "这个工作簿里找不到工作表，无法读取。")


def unfold(archive: Archive) -> Package:
    """Find the worksheets, the shared texts and the styles of a workbook."""
    workbook = _workbook(archive)
    relations = _relations(archive, workbook)
    if any(kind.lower() in _MACROS for kind, _ in relations.values()):
        raise refusals.macro()
    entries = elements(archive.part(workbook), workbook, _SHEETS)
    sheets = []
    for name, attributes in entries:
        kind, part = relations.get(_relation_id(attributes), ("", ""))
        if name != "sheet" or kind in _NO_TABLES:
            continue
        title = attributes.get("name", "")
        if kind != "worksheet" or part not in archive.names:
            found = f"工作表“{title[:40]}”的内容缺失"
            raise _no_sheets(found)
        sheets.append(SheetPart(title, part, attributes.get("state", "visible") != "visible"))
    if not 0 < len(sheets) <= _MAX_SHEETS:
        found = f"{len(sheets)} 张工作表"
        raise _no_sheets(found)
    by_kind = dict(relations.values())
    for kind in ("sharedStrings", "styles"):
        if by_kind.get(kind, workbook) not in archive.names:
            raise malformed(by_kind[kind])
    flag = next((attributes.get("date1904") for name, attributes in entries if name == "workbookPr"), None)
    return Package(tuple(sheets), by_kind.get("sharedStrings"), by_kind.get("styles"), flag in _TRUE)
