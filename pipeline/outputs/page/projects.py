"""Projects on the page (项目): totals, execution rates, scores, and the bars of the picture."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.model import money, scoring
from pipeline.outputs.page.cells import UNKNOWN, shortened

if TYPE_CHECKING:
    from decimal import Decimal

    from pipeline.model.book import Book, Project
    from pipeline.model.cells import Cell
    from pipeline.model.limits import Preset
    from pipeline.model.policy import Policy

MOST_BARS = 40
NARROW_NAME = 15
WIDE_NAME = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One project of the table; texts as printed, `remark` what stands out."""

    number: str
    name: str
    budget: str
    spent: str
    rate: str
    declared: str
    recomputed: str
    remark: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Bar:
    """One project of the picture; widths in percent of the longest bar."""

    name: str
    wide: str
    narrow: str
    budget: str
    spent: str
    budget_width: str
    spent_width: str
    over: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """The bars, largest spending first where there are too many, and what the picture says in words."""

    bars: tuple[Bar, ...]
    left_out: int
    description: str


def _score(points: Decimal | None) -> str:
    return UNKNOWN if points is None else money.plain(money.half_up(points))


def yuan(fen: int | None) -> str:
    """Print an amount, a dash where it could not be read."""
    return UNKNOWN if fen is None else money.yuan_text(fen)


def rate(spent: int | None, budget: int | None) -> str:
    """Print an execution rate, a dash where there is none."""
    return UNKNOWN if spent is None or not budget or budget < 0 else money.percent_text(spent, budget)


def _remark(project: Project, preset: Preset) -> str:
    if project.spent is None or project.budget is None:
        return "金额没有填或读不出来"
    if project.spent < 0 or project.budget < 0:
        return "金额是负数"
    if project.spent > project.budget:
        return "超出全年预算"
    if project.budget == 0:
        return "没有预算和支出，不计入平均分"
    return "执行率偏低" if Fraction(project.spent, project.budget) < Fraction(preset.execution_floor) else ""


def lines(book: Book, policy: Policy) -> tuple[Line, ...]:
    """Print every project of 项目清单."""
    preset = policy.preset(book.info.preset)
    return tuple(
        Line(
            number=UNKNOWN if project.number is None else str(project.number),
            name=project.name or UNKNOWN,
            budget=yuan(project.budget),
            spent=yuan(project.spent),
            rate=rate(project.spent, project.budget),
            declared=_score(scoring.declared_score(book, project, preset)),
            recomputed=_score(scoring.recomputed_score(book, project, preset)),
            remark=_remark(project, preset),
            cell=book.cell(project, "spent"),
        )
        for project in book.projects
    )


def _width(fen: int | None, longest: int) -> str:
    share = Fraction(max(fen or 0, 0) * 100, longest)
    return money.plain(money.half_up(share)) + "%"


def _wan(fen: int | None) -> str:
    return UNKNOWN if fen is None else money.wan_text(fen)


def _bar(project: Project, longest: int) -> Bar:
    number = "" if project.number is None else f"{project.number} "
    name = project.name or UNKNOWN
    return Bar(
        name=number + name,
        wide=shortened(number + name, WIDE_NAME),
        narrow=shortened(number + (project.short or name), NARROW_NAME),
        budget=_wan(project.budget),
        spent=_wan(project.spent),
        budget_width=_width(project.budget, longest),
        spent_width=_width(project.spent, longest),
        over=project.budget is not None and (project.spent or 0) > project.budget,
    )


def _description(projects: list[Project], left_out: int) -> str:
    known = [project for project in projects if project.spent is not None]
    if not known:
        return "没有读出各项目的支出。"
    most = max(known, key=lambda project: project.spent or 0)
    drawn = f"图中是支出最多的 {MOST_BARS} 个项目，其余 {left_out} 个见下面的表。" if left_out else ""
    return f"支出最多的是“{most.name or UNKNOWN}”，{yuan(most.spent)} 元。{drawn}各项目的数字都在下面的表里。"


def picture(book: Book) -> Picture:
    """Draw the spending of the projects against their budgets."""
    projects = list(book.projects)
    if len(projects) > MOST_BARS:
        projects = sorted(projects, key=lambda project: -(project.spent or 0))[:MOST_BARS]
    left_out = len(book.projects) - len(projects)
    longest = max((amount or 0 for it in projects for amount in (it.spent, it.budget)), default=0)
    bars = tuple(_bar(project, max(longest, 1)) for project in projects)
    return Picture(bars, left_out, _description(projects, left_out))
