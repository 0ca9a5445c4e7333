"""Filling (填表): what a report and its forms say, as rows of a workbook, each marked by how sure it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.intake.blank.extras import Tone
from pipeline.intake.blank.styles import MOST_CHARACTERS
from pipeline.intake.fold import fold
from pipeline.model import money
from pipeline.model.contract import FUNDINGS, PROJECTS
from pipeline.model.policy import policy
from pipeline.rollover.draft import Draft, Row
from pipeline.rollover.report.binding import bind
from pipeline.rollover.report.goals import composed, spoken
from pipeline.verify.foreign.listing import read_amount

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.rollover.report.binding import Bound
    from pipeline.rollover.report.forms import Form
    from pipeline.rollover.report.lines import Listed, Report

_SCORE = re.compile(r"自评(?:得分|评分|总分|综合得分)[^0-9。；]{0,6}([0-9]{1,3}(?:\.[0-9]{1,2})?)\s*分")
_LIMIT = r"([0-9][0-9,.]*\s*万?元)[（(含）)及]*以上[^。；，]{0,24}?"
_LIMITS = {"office_from": re.compile(_LIMIT + "行政办公会"), "party_from": re.compile(_LIMIT + "党工委")}
_YUAN = Decimal(100)
AMOUNTS = ("initial", "budget", "spent")
ABSENT = "报告里没有，请填。"
NO_FORM = "报告里没有；没有找到这个项目的自评表，请填。"
LOOKS = {
    "control": "抄自报告表格的合计，请与账上的支出总数核对。",
    "score": "抄自报告的文字，请核对。",
    "cap": "从标题里读出，请核对。",
    **dict.fromkeys(_LIMITS, "从正文里读出，请核对。"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one project beyond the list: its form, its goal as the text has it, its short name."""

    form: Form | None
    composed: str | None
    spoken: str | None
    short: str | None


def _yuan(fen: int | None) -> Decimal | None:
    return None if fen is None else Decimal(fen) / _YUAN


def _score(report: Report) -> Decimal | None:
    found = {match[1] for line in report.lines for match in _SCORE.finditer(line.text)}
    return Decimal(found.pop()) if len(found) == 1 else None


def _limit(report: Report, pattern: re.Pattern[str]) -> int | None:
    """Read from which amount on a meeting has to agree, where the report says so once."""
    told = (match[1] for line in report.lines for match in pattern.finditer(line.text))
    found = {read_amount(text, money.FEN_PER_YUAN) for text in told}
    return found.pop() if len(found) == 1 else None


def _info(report: Report, draft: Draft) -> None:
    row: Row = {"unit": report.unit, "year": report.year, "title": report.title, "label": report.label}
    row |= {"cap": _yuan(report.cap), "control": _yuan(report.total)}
    row |= {"count": len(report.projects) or None, "score": _score(report)}
    row |= {key: _yuan(_limit(report, pattern)) for key, pattern in _LIMITS.items()}
    draft.add("info", row)
    for key, value in row.items():
        if value is not None:
            draft.mark("info", 0, key, Tone.LOOK if key in LOOKS else Tone.SURE, LOOKS.get(key, ""))
    for key in ("unit", "year", "control", "score"):
        if row[key] is None:
            draft.mark("info", 0, key, Tone.FILL, ABSENT)


def _form_values(form: Form) -> Row:
    row: Row = {"department": form.department, "goal": form.goal, "outcome": form.outcome}
    row |= {key: _yuan(form.amounts.get(key)) for key in AMOUNTS}
    return row | {"funding": "、".join(it for it in FUNDINGS if it in form.parts) or None}


def _project(listed: Listed, told: Told, draft: Draft) -> None:
    form = _form_values(told.form) if told.form else {}
    row: Row = {"budget": _yuan(listed.budget)} | {key: value for key, value in form.items() if value is not None}
    row["spent"] = row.get("spent") if listed.spent is None else _yuan(listed.spent)
    guessed = told.composed is None and row.get("goal") is None and told.spoken is not None
    of_form = str(row.get("goal") or "")
    row["goal"] = of_form if of_form and told.composed in {None, f"{of_form}。"} else told.composed or told.spoken
    row |= {"number": listed.number, "name": listed.name, "short": told.short}
    at = draft.add("projects", row)
    for field in PROJECTS.fields:
        if row.get(field.key) is not None:
            draft.mark("projects", at, field.key, Tone.SURE)
        elif field.required:
            draft.mark("projects", at, field.key, Tone.FILL, NO_FORM if field.key == "budget" else ABSENT)
    if told.short:
        draft.mark("projects", at, "short", Tone.LOOK, "正文里这样称呼这个项目，请核对。")
    for key in ("spent", "budget") if listed.guessed else ():
        if row.get(key) is not None:
            draft.mark("projects", at, key, Tone.LOOK, "报告的表格没有写单位，按元读出，请核对。")
    if guessed:
        draft.mark("projects", at, "goal", Tone.LOOK, "从一（二）的文字里截取，请核对。")
    spent = told.form.amounts.get("spent") if told.form else None
    if None not in {spent, listed.spent} and spent != listed.spent:
        draft.mark("projects", at, "spent", Tone.LOOK, "报告的表格和自评表里的支出不一样，这里用的是报告的，请核对。")


