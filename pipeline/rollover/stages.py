"""The stages of a rollover: a workbook of last year, or a finished report, in; a workbook to fill in out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.intake.apart import load_apart
from pipeline.intake.blank.extras import Tone
from pipeline.intake.rows import which
from pipeline.intake.sources import Source, fetch
from pipeline.model.contract import BY_KEY
from pipeline.outputs.deliver import FORMS
from pipeline.outputs.names import safe_name, stem_of
from pipeline.rollover.carry import roll_over
from pipeline.rollover.from_report import count, workbook_of
from pipeline.verify.reading.opening import UnreadableError

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.model.book import Book

NEEDED = ("info", "projects")
REPORT_SUFFIX = ".docx"
OTHER_REPORTS = frozenset({".doc", ".docm", ".wps", ".odt", ".rtf"})


class NotRolledError(Exception):
    """The file gives nothing to carry over; the text is the Chinese sentence why, and what to do."""


@dataclass(frozen=True, slots=True)
class Rolled:
    """A workbook to fill in: its file name, its bytes, and what there is to say about it."""

    name: str
    content: bytes
    told: tuple[str, ...] = ()


def file_name(unit: str | None, year: int | None, otherwise: str) -> str:
    """Name a workbook by unit and year; by the file it came from where one is missing."""
    return f"{safe_name(f'{unit}-{year}' if unit and year else f'{otherwise}-结转')}.xlsx"


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        message = f"“{path}”是文件夹，请指定里面的一份文件：上年的工作簿（.xlsx）或写好的报告（.docx）。"
        raise NotRolledError(message)
    if path.suffix.lower() in OTHER_REPORTS:
        message = f"“{path.name}”不是 .docx 格式，请用 Word 或 WPS 打开，另存为 .docx 后再运行一次。"
        raise NotRolledError(message)
    data = fetch(Source(path.name, path))
    if not isinstance(data, bytes):
        message = f"{data.message}{data.fix}"
        raise NotRolledError(message)
    return data


def read_last(path: Path) -> tuple[Book, tuple[str, ...]]:
    """Read last year's workbook, and what is to be said of it; NotRolledError where there is nothing to carry over."""
    book, findings = load_apart(_bytes(path), path.name)
    if book is None:
        message = f"“{path.name}”：{findings[0].message}{findings[0].fix}"
        raise NotRolledError(message)
    missing = [BY_KEY[key].name for key in NEEDED if not book.has(key)]
    if missing or not book.projects:
        names = "、".join(missing) or "项目清单里的项目"
        message = f"“{path.name}”里没有找到{names}，没有可以沿用的内容。请确认这是上年的绩效工作簿。"
        raise NotRolledError(message)
    others = next((it.found for it in findings if it.rule is which.EXTRA), "")
    return book, (f"约定之外的工作表没有带过来：{others}。",) if others else ()


def _rolled(book: Book, stem: str, before: tuple[str, ...]) -> Rolled:
    if book.info.year is None:
        message = f"“{book.name}”里没有读到预算年度，分不清哪些是上年的内容。请先在基本信息里填好预算年度，再运行一次。"
        raise NotRolledError(message)
    told = (
        f"已沿用 {len(book.projects)} 个项目、{len(book.indicators)} 条指标、{len(book.paragraphs)} 段正文的框架；"
        "上年的金额、完成值和得分没有带过来，只在批注和“上年对照”里供对照。"
    )
    return Rolled(file_name(book.info.unit, book.info.year + 1, stem), roll_over(book), (*before, told))


def forms_beside(report: Path) -> Path | None:
    """Find the forms in the folder of a report."""
    path = report.with_name(f"{FORMS}{REPORT_SUFFIX}")
    return path if path.is_file() and path != report else None


def _from_report(report: Path, forms: Path | None) -> tuple[Rolled, Book]:
    try:
        content, book, draft = workbook_of(_bytes(report), _bytes(forms) if forms else None)
    except UnreadableError as error:
        message = f"“{report.name}”{f'或“{forms.name}”' if forms else ''}：{error}"
        raise NotRolledError(message) from error
    if not (book.projects or book.paragraphs):
        message = f"“{report.name}”里没有找到项目表，也没有找到“一、项目基本情况”这样的章节，不像一份绩效自评报告。"
        raise NotRolledError(message)
    told = (
        f"从报告里读出 {len(book.projects)} 个项目、{len(book.paragraphs)} 段正文、{len(book.indicators)} 条指标；"
        f"请看一眼橙色的 {count(draft, Tone.LOOK)} 格，黄色的 {count(draft, Tone.FILL)} 格报告里没有、要补填。"
        + ("" if book.indicators else "没有找到自评表：把自评表（.docx）写在命令后面，可以一并读出指标。"),
    )
    return Rolled(file_name(book.info.unit, book.info.year, report.stem), content, told), book


def rolled(path: Path, forms: Path | None = None, *, next_year: bool = False) -> Rolled:
    """Make next year's workbook of a workbook; of a report that of its own year, or of the next where wished."""
    if path.suffix.lower() != REPORT_SUFFIX:
        book, told = read_last(path)
        return _rolled(book, stem_of(path.name), told)
    done, book = _from_report(path, forms or forms_beside(path))
    if not next_year:
        return done
    if not book.projects:
        message = f"“{path.name}”里没有找到项目表，没有可以沿用到下一年的项目。"
        raise NotRolledError(message)
    if book.info.year is None:
        message = (
            f"“{path.name}”的标题里没有读到年度。请先不带 --next-year 运行一次，填好预算年度，再用得到的工作簿结转。"
        )
        raise NotRolledError(message)
    return _rolled(replace(book, name=path.name), path.stem, done.told)
