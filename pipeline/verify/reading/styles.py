"""Styles (样式): what a paragraph's or a run's style says of it, by name and along what it is based on."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.outputs.word.wordml import w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_DEEPEST = 12
_OFF = frozenset({"0", "false", "off"})


def value_of(element: etree._Element | None, path: str) -> str | None:
    """Value of the element at a path, None where there is none."""
    found = element.find(path) if element is not None else None
    return found.get(w("val")) if found is not None else None


def is_on(properties: etree._Element | None, name: str) -> bool | None:
    """Tell whether a property is on or off; None where nothing is said of it."""
    found = properties.find(w(name)) if properties is not None else None
    return None if found is None else found.get(w("val"), "true").lower() not in _OFF


class Styles:
    """The styles of a document."""

    def __init__(self, styles: etree._Element | None) -> None:
        """Look them up once by their id."""
        found = styles.iter(w("style")) if styles is not None else ()
        self._styles = {style.get(w("styleId"), ""): style for style in found}
        self._hidden = lru_cache(maxsize=None)(self._is_hidden)

    def based(self, style_id: str | None) -> Iterator[etree._Element]:
        """Yield a style and the styles it is based on, itself first."""
        for _ in range(_DEEPEST):
            style = self._styles.get(style_id or "")
            if style is None:
                return
            yield style
            style_id = value_of(style, w("basedOn"))

    def name(self, paragraph: etree._Element) -> str:
        """Name of a paragraph's style, or its id."""
        style_id = value_of(paragraph, f"{w('pPr')}/{w('pStyle')}") or ""
        return value_of(self._styles.get(style_id), w("name")) or style_id

    def _is_hidden(self, style_id: str) -> bool:
        said = (is_on(style.find(w("rPr")), "vanish") for style in self.based(style_id))
        return next((it for it in said if it is not None), False)

    def hides(self, run: etree._Element) -> bool:
        """Tell whether a run is hidden: by itself, by its own style, or by its paragraph's; or crossed out."""
        properties = run.find(w("rPr"))
        if is_on(properties, "strike") or is_on(properties, "dstrike"):
            return True
        own = is_on(properties, "vanish")
        if own is not None:
            return own
        style_id = value_of(properties, w("rStyle"))
        if style_id:
            return self._hidden(style_id)
        paragraph = run.getparent()
        if paragraph is None or paragraph.tag != w("p"):
            return False
        style_id = value_of(paragraph, f"{w('pPr')}/{w('pStyle')}")
        return bool(style_id) and self._hidden(style_id or "")
