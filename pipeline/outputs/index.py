"""The index (index.html): every workbook with results in the output folder, those of this run first."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.model.contract import HANDBACK_PREFIX
from pipeline.model.findings import Severity
from pipeline.outputs import files
from pipeline.outputs.deliver import RESULT_PAGE
from pipeline.outputs.names import RESULT_JSON
from pipeline.outputs.page.pages import NIGHT_BEGINS, NIGHT_ENDS, IndexEntry, index_page
from pipeline.outputs.result import Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from pipeline.outputs.deliver import Delivered
    from pipeline.outputs.result import Result

INDEX_PAGE = "index.html"
HISTORY = "history.sqlite"  # as the night names it, which this room must not import
SEVERAL = "同一单位、同一年度有几份工作簿，请确认以哪一份为准。"
SAME = "与这次的“{}”内容完全相同，结果在上面；是改名以前留下的，这个文件夹可以删去。"
FORMER = "同一单位、同一年度另有以前的结果：是另一份工作簿的，请确认以哪一份为准；是改名以前的，可以删去以前的文件夹。"


@dataclass(frozen=True, slots=True)
class Told:
    """What the index tells of one workbook; counts of critical findings, warnings and infos."""

    workbook: str
    unit: str | None
    year: int | None
    verdict: Verdict
    counts: tuple[int, int, int]
    sha256: str = ""


def _documents_of(names: Sequence[str]) -> tuple[str | None, str | None]:
    """Name report and forms in a folder: the first Word files of ours of each kind that were not set aside."""
    words = [name for name in names if name.endswith(".docx") and not name.startswith((files.KEPT_PREFIX, "~$"))]
    report = next((name for name in words if "自评表" not in name), None)
    return report, next((name for name in words if "自评表" in name), None)


def told_by(folder: Path) -> Told | None:
    """Read back what a folder holds; None where its json is not one of ours."""
    if not os.path.isfile(folder / RESULT_JSON):  # noqa: PTH113  (a Path raises where it may not look)
        return None
    try:
        content = json.loads((folder / RESULT_JSON).read_text(encoding="utf-8"))
        severities = Counter(finding["severity"] for finding in content["findings"])
        counts = severities[Severity.CRITICAL], severities[Severity.WARNING], severities[Severity.INFO]
        workbook, verdict, sha256 = str(content["workbook"]), Verdict(content["verdict"]), str(content["sha256"])
        return Told(workbook, content["unit"], content["year"], verdict, counts, sha256)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _told(result: Result) -> Told:
    """Tell what a folder does not, whose json could not be written."""
    counts = (result.count(Severity.CRITICAL), result.count(Severity.WARNING), result.count(Severity.INFO))
    return Told(result.workbook, result.unit, result.year, result.verdict, counts, result.sha256)


def _names_in(folder: Path) -> list[str]:
    """List the files of a folder; none where it may not be entered."""
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError:
        return []


def _entry(folder: Path, told: Told | None, *, this_run: bool) -> IndexEntry | None:
    """Lay out one folder: what is told of its workbook, and the files that are there."""
    told = told or told_by(folder)
    if told is None:
        return None
    names = _names_in(folder)
    critical, warning, info = told.counts
    report, forms = _documents_of(names)
    return IndexEntry(
        folder=folder.name,
        workbook=told.workbook,
        unit=told.unit,
        year=told.year,
        verdict=told.verdict,
        critical=critical,
        warning=warning,
        info=info,
        this_run=this_run,
        sha256=told.sha256,
        page=RESULT_PAGE if RESULT_PAGE in names else None,
        report=report,
        forms=forms,
        json=RESULT_JSON,
        handback=next((name for name in names if name.startswith(HANDBACK_PREFIX) and name.endswith(".xlsx")), None),
    )


def _marked(entries: Sequence[IndexEntry]) -> list[IndexEntry]:
    """Mark the workbooks that share unit and year with another one, and those that bear another name by now."""
    now = {entry.sha256: entry.workbook for entry in entries if entry.this_run and entry.sha256}
    renamed = [not entry.this_run and entry.sha256 in now for entry in entries]
    standing = [entry for entry, gone in zip(entries, renamed, strict=True) if entry.unit and not gone]
    owners = Counter((entry.unit, entry.year) for entry in standing)
    current = Counter((entry.unit, entry.year) for entry in standing if entry.this_run)
    marked = []
    for entry, gone in zip(entries, renamed, strict=True):
        key = entry.unit, entry.year
        several = (FORMER if current[key] == 1 else SEVERAL) if owners[key] > 1 else None
        told = SAME.format(now[entry.sha256]) if gone else several
        marked.append(replace(entry, shared=told, renamed=gone))
    return marked


def index_entries(output: Path, this_run: Collection[str], told: Mapping[str, Told]) -> list[IndexEntry]:
    """List every result below the output folder; folders by name, `told` spares reading a json again."""
    with os.scandir(output) as found:
        folders = sorted(entry.name for entry in found if entry.is_dir())
    entries = (_entry(output / name, told.get(name), this_run=name in this_run) for name in folders)
    return _marked([entry for entry in entries if entry])


def last_night(output: Path) -> str:
    """Cut the last night's section out of the index that is there; empty where no night was, or it is not ours."""
    if not (output / HISTORY).exists():
        return ""
    try:
        page = (output / INDEX_PAGE).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
    _, begun, rest = page.partition(NIGHT_BEGINS)
    section, ended, _ = rest.partition(NIGHT_ENDS)
    return section if begun and ended else ""


def write_index(output: Path, delivered: Sequence[Delivered]) -> None:
    """Write index.html over every result below the output folder; what the last night said stays in it."""
    unwritten = {item.folder.name: _told(item.result) for item in delivered if not item.whole}
    entries = index_entries(output, {item.folder.name for item in delivered}, unwritten)
    files.write_whole(output / INDEX_PAGE, index_page(entries, kept=last_night(output)).encode())
