"""The platforms (电脑种类) a bundle is built for, and how pip and requirement markers name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PYTHONS = ("3.11", "3.12", "3.13")
GLIBCS = ("2_28", "2_27", "2_26", "2_24", "2_17", "2_12", "2_5")
OLD_NAMES = {"2_17": "manylinux2014", "2_12": "manylinux2010", "2_5": "manylinux1"}


@dataclass(frozen=True, slots=True)
class Platform:
    """One kind of computer: our name, what staff call it, pip's tags (best first), values of the markers."""

    name: str
    called: str
    tags: tuple[str, ...]
    markers: Mapping[str, str]

    @property
    def usual(self) -> str:
        """The Python of a bundle where none is wished for: Debian, whose Python goes to Linux, has 3.11."""
        return "3.13" if self.windows else "3.11"

    @property
    def windows(self) -> bool:
        """Whether .bat files start it."""
        return self.markers["sys_platform"] == "win32"


@dataclass(frozen=True, slots=True)
class Target:
    """A platform with the minor version of its Python, e.g. win-amd64 and 3.12."""

    platform: Platform
    python: str

    @property
    def environment(self) -> dict[str, str]:
        """The values that requirement markers are held against on that computer, not on ours."""
        versions = {"python_version": self.python, "python_full_version": f"{self.python}.0"}
        same = {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
        return {**versions, **same, "implementation_version": f"{self.python}.0", **self.platform.markers}


def _linux(machine: str, called: str) -> Platform:
    """Glibc 2.28 and older: UOS 20, Kylin V10 and everything since."""
    tags = [f"manylinux_{glibc}_{machine}" for glibc in GLIBCS]
    tags += [f"{old}_{machine}" for old in OLD_NAMES.values()]
    markers = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": machine}
    return Platform(f"manylinux-{machine}", called, tuple(tags), markers)


_WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"}
PLATFORMS = {
    it.name: it
    for it in (
        Platform("win-amd64", "64 位的 Windows 10 或 11", ("win_amd64",), _WINDOWS),
        _linux("x86_64", "统信 UOS、麒麟等 Linux（x86-64：英特尔、AMD、兆芯、海光）"),
        _linux("aarch64", "统信 UOS、麒麟等 Linux（arm64：鲲鹏、飞腾）"),
    )
}
