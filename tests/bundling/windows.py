"""A Windows of wine's, for the tests that run what is carried to Windows."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Windows:
    """A Windows of wine's, and a folder installed on it."""

    def __init__(self, wine: str, home: Path, folder: Path, overrides: str = "mscoree,mshtml=") -> None:
        """Give wine a prefix of its own; `overrides`: whose libraries are taken."""
        self._wine, self.folder = wine, folder
        quiet = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": overrides, "LC_ALL": "C.UTF-8"}
        self._surroundings = {"PATH": os.environ["PATH"], "HOME": str(home), "WINEPREFIX": str(home / "wine"), **quiet}

    def run(self, *command: str, typed: str = "\n", patience: int = 100) -> tuple[int, str]:
        """Run a command of Windows in the folder; its exit status and what the window shows."""
        quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        line = [self._wine, *command]
        process = subprocess.Popen(line, cwd=self.folder, env=self._surroundings, stdin=subprocess.PIPE, **quiet)  # noqa: S603  (our own commands)
        assert process.stdin
        assert process.stdout
        with process.stdin, process.stdout:
            process.stdin.write(typed.encode())
            process.stdin.close()
            status = process.wait(timeout=patience)
            os.set_blocking(process.stdout.fileno(), False)  # services that outlive the call keep the pipe open
            return status, (process.stdout.read() or b"").decode("utf-8", "replace")

    @contextmanager
    def kept_up(self) -> Iterator[None]:
        """Leave a command window open: starting Windows anew for each call takes seconds."""
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen([self._wine, "cmd"], env=self._surroundings, stdin=subprocess.PIPE, **quiet) as window:  # noqa: S603  (our own command)
            yield
            window.communicate(b"exit\r\n", timeout=60)

    @contextmanager
    def started(self, *command: str) -> Iterator[None]:
        """Have another program of Windows run meanwhile."""
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        with subprocess.Popen([self._wine, *command], cwd=self.folder, env=self._surroundings, **quiet) as other:  # noqa: S603  (our own commands)
            yield
            other.kill()

    def starter(self, name: str, typed: str = "\n", patience: int = 100) -> tuple[int, str]:
        """Double click a starter: a window that starts in its folder."""
        return self.run("cmd", "/c", f"{name}.bat", typed=typed, patience=patience)
