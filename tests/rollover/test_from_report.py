"""A finished report comes back as the workbook of its year: every project, amount and paragraph equal."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from pipeline.checks.prose import read_prose
from pipeline.checks.run_checks import check
from pipeline.intake.blank.extras import Tone
from pipeline.model.findings import Severity
from pipeline.model.policy import policy
from pipeline.outputs.compose import compose
from pipeline.outputs.forms.form import forms_of
from pipeline.outputs.forms.write import write_forms
from pipeline.outputs.report.write import write_report
from pipeline.outputs.word.wordml import clean
from pipeline.rollover.from_report import workbook_of
from pipeline.verify.stages import Workbook, verify_one
from tests.books_support import sound_book
from tests.rollover.reports import foreign_report, sample_book, sample_forms, sample_report, without_traces

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.model.book import Book
    from pipeline.rollover.draft import Draft
    from tests.conftest import Convert

PROJECT = ("number", "name", "short", "department", "funding", "initial", "budget", "spent", "goal", "outcome")
INDICATOR = (
    "project", "first", "second", "third", "direction", "target", "unit", "actual", "weight", "points", "reason",
)  # fmt: skip
FOREIGN_BINDING = [
    ("一（一）", None, "本镇把3个金额不大的项目放在一起自评，明细如下："),
    ("一（二）", None, "三个项目自评得分{自评得分}分。"),
    ("一（二）", 1, "2023年街巷路灯维修经费，绩效目标是让背街小巷晚上亮起来。"),
    ("一（二）", 2, "社区图书室开放补助，绩效目标为每周开放不少于5天。"),
    ("一（二）", 3, "老旧电梯安全检测专项资金，对使用超过15年的电梯逐台检测。"),
    ("二", None, "2万元以上的支出先经行政办公会讨论，全年没有例外。"),
    ("三", 3, "电梯检测{支出万元}，检测电梯36台，发现的毛病当天报修。"),
    ("三", 3, "检测记录交给各小区留存。"),
    ("三", 1, "街巷路灯维修经费{支出万元}，换新路灯212盏。"),
    ("三", 2, "图书室{支出万元}，全年开放288天。"),
    ("四.1", None, "路灯统一招标，比单独买便宜。"),
    ("四.2", None, "1.加强调度。每旬看一次进度。"),
    ("四.3", 1, "换新路灯的背街小巷报修电话少了。"),
    ("四.4", None, "每年都有检测计划。"),
    ("五", None, "图书室冬天来的人不多。"),
    ("六", None, "无"),
]


def printed(book: Book) -> list[tuple[str, list[str]]]:
    """Give title, label, table and every paragraph as the report prints them."""
    document = compose(book, (), policy())
    lines = ["".join(run.text for runs in (it.number, it.name, it.amount) for run in runs) for it in document.lines]
    sections = [(section.key, [passage.text for passage in section.passages]) for section in document.sections]
    return [("head", [document.title, "".join(run.text for run in document.label)]), ("table", lines), *sections]


def amounts(book: Book) -> list[tuple[int | None, str | None, int | None]]:
    """Give 序号, name and spending of every project, and the control total."""
    return [(it.number, it.name, it.spent) for it in book.projects] + [(None, "支出合计", book.info.control)]


@cache
def back() -> tuple[bytes, Book, Draft]:
    """Read the sample's report and forms back."""
    return workbook_of(sample_report(), sample_forms())


def test_the_samples_report_comes_back_paragraph_by_paragraph() -> None:
    """With its forms: projects, amounts, paragraphs, goals, indicators and funds."""
    book, last = back()[1], sample_book()
    assert amounts(book) == amounts(last)
    assert printed(book) == printed(last)
    assert [(it.section, it.project) for it in book.paragraphs] == [(it.section, it.project) for it in last.paragraphs]
    for it, was in zip(book.projects, last.projects, strict=True):
        assert [getattr(it, key) for key in PROJECT] == [getattr(was, key) for key in PROJECT]
    for row, then in zip(book.indicators, last.indicators, strict=True):
        assert [getattr(row, key) for key in INDICATOR] == [getattr(then, key) for key in INDICATOR]


def test_the_forms_of_the_workbook_read_back_are_the_same() -> None:
    """Box by box, sources aside."""

    def texts(book: Book) -> list[str]:
        return [
            str([[run.text for run in runs] for runs in (it.name, it.goal, it.outcome, it.score)])
            for it in forms_of(book, policy())
        ]

    assert texts(back()[1]) == texts(sample_book())


