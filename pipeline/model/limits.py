"""What the policy sets, one value a subject: a way of scoring, and where each room begins to doubt or to refuse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


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
    """What a file may be at most, in bytes, archive entries, filled cells and rows × columns of one sheet.

    Reading one may take so many bytes of memory beyond what the program has, and seconds of processor time.
    """

    file_bytes: int
    inflated_bytes: int
    entries: int
    cells: int
    xml_bytes: int
    area: int
    text_bytes: int
    memory_bytes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class TextPolicy:
    """Words that betray a draft: hints plainly, the others as patterns; `no_reason` lists what explains nothing."""

    hints: tuple[str, ...]
    leftovers: tuple[str, ...]
    list_number: str
    longest: int
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
class DistrictLimits:
    """From which month and day on a budget that is moved (指标调整日期) came late in the year."""

    late_from: tuple[int, int]


@dataclass(frozen=True, slots=True)
class YearLimits:
    """When a year is too unlike the last, or too like it; shares as fractions of one, `least_change` in fen."""

    ended: tuple[str, ...]
    change_share: Decimal
    least_change: int
    score_change: Decimal
    change_words: tuple[str, ...]
    change_verbs: tuple[str, ...]
    change_objects: tuple[str, ...]
    set_phrases: tuple[str, ...]
    alike: Decimal
    same_amounts: int
    same_share: Decimal
    round_amount: int
