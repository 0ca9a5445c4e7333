"""Frames for the engine (校验引擎的数据入口) without the digest it takes of every cell, twice, which nobody reads."""

from __future__ import annotations

from typing import Any, Literal

from great_expectations.core.batch import BatchMarkers
from great_expectations.datasource.fluent.pandas_datasource import PandasDatasource
from great_expectations.execution_engine.pandas_batch_data import PandasBatchData
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine


class Undigested(PandasExecutionEngine):
    """The engine over frames in memory, as they are."""

    def get_batch_data_and_markers(self, batch_spec: Any) -> tuple[PandasBatchData, BatchMarkers]:  # noqa: ANN401  (a kind of many)
        """Take in a frame; what the engine would note of it, a time and a digest, stays out."""
        frame, batch_spec.batch_data = batch_spec.batch_data, "PandasDataFrame"
        return PandasBatchData(self, frame), BatchMarkers({"ge_load_time": ""})


class Pooled(PandasDatasource):
    """A source of such frames; naming it here gives every context `add_pooled`."""

    type: Literal["pooled"] = "pooled"  # type: ignore[assignment]  # as in the sources of the engine itself
    execution_engine_override = Undigested