def _indicators(number: int, form: Form, draft: Draft) -> None:
    for row in form.rows:
        at = draft.add("indicators", {"project": number, **row.values})
        if row.sure:
            draft.mark("indicators", at, "third", Tone.SURE)
        else:
            draft.mark(
                "indicators", at, "direction", Tone.LOOK, "自评表里没有写明方向，或完成值的单位不同，请核对这一行。"
            )
        for key in ("direction", "target", "actual", "weight", "points"):
            if row.values.get(key) is None:
                draft.mark("indicators", at, key, Tone.FILL, ABSENT)
    if len(form.parts) > 1:
        for category, amounts in form.parts.items():
            values = {key: _yuan(amounts.get(key)) for key in AMOUNTS}
            at = draft.add("parts", {"project": number, "category": category, **values})
            draft.mark("parts", at, "category", Tone.SURE)


def _pieces(text: str) -> list[str]:
    """Cut a text that no cell can hold into several at the ends of sentences; none is too long to be checked."""
    if len(text) <= MOST_CHARACTERS:
        return [text]
    most, pieces = policy().text.longest, []
    while len(text) > most:
        end = max(text.rfind(sign, 0, most) for sign in "。；，") + 1 or most
        pieces.append(text[:end])
        text = text[end:]
    return [*pieces, text]


def _paragraph(bound: Bound, draft: Draft) -> None:
    pieces = _pieces(f"{bound.line.number if bound.project is None else ''}{bound.line.text}")
    split = f"报告里这一段太长，一格放不下，分成了 {len(pieces)} 行，请核对。" if len(pieces) > 1 else ""
    note = bound.line.note + split
    for piece in pieces:
        at = draft.add("paragraphs", {"section": bound.line.section, "project": bound.project, "text": piece})
        draft.mark("paragraphs", at, "text", Tone.LOOK if note else Tone.SURE, note)
        if bound.note:
            draft.mark("paragraphs", at, "project", bound.tone, bound.note)


def _by_number(forms: Sequence[Form], projects: Sequence[Listed]) -> Mapping[int, Form]:
    """Match forms and projects by name; those of one name in their order, where each of the projects has its form."""
    own: dict[str, list[Form]] = {}
    listed: dict[str, list[int]] = {}
    for form in forms:
        own.setdefault(fold(form.name), []).append(form)
    for project in projects:
        listed.setdefault(fold(project.name), []).append(project.number)
    return {
        number: form
        for name, numbers in listed.items()
        if len(own.get(name, ())) == len(numbers)
        for number, form in zip(numbers, own[name], strict=True)
    }


def _said(form: Form) -> str:
    """Join what a form says of its project, so that a paragraph may be known by its words."""
    thirds = [str(row.values["third"]) for row in form.rows]
    return "。".join([*thirds, form.goal or "", form.outcome or ""])


def fill(report: Report, forms: Sequence[Form]) -> Draft:
    """Fill a workbook with what a report and its forms say."""
    draft, by_number = Draft(), _by_number(forms, report.projects)
    said = {number: _said(form) for number, form in by_number.items()}
    bounds, shorts = bind(report.lines, report.projects, said)
    names = {project.number: project.name for project in report.projects}
    made, told = composed(bounds, names), spoken(bounds, names)
    _info(report, draft)
    for project in report.projects:
        number = project.number
        one = Told(by_number.get(number), made.get(number), told.get(number), shorts.get(number))
        _project(project, one, draft)
        if one.form:
            _indicators(number, one.form, draft)
    for bound in bounds:
        if bound.line.section != "一（二）" or bound.project not in made:
            _paragraph(bound, draft)
    if not draft.content["indicators"]:
        for key in ("project", "third"):
            draft.mark("indicators", 0, key, Tone.FILL, "没有找到自评表：各项目的绩效指标请照自评表填写。")
    return draft
