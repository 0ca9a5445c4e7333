"""Enumerations whose members cost no more to name than any other attribute."""

from __future__ import annotations

from enum import Enum
from typing import TypeVar

Members = TypeVar("Members", bound=type[Enum])


def quick(members: Members) -> Members:
    """Make plain attributes of the members: Python 3.11 works out Kind.MONEY anew wherever it is written."""
    for member in members:
        type.__setattr__(members, member.name, member)
    return members
