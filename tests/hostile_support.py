"""Hostile and broken files (异常文件), built by hand: KINDS names each kind with its builder and its rule."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET = "xl/worksheets/sheet1.xml"
ONE_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'

Parts = dict[str, bytes]


def relations(*lines: tuple[str, str, str], office: str = OFFICE) -> bytes:
    """Write a relations part from (id, kind, target)."""
    body = "".join(f'<Relationship Id="{id_}" Type="{office}/{kind}" Target="{to}"/>' for id_, kind, to in lines)
    return f'{_DECLARATION}<Relationships xmlns="{PACKAGE}">{body}</Relationships>'.encode()


def sheet_xml(rows: str, *, head: str = "", tail: str = "", namespace: str = MAIN) -> bytes:
    """Write a worksheet around its rows."""
    return (
        f'{_DECLARATION}<worksheet xmlns="{namespace}">{head}<sheetData>{rows}</sheetData>{tail}</worksheet>'.encode()
    )


def workbook_parts(  # noqa: PLR0913  (each is one knob of a hand-made workbook)
    rows: str = ONE_CELL,
    *,
    head: str = "",
    tail: str = "",
    texts: str = "",
    styles: str = "",
    properties: str = "",
    states: Sequence[str] = ("",),
    namespace: str = MAIN,
    office: str = OFFICE,
) -> Parts:
    """Return the parts of a small workbook; sheets beyond the first are copies, `states` are further attributes."""
    numbers = range(1, len(states) + 1)
    lines = "".join(
        f'<sheet name="表{number}" sheetId="{number}" {state} r:id="rId{number}"/>'
        for number, state in zip(numbers, states, strict=True)
    )
    book = f'<workbook xmlns="{namespace}" xmlns:r="{office}">{properties}<sheets>{lines}</sheets></workbook>'
    links = [(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    links += [("rId901", "sharedStrings", "sharedStrings.xml")] if texts else []
    links += [("rId902", "styles", "styles.xml")] if styles else []
    overrides = f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{overrides}</Types>'
    parts = {
        "[Content_Types].xml": (_DECLARATION + types).encode(),
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml"), office=office),
        "xl/workbook.xml": (_DECLARATION + book).encode(),
        "xl/_rels/workbook.xml.rels": relations(*links, office=office),
    }
    xml = sheet_xml(rows, head=head, tail=tail, namespace=namespace)
    parts |= {f"xl/worksheets/sheet{number}.xml": xml for number in numbers}
    if texts:
        parts["xl/sharedStrings.xml"] = f'{_DECLARATION}<sst xmlns="{namespace}">{texts}</sst>'.encode()
    if styles:
        parts["xl/styles.xml"] = f'{_DECLARATION}<styleSheet xmlns="{namespace}">{styles}</styleSheet>'.encode()
    return parts


def number_formats(*codes: str | int) -> str:
    """Write the inside of styles.xml: cell style 0, 1, 2 … with these formats (built-in id or code)."""
    custom = {code: 164 + index for index, code in enumerate(codes) if isinstance(code, str)}
    quoted = ((id_, code.replace("&", "&amp;").replace('"', "&quot;")) for code, id_ in custom.items())
    lines = "".join(f'<numFmt numFmtId="{id_}" formatCode="{code}"/>' for id_, code in quoted)
    cells = "".join(f'<xf numFmtId="{custom.get(code, code) if isinstance(code, str) else code}"/>' for code in codes)
    return f'<numFmts count="{len(custom)}">{lines}</numFmts><cellXfs count="{len(codes)}">{cells}</cellXfs>'


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack parts into an archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return buffer.getvalue()


def workbook(rows: str = ONE_CELL, **knobs: str | Sequence[str]) -> bytes:
    """Return a small workbook; see workbook_parts."""
    return zipped(workbook_parts(rows, **knobs))  # type: ignore[arg-type]  (knobs are passed on)


def with_parts(extra: Mapping[str, bytes]) -> bytes:
    """Return a sound workbook with further or replaced parts."""
    return zipped(workbook_parts() | extra)


def sheet_of_bytes(xml: bytes) -> bytes:
    """Return a workbook whose sheet is these bytes."""
    return with_parts({SHEET: xml})


def without(name: str) -> bytes:
    """Return a workbook without one of its parts."""
    return zipped({part: body for part, body in workbook_parts().items() if part != name})


def ole(*streams: str) -> bytes:
    """Return something that looks like an OLE2 container with these streams."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + b"".join(name.encode("utf-16-le") for name in streams)


