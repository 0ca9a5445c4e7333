"""The engine (校验引擎) without what nobody reads: a digest of every cell, twice, and its settings worked out anew.

Each expectation works its own settings out some eighty times a run, which was half of what a run of few rows costs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from great_expectations.compatibility import pydantic
from great_expectations.core.batch import BatchMarkers
from great_expectations.datasource.fluent.pandas_datasource import PandasDatasource
from great_expectations.execution_engine.pandas_batch_data import PandasBatchData
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.registry import get_expectation_impl, list_registered_expectation_implementations


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


def settle(types: Iterable[str]) -> None:
    """Have expectations of these types work their settings out once; a class named anew takes the other's place."""
    for name in sorted({*types} & {*list_registered_expectation_implementations()}):
        _settled(get_expectation_impl(name))


def _settled(kind: Any) -> Any:  # noqa: ANN401  (the engine ships no types)
    """Make a class of expectations that keeps its settings: ours do not change."""

    def configuration(self: Any) -> Any:  # noqa: ANN401  (as above)
        if self._configuration is None:
            self._configuration = kind.configuration.fget(self)
        return self._configuration

    own = {"__module__": kind.__module__, "_configuration": pydantic.PrivateAttr(None)}
    return type(kind)(kind.__name__, (kind,), {**own, "configuration": property(configuration)})
