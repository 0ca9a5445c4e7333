"""A bundle gets the libraries of the computer it is for, not of the one it is built on."""

from __future__ import annotations

import pytest

from bundling.locked import for_target
from bundling.platforms import PLATFORMS, PYTHONS, Target
from bundling.program import HOME

LOCK = (HOME / "requirements.lock").read_text(encoding="utf-8")
SMALL = """\
# a comment
alpha==1.0 \\
    --hash=sha256:{a}
    # via something
numpy==2.4.6 ; python_full_version < '3.12' \\
    --hash=sha256:{b} \\
    --hash=sha256:{c}
numpy==2.5.5 ; python_full_version >= '3.12' \\
    --hash=sha256:{c}
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:{a}
""".format(a="a" * 64, b="b" * 64, c="c" * 64)


def test_markers_are_held_against_the_target() -> None:
    """Windows gets colorama; 3.11 and 3.12 get their own numpy, with all its hashes and without the marker."""
    windows = for_target(SMALL, Target(PLATFORMS["win-amd64"], "3.11"))
    assert [line.split()[0] for line in windows] == ["alpha==1.0", "colorama==0.4.6", "numpy==2.4.6"]
    assert windows[2] == f"numpy==2.4.6 --hash=sha256:{'b' * 64} --hash=sha256:{'c' * 64}"
    linux = for_target(SMALL, Target(PLATFORMS["manylinux-aarch64"], "3.12"))
    assert [line.split()[0] for line in linux] == ["alpha==1.0", "numpy==2.5.5"]


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("platform", sorted(PLATFORMS))
def test_every_line_of_the_real_lock_is_pinned_and_hashed_once(platform: str, python: str) -> None:
    """One version of each library, each with hashes."""
    lines = for_target(LOCK, Target(PLATFORMS[platform], python))
    names = [line.partition("==")[0] for line in lines]
    assert len(set(names)) == len(names) > 40
    assert all("--hash=sha256:" in line and ";" not in line for line in lines)
    assert ("colorama" in names) == (platform == "win-amd64")
