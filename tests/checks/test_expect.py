"""How the expectations engine is used: quietly, on any table, and never silent about a check that did not run."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pipeline.checks.expect import CHECK_NOT_RUN, engine, expect, expect_table, run_suite
from pipeline.checks.suites import SUITES, Filler, Suite
from pipeline.checks.tables import KEYS, LAYOUTS, pool
from pipeline.model.contract import SHEETS
from pipeline.model.findings import Severity
from pipeline.model.policy import HOME
from tests.books_support import make_book, sound_book

if TYPE_CHECKING:
    from pipeline.model.fields import Sheet

BUDGET = "budget-blank"


def broken(suite: Suite, column: str) -> Suite:
    """Copy a suite with one expectation asked of a column that no table has."""
    document = json.loads(json.dumps(suite.document))
    for item in document["expectations"]:
        if item["meta"]["rule"] == BUDGET:
            item["kwargs"]["column"] = column
    return Suite(suite.table, document, suite.promises)


def test_missing_column_is_said() -> None:
    """A column that is not there gives a critical finding in every workbook of the table, and hides nothing else."""
    books = [sound_book(), sound_book({"项目清单!B2": ""}), make_book({}, name="空.xlsx")]
    found = expect_table(broken(SUITES["projects"], "no such column"), pool(books))
    told = [(workbook, finding.rule.id, finding.cells[0].address) for workbook, finding in found]
    assert told == [
        (1, "projects-name-blank", "项目清单!B2"),
        (0, CHECK_NOT_RUN.id, "项目清单!A1"),
        (1, CHECK_NOT_RUN.id, "项目清单!A1"),
    ]
    assert all(finding.severity is Severity.CRITICAL for _, finding in found)
    assert "全年预算空白" in found[1][1].message


def test_empty_book_runs() -> None:
    """A workbook without a single readable sheet is checked without a finding and without a crash."""
    books = [make_book({})]
    assert expect(books, pool(books)) == [[]]


def test_no_books() -> None:
    """No workbooks at all make empty tables, and nothing to find."""
    assert expect([], pool([])) == []


def test_tables_hold_whole_numbers() -> None:
    """Money is whole fen in the frames, a blank stays a blank, and no column is a float."""
    frames = pool([sound_book()]).frames
    assert frames["projects"]["spent"].tolist() == [9600000, 6000000]
    assert frames["projects"]["initial"].isna().tolist() == [False, True]
    assert not any(dtype.kind == "f" for frame in frames.values() for dtype in frame.dtypes)


def test_pool_keeps_books_apart() -> None:
    """A finding belongs to the workbook that its row came from, whatever else is in the pool."""
    books = [sound_book(), sound_book({"项目清单!B3": ""}), sound_book()]
    found = expect(books, pool(books))
    assert [[finding.rule.id for finding in findings] for findings in found] == [[], ["projects-name-blank"], []]


def test_silence() -> None:
    """The engine writes nothing to the console, keeps no file, asks no network and loads no library we do not use."""
    code = (
        "import socket, sys\n"
        "def refuse(*_): raise OSError('network')\n"
        "socket.socket.connect = refuse\n"
        "from tests.books_support import sound_book\n"
        "from pipeline.checks.tables import pool\n"
        "from pipeline.checks.expect import expect\n"
        "books = [sound_book({'项目清单!B3': ''})]\n"
        "found = len(expect(books, pool(books))[0])\n"
        "heavy = {'scipy.optimize', 'altair.vegalite'} & sys.modules.keys()\n"
        "sys.exit(0 if (found, heavy) == (1, set()) else 3)\n"
    )
    run = subprocess.run(  # noqa: S603  (our own interpreter, our own code)
        [sys.executable, "-c", code], cwd=HOME, capture_output=True, check=False, timeout=120
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")


def test_rules_need_no_engine() -> None:
    """The catalogue reads every rule without loading pandas or the engine."""
    code = (
        "import sys, pipeline.checks.suites\n"
        "sys.exit(any(name in sys.modules for name in ('pandas', 'great_expectations')))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=HOME, check=False, timeout=60)  # noqa: S603  (our own code)
    assert run.returncode == 0


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_required_columns(sheet: Sheet) -> None:
    """Every required column of the contract has its expectation; 基本信息 is not a table, intake asks for it."""
    asked = {promise.cells[0] for promise in SUITES[sheet.key].promises.values() if promise.of_blanks}
    assert asked == ({field.key for field in sheet.fields if field.required} if not sheet.paired else set())


@pytest.mark.parametrize("table", SUITES, ids=str)
def test_templates_fill(table: str) -> None:
    """Every sentence can be filled from the columns of its table, and names cells that there are."""
    names = {*KEYS, *LAYOUTS[table].columns}
    fields = {field.key for sheet in SHEETS if sheet.key == table for field in sheet.fields}
    info = {f"info.{field.key}" for sheet in SHEETS if sheet.key == "info" for field in sheet.fields}
    for promise in SUITES[table].promises.values():
        for text in (promise.found, promise.expected, promise.message, promise.fix):
            assert {name for _, name, _, _ in Filler().parse(text) if name} <= names | {"count"}, promise.rule.id
            filled = Filler().format(text, **dict.fromkeys(names, 1), count=2)
            assert "{" not in filled
        assert {cell for cell in promise.cells if not cell.startswith("@")} <= fields | info


def test_native_suites() -> None:
    """The suites are the engine's own JSON: it reads them as they are."""
    from great_expectations.core import ExpectationSuite  # noqa: PLC0415  (loading it takes seconds)

    for suite in SUITES.values():
        native = ExpectationSuite(**json.loads(json.dumps(suite.document)))
        assert len(native.expectations) == len(suite.promises)


def test_outcomes_keep_order() -> None:
    """Outcomes come in the order of the suite, one for each expectation."""
    suite = SUITES["indicators"]
    outcomes = run_suite(suite.document, pool([sound_book()]).frames["indicators"])
    assert [outcome.rule_id for outcome in outcomes] == list(suite.promises)
    assert all(outcome.broken == [] for outcome in outcomes)


def test_an_expectation_works_its_settings_out_once() -> None:
    """The engine asks each for them some eighty times a run: of a batch of workbooks, a twentieth of all checks."""
    engine()
    from great_expectations.core import ExpectationSuite  # noqa: PLC0415  (loading it takes seconds)

    document = SUITES["indicators"].document
    written = [{key: item[key] for key in ("type", "kwargs", "meta", "severity")} for item in document["expectations"]]
    for told, item in zip(ExpectationSuite("x", written).expectations, written, strict=True):
        assert told.configuration is told.configuration
        assert (told.configuration.type, told.configuration.meta["rule"]) == (item["type"], item["meta"]["rule"])
        assert {key: told.configuration.kwargs[key] for key in item["kwargs"]} == item["kwargs"]
