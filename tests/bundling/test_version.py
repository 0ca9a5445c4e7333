"""There is one version number, whoever says it."""

from __future__ import annotations

import re

from bundling.build import bundle_name
from bundling.platforms import PLATFORMS, Target
from bundling.program import HOME, version
from pipeline import __version__


def test_program_project_changelog_and_bundle_say_the_same_version() -> None:
    """pyproject.toml is where it is set."""
    changelog = (HOME / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## (\d+\.\d+\.\d+)", changelog, re.MULTILINE)
    assert newest is not None
    assert newest[1] == version() == __version__
    assert bundle_name(Target(PLATFORMS["win-amd64"], "3.13")) == f"jixiao-{version()}-win-amd64-py313"


def test_staff_are_told_in_chinese_before_anything_else() -> None:
    """One Chinese line under the heading; the rest is for maintainers."""
    lines = (HOME / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert re.fullmatch(r"[^A-Za-z]*[一-龥]+.*。", lines[2])
