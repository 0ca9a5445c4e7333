"""In the morning the index shows what the night changed, what is new first."""

from __future__ import annotations

from pathlib import Path

from pipeline.night.history import History
from pipeline.night.morning import lay_out
from tests import history_support as support

A, B = support.noted(found="1.00"), support.noted(found="2.00")
NOTE = support.noted("exempt", "info", "免议")


def test_what_is_new_comes_first_then_what_has_waited_longest(tmp_path: Path) -> None:
    """Workbooks without anything to do are not shown, infos are nothing to do."""
    nights = [
        [
            support.seen("久.xlsx", [A]),
            support.seen("好.xlsx", [NOTE]),
            support.seen("改.xlsx", [A]),
            support.seen("走.xlsx"),
        ],
        [
            support.seen("久.xlsx", [A]),
            support.seen("好.xlsx", [NOTE]),
            support.seen("改.xlsx", []),
            support.seen("新.xlsx", [B]),
        ],
    ]
    with support.history(tmp_path / "history.sqlite", nights) as book:
        shown = lay_out(book.database, tmp_path)
    assert shown is not None
    assert [(row.workbook, row.new, row.open, row.days) for row in shown.rows] == [
        ("新.xlsx", 1, 1, 0),
        ("久.xlsx", 0, 1, 1),
    ]
    assert (shown.new, shown.fixed, shown.arrived, shown.gone) == (1, 1, 1, ("走.xlsx",))
    assert [(bar.critical, bar.warning) for bar in shown.columns] == [(2, 0), (2, 0)]
    assert (tmp_path / "校验汇总.xlsx").is_file()


def test_what_other_rules_bring_and_take_is_not_laid_to_the_offices(tmp_path: Path) -> None:
    """After an update of the program; the night after that compares like with like again."""
    said = []
    with support.history(tmp_path / "history.sqlite", [[support.seen("甲.xlsx", [A])]]) as book:
        for day, (ruleset, found) in enumerate((("规则甲", [B]), ("规则乙", [A]), ("规则乙", [B])), start=1):
            book.record(support.row(day, ruleset=ruleset), [support.seen("甲.xlsx", found)])
            shown = lay_out(book.database, tmp_path)
            assert shown is not None
            assert (shown.new, shown.fixed) == (1, 1)
            said.append("校验规则有更新" in shown.sentence)
    assert said == [False, True, False]


def test_before_the_first_run_there_is_nothing_to_show(tmp_path: Path) -> None:
    """And nothing is written."""
    with History(tmp_path / "history.sqlite") as book:
        assert lay_out(book.database, tmp_path) is None
    assert not (tmp_path / "校验汇总.xlsx").exists()


def test_more_than_fifty_are_counted_not_listed(tmp_path: Path) -> None:
    """The rest is in the summary."""
    with support.history(tmp_path / "history.sqlite", [[support.seen(f"{at}.xlsx", [A]) for at in range(60)]]) as book:
        shown = lay_out(book.database, tmp_path)
    assert shown is not None
    assert (len(shown.rows), shown.more) == (50, 10)