def test_the_report_is_true_to_the_workbook_read_out_of_it() -> None:
    """`verify` finds no difference at all between the two."""
    outcome = verify_one("报告.docx", sample_report(), Workbook("反填.xlsx", back()[1]))
    assert [remark.finding.message for remark in outcome.remarks] == []


def test_figures_come_back_as_tokens_where_a_cell_gives_them() -> None:
    """Of the sample: 支出 in both units, 执行率, 全年预算 and 合计; 自评得分 is proven with the foreign report."""
    texts = "".join(it.text or "" for it in back()[1].paragraphs)
    for token in ("{支出万元}", "{支出元}", "{执行率}", "{全年预算万元}", "{合计万元}"):
        assert token in texts


def test_a_sound_report_gives_a_workbook_without_a_critical_finding() -> None:
    """What is left to do is named by warnings only: no evidence stands in report or forms."""
    (verdict,) = check([back()[1]])
    assert {it.rule.id for it in verdict.findings if it.severity is Severity.CRITICAL} == set()
    assert {it.rule.id for it in verdict.findings if it.severity is Severity.WARNING} == {
        "full-without-evidence",
        "satisfaction-unsurveyed",
    }


def test_without_forms_the_text_comes_back_all_the_same() -> None:
    """Budgets and indicators are left blank and marked."""
    _, book, draft = workbook_of(sample_report(), None)
    assert amounts(book) == amounts(sample_book())
    assert printed(book) == printed(sample_book())
    assert book.indicators == ()
    to_fill = {(it.table, it.key) for it in draft.marks if it.tone is Tone.FILL}
    assert to_fill == {("projects", "budget"), ("indicators", "project"), ("indicators", "third")}


def test_without_our_traces_the_report_comes_back_all_the_same() -> None:
    """No bookmark, no anchor, no property is needed."""
    _, book, _ = workbook_of(without_traces(sample_report()), without_traces(sample_forms()))
    assert replace(book, sha256="", name="") == replace(back()[1], sha256="", name="")


def test_saved_by_another_office_program_the_report_comes_back_all_the_same(convert: Convert, tmp_path: Path) -> None:
    """LibreOffice writes every part anew."""
    saved = {}
    for name, package in (("报告", sample_report()), ("自评表", sample_forms())):
        path = tmp_path / f"{name}.docx"
        path.write_bytes(package)
        saved[name] = convert(path, "docx").read_bytes()
    _, book, _ = workbook_of(saved["报告"], saved["自评表"])
    assert amounts(book) == amounts(sample_book())
    assert printed(book) == printed(sample_book())
    assert len(book.indicators) == len(sample_book().indicators)


def test_a_foreign_report_is_read_as_far_as_it_goes() -> None:
    """Projects, amounts, paragraphs, and which project each item is about: by name, by amount, by its words."""
    _, book, _ = workbook_of(foreign_report(), None)
    assert amounts(book) == [
        (1, "2023年街巷路灯维修经费", 18_600_000),
        (2, "社区图书室开放补助", 4_235_050),
        (3, "老旧电梯安全检测专项资金", 9_780_000),
        (None, "支出合计", 32_615_050),
    ]
    assert [(it.section, it.project, it.text) for it in book.paragraphs] == FOREIGN_BINDING
    info = book.info
    assert (info.unit, info.year, info.label, info.cap) == ("清溪镇人民政府", 2023, "附件2", 50_000_000)
    assert (str(info.score), info.count, info.office_from) == ("96.5", 3, 2_000_000)
    assert [it.goal for it in book.projects] == [
        "让背街小巷晚上亮起来。",
        "每周开放不少于5天。",
        "对使用超过15年的电梯逐台检测。",
    ]


def test_what_was_inferred_is_marked_to_be_looked_at() -> None:
    """Items bound by amount or words, short names, goals cut out of sentences; names and amounts are sure."""
    _, _, draft = workbook_of(foreign_report(), None)
    tones = {(it.table, it.row, it.key): it.tone for it in draft.marks}
    numbers = {
        row for (table, row, key), tone in tones.items() if (table, key, tone) == ("paragraphs", "project", Tone.LOOK)
    }
    assert numbers == {6, 7, 9, 11, 12}
    assert {tones["projects", row, "short"] for row in range(3)} == {Tone.LOOK}
    assert {tones["projects", row, key] for row in range(3) for key in ("name", "spent")} == {Tone.SURE}
    assert {tones["projects", row, "budget"] for row in range(3)} == {Tone.FILL}


