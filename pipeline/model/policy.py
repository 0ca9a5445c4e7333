"""The policy (评分办法 and limits): everything that a place may set differently, read from expectations/policy.toml."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.model.limits import CheckLimits, DistrictLimits, IntakeLimits, NightLimits, Preset, TextPolicy, YearLimits
from pipeline.model.setting import SettingFault

HOME = Path(__file__).resolve().parents[2]
POLICY_FILE = HOME / "expectations" / "policy.toml"
DEFAULT_PRESET = "mof-2020"
WHOLE = Decimal(100)
BEYOND = ("linear", "ratio")
_NUMBER = re.compile(r"\d+")
_QUOTED = re.compile(r"'([^']+)'")


@dataclass(frozen=True, slots=True)
class Policy:
    """The whole policy file."""

    intake: IntakeLimits
    text: TextPolicy
    checks: CheckLimits
    night: NightLimits
    district: DistrictLimits
    years: YearLimits
    presets: Mapping[str, Preset]

    def preset(self, name: str | None) -> Preset:
        """Return the preset a workbook names; the default one where it names none or an unknown one."""
        return self.presets.get(name or DEFAULT_PRESET, self.presets[DEFAULT_PRESET])


def _exact(number: float | str) -> Decimal:
    return Decimal(str(number))


def _preset(name: str, table: Mapping[str, Any]) -> Preset:
    full, partial = table["tiers"]
    return Preset(
        name=name,
        source=table["source"],
        execution=_exact(table["execution"]),
        weights={level: _exact(weight) for level, weight in table["weights"].items()},
        full_tier=_exact(full),
        partial_tier=_exact(partial),
        beyond=table["beyond"],
        tolerance=_exact(table["tolerance"]),
        over_target=_exact(table["over_target"]),
        execution_floor=_exact(table["execution_floor"]),
        budget_cut=_exact(table["budget_cut"]),
        grades={grade: _exact(floor) for grade, floor in table["grades"].items()},
        caps=tuple((_exact(below), _exact(most)) for below, most in table["caps"]),
    )


def _named(name: str, table: Mapping[str, Any]) -> Preset:
    """Read a preset; ValueError naming it where one of its entries is of the wrong kind."""
    try:
        return _preset(name, table)
    except (ValueError, TypeError, AttributeError, ArithmeticError) as error:
        message = f"'preset.{name}'"
        raise ValueError(message) from error


def _presets(tables: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Preset]:
    """Read every preset; ValueError naming one that does not add up."""
    presets = {name: _named(name, table) for name, table in tables.items()}
    for name in (DEFAULT_PRESET, *presets):
        preset = presets[name]
        whole = preset.execution + sum(preset.weights.values(), Decimal(0))
        if whole != WHOLE or preset.beyond not in BEYOND or not 0 < preset.partial_tier < preset.full_tier < 1:
            message = f"'preset.{name}'"
            raise ValueError(message)
    return presets


def read_policy(path: Path) -> Policy:
    """Read a policy file; SettingFault with its place where it is broken."""
    try:
        return _policy(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        place = "、".join(
            f"第 {number} {word}" for number, word in zip(_NUMBER.findall(str(error)), "行列", strict=False)
        )
        message = f"设置文件“{path.name}”的写法不对"
        raise SettingFault(message, place or "文件末尾") from error
    except KeyError as error:
        message = f"设置文件“{path.name}”缺少一项或有一项写错"
        raise SettingFault(message, str(error.args[0])) from error
    except (OSError, ValueError, TypeError, ArithmeticError, re.error) as error:
        named = _QUOTED.search(str(error))
        message = f"设置文件“{path.name}”里有一项不能用"
        raise SettingFault(message, named[1] if named else "请与原文件对照") from error


def _month_and_day(text: str) -> tuple[int, int]:
    """Read 10-01; ValueError where it is no day of a year."""
    day = date.fromisoformat(f"2000-{text}")
    return day.month, day.day


def _years(table: Mapping[str, Any]) -> YearLimits:
    return YearLimits(
        ended=tuple(table["ended"]),
        change_share=_exact(table["change_share"]),
        least_change=table["least_change"],
        score_change=_exact(table["score_change"]),
        change_words=tuple(table["change_words"]),
        change_verbs=tuple(table["change_verbs"]),
        change_objects=tuple(table["change_objects"]),
        set_phrases=tuple(table["set_phrases"]),
        alike=_exact(table["alike"]),
        same_amounts=table["same_amounts"],
        same_share=_exact(table["same_share"]),
        round_amount=table["round_amount"],
    )


def _is_share(text: str) -> bool:
    try:
        return 0 <= Decimal(text) < Decimal("Infinity")
    except ArithmeticError:
        return False


def _of_kind(value: object, kind: str) -> bool:
    if kind == "tuple[str, ...]":  # a bare text would be taken for the list of its characters
        return isinstance(value, list) and all(isinstance(one, str) and one for one in value)
    if kind in {"int", "float"}:
        known = int if kind == "int" else int | float
        return isinstance(value, known) and not isinstance(value, bool) and 0 <= value < math.inf
    if kind == "Decimal":
        return isinstance(value, int | float | str) and _is_share(str(value))
    return kind != "str" or isinstance(value, str)


def _check_kinds(tables: Mapping[str, Any]) -> None:
    """Hold every value against what its limit is: of a wrong one, each workbook would be told something wrong."""
    for section, limits in _SECTIONS.items():
        for field in fields(limits):
            if not _of_kind(tables[section][field.name], str(field.type)):
                message = f"'{section}.{field.name}'"
                raise ValueError(message)


def _policy(tables: Mapping[str, Any]) -> Policy:
    _check_kinds(tables)
    words, doubts = tables["text"], tables["checks"]
    for pattern in (*words["leftovers"], words["list_number"]):
        re.compile(pattern)
    return Policy(
        intake=IntakeLimits(**tables["intake"]),
        text=TextPolicy(
            hints=tuple(words["hints"]),
            leftovers=tuple(words["leftovers"]),
            list_number=words["list_number"],
            longest=int(words["longest"]),
            no_reason=tuple(words["no_reason"]),
        ),
        checks=CheckLimits(
            almost_nothing=_exact(doubts["almost_nothing"]),
            placeholder_rows=doubts["placeholder_rows"],
            unit_cost_least=doubts["unit_cost_least"],
            unit_cost_most=doubts["unit_cost_most"],
            split_days=doubts["split_days"],
            split_share=_exact(doubts["split_share"]),
        ),
        night=NightLimits(**tables["night"]),
        district=DistrictLimits(_month_and_day(tables["district"]["late_from"])),
        years=_years(tables["years"]),
        presets=_presets(tables["preset"]),
    )


_SECTIONS: Mapping[str, Any] = {
    "intake": IntakeLimits,
    "text": TextPolicy,
    "checks": CheckLimits,
    "night": NightLimits,
    "years": YearLimits,
}


@lru_cache(maxsize=1)
def policy() -> Policy:
    """Return the project's own policy, read once."""
    return read_policy(POLICY_FILE)
