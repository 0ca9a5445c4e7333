"""True texts are never accused, and one wrong digit in a bound figure always is."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.prose import read_prose
from pipeline.checks.prose.reading.compare import holds
from pipeline.checks.prose.reading.mentions import find_mentions
from pipeline.model.book import Book, Project
from pipeline.model.money import half_up, plain, wan_text, yuan_text
from tests.prose_support import book, critical
from tests.sound_books import sound_books

FEN = st.integers(min_value=1_000_000, max_value=150_000_000)
NAMES = ("环境卫生整治经费", "基层党建管理经费", "职工食堂补助经费", "社区养老服务补助资金")
DIGITS = "0123456789"
Draw = Callable[[st.SearchStrategy], int]


def amount(fen: int, style: int) -> str:
    """Write an amount as people do: in 万元 with up to four decimals, or in yuan."""
    if style < 5:
        return f"{plain(half_up(Fraction(fen, 1_000_000), style))}万元"
    return f"{yuan_text(fen)}元" if style == 5 else f"{half_up(Fraction(fen, 100), 2):f}元"


@st.composite
def true_books(draw: Callable) -> tuple[Book, list[tuple[int, str]]]:
    """Books whose paragraphs tell the truth about their projects in the words of real reports."""
    projects, rows = [], []
    for number in range(1, draw(st.integers(min_value=1, max_value=4)) + 1):
        budget = draw(FEN)
        spent = draw(st.integers(min_value=500_000, max_value=budget))
        name = NAMES[number - 1]
        projects.append(Project(number + 1, number, name, spent=spent, budget=budget, goal="做好各项工作"))
        rows.append(("三", number, sentence(draw, name, spent, budget)))
    total = sum(project.spent or 0 for project in projects)
    rows.append(("一（一）", None, f"上述{len(projects)}个项目支出合计{wan_text(total)}万元。"))
    rows.append(("二", None, "5,000元以上的支出事前报请行政办公会，10万元以上的报请党工委会。"))
    limits = {"office_from": 500_000, "party_from": 10_000_000, "control": total, "count": len(projects)}
    return book(projects, rows, **limits), [(at, row[2]) for at, row in enumerate(rows)]


def sentence(draw: Callable, name: str, spent: int, budget: int) -> str:
    """Tell one project's truth in one of several ways."""
    style = draw(st.integers(min_value=2, max_value=6))
    rate = plain(half_up(Fraction(100 * spent, budget), draw(st.integers(min_value=0, max_value=2))))
    part = draw(st.integers(min_value=1, max_value=spent // 100 - 1)) * 100
    first, rest = yuan_text(part), yuan_text(spent - part)
    return draw(
        st.sampled_from(
            (
                f"{name}{amount(spent, style)}，主要用于日常工作。",
                f"{name}支出{amount(spent, style)}，执行率{rate}%。",
                f"本项目全年预算{amount(budget, style)}，实际支出{amount(spent, style)}，预算执行率为{rate}%。",
                f"项目支出{yuan_text(spent)}元，其中设备{first}元、服务{rest}元。",
                f"项目支出{yuan_text(spent)}元，其中设备{first}元，剩余{rest}元用于服务。",
                f"资金{yuan_text(spent)}元由市级{first}元和区级{rest}元构成，走访居民300余户，惠及周边居民2000余人。",
                f"2023年，{name}完成支付{amount(spent, style)}。全年开展活动12场，其中社区8场、学校4场。",
            )
        )
    )


@given(true_books())
def test_a_true_text_is_never_accused(made: tuple[Book, list[tuple[int, str]]]) -> None:
    """Nothing critical, whatever the rounding."""
    assert critical(made[0]) == []


@given(sound_books())
def test_the_sound_books_of_the_table_checks_are_never_accused(made: Book) -> None:
    """Texts of goals, outcomes and paragraphs that others generate."""
    assert critical(made) == []


@given(true_books(), st.data())
def test_one_wrong_digit_in_a_bound_figure_is_always_accused(
    made: tuple[Book, list[tuple[int, str]]], data: st.DataObject
) -> None:
    """Every figure that was matched by name or word, every digit of it."""
    workbook, rows = made
    at, text = data.draw(st.sampled_from([row for row in rows if bound_figures(row[1])]))
    start, end = data.draw(st.sampled_from(bound_figures(text)))
    place = data.draw(st.sampled_from([spot for spot in range(start, end) if text[spot] in DIGITS]))
    digit = data.draw(st.sampled_from([digit for digit in DIGITS if digit != text[place]]))
    changed = text[:place] + digit + text[place + 1 :]
    if same_value(text[start:end], changed[start:end]) or says_budget(workbook, at, changed[start:end]):
        return
    paragraphs = list(workbook.paragraphs)
    old = paragraphs[at]
    paragraphs[at] = type(old)(old.row, old.section, old.project, changed)
    wrong = Book(**{**vars_of(workbook), "paragraphs": tuple(paragraphs)})
    findings, found = read_prose(wrong)
    assert [it.rule.id for it in findings if it.severity.value == "critical"], changed
    assert any(it.status.value == "mismatched" for it in found), changed


def vars_of(workbook: Book) -> dict[str, object]:
    """Fields of a book without what it has worked out."""
    return {name: getattr(workbook, name) for name in workbook.__dataclass_fields__}


def says_budget(workbook: Book, at: int, text: str) -> bool:
    """Tell whether a changed amount happens to say the project's budget: directly after a name that is true too."""
    number, found = workbook.paragraphs[at].project, find_mentions(text)
    return number is not None and any(holds(it, workbook.by_number[number].budget or 0) for it in found)


def same_value(one: str, other: str) -> bool:
    """Tell whether two printed amounts are worth the same, or the other is no figure any more."""
    (left,), right = find_mentions(one), find_mentions(other)
    return len(right) != 1 or left.value == right[0].value


def bound_figures(text: str) -> list[tuple[int, int]]:
    """Places of the figures that the sentence binds to a cell: amounts and rates of the project itself."""
    spots = []
    for mention in find_mentions(text):
        before = text[: mention.start]
        bound = before.endswith(("经费", "资金", "全年预算", "支出", "执行率", "预算执行率为", "支出合计", "上述"))
        if bound and not before.startswith(("资金", "2023年")) and mention.value != Decimal(0):
            spots.append((mention.start, mention.end))
    return spots