def truncated(part: float) -> bytes:
    """Return the first part of a workbook, as a broken copy leaves it."""
    data = workbook()
    return data[: int(len(data) * part)]


def flipped() -> bytes:
    """Return a workbook with one bit of its stored sheet flipped."""
    data = bytearray(zipped(workbook_parts(), zipfile.ZIP_STORED))
    data[data.index(b"<v>1</v>") + 3] ^= 1
    return bytes(data)


def flipped_image() -> bytes:
    """Return a workbook with a damaged picture."""
    data = bytearray(zipped(workbook_parts() | {"xl/media/image1.png": b"PICTURE" * 50}, zipfile.ZIP_STORED))
    data[data.index(b"PICTURE")] ^= 1
    return bytes(data)


def encrypted_entry() -> bytes:
    """Return a workbook whose entries say they are encrypted."""
    data = bytearray(workbook())
    for start, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(start)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(start, place + 4)
    return bytes(data)


def squeezed(pieces: Sequence[bytes]) -> tuple[bytes, int, int]:
    """Deflate pieces one after another; returns (packed, checksum, size)."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    out, crc, total = [], 0, 0
    for piece in pieces:
        out.append(squeezer.compress(piece))
        crc = zlib.crc32(piece, crc)
        total += len(piece)
    out.append(squeezer.flush())
    return b"".join(out), crc, total


def repeated(head: bytes, block: bytes, count: int, tail: bytes) -> tuple[bytes, int, int]:
    """Deflate head, count × block and tail, squeezing the block but once; returns (packed, checksum, size)."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = squeezer.compress(head) + squeezer.flush(zlib.Z_FULL_FLUSH)
    again = squeezer.compress(block) + squeezer.flush(zlib.Z_FULL_FLUSH)
    last = squeezer.compress(tail) + squeezer.flush()
    crc = zlib.crc32(head)
    for _ in range(count):
        crc = zlib.crc32(block, crc)
    return first + again * count + last, zlib.crc32(tail, crc), len(head) + count * len(block) + len(tail)


