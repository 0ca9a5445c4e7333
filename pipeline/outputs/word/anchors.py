"""Anchors (出处标记): an invisible bookmark around every number, whose name and part tell the cells it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.outputs.document import Kind, Run, Runs, text_of
from pipeline.outputs.package import unpack
from pipeline.outputs.word.wordml import bookmark_xml, clean, join, run_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markupsafe import Markup

    from pipeline.model.cells import Cell
    from pipeline.model.figures import Status
    from pipeline.outputs.document import Passage

NAMESPACE = "urn:jixiao:anchors"
PASSAGE = "passage"
_FOLDER = "customXml/"


@dataclass(frozen=True, slots=True)
class Anchor:
    """One bookmark: its name, the addresses of its cells (项目清单!H18), what it wraps and how that ended."""

    name: str
    cells: tuple[str, ...]
    kind: str
    text: str
    status: str | None = None


class Anchors:
    """Hands out bookmarks while a report is written, and remembers what each stands for."""

    def __init__(self, sheets: Mapping[str, str], highlighted: Callable[[Run], bool]) -> None:
        """Start without any; `sheets` gives the key of each sheet's name, `highlighted` which runs are marked."""
        self._sheets = sheets
        self._highlighted = highlighted
        self.all: list[Anchor] = []
        self.cells_of: dict[str, tuple[Cell, ...]] = {}

    def _name(self, cells: tuple[Cell, ...]) -> str:
        """Name a bookmark: hidden in Word by its underscore, its first cell in it should the part get lost."""
        number = len(self.all) + 1
        if not cells:
            return f"_jx{number:04d}"
        return f"_jx{number:04d}_{self._sheets.get(cells[0].sheet, 'sheet')}_{cells[0].ref}"

    def _bookmark(
        self, text: str, cells: tuple[Cell, ...], kind: str, status: Status | None, content: Markup
    ) -> Markup:
        name = self._name(cells)
        self.all.append(Anchor(name, tuple(cell.address for cell in cells), kind, clean(text), status))
        self.cells_of[name] = cells
        return bookmark_xml(len(self.all), name, content)

    def run(self, run: Run) -> Markup:
        """Write a run, with a bookmark where it holds a number."""
        content = run_xml(run.text, "yellow" if self._highlighted(run) else None)
        if run.kind is Kind.TEXT or (run.kind is Kind.TOKEN and not any(letter.isdigit() for letter in run.text)):
            return content
        return self._bookmark(run.text, run.cells, run.kind.value, run.status, content)

    def runs(self, runs: Runs) -> Markup:
        """Write runs one after the other."""
        return join(self.run(run) for run in runs)

    def passage(self, passage: Passage) -> Markup:
        """Write a paragraph's runs inside a bookmark that names the paragraph's own cell."""
        content = self.runs(passage.runs)
        return self._bookmark(text_of(passage.runs), (passage.cell,), PASSAGE, None, content)


def anchors_xml(anchors: Sequence[Anchor]) -> bytes:
    """Write the part that tells the cells of every bookmark."""
    root = etree.Element(f"{{{NAMESPACE}}}anchors", nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # lxml takes None for the default
    for anchor in anchors:
        element = etree.SubElement(root, f"{{{NAMESPACE}}}anchor", name=anchor.name, kind=anchor.kind)
        if anchor.status:
            element.set("status", anchor.status)
        if anchor.kind != PASSAGE:
            element.set("text", anchor.text)
        for cell in anchor.cells:
            etree.SubElement(element, f"{{{NAMESPACE}}}cell").text = clean(cell)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _anchor(element: etree._Element) -> Anchor:
    cells = tuple(cell.text or "" for cell in element)
    return Anchor(
        element.get("name", ""), cells, element.get("kind", ""), element.get("text", ""), element.get("status")
    )


def read_anchors(package: bytes) -> tuple[Anchor, ...]:
    """Read the anchors back from a .docx; none where an office program has dropped the part."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for name, content in sorted(unpack(package).items()):
        if name.startswith(_FOLDER) and NAMESPACE.encode() in content:
            root = etree.fromstring(content, parser)
            return tuple(_anchor(element) for element in root.iter(f"{{{NAMESPACE}}}anchor"))
    return ()
