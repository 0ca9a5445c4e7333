"""The rule set's version changes with whatever decides a verdict, and with nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.model.policy import HOME
from pipeline.night.ruleset import version_of


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Copy what the version looks at."""
    for folder in ("pipeline", "expectations"):
        shutil.copytree(HOME / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HOME / "requirements.lock", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "path", ["expectations/policy.toml", "expectations/projects.json", "pipeline/checks/sums.py", "requirements.lock"]
)
def test_a_changed_rule_is_another_rule_set(program: Path, path: str) -> None:
    """Everything is checked anew then."""
    before = version_of(program)
    (program / path).write_bytes((program / path).read_bytes() + b"\n# changed\n")
    assert version_of(program) != before


def test_line_ends_and_other_rooms_do_not_count(program: Path) -> None:
    """Windows and Linux agree; the command line decides no verdict."""
    before = version_of(program)
    path = program / "pipeline" / "checks" / "sums.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (program / "pipeline" / "cli.py").write_text("", encoding="utf-8")
    assert version_of(program) == before
