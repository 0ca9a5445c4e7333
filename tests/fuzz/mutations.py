"""Mutations (变异): damage to a workbook's bytes, to the XML inside it, and to its cells, from a seed."""

from __future__ import annotations

import io
import random
import re
import zipfile
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from tests.faults.sound import sound
from tests.faults.typed import Broken, Formula, write

if TYPE_CHECKING:
    from tests.faults.typed import Typed, Value

SEEDS = 12
SNIPPETS = (
    b"<",
    b">",
    b"&",
    b"&#0;",
    b"&lol;",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"<c",
    b"</c>",
    b"<v>1e999</v>",
    b"<v>NaN</v>",
    b' r="XFD1048576"',
    b' r="A0"',
    b' r="ZZZZ9999999999"',
    b' t="s"',
    b' t="e"',
    b' s="99999"',
    b"<f>1/0</f>",
    b"<row>",
    b"</sheetData>",
    b"\xff\xfe",
    b"\x00",
    "合计".encode(),
    b"<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>",
    b"<is><t>x</t></is>",
    b"<!-- -->",
    b"<![CDATA[",
)
VALUES = (
    b"",
    b"0",
    b"-1",
    b"1e999",
    b"99999",
    b"4294967296",
    b"A0",
    b"C3",
    b"XFD1048576",
    b"A1:XFD1048576",
    b"C3:B2",
    b"s",
    b"e",
    b"d",
    b"str",
    b"inlineStr",
    b"shared",
    b"true",
    b"veryHidden",
    b"rId99",
    b"../../../x.xml",
    b"xl/workbook.xml",
    b"0;[Red]%",
    b"yyyy",
)
_VALUE = re.compile(rb'(?<==")[^"<>]*(?=")')
_TEXT = re.compile(rb"(?<=>)[^<>]+(?=<)")
_ELEMENT = re.compile(rb"<([\w:]+)(?: [^<>]*)?(?:/>|>[^<>]*</\1>)")
TEXTS = (
    "合计",
    "小计",
    "1e5",
    "１２３",
    "-0",
    "3.5万元",
    "{支出万元}",
    "{项目99999999999.支出元}",
    "｛",
    "}{",
    "2023-02-30",
    "12月底前",
    "≥5%",
    "由1元、2元构成",
    "１００％的１００％",
    "\u202e倒",
    "a\u0301" * 30,
    "（" * 60,
    "0" * 400,
    "9" * 400,
    "第" * 3000,
    "七百万分之三点五",
    "=1+1",
    "#REF!",
    "𠀀" * 9,
)


@cache
def whole(seed: int) -> bytes:
    """Give a sound workbook to damage."""
    return write(sound(seed % SEEDS))


def damaged_bytes(dice: random.Random) -> bytes:
    """Flip, cut, repeat or overwrite bytes of the archive itself."""
    data = bytearray(whole(dice.randrange(SEEDS)))
    for _ in range(dice.choice([1, 1, 2, 8])):
        at = dice.randrange(len(data)) if data else 0
        kind = dice.randrange(5)
        if kind == 0 and data:
            data[at] ^= 1 << dice.randrange(8)
        elif kind == 1:
            del data[at : at + dice.choice([1, 4, 100, 100_000])]
        elif kind == 2:
            data[at:at] = data[at : at + dice.choice([1, 30, 2000])]
        elif kind == 3:
            data[at : at + 4] = dice.randbytes(4)
        else:
            data[at : at + 4] = dice.choice([b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"PK\1\2"])
    return bytes(data)


def _tear(part: bytearray, dice: random.Random) -> None:
    """Put a snippet anywhere, or take some bytes away: seldom still XML."""
    at = dice.randrange(len(part) + 1)
    if dice.random() < 0.7:
        part[at : at + dice.choice([0, 0, 3])] = dice.choice(SNIPPETS)
    else:
        del part[at : at + dice.choice([1, 20, 400])]


def _bend(part: bytearray, dice: random.Random) -> None:
    """Another value of an attribute, another text, an element gone, doubled or moved: still XML, mostly."""
    kind = dice.choice([_VALUE, _VALUE, _TEXT, _ELEMENT])
    places = list(kind.finditer(part))
    if not places:
        return
    one, other = dice.choice(places), dice.choice(places)
    here, there = slice(*one.span()), slice(*other.span())
    if kind is _ELEMENT:
        part[here] = dice.choice([b"", one[0] * 2, other[0]])
    else:
        part[here] = dice.choice([dice.choice(VALUES), bytes(part[there])])


def damaged_xml(dice: random.Random) -> bytes:
    """Put snippets into the parts of a workbook, or take some of their text out; the archive itself stays whole."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole(dice.randrange(SEEDS)))) as source, zipfile.ZipFile(out, "w") as target:
        names = source.namelist()
        chosen = set(dice.choices(names, k=dice.choice([1, 1, 3])))
        for name in names:
            part = bytearray(source.read(name))
            torn = dice.random() < 0.3
            for _ in range(dice.choice([1, 2, 5]) if name in chosen else 0):
                (_tear if torn else _bend)(part, dice)
            target.writestr(name, bytes(part))
    return out.getvalue()


def _value(dice: random.Random) -> Value:
    kinds: list[Value] = [
        None,
        dice.choice(TEXTS),
        "".join(chr(dice.choice([dice.randrange(32, 127), dice.randrange(0x4E00, 0x9FA5)])) for _ in range(12)),
        dice.randint(-(10**18), 10**18),
        Decimal(dice.randint(-(10**9), 10**9)).scaleb(-dice.randint(0, 9)),
        Decimal(10) ** dice.choice([-300, 15, 300]),
        date(dice.randint(1900, 2999), dice.randint(1, 12), dice.randint(1, 28)),
        Broken(dice.choice(["#REF!", "#N/A", "#GETTING_DATA"])),
        Formula("A1", dice.choice([None, 5])),
    ]
    return dice.choice(kinds)


def damaged_cells(dice: random.Random) -> Typed:
    """Type anything anywhere, in any sheet, headings and labels too; drop and double rows."""
    typed = sound(dice.randrange(1000))
    for _ in range(dice.choice([1, 3, 10])):
        page = dice.choice(typed.pages)
        rows = [row for row in page.rows if row]
        if not rows:
            continue
        row, kind = dice.choice(rows), dice.random()
        if kind < 0.75:
            row[dice.choice(page.columns)] = _value(dice)
        elif kind < 0.85 and not page.sheet.paired:
            page.rows.insert(dice.randrange(len(page.rows)), dict(row))
        elif kind < 0.95 and len(page.columns) > 1:
            page.headings[dice.choice(page.columns)] = dice.choice(TEXTS)
        else:
            page.merged.append((row, dice.choice(page.columns), dice.randint(2, 4)))
    return typed
