"""Every hostile or broken file gets one typed verdict; what merely looks odd is read."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from pipeline.intake.safety.guard import guard
from pipeline.intake.safety.refusals import RefusalError
from pipeline.intake.sheets.read import read
from tests.hostile_support import KINDS, SOUND, bomb, built, workbook

SECONDS = 10
MEGABYTES = 512


def verdict(data: bytes, name: str = "工作簿.xlsx") -> str | None:
    """Return the rule that refuses a file, by the guard or while reading."""
    finding = guard(data, name)
    if finding:
        return finding.rule.id
    try:
        read(data)
    except RefusalError as refusal:
        return refusal.finding.rule.id
    return None


@pytest.mark.parametrize("kind", KINDS)
def test_each_hostile_file_gets_its_own_verdict_in_time(kind: str) -> None:
    """The rule is the one for this kind of file, within the time one file may take."""
    data, expected = built(kind), KINDS[kind][1]
    start = time.monotonic()
    assert verdict(data) == expected
    assert time.monotonic() - start < SECONDS


@pytest.mark.parametrize("kind", SOUND)
def test_files_that_only_look_odd_are_read(kind: str) -> None:
    """A sound file is never refused."""
    assert verdict(SOUND[kind]()) is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_speaks_chinese_and_names_no_cell(kind: str) -> None:
    """Message and fix are whole Chinese sentences without a word of Python; the file has no sheet and no cell."""
    finding = guard(built(kind), "工作簿.xlsx")
    if finding is None:
        return  # refused while reading: the same declaration
    assert (finding.sheet, finding.cells, finding.severity) == (None, (), "critical")
    for sentence in (finding.message, finding.fix):
        assert sentence.endswith("。")
        assert not re.search(r"(?i)error|exception|none|traceback|invalid|\{|\}", sentence)
    assert finding.found
    assert finding.expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.xlsx", None),
        ("A.XLSX", None),
        ("年度.2023.xlsx", None),
        ("a.xls", "file-xls"),
        ("a.et", "file-et"),
        ("a.xlsm", "file-macro"),
        ("a.xlsb", "file-xlsb"),
        ("a.csv", "file-csv"),
        ("a.ods", "file-ods"),
        ("a.html", "file-web"),
        ("a.pdf", "file-pdf"),
        ("a.doc", "file-foreign"),
        ("a", "file-foreign"),
    ],
)
def test_the_name_of_a_sound_workbook_must_say_xlsx(name: str, expected: str | None) -> None:
    """A workbook under any other name is refused with what to do about it."""
    assert verdict(workbook(), name) == expected


@pytest.mark.parametrize(("name", "expected"), [("a.et", "file-et"), ("a.xls", "file-xls"), ("a.xlsx", "file-xls")])
def test_old_formats_are_told_apart_by_name_where_content_cannot(name: str, expected: str) -> None:
    """An OLE2 workbook is .et where it is called so, and .xls otherwise."""
    assert verdict(built("old xls"), name) == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("a.ods", "file-ods"), ("a.xlsb", "file-xlsb"), ("a.xlsx", "file-foreign")]
)
def test_unknown_content_is_named_by_its_extension(name: str, expected: str) -> None:
    """Where the bytes tell nothing, the name does."""
    assert verdict(built("noise"), name) == expected


def peak_megabytes(code: str, data: bytes, path: Path) -> tuple[int, str]:
    """Run code over a file in a process of its own; returns peak memory above what the imports take, and its output."""
    path.write_bytes(data)
    program = f"""
        import sys
        from pathlib import Path
        from pipeline.intake.safety.guard import guard
        from pipeline.intake.sheets.read import read
        def peak():
            lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
            return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
        base = peak()
        data = Path(sys.argv[1]).read_bytes()
        {code}
        print((peak() - base) // 1024)
    """
    command = [sys.executable, "-c", textwrap.dedent(program), str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)  # noqa: S603  (our own code)
    *lines, peak = done.stdout.splitlines()
    return int(peak), "\n".join(lines)


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read from /proc")
@pytest.mark.parametrize("kind", ["bomb of 1 GiB", "bomb that claims 100 bytes", "two far cells", "nested with decoys"])
def test_refusing_takes_little_memory(kind: str, tmp_path: Path) -> None:
    """No hostile file takes more than half a gigabyte."""
    code = 'print(guard(data, "a.xlsx").rule.id)'
    peak, rule = peak_megabytes(code, built(kind), tmp_path / "a.xlsx")
    assert rule == KINDS[kind][1]
    assert peak < MEGABYTES


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read from /proc")
def test_the_largest_sheet_that_is_read_takes_bounded_memory(tmp_path: Path) -> None:
    """A sheet just below the limit on rows × columns stays within half a gigabyte."""
    peak, _ = peak_megabytes("read(data)", workbook(AT_THE_LIMIT), tmp_path / "a.xlsx")
    assert peak < MEGABYTES


AT_THE_LIMIT = '<row r="1"><c r="G1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>'


def test_blanks_between_rows_are_no_bomb() -> None:
    """A sheet with megabytes of blanks, below the limit, is read."""
    assert verdict(bomb(20 << 20)) is None
