"""`make mutation`: how many mutants of money, sums, scores and guard the tests tell from the program (Linux, macOS).

Each mutant is tried in a process forked from one that has the heavy libraries loaded; only the tests that run the
changed line are asked, told by coverage. What survives is printed, and held against tests/mutation/survivors.md: a
survivor that is not explained there fails the run. mutmut leaves decorated functions and constants alone (our rules
are decorated), cosmic-ray edits the files of the working tree: hence these few lines of our own.
"""

from __future__ import annotations

import argparse
import functools
import gc
import importlib.abc
import importlib.util
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import CodeType

from tests.mutation.mutants import Mutant, mutants

HOME = Path(__file__).resolve().parents[2]
SURVIVORS = Path(__file__).with_name("survivors.md")
SUMS = ("tests/checks/test_sums_edges.py", "tests/checks/test_totals_edges.py", "tests/checks/test_reconcile.py")
SCORES = (
    "tests/model/test_scoring_gaps.py",
    "tests/model/test_scoring.py",
    "tests/model/test_scoring_edges.py",
)
SUM_ROWS = ("tests/checks/test_sum_rows.py",)
TOKENS = ("tests/model/test_tokens.py", "tests/prose/test_tokens_used.py")
GUARD = (  # the quickest first: the first that fails is enough
    "tests/intake/test_grammar.py",
    "tests/intake/test_archive.py",
    "tests/intake/test_wellformed.py",
    "tests/intake/test_texts.py",
    "tests/intake/test_plain.py",
    "tests/intake/test_package.py",
    "tests/intake/test_kind.py",
    "tests/intake/test_extent.py",
    "tests/intake/test_inflate.py",
    "tests/intake/test_bounds.py",
    "tests/intake/test_mutants_of_guard.py",
    "tests/intake/test_plain_texts.py",
    "tests/intake/test_guard_edges.py",
    "tests/intake/test_deep_parts.py",
    "tests/intake/test_guard.py",
    "tests/intake/test_read.py",
    "tests/intake/test_load.py",
)
_GUARD = (
    "archive",
    "bounds",
    "extent",
    "grammar",
    "guard",
    "inflate",
    "kind",
    "package",
    "plain",
    "plain_texts",
    "refusals",
)
_GUARD += ("texts", "wellformed")
MODULES = {
    "model/money": ("tests/model/test_money.py", "tests/model/test_money_edges.py"),
    "model/scoring": SCORES,
    "checks/sums": SUMS,
    "checks/totals": SUMS,
    "checks/reconcile": SUMS,
    "checks/references": (*SUMS, "tests/checks/test_expect.py", "tests/checks/test_expect_projects.py"),
    "checks/score": ("tests/checks/test_score_edges.py", "tests/checks/test_score.py"),
    "checks/row_score": (
        "tests/checks/test_row_score_edges.py",
        "tests/checks/test_score_edges.py",
        "tests/checks/test_expect_indicators.py",
    ),
    "checks/added_up": SUM_ROWS,
    "checks/sum_rows": SUM_ROWS,
    "model/tokens": TOKENS,
    "model/token_words": TOKENS,
    "outputs/result": ("tests/outputs/test_result_json.py",),
    "verify/foreign/amounts": ("tests/verify/test_rounding.py", "tests/verify/test_form_sums.py"),
    "verify/foreign/rounding": ("tests/verify/test_rounding.py", "tests/verify/test_form_sums.py"),
    "verify/foreign/form_sums": ("tests/verify/test_form_sums.py",),
    "night/unchanged": ("tests/night/test_unchanged.py",),
    **{f"intake/safety/{name}": GUARD for name in _GUARD},
}
SECONDS = 60
HEAVY = ("pytest", "hypothesis", "pandas", "numpy", "lxml.etree", "openpyxl", "python_calamine", "docx")
HEAVY += ("great_expectations",)


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.SourceLoader):
    """Loads one module from changed code."""

    def __init__(self, name: str, path: Path, code: str) -> None:
        self._name, self._path, self._code = name, path, code

    def find_spec(self, fullname: str, _path: object, _target: object = None) -> object:  # type: ignore[override]
        """Answer for that module only."""
        return importlib.util.spec_from_loader(fullname, self) if fullname == self._name else None

    def get_filename(self, _fullname: str) -> str:
        """Name the file that the code stands for."""
        return str(self._path)

    def get_data(self, _path: str) -> bytes:
        """Give the changed code."""
        return self._code.encode()

    def get_code(self, fullname: str) -> CodeType:
        """Compile it, never from a cache."""
        return self.source_to_code(self._code.encode(), self.get_filename(fullname))


Contexts = dict[str, dict[int, set[str]]]


