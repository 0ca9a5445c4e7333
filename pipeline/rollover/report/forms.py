"""The forms (自评表) of a finished report read back: one table a project, ours or another's of the official shape."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.intake.fold import fold
from pipeline.model.contract import FIRST_LEVELS, FUNDINGS, SECOND_LEVELS
from pipeline.rollover.report.boxes import measures, number_in
from pipeline.verify.foreign.listing import read_amount

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.intake.blank.formulas import Value
    from pipeline.verify.reading.text import Block

AMOUNTS = ("initial", "budget", "spent")
_TOTAL = "年度资金总额"
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "first": ("一级指标",),
    "second": ("二级指标",),
    "third": ("三级指标",),
    "target": ("年度指标值", "指标值"),
    "actual": ("实际完成值", "完成值", "全年实际值", "全年完成值"),
    "weight": ("分值",),
    "points": ("得分",),
    "reason": ("偏差原因分析及改进措施", "偏差原因及改进措施", "未完成原因分析", "未完成原因及拟采取的改进措施"),
}
_FULL = {name.removesuffix("指标"): name for names in (FIRST_LEVELS, *SECOND_LEVELS.values()) for name in names}


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator of a form, as it is typed into a workbook; `sure` where its target says its direction."""

    values: Mapping[str, Value]
    sure: bool


@dataclass(frozen=True, slots=True)
class Form:
    """What one form says of its project; amounts in fen, `parts` by 资金类别."""

    name: str
    department: str | None
    amounts: Mapping[str, int | None]
    parts: Mapping[str, Mapping[str, int | None]]
    goal: str | None
    outcome: str | None
    rows: tuple[Row, ...]


def _texts(block: Block) -> list[str]:
    return [cell.text.strip() for cell in block.cells]


def _beside(rows: Sequence[Sequence[str]], label: str) -> str | None:
    """Give the text beside a label."""
    for texts in rows:
        for at, text in enumerate(texts[:-1]):
            if fold(text).rstrip(":") == label:
                return texts[at + 1] or None
    return None


def _funds(rows: Sequence[Sequence[str]]) -> tuple[dict[str, int | None], dict[str, dict[str, int | None]]]:
    """Read the fund rows: 年度资金总额 and its parts, in the unit the form names."""
    text = "".join("".join(texts) for texts in rows[:8])
    scale = 100 if "（元）" in text or "(元)" in text else 1_000_000
    heading = next((texts for texts in rows if any("年初预算" in fold(text) for text in texts)), [])
    places = [
        next((at for at, text in enumerate(heading) if word in text), -1) for word in ("年初", "全年预算", "执行")
    ]
    total: dict[str, int | None] = {}
    parts: dict[str, dict[str, int | None]] = {}
    for texts in rows:
        amounts = {
            key: read_amount(texts[at], scale) if 0 <= at < len(texts) and len(texts) == len(heading) else None
            for key, at in zip(AMOUNTS, places, strict=True)
        }
        words = fold("".join(texts[: max(1, min(place for place in places) if min(places) > 0 else 2)]))
        if _TOTAL in words:
            total = amounts
        for category in FUNDINGS:
            if category in words or (category == FUNDINGS[0] and "财政拨款" in words and "结转" not in words):
                parts.setdefault(category, amounts)
    return total, {name: amounts for name, amounts in parts.items() if any(amounts.values())}


def _goals(rows: Sequence[Sequence[str]]) -> tuple[str | None, str | None]:
    """Read 预期目标 and 实际完成情况: what stands below these headings."""
    for at, texts in enumerate(rows[:-1]):
        words = [fold(text) for text in texts]
        goal = next((place for place, text in enumerate(words) if text.startswith("预期目标")), None)
        done = next(
            (place for place, text in enumerate(words) if text.startswith(("实际完成情况", "目标完成情况"))), None
        )
        below = rows[at + 1]
        if goal is not None and done is not None and len(below) == len(texts):
            return below[goal] or None, below[done] or None
    return None, None


def _level(text: str) -> str | None:
    """Name a level in its long form, points in brackets left out: 产出（50分） is 产出指标."""
    return _FULL.get(re.sub(r"\(.*", "", fold(text)).removesuffix("指标"))


def _row(texts: Sequence[str], places: Mapping[str, int], above: Mapping[str, Value]) -> Row | None:
    got = {key: texts[at] for key, at in places.items() if at < len(texts)}
    if not got.get("third") or not got.get("target"):
        return None
    first, second = (_level(got.get(key, "")) or above.get(key) for key in ("first", "second"))
    values, sure = measures(got["target"], got.get("actual", ""))
    values |= {"first": first, "second": second, "third": got["third"], "reason": got.get("reason") or None}
    values |= {key: number_in(got.get(key, "")) for key in ("weight", "points")}
    return Row(values, sure)


def _rows(rows: Sequence[Sequence[str]]) -> Iterator[Row]:
    places: dict[str, int] = {}
    above: Mapping[str, Value] = {}
    for texts in rows:
        words = [fold(text) for text in texts]
        if "三级指标" in words:
            known = {
                key: next((at for at, word in enumerate(words) if word in names), None)
                for key, names in _COLUMNS.items()
            }
            places = {key: at for key, at in known.items() if at is not None}
            continue
        row = _row(texts, places, above) if places else None
        if row and row.values["third"] != "预算执行率":
            above = row.values
            yield row


def read_forms(blocks: Sequence[Block]) -> tuple[Form, ...]:
    """Read every form: each table that names its project and lists its funds or indicators."""
    forms = []
    for table, group in groupby(blocks, key=lambda block: block.table):
        rows = [_texts(block) for block in group]
        name = _beside(rows, "项目名称") if table else None
        indicators = tuple(_rows(rows)) if name else ()
        amounts, parts = _funds(rows) if name else ({}, {})
        if name and (indicators or amounts):
            goal, outcome = _goals(rows)
            forms.append(Form(name, _beside(rows, "主管部门"), amounts, parts, goal, outcome, indicators))
    return tuple(forms)
