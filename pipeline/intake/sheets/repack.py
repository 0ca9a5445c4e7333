"""Repacking (重新打包): calamine gets a workbook made of the checked parts only, under names of our own.

So it reads the very bytes that the guard has seen: no second directory, no odd relation, no unchecked part.
"""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zlib_ng import zlib_ng as zlib

if TYPE_CHECKING:
    from pipeline.intake.safety.archive import Archive

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8 = 0x800
_VERSION = 20
_LOOSE = 1 << 24
_NS = "http://schemas.openxmlformats.org/"
_MAIN = f"{_NS}spreadsheetml/2006/main"
_OFFICE = f"{_NS}officeDocument/2006/relationships"
_PACKAGE = f"{_NS}package/2006/relationships"


@dataclass(frozen=True, slots=True)
class Packed:
    """One part as it goes into the archive."""

    name: str
    body: bytes | memoryview
    method: int
    crc: int
    size: int


def kept(archive: Archive, part: str, name: str) -> Packed:
    """Take a checked part over as it is packed."""
    body, entry = archive.packed(part)
    return Packed(name, body, entry.compress_type, entry.CRC, entry.file_size)


def fresh(name: str, xml: bytes) -> Packed:
    """Pack a part that has been rewritten."""
    squeezer = zlib.compressobj(1, zlib.DEFLATED, -15)
    body = squeezer.compress(xml) + squeezer.flush()
    return Packed(name, body, zipfile.ZIP_DEFLATED, zlib.crc32(xml), len(xml))


def stored(name: str, xml: bytes) -> Packed:
    """Put in a part that has been rewritten without squeezing it: it is read back at once; a very large one is."""
    return Packed(name, xml, zipfile.ZIP_STORED, zlib.crc32(xml), len(xml)) if len(xml) <= _LOOSE else fresh(name, xml)


def _relations(*relations: tuple[str, str]) -> bytes:
    lines = "".join(
        f'<Relationship Id="r{index}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(relations)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{lines}</Relationships>'.encode()


def skeleton(sheets: int, *, date1904: bool) -> list[Packed]:
    """Make the workbook around sheets s0, s1 …"""
    lines = "".join(f'<sheet name="s{index}" sheetId="{index + 1}" r:id="r{index}"/>' for index in range(sheets))
    flag = '<workbookPr date1904="1"/>' if date1904 else ""
    workbook = f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{flag}<sheets>{lines}</sheets></workbook>'
    targets = [("worksheet", f"worksheets/s{index}.xml") for index in range(sheets)]
    return [
        fresh("_rels/.rels", _relations(("officeDocument", "xl/workbook.xml"))),
        fresh("xl/workbook.xml", workbook.encode()),
        fresh(
            "xl/_rels/workbook.xml.rels",
            _relations(*targets, ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")),
        ),
    ]


def pack(parts: list[Packed]) -> bytes:
    """Write an archive of these parts."""
    pieces: list[bytes | memoryview] = []
    directory: list[bytes] = []
    offset = 0
    for part in parts:
        name = part.name.encode()
        shared = (_UTF8, part.method, 0, 0x21, part.crc, len(part.body), part.size, len(name), 0)
        pieces += [_LOCAL.pack(b"PK\x03\x04", _VERSION, *shared), name, part.body]
        directory.append(_CENTRAL.pack(b"PK\x01\x02", _VERSION, _VERSION, *shared, 0, 0, 0, 0, offset) + name)
        offset += _LOCAL.size + len(name) + len(part.body)
    central = b"".join(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(parts), len(parts), len(central), offset, 0)
    return b"".join([*pieces, central, end])
