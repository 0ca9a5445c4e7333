"""Nearby (只差一位): a figure that agrees with no cell and is one digit off the one that its sentence speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.compare import bounds
from pipeline.checks.prose.reading.document import Role
from pipeline.checks.prose.reading.mentions import Kind
from pipeline.checks.prose.slips import one_off
from pipeline.checks.prose.tables.beside import clause
from pipeline.checks.prose.tables.held import TITLES, Held, of_aim, told
from pipeline.checks.prose.tables.measured import near_measure
from pipeline.checks.prose.tables.partial import wrong_year
from pipeline.checks.prose.tables.quantities import project_of
from pipeline.checks.prose.tables.rules import contrary
from pipeline.checks.prose.tables.units import PRICED
from pipeline.model.findings import declare
from pipeline.model.money import FEN_PER_WAN, FEN_PER_YUAN

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose, Spot
    from pipeline.checks.prose.reading.mentions import Mention
    from pipeline.checks.prose.tables.verdicts import Verdicts
    from pipeline.model.book import Project
    from pipeline.model.findings import Finding

NEARBY = declare(
    "prose-near",
    "文中数字与表格只差一位",
    "warning",
    source="rules 9",
    notes="正文里的数字与本项目的金额或同名指标都不一致，却只差一位数字，多半是写错了一位。",
    fix="请对照所列单元格核对这个数字；说的是另一件事的，不必修改。",
)
_THREE, _FOUR = 3, 4  # digits: so long a figure is hardly ever one digit off another by chance
_OTHER = re.compile(
    "合同|中标|控制价|招标|结算|审定|审减|送审|概算|投资|评审|报价|询价|上年|去年|往年|上一年|申请|拟|超出|超过|每|均|标准"
    "|补助|收入|中$"
)
_COLUMNS = (
    (re.compile("(?:[结节]余|[尚剩][余剩]|节[约省]|未使用)[^，。；]*$"), ("left",)),
    (re.compile("(?:追[加减]|[调核][增减]|压减)(?!后|为|至|到)[^，。；]*$"), ("moved",)),
    (re.compile("年初[^，。；]*$"), ("initial",)),
    (re.compile("(?:调整|[调核压][减增])(?:后|为|至|到)[^，。；]{0,4}$"), ("budget",)),
    (re.compile("预算[^，。；]*$"), ("budget", "initial")),
    (re.compile("(?:支出|决算|执行|使用|支付|发放|兑付)[^，。；]*$"), ("spent",)),
    (re.compile("(?:核拨|[下划]拨|拨[付入]|下达|到位|安排)[^，。；]*$"), ("budget", "initial", "spent")),
    (re.compile("(?:合计|总计|共)[^，。；]*$"), ("spent", "budget")),
)
_MAY_BE_BETWEEN, _WIDEST = re.compile("[余剩约省增减加]|未使用"), 24
_BETWEEN = {"left": ("budget", "spent"), "moved": ("budget", "initial")}
_SUPPOSED = re.compile("如(?:果|剔除|不|按|扣除)|若|假[如设]|剔除|扣除|上次|口径")


def _plain(prose: Prose, spot: Spot) -> bool:
    """Tell whether a figure is one plain value of its own: no range, no 余, nothing 以上 but in a goal."""
    mention = spot.mention
    if mention.value is None or mention.value <= 0 or mention.step <= 0 or mention.high is not None:
        return False
    if "/" in mention.unit and mention.kind is not Kind.MONEY:
        return False
    loose = bounds(prose.text, mention)
    goal = spot.passage.role is Role.GOAL or spot.passage.section == "一（二）"
    return not loose or (loose != "about" and (goal or of_aim(prose, spot)))


def _amounts(rows: Sequence[Project]) -> dict[str, int]:
    """Give what these projects have in each column together, in fen; a column with a blank is left out."""
    listed = ((column, [getattr(row, column) for row in rows]) for column in ("spent", "budget", "initial"))
    sums = {column: sum(amounts) for column, amounts in listed if amounts and all(amounts)}
    between = ((key, [sums[it] for it in columns if it in sums]) for key, columns in _BETWEEN.items())
    return sums | {key: abs(pair[0] - pair[1]) for key, pair in between if len(pair) == 2}  # noqa: PLR2004  (both)


def _columns(spot: Spot) -> tuple[str, ...]:
    """Name the columns that the words before a figure speak of."""
    before = clause(spot.before)
    return () if _OTHER.search(before) else next((columns for words, columns in _COLUMNS if words.search(before)), ())


def _is_slip(mention: Mention, exact: int) -> bool:
    """Tell whether an amount is one digit off another; one whose first digit is less is rather a part of it."""
    to_the_yuan = mention.step <= FEN_PER_YUAN and exact >= FEN_PER_WAN  # then the zeros it ends in are told, too
    if one_off(mention, exact) < (_THREE if to_the_yuan else _FOUR):
        return False
    return (mention.value or 0) >= exact or str(int(mention.value or 0))[0] == str(exact)[0]


def _near_amount(verdicts: Verdicts, spot: Spot, project: Project | None) -> Held | None:
    """Return the amount, of its project or of the whole report, that a figure is one digit off."""
    prose = verdicts.prose
    rows = prose.book.projects if project is None else (project,)
    amounts = verdicts.told_of.get(rows[0].row if project else 0)
    if amounts is None:
        amounts = verdicts.told_of[rows[0].row if project else 0] = _amounts(rows)
    between = _MAY_BE_BETWEEN.search(spot.before, len(spot.before) - _WIDEST if len(spot.before) > _WIDEST else 0)
    listed = [it for it in amounts.items() if between or it[0] not in _BETWEEN]
    close = [column for column, exact in listed if _is_slip(spot.mention, exact)]
    if not close or (project is None and (spot.passage.section is None or prose.named(spot.begin, spot.end))):
        return None
    meant = [column for column in _columns(spot) if column in amounts]
    near = next((column for column in meant if column in close), None)
    if near is None or told(prose, spot, [amounts[column] for column in meant]):
        return None
    rest = amounts[near] - (spot.mention.value or 0)
    if any(it.kind is Kind.MONEY and it.value == rest for it in prose.figures(spot.begin, spot.end)):
        return None  # 工资福利支出60万元，商品和服务支出101.05万元
    if near in _BETWEEN and verdicts.wrong(spot.begin, spot.end):  # it may follow from what is wrong
        return None
    whose = "全部项目" if project is None else f"“{project.name}”"
    cells = tuple([prose.book.cell(row, key) for row in rows for key in _BETWEEN.get(near, (near,))])
    return Held(amounts[near], cells, f"{whose}的{TITLES[near]}")


def _near(verdicts: Verdicts, spot: Spot) -> Held | None:
    """Return what a figure that agrees with no cell is one digit off; a reason tells of its own indicator alone."""
    prose, (mention, passage, begin, _, _) = verdicts.prose, spot
    money, reason = mention.kind is Kind.MONEY, passage.role is Role.REASON
    project = passage.project or project_of(prose, passage, begin, mention.start)
    unit = PRICED if money else mention.unit
    listed = verdicts.likely.measured(project, unit) if project is not None else verdicts.likely.named(spot)
    if reason:
        listed = [it for it in listed if it[1][0].row == passage.where.row]
    amount = money and not reason and "/" not in mention.unit
    if not (amount or listed) or not _plain(prose, spot):
        return None
    near = _near_amount(verdicts, spot, project) if amount else None
    near = near or (near_measure(prose, spot, listed) if listed else None)
    if near is None or _SUPPOSED.search(spot.before):
        return None
    part = spot.before[max(map(spot.before.rfind, "；;")) + 1 :]
    return None if wrong_year(prose, part) else near


def judge_near(prose: Prose, verdicts: Verdicts) -> Iterator[Finding]:
    """Every unmatched figure that is one digit off the amount or the indicator that its sentence names."""
    status, printed = verdicts.status, prose.printed
    for spot in prose.spots:
        place = spot.mention.start
        near = None if place in status or place in printed else _near(verdicts, spot)
        if near is not None:
            verdicts.mismatch(spot.mention, *near.cells)
            yield _finding(prose, spot, near)


def _finding(prose: Prose, spot: Spot, near: Held) -> Finding:
    told_so = f"写的{spot.mention.text}与{near.title}", "只差一位数字，像是写错了"
    return contrary(prose, NEARBY, spot.mention, near.cells, told_so, near.exact)
