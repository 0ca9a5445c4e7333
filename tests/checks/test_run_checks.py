"""All checks together: every workbook gets its verdicts, whatever happens to one check or one workbook."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.checks import prose
from pipeline.checks.run_checks import CHECK_CRASHED, Verdicts, check, halved, run_rule
from pipeline.model.findings import Finding, Rule, Severity
from pipeline.model.policy import HOME
from tests.books_support import sound_book
from tests.checks_support import places

if TYPE_CHECKING:
    import pytest

    from pipeline.model.book import Book

INTAKE = Rule("intake", "读取时的提醒", Severity.WARNING, "test", "只在测试里。", "请看测试。")


UNSOUND = replace(sound_book(), info=None)  # type: ignore[arg-type]


def crash(_: Book) -> list[Finding]:
    """Fail as a rule of ours might."""
    message = "our own fault"
    raise ZeroDivisionError(message)


def test_no_books_no_engine() -> None:
    """Without a workbook nothing is loaded and nothing said."""
    code = (
        "import sys\n"
        "from pipeline.checks.run_checks import check\n"
        "assert check([]) == []\n"
        "sys.exit(any(name in sys.modules for name in ('pandas', 'great_expectations')))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=HOME, check=False, timeout=60)  # noqa: S603  (our own code)
    assert run.returncode == 0


def test_verdicts_in_order() -> None:
    """Each book gets its own verdicts, in the order given, the same every time."""
    books = [sound_book({"项目清单!H4": "1"}), sound_book(), sound_book({"基本信息!B8": "5"})]
    verdicts = check(books)
    assert [places(each.findings) for each in verdicts] == [
        {("list-total", "项目清单!H4")},
        set(),
        {("project-count", "基本信息!B8")},
    ]
    assert check(books) == verdicts


def test_pool_of_one_is_the_same() -> None:
    """A workbook is judged alike alone and in a pool."""
    books = [sound_book({"项目清单!B3": ""}), sound_book({"绩效指标!K8": "无"})]
    assert check(books) == [check([book])[0] for book in books]


def test_crashing_rule_is_said() -> None:
    """A rule that crashes is a critical finding of our own fault, without a cell."""
    rule = Rule("crash", "会出错的检查", Severity.WARNING, "test", "。", "。", crash)
    (finding,) = run_rule(rule, sound_book())
    assert (finding.rule, finding.severity, finding.cells) == (CHECK_CRASHED, Severity.CRITICAL, ())
    assert "会出错的检查" in finding.message
    assert "ZeroDivisionError" not in finding.message


def test_crashing_book_spoils_no_other() -> None:
    """Where the pooled checks crash on one workbook, all others still get theirs."""
    books = [sound_book({"项目清单!H4": "1"}), UNSOUND, sound_book()]
    found = halved(lambda part: [[] if book.info else crash(book) for book in part], books, "校验")
    assert [[finding.rule.id for finding in findings] for findings in found] == [[], ["check-crashed"], []]
    verdicts = check(books)
    assert places(verdicts[0].findings) == {("list-total", "项目清单!H4")}
    assert verdicts[2] == Verdicts((), verdicts[2].figures)
    assert "check-crashed" in {finding.rule.id for finding in verdicts[1].findings}


def test_prose_that_could_not_be_read_is_never_called_fine() -> None:
    """Where the reading of the text crashes, a critical finding says so."""
    (verdict,) = check([UNSOUND])
    assert any("正文数字校验" in finding.message for finding in verdict.findings if finding.rule is CHECK_CRASHED)


def test_a_judge_of_the_text_that_crashes_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the others say is still told, and the crash once, however often it comes."""
    monkeypatch.setattr(prose, "judge_products", lambda text, _: crash(text.book))
    (verdict,) = check([sound_book({"报告正文!C2": "成效待补充。", "报告正文!C3": "走访5户，慰问12人。"})])
    assert [it.rule.id for it in verdict.findings] == ["check-crashed", "prose-leftover"]
    assert verdict.figures


def test_what_the_judges_say_is_told_even_where_its_sifting_crashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sifts what the judges of the text say may say one thing twice, but hides nothing."""
    monkeypatch.setattr(prose, "doubted", lambda text, *_: crash(text.book))
    (verdict,) = check([sound_book({"报告正文!C2": "成效待补充。", "报告正文!C3": "走访5户，慰问12人。"})])
    assert [it.rule.id for it in verdict.findings] == ["check-crashed", "prose-leftover"]
    assert verdict.figures


def test_intake_findings_can_be_explained() -> None:
    """What intake found is handed on, and may be explained like any other warning."""
    book = sound_book({"核实说明!A2": "读取时的提醒", "核实说明!B2": "项目清单!A4", "核实说明!C2": "合计在另一页"})
    total = book.cell(book.projects[0], "number")._replace(row=4)
    warning = INTAKE.at(total, found="无", expected="有", message="缺。")
    (verdict,) = check([book], [[warning]])
    assert [(finding.rule.id, finding.severity) for finding in verdict.findings] == [(INTAKE.id, Severity.INFO)]
