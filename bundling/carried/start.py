"""The starter (双击启动): runs one task in the program's folder and opens the results. Started by .bat or .sh."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from .facts import ROOT, python, say

FAULT = 2
CHOICES = {
    "1": ("现在核对一遍", ("night",)),
    "2": ("设好每天凌晨 2 点自动核对", ("schedule",)),
    "3": ("查看设了什么", ("schedule", "--show")),
    "4": ("取消自动核对", ("schedule", "--remove")),
}
OPENS = {"report", "validate", "template", "night"}


def chosen() -> tuple[str, ...] | None:
    """Ask what the night task is to do; nothing where nobody answers."""
    say("要做什么？输入数字，按回车：")
    for key, (words, _) in CHOICES.items():
        say(f"  {key}  {words}")
    for line in sys.stdin:
        answer = line.strip().translate(str.maketrans("１２３４", "1234"))
        if answer in CHOICES:
            return CHOICES[answer][1]
        say("请输入 1、2、3 或 4。")
    return None


def show_folder(folder: Path) -> None:
    """Open the folder where a person sits before the screen; without a desktop nothing is lost."""
    if not folder.is_dir() or not sys.stdin.isatty():
        return
    if sys.platform == "win32":
        os.startfile(folder.resolve())  # noqa: S606  (our own folder, not by a passing drive letter)
    elif opener := shutil.which("xdg-open"):
        subprocess.Popen(  # noqa: S603  (as above)
            [opener, str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )


def main() -> int:
    """Run one task: report, validate, template, night or doctor."""
    task = sys.argv[1]
    arguments = chosen() if task == "night" else (task,)
    if arguments is None:
        return 0
    command = [python(), "-X", "utf8", "-m", "pipeline", *arguments]
    status = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode  # noqa: S603  (our own interpreter and arguments)
    if arguments[0] in OPENS and status != FAULT:
        show_folder(ROOT / "output")
    return status


if __name__ == "__main__":
    sys.exit(main())
