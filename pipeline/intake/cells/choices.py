"""Choices (选项): the closed lists of the contract, in every spelling that can mean only one of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.intake.fold import fold
from pipeline.model import contract
from pipeline.model.policy import policy

if TYPE_CHECKING:
    from pipeline.model.fields import Field

Chooser = Callable[[str], str | None]

_DIRECTION_WORDS = {
    "≥": ("≧", "⩾", ">=", "=>", "大于等于", "大于或等于", "不低于", "不少于", "不小于", "不得低于", "不得少于", "至少"),
    ">": ("大于", "高于", "多于"),
    "=": ("==", "等于"),
    "≤": (
        "≦",
        "⩽",
        "<=",
        "=<",
        "小于等于",
        "小于或等于",
        "不高于",
        "不多于",
        "不大于",
        "不超过",
        "不得高于",
        "不得超过",
        "至多",
    ),
    "<": ("小于", "低于", "少于"),
    "定性": ("定性指标",),
}
_SECTION = re.compile(r"([一二三四五六1-6])[.、·。,:]?\(?([一二三四1-4])?\)?[.、。]?")
_NUMERALS = "一二三四五六"
_BRACKETS = re.compile(r"[〔〕\[\]()【】《》]")
_JOINTS = re.compile(r"[、,;/\n+]+")


def _bare(folded: str, word: str) -> str:
    return folded.removesuffix(word) or folded


def _among(spellings: Mapping[str, str], word: str = "") -> Chooser:
    return lambda text: spellings.get(_bare(fold(text), word) if word else fold(text))


def _listed(choices: tuple[str, ...], word: str = "") -> Chooser:
    return _among({(_bare(fold(choice), word) if word else fold(choice)): choice for choice in choices}, word)


def _second_levels(choices: tuple[str, ...]) -> Chooser:
    spellings = {_bare(fold(choice), "指标"): choice for choice in choices}
    return _among({"满意度": "服务对象满意度指标", **spellings}, "指标")


def choices_of(field: Field) -> tuple[str, ...]:
    """Give what may be chosen in a field: of 评分办法 also what this place has put into its policy."""
    return tuple(dict.fromkeys((*field.choices, *policy().presets))) if field.key == "preset" else field.choices


def _presets(choices: tuple[str, ...]) -> Chooser:
    """Read 评分办法 by its name or by the document it comes from: 财预〔2020〕10号."""
    sources = {_BRACKETS.sub("", fold(preset.source)): name for name, preset in policy().presets.items()}
    names = {re.sub(r"[-_—–]", "", fold(name)): name for name in choices}
    return lambda text: names.get(re.sub(r"[-_—–]", "", fold(text))) or sources.get(_BRACKETS.sub("", fold(text)))


_direction = _among({fold(word): sign for sign, others in _DIRECTION_WORDS.items() for word in (sign, *others)})


def direction(text: str) -> str | None:
    """Read a 指标方向: ≧, >= and 不低于 are ≥; None where it is none."""
    return _direction(text)


@lru_cache(maxsize=1024)
def section(text: str) -> str | None:
    """Read a 章节 in any width and punctuation: 一(二), 四．1, 四、1, 4.1; None where it is none."""
    found = _SECTION.fullmatch(fold(text))
    if not found:
        return None
    first, second = (_NUMERALS[int(sign) - 1] if sign and sign.isdigit() else sign for sign in found.groups())
    if second and first != "一":
        second = str(_NUMERALS.index(second) + 1)
    name = "".join((first or "", (f"（{second}）" if first == "一" else f".{second}") if second else ""))
    return name if name in contract.SECTIONS else None


_FUNDING = _listed(contract.FUNDINGS, "资金")


@lru_cache(maxsize=1024)
def fundings(text: str) -> str | None:
    """Read one or several 资金来源, joined by 、; None where one of them is unknown."""
    named = [_FUNDING(part) for part in _JOINTS.split(re.sub("[，；]", "、", text)) if fold(part)]
    known = [name for name in named if name]
    return "、".join(dict.fromkeys(known)) if known and len(known) == len(named) else None


def chooser(sheet: str, field: Field) -> Chooser:
    """Give the function that reads the choices of this column: canonical choice, or None for an unknown one."""
    return lru_cache(maxsize=1024)(_chooser(sheet, field))


def _chooser(sheet: str, field: Field) -> Chooser:
    if field.key == "section":
        return section
    if field.key == "funding":
        return fundings
    if field.key == "direction":
        return direction
    if field.key == "preset":
        return _presets(choices_of(field))
    if field.key == "second":
        return _second_levels(field.choices)
    return _listed(field.choices, {"first": "指标", "category": "资金"}.get(field.key, "") if sheet != "info" else "")
