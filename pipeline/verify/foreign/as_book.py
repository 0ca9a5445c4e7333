"""A foreign report (外来报告) as a book: what its own table and paragraphs say, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.model import money
from pipeline.model.book import Book, Info, Paragraph, Place, Project
from pipeline.verify.comparing.numbers import key_of
from pipeline.verify.foreign.aliases import with_aliases
from pipeline.verify.foreign.chapters import sections
from pipeline.verify.foreign.listing import read_amount

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.verify.foreign.listing import Listing
    from pipeline.verify.reading.blocks import Block

TABLE, PROSE = "项目表", "报告正文"
COLUMNS = {"number": 1, "name": 2, "spent": 3, "budget": 4}
Wheres = dict[tuple[str, int, int], str]
_MOST_PROJECTS = 500
_TITLE = re.compile(r"(?P<unit>[^\d\s（()）]{2,30}?)(?P<year>20\d\d)年")
_CAP = re.compile(r"20\d\d年度?(?:单项)?(\d[\d,]*(?:\.\d+)?万?元)以[下内](?:的)?项目")
_OPENING = "一（一）"  # where a report without headings begins
_HEAD = 6  # blocks in which the title stands
_ITEM = re.compile(r"^\s*[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[.．、）)]\s*(?=\D|\d{4}\s*年)")
_WHOLE = re.compile("合计|总计|共计|总额|全部|上述|以上|各项目|所有项目")
_YEAR = re.compile(r"^20\d\d年度?")
_LONGEST_TEXT = 5_000  # no paragraph of a report is longer; a hostile one is read this far


@dataclass
class _Draft:
    """What is gathered while the blocks go by; `wheres` names the place of each made-up cell."""

    projects: list[Project] = field(default_factory=list)
    total: Project | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    wheres: Wheres = field(default_factory=dict)


def _take(draft: _Draft, listing: Listing) -> None:
    """Take the rows of the list; amounts whose unit nothing tells are left out, so that prose is not held to them."""
    columns = {"spent": listing.spent_at, "budget": listing.budget_at}
    for row, entry in enumerate((*listing.entries, *([listing.total] if listing.total else [])), start=2):
        name = listing.name(entry)
        amounts = {
            key: listing.fen(entry, at) if at is not None and listing.scale else None for key, at in columns.items()
        }
        for key, at in (("name", listing.name_at), *columns.items()):
            cell = entry.cells.get(-1 if at is None else at)
            draft.wheres[TABLE, row, COLUMNS[key]] = cell.where if cell else ""
        if entry is listing.total:
            draft.total = Project(row, spent=amounts["spent"], budget=amounts["budget"])
        elif name:
            number = len(draft.projects) + 1
            draft.projects.append(Project(row, number, name, spent=amounts["spent"], budget=amounts["budget"]))
        elif draft.projects:  # goes on with the project above, whose amount is then in several rows
            draft.projects[-1] = replace(draft.projects[-1], spent=None, budget=None)


def _project_of(draft: _Draft, text: str) -> int | None:
    """Find the project a paragraph begins with, the year before its name or not."""
    words = _YEAR.sub("", text)
    names = ((_YEAR.sub("", name), it.number) for it in draft.projects for name in (it.name, it.short) if name)
    named = [(len(name), number) for name, number in names if name and words.startswith(name)]
    best = {number for length, number in named if length == max(named)[0]}
    return best.pop() if len(best) == 1 else None


def _prose(draft: _Draft, blocks: Sequence[Block]) -> None:
    """Take the paragraphs: an item belongs to the project it begins with, and what follows it unnumbered too."""
    section, project = _OPENING, None
    plain = [block for block in blocks if not block.table]
    texts = [block.text.strip() for block in plain]
    for row, (block, text, heading) in enumerate(zip(plain, texts, sections(texts, section), strict=True), start=2):
        item = _ITEM.match(text)
        words = text[item.end() :] if item else text
        named = _project_of(draft, words)
        if heading and not named:
            section, project = heading, None
            continue
        if item or named or _WHOLE.search(words):
            project = named
        draft.paragraphs.append(Paragraph(row, section, project, words[:_LONGEST_TEXT]))
        draft.wheres[PROSE, row, 3] = block.where


def _cap(head: Sequence[Block]) -> int | None:
    """Read the limit that the title names: 200万元以下项目."""
    found = next((found for block in head if (found := _CAP.search(key_of(block.text)))), None)
    return read_amount(found[1], money.FEN_PER_YUAN) if found else None


def book_of(
    blocks: Sequence[Block], listing: Listing | None, name: str
) -> tuple[Book, Mapping[tuple[str, int, int], str]]:
    """Make a book of what a report says of itself, and the place in the report of each of its cells."""
    draft = _Draft()
    if listing and len(listing.entries) <= _MOST_PROJECTS:
        _take(draft, listing)
        texts = [_ITEM.sub("", block.text.strip()) for block in blocks if not block.table]
        draft.projects = list(with_aliases(draft.projects, texts))
    _prose(draft, blocks)
    title = next((found for block in blocks[:_HEAD] if (found := _TITLE.search(block.text))), None)
    info = Info(
        unit=title["unit"] if title else None, year=int(title["year"]) if title else None, cap=_cap(blocks[:_HEAD])
    )
    places = {
        "info": Place("基本信息", 1, {}),
        "projects": Place(TABLE, 1, COLUMNS),
        "indicators": Place("绩效指标", 1, {}),
        "paragraphs": Place(PROSE, 1, {"section": 1, "project": 2, "text": 3}),
    }
    book = Book(
        name,
        "",
        info,
        tuple(draft.projects),
        draft.total,
        paragraphs=tuple(draft.paragraphs),
        places=places,
        spending_only=listing is not None and listing.budget_at is None,
    )
    return book, draft.wheres
