"""Joining (连成一文): the texts of a book as one, its half-width signs as wide as the others."""

from __future__ import annotations

import re

BETWEEN = "\x1e"  # no text of a workbook holds a record separator


def row_before(text: str, place: int, size: int) -> str:
    """Cut out so many signs before a place, none of them from the row before."""
    words = text[max(0, place - size) : place]
    return words[words.rfind(BETWEEN) + 1 :]


_WIDE = {",": "，", ":": "：", ";": "；", "(": "（", ")": "）"}
_NARROW = re.compile("[,:;()](?:(?<=[;()])|(?<![0-9０-９][,:])|(?![0-9０-９]))")  # 1,000 and 9:30 keep theirs
_ANY_NARROW = frozenset(_WIDE)


_GOES_ON = re.compile(  # what cannot stand alone: it says how much of, or how much more than, what stands before
    "；(?=(?:约?占(?![地道])|(?:资金|预算|支出)?执行率|同比|环比|[比较与](?:上年|去年|同期)|[增降]幅|单价|每[一-龥]{1,6}(?<!每次)[0-9]"
    "|(?:增[长加]|提高|上升|下降|减少|降低|[压审核]减|节约|是(?:上年|去年|原来)的)(?:了|约|幅度)*[0-9]))"
)


_NEXT_CELL = re.compile("[/／|｜→](?<=[元%％].)(?=(?:年初|全年|实际)?(?:预算|支出|执行率|结余)|全年[0-9])")


def widened(text: str) -> str:
    """Write half-width punctuation full width, sign for sign, so that every place stays where it is."""
    if not _ANY_NARROW.isdisjoint(text):
        text = _NARROW.sub(lambda found: _WIDE[found[0]], text)
    text = _NEXT_CELL.sub("，", text)  # 预算108万元/支出103.68万元/执行率96%, as in a row of a table
    return _GOES_ON.sub("，", text) if "；" in text else text


_FULL = dict(zip("０１２３４５６７８９．∕⁄／", "0123456789.///", strict=True))
_ANY_FULL = re.compile(f"[{''.join(_FULL)}]")


def narrowed(text: str) -> str:
    """Write full-width digits and the strokes of 元∕年 as others do, sign for sign."""
    return _ANY_FULL.sub(lambda found: _FULL[found[0]], text)


_D, _HAN, _SIGNS = "0-9０-９", "一-龥，。；：、（）”", "，。；：、（）"
_BLANKS = re.compile(  # 支出 48.65, but no list number (加强领导 2.落实责任); 48.65万元 的; ， 其中
    f"[ 　](?:(?<=[{_HAN}].)[ 　]*(?=[{_D}])(?![{_D}]{{1,2}}[.．、）)](?![{_D}]))"
    f"|(?<=[元个名人户件项次场天%％].)(?:(?<=[{_D}万亿]..)|(?<=[{_D}万亿][ 　]..))[ 　]*(?=[{_HAN}])"
    f"|(?<=[{_SIGNS}].)[ 　]*(?=[{_HAN}“《])|(?<![ 　].)[ 　]*+(?=[{_SIGNS}]))"
)


_LIST_NUMBERS = re.compile("[。；：](?<![0-9].)[ 　]*(?:[0-9]{1,2}[.、](?![0-9])|（[0-9]{1,2}）|[①-⑳])[ 　]*")


_FIRST_NUMBERS = tuple("（1） ① ；2. ；2、 。1. 。1、 ：1. ：1、".split())  # noqa: SIM905  (one of them stands in every such row)
_APART_NUMBERS = ("； 2", "。 1", "： 1")


def unread(text: str) -> list[int]:
    """Places of what a reader does not see: blanks around numbers and signs, list numbers inside a row (；3.支出)."""
    numbers = _LIST_NUMBERS.finditer(text) if any(one in text for one in (*_FIRST_NUMBERS, *_APART_NUMBERS)) else ()
    listed = [place for found in numbers for place in range(found.start() + 1, found.end())]
    if " " not in text and "　" not in text:
        return listed
    around = [place for found in _BLANKS.finditer(text) for place in range(*found.span())]
    return sorted({*listed, *around}) if listed else around


def without(text: str, places: list[int]) -> str:
    """Leave out the signs at these places."""
    begin, kept = 0, []
    for place in places:
        kept.append(text[begin:place])
        begin = place + 1
    return "".join([*kept, text[begin:]])
