"""The history survives damage, newer programs, power cuts and ten thousand workbooks, and says so in Chinese."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model.policy import HOME
from pipeline.night import history, store
from pipeline.night.changes import changes, findings
from pipeline.night.history import History
from tests import history_support as support


def _rows(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as database:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608  (our own names)


def test_what_was_last_seen_comes_back_as_it_was(tmp_path: Path) -> None:
    """Everything but the findings themselves, also after the file was closed, also of a workbook that has gone."""
    path = tmp_path / "history.sqlite"
    one = support.seen("区/甲.xlsx", [support.noted()], email="jia@example.cn")
    support.history(path, [[one], []]).close()
    with History(path) as book:
        assert book.remark is None
        assert book.last("区/甲.xlsx") == replace(one, findings=None)
        assert book.last("没有.xlsx") is None


def test_names_that_are_no_text_are_kept_apart(tmp_path: Path) -> None:
    """Bytes of a file name that is no UTF-8 do not stop the night, nor become one workbook."""
    names = ["\udcc4\udce3.xlsx", "\udcc4\udce4.xlsx", "\ufffd\ufffd.xlsx"]
    with History(tmp_path / "history.sqlite") as book:
        book.record(support.row(), [support.seen(name, sha256=str(at), unit="甲") for at, name in enumerate(names)])
        assert [seen.sha256 for name in names if (seen := book.last(name))] == ["0", "1", "2"]


def test_a_night_without_changes_adds_one_row_and_no_bytes_worth_naming(tmp_path: Path) -> None:
    """A hundred quiet nights: a hundred runs, not one finding more."""
    path = tmp_path / "history.sqlite"
    seen = [support.seen(f"{number}.xlsx", [support.noted()]) for number in range(200)]
    with support.history(path, [seen]) as book:
        for day in range(1, 101):
            book.record(support.row(day), [replace(item, findings=None) for item in seen])
    assert (_rows(path, "runs"), _rows(path, "findings"), _rows(path, "states")) == (101, 200, 200)


def test_what_was_mended_years_ago_is_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook that changes every night keeps no more than its last nights."""
    monkeypatch.setattr(history, "KEPT_RUNS", 40)
    path = tmp_path / "history.sqlite"
    with History(path) as book:
        book.record(support.row(), [support.seen("乙.xlsx", [support.noted()])])
        for day in range(60):
            book.record(support.row(day), [support.seen("甲.xlsx", [support.noted(found=str(day))], sha256=str(day))])
    assert _rows(path, "findings") == _rows(path, "states") == 41
    assert _rows(path, "workbooks") == 1


def test_ten_thousand_workbooks_take_seconds(tmp_path: Path) -> None:
    """Twenty findings each the first night, none changed the second."""
    found = tuple(support.noted(cell=f"项目清单!H{number}") for number in range(20))
    seen = [support.seen(f"{number}.xlsx", found) for number in range(10_000)]
    with History(tmp_path / "history.sqlite") as book:
        begin = time.process_time()
        book.record(support.row(), seen)
        full = time.process_time() - begin
        begin = time.process_time()
        book.record(support.row(1), [replace(item, findings=None) for item in seen])
        quiet = time.process_time() - begin
    assert full < 20
    assert quiet < full / 4


def test_an_interrupted_run_is_gone_on_with(tmp_path: Path) -> None:
    """Chunks written before a power cut are there, and the next run counts as the same night."""
    path = tmp_path / "history.sqlite"
    program = (
        "import os, sys; from pathlib import Path; from tests import history_support as s;"
        "from pipeline.night.history import History; book = History(Path(sys.argv[1]));"
        "book.add(book.begin(s.row()), [s.seen('甲.xlsx', [s.noted()])]); os._exit(9)"
    )
    command = [sys.executable, "-X", "utf8", "-c", program, str(path)]
    assert subprocess.run(command, cwd=HOME, check=False, timeout=60).returncode == 9  # noqa: S603  (our own command)
    with History(path) as book:
        assert book.last("甲.xlsx") is not None
        assert changes(book.database) is None
        assert book.record(support.row(1), [support.seen("甲.xlsx", [support.noted()])]) == 1
        now = changes(book.database)
    assert now is not None
    assert (now.now.new, now.before) == (1, None)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"no database at all, only text " * 90, "损坏"),
        (b"SQLite format 3\0" + b"\xff" * 5000, "损坏"),
    ],
)
def test_a_damaged_history_is_kept_and_a_fresh_one_begun(tmp_path: Path, content: bytes, word: str) -> None:
    """The night goes on; the old file keeps its bytes under another name."""
    path = tmp_path / "history.sqlite"
    path.write_bytes(content)
    for number in ("", "-2"):
        with History(path) as book:
            assert book.remark
            assert f"history-{word}{number}.sqlite" in book.remark
            book.record(support.row(), [support.seen("甲.xlsx")])
        assert (tmp_path / f"history-{word}{number}.sqlite").read_bytes() == content
        assert _rows(path, "runs") == 1
        path.write_bytes(content)


def test_damaged_pages_inside_are_noticed(tmp_path: Path) -> None:
    """Zeros where a disk lost a block."""
    path = tmp_path / "history.sqlite"
    support.history(path, [[support.seen(f"{number}.xlsx", [support.noted()]) for number in range(300)]]).close()
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 8192] = bytes(8192)
    path.write_bytes(bytes(data))
    with History(path) as book:
        assert book.remark
        assert "损坏" in book.remark
        assert book.last("1.xlsx") is None


