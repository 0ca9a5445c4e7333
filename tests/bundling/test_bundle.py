"""A bundle is built, carried to a computer without network, installed there without an administrator, and works."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from bundling.build import build
from bundling.platforms import PLATFORMS, PYTHONS, Target

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
PLATFORM = f"manylinux-{sysconfig.get_platform().rpartition('-')[2]}"
CARRIED_TO = "绩效（2024年）& 50% $HOME"
REACH = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=2)"


class Desk:
    """A computer of an office: no network, a home folder of its own, nothing in its surroundings but a Python."""

    def __init__(self, folder: Path, home: Path) -> None:
        """Look at a carried folder on that computer."""
        self.folder, self.home = folder, home

    def run(self, *command: str | Path) -> tuple[int, str]:
        """Run a command from some other folder; its exit status and what it says."""
        path = f"{Path(sys.base_prefix) / 'bin'}:/usr/bin:/bin"
        surroundings = {"PATH": path, "HOME": str(self.home), "LANG": "C"}
        line = ["unshare", "--map-root-user", "--net", *map(str, command)]
        done = subprocess.run(  # noqa: S603  (our own commands)
            line, cwd="/", env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=300
        )
        return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")

    def starter(self, name: str) -> tuple[int, str]:
        """Double click a starter."""
        return self.run("/bin/sh", self.folder / f"{name}.sh")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Build the bundle of this computer and carry it to a folder with a difficult name."""
    if PLATFORM not in PLATFORMS or PYTHON not in PYTHONS:
        pytest.skip(f"no bundle is built for {PLATFORM} and Python {PYTHON}")
    bundle = build(Target(PLATFORMS[PLATFORM], PYTHON), tmp_path / "dist")
    folder = tmp_path / CARRIED_TO / "程序"
    shutil.copytree(bundle.folder, folder)
    (tmp_path / "home").mkdir()
    return Desk(folder, tmp_path / "home")


def test_a_bundle_is_installed_and_used_without_network(desk: Desk) -> None:
    """Refused before it is installed; installed; doctor and report work; a damaged file is noticed."""
    assert desk.run(Path(sys.base_prefix) / "bin" / "python3", "-c", REACH)[0] != 0, "the network is there"
    status, said = desk.starter("生成报告")
    assert (status, "请先双击“安装.sh”" in said) == (2, True)

    status, said = desk.starter("安装")
    assert status == 0, said
    assert "安装完成" in said
    assert not (desk.folder / "carried" / "install.log").exists()
    assert not list(desk.home.iterdir()), "something was left outside the folder"

    status, said = desk.starter("检查电脑")
    assert (status, "版本与清单一致" in said, "结论：可以生成报告" in said) == (0, True, True), said
    status, said = desk.starter("生成报告")
    assert status == 0, said
    assert len(list((desk.folder / "output").glob("*/*.docx"))) == 2, said

    (wheel,) = (desk.folder / "carried" / "wheels").glob("pandas-*.whl")
    wheel.write_bytes(wheel.read_bytes()[:-1])
    status, said = desk.starter("安装")
    assert (status, "已损坏：carried/wheels/pandas" in said) == (1, True), said
    assert desk.starter("仅校验")[0] == 2
