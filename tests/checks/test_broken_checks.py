"""What becomes of checks that are broken themselves: suites edited wrongly, a check of ours that fails."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from pipeline.checks import run_checks
from pipeline.checks.expect import run_suite
from pipeline.checks.run_checks import CHECK_CRASHED, check, halved
from pipeline.checks.suites import read_suite
from pipeline.checks.tables import pool
from pipeline.model.findings import RULES
from pipeline.model.policy import HOME
from pipeline.model.setting import SettingFault
from tests.books_support import sound_book
from tests.checks_support import places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model.book import Book
    from pipeline.model.findings import Finding

PROJECTS = json.loads((HOME / "expectations" / "projects.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{\n  1", r"校验规则集“projects.json”的写法不对（位置：第 2 行、第 3 列）"),
        (b"\xff\xfe\x00", r"校验规则集“projects.json”读不出来"),
        ({**PROJECTS, "expectations": [{"type": "x"}]}, r"有一条缺少内容、写错或与别的规则重复（位置：第 1 条）"),
        (PROJECTS, r"有一条缺少内容、写错或与别的规则重复（位置：第 1 条）"),
        (None, r"校验规则集“projects.json”读不出来"),
    ],
    ids=["no JSON", "no text", "no meta", "declared a second time", "not there"],
)
def test_a_broken_suite_is_told_with_its_place(content: object, said: str, tmp_path: Path) -> None:
    """By the file, and by line or entry."""
    path = tmp_path / "projects.json"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    with pytest.raises(SettingFault, match=said.replace("（", "（").replace("(", r"\(")):
        read_suite("projects", tmp_path)


def test_an_expectation_that_the_engine_does_not_know_is_named() -> None:
    """The engine itself would leave it out without a word."""
    first = PROJECTS["expectations"][0]
    unknown = {**first, "type": "expect_wonders", "meta": {**first["meta"], "rule": "wonder"}}
    frame = pool([sound_book()]).frames["projects"]
    with pytest.raises(SettingFault, match="校验引擎不认识的规则（位置：expect_wonders）"):
        run_suite({"name": "projects", "expectations": [first, unknown]}, frame)


def test_where_explanations_cannot_be_applied_every_finding_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """And it is said that they were not."""

    def fail(*_: object) -> NoReturn:
        raise ZeroDivisionError

    monkeypatch.setattr(run_checks, "explain", fail)
    (verdict,) = check([sound_book({"基本信息!B8": "5"})])
    assert places(verdict.findings) == {("project-count", "基本信息!B8"), (CHECK_CRASHED.id, "")}


def test_a_setting_that_cannot_be_used_is_no_fault_of_a_workbook() -> None:
    """It stops the run instead of becoming a finding of every workbook."""

    def fail(_: Sequence[Book]) -> list[list[Finding]]:
        message = "policy.toml"
        raise SettingFault(message)

    with pytest.raises(SettingFault, match=r"policy\.toml"):
        halved(fail, [sound_book()], "校验")


def test_a_rule_that_nobody_declared_has_no_words() -> None:
    """It is asked for by name, as explanations do."""
    assert RULES.get("no-such-rule") is None


def test_the_suites_of_the_program_stand_as_they_are(tmp_path: Path) -> None:
    """Read a second time, each of its rules would be declared twice: the register refuses that."""
    shutil.copy(HOME / "expectations" / "info.json", tmp_path)
    with pytest.raises(SettingFault, match=r"info\.json"):
        read_suite("info", tmp_path)
