"""Debian's Python (Linux 自带的 Python): with its own C library beside it, so that it runs on older systems, too."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS = 600
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
NO_OTHERS = [f"--no-{kind}" for kind in ("recommends", "suggests", "conflicts", "breaks", "replaces", "enhances")]
_WANTED = re.compile(r"^(?:lib(?!perl)|zlib|python3)[a-z0-9.+-]*$", re.MULTILINE)
LOADER = "ld.so"
WRAPPER = """\
#!/bin/sh
# Starts Python with the C library beside it: the system's own may be older or missing.
home=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
exec "$home/lib/{loader}" --library-path "$home/lib" --argv0 "$0" "$home/bin/python{python}" -s "$@"
"""


class _Apt:
    """apt with lists and cache of its own, for another architecture, too; the system's are not touched."""

    def __init__(self, machine: str, folder: Path) -> None:
        self._folder, architecture = folder, ARCHITECTURES[machine]
        (folder / "lists" / "partial").mkdir(parents=True)
        (folder / "cache" / "archives" / "partial").mkdir(parents=True)
        settings = {
            "APT::Architecture": architecture,
            "APT::Architectures": architecture,
            "APT::Sandbox::User": "root",
            "Dir::State::Lists": folder / "lists",
            "Dir::State::status": "/dev/null",
            "Dir::Cache": folder / "cache",
        }
        self._options = [part for key, value in settings.items() for part in ("-o", f"{key}={value}")]

    def __call__(self, program: str, *arguments: str) -> str | None:
        """Run apt-get or apt-cache; what it said, None where it refused."""
        found = shutil.which(program)
        if found is None:
            return None
        command = [found, *self._options, *arguments]
        done = subprocess.run(command, cwd=self._folder, capture_output=True, check=False, timeout=SECONDS)  # noqa: S603  (the system's apt, our own arguments)
        return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def add_debian_python(machine: str, python: str, into: Path) -> bool:
    """Put Debian's Python of this minor version into a folder; False where this Debian has none, or here is none."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "root"
        packages = _download(machine, python, Path(name))
        if not packages:
            return False
        for package in packages:
            subprocess.run(["dpkg-deb", "-x", str(package), str(root)], check=True, timeout=SECONDS)  # noqa: S603, S607  (the system's dpkg on a verified package)
        _lay_out(root, python, into)
    return True


def _download(machine: str, python: str, folder: Path) -> Sequence[Path]:
    """Fetch Python and every library it depends on; apt holds them against Debian's signature."""
    apt = _Apt(machine, folder)
    wanted = [f"python{python}-minimal", f"libpython{python}-stdlib", "libstdc++6"]
    if apt("apt-get", "-q", "update") is None or apt("apt-cache", "show", wanted[0]) is None:
        return ()
    closure = apt("apt-cache", "depends", "--recurse", *NO_OTHERS, *wanted)
    if closure is None or apt("apt-get", "-q", "download", *sorted(set(_WANTED.findall(closure)))) is None:
        return ()
    return sorted(folder.glob("*.deb"))


def _lay_out(root: Path, python: str, into: Path) -> None:
    """Sort the unpacked packages: bin, lib with the shared libraries, the standard library, licences."""
    (into / "bin").mkdir(parents=True)
    shutil.copyfile(root / "usr" / "bin" / f"python{python}", into / "bin" / f"python{python}")
    (into / "bin" / "python3").write_text(WRAPPER.format(loader=LOADER, python=python), encoding="utf-8")
    shutil.copytree(
        root / "usr" / "lib" / f"python{python}", into / "lib" / f"python{python}", ignore_dangling_symlinks=True
    )
    for folder in [*root.glob("lib/*-linux-gnu"), *root.glob("usr/lib/*-linux-gnu")]:
        _copy_libraries(folder, into / "lib")
    (loader,) = (into / "lib").glob("ld-linux-*.so.*")
    loader.rename(into / "lib" / LOADER)
    for program in [*(into / "bin").iterdir(), into / "lib" / LOADER]:
        program.chmod(0o755)
    (into / "lib" / "python3" / "dist-packages").mkdir(parents=True)  # where Debian's Python looks for libraries
    for licence in (root / "usr" / "share" / "doc").glob("*/copyright"):
        (into / "licences").mkdir(exist_ok=True)
        shutil.copyfile(licence, into / "licences" / f"{licence.parent.name}.txt")


def _copy_libraries(folder: Path, into: Path) -> None:
    """Copy shared libraries under the names by which they are asked for; a stick knows no links."""
    entries = [path for path in folder.iterdir() if ".so" in path.name and path.is_file()]
    pointed_at = {path.resolve().name for path in entries if path.is_symlink()}
    for path in entries:
        if path.is_symlink() or path.name not in pointed_at:
            shutil.copyfile(path, into / path.name)
