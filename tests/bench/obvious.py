"""The obvious program: pandas.read_excel with openpyxl, and one validation a sheet a file."""

from __future__ import annotations

import warnings
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.checks.suites import SUITES
from pipeline.model.contract import SHEETS

if TYPE_CHECKING:
    from pathlib import Path

_NEEDED = "expect_column_values_to_not_be_null"


def _expectations(sheet: str, columns: list[str]) -> list[dict[str, Any]]:
    """As many expectations as our own suite of the sheet has, over the columns as they stand in the file."""
    count = len(next(suite for key, suite in SUITES.items() if key == sheet).document["expectations"])
    return [{"type": _NEEDED, "kwargs": {"column": columns[at % len(columns)]}} for at in range(count)]


@cache
def _engine() -> Any:  # noqa: ANN401  (the engine ships no types)
    """Start the engine as its manual says."""
    import great_expectations  # noqa: PLC0415  (loading it takes seconds)

    context: Any = great_expectations.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    return (
        context.data_sources.add_pandas("obvious")
        .add_dataframe_asset("rows")
        .add_batch_definition_whole_dataframe("rows")
    )


def obvious(path: Path) -> int:
    """Read every sheet of one workbook and validate it by itself; how many expectations were not met."""
    from great_expectations.core import ExpectationSuite  # noqa: PLC0415  (loading it takes seconds)

    unmet = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for sheet in SHEETS:
            frame = pd.read_excel(path, sheet_name=sheet.name, header=0, engine="openpyxl", dtype=object)
            frame.columns = [str(column) for column in frame.columns]
            batch = _engine().get_batch({"dataframe": frame})
            suite = ExpectationSuite(sheet.key, _expectations(sheet.key, list(frame.columns)))
            unmet += sum(not result.success for result in batch.validate(suite, result_format="COMPLETE").results)
    return unmet
