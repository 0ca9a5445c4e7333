"""A project with every box of its form filled (自评表)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pipeline.model.book import Indicator, Measure, Project

ROWS = (
    ("产出指标", "数量指标", "巡查次数", "≥", "95", "次", "97", "20", "20"),
    ("产出指标", "数量指标", "培训人次", "≥", "≥30", "人次", "30人次", "20", "20"),
    ("产出指标", "质量指标", "合格率", "≥", "95", "％", "95%", "10", "10"),
    ("效益指标", "社会效益指标", "居民获得感", "定性", "明显提升", None, "达成", "30", "29.5"),
    ("满意度指标", "服务对象满意度指标", "居民满意度", "≥", "90", "%", "88", "10", "9.78"),
)


def measure(text: str) -> Measure:
    """Read a measure the way intake does: a number where the text is one."""
    digits = text.strip("≥%人次")
    return Measure(text, Decimal(digits) if digits.isdigit() else None)


def indicators(project: int = 1, rows: tuple[tuple[str | None, ...], ...] = ROWS) -> tuple[Indicator, ...]:
    """Rows of 绩效指标 for one project."""
    return tuple(
        Indicator(
            row, project, first, second, third, sign, measure(target or ""), unit, measure(actual or ""),
            Decimal(weight or 0), Decimal(points or 0), "天气原因，明年提前安排" if points == "9.78" else None,
        )
        for row, (first, second, third, sign, target, unit, actual, weight, points) in enumerate(rows, start=2)
    )  # fmt: skip


def a_project(**changes: object) -> Project:
    """Return a project with all its boxes filled."""
    project = Project(
        2, 1, "2023年社区巡查经费", department="区应急局", initial=30_000_000, budget=32_500_000, spent=28_840_001,
        goal="全年巡查95次", outcome="全年巡查97次",
    )  # fmt: skip
    return replace(project, **changes)  # type: ignore[arg-type]  # the caller names fields of Project
