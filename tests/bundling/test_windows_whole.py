"""The bundle for Windows, installed by its own .bat and run by Windows' own Python under wine (`make torture`).

Needs a compiler for Windows (Debian: gcc-mingw-w64-x86-64-win32): two gaps of wine 8 are filled, wine/*.c.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bundling.build import build
from bundling.platforms import PLATFORMS, Target
from pipeline.cli import SAMPLE
from tests.bundling.windows import Windows
from tests.command_support import FAULTY, call
from tests.conftest import program
from tests.torture import FULL

pytestmark = pytest.mark.skipif(not FULL, reason="minutes long: make torture")

TARGET = Target(PLATFORMS["win-amd64"], "3.11")  # 3.12 and later ask for what wine 8 has not even a stub of
GAPS = Path(__file__).parent / "wine"
LIBRARY, BEHIND = "ucrtbase.dll", "ucrtwine.dll"
OWN_NAMES = re.compile(rb"\bown_\w+|TO_(?:COMPLEX|REAL)\((\w+)\)")
HOLD = """\
import ctypes, pathlib, sys, time
kernel = ctypes.windll.kernel32
kernel.CreateFileW.restype = ctypes.c_void_p
for path in pathlib.Path("output").rglob("*.docx"):
    assert kernel.CreateFileW(str(path), 0xC0000000, int(sys.argv[1]), None, 3, 0, None) + 1
pathlib.Path("held").write_text("")
time.sleep(300)
"""


def _own() -> set[str]:
    """Names of the functions that gaps.c has; each also for float and long double."""
    source = (GAPS / "gaps.c").read_bytes()
    names = {found[1].decode() for found in OWN_NAMES.finditer(source) if found[1]} - {"name"} | {"cpow"}
    return {name + size for name in names for size in ("", "f", "l")}


def _exports(library: Path, objdump: str) -> set[str]:
    told = subprocess.run([objdump, "-p", library], check=True, capture_output=True, text=True).stdout  # noqa: S603  (a program of the system on a file of ours)
    return set(
        re.findall(r"^\t\[ *\d+\].* ([A-Za-z_]\w*)$", told[told.index("[Ordinal/Name Pointer]") :], re.MULTILINE)
    )


def _fill_gaps(system: Path, beside: Path) -> None:
    """Put a C library before wine's that has what is missing and hands the rest on to it."""
    compiler, objdump = program("x86_64-w64-mingw32-gcc"), program("x86_64-w64-mingw32-objdump")
    wines, own = system / LIBRARY, _own()
    (system / BEHIND).write_bytes(wines.read_bytes().replace(b"Wine builtin DLL", b"A plain library\0", 1))
    handed_on = sorted(_exports(wines, objdump) - own)
    lines = [f"  {name} = own_{name}" for name in sorted(own)]
    lines += [f"  {name} = {Path(BEHIND).stem}.{name}" for name in handed_on]
    exports = beside / "exports.def"
    exports.write_text("\n".join([f"LIBRARY {LIBRARY}", "EXPORTS", *lines, ""]), encoding="ascii")
    common = [compiler, "-O1", "-shared", "-static-libgcc", "-nostartfiles", "-o"]
    maths = [str(beside / LIBRARY), str(GAPS / "gaps.c"), str(exports), "-lmingwex", "-lmsvcrt", "-lkernel32"]
    chance = [str(system / "bcryptprimitives.dll"), str(GAPS / "chance.c"), "-ladvapi32", "-lkernel32"]
    for parts in (maths, chance):
        subprocess.run([*common, *parts], check=True, capture_output=True)  # noqa: S603  (as above)
    exports.unlink()


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """Install the program by double click on a Windows, and put two workbooks in."""
    wine, home = program("wine"), tmp_path_factory.mktemp("windows")
    folder = home / "绩效 程序（一）"
    shutil.copytree(build(TARGET, tmp_path_factory.mktemp("dist")).folder, folder)
    started = Windows(wine, home, folder, "mscoree,mshtml=;explorer.exe=d;ucrtbase=n,b")
    assert Windows(wine, home, folder).run("wineboot", "-i")[0] == 0
    _fill_gaps(home / "wine" / "drive_c" / "windows" / "system32", folder / "carried" / "python")
    with started.kept_up():
        status, said = started.starter("安装", patience=580)
        assert (status, "安装完成" in said) == (0, True), said
        shutil.copy(SAMPLE, folder / "input" / "示例 a&b（定）.xlsx")
        shutil.copy(FAULTY, folder / "input" / "错误 50% 示例.xlsx")
        yield started


def _parts(path: Path) -> object:
    """Say what a file holds: of an archive the parts, for each system's zlib packs them its own way."""
    if path.suffix not in {".docx", ".xlsx"}:
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return [(entry.filename, entry.CRC) for entry in archive.infolist()]


def _results(output: Path) -> dict[str, object]:
    return {str(path.relative_to(output)): _parts(path) for path in sorted(output.rglob("*")) if path.is_file()}


def test_windows_writes_what_linux_writes(windows: Windows, tmp_path: Path) -> None:
    """Every file of a report, sound or faulty: the same names, the same parts, the same status."""
    status, said = windows.starter("生成报告", patience=300)
    here, there = tmp_path / "out", windows.folder / "output"
    told = call("report", "--input", windows.folder / "input", "--output", here)
    assert (status, told[0]) == (1, 1), said
    (there / ".gitkeep").unlink(missing_ok=True)
    assert _results(there) == _results(here)


@pytest.mark.parametrize("share", [0, 1], ids=["held for itself", "as Word holds it"])
def test_a_document_that_is_open_gets_a_numbered_neighbour(windows: Windows, share: int) -> None:
    """Windows refuses to replace it; the old one stays whole, the run goes on, and it is said."""
    if not list((windows.folder / "output").rglob("*.docx")):
        windows.starter("生成报告", patience=300)
    (windows.folder / "hold.py").write_text(HOLD, encoding="utf-8")
    with windows.started("carried/python/python.exe", "hold.py", str(share)):
        while not (windows.folder / "held").exists():
            time.sleep(0.2)
        status, said = windows.starter("生成报告", patience=300)
    (windows.folder / "held").unlink()
    assert (status, "正在别的程序里打开，新的写在" in said) == (1, True), said
    numbered = {path.name for path in (windows.folder / "output").rglob("*-2.docx")}
    assert len(numbered) == 4, numbered
    for path in (windows.folder / "output").rglob("*-2.*"):
        path.unlink()


def test_the_night_runs_in_processes_of_windows(windows: Windows) -> None:
    """Both verdicts, the history, the summary; a second night keeps what is unchanged."""
    for _ in range(2):
        status, said = windows.starter("夜间任务", typed="1\n\n", patience=300)
        assert (status, "不通过" in said) == (1, True), said
    names = {path.name for path in (windows.folder / "output").iterdir()}
    assert {"history.sqlite", "校验汇总.xlsx", "夜间日志.txt", "index.html"} <= names
