"""The last step of our own workbooks: stored formula values, and the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from lxml import etree

from pipeline.intake.blank.layout import FIRST_ROW

Stored = Mapping[tuple[str, str], str | float | None]  # (sheet, cell) → the value a formula shows; None: store none

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
EPOCH = (1980, 1, 1, 0, 0, 0)
MADE = "2024-01-01T00:00:00Z"
_TIME = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(<)")
_UNIX = 3
_PLAIN_FILE = 0o100644 << 16


def store_values(part: bytes, sheet: str, stored: Stored) -> bytes:
    """Write the value of each formula into a sheet's XML, as Excel would have left it there."""
    root = etree.fromstring(part)
    for row in root.iter(f"{{{MAIN}}}row"):
        if int(row.get("r", "0")) >= FIRST_ROW and "customHeight" in row.attrib:
            del row.attrib["customHeight"]  # so that Excel fits the row anew when a longer text is typed
    for cell in root.iter(f"{{{MAIN}}}c"):
        if cell.find(f"{{{MAIN}}}f") is None:
            continue
        for old in cell.findall(f"{{{MAIN}}}v"):
            cell.remove(old)
        cell.attrib.pop("t", "")
        value = stored[sheet, cell.get("r", "")]
        if value is None:
            continue
        if isinstance(value, str):
            cell.set("t", "str")
        etree.SubElement(cell, f"{{{MAIN}}}v").text = value if isinstance(value, str) else repr(value)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def repack(saved: bytes, sheets: list[str], stored: Stored) -> bytes:
    """Put the stored values in and take all clock times out; `sheets` in the order of the file."""
    target = io.BytesIO()
    names = {f"xl/worksheets/sheet{place}.xml": sheet for place, sheet in enumerate(sheets, start=1)}
    with zipfile.ZipFile(io.BytesIO(saved)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name in names:
                part = store_values(part, names[name], stored)
            elif name == "docProps/core.xml":
                part = _TIME.sub(rb"\g<1>" + MADE.encode() + rb"\g<3>", part)
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, _UNIX, _PLAIN_FILE
            new.writestr(entry, part)
    return target.getvalue()
