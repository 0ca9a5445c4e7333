"""Inputs and outputs of nights, for the tests of pipeline/night."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

from pipeline.cli import SAMPLE
from pipeline.night.core import Night, validate
from pipeline.night.crew import Crew, Processes
from pipeline.night.history import HISTORY_FILE, History

FAULTY = SAMPLE.with_name("错误示例工作簿.xlsx")
SOUND = SAMPLE.read_bytes()
UNIT = "龙城街道办事处"
# What a worker finds on its path: its parser meets files over which it dies, as calamine does over A1 and XFD1048576,
# or hangs, and its checks one over which they hang.
DEADLY = """
import os, sys, time
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name != "pipeline.night.workers":
            return None
        sys.meta_path.remove(self)
        import pipeline.intake.load as reading
        load = reading.load
        def deadly(data, name):
            if "杀手" in name:
                os.kill(os.getpid(), 9)
            if "自尽" in name:
                os.abort()
            if "停住" in name:
                time.sleep(60)
            return load(data, name)
        reading.load = deadly
        import pipeline.run as run
        check = run.check_all
        def pensive(pool):
            if any("沉思" in loaded.source.name for loaded in pool):
                time.sleep(60)
            return check(pool)
        run.check_all = pensive
        return None
sys.meta_path.insert(0, Finder())
from pipeline.model import policy
read = policy.read_policy
def hasty(path):
    from dataclasses import replace
    rules = read(path)
    return replace(rules, night=replace(rules.night, file_seconds=2.0))
policy.read_policy = hasty
"""


def edited(workbook: bytes, old: str, new: str) -> bytes:
    """Put a text in the place of another in the XML of a workbook, as if it had been typed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(entry, source.read(entry).replace(old.encode(), new.encode()))
    return out.getvalue()


def of_unit(unit: str, workbook: Path = SAMPLE) -> bytes:
    """Make the workbook of another unit."""
    return edited(workbook.read_bytes(), f">{UNIT}<", f">{unit}<")


def lay(folder: Path, **workbooks: bytes) -> Path:
    """Write workbooks into a folder; a double underscore in a name is a subfolder."""
    for name, content in workbooks.items():
        path = folder / (name.replace("__", "/") + ".xlsx")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def night(given: Path, output: Path, crew: Crew | None = None) -> Night:
    """Run a night with the history beside the results; where its crew's start is not tested, with one that stays."""
    output.mkdir(parents=True, exist_ok=True)
    with History(output / HISTORY_FILE) as history:
        return validate(given, output, history, crew or _staying_crew(), lambda *_: None)


@cache
def _staying_crew() -> Processes:
    """Two processes: what they have loaded takes seconds."""
    return Processes(2)


def results(output: Path) -> dict[str, bytes]:
    """Collect every file of every workbook's folder; what may differ between runs is left out."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and path.parent != output
    }


def verdicts(done: Night) -> dict[str, str]:
    """Tell the verdict of each workbook by its name."""
    return {seen.name: seen.verdict.value for seen in done.seen}


def killer() -> bytes:
    """Make what passes for a workbook until a worker opens it."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("杀手", "")
    return out.getvalue()


def deadly_site(folder: Path) -> Path:
    """Write what makes workers die or hang over files called 杀手, 自尽, 停住 and 沉思, for their PYTHONPATH."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(DEADLY, encoding="utf-8")
    return folder
