"""The index (index.html): every workbook with results in the output folder, those of this run first."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.model.findings import Severity
from pipeline.outputs import files
from pipeline.outputs.deliver import RESULT_PAGE
from pipeline.outputs.names import RESULT_JSON
from pipeline.outputs.page import IndexEntry, index_page
from pipeline.outputs.result import Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from pipeline.outputs.deliver import Delivered

INDEX_PAGE = "index.html"
SEVERAL = "同一单位、同一年度有几份工作簿，请确认以哪一份为准。"


def _report_of(folder: Path) -> str | None:
    """Name the report in a folder: the first Word file of ours that is no form and was not set aside."""
    names = sorted(path.name for path in folder.glob("*.docx") if not path.name.startswith(files.KEPT_PREFIX))
    return next((name for name in names if "自评表" not in name), None)


def _entry(folder: Path, this_run: Collection[Path]) -> IndexEntry | None:
    """Read back what a folder holds; None where its json is not one of ours."""
    try:
        content = json.loads((folder / RESULT_JSON).read_text(encoding="utf-8"))
        severities = Counter(finding["severity"] for finding in content["findings"])
        unit, year = content["unit"], content["year"]
        workbook, verdict = str(content["workbook"]), Verdict(content["verdict"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return IndexEntry(
        folder=folder.name,
        workbook=workbook,
        unit=unit,
        year=year,
        verdict=verdict,
        critical=severities[Severity.CRITICAL],
        warning=severities[Severity.WARNING],
        info=severities[Severity.INFO],
        this_run=folder in this_run,
        page=RESULT_PAGE if (folder / RESULT_PAGE).is_file() else None,
        report=_report_of(folder),
        json=RESULT_JSON,
        handback=next((path.name for path in sorted(folder.glob("批注-*.xlsx"))), None),
    )


def _marked(entries: Sequence[IndexEntry]) -> list[IndexEntry]:
    """Mark the workbooks that share unit and year with another one."""
    owners: Counter[tuple[str | None, int | None]] = Counter(
        (entry.unit, entry.year) for entry in entries if entry.unit
    )
    return [replace(entry, shared=SEVERAL if owners[entry.unit, entry.year] > 1 else None) for entry in entries]


def write_index(output: Path, delivered: Sequence[Delivered]) -> None:
    """Write index.html over every result below the output folder."""
    this_run = {item.folder for item in delivered}
    folders = sorted(path for path in output.iterdir() if path.is_dir())
    entries = [entry for folder in folders if (entry := _entry(folder, this_run))]
    files.write_whole(output / INDEX_PAGE, index_page(_marked(entries)).encode())
