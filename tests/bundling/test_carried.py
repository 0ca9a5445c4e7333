"""The installer looks before it installs: computer, files, room; whatever is wrong is one Chinese sentence."""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from bundling.platforms import PLATFORMS
from bundling.program import HERE
from tests.command_support import ENGLISH

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
UNSUMMED = {"installed.txt", "sha256.txt"}
OURS = {"version": "9.9.9", "system": "linux", "machine": platform.machine(), "python": PYTHON, "called": "这种电脑"}


class Carried:
    """A bundle with nothing but a small wheel in it."""

    def __init__(self, folder: Path) -> None:
        """Lay it out whole."""
        self.folder, self.carried = folder, folder / "carried"
        shutil.copytree(HERE / "carried", self.carried, ignore=shutil.ignore_patterns("__pycache__"))
        (self.carried / "wheels").mkdir()
        with zipfile.ZipFile(self.carried / "wheels" / "pip-1-py3-none-any.whl", "w") as wheel:
            wheel.writestr("pip/__main__.py", "raise SystemExit(3)")
        self.facts()

    def facts(self, **other: Any) -> None:  # noqa: ANN401  (as JSON)
        """Say for which computer it is, and sum everything up."""
        (self.carried / "target.json").write_text(json.dumps(OURS | other), encoding="utf-8")
        files = [path for path in self.folder.rglob("*") if path.is_file() and path.name not in UNSUMMED]
        sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(self.folder)}\n" for path in files]
        (self.carried / "sha256.txt").write_text("".join(sums), encoding="utf-8")

    def install(self) -> str:
        """Run the installer, which must refuse; return its last sentence."""
        command = [sys.executable, "-X", "utf8", "-m", "carried.install"]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, check=False, timeout=100)  # noqa: S603  (our own command)
        said = done.stdout.decode()
        assert done.returncode == 1, said + done.stderr.decode()
        assert not ENGLISH.search(said + done.stderr.decode()), said
        assert not (self.carried / "installed.txt").exists()
        return said.splitlines()[-1]


@pytest.fixture
def carried(tmp_path: Path) -> Carried:
    """Carry a small bundle to this computer, with a stamp of an earlier installation."""
    if sys.platform != "linux":
        pytest.skip("a small bundle is laid out for Linux")
    bundle = Carried(tmp_path / "绩效")
    (bundle.carried / "installed.txt").write_text("old", encoding="utf-8")
    return bundle


@pytest.mark.parametrize(
    "other", [{"system": "win32", "machine": "AMD64", "called": PLATFORMS["win-amd64"].called}, {"machine": "riscv64"}]
)
def test_a_bundle_for_another_computer_is_refused(carried: Carried, other: dict[str, str]) -> None:
    """It is said for which it is."""
    carried.facts(**other)
    assert carried.install().startswith(f"没有装成。这个安装包是给{(OURS | other)['called']}的，和这台电脑不符")


def test_a_python_of_another_version_is_refused(carried: Carried) -> None:
    """Its wheels would not load."""
    carried.facts(python="3.99")
    assert carried.install() == f"没有装成。这个安装包要用 Python 3.99，这里用的是 {PYTHON}。"


def test_missing_and_damaged_files_are_named(carried: Carried) -> None:
    """The first three, and how many there are."""
    for number in range(4):
        (carried.carried / f"{number}.bin").write_bytes(b"whole")
    carried.facts()
    (carried.carried / "0.bin").unlink()
    for number in range(1, 4):
        (carried.carried / f"{number}.bin").write_bytes(b"half")
    said = carried.install()
    assert "等 4 个文件" in said
    assert "重新复制一遍" in said


def test_wheels_that_do_not_install_are_told_with_a_log(carried: Carried) -> None:
    """Whatever pip said is kept for the maintainer."""
    (carried.carried / "requirements.txt").write_text("", encoding="utf-8")
    carried.facts()
    assert carried.install() == "没有装成。组件没有装上，原因记在“carried/install.log”，请转给维护人员。"
    assert (carried.carried / "install.log").is_file()


def test_too_little_room_is_told_before_anything_is_written(carried: Carried) -> None:
    """A wheel that unpacks to far more than any disk has."""
    with zipfile.ZipFile(carried.carried / "wheels" / "big-1-py3-none-any.whl", "w") as wheel:
        entry = zipfile.ZipInfo("big.bin")
        wheel.writestr(entry, b"")
        wheel.filelist[-1].file_size = 10**15
    carried.facts()
    said = carried.install()
    assert said.startswith("没有装成。磁盘空间不够：还要 1300000000 MB")
    assert not (carried.folder / ".venv").exists()


def test_a_folder_that_cannot_be_written_is_told(carried: Carried) -> None:
    """A stick with a lock, a disc."""
    mount = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && cd "$0" && exec "$@"'
    line = ["unshare", "--map-root-user", "--mount", "/bin/sh", "-c", mount, str(carried.folder), sys.executable]
    line += ["-X", "utf8", "-B", "-m", "carried.install"]
    done = subprocess.run(line, capture_output=True, check=False, timeout=100)  # noqa: S603  (our own command)
    said = done.stdout.decode()
    assert (done.returncode, "复制到" in said.splitlines()[-1]) == (1, True), said + done.stderr.decode()
