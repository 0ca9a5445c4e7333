"""A run killed at any moment leaves whole files only, and the next one makes all right (200 in `make torture`)."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.command_support import FAULTY, HOME, SAMPLE, call, command, contents, environment
from tests.faults.sound import sound
from tests.faults.typed import write
from tests.torture import many

WHOLE = {".docx", ".xlsx"}


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Put some workbooks together: sound, faulty, unreadable."""
    folder = tmp_path_factory.mktemp("given")
    shutil.copy(SAMPLE, folder / "示例.xlsx")
    shutil.copy(FAULTY, folder / "错误.xlsx")
    (folder / "坏.xlsx").write_bytes(b"not a workbook")
    for seed in range(3):
        (folder / f"第{seed}份.xlsx").write_bytes(write(sound(seed)))
    return folder


@pytest.fixture(scope="module")
def undisturbed(given: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """Give what a run that nobody kills writes, and how long it takes."""
    output = tmp_path_factory.mktemp("undisturbed") / "out"
    started = time.monotonic()
    call("report", "--input", given, "--output", output)
    return output, time.monotonic() - started


def _kill_after(seconds: float, given: Path, output: Path) -> None:
    """Run the program and kill it."""
    process = subprocess.Popen(  # noqa: S603  (our own command)
        command("report", "--input", given, "--output", output),
        cwd=HOME,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _assert_whole(output: Path) -> None:
    """Every file that has its final name can be opened to its end."""
    for name, content in contents(output).items() if output.exists() else ():
        if Path(name).name.startswith("."):
            continue
        if Path(name).suffix in WHOLE:
            assert zipfile.ZipFile(BytesIO(content)).testzip() is None, name
        elif name.endswith(".json"):
            assert json.loads(content)["verdict"], name
        elif name.endswith(".html"):
            assert content.rstrip().endswith(b"</html>"), name


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_killed_run_leaves_whole_files_and_the_next_one_cleans_up(
    given: Path, undisturbed: tuple[Path, float], tmp_path: Path
) -> None:
    """Killed again and again over the same folder, most often while it writes."""
    whole, seconds = undisturbed
    dice = random.Random(6)  # noqa: S311  (seeded variety, no secret)
    output = tmp_path / "out"
    for attempt in range(many(5, 200)):
        if attempt % 4 == 0:
            shutil.rmtree(output, ignore_errors=True)
        _kill_after(seconds * dice.uniform(0.6, 1.0), given, output)
        _assert_whole(output)
    call("report", "--input", given, "--output", output)
    assert contents(output) == contents(whole)
    assert list(output.rglob(".*")) == []
