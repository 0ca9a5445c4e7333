"""An interpreter that is handed to us goes into the bundle as it is, whatever it is packed in."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from bundling.fetch import FetchError
from bundling.interpreter import add_interpreter
from bundling.platforms import PLATFORMS, Target

WINDOWS = Target(PLATFORMS["win-amd64"], "3.13")
LINUX = Target(PLATFORMS["manylinux-aarch64"], "3.13")


def test_an_embedded_windows_build_learns_where_the_libraries_are(tmp_path: Path) -> None:
    """Its ._pth names paths beside itself, so that the folder may lie anywhere and be moved."""
    given = tmp_path / "python-3.13.0-embed-amd64.zip"
    with zipfile.ZipFile(given, "w") as packed:
        packed.writestr("python.exe", b"MZ")
        packed.writestr("python313._pth", "python313.zip\n.\n\n# Uncomment to run site.main()\n#import site\n")
    assert add_interpreter(WINDOWS, given, tmp_path / "bundle" / "python")
    lines = (tmp_path / "bundle" / "python" / "python313._pth").read_bytes()
    assert lines == b"python313.zip\r\n.\r\n..\\libs\r\n..\\..\r\n"
    assert (tmp_path / "bundle" / "python" / "python.exe").read_bytes() == b"MZ"


def test_a_standalone_linux_build_loses_its_outer_folder_and_its_links(tmp_path: Path) -> None:
    """A stick knows no links: they become files."""
    given = tmp_path / "cpython.tar.gz"
    with tarfile.open(given, "w:gz") as packed:
        program = tarfile.TarInfo("python/bin/python3.13")
        program.size, program.mode = 3, 0o755
        packed.addfile(program, io.BytesIO(b"ELF"))
        link = tarfile.TarInfo("python/bin/python3")
        link.type, link.linkname = tarfile.SYMTYPE, "python3.13"
        packed.addfile(link)
    assert add_interpreter(LINUX, given, tmp_path / "out" / "python")
    copied = tmp_path / "out" / "python" / "bin" / "python3"
    assert copied.read_bytes() == b"ELF"
    assert not copied.is_symlink()


def test_a_folder_is_copied(tmp_path: Path) -> None:
    """With everything in it."""
    (tmp_path / "mine" / "bin").mkdir(parents=True)
    (tmp_path / "mine" / "lib").mkdir()
    (tmp_path / "mine" / "bin" / "python3").write_bytes(b"ELF")
    assert add_interpreter(LINUX, tmp_path / "mine", tmp_path / "out")
    assert (tmp_path / "out" / "bin" / "python3").is_file()


def test_anything_else_is_refused_by_name(tmp_path: Path) -> None:
    """An installer program, for example."""
    given = tmp_path / "python-3.13.0-amd64.exe"
    given.write_bytes(b"MZ\0\0")
    with pytest.raises(FetchError, match=r"python-3\.13\.0-amd64\.exe"):
        add_interpreter(WINDOWS, given, tmp_path / "out")
