"""Sound books in variety, for property-based tests: nothing in them may be called critical."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from pipeline.model.book import Book, Indicator, Info, Measure, Paragraph, Part, Payment, Place, Project
from pipeline.model.contract import FUNDINGS, QUALITATIVE, SECOND_LEVELS, SHEETS, TIERS
from pipeline.model.money import half_up, plain
from pipeline.model.policy import policy
from pipeline.model.scoring import earned_points, execution_points, tier_range

if TYPE_CHECKING:
    from pipeline.model.limits import Preset

YEAR = 2023
OFFICE_FROM, PARTY_FROM = 500_000, 10_000_000
Draw = Callable[[st.SearchStrategy], object]
NUMBERS = st.decimals(min_value=Decimal("0.01"), max_value=100_000, places=2)
FEN = st.integers(min_value=1, max_value=200_000_000)
DAYS = st.integers(min_value=0, max_value=364).map(lambda day: date(YEAR, 1, 1) + timedelta(days=day))


def places() -> dict[str, Place]:
    """Every sheet in the contract's form: headings in row 1, labels of 基本信息 from row 2."""
    return {
        sheet.key: Place(
            sheet.name, 1, {f.key: at for at, f in enumerate(sheet.fields, start=2 if sheet.paired else 1)}
        )
        for sheet in SHEETS
    }


@st.composite
def projects(draw: Callable, count: int) -> tuple[Project, ...]:
    """Projects that spend no more than their budget, some of them nothing, some without a budget at all."""
    listed = []
    for number in range(1, count + 1):
        budget = draw(st.one_of(FEN, st.just(0)) if count > 1 and number > 1 else FEN)
        spent = draw(st.one_of(st.just(budget), st.integers(min_value=0, max_value=budget)))
        listed.append(
            Project(
                row=number + 1,
                number=number,
                name=f"事项{number}经费",
                funding=draw(st.sampled_from((None, *FUNDINGS))),
                initial=draw(st.one_of(st.none(), st.just(0), FEN)),
                budget=budget,
                spent=spent,
                goal="把事情做好",
                outcome=draw(st.sampled_from((None, "已经完成", "进度偏慢，次年支付"))),
            )
        )
    return tuple(listed)


@st.composite
def _measures(draw: Callable, direction: str) -> tuple[Measure, Measure]:
    if direction == QUALITATIVE:
        return Measure("环境整洁"), Measure(draw(st.sampled_from(TIERS)))
    if direction in {"≤", "="} and draw(st.booleans()):
        due = draw(DAYS)
        done = due - timedelta(days=draw(st.integers(0, 30)))
        return Measure(due.isoformat(), None, due), Measure(done.isoformat(), None, done)
    zero = st.just(Decimal(0)) if direction in {"≤", "<", "="} else NUMBERS
    target, actual = draw(st.one_of(NUMBERS, zero)), draw(st.one_of(NUMBERS, st.just(Decimal(0))))
    return Measure(plain(target), target), Measure(plain(actual), actual)


def _typed(exact: Fraction, decimals: int) -> Decimal:
    """Round as staff do, to any number of decimals; no trailing zeros survive in a cell."""
    return Decimal(plain(half_up(exact, decimals)))


@st.composite
def _indicator(
    draw: Callable, place: tuple[int, int], level: tuple[str, str], weight: Decimal, preset: Preset
) -> Indicator:
    at, project = place
    direction = draw(st.sampled_from(["≥", ">", "=", "≤", "<", QUALITATIVE]))
    target, actual = draw(_measures(direction))
    row = Indicator(at, project, *level, f"内容{at}", direction, target, "", actual, weight)
    earned = earned_points(row, preset)
    if earned is None:
        least, most = tier_range(row, preset) or (Decimal(0), weight)
        share = draw(st.sampled_from(["0", "0.25", "0.5", "0.75"]))
        exact = Fraction(least + (most - least) * Decimal(share))
        points = most if most == weight and draw(st.booleans()) else half_up(exact)
    else:
        points = min(weight, _typed(earned.exact, draw(st.integers(0, 3))))
    reason = draw(st.sampled_from(["雨水偏多，明年提前安排", None])) if points == weight else "雨水偏多，明年提前安排"
    evidence = draw(st.sampled_from([None, "验收单", "问卷调查表"]))
    return Indicator(at, project, *level, f"内容{at}", direction, target, "", actual, weight, points, reason, evidence)


