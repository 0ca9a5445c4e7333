"""Nearby (只差一位): a figure that agrees with no cell and is one digit off the one that its sentence speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.compare import Exact, bounds, holds
from pipeline.checks.prose.reading.document import Role
from pipeline.checks.prose.reading.mentions import Kind
from pipeline.checks.prose.slips import one_off, shown
from pipeline.checks.prose.tables.quantities import LEAST_KEY, STOPS, Rows, core, project_of, unit_of
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
_FOUR, _THREE, _TWO = 4, 3, 2  # digits: so long a figure is hardly ever one digit off another by chance
_OTHER = re.compile(
    "合同|中标|控制价|招标|结算|审定|审减|送审|概算|投资|评审|报价|询价|上年|去年|往年|上一年|申请|拟|超出|超过|每|均|标准"
    "|补助|收入|到位|下达|拨付"
)
_APART = re.compile(
    "上年(?!结转)|去年|往年|同期|每|均|其[中余他]|分别|由|从|较|比|新增|增[加长至]|减少|提高|降|[一二三四]期|[首前后]批|第[一二三四]|月|季度|半年|部分"
)
_PLANNED = re.compile("计划|目标|原定|应")
_IDLE = re.compile("(?:目标值?|计划|实际|已?达到?|完成|为|是|约)+$|[0-9.,]+[%％]?|^(?:其|以及|并)")
_BARE = frozenset({"实际", "完成", "实际完成", "达到", "实际达到", "实际为"})
_OPENS = re.compile("(?:对|为|全部|上述|这|在|由)?")
_NOUN = re.compile("[一-龥]{2,8}")
_COLUMNS = (
    (re.compile("年初[^，。；]*$"), ("initial",)),
    (re.compile("(?:调整|[调核压][减增])(?:后|为|至|到)[^，。；]{0,4}$"), ("budget",)),
    (re.compile("预算[^，。；]*$"), ("budget", "initial")),
    (re.compile("(?:支出|决算|执行|使用|支付)[^，。；]*$"), ("spent",)),
    (re.compile("(?:合计|总计|共)[^，。；]*$"), ("spent", "budget")),
)
_TITLES = {"spent": "支出", "budget": "全年预算", "initial": "年初预算", "actual": "完成值", "target": "指标值"}
_YEARS = re.compile("(?:19|20)[0-9]{2}(?=年)")
_WORDS_BEFORE = 16


class _Held(NamedTuple):
    """What a figure may have been meant to say: the value, the cells that hold it and what they are called."""

    exact: Exact
    cells: tuple[Cell, ...]
    title: str


def _plain(prose: Prose, spot: Spot) -> bool:
    """Tell whether a figure is one plain value of its own: no range, no 余, nothing 以上 or at least."""
    mention = spot.mention
    if mention.value is None or mention.value <= 0 or mention.step <= 0 or mention.high is not None:
        return False
    return "/" not in mention.unit and spot.passage.role is not Role.REASON and not bounds(prose.text, mention)


def _clause(spot: Spot) -> str:
    """Cut out the clause before a figure; of a bare 实际 or 完成, with the one before it."""
    *others, last = STOPS.split(spot.before[-2 * _WORDS_BEFORE :])
    return (f"{others[-1]}{last}" if others and last in _BARE else last)[-_WORDS_BEFORE:]


def _amounts(spot: Spot, rows: Sequence[Project]) -> list[tuple[str, int]]:
    """Give the columns that the words before a figure name, each with what these projects have in it together."""
    before = _clause(spot)
    columns = next((columns for words, columns in _COLUMNS if words.search(before)), ())
    if not columns or _OTHER.search(before):
        return []
    told = [(column, [getattr(row, column) for row in rows]) for column in columns]
    return [(column, sum(amounts)) for column, amounts in told if amounts and all(amounts)]


def _near_amount(prose: Prose, spot: Spot, project: Project | None) -> _Held | None:
    """Return the amount, of its project or of the whole report, that a figure is one digit off."""
    if project is None and (spot.passage.section is None or prose.named(spot.begin, spot.end)):
        return None
    rows = prose.book.projects if project is None else (project,)
    amounts = _amounts(spot, rows)
    near = next(((column, exact) for column, exact in amounts if one_off(spot.mention, exact) >= _FOUR), None)
    if near is None or _told(prose, spot, [exact for _, exact in amounts]):
        return None
    whose = "全部项目" if project is None else f"“{project.name}”"
    cells = tuple([prose.book.cell(row, near[0]) for row in rows])
    return _Held(near[1], cells, f"{whose}的{_TITLES[near[0]]}")


def _numbers(row: Indicator) -> list[tuple[str, Decimal]]:
    """Give 完成值 and 指标值 of an indicator, where they are numbers."""
    told = (("actual", row.actual), ("target", row.target))
    return [(key, it.number) for key, it in told if it is not None and it.number]


def _near_measure(prose: Prose, spot: Spot, rows: Sequence[Indicator]) -> _Held | None:
    """Return the result or target that a figure is one digit off, of an indicator its sentence shares a word with.

    It needs fewer digits where the words beside it are what the indicator counts, or nothing else has its unit. A
    sentence that tells the result may tell of something else besides, unless it speaks of a plan.
    """
    mention = spot.mention
    close = [row for row in rows if any(one_off(mention, number) >= _TWO for _, number in _numbers(row))]
    before, sentence = (_clause(spot), prose.text[spot.begin : spot.end]) if close else ("", "")
    for row in close if not _APART.search(before) else ():
        name, told = row.third or "", _numbers(row)
        if not any(name[at : at + 2] in sentence for at in range(len(name) - 1)):
            continue
        least = _TWO if _beside(prose, spot, row) or (len(rows) == 1 and _only(prose, spot)) else _THREE
        for key, number in told:
            alone = key == "actual" or _PLANNED.search(before)
            rivals = [number] if alone else [it for _, it in told]
            if one_off(mention, number) >= least and not _told(prose, spot, rivals):
                return _Held(number, (prose.book.cell(row, key),), f"“{name}”的{_TITLES[key]}")
    return None


def _only(prose: Prose, spot: Spot) -> bool:
    """Tell whether no other figure of a cell has the unit of this one."""
    first, last = spot.passage.start, spot.passage.end
    return sum(it.unit == spot.mention.unit for it in prose.mentions if first <= it.start < last) == 1


def _beside(prose: Prose, spot: Spot, row: Indicator) -> bool:
    """Tell whether an indicator counts what is named beside a figure: 更新健身路径16套, 11条小巷 where it opens."""
    noun, before = core(row.third or "", row.unit or ""), _IDLE.sub("", _clause(spot))
    if (noun in before and len(noun) >= LEAST_KEY) or before == noun or (before[2:] and noun.endswith(before)):
        return True
    behind = _NOUN.match(prose.text, spot.mention.end) if _OPENS.fullmatch(spot.before) else None
    return behind is not None and any(noun.endswith(behind[0][:size]) for size in range(2, len(behind[0]) + 1))


def _told(prose: Prose, spot: Spot, values: Sequence[Exact]) -> bool:
    """Tell whether another figure of the same cell says one of these: then this one speaks of something else."""
    first, last = spot.passage.start, spot.passage.end
    mates = [it for it in prose.mentions if first <= it.start < last and it.kind is spot.mention.kind]
    return any(holds(it, value) for it in mates for value in values)


def _near(prose: Prose, spot: Spot, rows: Rows) -> _Held | None:
    """Return what a figure that agrees with no cell is one digit off."""
    mention, passage, begin, _, before = spot
    money = mention.kind is Kind.MONEY
    project = passage.project or project_of(prose, passage, begin, mention.start)
    listed = () if money or project is None else rows.get((project.number or 0, unit_of(mention.unit)), ())
    if not (money or listed) or not _plain(prose, spot):
        return None
    if {int(year) for year in _YEARS.findall(before)} - {prose.book.info.year}:
        return None
    return _near_amount(prose, spot, project) if money else _near_measure(prose, spot, listed)


def judge_near(prose: Prose, verdicts: Verdicts) -> Iterator[Finding]:
    """Every unmatched figure that is one digit off the amount or the indicator that its sentence names."""
    status, printed = verdicts.status, prose.printed
    for spot in prose.spots:
        place = spot.mention.start
        near = None if place in status or place in printed else _near(prose, spot, verdicts.by_unit)
        if near is not None:
            verdicts.mismatch(spot.mention, *near.cells)
            yield _finding(prose, spot, near)


def _finding(prose: Prose, spot: Spot, near: _Held) -> Finding:
    mention, expected = spot.mention, shown(spot.mention, near.exact)
    message = f"文中写的{mention.text}与{near.title}{expected}只差一位数字，像是写错了。"
    told = NEARBY.at(spot.passage.where, *near.cells, found=mention.text, expected=expected, message=message)
    return prose.causes.note(told, dict([causes.said(mention, Fraction(near.exact))]))
