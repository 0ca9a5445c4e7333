"""What a night meets once in years: full disks, workers that never begin, faults of our own, a history of another."""

from __future__ import annotations

import gc
import sqlite3
import sys
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from pipeline.cli.night import _why
from pipeline.intake.sources import Source
from pipeline.night import store, workers
from pipeline.night.batches import Batch, share_out
from pipeline.night.cluster import NO_WORKERS, NOT_INSTALLED, Cluster, _knock, _look, _problem
from pipeline.night.crew import CrewError, Processes
from pipeline.night.history import HISTORY_FILE
from pipeline.night.labour import NO_SCHEDULER, NO_WORK, Labour, split
from pipeline.night.log import LARGEST, LOG, OLDER, write_log
from pipeline.night.ruleset import ruleset_version
from pipeline.night.shift import Order, night_shift
from tests import history_support as support
from tests.night_support import FAULTY, SOUND, lay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.run import Loaded


@pytest.fixture
def batch(tmp_path: Path) -> Iterator[Batch]:
    """Two workbooks, one with mistakes, as one task; afterwards the collector looks at everything again."""
    given = lay(tmp_path / "in", 甲=SOUND, 乙=FAULTY.read_bytes())
    sources = tuple(Source(path.name, path) for path in sorted(given.iterdir()))
    (tmp_path / "spool").mkdir()
    yield Batch("0", tmp_path / "spool", sources, "0")
    gc.unfreeze()


def _delivered(batch: Batch, output: Path) -> dict[str, tuple[str, set[str]]]:
    """Deliver a checked batch: the verdict of each workbook and its files."""
    seen = workers.deliver_batch(batch.into({source.name: output / source.path.stem for source in batch.sources}))
    return {one.name: (one.verdict.value, {path.name for path in (output / one.folder).iterdir()}) for one in seen}


