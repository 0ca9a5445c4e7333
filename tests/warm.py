"""The program's commands where their start is not what is tested: each a process of its own, copied from one in wait.

That one has loaded the libraries and the engine, which takes seconds; what it copies starts with its own folder, words
and screen. Whatever a command costs or says at its start, and whatever breaks its settings, is tested by `call`.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import runpy
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from tests.command_support import HOME, SECONDS, call, environment

LOADED = ("pipeline.cli", "pipeline.run", "pipeline.outputs.preflight", "pipeline.rollover.last_year")


@cache
def _waiting() -> subprocess.Popen[str]:
    """Start the process that is copied; it ends where no more lines come."""
    command = [sys.executable, "-X", "utf8", "-m", "tests.warm"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    started = subprocess.Popen(command, cwd=HOME, env=environment(), encoding="utf-8", **pipes)  # type: ignore[call-overload]  # noqa: S603  (our own command)
    atexit.register(started.communicate)
    return started


def call_warm(*arguments: str | Path, cwd: Path = HOME) -> tuple[int, str]:
    """Run the program; its exit status and all it said. ValueError where what is copied could not be started."""
    if sys.platform == "win32":
        return call(*arguments, cwd=cwd)  # Windows copies no processes
    waiting = _waiting()
    with tempfile.TemporaryDirectory() as folder:
        said = [Path(folder) / name for name in ("out", "err")]
        words = {"arguments": [*map(str, arguments)], "cwd": str(cwd), "said": [*map(str, said)]}
        print(json.dumps(words), file=waiting.stdin, flush=True)
        status = int(waiting.stdout.readline())
        return status, "".join(path.read_text(encoding="utf-8") for path in said)


def _run(words: dict[str, list[str]]) -> None:
    """Be the program in this copy."""
    signal.alarm(SECONDS)
    for stream, path in enumerate(words["said"], start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(words["cwd"])
    sys.argv = ["pipeline", *words["arguments"]]
    runpy.run_module("pipeline", run_name="__main__", alter_sys=True)


def _serve() -> None:
    """Load what takes long, then copy this process for each line that comes."""
    for name in LOADED:
        importlib.import_module(name)
    importlib.import_module("pipeline.checks.expect").engine()
    gc.freeze()
    for line in sys.stdin:
        copy = os.fork()
        if not copy:
            _run(json.loads(line))
            return
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve()
