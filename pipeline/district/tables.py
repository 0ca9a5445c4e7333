"""The summary as a workbook (汇总表.xlsx): one sheet a subject, sums as numbers, amounts in yuan."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from pipeline.district import facts
from pipeline.district.agree import agreements
from pipeline.model.findings import Severity
from pipeline.model.money import half_up
from pipeline.outputs.xlsx.stream import Column, Kind, Table, Value, write_tables

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

    from pipeline.district.facts import Line
    from pipeline.district.nouns import District, Year

WEIGHT_WORDS = {"critical": "必须修改", "warning": "提醒"}
_RATE = Column("执行率（%）", Kind.SCORE, 12)
_MONEY = tuple(Column(name, Kind.MONEY, 18) for name in ("年初预算（元）", "全年预算（元）", "支出（元）"))
OFFICES = (
    Column("单位", width=30),
    Column("项目数", Kind.COUNT, 9),
    *_MONEY,
    _RATE,
    Column("执行率排名", Kind.COUNT, 11),
    Column("得分", Kind.SCORE, 9),
    Column("等级", Kind.CENTRED, 7),
    Column("得分排名", Kind.COUNT, 10),
    Column("自评得分", Kind.SCORE, 10),
    Column("结论", Kind.CENTRED, 10),
    Column("必须修改", Kind.COUNT, 10),
    Column("提醒", Kind.COUNT, 8),
    Column("文件", width=34),
)
PROJECTS = (
    Column("单位", width=30),
    Column("序号", Kind.COUNT, 7),
    Column("预算项目", width=40),
    Column("资金来源", width=18),
    *_MONEY,
    _RATE,
    Column("得分", Kind.SCORE, 9),
    Column("指标调整日期", Kind.CENTRED, 14),
)
LATE = (*PROJECTS[:3], Column("指标调整日期", Kind.CENTRED, 14), *_MONEY, _RATE)
SHARED = (
    Column("问题", width=24),
    Column("轻重", Kind.CENTRED, 10),
    Column("单位数", Kind.COUNT, 9),
    Column("处数", Kind.COUNT, 9),
    Column("怎么办", width=60),
    Column("涉及单位", width=60),
)
REPEATED = (Column("同名项目", width=36), Column("单位数", Kind.COUNT, 9), *PROJECTS[:3], *_MONEY, _RATE)
AGREED = (
    Column("核对内容", width=56),
    *(Column(name, Kind.MONEY, 20) for name in ("合计（元）", "各项相加（元）")),
    Column("结果", width=28),
)
LEFT_OUT = (Column("文件", width=40), Column("没有计入的原因", width=90))


def percent(share: Fraction | None) -> str | None:
    """Print a rate as a number of percent with two decimals."""
    return None if share is None else f"{half_up(share * 100)}"


def points(score: Decimal | None) -> str | None:
    """Print a score with two decimals."""
    return None if score is None else f"{score:.2f}"


def _offices(year: Year) -> Iterator[tuple[Value, ...]]:
    rates = [facts.rate(office.spent, office.budget) for office in year.offices]
    by_rate, by_score = facts.ranks(rates), facts.ranks([office.score for office in year.offices])
    for office, rate, rate_rank, score_rank in zip(year.offices, rates, by_rate, by_score, strict=True):
        sums = (office.unit, len(office.projects), office.initial, office.budget, office.spent)
        scores = (points(office.score), office.grade, score_rank, points(office.declared))
        counts = (office.count(Severity.CRITICAL), office.count(Severity.WARNING))
        yield (*sums, percent(rate), rate_rank, *scores, office.verdict.value, *counts, office.workbook)


def _office_total(year: Year) -> tuple[Value, ...]:
    sums = (len(year.lines), year.initial, year.budget, year.spent, percent(facts.rate(year.spent, year.budget)))
    return ("合计", *sums, *[None] * (len(OFFICES) - len(sums) - 1))


def _money(line: Line) -> tuple[Value, ...]:
    project = line[1]
    share = percent(facts.rate(project.spent, project.budget))
    return (project.initial, project.budget, project.spent, share)


def _day(line: Line) -> str | None:
    return f"{line[1].adjusted_on:%Y-%m-%d}" if line[1].adjusted_on else None


def _who(line: Line) -> tuple[Value, ...]:
    return (line[0].unit, line[1].number, line[1].name)


def _projects(year: Year) -> Iterator[tuple[Value, ...]]:
    for line in year.lines:
        yield (*_who(line), line[1].funding, *_money(line), points(line[1].score), _day(line))


def _project_total(year: Year) -> tuple[Value, ...]:
    amounts = (year.initial, year.budget, year.spent, percent(facts.rate(year.spent, year.budget)))
    return ("合计", len(year.lines), None, None, *amounts, None, None)


def _shared(year: Year) -> Iterator[tuple[Value, ...]]:
    for item in facts.shared_findings(year):
        words = (item.rule.title, WEIGHT_WORDS[item.severity])
        yield (*words, len(item.units), item.times, item.rule.fix, "、".join(item.units))


def _repeated(year: Year) -> Iterator[tuple[Value, ...]]:
    for group in facts.repeated_projects(year):
        units = len({office.unit for office, _ in group})
        for line in group:
            yield (group[0][1].name, units, *_who(line), *_money(line))


def _late(year: Year) -> Iterator[tuple[Value, ...]]:
    for line in facts.late_lines(year):
        yield (*_who(line), _day(line), *_money(line))


def _agreed(year: Year) -> Iterator[tuple[Value, ...]]:
    for item in agreements(year):
        yield (item.subject, item.whole, item.parts, item.words)


def _tables(district: District) -> Iterator[Table]:
    for year in district.years:
        more = f"-{year.year or '未填年度'}" if len(district.years) > 1 else ""
        yield Table(f"单位汇总{more}", OFFICES, _offices(year), _office_total(year))
        yield Table(f"项目明细{more}", PROJECTS, _projects(year), _project_total(year))
        yield Table(f"共同问题{more}", SHARED, _shared(year))
        yield Table(f"同名项目{more}", REPEATED, _repeated(year))
        yield Table(f"年末下达{more}", LATE, _late(year))
        yield Table(f"合计核对{more}", AGREED, _agreed(year))
    yield Table("没有计入", LEFT_OUT, ((item.workbook, item.reason) for item in district.left_out))


def workbook_of(district: District) -> bytes:
    """Write the summary as .xlsx; the same district gives the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        write_tables(archive, _tables(district))
    return out.getvalue()
