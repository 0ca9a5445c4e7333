"""What a draft marks (草稿): findings made for a test, highlighted runs, comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from pipeline.model.findings import Finding, Rule, Severity
from pipeline.outputs.package import unpack
from pipeline.outputs.word.wordml import w

if TYPE_CHECKING:
    from pipeline.model.cells import Cell


def finding(*cells: Cell, message: str, severity: Severity = Severity.CRITICAL) -> Finding:
    """One finding of a rule of its own; the register is not touched."""
    return Rule("for-test", "试验规则", severity, "test", "试验。", "请改正。").at(
        *cells, found="", expected="", message=message
    )


def highlighted(package: bytes) -> list[str]:
    """Texts of the highlighted runs."""
    root = etree.fromstring(unpack(package)["word/document.xml"])
    runs = [run for run in root.iter(w("r")) if run.find(f"{w('rPr')}/{w('highlight')}") is not None]
    return ["".join(node.text or "" for node in run.iter(w("t"))) for run in runs]


def comments(package: bytes) -> list[tuple[str, str]]:
    """Each comment: the text it is laid on, and what it says."""
    parts = unpack(package)
    root = etree.fromstring(parts["word/document.xml"])
    said = {
        comment.get(w("id")): "\n".join(
            "".join(node.text or "" for node in paragraph.iter(w("t"))) for paragraph in comment.iter(w("p"))
        )
        for comment in etree.fromstring(parts["word/comments.xml"])
    }
    found = []
    for start in root.iter(w("commentRangeStart")):
        text = ""
        for sibling in start.itersiblings():
            if sibling.tag == w("commentRangeEnd") and sibling.get(w("id")) == start.get(w("id")):
                break
            text += "".join(node.text or "" for node in sibling.iter(w("t")))
        found.append((text, said[start.get(w("id"))]))
    return found
