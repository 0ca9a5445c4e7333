"""Layouts (版式): the two page presets, and fonts named on every run so that no office program puts in its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.outputs.word.wordml import w

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.document import Document as WordDocument

REVIEW = "审核"
PITCH = 576  # twips: 28.8 pt, 22 lines in 225 mm (GB/T 9704)
REVIEW_PITCH = 600  # twips: fixed 30 pt, 21 lines
LATIN = "Times New Roman"
ABOVE_TABLE = 120  # twips
_TITLES = {"Title", "FormTitle"}
_LATIN_TEXT = re.compile(r"[0-9A-Za-z]")  # told that it is Chinese, LibreOffice breaks it at line ends
_SCRIPTS = ("ascii", "hAnsi", "eastAsia", "cs")
_LOOK_ORDER = re.findall(  # the schema's order of what a w:rPr holds
    r"\w+",
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang",
)
_EARLIER = {name: {w(other) for other in _LOOK_ORDER[:at]} for at, name in enumerate(_LOOK_ORDER)}

_AFTER_SPACING = {w(name) for name in ("ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr")}


@dataclass
class Look:
    """Fonts by script, size in half points and weight, as a style gives them in the end."""

    fonts: dict[str, str] = field(default_factory=dict)
    size: str = ""
    bold: bool = False

    def over(self, other: Look) -> Look:
        """Lay this look over another one."""
        return Look(other.fonts | self.fonts, self.size or other.size, self.bold or other.bold)


def _look(properties: etree._Element | None) -> Look:
    if properties is None:
        return Look()
    fonts, size = properties.find(w("rFonts")), properties.find(w("sz"))
    names = {} if fonts is None else {script: name for script in _SCRIPTS if (name := fonts.get(w(script)))}
    return Look(names, "" if size is None else size.get(w("val"), ""), properties.find(w("b")) is not None)


def _resolved(styles: etree._Element) -> dict[str | None, Look]:
    """Look of each paragraph style by id; None holds that of the default one."""
    every = {style.get(w("styleId")): style for style in styles.iter(w("style"))}
    defaults = _look(styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}"))

    def resolve(style_id: str | None, depth: int = 0) -> Look:
        style = every.get(style_id)
        if style is None or depth > len(every):
            return defaults
        parent = style.find(w("basedOn"))
        below = resolve(None if parent is None else parent.get(w("val")), depth + 1)
        return _look(style.find(w("rPr"))).over(below)

    standard = next((key for key, style in every.items() if style.get(w("default")) and _is_paragraph(style)), None)
    looks: dict[str | None, Look] = {key: resolve(key) for key in every}
    return looks | {None: resolve(standard)}


def _is_paragraph(style: etree._Element) -> bool:
    return style.get(w("type")) == "paragraph"


def insert(properties: etree._Element, name: str, **attributes: str) -> None:
    """Put an element into a w:rPr at the place the schema wants, unless it is there."""
    element = properties.find(w(name))
    if element is None:
        element = properties.makeelement(w(name))
        after = [at for at, child in enumerate(properties, start=1) if child.tag in _EARLIER[name]]
        properties.insert(after[-1] if after else 0, element)
    for key, value in attributes.items():
        if element.get(w(key)) is None:
            element.set(w(key), value)


def _stamp(run: etree._Element, look: Look) -> None:
    properties = run.find(w("rPr"))
    if properties is None:
        properties = run.makeelement(w("rPr"))
        run.insert(0, properties)
    latin = any(_LATIN_TEXT.search(node.text or "") for node in run.iter(w("t")))
    hint = {} if latin else {"hint": "eastAsia"}
    insert(properties, "rFonts", **look.fonts, **hint)
    if look.bold:
        insert(properties, "b")
        insert(properties, "bCs")
    if look.size:
        insert(properties, "sz", val=look.size)
        insert(properties, "szCs", val=look.size)
    insert(properties, "lang", val="en-US" if latin else "zh-CN", eastAsia="zh-CN")


def _stamp_all(root: etree._Element, looks: dict[str | None, Look]) -> None:
    for paragraph in root.iter(w("p")):
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        look = looks.get(None if style is None else style.get(w("val"))) or looks[None]
        for run in paragraph.iter(w("r")):
            named = run.find(f"{w('rPr')}/{w('rStyle')}")
            _stamp(run, look if named is None else looks.get(named.get(w("val")), look))


def _review(styles: etree._Element, body: etree._Element) -> None:
    """Turn 国标 into 审核: 30 pt, bold title and 楷体, Times New Roman for digits and Latin letters."""
    for fonts in styles.iter(w("rFonts")):
        for script in ("ascii", "hAnsi", "cs"):
            fonts.set(w(script), LATIN)
    for spacing in styles.iter(w("spacing")):
        for key, value in spacing.attrib.items():
            if value == str(PITCH):
                spacing.set(key, str(REVIEW_PITCH))
    for style in styles.iter(w("style")):
        properties = style.find(w("rPr"))
        if properties is not None and _is_paragraph(style):
            east = _look(properties).fonts.get("eastAsia", "")
            if style.get(w("styleId")) in _TITLES or east.startswith("楷体"):
                insert(properties, "b")
                insert(properties, "bCs")
    for grid in body.iter(w("docGrid")):
        grid.set(w("linePitch"), str(REVIEW_PITCH))


def _keep_total_with_table(body: etree._Element) -> None:
    """Keep the heading row with the first project, and the last project with the 合计 row."""
    for table in body.iter(w("tbl")):
        rows = table.findall(w("tr"))
        for row in rows[-2:-1]:
            for properties in row.iter(w("pPr")):
                if properties.find(w("keepNext")) is None:
                    after_style = 1 if properties.find(w("pStyle")) is not None else 0
                    properties.insert(after_style, properties.makeelement(w("keepNext")))


def _set_off_tables(body: etree._Element) -> None:
    """Leave room above a table with a heading row: a line of fixed height ends where its letters do."""
    for table in body.iter(w("tbl")):
        above = table.getprevious()
        properties = None if above is None else above.find(w("pPr"))
        if properties is None or table.find(f".//{w('tblHeader')}") is None:
            continue
        spacing = properties.find(w("spacing"))
        if spacing is None:
            later = [child for child in properties if child.tag in _AFTER_SPACING]
            spacing = properties.makeelement(w("spacing"))
            properties.insert(properties.index(later[0]) if later else len(properties), spacing)
        spacing.set(w("after"), str(ABOVE_TABLE))


def _tidy(body: etree._Element) -> None:
    """Drop what the template's tags leave behind: runs without content, tables without rows."""
    for run in list(body.iter(w("r"))):
        if not any(child.tag != w("rPr") and (child.tag != w("t") or child.text) for child in run):
            run.getparent().remove(run)  # type: ignore[union-attr]  # a run of the body has a parent
    for table in [table for table in body.iter(w("tbl")) if table.find(w("tr")) is None]:
        table.getparent().remove(table)  # type: ignore[union-attr]  # so has a table
    for cell in body.iter(w("tc")):
        if cell.find(w("p")) is None:
            etree.SubElement(cell, w("p"))


def _stories(document: WordDocument) -> Iterable[etree._Element]:
    """Every part with paragraphs: body, comments, headers and footers."""
    for part in document.part.package.iter_parts():
        if hasattr(part, "element") and part.partname.startswith("/word/"):
            yield part.element


def lay_out(document: WordDocument, layout: str) -> None:
    """Apply a page preset to a filled-in template and name font, size and language on every run."""
    body, styles = document.element.body, document.styles.element
    _tidy(body)
    _keep_total_with_table(body)
    _set_off_tables(body)
    if layout == REVIEW:
        _review(styles, body)
    looks = _resolved(styles)
    for story in _stories(document):
        _stamp_all(story, looks)
