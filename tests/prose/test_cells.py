"""Every figure of 421 sentences ends matched, mismatched or unmatched, each with the cell a person gave it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from pipeline.checks.prose import read_prose
from pipeline.model.book import Indicator
from tests.many import each_is, many
from tests.markdown import table
from tests.prose.offices import measure
from tests.prose_support import book, fen, project

if TYPE_CHECKING:
    from pipeline.model.book import Book
    from pipeline.model.figures import Figure

OFFICES = Path(__file__).with_name("cells.md").read_text(encoding="utf-8").split("\n## ")[1:]
INFO = {
    "单项上限": "cap", "行政办公会审批起点": "office_from", "党工委会审批起点": "party_from", "支出合计": "control",
    "项目数量": "count", "自评得分": "score",
}  # fmt: skip
QUIET = frozenset({"prose-undescribed", "prose-unproven"})
_MARK = re.compile(r"⟦([^⟦|]+)\|([^⟧]+)⟧")


class Sentence(NamedTuple):
    """A sentence with its project, its place, its figures by place with their cells, and what is wrong with it."""

    office: str
    number: int
    place: str
    text: str
    figures: dict[int, tuple[str, str]]
    wrong: str

    def __str__(self) -> str:
        """Name it in a failure, without the tables of its office."""
        return f"{self.office.partition(chr(10))[0]}, {self.number} {self.place} | {self.text}"


def parse(office: str, line: str) -> Sentence:
    """Read one line."""
    head, _, rest = line.removeprefix("- ").partition(" | ")
    marked, _, wrong = rest.partition(" ⇒ ")
    number, _, place = head.partition(" ")
    text, figures, end = "", {}, 0
    for found in _MARK.finditer(marked):
        text += marked[end : found.start()]
        figures[len(text)] = found[1], found[2]
        text, end = text + found[1], found.end()
    return Sentence(office, int(number), place, text + marked[end:], figures, wrong)


SENTENCES = [parse(office, line) for office in OFFICES for line in office.splitlines() if line.startswith("- ")]


def made(sentence: Sentence) -> Book:
    """Make the office's book with just this sentence in its place."""
    heading, info, projects, indicators, *_ = sentence.office.split("\n\n")
    unit, year = heading.split()
    facts = {INFO[key]: value for key, value in table(info)[0].items()}
    told = {
        key: int(value) if key == "count" else Decimal(value) if key == "score" else fen(value)
        for key, value in facts.items()
    }
    listed = [
        project(
            int(row["序号"]), row["预算项目"], row["支出（元）"], row["全年预算（元）"], short=row["简称"],
            initial=fen(row["年初预算（元）"]),
        )
        for row in table(projects)
    ]  # fmt: skip
    rows = [
        Indicator(
            at, int(row["项目序号"]), "产出指标", "数量指标", row["三级指标"], row["指标方向"], measure(row["指标值"]),
            row["计量单位"], measure(row["完成值"]), Decimal(10), Decimal(row["得分"]),
        )
        for at, row in enumerate(table(indicators), start=2)
    ]  # fmt: skip
    at, place = sentence.number - 1, sentence.place
    if place in {"J", "K"}:
        listed[at] = replace(listed[at], **{"J": {"goal": sentence.text}, "K": {"outcome": sentence.text}}[place])
    elif place[0] == "R":
        rows = [replace(row, reason=sentence.text) if row.row == int(place[1:]) else row for row in rows]
    texts = [] if place[0] in "JKR" else [(place, sentence.number or None, sentence.text)]
    return book(listed, texts, rows, unit=unit, year=int(year), **told)


def agrees(code: str, number: int, figure: Figure) -> bool:
    """Tell whether a figure ended as its mark says, with one of the cells that it names."""
    status = "mismatched" if code.startswith("!") else "matched"
    if "?" in code.split("/") and figure.status.value != "matched":
        return True
    cells = [cell.address for cell in figure.source]
    wanted = [_cells(it, number) for it in code.removeprefix("!").split("/") if it != "?"]
    return figure.status.value == status and any(re.fullmatch(it, cell) for it in wanted for cell in cells)


