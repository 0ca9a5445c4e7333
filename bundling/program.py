"""The program (程序本身): the committed files that an office needs, and the starters for double clicks."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bundling.platforms import Target

HOME = Path(__file__).resolve().parents[1]
HERE = Path(__file__).resolve().parent
LEFT_OUT = (".ci", ".gitignore", "Makefile", "bundling", "docs/decisions", "requirements-dev.lock", "tests")
TASKS = {
    "生成报告": "report",
    "仅校验": "validate",
    "新建工作簿": "template",
    "核对报告": "verify",
    "结转上年": "rollover",
    "汇总各单位": "summary",
    "夜间任务": "night",
    "检查电脑": "doctor",
}


def version() -> str:
    """Read the one version number, of pyproject.toml."""
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def copy_program(into: Path) -> None:
    """Write the last commit, which is one whole state of the program, less what an office does not need."""
    git = shutil.which("git") or "git"
    command = [git, "archive", "--format=tar", "HEAD", "--", ".", *(f":(exclude){name}" for name in LEFT_OUT)]
    archive = subprocess.run(command, cwd=HOME, capture_output=True, check=True, timeout=60).stdout  # noqa: S603  (git, no input)
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        packed.extractall(into, filter="data")
    shutil.copytree(HERE / "carried", into / "carried", ignore=shutil.ignore_patterns("__pycache__"))


def write_starters(target: Target, into: Path) -> None:
    """Write the installer and one starter a task: .bat for Windows, .sh for Linux."""
    kind = "bat" if target.platform.windows else "sh"
    starter = (HERE / "launchers" / f"start.{kind}").read_bytes()
    files = {name: starter.replace(b"@TASK@", task.encode()) for name, task in TASKS.items()}
    files["安装"] = (HERE / "launchers" / f"install.{kind}").read_bytes().replace(b"@PYTHON@", target.python.encode())
    for name, content in files.items():
        path = into / f"{name}.{kind}"
        path.write_bytes(content)
        path.chmod(0o755)
