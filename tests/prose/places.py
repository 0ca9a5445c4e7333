"""One text in each place where a text of a project may stand, in an otherwise sound workbook."""

from __future__ import annotations

from decimal import Decimal

from tests.prose_support import book, indicator, project, raised

TEXT, SET, GOAL, OUTCOME, REASON = "报告正文!C4", "报告正文!C4", "项目清单!J2", "项目清单!K2", "绩效指标!K2"
PLACES = {"三": TEXT, "一（二）": SET, "goal": GOAL, "outcome": OUTCOME, "reason": REASON}
PUBLIC = ("三", "一（二）", "二")
LIMITS = {
    "score": Decimal("98.5"), "control": 112_848_378, "count": 2, "cap": 200_000_000,
    "office_from": 500_000, "party_from": 10_000_000,
}  # fmt: skip


def told(
    text: str, where: str = "三", *, number: int | None = 1, points: str = "90", goal: str = "做好各项工作"
) -> set[tuple[str, str]]:
    """Give rule and first cell of what is said of a text about a project of 300,000 yuan out of 400,000."""
    first = project(
        1, "社区治理专项经费", "300000", "400000", short="社区治理", initial=20_000_000,
        goal=text if where == "goal" else goal, outcome=text if where == "outcome" else None,
    )  # fmt: skip
    second = project(2, "职工食堂补助经费", "828483.78", short="食堂")
    reason = text if where == "reason" else None
    rows = [indicator(2, 1, "培训场次", "12", "12", "场", points=Decimal(points), reason=reason)]
    paragraphs = [("三", 1, "社区治理专项经费已使用。"), ("三", 2, "职工食堂补助经费已使用。")]
    if where not in {"goal", "outcome", "reason"}:
        paragraphs.append((where, number, text))
    made = book([first, second], paragraphs, rows, **LIMITS)
    return {it for it in raised(made) if it[0] != "prose-unproven"}
