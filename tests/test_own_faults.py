"""A fault of our own costs one workbook at most, is said in Chinese, and its log names places, never values."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from pipeline.intake import apart
from pipeline.model import fault_log
from pipeline.outputs import rescue
from pipeline.run import run
from tests.command_support import ENGLISH, SAMPLE, call, copy_of_the_program

PERSON = "王大锤13800138000"
BROKEN = "pipeline/checks/payments.py"


def verdicts(output: Path) -> dict[str, tuple[str, list[str]]]:
    """Give verdict and critical rules of every workbook by its name."""
    read = [json.loads(path.read_text(encoding="utf-8")) for path in output.glob("*/校验结果.json")]
    return {
        one["workbook"]: (one["verdict"], [it["rule"] for it in one["findings"] if it["severity"] == "critical"])
        for one in read
    }


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """Put two sound workbooks of different offices together."""
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(SAMPLE, folder / "一.xlsx")
    shutil.copy(SAMPLE, folder / "二.xlsx")
    return folder


def fails_once(function: object) -> object:
    """Let a function fail the first time it is called, with a person's name and number in its words."""
    calls = iter([True])

    def called(*arguments: object) -> object:
        if next(calls, False):
            raise ZeroDivisionError(PERSON)
        return function(*arguments)  # type: ignore[operator]  (whatever is wrapped)

    return called


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Begin a log of faults in a folder of its own."""
    monkeypatch.delenv(fault_log.VARIABLE, raising=False)
    monkeypatch.setenv(fault_log.VARIABLE, str(tmp_path / "log" / fault_log.FAULT_LOG))
    return tmp_path / "log" / fault_log.FAULT_LOG


@pytest.mark.parametrize(
    ("module", "name"), [(apart, "load"), (rescue, "deliver")], ids=["while reading", "while writing"]
)
def test_a_fault_over_one_workbook_leaves_its_neighbour_whole(
    module: object, name: str, given: Path, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has a critical finding of our own fault; the other one has its report."""
    monkeypatch.setattr(module, name, fails_once(getattr(module, name)))
    output = given.with_name("out")
    delivered = run(given, output, rescue.Wish(), lambda *_: None)
    found = verdicts(output)
    assert found["一.xlsx"][1] == ["check-crashed"]
    assert found["二.xlsx"] == ("通过", [])
    assert [bool(one.report) for one in delivered] == [False, True]
    assert PERSON not in "".join(path.read_text(encoding="utf-8") for path in output.rglob("*.json"))
    assert "builtins.ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_a_fault_over_the_page_too_leaves_the_verdict(given: Path, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The json alone says so, and the neighbour has everything."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError(PERSON)

    output = given.with_name("out")
    monkeypatch.setattr(rescue, "deliver", fail)
    delivered = run(given, output, rescue.Wish(), lambda *_: None)
    assert [one.report for one in delivered] == [None, None]
    assert verdicts(output) == {name: ("不通过", ["check-crashed"]) for name in ("一.xlsx", "二.xlsx")}
    assert sorted(path.name for path in output.glob("*/*")) == ["校验结果.json"] * 2
    assert log.read_text(encoding="utf-8").count("写出结果页") == 2


def test_the_log_names_places_and_no_values(log: Path) -> None:
    """Neither the error's words, nor those of its causes, nor whose machine it is."""

    def inner() -> None:
        raise KeyError(PERSON)

    def outer() -> None:
        try:
            inner()
        except KeyError as error:
            raise ValueError(PERSON + "！") from error

    with pytest.raises(ValueError, match="大锤") as caught:
        outer()
    assert fault_log.record("写出结果", caught.value) == log
    told = log.read_text(encoding="utf-8")
    assert PERSON not in told
    assert str(Path(__file__).parent) not in told
    kinds = [line for line in told.splitlines() if line.startswith("builtins.")]
    assert kinds == ["builtins.KeyError", "builtins.ValueError"]
    assert "tests/test_own_faults.py" in told
    assert told.startswith("写出结果\n")


def test_faults_are_added_until_the_log_is_full(log: Path) -> None:
    """A thousand faults do not fill the disk."""
    for word in ("一", "二"):
        fault_log.record(word, ValueError())
    assert [line for line in log.read_text(encoding="utf-8").splitlines() if len(line) == 1] == ["一", "二"]
    log.write_bytes(b"x" * 1_000_001)
    fault_log.record("三", ValueError())
    assert log.read_text(encoding="utf-8").startswith("三\n")


def test_errors_that_lead_to_each_other_end(log: Path) -> None:
    """A ring of causes is told once."""
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one
    fault_log.record("环", one)
    assert log.read_text(encoding="utf-8").count("builtins.") == 2


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its folder may be a file."""
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv(fault_log.VARIABLE, str(tmp_path / "file" / fault_log.FAULT_LOG))
    assert fault_log.record("写出结果", ValueError()) is None


def test_outside_a_run_a_fault_goes_to_the_programs_logger(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As on a machine of a cluster."""
    monkeypatch.delenv(fault_log.VARIABLE, raising=False)
    assert fault_log.record("核对", ValueError(PERSON)) is None
    assert "builtins.ValueError" in caplog.text
    assert PERSON not in caplog.text


def break_rule(home: Path) -> None:
    """Let a rule of a copy of the program fail over every workbook, with a value in its words."""
    path = home / BROKEN
    code = path.read_text(encoding="utf-8")
    at = code.index("    for ", code.index("@rule("))
    path.write_text(f'{code[:at]}    raise ValueError(f"{{book}} {PERSON}")\n{code[at:]}', encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="the copy of the program is called by its path")
@pytest.mark.parametrize("verb", ["report", "validate"])
def test_a_rule_that_crashes_says_nothing_english_on_the_screen(verb: str, tmp_path: Path) -> None:
    """The trace lies in the log beside the results, also where another process wrote it."""
    home = copy_of_the_program(tmp_path / "program")
    break_rule(home)
    status, said = call(verb, "--input", SAMPLE, "--output", "output", cwd=tmp_path, home=home)
    assert status == 1
    assert not ENGLISH.search(said)
    told = (tmp_path / "output" / fault_log.FAULT_LOG).read_text(encoding="utf-8")
    assert "builtins.ValueError" in told
    assert PERSON not in told.replace(f'raise ValueError(f"{{book}} {PERSON}")', "")
    assert "3,902,733" not in told
    (verdict,) = verdicts(tmp_path / "output").values()
    assert verdict == ("不通过", ["check-crashed"])