@functools.cache
def _covering(tests: tuple[str, ...]) -> Contexts:
    """Run the tests once; which of them run which line of which file. SystemExit where they fail without a mutant."""
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        data, settings = Path(folder, "coverage"), Path(folder, "coveragerc")
        settings.write_text("[run]\ndynamic_context = test_function\nsource = pipeline\n", encoding="utf-8")
        measured = ["-m", "coverage", "run", f"--rcfile={settings}", f"--data-file={data}"]
        command = [sys.executable, *measured, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *tests]
        done = subprocess.run(command, cwd=HOME, check=False, capture_output=True)  # noqa: S603  (our own arguments)
        if done.returncode:
            sys.exit(f"these tests fail without a mutant:\n{done.stdout.decode()[-2000:]}")
        return _contexts(data)


def _contexts(data: Path) -> Contexts:
    """Read what coverage wrote: the tests of each line of each file."""
    from coverage.numbits import numbits_to_nums  # noqa: PLC0415  (the tool itself is needed here only)

    found: Contexts = {}
    with sqlite3.connect(data) as base:
        rows = base.execute(
            "select file.path, context.context, line_bits.numbits from line_bits "
            "join context on context.id = context_id join file on file.id = file_id"
        ).fetchall()
    for path, context, bits in rows:
        for line in numbits_to_nums(bits):
            found.setdefault(path, {}).setdefault(line, set()).add(context)
    return found


def _words(contexts: set[str], tests: Sequence[str]) -> list[str]:
    """Turn what coverage calls a test into what pytest does, in the order of the files; all for a line of an import."""
    if not contexts or "" in contexts:
        return list(tests)
    functions = [context.rpartition(".") for context in sorted(contexts)]
    named = [f"{path}::{name}" for path in tests for module, _, name in functions if module.endswith(Path(path).stem)]
    return named or list(tests)


def _start(name: str, path: Path, mutant: Mutant, words: Sequence[str]) -> int:
    """Let the tests look at a mutant, in a process of its own; one that hangs ends by the alarm, and so is noticed."""
    child = os.fork()
    if child == 0:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        signal.alarm(SECONDS)
        sys.meta_path.insert(0, _Changed(name, path, mutant.code))
        import pytest  # noqa: PLC0415  (loaded before the fork)

        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # looking for plugins takes longer than most of the tests
        options = ["-q", "-x", "-p", "no:cacheprovider", "-p", "_hypothesis_pytestplugin", "--no-header"]
        os._exit(int(pytest.main([*options, *words])))
    return child


def _survivors(tried: Iterable[Mutant], start: Callable[[Mutant], int], jobs: int) -> list[Mutant]:
    """Try mutants, some at a time; those that no test noticed, in order of place."""
    running: dict[int, Mutant] = {}
    lived: list[Mutant] = []

    def wait_for_one() -> None:
        child, status = os.wait()
        mutant = running.pop(child)
        if status == 0:
            lived.append(mutant)

    for mutant in tried:
        if len(running) == jobs:
            wait_for_one()
        running[start(mutant)] = mutant
    while running:
        wait_for_one()
    return sorted(lived, key=lambda one: (one.line, one.name))


def _module(key: str, tests: tuple[str, ...], jobs: int) -> tuple[int, list[Mutant]]:
    """Try all mutants of a module; how many there were and which survived."""
    path = HOME / "pipeline" / f"{key}.py"
    name = f"pipeline.{key.replace('/', '.')}"
    covering = _covering(tests).get(str(path), {})
    tried = list(mutants(path.read_text(encoding="utf-8")))

    def start(one: Mutant) -> int:
        return _start(name, path, one, _words(covering.get(one.line, set()), tests))

    return len(tried), _survivors(tried, start, jobs)


def main() -> int:
    """Try the mutants of the modules asked for; 1 where one survives that nobody has explained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", choices=[*MODULES, []], help="all where none is named")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="mutants tried at once")
    asked = parser.parse_args()
    sys.path.insert(0, str(HOME))
    for heavy in HEAVY:
        importlib.import_module(heavy)
    gc.freeze()  # what every process shares is not looked through again in each of them
    gc.disable()
    explained = SURVIVORS.read_text(encoding="utf-8")
    mutants_in_all = survivors = unexplained = 0
    for key in asked.modules or MODULES:
        started = time.monotonic()
        tried, lived = _module(key, MODULES[key], asked.jobs)
        print(f"{key}: {tried} mutants, {len(lived)} survive, {time.monotonic() - started:.0f} s", flush=True)  # noqa: T201
        for one in lived:
            known = f"`{key}` {one.name}" in explained
            unexplained += not known
            print(f"  {'known' if known else 'NEW  '} {key}:{one.line} {one.name}", flush=True)  # noqa: T201
        mutants_in_all += tried
        survivors += len(lived)
    killed, known = mutants_in_all - survivors, survivors - unexplained
    print(f"{mutants_in_all} mutants: {killed} killed, {known} explained, {unexplained} unexplained")  # noqa: T201
    return int(unexplained > 0)


if __name__ == "__main__":
    sys.exit(main())
