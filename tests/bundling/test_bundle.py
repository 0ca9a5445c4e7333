"""A bundle is built, carried to a computer without network, Python or anything else, installed there, and works."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bundling.build import build
from bundling.platforms import PLATFORMS, Target
from tests.conftest import program

PLATFORM = f"manylinux-{platform.machine()}"
CARRIED_TO = "绩效（2024年）& 50% $HOME/程序"
REACH = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=2)"
TOOLS = ("sh", "readlink", "dirname", "cat", "chmod", "env")
BARE = "/bin/env -i PATH=/bin HOME=/tmp"
ENTER = f'mount --rbind /dev "$0/dev" && mount --rbind /proc "$0/proc" && exec "$1" "$0" {BARE} "$2" "$3"'


class Desk:
    """A bare computer: a shell, no C library, no Python, no network, and a carried folder."""

    def __init__(self, root: Path, bundle: Path) -> None:
        """Set the computer up and carry the bundle to it."""
        self.root, self.folder = root, root / CARRIED_TO
        for name in ("bin", "dev", "proc", "tmp"):
            (root / name).mkdir(parents=True)
        shutil.copy(program("busybox"), root / "bin" / "busybox")
        for tool in TOOLS:
            (root / "bin" / tool).symlink_to("busybox")
        shutil.copytree(bundle, self.folder)

    def move(self, name: str) -> None:
        """Put the folder somewhere else."""
        self.folder = self.folder.rename(self.root / name)

    def starter(self, name: str) -> tuple[int, str]:
        """Double click a starter; its exit status and what it says."""
        command = ["unshare", "--map-root-user", "--net", "--mount", "/bin/sh", "-c", ENTER, str(self.root)]
        command += [program("chroot"), "/bin/sh", f"/{self.folder.relative_to(self.root)}/{name}.sh"]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=300)  # noqa: S603  (our own commands)
        return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Build the bundle of this computer and carry it to a bare one, into a folder with a difficult name."""
    if PLATFORM not in PLATFORMS:
        pytest.skip(f"no bundle is built for {PLATFORM}")
    monkeypatch.setenv("PATH", f"{os.environ['PATH']}:/usr/sbin:/sbin")
    chosen = PLATFORMS[PLATFORM]
    bundle = build(Target(chosen, chosen.usual), tmp_path / "dist")
    assert bundle.interpreter, "this Debian has no Python for the bundle"
    return Desk(tmp_path / "computer", bundle.folder)


def test_a_bundle_is_installed_and_used_without_network(desk: Desk) -> None:
    """Refused before it is installed; installed; moved; doctor and report work; a damaged file is noticed."""
    without_network = ["unshare", "--map-root-user", "--net", sys.executable, "-c", REACH]
    assert subprocess.run(without_network, capture_output=True, check=False, timeout=60).returncode != 0  # noqa: S603  (our own command)
    status, said = desk.starter("生成报告")
    assert (status, "请先双击“安装.sh”" in said) == (2, True), said

    status, said = desk.starter("安装")
    assert status == 0, said
    assert "安装完成" in said
    assert not (desk.folder / "carried" / "install.log").exists()

    desk.move("搬了家")
    status, said = desk.starter("检查电脑")
    assert (status, "版本与清单一致" in said, "结论：可以生成报告" in said) == (0, True, True), said
    status, said = desk.starter("生成报告")
    assert status == 0, said
    assert len(list((desk.folder / "output").glob("*/*.docx"))) == 2, said
    assert not list((desk.root / "tmp").iterdir()), "something was left outside the folder"

    (wheel,) = (desk.folder / "carried" / "wheels").glob("pandas-*.whl")
    wheel.write_bytes(wheel.read_bytes()[:-1])
    status, said = desk.starter("安装")
    assert (status, "已损坏：carried/wheels/pandas" in said) == (1, True), said
    assert desk.starter("仅校验")[0] == 2
