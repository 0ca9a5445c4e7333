"""What the guard says of a sheet it lets pass, of parts that a copy will change, and what its bounds leave behind."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from pipeline.intake.raw import Mark
from pipeline.intake.safety import refusals
from pipeline.intake.safety.bounds import _address_space, bounded
from pipeline.intake.safety.guard import guard, inspect
from pipeline.intake.sheets.read import read
from pipeline.model.policy import policy
from tests.hostile_support import number_formats, with_parts, workbook, zipped

ROW = '<row r="1"><c r="A1">{}<v>0.95</v></c></row>'


def verdict(data: bytes) -> str:
    """Name the rule by which a file is refused; nothing where it passes."""
    finding = guard(data, "表.xlsx")
    return finding.rule.id if finding else ""


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("docProps/custom.xml", "docProps/custom.xmlx"),
        ("xl/comments1.xml", "xl/comments1.xml.bak"),
        ("xl/persons/person.xml", "xl/person.xml"),
    ],
)
def test_a_part_that_the_copy_will_change_has_to_be_whole(part: str, other: str) -> None:
    """One that nobody changes need not be."""
    assert verdict(with_parts({part: b"<a>"})) == "file-malformed"
    assert verdict(with_parts({part: b"<a/>"})) == ""
    assert verdict(with_parts({other: b"<a>"})) == ""


def test_an_opendocument_is_known_by_what_it_says_of_itself() -> None:
    """Under any name."""
    said = b"application/vnd.oasis.opendocument.spreadsheet"
    assert verdict(zipped({"mimetype": said})) == "file-ods"


def test_a_sheet_is_rewritten_only_where_the_file_has_it_otherwise() -> None:
    """The texts of formulas are cut out, the rest is taken as it is."""
    plain, formula = (inspect(workbook(ROW.format(text)), "表.xlsx").sheets[0] for text in ("", "<f>B1</f>"))
    assert (plain.rewritten, formula.rewritten) == (False, True)
    assert b"<f/>" in formula.xml


def test_cells_without_a_format_have_the_first_one() -> None:
    """Where that is a percentage, 0.95 is 95 %."""
    for formats, marked in ((("0%", "0"), True), (("0", "0%"), False)):
        (sheet,) = read(workbook(ROW.format(""), styles=number_formats(*formats)), policy().intake).sheets
        assert bool(sheet.marks.get((1, 1), Mark.NONE) & Mark.PERCENT) is marked


@pytest.mark.skipif(sys.platform != "linux", reason="the system tells its memory")
def test_bounds_are_set_above_what_the_process_has_and_are_gone_afterwards() -> None:
    """All that it has taken, not only what is in memory; no timer goes on."""
    with bounded(policy().intake):
        pass
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    taken = _address_space()
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    kilobytes = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmSize"))
    assert taken is not None
    assert abs(taken - kilobytes * 1024) < 1 << 22


def test_a_refusal_says_its_sentence_and_where_its_rule_comes_from() -> None:
    """In a trace, too, it is told by what staff read."""
    refusal = refusals.too_large(11, 10)
    assert str(refusal) == refusal.finding.message
    assert refusal.finding.rule.source == "contract, Input"
