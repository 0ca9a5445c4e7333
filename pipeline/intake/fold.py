"""Folding (折叠): what two spellings of one name have in common, whatever the keyboard made of them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.intake.raw import Scalar

_SIGNS = (
    "\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufe0e\ufe0f\ufeff\u00ad"
    "\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # of direction: they turn what follows round
)
_UNSEEN = dict.fromkeys(map(ord, _SIGNS))
_NOTHING = frozenset(_SIGNS) | frozenset(map(chr, (*range(0x20), *range(0x7F, 0xA0))))  # nor control characters
_TO_NOTHING = dict.fromkeys(map(ord, _NOTHING))
_BRACKETS = str.maketrans("[]【】〔〕〖〗", "()()()()")
_REQUIRED_MARKS = re.compile(r"^\*+|[*:]+$|\*?\((?:\*|必填|选填|可不填|必填项|选填项)\)[*:]*$")
_CHINESE = "[一二三四五六七八九十]{1,3}"
_ORDINAL = re.compile(rf"^(?:[0-9]{{1,2}}[.、]|{_CHINESE}、|\((?:[0-9]{{1,2}}|{_CHINESE})\))(?=[^0-9])")


def seen(text: str) -> str:
    """Leave out the signs that nobody sees: a copied name or figure is what it looks like."""
    return text if text.isprintable() else text.translate(_UNSEEN)


def squeeze(text: str) -> str:
    """Half-width forms without any blank, line break, control character or invisible sign; case kept."""
    joined = "".join(unicodedata.normalize("NFKC", text).split())
    return joined if joined.isprintable() else joined.translate(_TO_NOTHING)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Compare names by this: width, blanks, line breaks and case do not count."""
    return squeeze(text).casefold()


@lru_cache(maxsize=4096)
def fold_heading(text: str) -> str:
    """Compare headings by this: as `fold`, and marks such as * or （必填） at the ends or 1. and 一、 do not count."""
    folded, before = _ORDINAL.sub("", fold(text).translate(_BRACKETS)), ""
    while folded != before:
        folded, before = _REQUIRED_MARKS.sub("", folded), folded
    return folded


def is_blank(value: Scalar) -> bool:
    """Tell whether a cell shows nothing: empty, or nothing but what nobody sees."""
    if not isinstance(value, str):
        return value is None
    stripped = value.strip()
    return not stripped or (stripped[0] in _NOTHING and not stripped.translate(_TO_NOTHING).strip())
