"""Suites (校验规则集): the expectations of expectations/*.json, each declared as a rule without loading the engine."""

from __future__ import annotations

import json
import string
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.checks.facts import SCORE_UNIT
from pipeline.model.contract import SHEETS
from pipeline.model.findings import Rule, declare
from pipeline.model.money import plain, yuan_text
from pipeline.model.policy import HOME
from pipeline.model.setting import SettingFault

BLANK = "空白"
NOT_BLANK = "expect_column_values_to_not_be_null"
UNIQUE = "expect_compound_columns_to_be_unique"


@dataclass(frozen=True, slots=True)
class Promise:
    """One expectation and its rule; the first of `cells` is looked at first, rows of one `group` are one finding."""

    rule: Rule
    cells: tuple[str, ...]
    found: str
    expected: str
    message: str
    fix: str
    group: tuple[str, ...]
    of_blanks: bool
    of_repeats: bool


@dataclass(frozen=True, slots=True)
class Suite:
    """The expectations of one table, as JSON and as promises by rule id."""

    table: str
    document: Mapping[str, Any]
    promises: Mapping[str, Promise]


class Filler(string.Formatter):
    """Fills a template with a row's values: `{spent:yuan}` prints fen, `{points:points}` a score, a blank is 空白."""

    def format_field(self, value: object, format_spec: str) -> str:
        """Print one value."""
        if value is None:
            return BLANK
        if format_spec == "yuan" and isinstance(value, int):
            return yuan_text(value)
        if format_spec == "places" and isinstance(value, int):
            return f"（共 {value} 处）" if value > 1 else ""
        if format_spec == "points" and isinstance(value, int):
            return plain(Decimal(value) / SCORE_UNIT)
        return str(value)


def _promise(expectation: Mapping[str, Any]) -> Promise:
    meta = expectation["meta"]
    rule = declare(
        meta["rule"],
        meta["title"],
        expectation["severity"],
        source=meta["source"],
        notes=expectation["notes"],
        fix=meta["fix"],
    )
    return Promise(
        rule=rule,
        cells=tuple(meta["cells"]),
        found=meta["found"],
        expected=meta["expected"],
        message=meta["message"],
        fix=meta["fix"],
        group=tuple(meta.get("group", ())),
        of_blanks=expectation["type"] == NOT_BLANK,
        of_repeats=expectation["type"] == UNIQUE,
    )


def read_suite(table: str, folder: Path = HOME / "expectations") -> Suite:
    """Read the suite of a table and declare its rules; SettingFault with its place where it is broken."""
    path = folder / f"{table}.json"
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        message = f"校验规则集“{path.name}”的写法不对"
        raise SettingFault(message, f"第 {error.lineno} 行、第 {error.colno} 列") from error
    except (OSError, ValueError) as error:
        message = f"校验规则集“{path.name}”读不出来"
        raise SettingFault(message) from error
    promises = _promises(path.name, document)
    return Suite(table, document, {promise.rule.id: promise for promise in promises})


def _promises(file: str, document: Mapping[str, Any]) -> list[Promise]:
    """Declare the promises of a suite one by one; SettingFault naming the expectation that cannot be used."""
    promises: list[Promise] = []
    try:
        promises.extend(map(_promise, document["expectations"]))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        message = f"校验规则集“{file}”里有一条缺少内容、写错或与别的规则重复"
        raise SettingFault(message, f"第 {len(promises) + 1} 条") from error
    return promises


SUITES: Mapping[str, Suite] = {sheet.key: read_suite(sheet.key) for sheet in SHEETS}
