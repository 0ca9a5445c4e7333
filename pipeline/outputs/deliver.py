"""Delivery (交付): the files of one workbook, written into its folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model.contract import HANDBACK_PREFIX, LAYOUTS
from pipeline.model.policy import policy
from pipeline.model.text import printable
from pipeline.outputs import files, seal
from pipeline.outputs.names import RESULT_JSON, safe_name, stem_of
from pipeline.outputs.result import Result, Verdict, to_json
from pipeline.outputs.word.pdf import is_stale, to_pdf

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

RESULT_PAGE = "校验结果.html"
FORMS = "项目支出绩效自评表"
DRAFT_PREFIX = "草稿-"
NEEDED_FOR_REPORT = ("info", "projects", "paragraphs")


@dataclass(frozen=True, slots=True)
class Wish:
    """How reports are to be written: the layout (None: as the workbook says), and whether as PDF too."""

    layout: str | None = None
    pdf: bool = False


@dataclass(frozen=True, slots=True)
class Delivered:
    """What lies in a workbook's folder now: the report (None where there is none) and remarks for the console.

    Not `whole` where another program holds one of its files.
    """

    result: Result
    folder: Path
    report: Path | None = None
    remarks: tuple[str, ...] = ()
    whole: bool = True


def _is_draft(result: Result) -> bool:
    return result.verdict is Verdict.FAILED


def _documents(result: Result, layout: str | None) -> dict[str, bytes]:
    """Write report and forms in memory, keyed by file name; empty where a sheet they need is missing."""
    from pipeline.outputs.compose import compose  # noqa: PLC0415  (Word libraries are heavy; validate never needs them)
    from pipeline.outputs.forms.write import write_forms  # noqa: PLC0415  (as above)
    from pipeline.outputs.report.write import write_report  # noqa: PLC0415  (as above)

    book = result.book
    if book is None or not all(book.has(table) for table in NEEDED_FOR_REPORT):
        return {}
    draft = _is_draft(result)
    prefix = DRAFT_PREFIX if draft else ""
    document = compose(book, result.figures, policy())
    wanted, found = layout or book.info.layout or LAYOUTS[0], result.findings
    forms = write_forms(book, policy(), draft=draft, findings=found, layout=wanted)
    return {
        f"{prefix}{safe_name(document.title)}.docx": write_report(document, draft=draft, findings=found, layout=wanted),
        f"{prefix}{FORMS}.docx": forms,
    }


def _drop_stale(folder: Path, written: Collection[Path]) -> None:
    """Remove this workbook's Word files of an earlier run; what a person has edited is kept."""
    expected = {f"{FORMS}.docx", f"{DRAFT_PREFIX}{FORMS}.docx"}
    expected |= {path.name.removeprefix(DRAFT_PREFIX) for path in written}
    expected |= {DRAFT_PREFIX + name for name in expected}
    for path in sorted(folder.glob("*.docx")):
        ours = path.name in expected or files.made_from(path) is not None
        if ours and path not in written and not path.name.startswith(files.KEPT_PREFIX):
            files.drop(path)


def _beside(path: Path, wanted: Path) -> list[str]:
    """Say so where a file had to take another name, as a program holds the one of its own."""
    return [] if path == wanted else [f"“{wanted.name}”正在别的程序里打开，新的写在“{path.name}”。"]


def _put_documents(result: Result, folder: Path, wish: Wish) -> tuple[list[Path], tuple[str, ...]]:
    """Write report and forms, in this order; none where a sheet they need is missing."""
    remarks: list[str] = []
    written: list[Path] = []
    for name, content in _documents(result, wish.layout).items():
        wanted = folder / name
        path = files.put(wanted, seal.seal(content, result.sha256))
        written.append(path)
        remarks += _beside(path, wanted)
    _drop_stale(folder, written)
    if wish.pdf and written:
        remarks += filter(None, [to_pdf(written)])
    for stale in filter(is_stale, sorted(folder.glob("*.pdf"))):
        files.drop(stale)
    return written, tuple(remarks)


def _put_handback(result: Result, data: bytes, folder: Path, source: Path) -> tuple[Path, list[str]]:
    """Write the handed-back copy; where it is, and what to say of that."""
    from pipeline.outputs.handback import hand_back  # noqa: PLC0415  (only where there is something to hand back)

    path = folder / f"{HANDBACK_PREFIX}{safe_name(stem_of(result.workbook))}.xlsx"
    content = seal.seal(hand_back(data, result.findings), result.sha256)
    same_file = path.exists() and source.exists() and path.samefile(source)
    if not same_file:
        written = files.put(path, content)
        return written, _beside(written, path)
    path = files.numbered(path)
    files.write_whole(path, content)
    return path, []


def _older_report(result: Result, folder: Path) -> str | None:
    """Say so where a report in the folder was made from another state of the workbook."""
    made_from = {files.made_from(path) for path in folder.glob("*.docx")} - {None}
    return "文件夹里的报告是用改动之前的工作簿生成的，请重新生成报告。" if made_from - {result.sha256} else None


def _put_page(result: Result, folder: Path, documents: Sequence[Path], handback: Path | None) -> None:
    from pipeline.outputs.page.pages import result_page  # noqa: PLC0415  (a sound workbook's validation needs no page)

    names = [path.name for path in documents]
    page = result_page(
        result,
        report_name=names[0] if names else None,
        forms_name=names[1] if names else None,
        note=_older_report(result, folder),
        handback_name=handback.name if handback else None,
    )
    files.write_whole(folder / RESULT_PAGE, printable(page).encode())


def deliver_sound(workbook: str, text: bytes, folder: Path) -> None:
    """Write the json of a sound workbook; page and handed-back copy of an earlier state go."""
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        folder.mkdir(exist_ok=True)  # (a file of that name is an error still)
        files.clean(folder)
        for stale in (RESULT_PAGE, f"{HANDBACK_PREFIX}{safe_name(stem_of(workbook))}.xlsx"):
            files.drop(folder / stale)
    files.write_whole(folder / RESULT_JSON, text)


def deliver(result: Result, data: bytes | None, folder: Path, source: Path, wish: Wish | None) -> Delivered:
    """Write a workbook's files; without a wish for reports, page and handed-back copy only where needed."""
    if wish is None and result.verdict is Verdict.PASSED:
        deliver_sound(result.workbook, to_json(result).encode(), folder)
        return Delivered(result, folder)
    folder.mkdir(parents=True, exist_ok=True)
    files.clean(folder)
    documents, remarks = _put_documents(result, folder, wish) if wish else ([], ())
    readable = result.book is not None and data is not None
    handback, said = _put_handback(result, data, folder, source) if readable and data else (None, [])
    _put_page(result, folder, documents, handback)
    files.write_whole(folder / RESULT_JSON, to_json(result).encode())
    return Delivered(result, folder, documents[0] if documents else None, (*remarks, *said))
