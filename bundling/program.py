"""The program (程序本身): the tracked files that an office needs, and the starters for double clicks."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bundling.platforms import Target

HOME = Path(__file__).resolve().parents[1]
HERE = Path(__file__).resolve().parent
LEFT_OUT = (".ci/", "tests/", "bundling/", "docs/decisions/", ".gitignore", "Makefile", "requirements-dev")
TASKS = {
    "生成报告": "report",
    "仅校验": "validate",
    "新建工作簿": "template",
    "夜间任务": "night",
    "检查电脑": "doctor",
}
SLOT = "@TASK@"


def version() -> str:
    """Read the one version number, of pyproject.toml."""
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def tracked_files() -> list[Path]:
    """List what git tracks and an office needs, relative to the repository."""
    git = shutil.which("git") or "git"
    listed = subprocess.run([git, "ls-files", "-z"], cwd=HOME, capture_output=True, check=True, timeout=60).stdout  # noqa: S603  (git, no input)
    names = listed.decode("utf-8").rstrip("\0").split("\0")
    return [Path(name) for name in names if not name.startswith(LEFT_OUT) and (HOME / name).is_file()]


def copy_program(into: Path) -> None:
    """Copy the program and what installs and starts it."""
    for path in tracked_files():
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HOME / path, into / path)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(HERE / "carried", into / "carried", ignore=ignored)


def write_starters(target: Target, into: Path) -> None:
    """Write the installer and one starter a task: .bat for Windows, .sh for Linux."""
    kind = "bat" if target.platform.windows else "sh"
    starter = (HERE / "launchers" / f"start.{kind}").read_bytes()
    files = {name: starter.replace(SLOT.encode(), task.encode()) for name, task in TASKS.items()}
    files["安装"] = (HERE / "launchers" / f"install.{kind}").read_bytes().replace(b"@PYTHON@", target.python.encode())
    for name, content in files.items():
        path = into / f"{name}.{kind}"
        path.write_bytes(content)
        path.chmod(0o755)
