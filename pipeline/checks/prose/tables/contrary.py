"""Contraries (反证): the rows of the tables that contradict what is said of all money, goals, points or rates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from pipeline.checks.prose.tables.rules import RATE
from pipeline.model import money
from pipeline.model.book import FOLLOWED
from pipeline.model.contract import QUALITATIVE, TIERS
from pipeline.model.findings import Rule, declare
from pipeline.model.policy import policy
from pipeline.model.scoring import FULL_SCORE, date_missed, earned_points, recomputed_score

if TYPE_CHECKING:
    from pipeline.model.book import Book, Indicator, Project
    from pipeline.model.cells import Cell

ABSOLUTE = declare(
    "prose-absolute",
    "一概而论的说法与表格不符",
    "warning",
    source="contract",
    notes="正文写资金全部使用、没有结余、目标全部完成或得分均为满分的，项目清单和绩效指标要处处如此。",
    fix="请把这句话改成与表格一致的说法；如是表格填错，请改表格。",
)


class Against(NamedTuple):
    """What the tables hold against a claim, at which cells, and what to say instead."""

    rule: Rule
    cells: Sequence[Cell]
    told: str
    expected: str


def left_over(book: Book, projects: Sequence[Project]) -> Against | None:
    """资金全部使用, 无结余: no project may have spent less than its budget."""
    short = [it for it in projects if it.spent is not None and it.budget is not None and it.spent < it.budget]
    if not short:
        return None
    cells = [book.cell(it, key) for it in short[:FOLLOWED] for key in ("spent", "budget")]
    left = money.yuan_text(sum((it.budget or 0) - (it.spent or 0) for it in short))
    whose = f"“{short[0].name}”的支出" if len(short) == 1 else f"{len(short)}个项目的支出"
    return Against(ABSOLUTE, cells, f"{whose}比全年预算少{left}元", "与支出一致的说法")


def _rows(book: Book, projects: Sequence[Project], kinds: Sequence[str]) -> Iterator[Indicator]:
    """Give the indicators that a claim speaks of: 产出指标全部完成 of those of 产出 alone."""
    for project in projects:
        for row in book.indicators_of.get(project.number, ()):
            if not kinds or any(kind in f"{row.first}{row.second}" for kind in kinds):
                yield row


def _of_indicators(book: Book, rows: Sequence[Indicator], key: str, wrong: str) -> Against | None:
    """Hold these indicators against a claim; `key` is the column that contradicts it."""
    if not rows:
        return None
    cells = [book.cell(row, key) for row in rows[:FOLLOWED]]
    which = f"绩效指标里“{rows[0].third}”{'' if len(rows) == 1 else f'等{len(rows)}个指标'}"
    said = "完成值" if key == "actual" else "得分"
    return Against(ABSOLUTE, cells, f"{which}{wrong}", f"与{said}一致的说法")


def missed(book: Book, projects: Sequence[Project], kinds: Sequence[str]) -> Against | None:
    """绩效目标均已完成: every indicator has reached its target; 各项任务全部完成: those of 数量 and 时效 have."""
    rows = [row for row in _rows(book, projects, kinds) if is_missed(book, row)]
    return _of_indicators(book, rows, "actual", "没有达到指标值")


def discontent(book: Book, projects: Sequence[Project], share: str) -> Against | None:
    """满意度均达到95%: no satisfaction that is given in percent may be less."""
    rows = [row for row in _rows(book, projects, ("满意度",)) if row.unit in {"%", "％"} and row.actual is not None]
    below = [row for row in rows if row.actual and row.actual.number is not None and row.actual.number < Decimal(share)]
    return _of_indicators(book, below, "actual", f"没有达到{share}%")


def is_missed(book: Book, row: Indicator) -> bool:
    """Tell whether an indicator has not reached its target."""
    if row.direction == QUALITATIVE:
        return row.actual is not None and row.actual.text.strip() in TIERS[1:]
    earned = earned_points(row, policy().preset(book.info.preset))
    return date_missed(row) or (earned is not None and not earned.whole)


def lost(book: Book, projects: Sequence[Project], kinds: Sequence[str]) -> Against | None:
    """各指标得分均为满分: no indicator has lost points."""
    told = _rows(book, projects, kinds)
    rows = [it for it in told if it.points is not None and it.weight is not None and it.points < it.weight]
    return _of_indicators(book, rows, "points", "扣了分")


def below_full(book: Book, projects: Sequence[Project], kinds: Sequence[str]) -> Against | None:
    """各项目得分均为满分: the execution rate has earned its points, too."""
    preset = policy().preset(book.info.preset)
    scores = [(it, recomputed_score(book, it, preset)) for it in projects]
    low = [(it, score) for it, score in scores if score is not None and score < FULL_SCORE]
    if not low:
        return lost(book, projects, kinds)
    cells = [book.cell(it, "name") for it, _ in low[:FOLLOWED]]
    others = f"（这样的项目共{len(low)}个）" if len(low) > 1 else ""
    told = f"“{low[0][0].name}”的得分是{money.plain(low[0][1])}分{others}"
    return Against(ABSOLUTE, cells, told, "与项目得分一致的说法")


def at_least(book: Book, projects: Sequence[Project], rate: str) -> Against | None:
    """各项目执行率均在90%以上: so is the rate of every project."""
    least = Fraction(Decimal(rate) - _half(rate))
    return _other_rate(book, projects, lambda real: real < least)


def just(book: Book, projects: Sequence[Project], rate: str) -> Against | None:
    """各项目执行率均为100%: so is the rate of every project, as printed."""
    least, most = (Fraction(Decimal(rate) + sign * _half(rate)) for sign in (-1, 1))
    return _other_rate(book, projects, lambda real: not least <= real <= most)


def _half(rate: str) -> Decimal:
    """Half a unit of the last printed digit."""
    return Decimal(1).scaleb(-len(rate.partition(".")[2])) / 2


def _other_rate(book: Book, projects: Sequence[Project], is_other: Callable[[Fraction], bool]) -> Against | None:
    """Hold the first project of another execution rate against a claim."""
    for project in projects:
        if project.spent is None or not project.budget:
            continue
        real = Fraction(100 * project.spent, project.budget)
        if is_other(real):
            right = f"{money.plain(money.half_up(real))}%"
            cells = (book.cell(project, "spent"), book.cell(project, "budget"))
            return Against(RATE, cells, f"“{project.name}”的执行率是{right}", right)
    return None
