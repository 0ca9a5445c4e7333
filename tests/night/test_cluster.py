"""A Dask cluster gives the same results to the byte, and says what it cannot see."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.model.policy import HOME
from pipeline.night.cluster import Cluster
from pipeline.night.crew import CrewError
from pipeline.run import run
from tests.command_support import call
from tests.night_support import FAULTY, SOUND, deadly_site, killer, lay, night, results, verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("distributed")
SECONDS = 15


def _line(stream: object, word: str) -> str:
    """Wait for the line of a program that holds a word."""
    for line in stream:  # type: ignore[attr-defined]  (a text stream)
        if word in line:
            return str(line)
    message = f"the program never said {word}"
    raise AssertionError(message)


class Dask:
    """A scheduler and workers, each a program of its own as on other machines."""

    def __init__(self, site: Path) -> None:
        """Start the scheduler and two workers that find the program on their path."""
        self.programs: list[subprocess.Popen[str]] = []
        environment = dict(os.environ, PYTHONPATH=os.pathsep.join([str(HOME), str(site)]), PYTHONUTF8="1")
        scheduler = self._start(environment, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.address = "tcp://" + _line(scheduler.stderr, "Scheduler at").split("tcp://")[1].strip()
        for _ in range(2):
            worker = self._start(environment, "worker", self.address, "--nthreads", "2", "--no-dashboard")
            _line(worker.stderr, "Registered to")

    def _start(self, environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "dask", *arguments]
        program = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True, cwd="/")  # noqa: S603  (our own command)
        self.programs.append(program)
        return program

    def close(self) -> None:
        """End the programs that were started here."""
        for program in reversed(self.programs):
            program.terminate()
        for program in self.programs:
            try:
                program.communicate(timeout=SECONDS)
            except subprocess.TimeoutExpired:  # a nanny that was just replacing a worker
                program.kill()
                program.communicate()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a cluster whose workers die over a file called 杀手 and hang over one called 停住."""
    with closing(Dask(deadly_site(tmp_path_factory.mktemp("site")))) as dask:
        yield dask.address


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_cluster_gives_what_a_single_run_gives_even_when_workers_die_or_hang(tmp_path: Path, address: str) -> None:
    """To the byte; the files over which workers die or hang cost nobody else anything."""
    given = lay(tmp_path / "in", 甲=SOUND, 乙__丙=FAULTY.read_bytes(), 坏=b"no workbook")
    run(given, tmp_path / "single", None, lambda *_: None)
    lay(given, 杀手=killer(), 停住=killer())
    with closing(Cluster(address)) as cluster:
        done = night(given, tmp_path / "night", cluster)
    written = results(tmp_path / "night")
    for name in ("杀手", "停住"):
        assert verdicts(done)[f"{name}.xlsx"] == "无法读取"
        assert "读取时程序被中断" in written.pop(f"{name}/校验结果.json").decode()
        assert written.pop(f"{name}/校验结果.html")
    assert written == results(tmp_path / "single")


def test_folders_that_workers_do_not_see_are_named(tmp_path: Path, address: str) -> None:
    """Before anything is read: the workers of this test stand on another machine as far as they can tell."""
    given = lay(tmp_path / "in", 甲=SOUND)
    with closing(Cluster(address)) as cluster, pytest.raises(CrewError, match=r"看不到.*没有这个文件夹"):
        cluster.show_around(tmp_path / "没有这个文件夹", (), given)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="a file that only this process sees")
def test_a_share_that_a_worker_has_not_mounted_is_named_and_blames_no_workbook(tmp_path: Path, address: str) -> None:
    """Its folder is there and empty; an open file of this process is seen by no other."""
    given = lay(tmp_path / "in", 甲=SOUND)
    with (given / "甲.xlsx").open("rb") as mine, closing(Cluster(address)) as cluster:
        os.dup2(mine.fileno(), 200)
        try:
            with pytest.raises(CrewError, match=f"看不到“{given}”"):
                cluster.show_around(given, [Path("/proc/self/fd/200")], given)
        finally:
            os.close(200)
        cluster.show_around(given, [given / "走了.xlsx", given / "甲.xlsx"], given)


def test_a_scheduler_that_is_not_there_is_said_so() -> None:
    """In a sentence for staff."""
    with pytest.raises(CrewError, match="连不上 Dask 集群"):
        Cluster("tcp://127.0.0.1:9")


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "不存在的电脑.invalid", "http://127.0.0.1:8787"])
def test_an_address_where_nobody_answers_gets_one_sentence_and_no_word_of_english(tmp_path: Path, address: str) -> None:
    """On the command line: also what the library would say when the program ends."""
    given = lay(tmp_path / "in", 甲=SOUND)
    status, said = call("validate", "--input", given, "--output", tmp_path / "out", "--scheduler", address)
    assert (status, said) == (2, f"连不上 Dask 集群“{address}”：请检查地址，以及调度程序是否在运行。\n")
