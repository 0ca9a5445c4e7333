"""Reading (读取): values by calamine, marks by the scan of the sheet XML."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, cast

from python_calamine import CalamineWorkbook

from pipeline.intake.raw import Mark, Marks, Place, RawBook, RawSheet, Scalar
from pipeline.intake.safety import refusals
from pipeline.intake.safety.extent import check_once
from pipeline.intake.safety.guard import SafeSheet, SafeWorkbook, inspect
from pipeline.intake.safety.refusals import RefusalError, refuse
from pipeline.intake.sheets import repack
from pipeline.intake.sheets.marks import Scan, formula_places, patched, scan_sheet
from pipeline.intake.sheets.ranges import clip, merged_places
from pipeline.intake.sheets.struck import struck_places

if TYPE_CHECKING:
    from pipeline.model.limits import IntakeLimits

_NARROW = 64


def _packed_sheet(book: SafeWorkbook, index: int, sheet: SafeSheet, scan: Scan) -> repack.Packed:
    name = f"xl/worksheets/s{index}.xml"
    if scan.patches:
        return repack.stored(name, patched(sheet.xml, scan))
    return repack.stored(name, sheet.xml) if sheet.rewritten else repack.kept(book.archive, sheet.part.part, name)


def _for_calamine(book: SafeWorkbook, scans: list[Scan]) -> bytes:
    parts = repack.skeleton(len(scans), date1904=book.package.date1904)
    parts.append(repack.fresh("xl/styles.xml", book.styles.plain))
    if book.texts is not None:
        parts.append(repack.fresh("xl/sharedStrings.xml", book.texts))
    elif book.package.shared:
        parts.append(repack.kept(book.archive, book.package.shared, "xl/sharedStrings.xml"))
    pairs = enumerate(zip(book.sheets, scans, strict=True))
    return repack.pack(parts + [_packed_sheet(book, index, sheet, scan) for index, (sheet, scan) in pairs])


def _trimmed(rows: list[list[Scalar]]) -> list[list[Scalar]]:
    """Drop empty rows at the end, and empty cells at the end of the rows of a wide sheet."""
    while rows and rows[-1].count("") == len(rows[-1]):
        rows.pop()
    if rows and len(rows[0]) > _NARROW:
        for row in rows:
            while row and row[-1] == "":
                row.pop()
    return rows


def _put(rows: list[list[Scalar]], scan: Scan) -> None:
    for (row, column), value in scan.values.items():
        if row <= len(rows) and column <= len(rows[row - 1]):
            rows[row - 1][column - 1] = value


def _raw_sheet(book: SafeWorkbook, sheet: SafeSheet, rows: list[list[Scalar]], scan: Scan) -> RawSheet:
    held = sum(len(row) - row.count("") for row in rows)
    check_once(sheet.xml, sheet.rows, held, sheet.part.name)
    _put(rows, scan)
    rows = _trimmed(rows)
    size = (len(rows), max(map(len, rows), default=0))
    clip(sheet.xml, sheet.rows, scan, size, sheet.part.part)

    def others() -> Iterator[tuple[Place, Mark]]:
        yield from ((place, Mark.FORMULA) for place in formula_places(sheet.xml, sheet.rows))
        yield from merged_places(scan.merged, size)

    return RawSheet(
        name=sheet.part.name,
        rows=rows,
        hidden=sheet.part.hidden,
        hidden_rows=scan.hidden_rows,
        hidden_columns=scan.hidden_columns,
        marks=Marks(scan.marks, others),
        errors=scan.errors,
        struck=sheet.struck | struck_places(sheet.xml, sheet.rows, book.styles.struck, book.struck_texts),
        merged=scan.merged,
    )


def _values(packed: bytes, book: SafeWorkbook, scans: list[Scan]) -> RawBook:
    workbook = CalamineWorkbook.from_filelike(BytesIO(packed))
    sheets = []
    for index, (sheet, scan) in enumerate(zip(book.sheets, scans, strict=True)):
        rows = cast("list[list[Scalar]]", workbook.get_sheet_by_index(index).to_python(skip_empty_area=False))
        sheets.append(_raw_sheet(book, sheet, rows, scan))
    return RawBook(tuple(sheets))


def unreadable() -> RefusalError:
    """Build the refusal of a file whose structure nothing can make sense of."""
    return refuse(refusals.UNREADABLE, "读不出内容", "这个工作簿的文件结构异常，读不出内容。")


def read_safe(book: SafeWorkbook) -> RawBook:
    """Read a workbook that passed the guard; RefusalError where its content makes no sense."""
    scans = [scan_sheet(sheet.xml, sheet.rows, book.styles.percent) for sheet in book.sheets]
    try:
        return _values(_for_calamine(book, scans), book, scans)
    except (KeyboardInterrupt, SystemExit, RefusalError, MemoryError):
        raise
    except BaseException as error:  # (a panic inside calamine is a BaseException of its own)
        raise unreadable() from error


def read(data: bytes, limits: IntakeLimits | None = None) -> RawBook:
    """Read a file within limits (None: the policy's); RefusalError where it is not safe and whole."""
    return read_safe(inspect(data, "工作簿.xlsx", limits))
