"""Addresses (电子邮箱): one e-mail address as people type it."""

from __future__ import annotations

import re
import unicodedata

_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"({_LOCAL})@((?:{_LABEL}\.)+{_LABEL})")
_LONGEST, _LONGEST_LOCAL = 254, 64  # RFC 5321, 4.5.3.1


def address_parts(text: str) -> tuple[str, str] | None:
    """Take one address apart at its @ (full-width forms folded); None where it is none, or more than one."""
    folded = unicodedata.normalize("NFKC", text).strip().removeprefix("mailto:")
    match = _ADDRESS.fullmatch(folded)
    if not match or len(match[1]) > _LONGEST_LOCAL or len(folded) > _LONGEST:
        return None
    return match[1], match[2].lower()
