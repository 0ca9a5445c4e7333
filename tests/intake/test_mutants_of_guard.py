"""Edges of the guard: what stands exactly at a limit is read, one more is refused; parts not read are proven, too."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.intake.safety import extent, kind
from pipeline.intake.safety.archive import Archive
from pipeline.intake.safety.bounds import bounded, too_heavy
from pipeline.intake.safety.guard import inspect
from pipeline.intake.safety.refusals import RefusalError, size_text, too_large
from pipeline.intake.safety.texts import too_much_text
from pipeline.model.policy import policy
from tests.hostile_support import bomb, far_cells, flipped_image, squeezed, workbook, workbook_parts, zipped
from tests.hostile_support import raw_zip as packed_as_told

if TYPE_CHECKING:
    from pipeline.model.limits import IntakeLimits

LIMITS = policy().intake
FOUR = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c><c r="C1"><v>1</v></c><c r="D1"><v>1</v></c></row>'


def refused(data: bytes, limits: IntakeLimits = LIMITS) -> str | None:
    """Give the rule that refuses a file under these limits."""
    try:
        inspect(data, "表.xlsx", limits)
    except RefusalError as refusal:
        return refusal.finding.rule.id
    return None


def inflated(data: bytes) -> int:
    """Count the bytes of all parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(entry.file_size for entry in archive.infolist())


@pytest.mark.parametrize(
    ("name", "size", "rule"),
    [
        ("file_bytes", len, "file-too-large"),
        ("inflated_bytes", inflated, "file-bomb"),
        ("entries", lambda _: len(workbook_parts()), "file-entries"),
    ],
)
def test_a_file_exactly_at_a_limit_is_read_and_one_beyond_is_not(name: str, size: object, rule: str) -> None:
    """Size on disk, size of all parts, number of parts."""
    data = workbook()
    most = size(data)  # type: ignore[operator]  (one of the functions above)
    assert refused(data, replace(LIMITS, **{name: most})) is None
    assert refused(data, replace(LIMITS, **{name: most - 1})) == rule


def test_cells_and_extent_are_counted_to_the_cell() -> None:
    """Four cells, and a corner at B3."""
    assert refused(workbook(FOUR), replace(LIMITS, cells=4)) is None
    assert refused(workbook(FOUR), replace(LIMITS, cells=3)) == "sheet-cells"
    assert refused(far_cells("A1", "B3"), replace(LIMITS, area=6)) is None
    assert refused(far_cells("A1", "B3"), replace(LIMITS, area=5)) == "sheet-range"


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 字节"),
        (1023, "1023 字节"),
        (1024, "1 KB"),
        (1536, "1.5 KB"),
        (1 << 20, "1 MB"),
        (1 << 30, "1 GB"),
        ((100 << 20) + 1, "100.1 MB"),
    ],
)
def test_sizes_are_written_for_people(count: int, text: str) -> None:
    """The next larger unit from its first whole one on."""
    assert size_text(count) == text


def test_refusals_name_both_numbers() -> None:
    """What was found and what may be."""
    finding = too_large(3 << 20, 2 << 20).finding
    assert (finding.found, finding.expected) == ("3 MB", "不超过 2 MB")
    assert too_heavy("时间").finding.found == "时间用得过多"


@pytest.mark.parametrize(("letters", "number"), [(b"A", 1), (b"Z", 26), (b"AA", 27), (b"XFD", 16384)])
def test_columns_are_counted_as_excel_does(letters: bytes, number: int) -> None:
    """A is 1."""
    assert extent.column_number(letters) == number


@pytest.mark.parametrize(
    ("name", "suffix"), [("a.b.XLSX", ".xlsx"), ("子\\a.xls", ".xls"), ("a", ""), ("x.y/a", ""), ("b/a.et", ".et")]
)
def test_the_extension_is_that_of_the_file_alone(name: str, suffix: str) -> None:
    """Whatever slashes a name has."""
    assert kind.suffix_of(name) == suffix


def test_a_part_that_is_not_what_the_directory_says_is_damaged() -> None:
    """One byte fewer or more, in a part that is read and in one that is not."""
    for name in ("xl/worksheets/sheet1.xml", "docProps/app.xml"):
        parts = workbook_parts() | {"docProps/app.xml": b"<a>text</a>"}
        for wrong in (-1, 1):
            entries = [
                (part, *squeezed([body])[:2], len(body) + (wrong if part == name else 0))
                for part, body in parts.items()
            ]
            assert refused(packed_as_told(entries)) == "file-damaged"


def test_a_picture_is_proven_though_nobody_reads_it() -> None:
    """A damaged file is a damaged file."""
    assert refused(flipped_image()) == "file-damaged"


def test_what_inflates_beyond_the_limit_while_it_is_proven_is_a_bomb() -> None:
    """A part that nobody reads, whose size the directory hides."""
    data = bomb(8 << 20, name="xl/media/image1.png", claimed=100)
    assert refused(data, replace(LIMITS, inflated_bytes=4 << 20)) == "file-bomb"


def test_a_part_is_found_whatever_its_case_and_kept() -> None:
    """The second call gives the same bytes; one that is not there is no part."""
    archive = Archive(zipped(workbook_parts()), LIMITS)
    assert archive.part("XL/Workbook.xml") is archive.part("xl/workbook.xml")
    with pytest.raises(KeyError):
        archive.part("xl/none.xml")


def test_shared_texts_are_counted_once_a_cell_to_the_byte() -> None:
    """Two cells that show one text show it twice; a reference to none counts nothing."""
    texts = b"<sst><si><t>abcd</t></si><si><t>e</t></si></sst>"
    sheet = b'<c r="A1" t="s"><v>0</v></c><c r="A2" t="s"><v>0</v></c><c r="A3" t="s"><v>9</v></c>'
    shown = 2 * len("><t>abcd</t></si>")
    assert too_much_text(texts, [sheet], replace(LIMITS, text_bytes=shown)) is None
    assert too_much_text(texts, [sheet], replace(LIMITS, text_bytes=shown - 1)) is not None


def test_bounds_cost_nothing_where_nothing_is_too_much() -> None:
    """What is read inside comes out."""
    with bounded(LIMITS):
        assert len(inspect(workbook(), "表.xlsx").sheets) == 1
