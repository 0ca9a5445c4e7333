"""The history tells new from fixed from still open, exactly as a person with a notebook would."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.night.changes import books, changes, findings, units
from pipeline.night.history import History
from pipeline.night.seen import Noted, Seen
from pipeline.outputs.result import Verdict
from tests import history_support as support

A, B, C = (support.noted(found=found) for found in ("1.00", "2.00", "3.00"))
NOTE = support.noted("exempt", "info", "免议")
POOL = [A, B, C, NOTE, support.noted("word", "warning", "食堂", "报告正文!C4")]


def _keys(book: History, run: int, which: str) -> set[tuple[str, str]]:
    return {(row.workbook, row.noted.key) for row in findings(book.database, run, which)}


def test_what_is_new_fixed_and_open_and_since_when(tmp_path: Path) -> None:
    """Three nights of one office: B comes, A goes, C stays from the first night on."""
    nights = [[support.seen("甲.xlsx", found)] for found in ([A, C], [A, B, C], [B, C, NOTE])]
    with support.history(tmp_path / "history.sqlite", nights) as book:
        [line] = books(book.database, 3)
        assert (line.new, line.fixed, line.open) == (0, 1, 2)
        assert line.since == support.FIRST
        told = {row.noted.key: row.since for row in findings(book.database, 3)}
        assert told == {
            C.key: support.FIRST,
            B.key: support.FIRST + timedelta(days=1),
            NOTE.key: support.FIRST + timedelta(days=2),
        }
        assert _keys(book, 3, "fixed") == {("甲.xlsx", A.key)}
        now = changes(book.database)
    assert now is not None
    assert [(night.new, night.fixed, night.critical) for night in now.nights] == [(2, 0, 2), (1, 0, 3), (0, 1, 2)]
    assert now.days(support.FIRST) == 2
    assert now.days(support.FIRST + timedelta(days=120)) == 0  # seen before the clock was set back


def test_a_first_night_has_nothing_to_compare_with(tmp_path: Path) -> None:
    """Nothing at all before the first run, then a run without one before it."""
    with History(tmp_path / "history.sqlite") as book:
        assert changes(book.database) is None
        book.record(support.row(), [support.seen("甲.xlsx")])
        now = changes(book.database)
    assert now is not None
    assert (now.before, now.arrived, now.gone) == (None, ("甲.xlsx",), ())


def test_a_workbook_that_vanishes_is_neither_fixed_nor_new_when_it_returns(tmp_path: Path) -> None:
    """A share that was away for a night makes no thousand new findings."""
    path = tmp_path / "history.sqlite"
    with support.history(path, [[support.seen("甲.xlsx", [A]), support.seen("乙.xlsx", [B])], []]) as book:
        now = changes(book.database)
        assert now is not None
        assert (now.gone, now.now.fixed, now.now.workbooks) == (("乙.xlsx", "甲.xlsx"), 0, 0)
        assert _keys(book, 2, "open") == set()
        book.record(support.row(2), [support.seen("甲.xlsx", [A, C])])
        assert {(row.noted.key, row.since) for row in findings(book.database, 3)} == {
            (A.key, support.FIRST),
            (C.key, support.FIRST + timedelta(days=2)),
        }
        now = changes(book.database)
    assert now is not None
    assert (now.arrived, now.gone, now.now.new) == ((), (), 1)


def test_a_workbook_that_was_checked_alone_is_not_missed_in_the_folder(tmp_path: Path) -> None:
    """There it stands under another name; once a whole run has seen it, it is missed."""
    with support.history(tmp_path / "history.sqlite", [[support.seen("区/甲.xlsx")]]) as book:
        book.record(support.row(1, whole=False), [support.seen("甲.xlsx"), support.seen("乙.xlsx")])
        for day, seen, gone in ((2, ["区/甲.xlsx", "乙.xlsx"], ()), (3, ["区/甲.xlsx"], ("乙.xlsx",))):
            book.record(support.row(day), map(support.seen, seen))
            now = changes(book.database)
            assert now is not None
            assert now.gone == gone


def test_a_workbook_that_cannot_be_read_has_mended_nothing(tmp_path: Path) -> None:
    """Its findings wait unseen and go on under their old date."""
    nights = [[support.seen("甲.xlsx", [A])], [support.unreadable("甲.xlsx")], [support.seen("甲.xlsx", [A])]]
    with support.history(tmp_path / "history.sqlite", nights[:2]) as book:
        assert [row.noted.rule for row in findings(book.database, 2)] == ["damaged"]
        assert _keys(book, 2, "fixed") == set()
        book.record(support.row(2), nights[2])
        assert [(row.noted.key, row.since) for row in findings(book.database, 3)] == [(A.key, support.FIRST)]
        assert [row.noted.rule for row in findings(book.database, 3, "fixed")] == ["damaged"]


def test_a_run_over_one_file_lets_the_others_be(tmp_path: Path) -> None:
    """Only a run over the whole folder can tell that something is gone."""
    path = tmp_path / "history.sqlite"
    with support.history(path, [[support.seen("甲.xlsx", [A]), support.seen("乙.xlsx", [B])]]) as book:
        book.record(support.row(1, whole=False), [support.seen("甲.xlsx")])
        assert _keys(book, 2, "open") == {("乙.xlsx", B.key)}
        assert _keys(book, 2, "fixed") == {("甲.xlsx", A.key)}


def test_each_office_has_its_trend(tmp_path: Path) -> None:
    """Two workbooks of one office count together; its score is their mean."""
    low = support.seen("甲2.xlsx", [B], unit="甲", score="90.50")
    nights = [[support.seen("甲.xlsx", [A])], [support.seen("甲.xlsx", [A]), low]]
    with support.history(tmp_path / "history.sqlite", nights) as book:
        told = [(it.unit, it.run, it.workbooks, it.critical, it.score) for it in units(book.database)]
    assert told == [("甲", 1, 1, 1, 99.5), ("甲", 2, 2, 2, 95.0)]


Night = dict[str, list[Noted] | None]
_nights = st.lists(
    st.dictionaries(
        st.sampled_from(["甲.xlsx", "乙/丙.xlsx", "丁.xlsx"]),
        st.none() | st.lists(st.sampled_from(POOL), unique=True),
        max_size=3,
    ),
    min_size=1,
    max_size=7,
)


class _Notebook:
    """The naive model: every finding of every workbook with the night it came, kept by hand."""

    def __init__(self) -> None:
        self.since: dict[str, dict[str, int]] = {}
        self.whole: dict[str, int] = {}
        self.told: dict[tuple[str, str], int] = {}
        self.fixed: set[tuple[str, str]] = set()

    def turn(self, night: int, seen: Night) -> None:
        """Write a night down."""
        self.told, self.fixed = {}, set()
        broken = support.noted("damaged", cell="").key
        for name, found in seen.items():
            pages = self.since.setdefault(name, {})
            keys = {broken} if found is None else {finding.key for finding in found}
            if found is not None:
                self.fixed |= {(name, key) for key in pages if key not in keys}
                self.since[name] = pages = {key: since for key, since in pages.items() if key in keys}
            for key in keys:
                pages.setdefault(key, night)
            self.told |= {(name, key): pages[key] for key in keys}


@settings(max_examples=120, deadline=None)
@given(_nights, st.sets(st.integers(1, 7)), st.sets(st.integers(1, 7)))
def test_the_books_agree_with_a_notebook_kept_by_hand(nights: list[Night], torn: set[int], lazy: set[int]) -> None:
    """Workbooks come, break, go and return; some nights are interrupted and gone on with, some say only "unchanged"."""
    notebook = _Notebook()
    with tempfile.TemporaryDirectory() as folder, History(Path(folder) / "history.sqlite") as book:
        before: Night = {}
        for number, night in enumerate(nights, start=1):
            items = [_item(name, found) for name, found in night.items()]
            if number in lazy - torn:
                items = [replace(it, findings=None) if _same(before, night, it.name) else it for it in items]
            if number in torn:
                book.add(book.begin(support.row(number)), [_item(name, POOL[:2]) for name in night if night[name]])
            assert book.record(support.row(number), items) == number
            notebook.turn(number, night)
            _compare(book, number, notebook)
            before = night


def _item(name: str, found: list[Noted] | None) -> Seen:
    return support.unreadable(name) if found is None else support.seen(name, found)


def _same(before: Night, night: Night, name: str) -> bool:
    return name in before and before[name] == night[name] and before[name] is not None


def _compare(book: History, run: int, notebook: _Notebook) -> None:
    days = {support.FIRST + timedelta(days=number): number for number in range(1, 9)}
    told = {(row.workbook, row.noted.key): days[row.since] for row in findings(book.database, run)}
    assert told == notebook.told
    assert _keys(book, run, "new") == {key for key, since in notebook.told.items() if since == run}
    assert _keys(book, run, "fixed") == notebook.fixed
    assert all(line.seen.verdict in Verdict for line in books(book.database, run))