def test_pools_of_one_give_what_one_pool_gives(batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded by checking what has been read so far; nobody's verdict is another for it."""
    whole = workers.check_batch(batch, watched=False)
    told = _delivered(batch, tmp_path / "whole")
    monkeypatch.setattr(workers, "ROWS", 1)
    assert workers.check_batch(batch, watched=False).named == whole.named
    assert _delivered(batch, tmp_path / "parts") == told
    assert {name: verdict for name, (verdict, _) in told.items()} == {"乙.xlsx": "不通过", "甲.xlsx": "通过"}


def test_a_fault_of_ours_over_one_workbook_costs_that_one(
    batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While reading: it is told so, the other one is checked."""
    load = workers.load_source

    def fail(source: Source) -> Loaded:
        if source.name == "乙.xlsx":
            raise ZeroDivisionError
        return load(source)

    monkeypatch.setattr(workers, "load_source", fail)
    workers.check_batch(batch, watched=False)
    told = _delivered(batch, tmp_path / "out")
    assert told["甲.xlsx"][0] == "通过"
    page = (tmp_path / "out" / "乙" / "校验结果.html").read_text(encoding="utf-8")
    assert "读取" in page
    assert "程序" in page


def test_a_copy_that_cannot_be_made_costs_the_copy_only(
    batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page is there, and says so; a disk that is full is no fault of the workbook."""
    workers.check_batch(batch, watched=False)
    deliver = workers.deliver

    def fail(result: object, data: bytes | None, *others: object) -> object:
        if data is not None:
            raise ZeroDivisionError
        return deliver(result, data, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(workers, "deliver", fail)
    verdict, files = _delivered(batch, tmp_path / "out")["乙.xlsx"]
    assert (verdict, files) == ("不通过", {"校验结果.html", "校验结果.json"})

    def full(*_: object) -> NoReturn:
        raise OSError(28, "full")

    monkeypatch.setattr(workers, "deliver", full)
    with pytest.raises(OSError, match="full"):
        _delivered(batch, tmp_path / "full")


def test_workers_that_never_begin_are_given_up_after_five_times(tmp_path: Path) -> None:
    """The first times another's death may have taken them along."""
    batch = Batch("0", tmp_path, (Source("甲.xlsx", tmp_path / "甲.xlsx"),), "0")
    for _ in range(5):
        (batch,), alone = split(batch)
        assert alone == []
    with pytest.raises(CrewError, match=NO_WORK):
        split(batch)


def test_a_scheduler_that_is_gone_is_told_from_a_fault_of_ours() -> None:
    """The first is a sentence, the second is raised as it is."""
    gone: Future[None] = Future()
    gone.cancel()
    with pytest.raises(CrewError, match=NO_SCHEDULER):
        Labour._was_lost(gone)  # noqa: SLF001  (its own question)
    faulty: Future[None] = Future()
    faulty.set_exception(ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        Labour._was_lost(faulty)  # noqa: SLF001  (as above)


def test_who_stops_a_shift_ends_its_processes_at_once() -> None:
    """Nobody waits for what they would still have done."""
    crew = Processes(1)

    def stopped() -> NoReturn:
        with crew.shift(1) as executor:
            executor.submit(int).result()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    with closing(crew), crew.shift(1) as executor:
        assert executor.submit(int).result() == 0


def test_no_workbooks_are_no_batches(tmp_path: Path) -> None:
    """And a night over them tells what became of the history it found."""
    assert share_out([], 2, tmp_path) == []
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / HISTORY_FILE).write_bytes(b"rubbish" * 100)
    night = night_shift(Order(tmp_path / "in", tmp_path / "out", 1), lambda *_: None)
    assert night.seen == ()
    assert night.words == ["历史记录已损坏，原文件保留为“history-损坏.sqlite”；本次从头记录，暂时不能与以前比较。"]


def test_what_a_worker_of_a_cluster_lacks_is_said(tmp_path: Path) -> None:
    """The program, the same version of it, the workbooks, the place for results."""
    seen = _look(str(tmp_path), (), str(tmp_path / "nothing"))
    assert seen == (ruleset_version(), True, False)
    given, output = Path("甲"), Path("乙")
    told = [_problem(answer, given, output) for answer in (ImportError(), ("old", True, True), seen)]
    assert [said.partition("：")[0] for said in told] == [
        "上没有装好本程序，或者装的是别的版本",
        "上的程序或校验规则与本机版本不同",
        "看不到“乙”",
    ]
    assert _problem((ruleset_version(), True, True), given, output) == ""


def test_without_the_library_a_cluster_is_said_to_be_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to do."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CrewError, match=NOT_INSTALLED.partition("：")[0]):
        Cluster("tcp://127.0.0.1:9")


def test_a_scheduler_of_this_process_is_not_knocked_at() -> None:
    """It has no door; one without workers is told so."""
    distributed = pytest.importorskip("distributed")
    from distributed.comm import addressing  # noqa: PLC0415  (an optional extra)

    _knock("inproc://1/2/3", addressing)
    with (
        distributed.LocalCluster(n_workers=0, processes=False, dashboard_address=None) as nobody,
        pytest.raises(CrewError, match=NO_WORKERS.partition("：")[0]),
    ):
        Cluster(nobody.scheduler_address)


def test_a_full_log_becomes_the_older_one(tmp_path: Path) -> None:
    """One that cannot be written is let be."""
    (tmp_path / LOG).write_text("x" * (LARGEST + 1), encoding="utf-8")
    write_log(tmp_path, ["甲\n乙"])
    assert (tmp_path / OLDER).stat().st_size == LARGEST + 1
    assert (tmp_path / LOG).read_text(encoding="utf-8").endswith("  甲 乙\n")
    write_log(tmp_path / LOG / "below a file", ["丙"])
    assert "丙" not in (tmp_path / LOG).read_text(encoding="utf-8")


def test_a_history_that_finds_no_room_is_a_full_disk(tmp_path: Path) -> None:
    """What was written before stays; a fault of ours in it stays what it is."""
    with support.history(tmp_path / "history.sqlite", [[support.seen("甲.xlsx")]]) as book:
        base = book.database
        base.execute(f"PRAGMA max_page_count = {base.execute('PRAGMA page_count').fetchone()[0]}")
        many = [support.seen(f"{at}.xlsx", [support.noted(found=f"{at}.00")]) for at in range(2000)]
        with pytest.raises(OSError, match="FULL"):
            book.record(support.row(1), many)
        assert base.execute("SELECT count(*) FROM workbooks").fetchone()[0] == 1
        base.execute("PRAGMA max_page_count = 100000")
        base.execute("ALTER TABLE runs RENAME TO other")
        with pytest.raises(sqlite3.OperationalError):
            book.record(support.row(2), [])


def test_a_history_that_another_program_takes_meanwhile_is_called_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not a full disk: whoever reads the log closes the program that looks into the history."""
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.1)
    path = tmp_path / "history.sqlite"
    with support.history(path, []) as book, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(PermissionError) as held:
            book.record(support.row(), [])
    assert _why(held.value) == "“history.sqlite”正在别的程序里打开，或者不许改写。"


def test_a_history_that_cannot_even_be_set_aside_costs_the_comparison_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to rename what another program holds open."""

    def held(*_: object) -> NoReturn:
        raise PermissionError

    path = tmp_path / "history.sqlite"
    path.write_bytes(b"rubbish" * 100)
    monkeypatch.setattr(Path, "rename", held)
    connection, remark = store.open_store(path)
    connection.close()
    assert remark is not None
    assert "打不开" in remark
    assert path.read_bytes() == b"rubbish" * 100


def test_a_history_of_another_version_or_without_the_table_gives_no_answer(tmp_path: Path) -> None:
    """Reading only, nothing is brought up to date."""
    path = tmp_path / "history.sqlite"
    support.history(path, [[]]).close()
    assert store.read_one(path, "SELECT nothing FROM nowhere") is None
    with closing(sqlite3.connect(path)) as base:
        base.execute("PRAGMA user_version = 1")
    assert store.read_store(path) is None