def bomb(inflated: int, *, name: str = SHEET, claimed: int | None = None, filler: bytes = b" ") -> bytes:
    """Return a workbook with one part that inflates to this size; its directory claims the size given."""
    mebibyte = filler * ((1 << 20) // len(filler))
    head, tail = sheet_xml(ONE_CELL).split(b"</sheetData>")
    packed, crc, size = repeated(head, mebibyte, inflated // len(mebibyte), b"</sheetData>" + tail)
    size = size if claimed is None else claimed
    rest = {part: body for part, body in workbook_parts().items() if part != name}
    entries = [(part, *squeezed([body])) for part, body in rest.items()]
    return raw_zip([*entries, (name, packed, crc, size)])


def raw_zip(entries: Sequence[tuple[str, bytes, int, int]]) -> bytes:
    """Write an archive of deflated entries (name, packed, checksum, size) exactly as told."""
    out, directory = bytearray(), bytearray()
    for name, packed, crc, size in entries:
        fields = struct.pack("<5H3L2H", 20, 0x800, 8, 0, 0x21, crc, len(packed), size, len(name.encode()), 0)
        directory += b"PK\x01\x02\x14\0" + fields + struct.pack("<3H2L", 0, 0, 0, 0, len(out)) + name.encode()
        out += b"PK\x03\x04" + fields + name.encode() + packed
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(entries), len(entries), len(directory), len(out), 0)
    return bytes(out + directory + end)


def many_entries(count: int = 20_000) -> bytes:
    """Return a workbook with very many tiny parts."""
    return with_parts({f"xl/extra/{index}.xml": b"<a/>" for index in range(count)})


def doubled(name: str) -> bytes:
    """Return a workbook with two parts of one name (upper and lower case are one)."""
    parts = workbook_parts()
    entries = [(part, *squeezed([body])) for part, body in parts.items()]
    other = sheet_xml(ONE_CELL.replace("1</v>", "2</v>"))
    return raw_zip([*entries, (name, *squeezed([other]))])


def doctype(entity: str, *, encoding: str = "utf-8", part: str = SHEET) -> bytes:
    """Return a workbook with a document type declaration in one of its parts."""
    body = workbook_parts().get(part, b"<a/>").decode().split("?>\n")[-1]
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [{entity}]>{body}'
    return with_parts({part: text.encode(encoding)})


def alternative(choice: str, fallback: str) -> str:
    """Write the same thing twice, for programs of two ages."""
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    return (
        f'<mc:AlternateContent xmlns:mc="{space}"><mc:Choice Requires="x14">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


LAUGHS = "".join(
    f'<!ENTITY a{level} "{f"&a{level - 1};" * 10 if level else "ha"}">' for level in range(10)
)  # ten levels, 10 billion words
FILE_ENTITY = '<!ENTITY x SYSTEM "file:///etc/passwd">'


def far_cells(*places: str) -> bytes:
    """Return a workbook with values at these places only."""
    rows = "".join(
        f'<row r="{place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{place}"><v>1</v></c></row>' for place in places
    )
    return workbook(rows)


def deep(levels: int = 3_000_000, opening: bytes = b"<a>", closing: bytes = b"</a>") -> bytes:
    """Return a workbook whose sheet nests elements very deeply."""
    head, tail = sheet_xml("").split(b"<sheetData></sheetData>")
    return sheet_of_bytes(head + opening * levels + closing * levels + tail)


def macro_parts() -> Parts:
    """Return the parts of a workbook with a macro project."""
    return workbook_parts() | {"xl/vbaProject.bin": b"macro"}


def macro_types(word: str = "ms-excel.sheet.macroEnabled.main") -> Parts:
    """Return the parts of a workbook whose content type is that of an .xlsm, or tells of macros otherwise."""
    parts = workbook_parts()
    name = "[Content_Types].xml"
    enabled = parts[name].replace(f"{_TYPE}.sheet.main".encode(), f"application/vnd.{word}".encode())
    return parts | {name: enabled}


def related(kind: str, part: str) -> bytes:
    """Return a workbook with one more part, which nothing but the kind of its relation tells of."""
    parts = workbook_parts()
    name = "xl/_rels/workbook.xml.rels"
    line = relations(("rId77", kind, part)).split(b"<Relationship ")[1].removesuffix(b"</Relationships>")
    rels = parts[name].replace(b"</Relationships>", b"<Relationship " + line + b"</Relationships>")
    return zipped(parts | {name: rels, f"xl/{part}": b"macro"})


_HTML = "<html><head><meta charset='gbk'></head><body><table><tr><td>项目</td></tr></table></body></html>"
_XML_2003 = '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook><Worksheet/></Workbook>'

KINDS: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "file-empty"),
    "zero bytes": (lambda: bytes(5000), "file-damaged"),
    "encrypted": (lambda: ole("EncryptionInfo", "EncryptedPackage"), "file-encrypted"),
    "encrypted by a vendor's tool": (lambda: b"b\x14#e\0\0\0E-SafeNet\0\0LOCK" + bytes(range(256)), "file-encrypted"),
    "old xls": (lambda: ole("Root Entry", "Workbook"), "file-xls"),
    "very old xls": (lambda: bytes.fromhex("0908080000051000") + bytes(100), "file-xls"),
    "wps et": (lambda: ole("Root Entry", "Workbook", "ETExtData"), "file-et"),
    "old word": (lambda: ole("Root Entry", "WordDocument"), "file-foreign"),
    "html": (_HTML.encode, "file-web"),
    "html in gbk": (lambda: ("\r\n" + _HTML).encode("gbk"), "file-web"),
    "html in utf-16": (lambda: _HTML.encode("utf-16"), "file-web"),
    "xml 2003": (_XML_2003.encode, "file-web"),
    "csv": (lambda: "序号,预算项目\r\n1,经费\r\n".encode("gbk"), "file-csv"),
    "long csv": (lambda: ("序号,预算项目\r\n" * 999).encode("gbk"), "file-csv"),
    "text in two encodings": (
        lambda: "经费,支出\n".encode("gbk") + "经费\x93".encode("latin-1", "replace"),
        "file-csv",
    ),
    "pdf": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "file-pdf"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "file-foreign"),
    "rar": (lambda: b"Rar!\x1a\x07\x01\0", "file-foreign"),
    "noise": (lambda: bytes(range(255, -1, -1)) * 9, "file-foreign"),
    "docx": (lambda: zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}), "file-foreign"),
    "plain zip": (lambda: zipped({"readme.txt": b"hello"}), "file-foreign"),
    "ods": (
        lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}),
        "file-ods",
    ),
    "xlsb": (lambda: zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"\x83\x01"}), "file-xlsb"),
    "macro project": (lambda: zipped(macro_parts()), "file-macro"),
    "macro content type": (lambda: zipped(macro_types()), "file-macro"),
    "macro under another name": (lambda: zipped(macro_types("vbaProject")), "file-macro"),
    "macro known by its relation alone": (lambda: related("vbaProject", "data.bin"), "file-macro"),
    "sheet of old macros": (lambda: related("xlMacrosheet", "old.xml"), "file-macro"),
    "cut in half": (lambda: truncated(0.5), "file-damaged"),
    "last bytes missing": (lambda: workbook()[:-10], "file-damaged"),
    "only the first bytes": (lambda: workbook()[:4], "file-damaged"),
    "one bit flipped": (flipped, "file-damaged"),
    "one bit of a picture flipped": (flipped_image, "file-damaged"),
    "encrypted entries": (encrypted_entry, "file-entry-encrypted"),
    "odd compression": (lambda: zipped(workbook_parts(), zipfile.ZIP_LZMA), "file-damaged"),
    "bomb of 1 GiB": (lambda: bomb(1 << 30), "file-bomb"),
    "bomb of 600 MiB": (lambda: bomb(600 << 20), "file-bomb"),
    "bomb that claims 100 bytes": (lambda: bomb(600 << 20, claimed=100), "file-bomb"),
    "small part that claims 100 bytes": (lambda: bomb(1 << 20, claimed=100), "file-damaged"),
    "part that claims 2 GiB": (lambda: bomb(1 << 20, claimed=2 << 30), "file-bomb"),
    "bomb in a picture": (lambda: bomb(1 << 30, name="xl/media/image1.png"), "file-bomb"),
    "too many entries": (many_entries, "file-entries"),
    "path upwards": (lambda: with_parts({"../../evil.xml": b"<a/>"}), "file-paths"),
    "path upwards in the middle": (lambda: with_parts({"xl/../../evil.xml": b"<a/>"}), "file-paths"),
    "absolute path": (lambda: with_parts({"/etc/passwd": b"x"}), "file-paths"),
    "drive letter": (lambda: with_parts({"C:\\evil.dll": b"x"}), "file-paths"),
    "two parts of one name": (lambda: doubled(SHEET), "file-duplicate-parts"),
    "two parts of one name but for case": (lambda: doubled(SHEET.replace("sheet1", "Sheet1")), "file-duplicate-parts"),
    "external entity": (lambda: doctype(FILE_ENTITY), "file-dtd"),
    "entity bomb": (lambda: doctype(LAUGHS), "file-dtd"),
    "dtd in utf-16": (lambda: doctype(FILE_ENTITY, encoding="utf-16"), "file-dtd"),
    "dtd in the workbook": (lambda: doctype("", part="xl/workbook.xml"), "file-dtd"),
    "dtd in the relations": (lambda: doctype("", part="xl/_rels/workbook.xml.rels"), "file-dtd"),
    "dtd in the content types": (lambda: doctype("", part="[Content_Types].xml"), "file-dtd"),
    "dtd in a part not read": (lambda: doctype("", part="docProps/app.xml"), "file-dtd"),
    "dtd in utf-16 in a part not read": (lambda: doctype("", part="docProps/app.xml", encoding="utf-16"), "file-dtd"),
    "row within a row": (
        lambda: workbook(f'<row r="3"><row r="4"><c r="A4"><v>1</v></c></row></row>{ONE_CELL}'),
        "file-malformed",
    ),
    "cell within a cell": (
        lambda: workbook('<row r="1"><c r="A1"><c r="B1"><v>1</v></c><v>1</v></c></row>'),
        "file-malformed",
    ),
    "broken comments": (lambda: with_parts({"xl/comments1.xml": b"<comments><<<"}), "file-malformed"),
    "broken relations of a sheet": (
        lambda: with_parts({"xl/worksheets/_rels/sheet1.xml.rels": b"<Relationships"}),
        "file-malformed",
    ),
    "bad utf-8": (
        lambda: sheet_of_bytes(
            sheet_xml('<row r="1"><c r="A1" t="str"><v>X</v></c></row>').replace(b">X<", b">\xff\xfe<")
        ),
        "file-malformed",
    ),
    "missing end tag": (lambda: sheet_of_bytes(sheet_xml(ONE_CELL).replace(b"</row>", b"")), "file-malformed"),
    "sheet cut off": (lambda: sheet_of_bytes(sheet_xml(ONE_CELL)[:-20]), "file-malformed"),
    "control character": (
        lambda: workbook('<row r="1"><c r="A1" t="str"><v>a&#8;b</v></c></row>'),
        "file-malformed",
    ),
    "lone surrogate": (
        lambda: workbook('<row r="1"><c r="A1" t="str"><v>a&#xD800;b</v></c></row>'),
        "file-malformed",
    ),
    "broken texts": (lambda: workbook(texts="<si><t>a</si>"), "file-malformed"),
    "broken styles": (lambda: workbook(styles="<cellXfs>"), "file-malformed"),
    "empty sheet part": (lambda: sheet_of_bytes(b""), "file-malformed"),
    "nested 3,000,000 deep": (deep, "file-malformed"),
    "nested with decoys": (lambda: deep(2_000_000, b"<a>/>", b"</a>"), "file-malformed"),
    "text that is not there": (lambda: workbook('<row r="1"><c r="A1" t="s"><v>9</v></c></row>'), "file-structure"),
    "odd cell address": (lambda: workbook('<row r="1"><c r="1A"><v>9</v></c></row>'), "file-malformed"),
    "two addresses of one cell": (
        lambda: workbook('<row r="1"><c r="A1" s="0" r="XFD1048576"><v>9</v></c></row>'),
        "file-malformed",
    ),
    "two numbers of one row": (
        lambda: workbook('<row r="1" spans="1:1" r="1048576"><c r="A1"><v>9</v></c></row>'),
        "file-malformed",
    ),
    "two types of one cell": (
        lambda: workbook('<row r="1"><c r="A1" t="n" t="s"><v>9</v></c></row>'),
        "file-malformed",
    ),
    "two values of one cell": (
        lambda: workbook('<row r="1"><c r="A1"><v>9</v><v>1</v></c></row>'),
        "file-malformed",
    ),
    "a value and a text in one cell": (
        lambda: workbook('<row r="1"><c r="A1" t="inlineStr"><is><t>9</t></is><v>1</v></c></row>'),
        "file-malformed",
    ),
    "a value called a text": (
        lambda: workbook('<row r="1"><c r="A1" t="inlineStr"><v>1</v></c></row>'),
        "file-malformed",
    ),
    "a type that there is not": (lambda: workbook('<row r="1"><c r="A1" t="zz"><v>1</v></c></row>'), "file-malformed"),
    "the text of no number": (
        lambda: workbook('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', texts="<si><t>甲</t></si>"),
        "file-malformed",
    ),
    "two cells at one address": (
        lambda: workbook('<row r="1"><c r="A1"><v>9</v></c><c r="A1"><v>1</v></c></row>'),
        "file-malformed",
    ),
    "two rows of one number": (
        lambda: workbook('<row r="1"><c r="A1"><v>9</v></c></row><row r="1"><c r="A1" s="0"><v>1</v></c></row>'),
        "file-malformed",
    ),
    "alternatives among the rows": (
        lambda: workbook(alternative('<row r="1"><c r="A1"><v>9</v></c></row>', ONE_CELL)),
        "file-malformed",
    ),
    "alternatives in a cell": (
        lambda: workbook(f'<row r="1"><c r="A1">{alternative("<v>9</v>", "<v>1</v>")}</c></row>'),
        "file-malformed",
    ),
    "alternatives among the texts": (
        lambda: workbook(
            '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
            texts=f"<si>{alternative('<t>甲</t>', '<t>乙</t>')}</si>",
        ),
        "file-malformed",
    ),
    "column beyond Excel": (lambda: far_cells("XFE1"), "file-malformed"),
    "row beyond Excel": (lambda: far_cells("A1048577"), "file-malformed"),
    "overlapping merges": (
        lambda: workbook(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="2000"><c r="Z2000"><v>1</v></c></row>',
            tail="<mergeCells>" + '<mergeCell ref="A1:Z2000"/>' * 50 + "</mergeCells>",
        ),
        "sheet-range",
    ),
    "merge over everything": (
        lambda: workbook(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1000000"><c r="A1000000"><v>1</v></c></row>',
            tail='<mergeCells><mergeCell ref="A1:G1000000"/></mergeCells>',
        ),
        "sheet-range",
    ),
    "no workbook": (lambda: without("xl/workbook.xml"), "file-foreign"),
    "no content types": (lambda: without("[Content_Types].xml"), "file-malformed"),
    "styles that are not there": (
        lambda: zipped({part: body for part, body in workbook_parts(styles=" ").items() if "styles" not in part}),
        "file-malformed",
    ),
    "no sheet part": (lambda: without(SHEET), "file-no-sheets"),
    "no relations": (lambda: without("xl/_rels/workbook.xml.rels"), "file-no-sheets"),
    "no sheets": (lambda: zipped(workbook_parts(states=())), "file-no-sheets"),
    "too many texts": (lambda: workbook(texts="<si/>" * 2_000_001), "sheet-cells"),
    "too many cells": (
        lambda: workbook('<row r="1">' + '<c r="A1"><v>1</v></c>' * 2_000_001 + "</row>"),
        "sheet-cells",
    ),
    "two far cells": (lambda: far_cells("A1", "XFD1048576"), "sheet-range"),
    "one far cell": (lambda: far_cells("XFD1048576"), "sheet-range"),
    "far cells of two rows": (lambda: far_cells("XFD1", "A1048576"), "sheet-range"),
}


