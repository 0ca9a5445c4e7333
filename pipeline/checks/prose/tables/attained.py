"""Attained (达到目标): results that are said to reach, to pass or to miss their target, beside the target itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.compare import bounds
from pipeline.checks.prose.reading.document import Role
from pipeline.checks.prose.reading.mentions import Kind
from pipeline.checks.prose.tables.aimed import reached
from pipeline.checks.prose.tables.beside import clause
from pipeline.checks.prose.tables.units import MEASURES, numbers
from pipeline.model.findings import declare

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose, Spot
    from pipeline.checks.prose.tables.verdicts import Verdicts
    from pipeline.model.findings import Finding

ATTAINED = declare(
    "prose-attained",
    "是否达到目标说得不对",
    "critical",
    source="contract",
    notes="正文写某个结果达到、超过或没有达到目标的，要与写出的目标、与绩效指标的指标值和完成值一致。",
    fix="请核对结果和目标，把这句话改成与数字一致的说法；如是绩效指标填错，请改绩效指标。",
)
_HOW = (
    "[，（]?(?:均|都|也|已经?|全部|全面|圆满|如期|按期|顺利|略|远)*(?P<no>未能?|没有?能?|不)?"
    "(?:(?P<met>达到|达成|完成|实现|优于|好于)|(?P<over>超过|超出|超额完成|高于|多于|大于)|(?P<under>低于|少于|短于|小于))了?"
)
_OWN = "(?:年度|年初|全年|本年度?|当年|预期|预定|既定|设定|确定|绩效|指标|考核|计划|工作|的)*"
_CLAIM = re.compile(f"{_HOW}{_OWN}")  # up to 目标
_SET = re.compile(_HOW)  # up to the target itself: 达到98%的目标
_OF_TARGET = re.compile(f"(?:以[上内])?{_OWN}")
_CLOSED = re.compile("(?:任务|要求|值|数|指标)?(?:[，。；、）\n\x1e]|$)")
_WANTED = re.compile("确保|力争|争取|预计|要求|若|如(?!期)|上年|去年|上级|市级|区级|明年|下年|下一步")
_FEWER_IS_BETTER = re.compile("[差错]|投诉|发案|事故|返|流失|超标|漏|空置|逾期|坏|损|[降减]|费|成本|支出|价|时|期|天")
_LESS, _MORE = frozenset({"≤", "<"}), frozenset({"≥", ">"})
_TARGET, _WIDEST = re.compile("目标"), 24


def judge_attained(prose: Prose, verdicts: Verdicts) -> Iterator[Finding]:
    """Every 达到目标, 超过目标 and 未达到目标 right behind a result that its target or its indicator contradicts."""
    text, spots = prose.text, prose.spots
    for found in _TARGET.finditer(text):
        at = bisect_left(prose.mentions, (found.start(),)) - 1
        if at < 0 or found.start() - spots[at].mention.end > _WIDEST or not _CLOSED.match(text, found.end()):
            continue
        last = spots[at]
        claim = _CLAIM.fullmatch(text, last.mention.end, found.start())
        if claim and _plain(prose, last):
            yield from _beside_row(prose, verdicts, last, claim)
        elif at and _OF_TARGET.fullmatch(text, last.mention.end, found.start()):
            told = _SET.fullmatch(text, spots[at - 1].mention.end, last.mention.start)
            if told and _plain(prose, spots[at - 1]):
                yield from _beside_target(prose, verdicts, (spots[at - 1], last), told, found.end())


def _plain(prose: Prose, result: Spot) -> bool:
    """Tell whether a figure is one result, and not what somebody wants or what another year brought."""
    mention = result.mention
    if mention.value is None or mention.high is not None or bounds(prose.text, mention):
        return False
    return result.passage.role is not Role.GOAL and not _WANTED.search(result.before)


def _denied(how: re.Match[str], result: Fraction, target: Fraction, *, fewer: bool | None) -> bool:
    """Tell whether two numbers deny what is said of them; `fewer` is better, or nobody knows."""
    if how["over"]:
        said = result > target
    elif how["under"]:
        said = result < target
    elif fewer is None:
        return False
    else:
        said = result <= target if fewer else result >= target
    return said is bool(how["no"])


def _beside_row(prose: Prose, verdicts: Verdicts, result: Spot, how: re.Match[str]) -> Iterator[Finding]:
    """Hold 22场，超过年度目标 against the indicator whose 完成值 the result is."""
    row = reached(prose, verdicts, result)
    values = dict(numbers(row, result.mention.unit)) if row is not None else {}
    if row is None or len(values) != 2 or row.direction not in _LESS | _MORE:  # noqa: PLR2004  (both)
        return
    actual, target = Fraction(values["actual"]), Fraction(values["target"])
    if _denied(how, actual, target, fewer=row.direction in _LESS):
        cells = prose.book.cell(row, "target"), prose.book.cell(row, "actual")
        told = f"{row.target.text if row.target else ''}{row.unit or ''}"
        done = f"{row.actual.text if row.actual else ''}{row.unit or ''}"
        words = f"{result.mention.text}{how[0]}目标"
        aim = f"指标值是{row.direction}{told}"
        message = f"文中写“{words}”，而绩效指标“{row.third}”的{aim}，完成值是{done}。"
        yield ATTAINED.at(
            result.passage.where,
            *cells,
            found=words,
            expected=f"与指标值{row.direction}{told}一致的说法",
            message=message,
        )


def _beside_target(
    prose: Prose, verdicts: Verdicts, both: tuple[Spot, Spot], how: re.Match[str], end: int
) -> Iterator[Finding]:
    """Hold 97.5%，达到98%的目标 against itself; the claim goes to `end`."""
    result, mention, target = both[0], both[0].mention, both[1].mention
    if mention.kind is not target.kind or MEASURES[mention.unit] != MEASURES[target.unit] or target.value is None:
        return
    fewer = _fewer(prose, verdicts, result, bounds(prose.text, target))
    one, two = Fraction(mention.value or 0), Fraction(target.value)
    if target.high is None and _denied(how, one, two, fewer=fewer):
        words = prose.text[mention.start : end]
        way = "等于" if one == two else "高于" if one > two else "低于"
        message = f"文中写“{words}”，而{mention.text}{way}{target.text}。"
        finding = ATTAINED.at(
            result.passage.where, found=words, expected=f"与目标{target.text}一致的说法", message=message
        )
        mends = [causes.said(mention, two), causes.said(target, one)]
        yield prose.causes.note(finding, dict(mends))


def _fewer(prose: Prose, verdicts: Verdicts, result: Spot, loose: str) -> bool | None:
    """Tell whether less of what a result counts is better: its indicator or 以内 says so, or of a rate its name."""
    row = reached(prose, verdicts, result)
    if row is not None and row.direction in _LESS | _MORE:
        return row.direction in _LESS
    if loose in {"least", "most"}:
        return loose == "most"
    rate = result.mention.kind is Kind.PERCENT and not _FEWER_IS_BETTER.search(clause(result.before))
    return False if rate else None
