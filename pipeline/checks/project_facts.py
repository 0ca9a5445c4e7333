"""Facts of money rows (项目清单, 资金构成, 基本信息): the columns that expectations look at."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.facts import BookFacts, explains_nothing, fundings, units
from pipeline.model.contract import FUNDINGS
from pipeline.model.money import percent_text

if TYPE_CHECKING:
    from pipeline.model.book import Part, Project

SLIP = 10_000
LONELY = 100
NEIGHBOURS = 3

INFO_COLUMNS = {
    "unit": "text",
    "year": "number",
    "control": "number",
    "score": "number",
    "office_from": "number",
    "party_from": "number",
    "cap": "number",
    "below_all": "text",
}
PROJECT_COLUMNS = {
    "number": "number",
    "name": "text",
    "funding": "text",
    "initial": "number",
    "budget": "number",
    "spent": "number",
    "goal": "text",
    "cap": "number",
    "spendable": "number",
    "excess": "number",
    "unbudgeted": "number",
    "idle": "text",
    "budget_beside_cap": "number",
    "cut": "text",
    "low_rate": "text",
    "slip": "text",
    "unsplit": "text",
    "funding_conflict": "text",
}
PART_COLUMNS = {
    "project": "number",
    "category": "text",
    "initial": "number",
    "budget": "number",
    "spent": "number",
    "plan": "number",
}


def info_facts(facts: BookFacts) -> tuple[object, ...]:
    """One row of 基本信息."""
    info = facts.book.info
    below_all = str(len(facts.book.projects)) if facts.cap_below_all else None
    return (
        info.unit,
        info.year,
        info.control,
        units(info.score),
        info.office_from,
        info.party_from,
        info.cap,
        below_all,
    )


def _cut(facts: BookFacts, project: Project) -> str | None:
    """Print how far the budget was moved from the initial one, where it was moved to the very spending (rule 7)."""
    if not project.initial or project.initial < 0 or not project.budget or project.budget != project.spent:
        return None
    moved = abs(project.budget - project.initial)
    return percent_text(moved, project.initial) if moved > project.initial * facts.preset.budget_cut else None


def _low_rate(facts: BookFacts, project: Project) -> str | None:
    """Print the execution rate, where it is low and 完成情况 says nothing."""
    if project.spent is None or not project.budget or project.budget < 0 or not explains_nothing(project.outcome):
        return None
    if facts.unread(project, "outcome"):
        return None
    low = project.spent < Fraction(facts.preset.execution_floor) * project.budget
    return percent_text(project.spent, project.budget) if low else None


def _slip(facts: BookFacts, project: Project) -> str | None:
    """Name what an amount is ten thousand times too small for: its own budget, or all its neighbours (rule 13)."""
    if not project.spent or project.spent < 0:
        return None
    scaled = project.spent * SLIP
    if project.budget and 90 * project.budget <= 100 * scaled <= 101 * project.budget:
        return "本项目的全年预算"
    others = facts.spent_amounts[1:] if facts.spent_amounts[0] == project.spent else facts.spent_amounts[:1]
    alone = len(others) >= NEIGHBOURS and project.spent * LONELY < others[0] <= scaled <= others[-1]
    return "其他项目的支出" if alone else None


def _funding_conflict(facts: BookFacts, project: Project) -> str | None:
    """List the categories where 资金来源 and 资金构成 of a project contradict each other."""
    parts = facts.book.parts_of.get(project.number, ())
    if not parts or not project.funding:
        return None
    named, categories = set(fundings(project)), {part.category for part in parts}
    if None in categories or not named <= set(FUNDINGS):
        return None
    used = {part.category for part in parts if part.initial or part.budget or part.spent}
    known = categories | facts.stray_categories if len(categories) == len(parts) else named
    wrong = [name for name in FUNDINGS if (name in used and name not in named) or (name in named - known)]
    return "、".join(wrong) or None


def project_facts(facts: BookFacts, project: Project) -> tuple[object, ...]:
    """One row of 项目清单."""
    budget, spent = project.budget, project.spent
    cap = None if facts.cap_below_all else facts.book.info.cap
    over_cap = spent is not None and cap is not None and spent > cap
    joined = len(fundings(project)) > 1 and project.number in facts.clear
    split = joined and (facts.book.parts_of.get(project.number, ()) or facts.strays("parts", "budget"))
    return (
        project.number,
        project.name,
        project.funding,
        project.initial,
        budget,
        spent,
        project.goal,
        cap,
        budget if budget != 0 else None,
        None if budget is None or spent is None else spent - budget,
        spent if budget == 0 else None,
        "0.00" if budget == 0 and spent == 0 else None,
        None if over_cap else budget,
        _cut(facts, project),
        _low_rate(facts, project),
        _slip(facts, project),
        project.funding if joined and not split else None,
        _funding_conflict(facts, project) if project.number in facts.clear else None,
    )


def part_facts(facts: BookFacts, part: Part) -> tuple[object, ...]:
    """One row of 资金构成; `plan` is left out where the whole project already stands as overspent."""
    project = facts.clear.get(part.project or 0)
    overspent = project and project.spent is not None and project.budget is not None and project.spent > project.budget
    return part.project, part.category, part.initial, part.budget, part.spent, None if overspent else part.budget
