"""Opening a report (打开报告): is this file a whole and safe .docx, and where are its parts?"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.intake.safety import refusals
from pipeline.intake.safety.archive import Archive
from pipeline.intake.safety.refusals import RefusalError, size_text
from pipeline.model.policy import policy
from pipeline.outputs.word.wordml import W, w

if TYPE_CHECKING:
    from collections.abc import Mapping

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/wordprocessingml/main")
_DEFAULT = "word/document.xml"
_RELATION = re.compile(r"/(officeDocument|styles|numbering|footnotes|endnotes|aFChunk|subDocument|header|footer)$")
_MOST_TAGS = 4_000_000  # of one part: what 1,000 forms have, and half a gibibyte once read
TOO_LONG = "这个文件的内容太长，不像是一份报告，没有读取。"
_EMBEDDED = frozenset({"aFChunk", "subDocument"})
_STARTS = (
    (b"%PDF", "这是 PDF 文件，不是 Word 报告（.docx），无法读取。"),
    (b"{\\rtf", "这是 RTF 文件，不是 .docx 格式，无法读取。"),
    (b"<", "这是网页或 XML 内容，不是 .docx 格式，无法读取。"),
)
_WHY: Mapping[str, str] = {
    refusals.BOMB.id: "这个文件解压后过大，为了安全没有读取。",
    refusals.ENTRIES.id: "这个文件的内部文件过多，为了安全没有读取。",
    refusals.PATHS.id: "这个文件的内部路径指向了文件之外，为了安全没有读取。",
    refusals.DUPLICATE.id: "这个文件里有两个同名的内部文件，分不清该读哪一个，没有读取。",
    refusals.LOCKED_ENTRY.id: "这个文件的内部加了密，无法读取。",
    refusals.DTD.id: "这个文件带有 DTD 声明，为了安全没有读取。",
    refusals.DAMAGED.id: "这个文件已经损坏或不完整，无法读取。",
}


class UnreadableError(Exception):
    """The file is no Word report that can be read; the text is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a report that hold what a reader sees; None where there is none."""

    body: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    footnotes: etree._Element | None
    endnotes: etree._Element | None
    furniture: tuple[etree._Element, ...] = ()  # headers and footers


def _refuse_by_content(data: bytes) -> None:
    """Say what a file is that is no zip archive."""
    if not data.strip(b"\0"):
        message = "这个文件是空的，无法读取。"
        raise UnreadableError(message)
    limit = policy().intake.file_bytes
    if len(data) > limit:
        message = f"这个文件有 {size_text(len(data))}，超过上限 {size_text(limit)}，没有读取。"
        raise UnreadableError(message)
    if data.startswith(_OLE):
        locked = _ENCRYPTED in data
        message = "这个文件设了打开密码，无法读取。" if locked else "这是旧版 .doc 格式，不是 .docx，无法读取。"
        raise UnreadableError(message)
    if not data.startswith(b"PK"):
        head = data[:64].lstrip(b"\xef\xbb\xbf \r\n\t")
        other = next((sentence for start, sentence in _STARTS if head.startswith(start)), None)
        raise UnreadableError(other or "这个文件的内容不是 Word 报告（.docx），也可能已经损坏，无法读取。")


def _refuse_other_package(names: set[str]) -> None:
    office = ("xl/workbook.xml", " Excel 工作簿"), ("ppt/presentation.xml", "演示文稿")
    kinds = (*office, ("content.xml", " OpenDocument "))
    for part, kind in kinds:
        if part in names:
            message = f"这是{kind}文件，不是 Word 报告（.docx），无法读取。"
            raise UnreadableError(message)


def _parse(content: bytes) -> etree._Element:
    if content.count(b"<") > _MOST_TAGS:
        raise UnreadableError(TOO_LONG)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(_STRICT.sub(W.encode(), content), parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError(_WHY[refusals.DTD.id])
    return root


def _related(archive: Archive, rels: str, folder: str) -> dict[str, list[str]]:
    """Names of the parts a part points at, by kind."""
    found: dict[str, list[str]] = defaultdict(list)
    if rels not in archive.names:
        return found
    for relation in _parse(archive.part(rels)):
        kind = _RELATION.search(relation.get("Type", ""))
        target = relation.get("Target", "")
        if kind and (kind[1] in _EMBEDDED or relation.get("TargetMode") != "External"):
            name = target.lstrip("/") if target.startswith("/") else f"{folder}{target}"
            found[kind[1]].append(name.lower())
    return found


def _parts(archive: Archive) -> Parts:
    names = archive.names
    _refuse_other_package(names)
    main = _related(archive, "_rels/.rels", "").get("officeDocument", [_DEFAULT])[-1]
    main = main if main in names else _DEFAULT
    folder, _, name = main.rpartition("/")
    around = _related(archive, f"{folder}/_rels/{name}.rels".lstrip("/"), f"{folder}/" if folder else "")
    root = _parse(archive.part(main))
    body = root.find(w("body"))
    if body is None:
        message = "这个 Word 文件里没有可以读取的正文。"
        raise UnreadableError(message)
    if not _EMBEDDED.isdisjoint(around):
        message = "这个 Word 文件里嵌入了另一个文件的内容，无法读取；请打开后另存一次再核对。"
        raise UnreadableError(message)

    def read(kind: str) -> list[etree._Element]:
        return [_parse(archive.part(name)) for name in dict.fromkeys(around[kind]) if name in names]

    styles, numbering, footnotes, endnotes = (
        next(iter(read(kind)), None) for kind in ("styles", "numbering", "footnotes", "endnotes")
    )
    furniture = (*read("header"), *read("footer"))
    archive.check_rest()
    return Parts(body, styles, numbering, footnotes, endnotes, furniture)


def open_report(package: bytes) -> Parts:
    """Open a .docx; UnreadableError with a Chinese sentence where there is no report to read."""
    _refuse_by_content(package)
    try:
        return _parts(Archive(package, policy().intake))
    except RefusalError as error:
        raise UnreadableError(_WHY.get(error.finding.rule.id, _WHY[refusals.DAMAGED.id])) from error
    except KeyError as error:
        message = "这个文件不是 Word 报告（.docx），里面没有正文。"
        raise UnreadableError(message) from error
    except etree.XMLSyntaxError as error:
        message = "这个 Word 文件的内容已经损坏，无法读取。"
        raise UnreadableError(message) from error
