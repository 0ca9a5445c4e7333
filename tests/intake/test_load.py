"""Loading ends in a book or in one finding, whatever the bytes are."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from pipeline.intake import load as loading
from pipeline.intake.load import load
from tests.hostile_support import (
    KINDS,
    SHEET,
    built,
    number_formats,
    sheet_of_bytes,
    sheet_xml,
    workbook,
    workbook_parts,
    zipped,
)

SAMPLE = Path(__file__).parents[2] / "input_templates" / "示例工作簿.xlsx"
RICH_ROWS = (
    '<row r="1" hidden="1"><c r="A1" s="1"><v>0.95</v></c><c r="B1" t="s"><v>0</v></c>'
    '<c r="C1" t="e"><v>#REF!</v></c></row>'
    '<row r="2"><c r="A2"><f>A1*2</f><v>1.9</v></c><c r="B2" t="str"><f>""</f><v></v></c>'
    '<c r="D2" t="b"><v>1</v></c></row>'
    '<row r="3"><c r="A3" s="2"><v>45143</v></c>'
    '<c r="B3" t="inlineStr"><is><t xml:space="preserve"> 文字 </t></is></c></row>'
)
RICH = {
    "head": '<cols><col min="2" max="2" hidden="1"/></cols>',
    "tail": '<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>',
    "texts": "<si><t>项目 &amp; 经费</t></si>",
    "styles": number_formats("General", 9, 14),
}


@cache
def packed() -> bytes:
    """Return a workbook with one of everything, compressed."""
    return workbook(RICH_ROWS, **RICH)


@cache
def stored() -> bytes:
    """Return the same uncompressed, so that damage reaches the XML."""
    return zipped(workbook_parts(RICH_ROWS, **RICH), 0)  # type: ignore[arg-type]  (knobs are passed on)


def assert_one_outcome(data: bytes) -> None:
    """Check for a book, or no book and exactly one critical finding without a cell."""
    book, findings = load(data, "工作簿.xlsx")
    if book is None:
        assert [(finding.severity, finding.sheet, finding.cells) for finding in findings] == [("critical", None, ())]


def test_the_sample_workbook_loads_without_anything_critical() -> None:
    """A sound workbook becomes a book with the checksum of its bytes."""
    book, findings = load(SAMPLE.read_bytes(), "示例工作簿.xlsx")
    assert book is not None
    assert len(book.sha256) == 64
    assert len(book.projects) == 16
    assert not [finding for finding in findings if finding.severity == "critical"]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "bomb" not in kind])
def test_each_hostile_file_ends_in_its_one_finding(kind: str) -> None:
    """No book, one finding, the rule of this kind."""
    expected = KINDS[kind][1]
    book, findings = load(built(kind), "工作簿.xlsx")
    assert (book, [finding.rule.id for finding in findings]) == (None, [expected])


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        (MemoryError, "file-heavy"),
        (RecursionError, "file-structure"),
        (ValueError, "file-structure"),
        (OverflowError, "file-structure"),
    ],
)
def test_whatever_reading_raises_is_a_finding_of_that_file(
    fault: type[Exception], rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exception nobody foresaw, memory running out among them, costs one file one finding."""

    def fail(_: object) -> None:
        raise fault

    monkeypatch.setattr(loading, "read_safe", fail)
    book, findings = load(workbook(), "工作簿.xlsx")
    assert (book, [finding.rule.id for finding in findings]) == (None, [rule])


@seed(20260101)
@settings(max_examples=400, deadline=2000, suppress_health_check=list(HealthCheck), database=None)
@given(
    compressed=st.booleans(),
    flips=st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 255)), max_size=6),
    cut=st.one_of(st.none(), st.integers(0, 10**6)),
)
def test_damaged_bytes_never_escape(*, compressed: bool, flips: list[tuple[int, int]], cut: int | None) -> None:
    """Flipped and missing bytes anywhere in the archive."""
    data = bytearray(packed() if compressed else stored())
    for place, mask in flips:
        data[place % len(data)] ^= mask
    assert_one_outcome(bytes(data if cut is None else data[: cut % len(data)]))


@seed(20260102)
@settings(max_examples=400, deadline=2000, suppress_health_check=list(HealthCheck), database=None)
@given(
    part=st.sampled_from(
        ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET, "xl/sharedStrings.xml", "xl/styles.xml"]
    ),
    edits=st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=3), st.integers(0, 9)), min_size=1, max_size=5),
)
def test_damaged_xml_in_a_sound_archive_never_escapes(part: str, edits: list[tuple[int, bytes, int]]) -> None:
    """Bytes replaced, added or taken out of one part, its checksum made right again."""
    parts = workbook_parts(RICH_ROWS, **RICH)  # type: ignore[arg-type]  (knobs are passed on)
    body = parts[part]
    for place, new, gone in edits:
        at = place % (len(body) + 1)
        body = body[:at] + new + body[at + gone :]
    assert_one_outcome(zipped(parts | {part: body}))


_PIECES = (
    "<row>", "</row>", '<row r="3">', '<row r="2" hidden="1">', "<c>", "</c>", '<c r="B2">', '<c r="AA7" t="s">',
    '<c r="C1" t="e">', '<c r="D4" s="1">', '<c t="b">', '<c t="d">', '<c t="q">', "<v>", "</v>", "<v/>", "<f>", "</f>",
    '<f t="shared" si="0"/>', "0", "-1", "1e400", "NaN", "#SPILL!", "2023-02-31", "文字", "&amp;", "&#10;",
    "<is><t>", "</t></is>",
    "<!-- x -->", "<![CDATA[<v>]]>", '<x:c xmlns:x="y"/>', " ", "\n", '<mergeCell ref="A1:B2"/>',
)  # fmt: skip


@seed(20260103)
@settings(max_examples=600, deadline=2000, suppress_health_check=list(HealthCheck), database=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=25))
def test_shuffled_markup_never_escapes(pieces: list[str]) -> None:
    """Any order of the pieces that a sheet is made of."""
    assert_one_outcome(sheet_of_bytes(sheet_xml("".join(pieces))))


def test_well_formed_nonsense_never_escapes() -> None:
    """Cells of random type, style and content, closed properly: 300 sheets, always the same."""
    chance = random.Random(7)  # noqa: S311  (a fixed sequence, no secret)
    kinds = ("s", "e", "b", "d", "n", "str", "inlineStr", "", "q")
    values = (
        "0",
        "1",
        "7",
        "-3.5",
        "1e400",
        "inf",
        "#N/A",
        "#SPILL!",
        "true",
        "2023-08-05",
        "x",
        "",
        "٣",
        "0x1F",
        " 5 ",
    )
    for _ in range(300):
        cells = "".join(
            f'<c r="{chance.choice("ABCXZ")}{row}" s="{chance.choice((0, 1, 2, 9))}" t="{chance.choice(kinds)}">'
            f"{chance.choice(('', '<f>A1</f>', '<f/>'))}<v>{chance.choice(values)}</v></c>"
            for row in (3,)
            for _ in range(4)
        )
        assert_one_outcome(workbook(f'<row r="3">{cells}</row>', **RICH))
