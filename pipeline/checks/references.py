"""References (项目序号): rows that name a project, and how projects are numbered and named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.checks.facts import folded, fundings
from pipeline.model.contract import BY_KEY
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.checks.facts import BookFacts
    from pipeline.checks.tables import Tables
    from pipeline.model.book import Project
    from pipeline.model.cells import Cell

REFERRING = ("indicators", "paragraphs", "parts", "payments")

PROJECT_UNKNOWN = declare(
    "project-unknown",
    "项目序号不在清单里",
    "critical",
    source="rules payments",
    notes="各表的项目序号都要能在项目清单里找到。",
    fix="请核对项目序号，改为项目清单里的序号。",
)
NAME_REPEATED = declare(
    "name-repeated",
    "项目重复列入",
    "critical",
    source="contract",
    notes="同一个预算项目、同一种资金来源只列一行。",
    fix="请合并成一行；确是两个项目的，请写出区别。",
)
NAME_SHARED = declare(
    "name-shared",
    "同名项目资金来源不同",
    "info",
    source="contract",
    notes="同一个预算项目有不同资金来源时可以分行，列出来供复核。",
    fix="请确认这几行是同一个项目的不同资金。",
)
SHORT_SHARED = declare(
    "short-shared",
    "简称不止一个项目用",
    "warning",
    source="contract",
    notes="一个简称只指一个项目，也不能是别的项目的名称，否则正文里分不清说的是哪一个。",
    fix="请给每个项目各起一个简称；不需要简称的请留空。",
)
NUMBER_GAP = declare(
    "number-gap",
    "序号不连续",
    "warning",
    source="contract",
    notes="项目清单的序号从 1 起连续编号。",
    fix="请检查有没有漏列项目，再把序号连续编好。",
)


def _unknown(tables: Tables, table: str) -> Iterator[tuple[int, Finding]]:
    """Find the numbers of one table that no project has; all rows with the same one are one finding."""
    frame = tables.frames[table]
    pairs = frame.loc[frame["project"].notna(), ["workbook", "project"]].drop_duplicates()
    wrong: dict[int, list[int]] = {}
    for workbook, number in zip(pairs["workbook"], pairs["project"], strict=True):
        facts = tables.facts[int(workbook)]
        meant = facts.misnumbered[1] if facts.misnumbered else None
        if facts.book.projects and int(number) not in facts.known and int(number) != meant:
            wrong.setdefault(int(workbook), []).append(int(number))
    for workbook, numbers in wrong.items():
        facts = tables.facts[workbook]
        cells: dict[int, list[Cell]] = {}
        for row in getattr(facts.book, table):
            cells.setdefault(row.project, []).append(facts.book.cell(row, "project"))
        yield from ((workbook, _unknown_number(table, number, cells[number])) for number in numbers)


def _unknown_number(table: str, number: int, cells: list[Cell]) -> Finding:
    many = f"（共 {len(cells)} 行）" if len(cells) > 1 else ""
    return PROJECT_UNKNOWN.at(
        *cells,
        found=f"项目序号 {number}",
        expected="项目清单里的序号",
        message=f"{BY_KEY[table].name}里的项目序号 {number} 在项目清单里找不到{many}。",
    )


def _names(facts: BookFacts) -> Iterator[Finding]:
    """Find projects of one name: critical with the same money, else an info."""
    named: dict[str, list[Project]] = {}
    for project in facts.book.projects:
        if project.name:
            named.setdefault(folded(project.name), []).append(project)
    for projects in named.values():
        sources = [frozenset(fundings(project)) for project in projects]
        if len(projects) < 2 or any(facts.unread(project, "funding") for project in projects):  # noqa: PLR2004  (a pair)
            continue
        cells = [facts.book.cell(project, "name") for project in reversed(projects)]
        rule = NAME_SHARED if len(set(sources)) == len(sources) else NAME_REPEATED
        kind = "资金来源各不相同" if rule is NAME_SHARED else "资金来源也相同"
        yield rule.at(
            *cells,
            found=f"“{projects[0].name}”列了 {len(projects)} 行",
            expected="同一资金来源只列一行",
            message=f"“{projects[0].name}”在项目清单里列了 {len(projects)} 行，{kind}。",
        )


def _shorts(facts: BookFacts) -> Iterator[Finding]:
    """Find a 简称 that another project is called by, too."""
    called: dict[str, list[tuple[Project, str]]] = {}
    for project in facts.book.projects:
        for key, name in (("name", folded(project.name)), ("short", folded(project.short))):
            if name and not (key == "short" and name == folded(project.name)):
                called.setdefault(name, []).append((project, key))
    for uses in called.values():
        cells = [facts.book.cell(project, key) for project, key in reversed(uses) if key == "short"]
        if not cells or len({folded(project.name) for project, _ in uses}) == 1:
            continue
        rows = "、".join(str(project.row) for project, _ in uses)
        short = next(project.short for project, key in uses if key == "short")
        yield SHORT_SHARED.at(
            *cells,
            found=f"“{short}”",
            expected="一个项目一个简称",
            message=f"“{short}”可以指项目清单第 {rows} 行的项目，正文里这样写分不清是哪一个。",
        )


def _misnumbered_finding(facts: BookFacts, project: Project, right: int) -> Finding:
    rows = [(table, row) for table in REFERRING for row in getattr(facts.book, table) if row.project == right]
    names = "、".join(dict.fromkeys(BY_KEY[table].name for table, _ in rows))
    return PROJECT_UNKNOWN.at(
        facts.book.cell(project, "number"),
        *(facts.book.cell(row, "project") for _, row in rows),
        found=f"序号 {project.number}",
        expected=f"序号 {right}",
        message=f"项目清单第 {project.row} 行的序号填的是 {project.number}，"
        f"{names}里写的却是 {right}（共 {len(rows)} 行）。",
        fix=f"请把项目清单的序号改为 {right}；没有填错的，请改正其他各表的项目序号。",
    )


def _gaps(facts: BookFacts) -> Iterator[Finding]:
    """Find numbers that do not run from 1; not where a number is missing, unread or repeated, which is the cause."""
    numbers = [project.number for project in facts.book.projects]
    if None in numbers or len(set(numbers)) < len(numbers) or set(numbers) == set(range(1, len(numbers) + 1)):
        return
    if facts.misnumbered:
        yield _misnumbered_finding(facts, *facts.misnumbered)
        return
    right, project = next((at, it) for at, it in enumerate(facts.book.projects, start=1) if it.number != at)
    yield NUMBER_GAP.at(
        facts.book.cell(project, "number"),
        found=f"序号 {project.number}",
        expected=f"序号 {right}",
        message=f"项目清单的序号不连续：这里应是 {right}，填了 {project.number}。",
    )


def references(tables: Tables) -> Iterator[tuple[int, Finding]]:
    """Check numbers and names of every workbook; each finding with the index of its workbook."""
    for table in REFERRING:
        yield from _unknown(tables, table)
    for workbook, facts in enumerate(tables.facts):
        yield from ((workbook, finding) for finding in (*_names(facts), *_shorts(facts)))
        yield from ((workbook, finding) for finding in _gaps(facts))
