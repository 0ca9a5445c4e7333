"""Reading back (回读): what was written is opened again and held against what was meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from pipeline.model.setting import SettingFault
from pipeline.outputs.package import unpack
from pipeline.outputs.word.wordml import w

DOCUMENT_PART = "word/document.xml"
_MARKS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n"}
_EXCERPT = 60


class NotWritten(SettingFault):
    """The written report lacks something that was meant to be in it."""

    def __init__(self, missing: str) -> None:
        """Keep what is missing."""
        super().__init__(f"写出的报告里缺少这段内容，模板可能删掉了它的记号：“{missing[:_EXCERPT]}”")
        self.missing = missing


def _run_text(run: etree._Element) -> Iterator[str]:
    for child in run:
        if child.tag == w("t"):
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]


def printed_paragraphs(package: bytes) -> list[str]:
    """Text of every paragraph of a .docx, table cells included, in the order of the file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    body = etree.fromstring(unpack(package)[DOCUMENT_PART], parser)
    return [
        "".join(text for run in paragraph.iter(w("r")) for text in _run_text(run)) for paragraph in body.iter(w("p"))
    ]


def prove(package: bytes, meant: Iterable[str]) -> None:
    """Raise NotWritten unless every meant text stands in a paragraph of its own, in this order."""
    paragraphs = iter(printed_paragraphs(package))
    for text in meant:
        if text and not any(text in paragraph for paragraph in paragraphs):
            raise NotWritten(text)
