"""Well-formed XML (格式完好): proven by a parser that refuses DTDs and what nests too deeply."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.parsers import expat

from pipeline.intake.safety import refusals
from pipeline.intake.safety.archive import dtd
from pipeline.intake.safety.refusals import refuse

if TYPE_CHECKING:
    from pyexpat import XMLParserType

Element = tuple[str, Mapping[str, str]]
_LARGE = 1 << 20  # bytes; what nests in a smaller part takes no memory to speak of
_DEPTH = 256
_SMALL = 1 << 16  # bytes of a part that is remembered: workbooks of one template share theirs


def malformed(part: str) -> refusals.RefusalError:
    """Build the refusal of a part whose XML is broken."""
    return refuse(refusals.MALFORMED, refusals.inner(part), "这个工作簿的内部内容已经损坏，无法读取。")


def parser(part: str, *, spaces: bool = False) -> XMLParserType:
    """Make a parser that refuses a DTD at once; with `spaces`, names are given as namespace, blank, local name."""

    def refuse_doctype(*_: object) -> None:
        raise dtd(part)

    made = expat.ParserCreate(namespace_separator=" " if spaces else None)
    made.StartDoctypeDeclHandler = refuse_doctype
    made.buffer_text = True
    return made


def _check_depth(xml: bytes, part: str) -> None:
    """Refuse what nests too deeply before a parser holds it: it keeps every open element in memory."""
    depth = 0

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEPTH:
            raise malformed(part)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    made = parser(part)
    made.ordered_attributes = True
    made.StartElementHandler = start
    made.EndElementHandler = end
    _parse(made, xml, part)


def _parse(made: XMLParserType, xml: bytes, part: str) -> None:
    try:
        made.Parse(xml, True)  # noqa: FBT003  (the parameter has no name)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise malformed(part) from error


def feed(made: XMLParserType, xml: bytes, part: str, *, bounded: bool = False) -> None:
    """Run a parser over a whole part; RefusalError where it is not well-formed or, being large, nests too deeply.

    `bounded` where the parser's own handlers watch the depth.
    """
    if len(xml) > _LARGE and not bounded:
        _check_depth(xml, part)
    _parse(made, xml, part)


def check_xml(xml: bytes, part: str) -> None:
    """Prove a part well-formed and free of a DTD."""
    feed(parser(part), xml, part)


_check_again = lru_cache(maxsize=128)(check_xml)


def check_frame(xml: bytes, part: str) -> None:
    """Prove what stands around the rows of a sheet well-formed: workbooks of one template share it to the byte."""
    (_check_again if len(xml) <= _SMALL else check_xml)(xml, part)


def _elements(xml: bytes, part: str, names: frozenset[str]) -> tuple[Element, ...]:
    found: list[Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local in names:
            found.append((local, attributes))

    made = parser(part)
    made.StartElementHandler = start
    feed(made, xml, part)
    return tuple(found)


_elements_again = lru_cache(maxsize=128)(_elements)


def elements(xml: bytes, part: str, names: frozenset[str]) -> tuple[Element, ...]:
    """List the elements of these local names with their attributes, in order."""
    return (_elements_again if len(xml) <= _SMALL else _elements)(xml, part, names)
