"""A night gives what single runs give, checks only what changed, and one bad file costs nobody else anything."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import SAMPLE
from pipeline.model.policy import HOME
from pipeline.night.changes import changes, findings
from pipeline.night.crew import Processes
from pipeline.night.history import HISTORY_FILE, History
from pipeline.run import run
from tests.night_support import (
    FAULTY,
    SOUND,
    deadly_site,
    edited,
    killer,
    lay,
    night,
    of_unit,
    results,
    verdicts,
)

FAULTY_BYTES = FAULTY.read_bytes()
BLANK = SAMPLE.with_name("空白工作簿.xlsx").read_bytes()


def mixed(folder: Path) -> Path:
    """Lay a folder tree of sound, faulty, blank and broken workbooks, two of them of one unit and year."""
    return lay(
        folder,
        甲=SOUND,
        乙__丙=FAULTY_BYTES,
        乙__空白=BLANK,
        坏=b"no workbook",
        空=b"",
        东=of_unit("东街道办事处"),
        西=of_unit("西街道办事处", FAULTY),
    )


def test_a_night_writes_what_a_single_run_writes_to_the_byte(tmp_path: Path) -> None:
    """Every file of every workbook; nothing is left of the way there, nor of a night that was killed."""
    given = mixed(tmp_path / "in")
    lay(tmp_path / "night" / ".night-old", x=b"half")
    night(given, tmp_path / "night", Processes(2))
    run(given, tmp_path / "single", None, lambda *_: None)
    assert results(tmp_path / "night") == results(tmp_path / "single")
    assert len(results(tmp_path / "single")) == 15
    assert not [path.name for path in (tmp_path / "night").iterdir() if path.name.startswith(".")]


def test_a_workbook_that_did_not_change_keeps_its_files(tmp_path: Path) -> None:
    """Changed ones are checked anew, the others are not even written."""
    given = mixed(tmp_path / "in")
    night(given, tmp_path / "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("校验结果.json")}
    (given / "东.xlsx").write_bytes(of_unit("东街道办事处", FAULTY))
    done = night(given, tmp_path / "out")
    after = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("校验结果.json")}
    assert done.unchanged == 6
    assert verdicts(done)["东.xlsx"] == "不通过"
    assert [path.parent.name for path in after if after[path] != before[path]] == ["东街道办事处-2023"]


def test_a_workbook_that_was_renamed_or_moved_brings_its_findings_along(tmp_path: Path) -> None:
    """Its findings are not new; a copy beside it is a workbook of its own, and of two alike none is guessed."""
    given = lay(
        tmp_path / "in",
        东=of_unit("东街道办事处", FAULTY),
        西=of_unit("西街道办事处", FAULTY),
        南=of_unit("南街道办事处", FAULTY),
        双=FAULTY_BYTES,
        对=FAULTY_BYTES,
    )
    night(given, tmp_path / "out")
    (given / "旧").mkdir()
    (given / "东.xlsx").rename(given / "东（改）.xlsx")
    (given / "西.xlsx").rename(given / "旧" / "西.xlsx")
    lay(given, 南副本=(given / "南.xlsx").read_bytes())
    (given / "双.xlsx").unlink()
    (given / "对.xlsx").rename(given / "成双.xlsx")
    done = night(given, tmp_path / "out")
    with History(tmp_path / "out" / HISTORY_FILE) as history:
        now = changes(history.database)
        new = {row.workbook for row in findings(history.database, 2) if row.new}
    assert now is not None
    assert set(now.arrived) == new == {"南副本.xlsx", "成双.xlsx"}
    assert set(now.gone) == {"双.xlsx", "对.xlsx"}
    told = {seen.name: tmp_path / "out" / seen.folder / "校验结果.json" for seen in done.seen}
    assert all(json.loads(path.read_text(encoding="utf-8"))["workbook"] == name for name, path in told.items())
    assert night(given, tmp_path / "out").unchanged == len(told)


def test_results_that_were_removed_are_written_again(tmp_path: Path) -> None:
    """Whichever file it is."""
    gone = {"东": "校验结果.json", "西": "校验结果.html", "南": "批注-南.xlsx"}
    given = lay(tmp_path / "in", **{name: of_unit(f"{name}街道办事处", FAULTY) for name in (*gone, "北")})
    done = night(given, tmp_path / "out")
    before = results(tmp_path / "out")
    for seen in done.seen:
        (tmp_path / "out" / seen.folder / gone.get(Path(seen.name).stem, "没有")).unlink(missing_ok=True)
    assert len(results(tmp_path / "out")) == len(before) - 3
    assert night(given, tmp_path / "out").unchanged == 1
    assert results(tmp_path / "out") == before


def test_a_second_workbook_of_one_unit_and_year_moves_the_first(tmp_path: Path) -> None:
    """As a single run has it: both get the file's name appended, although one of them did not change."""
    given = lay(tmp_path / "in", 甲=SOUND)
    night(given, tmp_path / "out")
    lay(given, 乙=FAULTY_BYTES)
    done = night(given, tmp_path / "out")
    assert {seen.folder for seen in done.seen} == {"龙城街道办事处-2023-甲", "龙城街道办事处-2023-乙"}
    assert (tmp_path / "out" / "龙城街道办事处-2023-甲" / "校验结果.json").is_file()


