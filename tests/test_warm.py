"""A copied command is as good as one that is started: a process of its own, with the same words and status."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.command_support import FAULTY, call
from tests.warm import call_warm


@pytest.mark.parametrize(
    "arguments", [("report", "--input", "甲.xlsx"), ("report", "--input", "没有.xlsx"), ("unheard-of",)]
)
def test_a_copied_command_says_and_writes_what_a_started_one_does(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """In its own folder; one after the other knows nothing of the one before. How far it is, only slow ones say."""
    ended = []
    for at, caller in enumerate((call, call_warm, call_warm)):
        desk = tmp_path / str(at)
        desk.mkdir()
        (desk / "甲.xlsx").write_bytes(FAULTY.read_bytes())
        status, said = caller(*arguments, cwd=desk)
        result = re.sub(r"(?m)^\S+ \d+/\d+\n", "", said)
        ended.append((status, result, sorted(path.relative_to(desk) for path in desk.rglob("*"))))
    assert ended[1:] == ended[:1] * 2
