"""Lines (段落): a report's title, its list of projects, and its paragraphs under their 章节, as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.model import money
from pipeline.model.year_words import YEAR, year_of
from pipeline.outputs.compose import REPORT_NAME
from pipeline.verify.foreign.chapters import sections
from pipeline.verify.foreign.grid import find_grids
from pipeline.verify.foreign.listing import Listing, listing_of, read_amount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.verify.foreign.grid_rows import Row
    from pipeline.verify.reading.text import Block

_SIGN = r"[（(]?\d{1,3}\s*[）)]|\d{1,3}\s*[.．、]|[（(][一二三四五六七八九十]{1,3}[）)]|[①②③④⑤⑥⑦⑧⑨⑩]"
_YEAR_NEXT = r"(?:19|20)\d{2}(?![\d.．,，万亿元%‰个人次户名只台套件平公吨亩米])"  # 1.2024路灯经费; 1.2024万元 is money
_ITEM = re.compile(rf"^\s*((?:{_SIGN})\s*)(?=[^\d\s.．]|\d{{4}}\s*年|{_YEAR_NEXT})")
_LABEL = re.compile(r"^附件[\d一二三四五六七八九十\-－—－：:． .]{0,12}$")
_NOTICE = "草稿——"
_TITLE = re.compile(
    rf"(?:关于)?(?P<unit>[^\d\s（()）]{{2,30}}?)(?:关于)?(?P<year>{YEAR})年度?"
    r"(?:(?P<cap>[\d,.]+(?:万元|万|元))(?:及?以[下内]))?"
)
_CAPTION = re.compile(r"^[（(]?(?:金额)?单位[:：]\s*(?:人民币)?(?:万元|元|千元|亿元)[）)]?$")
_NO_TITLE = re.compile("[。：:]$")
_AHEAD = "报告里写在第一个标题前面，放在这里了，请核对。"
_DIGITS = 4  # of a 序号
_SURELY_YUAN = 1_000 * money.FEN_PER_YUAN


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: its 章节, the number printed before it ("" for none), its text, its place, what to say of it."""

    section: str
    number: str
    text: str
    where: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One project of the report's table; amounts in fen, None where the table does not tell."""

    number: int
    name: str
    spent: int | None
    budget: int | None
    where: str
    guessed: bool = False  # the table does not say in which unit


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says, before anything is made of it; `passed_over` counts tables that were not read."""

    label: str | None
    title: str | None
    unit: str | None
    year: int | None
    cap: int | None
    projects: tuple[Listed, ...]
    total: int | None
    lines: tuple[Line, ...]
    passed_over: int = 0


def _lines(blocks: Sequence[Block]) -> tuple[list[Block], list[Line]]:
    """Part what stands above the first heading from the paragraphs below it."""
    head: list[Block] = []
    lines: list[Line] = []
    section: str | None = None
    texts = [block.text.strip() for block in blocks]
    for block, text, opened in zip(blocks, texts, sections(texts), strict=True):
        if opened:
            section = opened
        elif _CAPTION.match(text):
            continue
        elif section is None:
            head.append(block)
        else:
            item = _ITEM.match(text)
            lines.append(Line(section, item[1] if item else "", text[item.end() :] if item else text, block.where))
    return head, lines


def _head(head: Sequence[Block]) -> tuple[str | None, str | None, list[Line]]:
    """Find label and title above the first heading, and the words below the title (whom it addresses)."""
    found = [(re.sub(r"\s*\n\s*", "", block.text.strip()), block.where) for block in head]
    found = [(text, where) for text, where in found if text and not text.startswith(_NOTICE)]
    label = next((text for text, _ in found if _LABEL.match(text)), None)
    own = [(text, where) for text, where in found if text != label]
    ends = next((at for at, (text, _) in enumerate(own) if _NO_TITLE.search(text)), len(own))
    title = "".join(text for text, _ in own[:ends])
    return label, title or None, [Line("一（一）", "", text, where, _AHEAD) for text, where in own[ends:]]


def _number(row: Row) -> int | None:
    """Read the 序号 in the first cell of a row."""
    text = row.cells[0].text.strip() if 0 in row.cells else ""
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) <= _DIGITS and int(text) else None


def _listed(listing: Listing) -> tuple[Listed, ...]:
    rows = [row for row in listing.entries if listing.name(row)]
    numbers = [_number(row) for row in rows] if listing.name_at else []
    own = len(set(numbers) - {None}) == len(rows)
    yuan = _in_yuan(listing)
    found = []
    for place, row in enumerate(rows, start=1):
        spent, budget = (
            listing.fen(row, at) if at is not None and (listing.scale or yuan) else None
            for at in (listing.spent_at, listing.budget_at)
        )
        name = re.sub(r"\s*\n\s*", "", listing.name(row))
        number = (numbers[place - 1] if own else None) or place
        where = row.cells[listing.name_at].where
        found.append(Listed(number, name, spent, budget, where, yuan and not listing.scale))
    return tuple(found)


def _in_yuan(listing: Listing) -> bool:
    """Tell whether amounts without a unit can only be yuan: one of them would be ten million or more in 万元."""
    amounts = [listing.fen(row, at) or 0 for row in listing.entries for at in listing.amounts]
    return max(amounts, default=0) >= _SURELY_YUAN


def _is_default(title: str | None, unit: str, year: str, cap: str | None) -> bool:
    """Tell whether a title is the one a workbook without 报告标题 prints."""
    limit = f"{money.limit_text(read_amount(cap, 1) or 0)}以下" if cap else ""
    return title == f"{unit}{year}年{limit}{REPORT_NAME}"


def read_report(blocks: Sequence[Block]) -> Report:
    """Read title, list and paragraphs of a report."""
    head, lines = _lines([block for block in blocks if not block.table])
    label, title, ahead = _head(head)
    found = _TITLE.search(title or "")
    listings = filter(None, map(listing_of, find_grids(blocks)))
    listing = next((it for it in listings if it.spent_at is not None), None)
    total = (
        listing.fen(listing.total, listing.spent_at)
        if listing and listing.total and listing.spent_at is not None
        else None
    )
    tables = len([table for table, _ in groupby(blocks, key=lambda block: block.table) if table])
    default = found is not None and _is_default(title, found["unit"], found["year"], found["cap"])
    cap = found["cap"] if found else None
    if cap and cap.endswith("万"):
        cap += "元"
    return Report(
        label,
        None if default else title,
        found["unit"] if found else None,
        year_of(found["year"]) if found else None,
        read_amount(cap, 1) if cap else None,
        _listed(listing) if listing else (),
        total,
        (*ahead, *lines) if lines else (),
        tables - (1 if listing else 0),
    )
