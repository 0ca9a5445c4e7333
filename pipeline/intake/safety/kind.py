"""What kind of file (文件类型) this is, told by its first bytes, its parts and its name."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pipeline.intake.safety import refusals
from pipeline.intake.safety.refusals import RefusalError, refuse

if TYPE_CHECKING:
    from pipeline.model.findings import Rule

ZIP_START = b"PK\x03\x04"
_OLE_START = bytes.fromhex("d0cf11e0a1b11ae1")
_BIFF_START = re.compile(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08\x10]\x00")
_HEAD = 4096
_BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_WEB = re.compile(r"\s*(<!doctype\s+html|<html|<head|<body|<table|<meta|<style|<div|mime-version:)", re.IGNORECASE)
_XML = re.compile(r"\s*<(\?xml|[\w:]*workbook|\?mso-application)", re.IGNORECASE)
_PACKED = {b"Rar!": "RAR", b"7z\xbc\xaf": "7Z", b"\x1f\x8b": "GZ", b"BZh": "BZ2"}
_OTHER_TABLES: dict[str, tuple[Rule, str]] = {
    ".xls": (refusals.OLD_XLS, "旧版 .xls 工作簿"),
    ".xlt": (refusals.OLD_XLS, "旧版 .xlt 模板"),
    ".et": (refusals.WPS_ET, "WPS 的 .et 表格"),
    ".ett": (refusals.WPS_ET, "WPS 的 .ett 模板"),
    ".xlsm": (refusals.MACRO, "带宏的 .xlsm 工作簿"),
    ".xltm": (refusals.MACRO, "带宏的 .xltm 模板"),
    ".xlsb": (refusals.BINARY, "二进制 .xlsb 工作簿"),
    ".csv": (refusals.CSV, ".csv 纯文本"),
    ".tsv": (refusals.CSV, ".tsv 纯文本"),
    ".txt": (refusals.CSV, ".txt 纯文本"),
    ".ods": (refusals.ODS, ".ods 表格"),
    ".pdf": (refusals.PDF, "PDF 文件"),
    ".htm": (refusals.WEB, "网页"),
    ".html": (refusals.WEB, "网页"),
    ".mht": (refusals.WEB, "网页"),
    ".xml": (refusals.WEB, "XML 表格"),
}


def _is(rule: Rule, what: str, found: str) -> RefusalError:
    return refuse(rule, found, f"这个文件其实是{what}，不是 .xlsx 工作簿，无法读取。")


def _ole(data: bytes, suffix: str) -> RefusalError:
    """Tell the old container formats apart by the names of their streams."""
    streams = [
        ("EncryptedPackage", refusals.ENCRYPTED, "加密的工作簿"),
        ("EncryptionInfo", refusals.ENCRYPTED, "加密的工作簿"),
        ("WordDocument", refusals.FOREIGN, "旧版 Word 文档"),
        ("PowerPoint Document", refusals.FOREIGN, "旧版演示文稿"),
    ]
    for stream, rule, what in streams:
        if stream.encode("utf-16-le") in data:
            if rule is refusals.ENCRYPTED:
                return refuse(rule, what, "这个工作簿设了打开密码或经过加密，无法读取。")
            return _is(rule, what, what)
    if suffix in {".et", ".ett"} or (suffix != ".xls" and "ETExtData".encode("utf-16-le") in data):
        return _is(refusals.WPS_ET, " WPS 的 .et 表格", "WPS 的 .et 内容")
    return _is(refusals.OLD_XLS, "旧版 .xls 工作簿（或 WPS 的 .et 表格）", "旧版 .xls 内容")


def _decoded(head: bytes) -> str | None:
    """Decode the first characters of a text file; None for anything that is no text."""
    marked = next((mark for mark in _BOMS if head.startswith(mark)), b"")
    for encoding in (_BOMS[marked],) if marked else ("utf-8", "gb18030", "latin-1"):
        decoder = codecs.getincrementaldecoder(encoding)()  # lets the excerpt end in the middle of a character
        try:
            text = decoder.decode(head[len(marked) :])
        except UnicodeDecodeError:
            continue
        return None if _CONTROL.search(text) else text
    return None


def _by_start(data: bytes, suffix: str) -> RefusalError | None:
    """Recognise a file by its first bytes."""
    head = data[:_HEAD]
    if head.startswith(_OLE_START):
        return _ole(data, suffix)
    if _BIFF_START.match(head):
        return _is(refusals.OLD_XLS, "旧版 .xls 工作簿", "旧版 .xls 内容")
    if b"E-SafeNet" in head[:512]:
        return refuse(refusals.ENCRYPTED, "加密软件的文件头", "这个文件经过加密软件加密，无法读取。")
    if b"%PDF-" in head[:1024]:
        return _is(refusals.PDF, " PDF 文件", "PDF 内容")
    packer = next((kind for start, kind in _PACKED.items() if head.startswith(start)), None)
    return _is(refusals.FOREIGN, f" {packer} 压缩包", f"{packer} 压缩包") if packer else None


def _by_text(head: bytes) -> RefusalError | None:
    """Recognise a file by its text."""
    text = _decoded(head)
    if text is None:
        return None
    if _WEB.match(text):
        return _is(refusals.WEB, "网页", "网页内容")
    if _XML.match(text):
        return _is(refusals.WEB, " XML 表格", "XML 内容")
    return _is(refusals.CSV, "纯文本", "纯文本内容")


def not_a_zip(data: bytes, suffix: str) -> RefusalError:
    """Say what a file is that is no zip archive."""
    if not data.strip(b"\0"):
        return refuse(refusals.DAMAGED, "全是空字节", "这个文件里全是空字节，多半是复制时中断了，无法读取。")
    return (
        _by_start(data, suffix)
        or _by_text(data[:_HEAD])
        or (by_name(suffix) if suffix in _OTHER_TABLES else None)
        or refuse(refusals.FOREIGN, "认不出的内容", "这个文件的内容不是 .xlsx 工作簿，也可能已经损坏，无法读取。")
    )


def other_package(names: Collection[str], content_types: bytes, mimetype: bytes) -> RefusalError | None:
    """Say what a zip archive is that is no xlsx, from its (lower-case) names, content types and mimetype."""
    if b"opendocument" in mimetype or "content.xml" in names:
        return _is(refusals.ODS, " OpenDocument 文件", "OpenDocument 内容")
    if "xl/workbook.bin" in names:
        return _is(refusals.BINARY, "二进制 .xlsb 工作簿", "xlsb 内容")
    told = b"macroEnabled" in content_types or b"vbaProject" in content_types
    if told or any(name.rsplit("/", 1)[-1] == "vbaproject.bin" for name in names):
        return refusals.macro()
    for part, what in (("word/document.xml", " Word 文档"), ("ppt/presentation.xml", "演示文稿")):
        if part in names:
            return _is(refusals.FOREIGN, what, what.strip())
    return None


def by_name(suffix: str) -> RefusalError | None:
    """Refuse a name that does not end in .xlsx, whatever the file holds."""
    if suffix == ".xlsx":
        return None
    if not suffix:
        return refuse(refusals.FOREIGN, "没有扩展名", "这个文件的名字没有扩展名，看不出是不是 .xlsx 工作簿，没有读取。")
    rule, what = _OTHER_TABLES.get(suffix, (refusals.FOREIGN, f" {suffix} 文件"))
    return refuse(rule, f"扩展名 {suffix}", f"这个文件的名字说它是{what}，不是 .xlsx 工作簿，没有读取。")


def suffix_of(name: str) -> str:
    """Return the extension of a file name in lower case, with its dot: .xlsx."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()
