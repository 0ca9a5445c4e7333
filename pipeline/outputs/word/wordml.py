"""WordprocessingML: text and runs written so that Word shows them character for character."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from markupsafe import Markup, escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NSMAP = {"w": W}
SUBSTITUTE = "\ufffd"
_ILLEGAL = re.compile(r"[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile(r"\r\n|\r")
_PIECES = re.compile(r"[^\t\n]+|[\t\n]")
_BRACES = {ord("{"): "&#123;", ord("}"): "&#125;"}
_MARKS = {"\t": "<w:tab/>", "\n": "<w:br/>"}


@cache
def w(name: str) -> str:
    """Qualified name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


def clean(text: str) -> str:
    """Make text that a Word file can hold.

    Every line break becomes a newline, what XML forbids (control characters, lone surrogates) U+FFFD; all else stays.
    """
    return _ILLEGAL.sub(SUBSTITUTE, _BREAKS.sub("\n", text))


def safe(text: str) -> Markup:
    """Escape text for the template: braces too, which the template engine would take for its own."""
    return Markup(str(escape(clean(text))).translate(_BRACES))  # noqa: S704  (escaped in this very line)


def run_xml(text: str, highlight: str | None = None) -> Markup:
    """Write one run; a tab becomes w:tab, a line break w:br."""
    look = f'<w:rPr><w:highlight w:val="{highlight}"/></w:rPr>' if highlight else ""
    content = "".join(
        _MARKS.get(piece) or f'<w:t xml:space="preserve">{safe(piece)}</w:t>' for piece in _PIECES.findall(clean(text))
    )
    return Markup(f"<w:r>{look}{content}</w:r>") if content else Markup("")  # noqa: S704  (escaped piece by piece)


def bookmark_xml(number: int, name: str, content: Markup) -> Markup:
    """Wrap runs in an invisible bookmark; name and number are ours."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return Markup(f'{start}{content}<w:bookmarkEnd w:id="{number}"/>')  # noqa: S704  (content is escaped already)


def join(parts: Iterable[Markup]) -> Markup:
    """Join what is already written."""
    return Markup("").join(parts)
