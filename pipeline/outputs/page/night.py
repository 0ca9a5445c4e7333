"""The night on the index page (夜间核对): what is new, what was mended, and the last nights as a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TALLEST = 110
LABELS = 7
WIDEST = 12  # percent of the picture: a few nights do not fill it


@dataclass(frozen=True, slots=True)
class NightRow:
    """One workbook with something new or still open: `days` since its oldest was found, `page` where there is one."""

    who: str
    workbook: str
    new: int
    fixed: int
    open: int
    days: int
    page: str | None


@dataclass(frozen=True, slots=True)
class Point:
    """One night of the picture: its day, and how many 必须修改 and 提醒 stood then."""

    day: str
    critical: int
    warning: int


@dataclass(frozen=True, slots=True)
class Column:
    """One night's bar: left edge and width in percent, heights in pixels; `label` is empty where there is no room."""

    day: str
    label: str
    left: str
    middle: str
    width: str
    critical: int
    warning: int
    critical_height: int
    warning_height: int

    @property
    def total(self) -> int:
        """Both together, printed above the bar."""
        return self.critical + self.warning


@dataclass(frozen=True, slots=True)
class NightShown:
    """A night as the index shows it; `before` is None on the first one, `more` counts rows left out of `rows`."""

    when: str
    before: str | None
    new: int
    fixed: int
    critical: int
    warning: int
    arrived: int
    gone: tuple[str, ...]
    gone_more: int
    rows: tuple[NightRow, ...]
    more: int
    columns: tuple[Column, ...]
    summary: str | None
    by_other_rules: bool = False

    @property
    def sentence(self) -> str:
        """What is most important, in a sentence."""
        if self.before is None:
            return f"这是第一次记录：必须修改 {self.critical} 处，提醒 {self.warning} 处。以后每次都与上一次比较。"
        if not self.new and not self.fixed:
            return f"与上次（{self.before}）相比没有变化：必须修改 {self.critical} 处，提醒 {self.warning} 处。"
        still = f"现在必须修改 {self.critical} 处，提醒 {self.warning} 处。"
        why = "两次之间程序或校验规则有更新，新增和已改的不一定是工作簿有改动。" if self.by_other_rules else ""
        return f"与上次（{self.before}）相比，新增 {self.new} 处，已改 {self.fixed} 处；{still}{why}"

    @property
    def description(self) -> str:
        """The picture in words."""
        nights = "；".join(f"{it.day}：必须修改 {it.critical} 处，提醒 {it.warning} 处" for it in self.columns)
        return f"最近 {len(self.columns)} 次核对。{nights}。"


def columns(points: Sequence[Point]) -> tuple[Column, ...]:
    """Lay out the bars, the highest filling the picture; days are written under few enough of them."""
    highest = max((point.critical + point.warning for point in points), default=0) or 1
    step = 100 / max(len(points), 1)
    width = min(step * 0.6, WIDEST)
    every = -(-len(points) // LABELS)
    laid = []
    for at, point in enumerate(points):
        label = point.day if (len(points) - 1 - at) % max(every, 1) == 0 else ""
        heights = (_height(point.critical, highest), _height(point.warning, highest))
        middle = at * step + step / 2
        place = (f"{middle - width / 2:.2f}%", f"{middle:.2f}%", f"{width:.2f}%")
        laid.append(Column(point.day, label, *place, point.critical, point.warning, *heights))
    return tuple(laid)


def _height(count: int, highest: int) -> int:
    return max(round(count / highest * TALLEST), 2) if count else 0
