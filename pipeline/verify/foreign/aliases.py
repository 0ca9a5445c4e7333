"""Aliases (简称) of a foreign report: which project an item is about that calls it by another name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.model import money
from pipeline.verify.comparing.numbers import folded

if TYPE_CHECKING:
    from pipeline.model.book import Project

_HEAD = re.compile(
    r"^(?P<name>[^\s,。;:、()\d]{2,30}?)(?:共?支出|使用|投入)?\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>万?元)"
)
_YEAR = re.compile(r"^20\d\d年度?")
_GENERIC = re.compile("专项|经费|资金|补助|补贴|费用|项目|工作|社区|街道")  # signs that name nothing of their own
_SHORTEST = 3
_TELLING = 3  # items that name a listed amount, before one that names none is taken for a slip


@dataclass(frozen=True, slots=True)
class Head:
    """How an item begins: a name and an amount directly behind it, as printed."""

    name: str
    digits: str
    unit: str

    def prints(self, fen: int) -> str:
        """Print an amount the way this one is printed: its unit and its decimals."""
        decimals = len(self.digits.partition(".")[2])
        scale = money.FEN_PER_WAN if self.unit == "万元" else money.FEN_PER_YUAN
        return str(money.half_up(Fraction(fen, scale), decimals))

    def says(self, fen: int | None) -> bool:
        """Tell whether an amount, rounded as printed, is this one."""
        return fen is not None and self.prints(fen) == self.digits

    def nearly_says(self, fen: int | None) -> bool:
        """Tell whether an amount differs in one digit."""
        other = self.prints(fen) if fen is not None else ""
        return len(other) == len(self.digits) and sum(a != b for a, b in zip(other, self.digits, strict=True)) == 1

    def is_within(self, slack: Decimal, fen: int) -> bool:
        """Tell whether an amount differs by no more than rounding leaves open."""
        scale = money.FEN_PER_WAN if self.unit == "万元" else money.FEN_PER_YUAN
        return abs(Decimal(self.digits) * scale - fen) <= slack


def read_head(text: str) -> Head | None:
    """Read how an item begins."""
    match = _HEAD.match(folded(text))
    return Head(match["name"].strip(), match["number"].replace(",", ""), match["unit"]) if match else None


def _inside(name: str, whole: str) -> bool:
    """Tell whether a name's signs stand in another's, in order."""
    signs = iter(whole)
    return all(sign in signs for sign in name)


def _named(head: Head, projects: Sequence[Project]) -> Project | None:
    """Find the one project whose name holds the head's, in one piece or with words left out."""
    if len(_GENERIC.sub("", head.name)) < _SHORTEST:
        return None
    pieces = [it for it in projects if it.name and head.name in it.name]
    found = pieces or [it for it in projects if it.name and _inside(head.name, it.name)]
    return found[0] if len(found) == 1 else None


def _slip(head: Head, left: Sequence[Project]) -> Project | None:
    """Find the one project left over whose amount this is but for a single digit."""
    near = [project for project in left if head.nearly_says(project.spent)]
    return near[0] if len(near) == 1 else None


def _by_words(heads: Sequence[Head], projects: Sequence[Project]) -> Iterator[tuple[Head, Project]]:
    for head in heads:
        own = [it for it in projects if it.name and head.name == _YEAR.sub("", it.name)]
        project = own[0] if len(own) == 1 else _named(head, projects)
        if project is not None:
            yield head, project


def with_aliases(projects: Sequence[Project], texts: Sequence[str]) -> tuple[Project, ...]:
    """Give projects the names by which items call them: by words, else by what is left over and nearly the same."""
    heads = [head for text in texts if (head := read_head(_YEAR.sub("", text)))]
    named = list(_by_words(heads, projects))
    telling = sum(head.says(project.spent) for head, project in named)
    if telling < _TELLING or telling * 2 < len(named):
        return tuple(projects)
    short = {project.row: head.name for head, project in named}
    others = [head for head in heads if all(head is not it for it, _ in named)]
    left = [it for it in projects if it.row not in short and not any(head.says(it.spent) for head in others)]
    for head in others:
        if not any(head.says(project.spent) for project in projects) and (project := _slip(head, left)):
            short.setdefault(project.row, head.name)
    return tuple(replace(project, short=short.get(project.row)) for project in projects)
