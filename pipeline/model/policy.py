"""The policy (评分办法 and limits): everything that a place may set differently, read from expectations/policy.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parents[2]
POLICY_FILE = HOME / "expectations" / "policy.toml"
DEFAULT_PRESET = "mof-2020"


@dataclass(frozen=True, slots=True)
class Preset:
    """One way of scoring; weights in points, shares as fractions of one, caps as (execution below, total at most)."""

    name: str
    source: str
    execution: Decimal
    weights: Mapping[str, Decimal]
    full_tier: Decimal
    partial_tier: Decimal
    beyond: str
    tolerance: Decimal
    over_target: Decimal
    execution_floor: Decimal
    budget_cut: Decimal
    grades: Mapping[str, Decimal]
    caps: tuple[tuple[Decimal, Decimal], ...]


@dataclass(frozen=True, slots=True)
class IntakeLimits:
    """What a file may be at most, in bytes, archive entries, filled cells and rows × columns of one sheet."""

    file_bytes: int
    inflated_bytes: int
    entries: int
    cells: int
    xml_bytes: int
    area: int


@dataclass(frozen=True, slots=True)
class TextPolicy:
    """Words that betray a draft: hints plainly, the others as patterns; `no_reason` lists what explains nothing."""

    hints: tuple[str, ...]
    leftovers: tuple[str, ...]
    list_number: str
    no_reason: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckLimits:
    """Where a check begins to doubt; shares as fractions of one."""

    almost_nothing: Decimal
    placeholder_rows: int
    unit_cost_least: int
    unit_cost_most: int
    split_days: int
    split_share: Decimal


@dataclass(frozen=True, slots=True)
class NightLimits:
    """How long a night waits for one file, in seconds, and for each megabyte of it."""

    file_seconds: float
    seconds_per_mb: float


@dataclass(frozen=True, slots=True)
class Policy:
    """The whole policy file."""

    intake: IntakeLimits
    text: TextPolicy
    checks: CheckLimits
    night: NightLimits
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


def read_policy(path: Path) -> Policy:
    """Read a policy file; KeyError, TypeError or tomllib.TOMLDecodeError where it is broken."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    words, doubts = tables["text"], tables["checks"]
    return Policy(
        intake=IntakeLimits(**tables["intake"]),
        text=TextPolicy(
            hints=tuple(words["hints"]),
            leftovers=tuple(words["leftovers"]),
            list_number=words["list_number"],
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
        presets={name: _preset(name, table) for name, table in tables["preset"].items()},
    )


@lru_cache(maxsize=1)
def policy() -> Policy:
    """Return the project's own policy, read once."""
    return read_policy(POLICY_FILE)
