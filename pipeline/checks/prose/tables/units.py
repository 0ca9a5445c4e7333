"""Units (计量单位): what an indicator and a figure are counted in, and how much of one the other is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.model import money

if TYPE_CHECKING:
    from pipeline.model.book import Book, Indicator

Rows = Mapping[tuple[int, str], Sequence["Indicator"]]
PRICED = "money"  # no unit that anybody writes
_FEN = {"元": money.FEN_PER_YUAN, "万元": money.FEN_PER_WAN, "亿元": money.FEN_PER_YI}
_SCALED = frozenset("元万亿‰")
_WORTH: dict[str, int | Decimal] = {**_FEN, "‰": Decimal("0.1")}
_ONE = Decimal(1)
_SAME = {
    "名": ("人", _ONE),
    "位": ("人", _ONE),
    "场次": ("场", _ONE),
    "％": ("%", _ONE),
    **dict.fromkeys(("平方米", "平米", "㎡", "m²", "m2"), ("㎡", _ONE)),
    "公顷": ("㎡", Decimal(10_000)),
    **dict.fromkeys(("平方公里", "平方千米", "km²", "km2"), ("㎡", Decimal(1_000_000))),
    **dict.fromkeys(("米", "延米", "延长米", "m"), ("米", _ONE)),
    **dict.fromkeys(("公里", "千米", "km"), ("米", Decimal(1_000))),
    **dict.fromkeys(("立方米", "立方", "方", "㎥", "m³", "m3"), ("m³", _ONE)),
    **dict.fromkeys(("公斤", "千克", "kg"), ("kg", _ONE)),
    **dict.fromkeys(("吨", "t"), ("kg", Decimal(1_000))),
    **dict.fromkeys(("日历天", "个日历天"), ("天", _ONE)),
}
_MOST_UNITS = 1 << 10
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}


class _Measures(dict[str, tuple[str, Decimal]]):
    """What each unit is a multiple of, and how much of it one is; 万人次 are ten thousand 人次."""

    def __missing__(self, unit: str) -> tuple[str, Decimal]:
        """Work out a unit that is asked for the first time."""
        told = unit, _ONE
        if len(unit) > 1 and unit[0] in _SCALES and "元" not in unit:
            base, worth = self[unit[1:]]
            told = base, worth * _SCALES[unit[0]]
        if len(self) < _MOST_UNITS:
            self[unit] = told
        return told


MEASURES = _Measures(_SAME)


def by_unit(book: Book) -> dict[tuple[int, str], list[Indicator]]:
    """Group the indicators by 项目序号 and unit; those in 元, 万元/公里 and the like once more under `PRICED`."""
    rows: dict[tuple[int, str], list[Indicator]] = {}
    for row in book.indicators:
        if row.project is not None:
            unit = MEASURES[(row.unit or "").strip()][0]
            rows.setdefault((row.project, unit), []).append(row)
            if unit.partition("/")[0] in _FEN:
                rows.setdefault((row.project, PRICED), []).append(row)
    return rows


def numbers(row: Indicator, unit: str) -> list[tuple[str, Decimal]]:
    """Give 完成值 and 指标值, where they are numbers, as figures in a unit are read: in fen, in percent."""
    told, actual, target = [], row.actual, row.target
    if actual is not None and actual.number is not None:
        told.append(("actual", actual.number))
    if target is not None and target.number is not None:
        told.append(("target", target.number))
    times = _times(row.unit or "", unit)
    return [(key, number * times) for key, number in told]


@lru_cache(maxsize=1 << 10)
def _times(listed: str, unit: str) -> Decimal:
    """How many of a figure's unit one of an indicator's is."""
    if listed[:1] in _SCALED and (worth := _WORTH.get(listed.partition("/")[0])):
        return Decimal(worth)
    return MEASURES[listed.strip()][1] / MEASURES[unit][1]
