"""The package (工作簿结构): which part is which sheet, found through the relations and never by guessed names."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.parsers import expat

from pipeline.intake.safety import refusals
from pipeline.intake.safety.archive import Archive, dtd
from pipeline.intake.safety.refusals import refuse

if TYPE_CHECKING:
    from pyexpat import XMLParserType

Element = tuple[str, Mapping[str, str]]
_WORKBOOK = "xl/workbook.xml"
_TRUE = {"1", "true", "on"}
_MAX_SHEETS = 1000
_STEP = 1 << 20
_SURE_DEPTH = 10_000
_DEPTH = 256


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


def malformed(part: str) -> refusals.RefusalError:
    """Build the refusal of a part whose XML is broken."""
    return refuse(refusals.MALFORMED, refusals.inner(part), "这个工作簿的内部内容已经损坏，无法读取。")


def parser(part: str) -> XMLParserType:
    """Make a parser that refuses a DTD at once."""

    def refuse_doctype(*_: object) -> None:
        raise dtd(part)

    made = expat.ParserCreate()
    made.StartDoctypeDeclHandler = refuse_doctype
    made.buffer_text = True
    return made


def _surely_shallow(xml: bytes) -> bool:
    """Tell by counting brackets that nothing nests deeply: a parser keeps every open element in memory."""
    if len(xml) <= _STEP:
        return True
    if b"<!" in xml or xml.count(b"<") != xml.count(b">"):  # then "/>" may stand outside a tag
        return False
    depth = 0
    for start in range(0, len(xml), _STEP):
        end = start + _STEP
        depth += xml.count(b"<", start, end) - 2 * xml.count(b"</", start, end + 1) - xml.count(b"/>", start, end + 1)
        if depth > _SURE_DEPTH:
            return False
    return True


def _check_depth(xml: bytes, part: str) -> None:
    depth = 0

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEPTH:
            raise malformed(part)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    made = parser(part)
    made.ordered_attributes = True
    made.StartElementHandler = start
    made.EndElementHandler = end
    _parse(made, xml, part)


def _parse(made: XMLParserType, xml: bytes, part: str) -> None:
    try:
        made.Parse(xml, True)  # noqa: FBT003  (the parameter has no name)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise malformed(part) from error


def feed(made: XMLParserType, xml: bytes, part: str, *, bounded: bool = False) -> None:
    """Run a parser over a whole part; RefusalError where it is not well-formed or nests too deeply.

    `bounded` where the parser's own handlers watch the depth.
    """
    if not bounded and not _surely_shallow(xml):
        _check_depth(xml, part)
    _parse(made, xml, part)


def check_xml(xml: bytes, part: str) -> None:
    """Prove a part well-formed and free of a DTD."""
    feed(parser(part), xml, part)


def elements(xml: bytes, part: str, names: Container[str]) -> list[Element]:
    """List the elements of these local names with their attributes, in order."""
    found: list[Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local in names:
            found.append((local, attributes))

    made = parser(part)
    made.StartElementHandler = start
    feed(made, xml, part)
    return found


def _rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _target(base: str, target: str) -> str:
    path = unquote(target).replace("\\", "/")
    joined = path if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)
    return posixpath.normpath(joined).lstrip("/").lower()


def _relations(archive: Archive, base: str) -> dict[str, tuple[str, str]]:
    """Map each relation id of a part to (kind, target part); relations to other files are left out."""
    name = _rels_of(base).lower()
    if name not in archive.names:
        return {}
    return {
        attributes.get("Id", ""): (attributes.get("Type", "").rsplit("/", 1)[-1], _target(base, attributes["Target"]))
        for _, attributes in elements(archive.part(name), name, {"Relationship"})
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
    entries = elements(archive.part(workbook), workbook, {"sheet", "workbookPr"})
    sheets = []
    for name, attributes in entries:
        kind, part = relations.get(_relation_id(attributes), ("", ""))
        if name != "sheet" or kind in {"chartsheet", "dialogsheet", "xlMacrosheet"}:
            continue
        title = attributes.get("name", "")
        if kind != "worksheet" or part not in archive.names:
            found = f"工作表“{title[:40]}”的内容缺失"
            raise _no_sheets(found)
        sheets.append(SheetPart(title, part, attributes.get("state", "visible") != "visible"))
    if not 0 < len(sheets) <= _MAX_SHEETS:
        found = f"{len(sheets)} 张工作表"
        raise _no_sheets(found)
    by_kind = {kind: part for kind, part in relations.values() if part in archive.names}
    flag = next((attributes.get("date1904", "0") for name, attributes in entries if name == "workbookPr"), "0")
    return Package(tuple(sheets), by_kind.get("sharedStrings"), by_kind.get("styles"), flag in _TRUE)
