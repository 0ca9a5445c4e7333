"""The sentences of the summary (汇总说明): what its tables say, with the numbers in it."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.district import facts
from pipeline.district.agree import agreements
from pipeline.model.findings import Severity
from pipeline.model.money import half_up, percent_text, yuan_text
from pipeline.model.policy import policy

if TYPE_CHECKING:
    from pipeline.district.nouns import Year

GRADES = ("优", "良", "中", "差")


def rate_text(spent: int | None, budget: int | None) -> str:
    """Print an execution rate; a dash without a budget."""
    return percent_text(spent, budget) if spent is not None and budget else "—"


def overall(year: Year) -> list[str]:
    """Say how many, how much, how well."""
    share = f"，执行率 {rate_text(year.spent, year.budget)}" if year.budget else ""
    units = len({office.unit for office in year.offices})
    several = "" if units == len(year.offices) else f"的 {len(year.offices)} 份工作簿"
    said = [
        (
            f"汇总 {units} 个单位{several}、{len(year.lines)} 个项目：全年预算 {yuan_text(year.budget)} 元，"
            f"支出 {yuan_text(year.spent)} 元{share}。"
        )
    ]
    return said + _scores(year) + _slow(year) + _provisional(year)


def _scores(year: Year) -> list[str]:
    scores = [office.score for office in year.offices if office.score is not None]
    if not scores:
        return []
    mean = half_up(Fraction(sum(scores)) / len(scores))
    counts = Counter(office.grade for office in year.offices if office.grade)
    grades = "、".join(f"{grade} {counts[grade]} 个" for grade in GRADES if counts[grade])
    missing = len(year.offices) - len(scores)
    unscored = f"；{missing} 个单位的得分算不出来" if missing else ""
    return [f"各单位得分的平均数是 {mean} 分（按单位平均），等级：{grades}{unscored}。"]


def _slow(year: Year) -> list[str]:
    floor = policy().preset(None).execution_floor
    slow = facts.slow_offices(year)
    if not slow:
        return []
    names = "、".join(f"{office.unit}（{rate_text(office.spent, office.budget)}）" for office in slow)
    return [f"执行率不到 {percent_text(int(floor * 100), 100)} 的有 {len(slow)} 个单位：{names}。"]


def _provisional(year: Year) -> list[str]:
    failing = [office.unit for office in year.offices if office.count(Severity.CRITICAL)]
    if not failing:
        return []
    return [f"{'、'.join(failing)}还有必须修改的问题，这 {len(failing)} 个单位的数和名次改正后可能变化。"]


def shared(year: Year) -> list[str]:
    """Say whether findings are shared."""
    count = len(facts.shared_findings(year))
    return [f"有 {count} 类问题在两个以上单位出现。" if count else "没有两个以上单位都有的问题。"]


def repeated(year: Year) -> list[str]:
    """Say whether one project stands in several offices."""
    groups = facts.repeated_projects(year)
    if not groups:
        return ["没有两个以上单位都列的项目。"]
    spent = sum(project.spent or 0 for group in groups for _, project in group)
    return [f"有 {len(groups)} 个项目在两个以上单位出现，支出共 {yuan_text(spent)} 元。"]


def late(year: Year) -> list[str]:
    """Say how much budget came late in the year."""
    sums = facts.late_offices(year)
    month, day = policy().district.late_from
    since = f"{month} 月 {day} 日以后"
    if not sums:
        return [f"没有在 {since}调整指标的项目。"]
    budget, spent = sum(it.budget for it in sums), sum(it.spent for it in sums)
    share = f"，占全年预算的 {percent_text(budget, year.budget)}" if year.budget else ""
    return [
        (
            f"{since}调整指标的有 {len(sums)} 个单位的 {sum(it.projects for it in sums)} 个项目，"
            f"全年预算 {yuan_text(budget)} 元{share}；其中支出 {yuan_text(spent)} 元，"
            f"执行率 {rate_text(spent, budget)}。"
        )
    ]


def agreed(year: Year) -> list[str]:
    """Say, to the fen, whether the sums are those of their parts."""
    broken = [item for item in agreements(year) if not item.holds]
    if not broken:
        return [
            (
                f"各单位年初预算、全年预算、支出之和与 {len(year.lines)} 个项目逐项相加的数一致，"
                f"{len(year.offices)} 个单位的支出合计与各自的项目清单一致，精确到分。"
            )
        ]
    return [f"{item.subject}：{item.words}。" for item in broken]
