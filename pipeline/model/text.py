"""Text (文字): the one cleaning that every room needs."""

from __future__ import annotations

import re

_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def printable(text: str) -> str:
    """Replace what no file can hold, the lone surrogates of an odd file name, by U+FFFD."""
    return _LONE_SURROGATE.sub("\ufffd", text)
