"""The last steps (收尾) of every Word file: its properties, the part that tells the anchors' cells, the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part

from pipeline.outputs.package import pack, unpack
from pipeline.outputs.word.anchors import Anchors, anchors_xml
from pipeline.outputs.word.wordml import clean

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_NO_DAY = date(2000, 1, 1)
_YEARS = range(1980, 9999)
_PROPERTY_LENGTH = 255
_PROPS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<ds:datastoreItem '
    b'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
    b'ds:itemID="{6A1D0C52-5C8B-4A37-9F0E-3B7C1E2D4F90}"><ds:schemaRefs><ds:schemaRef ds:uri="urn:jixiao:anchors"/>'
    b"</ds:schemaRefs></ds:datastoreItem>"
)


@dataclass(frozen=True, slots=True)
class About:
    """What the properties of a Word file say."""

    title: str
    unit: str
    year: int | None
    day: date


def day_of(filled_on: date | None, year: int | None) -> date:
    """Day that stands in a file's properties: 填报日期, else the last of the year; never today."""
    if filled_on:
        return filled_on
    return date(year, 12, 31) if year and year in _YEARS else _NO_DAY


def _property(text: str) -> str:
    return " ".join(clean(text).split())[:_PROPERTY_LENGTH]


def _set_properties(word: WordDocument, about: About) -> None:
    day = datetime.combine(about.day, time())
    properties = word.core_properties
    properties.title, properties.author = _property(about.title), _property(about.unit)
    properties.last_modified_by, properties.revision = _property(about.unit), 1
    properties.created = properties.modified = day
    properties.subject = f"{about.year}年度" if about.year else ""
    properties.language = "zh-CN"


def _add_part(word: WordDocument, anchors: Anchors) -> None:
    """Put the anchors' cells into a part of their own, which Word keeps through saves."""
    package = word.part.package
    item = Part(package.next_partname("/customXml/item%d.xml"), "application/xml", anchors_xml(anchors.all), package)
    props = Part(
        package.next_partname("/customXml/itemProps%d.xml"), CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, _PROPS, package
    )
    word.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
    item.relate_to(props, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)


def finish(word: WordDocument, about: About, anchors: Anchors) -> bytes:
    """Save a filled-in template; the same content gives the same bytes."""
    _set_properties(word, about)
    _add_part(word, anchors)
    out = BytesIO()
    word.save(out)
    return pack(unpack(out.getvalue()))
