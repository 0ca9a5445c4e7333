"""Expectations (单列、单行校验): one run of the engine a table, over the pooled rows of all workbooks."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.checks.broken import PooledTable, findings_of
from pipeline.checks.later import load_later
from pipeline.checks.suites import NOT_BLANK, SUITES, Suite
from pipeline.checks.tables import KEYS, Tables
from pipeline.model.contract import BY_KEY
from pipeline.model.findings import Finding, declare
from pipeline.model.setting import SettingFault

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.model.book import Book

CHECK_NOT_RUN = declare(
    "check-not-run",
    "检查没有运行",
    "critical",
    source="contract",
    notes="每一条检查都要真正运行过；没有运行的检查不能当作通过。",
    fix="请把这份工作簿和本页面一并发给程序维护人员。",
)
RESULT_FORMAT = {
    "result_format": "COMPLETE",
    "unexpected_index_column_names": list(KEYS),
    "return_unexpected_index_query": False,
    "include_unexpected_rows": False,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the engine says of one expectation: the (workbook, row) keys that break it; None where it did not run."""

    rule_id: str
    broken: list[tuple[int, int]] | None


@cache
def engine() -> Any:  # noqa: ANN401  (the engine ships no types)
    """Start the expectations engine once, in memory, silent, without a network; it returns what takes frames in."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    os.environ.setdefault("TQDM_DISABLE", "1")
    load_later("scipy.stats", "altair")  # a third of loading the engine, 80 MB, and nothing of ours asks for them
    import great_expectations  # noqa: PLC0415  (loading it takes seconds)

    from pipeline.checks import undigested  # noqa: PLC0415  (its frames are known to the engine by being imported)

    logging.getLogger("great_expectations").setLevel(logging.CRITICAL)  # what it says is English; we tell it ourselves
    undigested.settle(item["type"] for suite in SUITES.values() for item in suite.document["expectations"])
    context: Any = great_expectations.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pooled("pool").add_dataframe_asset("rows")
    return asset.add_batch_definition_whole_dataframe("rows")


def _slim(expectation: Mapping[str, Any]) -> dict[str, Any]:
    """Leave the sentences out: the engine copies all it is given thousands of times."""
    return {
        "type": expectation["type"],
        "kwargs": expectation["kwargs"],
        "severity": expectation["severity"],
        "meta": {"rule": expectation["meta"]["rule"]},
    }


def _outcome(result: Any) -> Outcome:  # noqa: ANN401  (the engine ships no types)
    """Translate what the engine says of an expectation that is broken."""
    rule_id = result.expectation_config.meta["rule"]
    found = (result.result or {}).get("unexpected_index_list")
    if found is None:
        return Outcome(rule_id, None)
    return Outcome(rule_id, sorted({(int(key["workbook"]), int(key["row"])) for key in found}))


def _columns(expectation: Mapping[str, Any]) -> list[str]:
    """Name the columns that an expectation looks at."""
    kwargs = expectation["kwargs"]
    return kwargs.get("column_list") or [kwargs[key] for key in ("column", "column_A", "column_B") if key in kwargs]


def _has_rows(expectation: Mapping[str, Any], frame: pd.DataFrame) -> bool:
    """Tell whether an expectation has anything to look at: a column of facts that do not apply is blank throughout."""
    return expectation["type"] == NOT_BLANK or not any(
        column in frame.columns and bool(frame[column].isna().all()) for column in _columns(expectation)
    )


def _looked_at(expectations: Sequence[Mapping[str, Any]], frame: pd.DataFrame) -> pd.DataFrame:
    """Leave out of a frame what nothing looks at."""
    used = {*KEYS, *(column for expectation in expectations for column in _columns(expectation))}
    return frame[[column for column in frame.columns if column in used]]


def _validate(batch: Any, name: str, expectations: Sequence[Mapping[str, Any]], result_format: Any) -> list[Any]:  # noqa: ANN401  (the engine ships no types)
    """Run expectations over a batch; results in the engine's order."""
    from great_expectations.core import ExpectationSuite  # noqa: PLC0415  (loading it takes seconds)

    suite = ExpectationSuite(name, [_slim(item) for item in expectations])
    known = {expectation.configuration.type for expectation in suite.expectations}
    unknown = {item["type"] for item in expectations} - known  # the engine leaves out what it does not know
    if unknown:
        message = f"校验规则集“{name}”里有校验引擎不认识的规则"
        raise SettingFault(message, "、".join(sorted(unknown)))
    return list(batch.validate(suite, result_format=result_format).results)


def run_suite(document: Mapping[str, Any], frame: pd.DataFrame) -> list[Outcome]:
    """Hold a frame against a suite; outcomes in the suite's order.

    The engine answers yes or no in half the time that naming rows takes: rows are asked for only where it said no.
    """
    expectations = [item for item in document["expectations"] if _has_rows(item, frame)]
    outcomes = {item["meta"]["rule"]: Outcome(item["meta"]["rule"], []) for item in document["expectations"]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        batch = engine().get_batch({"dataframe": _looked_at(expectations, frame)})
        answers = _validate(batch, document["name"], expectations, "BOOLEAN_ONLY") if expectations else []
        kept = {result.expectation_config.meta["rule"] for result in answers if result.success}
        broken = [item for item in expectations if item["meta"]["rule"] not in kept]
        results = _validate(batch, document["name"], broken, RESULT_FORMAT) if broken else []
    found = {outcome.rule_id: outcome for outcome in map(_outcome, results)}
    silent = {item["meta"]["rule"]: Outcome(item["meta"]["rule"], None) for item in broken}
    return list((outcomes | silent | found).values())


def _not_run(book: Book, table: str, rule_ids: Sequence[str]) -> Finding:
    """Tell that checks of a table did not run for a workbook."""
    name, titles = BY_KEY[table].name, "、".join(SUITES[table].promises[rule_id].rule.title for rule_id in rule_ids)
    return CHECK_NOT_RUN.at(
        book.heading_cell(table),
        found=f"没有运行：{titles}",
        expected="全部检查运行完毕",
        message=f"{name}有 {len(rule_ids)} 项检查没有运行（{titles}），这不是工作簿的错，但结论因此不完整。",
    )


def expect_table(suite: Suite, tables: Tables) -> list[tuple[int, Finding]]:
    """Run one suite over its table; each finding with the index of its workbook."""
    table = PooledTable(suite, tables)
    if table.frame.empty:
        return []
    outcomes = run_suite(suite.document, table.frame)
    found = [
        item
        for outcome in outcomes
        if outcome.broken
        for item in findings_of(table, suite.promises[outcome.rule_id], outcome.broken)
    ]
    silent = [outcome.rule_id for outcome in outcomes if outcome.broken is None]
    concerned = sorted({int(workbook) for workbook in table.frame["workbook"]}) if silent else []
    return found + [(at, _not_run(tables.facts[at].book, suite.table, silent)) for at in concerned]


def expect(books: Sequence[Book], tables: Tables) -> list[list[Finding]]:
    """Hold every table of the pool against its suite; one list of findings a book."""
    findings: list[list[Finding]] = [[] for _ in books]
    for suite in SUITES.values():
        for workbook, finding in expect_table(suite, tables):
            findings[workbook].append(finding)
    return findings