def test_a_foreign_report_prints_again_what_it_said() -> None:
    """Every paragraph with its number, in its section."""
    _, book, _ = workbook_of(foreign_report(), None)
    texts = [text for key, section in printed(book)[2:] for text in section]
    assert texts == [
        clean(text).replace("3. 图书室", "3.图书室")
        for text in (
            "本镇把3个金额不大的项目放在一起自评，明细如下：",
            "三个项目自评得分96.5分。",
            "1.2023年街巷路灯维修经费，绩效目标是让背街小巷晚上亮起来。",
            "2.社区图书室开放补助，绩效目标为每周开放不少于5天。",
            "3.老旧电梯安全检测专项资金，对使用超过15年的电梯逐台检测。",
            "2万元以上的支出先经行政办公会讨论，全年没有例外。",
            "1.电梯检测9.78万元，检测电梯36台，发现的毛病当天报修。",
            "检测记录交给各小区留存。",
            "2.街巷路灯维修经费18.6万元，换新路灯212盏。",
            "3. 图书室4.24万元，全年开放288天。",
            "路灯统一招标，比单独买便宜。",
            "1.加强调度。每旬看一次进度。",
            "1.换新路灯的背街小巷报修电话少了。",
            "每年都有检测计划。",
            "图书室冬天来的人不多。",
            "无",
        )
    ]


@pytest.mark.parametrize("forms", [None, b""])
def test_the_same_report_gives_the_same_bytes(forms: bytes | None) -> None:
    """Twice."""
    assert workbook_of(foreign_report(), forms or None)[0] == workbook_of(foreign_report(), None)[0]


VARIED = {
    "goals without a full stop": {},
    "two projects of one name": {"项目清单!B3": "沟渠保洁经费"},
    "names that begin with a bare year": {
        "项目清单!B2": "2023沟渠保洁经费",
        "报告正文!C3": "2023沟渠保洁经费用于保洁。",
    },
    "a goal that was never written into the text": {"项目清单!J3": "全年办十场活动"},
}


@pytest.mark.parametrize("changes", VARIED.values(), ids=VARIED)
def test_other_workbooks_come_back_equal_with_their_forms(changes: dict[str, str]) -> None:
    """Projects, amounts, goals, indicators and every printed paragraph."""
    last = sound_book(changes)
    report = write_report(compose(last, read_prose(last)[1], policy()))
    _, book, _ = workbook_of(report, write_forms(last, policy(), draft=False))
    assert amounts(book) == amounts(last)
    assert printed(book) == printed(last)
    for key in ("initial", "budget", "goal", "outcome", "funding"):
        assert [getattr(it, key) or None for it in book.projects] == [getattr(it, key) for it in last.projects], key
    rows = [(it.project, it.third, it.actual, it.points) for it in book.indicators]
    assert [(it.project, it.third) for it in last.indicators] == [row[:2] for row in rows]


def test_forms_without_indicators_still_tell_the_funds() -> None:
    """Budgets come back although nothing is measured yet."""
    last = replace(sound_book(), indicators=())
    _, book, _ = workbook_of(write_report(compose(last, (), policy())), write_forms(last, policy(), draft=False))
    assert [it.budget for it in book.projects] == [10_000_000, 6_000_000]


def test_where_report_and_forms_differ_the_report_is_taken_and_the_cell_marked() -> None:
    """A person looks which of the two is right; the other projects are sure."""
    book = sample_book()
    first, *others = book.projects
    assert first.spent
    last = replace(book, projects=(replace(first, spent=first.spent - 100), *others))
    _, read, draft = workbook_of(sample_report(), write_forms(last, policy(), draft=False))
    assert [it.spent for it in read.projects] == [it.spent for it in book.projects]
    looked = {
        (row, mark.note)
        for (table, row, key), mark in draft.marked.items()
        if (table, key) == ("projects", "spent") and mark.tone is Tone.LOOK
    }
    assert looked == {(0, "报告的表格和自评表里的支出不一样，这里用的是报告的，请核对。")}


def test_what_an_indicator_of_the_forms_does_not_say_is_marked_to_be_filled_in() -> None:
    """A blank score waits for a person; the others are there."""
    book = sample_book()
    first, *others = book.indicators
    last = replace(book, indicators=(replace(first, points=None), *others))
    _, _, draft = workbook_of(sample_report(), write_forms(last, policy(), draft=True))
    marks = {(row, key): mark.tone for (table, row, key), mark in draft.marked.items() if table == "indicators"}
    assert (marks[0, "points"], (1, "points") in marks) == (Tone.FILL, False)
