"""The guard (安全检查): is this file safe and whole, an xlsx we can read?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.intake.safety import extent, kind, refusals
from pipeline.intake.safety.archive import Archive
from pipeline.intake.safety.grammar import Rows, expect_rows, lean_rows, match_rows
from pipeline.intake.safety.package import Package, SheetPart, unfold
from pipeline.intake.safety.plain import plain_sheet
from pipeline.intake.safety.plain_texts import plain_texts, texts_are_plain
from pipeline.intake.safety.refusals import RefusalError, refuse
from pipeline.intake.safety.styles import Styles, read_styles
from pipeline.intake.safety.texts import struck_inline, struck_texts
from pipeline.intake.safety.wellformed import check_frame, check_xml, malformed
from pipeline.model.policy import policy

if TYPE_CHECKING:
    from pipeline.intake.raw import Place
    from pipeline.intake.safety.extent import Extent
    from pipeline.model.findings import Finding
    from pipeline.model.limits import IntakeLimits

_TYPES = "[Content_Types].xml"
_EDITED = re.compile(r"\.rels$|comments?[0-9]*\.xml$|/threadedcomments?/|/persons?/|^docprops/custom\.xml$")


@dataclass(frozen=True, slots=True)
class SafeSheet:
    """One worksheet in the plain form; `rewritten` where that is not how the file has it."""

    part: SheetPart
    xml: bytes
    rewritten: bool
    rows: Rows
    extent: Extent
    struck: frozenset[Place] = frozenset()  # cells whose own text is crossed out somewhere


@dataclass(frozen=True, slots=True)
class SafeWorkbook:
    """A workbook that passed the guard; `texts` is None where the file's own shared texts serve as they are."""

    archive: Archive
    package: Package
    sheets: tuple[SafeSheet, ...]
    styles: Styles
    texts: bytes | None
    struck_texts: frozenset[int] = frozenset()


def _open(data: bytes, name: str, limits: IntakeLimits) -> Archive:
    """Open the archive of an xlsx; RefusalError for any other kind of file."""
    if not data:
        raise refuse(refusals.EMPTY, "0 字节", "这个文件是空的，里面什么也没有，无法读取。")
    if len(data) > limits.file_bytes:
        raise refusals.too_large(len(data), limits.file_bytes)
    suffix = kind.suffix_of(name)
    if not data.startswith(kind.ZIP_START):
        raise kind.not_a_zip(data, suffix)
    archive = Archive(data, limits)
    names = archive.names
    types, mimetype = (archive.part(part) if part in names else b"" for part in ("[content_types].xml", "mimetype"))
    if types:
        check_frame(types, _TYPES)
    other = kind.other_package(names, types, mimetype) or kind.by_name(suffix)
    if other:
        raise other
    return archive


def _plain_rows(xml: bytes, part: str, styles: Styles) -> tuple[bytes, Rows, bool]:
    """Prove a sheet well-formed in the plain form, without the texts of formulas, and tell whether it was rewritten."""
    if 0 not in styles.percent:  # a cell without s has style 0
        if lean := lean_rows(xml, part):
            return *lean, True
        if rows := match_rows(xml, part):
            return xml, rows, False
    xml = plain_sheet(xml, part)
    return *(lean_rows(xml, part) or (xml, expect_rows(xml, part))), True


def _safe_sheet(archive: Archive, sheet: SheetPart, styles: Styles, limits: IntakeLimits) -> SafeSheet:
    """Prove a sheet well-formed, bring it into the plain form and measure it."""
    typed = archive.part(sheet.part)
    xml, rows, rewritten = _plain_rows(typed, sheet.part, styles)
    measured = extent.measure(xml, rows, sheet.part, limits)
    refusal = extent.too_far(measured, sheet.name, limits)
    if refusal:
        raise refusal
    own_texts = xml.find(b"S", rows.start, rows.end) >= 0  # of t="inlineStr": one sign is found far faster than a word
    return SafeSheet(sheet, xml, rewritten, rows, measured, struck_inline(typed) if own_texts else frozenset())


def inspect(data: bytes, name: str, limits: IntakeLimits | None = None) -> SafeWorkbook:
    """Open a workbook with every check passed (limits None: the policy's); RefusalError with the verdict otherwise."""
    limits = limits or policy().intake
    archive = _open(data, name, limits)
    package = unfold(archive)
    if _TYPES.lower() not in archive.names:  # no office program opens it, and nothing could be handed back
        raise malformed(_TYPES)
    styles = read_styles(archive.part(package.styles), package.styles) if package.styles else Styles()
    texts, struck = None, frozenset[int]()
    if package.shared:
        shared = archive.part(package.shared)
        check_xml(shared, package.shared)
        refusal = extent.too_many_texts(shared, limits)
        if refusal:
            raise refusal
        struck = struck_texts(shared)
        texts = None if texts_are_plain(shared) else plain_texts(shared, package.shared)
    sheets = tuple(_safe_sheet(archive, sheet, styles, limits) for sheet in package.sheets)
    if sum(sheet.extent.cells for sheet in sheets) > limits.cells:  # bounds, in which styled empty cells count
        refusal = extent.too_many(extent.held((sheet.xml, sheet.rows) for sheet in sheets), limits)
        if refusal:
            raise refusal
    for part in filter(_EDITED.search, sorted(archive.names)):  # the handed-back copy changes these
        check_frame(archive.part(part), part)
    archive.check_rest()
    return SafeWorkbook(archive, package, sheets, styles, texts, struck)


def guard(data: bytes, name: str) -> Finding | None:
    """Give the verdict on a file that is not to be read; None where it is safe and whole."""
    try:
        inspect(data, name)
    except RefusalError as refusal:
        return refusal.finding
    return None
