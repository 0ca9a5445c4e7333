"""Binding (对应): which project of the list a paragraph of a report is about, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
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


def _of_one_name(bounds: Sequence[Bound], binder: Binder) -> Iterator[Bound]:
    """Give the items that begin with a name several projects share to these projects in turn, 章节 by 章节."""
    taken = {(bound.line.section, bound.project) for bound in bounds}
    for bound in bounds:
        named = binder.named(bound.line.text) if bound.project is None and bound.line.number else []
        free = [number for number in named if (bound.line.section, number) not in taken]
        if len(named) > 1 and free:
            taken.add((bound.line.section, free[0]))
            yield Bound(bound.line, free[0], Tone.LOOK, "有同名的项目，按先后对应，请核对。")
        else:
            yield bound


def _between(bounds: Sequence[Bound], projects: Sequence[Listed]) -> Iterator[Bound]:
    """Guess an item nothing bound where the items around it are the projects around just one that has none yet."""
    order = {project.number: at for at, project in enumerate(projects)}
    taken = {(bound.line.section, bound.project) for bound in bounds}
    for above, bound, below in zip([None, *bounds], bounds, [*bounds[1:], None], strict=False):
        first, last = (order.get(one.project or 0) if one else None for one in (above, below))
        if bound.project is None and bound.line.number and first is not None and last == first + 2:
            middle = projects[first + 1].number
            if (bound.line.section, middle) not in taken:
                yield Bound(bound.line, middle, Tone.LOOK, "按前后顺序推测是这个项目，请核对。")
                continue
        yield bound


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
    items = [_item(binder, line) if line.number else Bound(line, None, Tone.SURE) for line in lines]
    first = list(_of_one_name(items, binder))
    for bound in first:
        if bound.project is not None:
            binder.learn(bound.project, bound.line.text)
    bounds: list[Bound] = []
    second = [_second(binder, bound) for bound in first]
    for bound in _between(second, projects):
        above = bounds[-1] if bounds else None
        if _continues(binder, bound.line, above) and above is not None:
            bounds.append(Bound(bound.line, above.project, Tone.LOOK, "接着上一条写，当作同一个项目，请核对。"))
        else:
            bounds.append(bound)
    return _renumbered(_in_turn(bounds)), binder.shorts