def test_an_unchanged_night_loads_neither_engine_nor_frames_nor_processes(tmp_path: Path) -> None:
    """Nor what reads texts; index and summary written as every night. Seen in a process of its own."""
    given = mixed(tmp_path / "in")
    night(given, tmp_path / "out")
    script = (
        "import sys; from pathlib import Path; from pipeline.night.shift import Order, night_shift\n"
        f"order = Order(Path({str(given)!r}), Path({str(tmp_path / 'out')!r}))\n"
        "heavy = ('great_expectations', 'pandas', 'loky', 'pipeline.checks.prose')\n"
        "print(night_shift(order, lambda *_: None).unchanged, [name for name in heavy if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", script], cwd=HOME, capture_output=True, text=True, check=True)  # noqa: S603  (our own command)
    assert said.stdout.strip() == "7 []"


def test_what_cannot_be_read_loads_no_engine(tmp_path: Path) -> None:
    """It is tried again every night: that must not cost seconds. Seen in a process of its own."""
    given = lay(tmp_path / "in", 坏=b"PK\x03\x04", 空=b"")
    script = (
        "import sys; from pathlib import Path; from pipeline.intake.sources import find_sources\n"
        "from pipeline.night.batches import Batch; from pipeline.night.workers import check_batch\n"
        f"spool = Path({str(tmp_path)!r}); sources = tuple(find_sources(Path({str(given)!r}), spool))\n"
        "named = check_batch(Batch('1', spool, sources, '1')).named\n"
        "print(len(named), 'great_expectations' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", script], cwd=HOME, capture_output=True, text=True, check=True)  # noqa: S603  (our own command)
    assert said.stdout.strip() == "2 False"


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_files_that_kill_or_stop_the_parser_cost_nobody_else_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Workers are really killed; each such file gets a finding, everyone else what a single run gives."""
    deadly = ("自尽", "停住")
    given = mixed(tmp_path / "in")
    run(given, tmp_path / "single", None, lambda *_: None)
    lay(given, **{f"乙__{name}": killer() for name in deadly})
    monkeypatch.setenv("PYTHONPATH", str(deadly_site(tmp_path / "site")))
    done = night(given, tmp_path / "night", Processes(2))
    written = results(tmp_path / "night")
    for name in deadly:
        assert verdicts(done)[f"乙/{name}.xlsx"] == "无法读取"
        assert "读取时程序被中断" in written.pop(f"{name}/校验结果.json").decode()
        assert "读取时程序被中断" in written.pop(f"{name}/校验结果.html").decode()
    assert written == results(tmp_path / "single")
    assert {seen.ruleset for seen in done.seen if "/" in seen.name and Path(seen.name).stem in deadly} == {""}


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_workbook_over_which_the_checks_hang_costs_nobody_else_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock runs over the checks of a pool, too; who hangs is found by halving it."""
    given = lay(tmp_path / "in", 甲=SOUND)
    run(given, tmp_path / "single", None, lambda *_: None)
    lay(given, 沉思=SOUND)
    monkeypatch.setenv("PYTHONPATH", str(deadly_site(tmp_path / "site")))
    done = night(given, tmp_path / "night", Processes(2))
    assert verdicts(done) == {"沉思.xlsx": "无法读取", "甲.xlsx": "通过"}


def test_a_file_that_vanishes_gets_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look at the folder and the reading."""
    given = lay(tmp_path / "in", 甲=SOUND, 乙=of_unit("东街道办事处"))
    from pipeline.night import core  # noqa: PLC0415  (patched below)

    found = core.still_standing

    def slow(*arguments: object) -> object:
        (given / "甲.xlsx").unlink()
        return found(*arguments)  # type: ignore[arg-type]  (handed through)

    monkeypatch.setattr(core, "still_standing", slow)
    done = night(given, tmp_path / "out")
    assert verdicts(done) == {"甲.xlsx": "无法读取", "乙.xlsx": "通过"}


def test_a_changed_number_of_processes_changes_no_byte(tmp_path: Path) -> None:
    """One worker or two, one batch or many."""
    contents = {f"表{number}": edited(SOUND, "龙城街道办事处", f"第{number}街道办事处") for number in range(6)}
    given = lay(tmp_path / "in", **contents, 坏=FAULTY_BYTES)
    night(given, tmp_path / "one", Processes(1))
    night(given, tmp_path / "two", Processes(2))
    assert results(tmp_path / "one") == results(tmp_path / "two")
