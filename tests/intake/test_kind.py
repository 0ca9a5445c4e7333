"""What a file is that is no .xlsx: told by its first bytes, its parts or its name, for staff to save it anew."""

from __future__ import annotations

import codecs

import pytest

from pipeline.intake.safety.kind import by_name, not_a_zip, other_package, suffix_of
from tests.hostile_support import ole

BOM = codecs.BOM_UTF8


def told(data: bytes, suffix: str = ".xlsx") -> tuple[str, str]:
    """Give the rule and what was found."""
    finding = not_a_zip(data, suffix).finding
    return finding.rule.id, finding.found


@pytest.mark.parametrize(
    ("data", "rule", "found"),
    [
        (b"Rar!\x1a\x07", "file-foreign", "RAR 压缩包"),
        (b"7z\xbc\xaf\x27\x1c", "file-foreign", "7Z 压缩包"),
        (b"\x1f\x8b\x08", "file-foreign", "GZ 压缩包"),
        (b"BZh91AY", "file-foreign", "BZ2 压缩包"),
        (ole("EncryptedPackage"), "file-encrypted", "加密的工作簿"),
        (ole("EncryptionInfo"), "file-encrypted", "加密的工作簿"),
        (ole("WordDocument"), "file-foreign", "旧版 Word 文档"),
        (ole("PowerPoint Document"), "file-foreign", "旧版演示文稿"),
        (b"x" * 503 + b"E-SafeNet", "file-encrypted", "加密软件的文件头"),
        (b"x" * 504 + b"E-SafeNet", "file-csv", "纯文本内容"),
        (b"\n" * 1019 + b"%PDF-", "file-pdf", "PDF 内容"),
        (b"\n" * 1020 + b"%PDF-", "file-csv", "纯文本内容"),
        (b"a" * 4095 + b"\0", "file-foreign", "认不出的内容"),
        (b"a" * 4096 + b"\0", "file-csv", "纯文本内容"),
        (b"\0\0\0", "file-damaged", "全是空字节"),
        (b"XXX", "file-csv", "纯文本内容"),
        ("序号,项目".encode(), "file-csv", "纯文本内容"),
        (BOM + "序号,项目".encode(), "file-csv", "纯文本内容"),
        (BOM + b"<html>", "file-web", "网页内容"),
        (b" <TABLE>", "file-web", "网页内容"),
        (codecs.BOM_UTF16_LE + "<html>".encode("utf-16-le"), "file-web", "网页内容"),
        (codecs.BOM_UTF16_BE + "<html>".encode("utf-16-be"), "file-web", "网页内容"),
        (BOM + b"<?xml version='1.0'?>", "file-web", "XML 内容"),
        (b"caf\xe9 \xff", "file-csv", "纯文本内容"),
    ],
    ids=range(24),
)
def test_the_first_bytes_tell_what_a_file_is(data: bytes, rule: str, found: str) -> None:
    """As far into it as such marks stand."""
    assert told(data) == (rule, found)


def test_an_encrypted_workbook_is_one_and_an_old_document_is_none() -> None:
    """The sentence says which."""
    messages = [not_a_zip(ole(stream), ".xlsx").finding.message for stream in ("EncryptedPackage", "WordDocument")]
    assert messages == [
        "这个工作簿设了打开密码或经过加密，无法读取。",
        "这个文件其实是旧版 Word 文档，不是 .xlsx 工作簿，无法读取。",
    ]


@pytest.mark.parametrize(
    ("suffix", "streams", "rule"),
    [
        (".xls", ("Workbook", "ETExtData"), "file-xls"),
        (".xlsx", ("Workbook", "ETExtData"), "file-et"),
        (".et", ("Workbook",), "file-et"),
        (".ett", ("Workbook",), "file-et"),
        (".xlsx", ("Workbook",), "file-xls"),
    ],
)
def test_old_excel_and_old_wps_are_told_apart_by_name_and_streams(
    suffix: str, streams: tuple[str, ...], rule: str
) -> None:
    """Both are one container."""
    assert told(ole(*streams), suffix)[0] == rule


@pytest.mark.parametrize(
    ("suffix", "rule"),
    [
        (".xls", "file-xls"),
        (".xlt", "file-xls"),
        (".et", "file-et"),
        (".ett", "file-et"),
        (".xlsm", "file-macro"),
        (".xltm", "file-macro"),
        (".xlsb", "file-xlsb"),
        (".csv", "file-csv"),
        (".tsv", "file-csv"),
        (".txt", "file-csv"),
        (".ods", "file-ods"),
        (".pdf", "file-pdf"),
        (".htm", "file-web"),
        (".html", "file-web"),
        (".mht", "file-web"),
        (".xml", "file-web"),
        (".dat", "file-foreign"),
        ("", "file-foreign"),
    ],
)
def test_a_name_tells_where_nothing_else_does(suffix: str, rule: str) -> None:
    """Of a package, and of bytes that nobody knows; an unknown name tells nothing of those."""
    refusal = by_name(suffix)
    assert refusal is not None
    assert refusal.finding.rule.id == rule
    assert told(bytes(range(255, -1, -1)), suffix)[0] == rule
    assert by_name(".xlsx") is None


@pytest.mark.parametrize(
    ("names", "types", "mimetype", "rule", "found"),
    [
        ({"content.xml"}, b"", b"", "file-ods", "OpenDocument 内容"),
        (set(), b"", b"application/vnd.oasis.opendocument.spreadsheet", "file-ods", "OpenDocument 内容"),
        ({"xl/workbook.bin"}, b"", b"", "file-xlsb", "xlsb 内容"),
        ({"xl/a/vbaproject.bin"}, b"", b"", "file-macro", "宏"),
        ({"vbaproject.bin"}, b"", b"", "file-macro", "宏"),
        ({"word/document.xml"}, b"", b"", "file-foreign", "Word 文档"),
        ({"ppt/presentation.xml"}, b"", b"", "file-foreign", "演示文稿"),
    ],
)
def test_the_parts_of_a_package_tell_what_it_is(
    names: set[str], types: bytes, mimetype: bytes, rule: str, found: str
) -> None:
    """Whatever its name says."""
    refusal = other_package(names, types, mimetype)
    assert refusal is not None
    assert (refusal.finding.rule.id, refusal.finding.found) == (rule, found)


def test_a_package_of_nothing_known_may_be_a_workbook() -> None:
    """Its relations are looked at next."""
    assert other_package({"xl/workbook.xml"}, b"", b"") is None


@pytest.mark.parametrize(("name", "suffix"), [("x.y\\a", ""), ("子\\a.XLS", ".xls")])
def test_backslashes_part_folders_too(name: str, suffix: str) -> None:
    """The folder's dot is none of the file's."""
    assert suffix_of(name) == suffix
