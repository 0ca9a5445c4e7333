"""The starter (双击启动): runs one task in the program's folder and opens the results. Started by .bat or .sh."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import choose
from .facts import ROOT, python, say

FAULT = 2
OPENS = {"report", "validate", "template", "night", "summary", "rollover", "verify"}
CHOSEN = {"night": choose.night, "rollover": choose.rollover, "verify": choose.verify}


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
    """Run one task; what it is about is asked first, where there is a choice."""
    task = sys.argv[1]
    try:
        arguments = CHOSEN[task]() if task in CHOSEN else (task,)
    except choose.NothingError as nothing:
        say(str(nothing))
        show_folder(ROOT / (choose.LAST if task == "rollover" else choose.EDITED))
        return 1
    if arguments is None:
        return 0
    command = [python(), "-X", "utf8", "-m", "pipeline", *arguments]
    status = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode  # noqa: S603  (our own interpreter and arguments)
    if arguments[0] in OPENS and status != FAULT:
        show_folder(ROOT / "output")
    return status


if __name__ == "__main__":
    sys.exit(main())