@st.composite
def _indicators(draw: Callable, at: int, project: int, preset: Preset) -> list[Indicator]:
    """Draw indicators of one project, their weights adding up to what the execution rate leaves."""
    rows: list[Indicator] = []
    for first, whole in preset.weights.items():
        count = draw(st.integers(1, 3))
        shares = [whole / 4] * (count - 1)
        for weight in [Decimal(plain(share)) for share in (*shares, whole - sum(shares, Decimal(0)))]:
            second = draw(st.sampled_from(SECOND_LEVELS[first]))
            rows.append(draw(_indicator((at + len(rows), project), (first, second), weight, preset)))
    return rows


@st.composite
def _parts(draw: Callable, listed: tuple[Project, ...]) -> list[Part]:
    """All of some projects' money, split over the categories."""
    rows: list[Part] = []
    for project in listed:
        if not draw(st.booleans()):
            continue
        amounts = [project.initial or 0, project.budget or 0, project.spent or 0]
        cuts = [draw(st.integers(0, amount)) for amount in amounts]
        rest = [amount - cut for amount, cut in zip(amounts, cuts, strict=True)]
        rows.append(Part(len(rows) + 2, project.number, FUNDINGS[0], *cuts))
        rows.append(Part(len(rows) + 2, project.number, FUNDINGS[1], *rest))
    return rows


@st.composite
def _payments(draw: Callable, listed: tuple[Project, ...]) -> list[Payment]:
    """Payments that add up to each project's spending, reversals included, each after its meetings."""
    rows: list[Payment] = []
    for project in listed:
        left = project.spent or 0
        amounts = [draw(st.integers(-left, left)) for _ in range(draw(st.integers(0, 3)))] if left else []
        for amount in [*amounts, left - sum(amounts)] if left else []:
            paid_on = draw(DAYS)
            held = paid_on - timedelta(days=draw(st.integers(0, 60)))
            exempt = draw(st.sampled_from([None, "水电费"]))
            meetings = (
                (None, None)
                if exempt
                else (held if amount >= OFFICE_FROM else None, held if amount >= PARTY_FROM else None)
            )
            at = len(rows) + 2
            rows.append(
                Payment(at, project.number, paid_on, f"记-{at}", f"单位{at % 5}", None, amount, *meetings, exempt)
            )
    return rows


def _score(listed: tuple[Project, ...], indicators: list[Indicator], preset: Preset) -> Fraction:
    scores = []
    for project in listed:
        execution = execution_points(project, preset)
        if execution is not None:
            points = [row.points for row in indicators if row.project == project.number]
            scores.append(Fraction(execution) + sum(Fraction(point) for point in points if point is not None))
    return sum(scores, Fraction(0)) / len(scores)


@st.composite
def sound_books(draw: Callable) -> Book:
    """Draw a workbook that keeps every promise: sums to the fen, scores by the formula, meetings before payments."""
    preset = policy().preset(draw(st.sampled_from(sorted(policy().presets))))
    listed = draw(projects(draw(st.integers(1, 5))))
    indicators: list[Indicator] = []
    for project in listed:
        indicators.extend(draw(_indicators(len(indicators) + 2, project.number, preset)))
    parts = draw(_parts(listed))
    payments = draw(st.one_of(st.just([]), _payments(listed)))
    sums = [sum(getattr(project, key) or 0 for project in listed) for key in ("initial", "budget", "spent")]
    info = Info(
        unit="龙城街道办事处",
        year=YEAR,
        cap=draw(st.sampled_from([None, 200_000_000])),
        control=sums[2],
        count=draw(st.sampled_from([None, len(listed)])),
        score=_typed(_score(listed, indicators, preset), draw(st.integers(1, 2))),
        preset=preset.name,
        office_from=draw(st.sampled_from([None, OFFICE_FROM])),
        party_from=draw(st.sampled_from([None, PARTY_FROM])),
    )
    paragraphs = tuple(
        Paragraph(at, "三", project.number, f"{project.name}按计划使用。") for at, project in enumerate(listed, start=2)
    )
    total = draw(st.sampled_from([None, Project(len(listed) + 2, None, None, None, None, None, *sums)]))
    return Book(
        "甲.xlsx",
        "0" * 64,
        info,
        listed,
        total,
        tuple(indicators),
        paragraphs,
        tuple(parts),
        tuple(payments),
        places=places(),
    )
