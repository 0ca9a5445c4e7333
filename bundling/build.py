"""Building (打包): program, interpreter, wheels, words and checksums in one folder, and the same as one .zip."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bundling.fetch import wheels
from bundling.interpreter import add_interpreter
from bundling.locked import for_target
from bundling.manual import write_pages
from bundling.program import HOME, copy_program, version, write_starters
from bundling.words import write_words

if TYPE_CHECKING:
    from bundling.platforms import Target

DAY = (1980, 1, 1, 0, 0, 0)
PACKED = {".whl", ".zip", ".xlsx", ".docx", ".png"}


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was built: its folder, how many wheels, whether an interpreter is inside, bytes altogether."""

    folder: Path
    wheels: int
    interpreter: bool
    size: int


def bundle_name(target: Target) -> str:
    """Plain ASCII, so that every stick and every archive program keeps it."""
    return f"jixiao-{version()}-{target.platform.name}-py{target.python.replace('.', '')}"


def build(target: Target, output: Path, interpreter: Path | None = None) -> Bundle:
    """Build the folder anew under `output`; a half built one never bears the final name."""
    final = output / bundle_name(target)
    folder = output / f"{final.name}.part"
    for old in (final, folder):
        shutil.rmtree(old, ignore_errors=True)
    copy_program(folder)
    write_starters(target, folder)
    write_pages(folder / "docs")
    carried = folder / "carried"
    lines = for_target((HOME / "requirements.lock").read_text(encoding="utf-8"), target)
    found = wheels(lines, target, carried / "wheels")
    with_python = add_interpreter(target, interpreter, carried / "python")
    write_words(target, carried / "words", interpreter=with_python)
    _write_target(target, folder, interpreter=with_python)
    _write_sums(folder)
    folder.rename(final)
    return Bundle(final, len(found), with_python, sum(path.stat().st_size for path in _files(final)))


def _write_target(target: Target, folder: Path, *, interpreter: bool) -> None:
    """Tell the installer what it installs and for which computer."""
    facts = {
        "version": version(),
        "platform": target.platform.name,
        "called": target.platform.called,
        "machine": target.platform.markers["platform_machine"],
        "system": target.platform.markers["sys_platform"],
        "python": target.python,
        "interpreter": interpreter,
    }
    text = json.dumps(facts, ensure_ascii=False, indent=2)
    (folder / "carried" / "target.json").write_text(f"{text}\n", encoding="utf-8")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _write_sums(folder: Path) -> None:
    """Write one line a file as sha256sum does, so that a damaged stick is noticed before anything is installed."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in _files(folder)
    ]
    (folder / "carried" / "sha256.txt").write_text("".join(lines), encoding="utf-8", newline="\n")


def pack(bundle: Bundle) -> Path:
    """Write the folder as one .zip beside it: the same folder gives the same bytes."""
    path = bundle.folder.parent / f"{bundle.folder.name}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in _files(bundle.folder):
            entry = zipfile.ZipInfo(file.relative_to(bundle.folder.parent).as_posix(), DAY)
            entry.external_attr = (0o755 if file.stat().st_mode & 0o100 else 0o644) << 16
            entry.compress_type = zipfile.ZIP_STORED if file.suffix in PACKED else zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.read_bytes())
    return path