@cache
def built(kind: str) -> bytes:
    """Return the file of this kind, built once."""
    return KINDS[kind][0]()


# What looks odd but is to be read.
SOUND: dict[str, Callable[[], bytes]] = {
    "one cell": workbook,
    "strict": lambda: workbook(namespace=STRICT, office=STRICT_OFFICE),
    "stored": lambda: zipped(workbook_parts(), zipfile.ZIP_STORED),
    "wrong dimension": lambda: workbook(head='<dimension ref="A1:XFD1048576"/>'),
    "dimension too small": lambda: workbook('<row r="9"><c r="B9"><v>1</v></c></row>', head='<dimension ref="A1"/>'),
    "external link": lambda: with_parts({"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}),
    "picture": lambda: with_parts({"xl/media/image1.png": bytes(range(256)) * 99}),
    "nested archive": lambda: with_parts({"xl/embeddings/book.xlsx": workbook()}),
    "far row": lambda: far_cells("A1", "A1048576"),
    "far column": lambda: far_cells("A1", "XFD1"),
    "empty cell far away": lambda: workbook(f'{ONE_CELL}<row r="1048576"><c r="XFD1048576" s="0"/></row>'),
    "deep but not too deep": lambda: workbook(tail=f"<extLst>{'<a>' * 60}{'</a>' * 60}</extLst>"),
}
