"""Binding (对应): which project of the list a paragraph of a report is about, and how sure that is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.mentions import Kind, find_mentions
from pipeline.intake.blank.extras import Tone

if TYPE_CHECKING:
    from pipeline.rollover.report.lines import Line, Listed

CONTINUED = frozenset({"一（二）", "三"})  # 章节 whose unnumbered paragraphs go on with the item above
_YEAR = re.compile(r"^20\d\d年度?")
_WHOLE = re.compile("合计|总计|共计|总额|全部|上述|以上项目|各项目|所有项目|各科室|从各项")
_HEAD = re.compile(r"(?:的?(?:全年|年初)?预算(?!项目)|共?支出|[，,。：:；;（(\d０-９￥¥])")
_EARLY = 40  # an amount beyond this place is not the item's own
_LONGEST_SHORT = 20
_FEWEST_SHARED = 3
_CLEARLY = 2
_TEXT = 400


@dataclass(frozen=True, slots=True)
class Bound:
    """A paragraph with its project; `project` None: of no single project, then its number stays in its text."""

    line: Line
    project: int | None
    tone: Tone
    note: str = ""


@dataclass
class Binder:
    """Learns while the paragraphs go by: what each project is called, and which words are said of it."""

    projects: Sequence[Listed]
    shorts: dict[int, str] = field(default_factory=dict)
    words: dict[int, Counter[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with the names."""
        for project in self.projects:
            self.learn(project.number, project.name)

    def learn(self, number: int, text: str) -> None:
        """Remember what is said of a project, two characters at a time."""
        self.words.setdefault(number, Counter()).update(_pairs(text))

    def by_name(self, text: str) -> int | None:
        """Find the project whose name the text begins with, the year before it or not; the longest wins."""
        words = _YEAR.sub("", text)
        named = [it for it in self.projects if words.startswith(_YEAR.sub("", it.name))]
        longest = max((len(it.name) for it in named), default=0)
        best = {it.number for it in named if len(it.name) == longest}
        return best.pop() if len(best) == 1 else None

    def by_short(self, text: str) -> int | None:
        """Find the project by what an earlier item called it."""
        best = {number for number, short in self.shorts.items() if text.startswith(short)}
        return best.pop() if len(best) == 1 else None

    def by_amount(self, text: str) -> int | None:
        """Find the one project that spent the first amount of the text, as far as it is printed."""
        first = next((it for it in find_mentions(text[: _EARLY * 2]) if it.kind is Kind.MONEY), None)
        if first is None or first.value is None or first.start > _EARLY or first.high is not None:
            return None
        value, half = Fraction(first.value), Fraction(first.step) / 2
        exact = {it.number for it in self.projects if it.spent == value}
        fits = exact or {it.number for it in self.projects if it.spent is not None and abs(it.spent - value) <= half}
        return fits.pop() if len(fits) == 1 else None

    def by_words(self, text: str) -> int | None:
        """Guess the project whose own words the text shares, where no other comes near."""
        spread = Counter(pair for words in self.words.values() for pair in words)
        shared = {
            number: sum(1 for pair in set(_pairs(text)) if words[pair] and spread[pair] == 1)
            for number, words in self.words.items()
        }
        ranked = [*sorted(shared.values(), reverse=True), 0, 0]
        if ranked[0] < _FEWEST_SHARED or ranked[0] < _CLEARLY * ranked[1]:
            return None
        return next(number for number, count in shared.items() if count == ranked[0])

    def call(self, number: int, text: str) -> None:
        """Learn a short name: what stands before the amount, where it is not the name itself."""
        head = _HEAD.split(text, maxsplit=1)[0].strip()
        name = next(it.name for it in self.projects if it.number == number)
        plain = not name.startswith(head) and not any(it.name.startswith(head) for it in self.projects)
        if 1 < len(head) <= _LONGEST_SHORT and plain and head not in self.shorts.values():
            self.shorts.setdefault(number, head)

    def call_without_year(self, number: int, text: str) -> None:
        """Learn that a project is called by its name without the year before it."""
        name = next(it.name for it in self.projects if it.number == number)
        if not text.startswith(name):
            self.shorts.setdefault(number, _YEAR.sub("", name))


def _pairs(text: str) -> list[str]:
    words = re.findall(r"[一-龥]{2,}", text[:_TEXT])
    return [word[at : at + 2] for word in words for at in range(len(word) - 1)]


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
        above.line.section == line.section and not _WHOLE.search(line.text[:_EARLY]) and other in {None, above.project}
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
    return _in_turn(bounds), binder.shorts
