"""What the screen says when all is done: one table, the heaviest of very many, and what to do next."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from pipeline import console as screen
from pipeline.console import progress as pace
from pipeline.console.screen import MOST_REMARKS
from pipeline.outputs.result import Verdict
from pipeline.verify.outcome import Outcome
from pipeline.verify.remarks import Remark
from pipeline.verify.stages import UNREADABLE

HOME = Path.cwd()


def said(lines: list[screen.Line]) -> str:
    """Print the results into a text."""
    out = StringIO()
    screen.show_results(Console(file=out, width=200, highlight=False), lines, HOME)
    return out.getvalue()


def line(name: str, verdict: Verdict, *remarks: str) -> screen.Line:
    """Make one line of the table."""
    return screen.Line(name, verdict, (1, 2, 3), HOME / "output" / name, remarks)


def test_of_very_many_workbooks_the_heaviest_are_listed_and_all_counted() -> None:
    """Nobody scrolls through a thousand lines to find the one that cannot be read."""
    lines = [line(f"好{at}.xlsx", Verdict.PASSED) for at in range(60)]
    lines += [line("坏.xlsx", Verdict.UNREADABLE), line("错.xlsx", Verdict.FAILED), line("提.xlsx", Verdict.REMINDED)]
    told = said(lines)
    assert told.count("output/") == screen.MOST_ROWS
    assert [told.index(name) for name in ("坏.xlsx", "错.xlsx", "提.xlsx", "好0.xlsx")] == sorted(
        told.index(name) for name in ("坏.xlsx", "错.xlsx", "提.xlsx", "好0.xlsx")
    )
    assert "共 63 份工作簿：通过 60 份，有提醒 1 份，不通过 1 份，无法读取 1 份。" in told
    assert f"上面列出问题最重的 {screen.MOST_ROWS} 份" in told


def test_remarks_stand_below_the_table_and_places_are_short() -> None:
    """Below the folder where the program was called, the path begins there; elsewhere it is whole."""
    other = screen.Line("远.xlsx", Verdict.PASSED, (0, 0, 0), Path("/elsewhere/远"))
    told = said([line("近.xlsx", Verdict.PASSED, "“报告.docx”正在别的程序里打开。"), other])
    assert told.rstrip().endswith("“报告.docx”正在别的程序里打开。")
    assert str(HOME) not in told
    assert str(Path("/elsewhere/远")) in told


@pytest.mark.parametrize(
    ("verdicts", "reports", "words"),
    [
        ([], True, "没有找到工作簿"),
        ([Verdict.PASSED, Verdict.FAILED, Verdict.UNREADABLE], True, "2 份工作簿有必须修改的问题"),
        ([Verdict.PASSED, Verdict.REMINDED], True, "核实后即可上报"),
        ([Verdict.REMINDED], False, "核实后生成报告"),
        ([Verdict.PASSED], True, "打开报告再看一遍"),
        ([Verdict.PASSED], False, "可以生成报告"),
    ],
)
def test_the_last_sentence_says_what_a_person_does_next(verdicts: list[Verdict], words: str, *, reports: bool) -> None:
    """For every outcome of a run."""
    told = screen.next_step(verdicts, reports=reports)
    assert words in told
    assert told.endswith("。")


def test_on_a_terminal_a_bar_appears_after_a_while_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A short run shows none."""
    out = StringIO()
    console = Console(file=out, force_terminal=True, width=100)
    now = iter(range(0, 1000, 2))
    monkeypatch.setattr(pace.time, "monotonic", lambda: float(next(now)))
    with screen.Patience(console) as progress:
        for number in range(1, 4):
            progress("读取", number, 3)
    assert "读取" in out.getvalue()
    assert "3/3" in out.getvalue()


def test_the_first_remarks_of_a_report_are_told_and_how_many_more_there_are() -> None:
    """The page holds them all."""
    remark = Remark(UNREADABLE.at(found="1", expected="2", message="不一致。"), "第3段")
    out = StringIO()
    done = [(Outcome("报告.docx", "", None, (remark,) * (MOST_REMARKS + 4)), HOME / "output" / "报告")]
    screen.show_outcomes(Console(file=out, width=200, soft_wrap=True), done, HOME)
    assert out.getvalue().count("第3段：不一致。") == MOST_REMARKS
    assert "……还有 4 处" in out.getvalue()


def test_a_stream_that_cannot_be_set_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some programs that start ours put another kind of stream in its place."""
    monkeypatch.setattr("sys.stdout", StringIO())
    assert screen.make_console() is not None