def test_a_newer_history_and_another_programs_file_are_left_whole(tmp_path: Path) -> None:
    """Neither is changed, both are named."""
    newer, other = tmp_path / "a" / "history.sqlite", tmp_path / "b" / "history.sqlite"
    for path in (newer, other):
        path.parent.mkdir()
    support.history(newer, [[support.seen("甲.xlsx")]]).close()
    with closing(sqlite3.connect(newer)) as database:
        database.execute("PRAGMA user_version = 99")
    with closing(sqlite3.connect(other)) as database:
        database.execute("CREATE TABLE letters (text)")
    for path, word in ((newer, "较新"), (other, "不是本程序的")):
        with History(path) as book:
            assert book.remark
            assert word in book.remark
        assert path.with_name(f"history-{word}.sqlite").is_file()
    assert _rows(newer.with_name("history-较新.sqlite"), "workbooks") == 1


@pytest.mark.parametrize("mode", ["EXCLUSIVE", "NORMAL"])
def test_a_locked_history_costs_the_comparison_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str) -> None:
    """The night works on a file that is forgotten, and says so; the history itself stays as it is.

    Held for itself by another program, or only for an unsaved change, when it can still be read.
    """
    path = tmp_path / "history.sqlite"
    support.history(path, [[support.seen("甲.xlsx")]]).close()
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(f"PRAGMA locking_mode = {mode}")
        other.execute("BEGIN EXCLUSIVE")
        with History(path) as book:
            assert book.remark
            assert "打不开" in book.remark
            assert book.record(support.row(1), [support.seen("乙.xlsx")]) == 1
    assert _rows(path, "runs") == 1


def test_reading_only_never_makes_or_changes_a_file(tmp_path: Path) -> None:
    """No file, a damaged one, a sound one."""
    path = tmp_path / "history.sqlite"
    assert store.read_one(path, "SELECT max(started) FROM runs") is None
    assert not list(tmp_path.iterdir())
    path.write_bytes(b"rubbish" * 100)
    assert store.read_one(path, "SELECT max(started) FROM runs") is None
    path.unlink()
    support.history(path, [[]]).close()
    assert store.read_one(path, "SELECT max(started) FROM runs") == support.FIRST.isoformat()
    database = store.read_store(path)
    assert database is not None
    with closing(database), pytest.raises(sqlite3.OperationalError):
        database.execute("DELETE FROM runs")


def test_a_finding_that_is_worded_anew_is_no_new_finding(tmp_path: Path) -> None:
    """A better sentence of next month's program replaces the old one, the date stays."""
    old = support.noted()
    new = replace(old, message="合计行写错了。", severity="info")
    with support.history(
        tmp_path / "history.sqlite", [[support.seen("甲.xlsx", [old])], [support.seen("甲.xlsx", [new])]]
    ) as book:
        [row] = findings(book.database, 2)
    assert (row.noted, row.new, row.since) == (new, False, support.FIRST)


def test_one_finding_twice_is_two_findings(tmp_path: Path) -> None:
    """Two rules' words may fall together; one mended leaves one open."""
    twice = [support.noted(), support.noted()]
    nights = [[support.seen("甲.xlsx", twice)], [support.seen("甲.xlsx", twice[:1])]]
    with support.history(tmp_path / "history.sqlite", nights) as book:
        assert len(list(findings(book.database, 2))) == len(list(findings(book.database, 2, "fixed"))) == 1


OLD_HISTORIES = sorted((Path(__file__).parent / "histories").glob("version-*.sql"))


@pytest.mark.parametrize("script", OLD_HISTORIES, ids=lambda path: path.stem)
def test_a_history_of_every_earlier_version_is_brought_up_to_date(tmp_path: Path, script: Path) -> None:
    """Written by that version's program (two nights): nothing is lost, and the next night goes on from it."""
    path = tmp_path / "history.sqlite"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(script.read_text(encoding="utf-8"))
    with History(path) as book:
        assert book.remark is None
        last = book.last("甲.xlsx")
        assert last is not None
        book.record(support.row(2), [support.seen("甲.xlsx", [support.noted()]), support.seen("乙.xlsx")])
        now = changes(book.database)
        assert [row.since for row in findings(book.database, 3)] == [support.FIRST]
    assert now is not None
    assert [(night.run, night.new, night.fixed) for night in now.nights] == [(1, 1, 0), (2, 1, 0), (3, 0, 1)]
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (len(store.MIGRATIONS),)


def test_every_earlier_version_has_its_sample() -> None:
    """Who adds a migration adds a history of the version before."""
    assert len(OLD_HISTORIES) == len(store.MIGRATIONS) - 1


def test_a_migration_that_fails_leaves_the_old_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a migration is none; the file is set aside whole."""
    path = tmp_path / "history.sqlite"
    support.history(path, [[support.seen("甲.xlsx", [support.noted()])]]).close()
    monkeypatch.setattr(
        store, "MIGRATIONS", (*store.MIGRATIONS, "CREATE TABLE half (a); INSERT INTO runs SELECT * FROM runs")
    )
    with History(path) as book:
        assert book.remark
    kept = next(tmp_path.glob("history-*.sqlite"))
    assert _rows(kept, "findings") == 1
    with closing(sqlite3.connect(kept)) as database:
        assert not database.execute("SELECT 1 FROM sqlite_schema WHERE name = 'half'").fetchall()
