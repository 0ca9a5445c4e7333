"""XML of office parts (部件): parsed safely, edited under the part's own namespace and prefix."""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

from lxml import etree

Element = etree._Element  # noqa: SLF001  (lxml names its element type so)

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
LOOSE_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORBIDDEN = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST = 32_000  # a cell holds 32,767
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_LENGTH = re.compile(r"[0-9]{1,5}(?:\.[0-9]*)?")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False)


def parse(part: bytes) -> Element:
    """Parse a part; nothing outside it is ever read."""
    return etree.fromstring(part, _parser())


def serialise(root: Element) -> bytes:
    """Write a part as Excel does, with declaration and standalone."""
    return DECLARATION + etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=False)


def whole(text: str | None, otherwise: int = 0) -> int:
    """Read a number of an attribute; another program may have left anything there."""
    return int(text) if text and _WHOLE.fullmatch(text) else otherwise


def length(text: str | None, otherwise: float) -> float:
    """Read a width or a height likewise."""
    return float(text) if text and _LENGTH.fullmatch(text) else otherwise


def local(element: Element) -> str:
    """Name of an element without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: Element) -> str:
    """Namespace of an element."""
    return etree.QName(element).namespace or ""


def child(parent: Element, name: str) -> Element | None:
    """First child of this local name in the parent's own namespace."""
    return parent.find(f"{{{namespace(parent)}}}{name}")


def children(parent: Element, name: str) -> list[Element]:
    """All children of this local name in the parent's own namespace."""
    return parent.findall(f"{{{namespace(parent)}}}{name}")


def add(parent: Element, name: str, text: str | None = None, /, **attributes: str) -> Element:
    """Append a child in the parent's own namespace (and so under its prefix)."""
    element = etree.SubElement(parent, f"{{{namespace(parent)}}}{name}", attributes)
    element.text = text
    return element


def add_related(parent: Element, name: str, relation: str, /, **attributes: str) -> Element:
    """Append a child whose r:id leads to another part."""
    rels = rels_namespace(parent)
    element = etree.SubElement(parent, f"{{{namespace(parent)}}}{name}", attributes, nsmap={"r": rels})
    element.set(f"{{{rels}}}id", relation)
    return element


def place_before(parent: Element, element: Element, later: frozenset[str]) -> None:
    """Move a child in front of the first child that has to come after it."""
    for index, other in enumerate(parent):
        if other is not element and local(other) in later:
            parent.insert(index, element)
            return


def rels_namespace(root: Element) -> str:
    """Namespace of r:id and of relation types in the dialect (strict or not) of this part."""
    return STRICT_RELS if namespace(root) == STRICT else LOOSE_RELS


def relation_id(element: Element) -> str | None:
    """Return the r:id of an element, in either dialect."""
    return element.get(f"{{{LOOSE_RELS}}}id") or element.get(f"{{{STRICT_RELS}}}id")


def cell_text(text: str) -> str:
    """Text as a cell or comment can hold it: no control characters, nothing that reads as an escape, not too long."""
    clean = _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _ESCAPE.sub("_x005F_", clean if len(clean) <= _LONGEST else clean[: _LONGEST - 1] + "…")


def signature(element: Element, ignored: frozenset[str] = frozenset()) -> str:
    """Write an element as plain XML without namespaces: equal strings mean equal formats."""
    attributes = "".join(
        f" {name.rpartition('}')[2]}={quoteattr(value)}"
        for name, value in sorted((str(name), str(value)) for name, value in element.attrib.items())
        if name not in ignored
    )
    inside = "".join(signature(inner) for inner in element if local(inner))
    return f"<{local(element)}{attributes}>{inside}</{local(element)}>"


def rebuild(parent: Element, plain: Element) -> Element:
    """Append a namespace-less element, as `signature` wrote it, in the parent's namespace."""
    element = add(parent, local(plain))
    for name, value in plain.attrib.items():
        element.set(str(name), str(value))
    for inner in plain:
        rebuild(element, inner)
    return element


def plain(name: str, inside: str = "", /, **attributes: str) -> str:
    """Write an element the way `signature` does."""
    written = "".join(f" {key}={quoteattr(value)}" for key, value in sorted(attributes.items()))
    return f"<{name}{written}>{inside}</{name}>"
