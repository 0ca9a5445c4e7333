"""Folding (折叠): what two spellings of one name have in common, whatever the keyboard made of them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.intake.raw import Scalar

_SIGNS = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_UNSEEN = dict.fromkeys(map(ord, _SIGNS))
_BRACKETS = str.maketrans("[]【】〔〕〖〗", "()()()()")
_REQUIRED_MARKS = re.compile(r"^\*+|[*:]+$|\*?\((?:\*|必填|选填|可不填|必填项|选填项)\)[*:]*$")


def squeeze(text: str) -> str:
    """Half-width forms without any blank, line break or invisible sign; case kept."""
    shown = "".join(unicodedata.normalize("NFKC", text).split())
    return shown if shown.isprintable() else shown.translate(_UNSEEN)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Compare names by this: width, blanks, line breaks and case do not count."""
    return squeeze(text).casefold()


@lru_cache(maxsize=4096)
def fold_heading(text: str) -> str:
    """Compare headings by this: as `fold`, and marks such as * or （必填） at the ends do not count."""
    folded, before = fold(text).translate(_BRACKETS), ""
    while folded != before:
        folded, before = _REQUIRED_MARKS.sub("", folded), folded
    return folded


def is_blank(value: Scalar) -> bool:
    """Tell whether a cell shows nothing: empty, or white space only."""
    if not isinstance(value, str):
        return value is None
    stripped = value.strip()
    return not stripped or (stripped[0] in _SIGNS and not stripped.translate(_UNSEEN).strip())