def _cells(code: str, number: int) -> str:
    if code == "b":
        return "基本信息!.*"
    found = re.fullmatch(r"r(\d+)([FH]?)", code)
    if found:
        return f"绩效指标![{found[2] or 'FH'}]{found[1]}"
    row = code[1:] or (str(number + 1) if number else r"\d+")
    return f"项目清单!{code[0]}{row}"


@many("sentences", SENTENCES, size=50)
def test_a_figure_ends_with_the_cell_a_person_gave_it_and_only_wrong_sentences_are_told(
    sentences: list[Sentence],
) -> None:
    """All figures, nothing else; a wrong one is told, a true sentence is accused of nothing."""
    each_is(sentences, as_marked, as_judged)


def as_marked(sentence: Sentence) -> tuple[list[tuple[int, str, str]], list[str]]:
    """Give place, text and cell of every figure as a person marked them, and whether the sentence is told."""
    figures = [(at, text, code) for at, (text, code) in sentence.figures.items()]
    wrong = sentence.wrong or any(code.startswith("!") for _, _, code in figures)
    return figures, ["told"] if wrong and sentence.wrong != "unseen" else []


def as_judged(sentence: Sentence) -> tuple[list[tuple[int, str, str]], list[str]]:
    """Give the same as the program has it; where a figure ended otherwise, how, and what a sentence is accused of."""
    findings, found = read_prose(made(sentence))
    where = {"J": "项目清单", "K": "项目清单", "R": "绩效指标"}.get(sentence.place[0], "报告正文")
    figures = [it for it in found if it.where.sheet == where and it.text in sentence.text]
    told = [it.message for it in findings if it.rule.id not in QUIET and it.severity.value != "info"]
    wanted = as_marked(sentence)[1]
    return [(it.span[0], it.text, _ending(sentence, it)) for it in figures], wanted if told and wanted else told


def _ending(sentence: Sentence, figure: Figure) -> str:
    _, code = sentence.figures.get(figure.span[0], ("", ""))
    agreed = code and agrees(code, sentence.number, figure)
    return code if agreed else f"{figure.status.value} {[cell.ref for cell in figure.source]}"


def renamed(made_book: Book, words: str) -> Book:
    """Put words before every name of a project, in the list and wherever a text names it."""
    names = {name for it in made_book.projects for name in (it.name, it.short) if name}
    pattern = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))

    def said(text: str | None) -> str | None:
        return pattern.sub(lambda found: words + found[0], text) if text else text

    projects = [
        replace(it, **{key: said(getattr(it, key)) for key in ("name", "short", "goal", "outcome")})
        for it in made_book.projects
    ]
    return replace(
        made_book,
        projects=tuple(projects),
        indicators=tuple([replace(it, reason=said(it.reason)) for it in made_book.indicators]),
        paragraphs=tuple([replace(it, text=said(it.text)) for it in made_book.paragraphs]),
    )


@pytest.mark.parametrize("words", ["社区应急", "计划生育考核", "上年结转", "第三方质量验收", "要求整改", "全区统筹"])
def test_what_a_project_is_called_changes_nothing_of_what_is_told(words: str) -> None:
    """应急 in a name plans nothing, 上年 is no other year, 社区 and 第三方 make it nobody else's."""
    sentences = [made(it) for it in SENTENCES]
    named = [it for it in sentences if renamed(it, words).paragraphs != it.paragraphs]
    changed = [it for it in named if _told(it) != _told(renamed(it, words))]
    assert (len(named) > 50, [it.paragraphs for it in changed]) == (True, [])


def _told(judged: Book) -> tuple[list[object], list[object]]:
    """Give all findings by rule and cells, and all figures by status and cells."""
    findings, found = read_prose(judged)
    return [(it.rule.id, it.cells, it.expected) for it in findings], [(it.text, it.status, it.source) for it in found]


def test_the_sentences_are_many() -> None:
    """The set may grow, never shrink."""
    assert len(SENTENCES) >= 421
    assert sum(len(it.figures) for it in SENTENCES) >= 1320
