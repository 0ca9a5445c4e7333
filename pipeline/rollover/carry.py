"""Carrying over (结转): last year's book becomes the rows of next year's, its results left behind."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.checks.prose import read_prose
from pipeline.intake.blank.extras import Tone
from pipeline.model import money
from pipeline.model.before import GUIDE
from pipeline.model.contract import FUNDINGS, INFO
from pipeline.model.policy import policy
from pipeline.model.year_words import YEAR, years_in
from pipeline.rollover.draft import Draft, Row, write_draft
from pipeline.rollover.indicators import carry_indicators
from pipeline.rollover.paragraphs import carry_paragraphs
from pipeline.rollover.remember import remember
from pipeline.rollover.wording import Cut, cut, renew, renew_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model.book import Book, Project

STANDING = (
    "unit",
    "label",
    "cap",
    "preset",
    "layout",
    "office_from",
    "party_from",
    "author",
    "reviewer",
    "phone",
    "email",
)
NEW = {
    "control": "上年：{} 元。请照今年账上的支出总数输入",
    "count": "上年：{} 个",
    "score": "上年：{} 分",
    "filled_on": "上年：{}",
}
AMOUNTS = ("initial", "budget", "spent")
PURPOSE = (
    "黄色的格子要填今年的内容，填好后颜色自动消失，可不填的没有就留空；"
    "橙色的格子沿用了上年的内容，请看一眼今年是否仍然如此。"
)
_YUAN = Decimal(100)


def yuan(fen: int | None) -> Decimal | None:
    """Give an amount as the workbook holds it."""
    return None if fen is None else Decimal(fen) / _YUAN


def _info(book: Book, draft: Draft) -> None:
    info = book.info
    row: Row = {key: getattr(info, key) for key in STANDING}
    for field in INFO.fields:
        if field.key in row and field.key in {"cap", "office_from", "party_from"}:
            row[field.key] = yuan(getattr(info, field.key))
    row["year"] = None if info.year is None else info.year + 1
    draft.add("info", row)
    for key, note in NEW.items():
        last = getattr(info, key)
        shown = money.yuan_text(last) if key == "control" and last is not None else last
        draft.mark("info", 0, key, Tone.FILL, "" if last is None else note.format(shown) + "。")
    if info.label:
        draft.mark("info", 0, "label", Tone.LOOK, "沿用上年的附件编号，请按今年的通知核对。")
    if info.title:
        _title(info.title, info.year, draft)


def _title(title: str, year: int | None, draft: Draft) -> None:
    """Put the new year into a title that a person typed; one that names other years or spans of years is asked for."""
    words = list(years_in(title))
    renewed = cut(title, (Cut(word.start, word.end, str(word.year + 1)) for word in words if word.year == year)).text
    known = len(words) == 1 and renewed != title
    if known or not re.search(YEAR, title):
        draft.content["info"][0]["title"] = renewed
        note = "年份已改成今年，请核对。" if known else "今年沿用，请核对。"
        draft.mark("info", 0, "title", Tone.LOOK, f"上年的标题：{title}。{note}")
    else:
        draft.content["info"][0]["title"] = None
        draft.mark("info", 0, "title", Tone.FILL, f"上年的标题：{title}。")


def _ended(book: Book, project: Project) -> str | None:
    """Find the word in a project's texts that says that it may not go on."""
    own = (row.text or "" for row in book.paragraphs if row.project == project.number and project.number is not None)
    text = "\n".join((project.name or "", project.goal or "", project.outcome or "", *own))
    return next((word for word in policy().years.ended if word in text), None)


def _name_notes(book: Book, project: Project) -> Iterator[tuple[str, Tone, str]]:
    ended = _ended(book, project)
    if ended:
        yield "name", Tone.LOOK, f"上年的文字里有“{ended}”，这个项目今年可能不再有：没有的，请把它的各行都删去。"
    if project.funding and FUNDINGS[1] in project.funding:
        yield "funding", Tone.LOOK, "上年用的是结转资金，请按今年的资金来源核对。"


def _carry_project(book: Book, project: Project, draft: Draft) -> None:
    year = book.info.year
    name, short = renew_name(project.name or "", year), renew_name(project.short or "", year)
    goal = renew(project.goal or "", year)
    row: Row = {
        "number": project.number,
        "name": name.text or None,
        "short": short.text or None,
        "goal": goal.text or None,
    }
    at = draft.add("projects", row | {"department": project.department, "funding": project.funding})
    notes = {key: (tone, note) for key, tone, note in _name_notes(book, project)}
    for key, renewed, last in (("name", name, project.name), ("short", short, project.short)):
        if renewed.open:
            more = notes.pop(key, (Tone.FILL, ""))[1]
            draft.mark(
                "projects", at, key, Tone.FILL, f"上年：{last}。名称里有上年的年份，请按今年的批复文件填写。{more}"
            )
    for key, (tone, note) in notes.items():
        draft.mark("projects", at, key, tone, note)
    for key in AMOUNTS:
        fen = getattr(project, key)
        draft.mark("projects", at, key, Tone.FILL, "" if fen is None else f"上年：{money.yuan_text(fen)} 元")
    moved = f"上年：{project.adjusted_on}" if project.adjusted_on else ""
    draft.mark("projects", at, "adjusted_on", Tone.FILL, moved)
    said = f"上年：{project.goal}" if project.goal else ""
    draft.mark("projects", at, "goal", Tone.FILL if goal.open or not project.goal else Tone.LOOK, said)
    draft.mark("projects", at, "outcome", Tone.FILL, f"上年：{project.outcome}" if project.outcome else "")


def _parts(book: Book, draft: Draft) -> None:
    """Carry which money a project has; how much is this year's."""
    for part in book.parts:
        at = draft.add("parts", {"project": part.project, "category": part.category})
        if part.category == FUNDINGS[1]:
            draft.mark("parts", at, "category", Tone.LOOK, "上年有结转资金，请按今年的资金来源核对。")
        for key in AMOUNTS:
            fen = getattr(part, key)
            draft.mark("parts", at, key, Tone.FILL, "" if fen is None else f"上年：{money.yuan_text(fen)} 元")


def carry(book: Book) -> Draft:
    """Carry a book over to the next year; amounts, actuals, scores, payments and explanations stay behind."""
    draft = Draft()
    _info(book, draft)
    for project in book.projects:
        _carry_project(book, project, draft)
    carry_indicators(book, draft)
    carry_paragraphs(book, read_prose(book)[1], draft)
    _parts(book, draft)
    return draft


def roll_over(book: Book) -> bytes:
    """Write next year's workbook of a book."""
    return write_draft(carry(book), GUIDE, PURPOSE, remember(book, policy()))
