"""Binding (对应): which project of the list a paragraph of a report is about, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.intake.blank.extras import Tone
from pipeline.rollover.report.binder import EARLY, Binder

if TYPE_CHECKING:
    from pipeline.rollover.report.lines import Line, Listed

CONTINUED = frozenset({"一（二）", "三"})  # 章节 whose unnumbered paragraphs go on with the item above
_WHOLE = re.compile("合计|总计|共计|总额|全部|上述|以上项目|各项目|所有项目|各科室|从各项")


@dataclass(frozen=True, slots=True)
class Bound:
    """A paragraph with its project; `project` None: of no single project, then its number stays in its text."""

    line: Line
    project: int | None
    tone: Tone
    note: str = ""


def _item(binder: Binder, line: Line) -> Bound:
    """Bind an item by name, by short name, by amount."""
    named = binder.by_name(line.text)
    if named is not None:
        binder.call_without_year(named, line.text)
        return Bound(line, named, Tone.SURE)
    called = binder.by_short(line.text)
    if called is not None:
        return Bound(line, called, Tone.SURE)
    spent = binder.by_amount(line.text)
    if spent is not None:
        binder.call(spent, line.text)
        return Bound(line, spent, Tone.LOOK, "按金额对应到这个项目，请核对。")
    return Bound(line, None, Tone.LOOK)


def _second(binder: Binder, bound: Bound) -> Bound:
    """Look again at an item nothing bound, now that short names and words are known."""
    if bound.project is not None or not bound.line.number:
        return bound
    called = binder.by_short(bound.line.text)
    if called is not None:
        return Bound(bound.line, called, Tone.SURE)
    guessed = binder.by_words(bound.line.text)
    if guessed is not None:
        return Bound(bound.line, guessed, Tone.LOOK, "按文字内容推测是这个项目，请核对。")
    return Bound(
        bound.line, None, Tone.LOOK, "没有看出这一条说的是哪个项目，编号留在正文里；是某个项目的，请填序号并删去编号。"
    )


def _continues(binder: Binder, line: Line, above: Bound | None) -> bool:
    """Tell whether an unnumbered paragraph goes on with the item above it."""
    if above is None or above.project is None or line.number or line.section not in CONTINUED:
        return False
    other = binder.by_name(line.text) or binder.by_short(line.text)
    return (
        above.line.section == line.section and not _WHOLE.search(line.text[:EARLY]) and other in {None, above.project}
    )


def _in_turn(bounds: Sequence[Bound]) -> list[Bound]:
    """Leave the number in the text of an item that follows one of the same project: else they would become one."""
    kept: list[Bound] = []
    for bound in bounds:
        above = kept[-1] if kept else None
        repeated = (
            above is not None
            and bound.line.number
            and bound.project is not None
            and (above.project, above.line.section) == (bound.project, bound.line.section)
        )
        kept.append(Bound(bound.line, None, Tone.LOOK, "与上一条是同一个项目，编号留在正文里。") if repeated else bound)
    return kept


def _renumbered(bounds: Sequence[Bound]) -> list[Bound]:
    """Say of each item whose number the workbook's report will print otherwise, which one it will be."""
    told: list[Bound] = []
    count, above = 0, None
    for bound in bounds:
        if above is None or above.line.section != bound.line.section:
            count, above = 0, None
        begins = bound.project is not None and (above is None or above.project != bound.project)
        count += begins
        if begins and re.sub(r"\D", "", bound.line.number).lstrip("0") != str(count):
            note = f"{bound.note}重新生成的报告里，这一条的编号是 {count}。"
            told.append(Bound(bound.line, bound.project, Tone.LOOK, note))
        else:
            told.append(bound)
        above = bound
    return told


def bind(
    lines: Sequence[Line], projects: Sequence[Listed], said: Mapping[int, str]
) -> tuple[list[Bound], Mapping[int, str]]:
    """Bind every paragraph; the second value gives the short names learnt. `said`: further words about a project."""
    binder = Binder(projects)
    for number, text in said.items():
        binder.learn(number, text)
    first = [_item(binder, line) if line.number else Bound(line, None, Tone.SURE) for line in lines]
    for bound in first:
        if bound.project is not None:
            binder.learn(bound.project, bound.line.text)
    bounds: list[Bound] = []
    for bound in (_second(binder, bound) for bound in first):
        above = bounds[-1] if bounds else None
        if _continues(binder, bound.line, above) and above is not None:
            bounds.append(Bound(bound.line, above.project, Tone.LOOK, "接着上一条写，当作同一个项目，请核对。"))
        else:
            bounds.append(bound)
    return _renumbered(_in_turn(bounds)), binder.shorts
