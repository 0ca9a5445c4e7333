"""Tables written row by row are workbooks that every program reads, whatever the text in them."""

from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest  # noqa: TC002  (MonkeyPatch is asked for at run time)
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from pipeline.outputs.xlsx import stream
from pipeline.outputs.xlsx.stream import Column, Kind, Table, Value, write_tables
from tests.conftest import convert_many

COLUMNS = (
    Column("单位", width=20),
    Column("年度", Kind.CENTRED),
    Column("必须修改", Kind.COUNT),
    Column("支出", Kind.MONEY, 16),
    Column("得分", Kind.SCORE),
    Column("打开", Kind.LINK),
)
ROWS: list[tuple[Value, ...]] = [
    ("龙城街道办事处", 2023, 3, 390273378, "100.00", "a%20b-2023/%E6%A0%A1.html"),
    ("=1+1", None, 0, -5, "0.05", None),
    ("", 2024, None, None, None, "x/y.html"),
]


def _written(*tables: Table) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        write_tables(archive, tables)
    return out.getvalue()


def _cells(data: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = load_workbook(BytesIO(data))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    """Money to the fen, links relative, blanks blank; the heading frozen and filtered."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(_written(Table("工作簿", COLUMNS, ROWS), Table("空", COLUMNS[:1], [])))
    book = load_workbook(path)
    sheet = book["工作簿"]
    assert [tuple(cell.value for cell in row) for row in sheet] == [
        ("单位", "年度", "必须修改", "支出", "得分", "打开"),
        ("龙城街道办事处", 2023, 3, 3902733.78, 100, "打开"),
        ("=1+1", None, 0, -0.05, 0.05, None),
        (None, 2024, None, None, None, "打开"),
    ]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:F4")
    assert (sheet.column_dimensions["D"].width, sheet.print_title_rows) == (16, "$1:$1")
    links = [cell.hyperlink.target for row in sheet for cell in row if cell.hyperlink]
    assert links == ["a%20b-2023/%E6%A0%A1.html", "x/y.html"]
    assert list(book["空"].values) == [("单位",)]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    """Also for a person who clicks into the cell: it is marked as text, not only stored as text."""
    attacks = ["=1+1", "+86", "-", "@sum", "\t=1", '=HYPERLINK("http://x")', "'=1"]
    book = load_workbook(BytesIO(_written(Table("表", COLUMNS[:1], [(text,) for text in attacks]))))
    cells = [row[0] for row in book["表"].iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s") for text in attacks]
    assert [cell.quotePrefix for cell in cells] == [text[0] != "'" for text in attacks]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_any_text_makes_a_sound_workbook(texts: list[str]) -> None:
    """Quotes, brackets, line breaks, half characters: well-formed, and the same to two readers."""
    data = _written(Table("表", COLUMNS[:1], [(text,) for text in texts]))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name("表").to_python(skip_empty_area=False)
    expected = [stream._CONTROL.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n") for text in texts]  # noqa: SLF001  (its own idea of a control character)
    told = [str(row[0]) for row in rows[1:]]
    assert [text.replace("\r\n", "\n").replace("\r", "\n") for text in told] == expected[: len(told)]
    assert not any(expected[len(told) :])


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is lost and each sheet has its heading."""
    monkeypatch.setattr(stream, "ROWS", 3)
    cells = _cells(_written(Table("问题", COLUMNS[:1], [(str(number),) for number in range(7)])))
    assert {name: [row[0] for row in rows] for name, rows in cells.items()} == {
        "问题": ["单位", "0", "1", "2"],
        "问题-2": ["单位", "3", "4", "5"],
        "问题-3": ["单位", "6"],
    }


def test_many_rows_take_no_more_memory_than_few(tmp_path: Path) -> None:
    """Rows are written as they come."""

    def rows(count: int) -> Iterator[tuple[Value, ...]]:
        return (("合计行的支出与各项目之和不符。" * 4, 2023, number, number, "99.00", None) for number in range(count))

    peaks = []
    for count in (500, 15_000):
        tracemalloc.start()
        with zipfile.ZipFile(tmp_path / f"{count}.xlsx", "w") as archive:
            write_tables(archive, [Table("问题", COLUMNS, rows(count))])
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 1_000_000


def test_libreoffice_opens_it_with_its_links(tmp_path: Path, soffice: str) -> None:
    """And saves the same values."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(_written(Table("工作簿", COLUMNS, ROWS)))
    [saved] = convert_many(soffice, [path], "xlsx")
    sheet = load_workbook(saved)["工作簿"]
    assert [sheet["A3"].value, sheet["A3"].data_type, sheet["D2"].value] == ["=1+1", "s", 3902733.78]
    assert sheet["F2"].hyperlink is not None
