"""Nearby (只差一位): a figure that agrees with no cell and is one digit off the one that its sentence speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.compare import Exact, holds
from pipeline.checks.prose.reading.document import Role
from pipeline.checks.prose.reading.mentions import Kind
from pipeline.checks.prose.slips import one_off, shown
from pipeline.checks.prose.tables.quantities import project_of, unit_of
from pipeline.model.figures import Status
from pipeline.model.findings import declare

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose, Spot
    from pipeline.checks.prose.tables.verdicts import Verdicts
    from pipeline.model.book import Indicator, Project
    from pipeline.model.cells import Cell
    from pipeline.model.findings import Finding

NEARBY = declare(
    "prose-near",
    "文中数字与表格只差一位",
    "warning",
    source="rules 9",
    notes="正文里的数字与本项目的金额或同名指标都不一致，却只差一位数字，多半是写错了一位。",
    fix="请对照所列单元格核对这个数字；说的是另一件事的，不必修改。",
)
_FOUR, _THREE = 4, 3  # digits: so long a figure is hardly ever one digit off another by chance
_OTHER = re.compile(
    "合同|中标|控制价|招标|结算|审定|审减|送审|概算|投资|评审|报价|询价|上年|去年|往年|上一年|申请|拟|超出|超过|每|均|标准"
    "|补助|收入|到位|下达|拨付"
)
_COLUMNS = (
    (re.compile("年初[^，。；]*$"), ("initial",)),
    (re.compile("预算[^，。；]*$"), ("budget", "initial")),
    (re.compile("(?:支出|决算|执行|使用|支付)[^，。；]*$"), ("spent",)),
    (re.compile("(?:合计|总计|共)[^，。；]*$"), ("spent", "budget")),
)
_TITLES = {"spent": "支出", "budget": "全年预算", "initial": "年初预算"}
_YEARS = re.compile("(?:19|20)[0-9]{2}(?=年)")
_WORDS_BEFORE = 16


class _Held(NamedTuple):
    """What a figure may have been meant to say: the value, the cells that hold it and what they are called."""

    exact: Exact
    cells: tuple[Cell, ...]
    title: str


def _plain(spot: Spot) -> bool:
    """Tell whether a figure is one plain value of its own."""
    mention = spot.mention
    once = mention.value is not None and mention.value > 0 and mention.step > 0 and mention.high is None
    return once and not mention.vague and "/" not in mention.unit and spot.passage.role is not Role.REASON


def _amounts(prose: Prose, spot: Spot, project: Project | None) -> list[_Held]:
    """Give the amounts that the words before a figure name: of its project, or of the whole report."""
    before = spot.before[-_WORDS_BEFORE:]
    columns = next((columns for words, columns in _COLUMNS if words.search(before)), ())
    if _OTHER.search(before) or (project is None and (spot.passage.section is None or prose.named(spot.begin, spot.end))):
        return []
    rows = prose.book.projects if project is None else (project,)
    whose = "全部项目" if project is None else f"“{project.name}”"
    held = []
    for column in columns:
        told = [getattr(row, column) for row in rows]
        if told and all(told):
            cells = tuple([prose.book.cell(row, column) for row in rows])
            held.append(_Held(sum(told), cells, f"{whose}的{_TITLES[column]}"))
    return held


def _measures(prose: Prose, spot: Spot, rows: Iterable[Indicator]) -> Iterator[_Held]:
    """Give targets and results of the indicators that share a word with the sentence of a figure."""
    sentence = prose.text[spot.begin : spot.end]
    for row in rows:
        name = row.third or ""
        if any(name[at : at + 2] in sentence for at in range(len(name) - 1)):
            for key, title in (("actual", "完成值"), ("target", "指标值")):
                measure = getattr(row, key)
                if measure is not None and measure.number:
                    yield _Held(measure.number, (prose.book.cell(row, key),), f"“{name}”的{title}")


def _told(prose: Prose, spot: Spot, held: Sequence[_Held]) -> bool:
    """Tell whether the figure, or another of its cell, says one of these: then it speaks of something else."""
    first, last = spot.passage.start, spot.passage.end
    mates = [it for it in prose.mentions if first <= it.start < last and it.kind is spot.mention.kind]
    return any(holds(it, one.exact) for it in mates for one in held)


def _nearest(prose: Prose, spot: Spot, held: Sequence[_Held], least: int) -> _Held | None:
    """Return what a figure of so many digits is one digit off; None where its cell also tells the right number."""
    near = next((it for it in held if one_off(spot.mention, it.exact) >= least), None)
    return None if near is None or _told(prose, spot, held) else near


def judge_near(prose: Prose, verdicts: Verdicts) -> Iterator[Finding]:
    """Every unmatched figure that is one digit off the amount or the indicator that its sentence names."""
    rows: dict[tuple[int | None, str], list[Indicator]] = {}
    for row in prose.book.indicators:
        rows.setdefault((row.project, unit_of(row.unit or "")), []).append(row)
    for spot in prose.spots:
        mention, passage, begin, _, before = spot
        if mention.start in verdicts.status or mention.start in prose.printed or not _plain(spot):
            continue
        years = {int(year) for year in _YEARS.findall(before)} - {prose.book.info.year}
        project = project_of(prose, passage, begin, mention.start)
        if years or (project is None and mention.kind is not Kind.MONEY):
            continue
        if mention.kind is Kind.MONEY:
            near = _nearest(prose, spot, _amounts(prose, spot, project), _FOUR)
        else:
            listed = rows.get((project and project.number, unit_of(mention.unit)), ())
            near = _nearest(prose, spot, list(_measures(prose, spot, listed)), _THREE) if listed else None
        if near is not None:
            verdicts.mismatch(mention, *near.cells)
            yield _finding(prose, spot, near)


def _finding(prose: Prose, spot: Spot, near: _Held) -> Finding:
    mention, expected = spot.mention, shown(spot.mention, near.exact)
    message = f"文中写的{mention.text}与{near.title}{expected}只差一位数字，像是写错了。"
    told = NEARBY.at(spot.passage.where, *near.cells, found=mention.text, expected=expected, message=message)
    return prose.causes.note(told, dict([causes.said(mention, Fraction(near.exact))]))
