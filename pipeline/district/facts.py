"""What the summary tells beyond sums: ranks, findings many share, projects many run, budgets that came late."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.district.nouns import Office, ProjectLine, Year
from pipeline.model.policy import policy
from pipeline.model.year_words import without_years

if TYPE_CHECKING:
    from decimal import Decimal

    from pipeline.model.findings import Rule

Line = tuple[Office, ProjectLine]
_SIGNS = re.compile(r"[\W_]+")
_OFFICE_ENDS = ("人民政府", "办事处", "街道办事处")


def ranks(values: Sequence[Decimal | Fraction | None]) -> list[int | None]:
    """Rank values from the highest; equal ones share a rank, what is missing has none."""
    known = sorted((value for value in values if value is not None), reverse=True)
    first = {value: at for at, value in reversed(list(enumerate(known, start=1)))}
    return [None if value is None else first[value] for value in values]


def rate(spent: int | None, budget: int | None) -> Fraction | None:
    """Divide 支出 by 全年预算, exactly (执行率); None without a budget."""
    return Fraction(spent, budget) if spent is not None and budget else None


@dataclass(frozen=True, slots=True)
class Shared:
    """A rule that several offices broke: which, and how often in all."""

    rule: Rule
    severity: str
    units: tuple[str, ...]
    times: int


def shared_findings(year: Year) -> list[Shared]:
    """List the rules that two offices or more broke, the most widespread first."""
    units: dict[Rule, dict[str, None]] = defaultdict(dict)
    times: Counter[Rule] = Counter()
    severity = {}
    for office in year.offices:
        for finding in office.findings:
            units[finding.rule][office.unit] = None
            times[finding.rule] += 1
            severity[finding.rule] = finding.severity.value
    several = {rule: tuple(names) for rule, names in units.items() if len(names) > 1}
    shared = [Shared(rule, severity[rule], names, times[rule]) for rule, names in several.items()]
    return sorted(shared, key=lambda it: (-len(it.units), it.severity, it.rule.id))


def _plain(text: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _folded(name: str, unit: str) -> str:
    """Fold a project's name: width, signs, years and the office's own name ahead do not make it another."""
    text = _plain(without_years(name)) or _plain(name)
    own = _plain(unit)
    for ahead in (own, *(own.removesuffix(end) for end in _OFFICE_ENDS)):
        if ahead and text.startswith(ahead) and text != ahead:
            text = text.removeprefix(ahead)
    return text


def repeated_projects(year: Year) -> list[list[Line]]:
    """List the projects that two offices or more run under one name, the widest spread first."""
    groups: dict[str, list[Line]] = defaultdict(list)
    for office, project in year.lines:
        if project.name:
            groups[_folded(project.name, office.unit)].append((office, project))
    several = [group for group in groups.values() if len({office.unit for office, _ in group}) > 1]
    return sorted(several, key=lambda it: (-len({office.unit for office, _ in it}), it[0][1].name))


def _late(project: ProjectLine, year: int | None) -> bool:
    if project.adjusted_on is None:
        return False
    month, day = policy().district.late_from
    return project.adjusted_on >= date(year or project.adjusted_on.year, month, day)


def late_lines(year: Year) -> list[Line]:
    """List the projects whose budget was moved (指标调整日期) late in the year, by date."""
    late = [(office, project) for office, project in year.lines if _late(project, year.year)]
    return sorted(late, key=lambda it: (it[1].adjusted_on or date.min, it[0].unit, it[1].number or 0))


@dataclass(frozen=True, slots=True)
class Late:
    """What came late to one office: how many projects, their 全年预算 and 支出 in fen."""

    office: Office
    projects: int
    budget: int
    spent: int


def late_offices(year: Year) -> list[Late]:
    """Sum up the late budgets of each office, the largest share of its own budget first."""
    groups: dict[str, list[Line]] = defaultdict(list)
    for office, project in late_lines(year):
        groups[office.workbook].append((office, project))
    sums = [
        Late(group[0][0], len(group), sum(it.budget or 0 for _, it in group), sum(it.spent or 0 for _, it in group))
        for group in groups.values()
    ]
    return sorted(sums, key=lambda it: (-(rate(it.budget, it.office.budget) or Fraction(0)), it.office.unit))


def slow_offices(year: Year) -> list[Office]:
    """List the offices whose execution is below the preset's threshold, the lowest first."""
    floor = policy().preset(None).execution_floor
    rated = [(share, office) for office in year.offices if (share := rate(office.spent, office.budget)) is not None]
    return [office for share, office in sorted(rated, key=lambda it: (it[0], it[1].unit)) if share < floor]
