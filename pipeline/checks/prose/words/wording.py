"""Wording (文字规范): brackets, document numbers, attachments that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.joined import BETWEEN
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.cells import Cell

BRACKETS = declare(
    "prose-brackets",
    "括号不成对",
    "warning",
    source="rules 50",
    notes="括号、书名号和引号要成对出现。",
    fix="请补上或删去多出来的那一半。",
)
DOCUMENT_NUMBER = declare(
    "prose-document-number",
    "文号括号不规范",
    "warning",
    source="rules 50",
    notes="发文字号的年份要用六角括号〔〕。",
    fix="请把年份两边的括号改成〔〕。",
)
ATTACHMENT = declare(
    "prose-attachment",
    "附件不存在",
    "warning",
    source="rules 49",
    notes="正文写了“详见附件”，而报告没有这个附件。",
    fix="请删去这句话，或把附件内容写进正文。",
)
_PAIRS = {"(": "（", ")": "）", "[": "【", "]": "】"}
_OPENING = {"（": "）", "《": "》", "〔": "〕", "【": "】", "“": "”", "「": "」", "『": "』"}
_BRACKET = re.compile(r"[（）()《》〔〕【】\[\]“”「」『』]")
_SIGN = re.compile(_BRACKET.pattern[:-1] + f"{BETWEEN}]")
_WIDENED = str.maketrans(_PAIRS)
_LISTED = re.compile(r"(?:^|[\s。；;：:，,、])[0-9０-９a-zA-Z一二三四五六七八九十]{1,2}$")
_NUMBERED = re.compile(  # begins with a class of its own: such a pattern is found ten times as fast
    r"[（(\[［【〔12](?:(?<=[一-龥〕][（(\[［【])(?<![同议单票号据证告目第书案表图册段包].)\s?(?:20|19)[0-9]{2}\s?[）)\]］】〕]"
    r"|(?<=[一-龥]〔)\s?(?:20|19)[0-9]{2}\s?[）)\]］】]"
    r"|(?<=[发字办函政通][12])(?:(?<=2)0|(?<=1)9)[0-9]{2}年)\s?[0-9]{1,5}\s?号(?![令楼院线公])"
)
_OF_YEAR = re.compile(r"[（(\[［【〔]?\s?([0-9]{4})\s?[）)\]］】〕年]\s?")
_ATTACHED = re.compile(r"附(?:后|[件表图]\s?[0-9０-９一二三四五六七八九十]{0,2}(?:[-－][0-9]{1,2})?)")
_SEE = ("见", "附后的", "附后")
_OF_LISTS = ("明细", "名单", "清单", "照片", "图片", "材料", "资料")
_FREE = re.compile("[0-9０-９一二三四五六七八九十](?:$|[^一-龥0-9])$")
_LISTS = ("列", "所列", "所示", "中列")


def _unpaired(text: str, signs: Iterable[re.Match[str]]) -> Iterator[tuple[str, int]]:
    """Give every sign of a passage that closes nothing, and the last that is not closed."""
    stack: list[tuple[str, int]] = []
    for found in signs:
        typed, place = found[0], found.start()
        sign = _PAIRS.get(typed, typed)
        if sign in _OPENING:
            stack.append((sign, place))
        elif stack and _OPENING[stack[-1][0]] == sign:
            stack.pop()
        elif not (sign == "）" and _LISTED.search(text[max(0, place - 4) : place])):
            yield sign, place
    yield from stack[-1:]


def _all_paired(text: str) -> bool:
    """Tell whether the brackets of every passage pair off; taking out pairs until none is left is the quickest way."""
    signs, before = "".join(_SIGN.findall(text)).translate(_WIDENED), ""
    while signs != before:
        before = signs
        for opening, closing in _OPENING.items():
            signs = signs.replace(opening + closing, "")
    return not signs.strip(BETWEEN)


def _brackets(prose: Prose, numbers: Sequence[re.Match[str]]) -> Iterator[Finding]:
    """One finding a cell, but for the brackets of document numbers."""
    if _all_paired(prose.verbatim):
        return
    numbered = [found.span() for found in numbers]  # told as such
    reported: set[Cell] = set()
    for passage, signs in groupby(_BRACKET.finditer(prose.verbatim), lambda found: prose.passage_at(found.start())):
        for sign, place in _unpaired(prose.verbatim, signs):
            if passage.where in reported or any(begin <= place < end for begin, end in numbered):
                continue
            reported.add(passage.where)
            excerpt = prose.verbatim[max(passage.start, place - 6) : min(passage.end, place + 7)]
            message = f"“{excerpt}”里的{sign}没有成对。"
            yield BRACKETS.at(passage.where, found=excerpt, expected="成对的括号", message=message)


def _document_numbers(prose: Prose, numbers: Sequence[re.Match[str]]) -> Iterator[Finding]:
    for found in numbers:
        where = prose.passage_at(found.start()).where
        words = found[0]
        right = _OF_YEAR.sub(r"〔\1〕", words, count=1)
        message = f"文号里的“{words}”没有用六角括号，应为“{right}”。"
        yield DOCUMENT_NUMBER.at(where, found=words, expected=right, message=message)


def _attached(text: str) -> Iterator[re.Match[str]]:
    """Where the text sends its reader to an attachment: 详见附件3, 明细附后, 附件2列明."""
    for found in _ATTACHED.finditer(text):
        before, after = text[max(0, found.start() - 3) : found.start()], found.end()
        if found[0] == "附后":
            if before.endswith(_OF_LISTS):
                yield found
        elif before.endswith(_SEE) or (text.startswith(_LISTS, after) and _FREE.search(found[0] + before[-1:])):
            yield found


def _attachments(prose: Prose) -> Iterator[Finding]:
    """One finding for all of them: they have one cause."""
    label = (prose.book.info.label or "").rstrip(":：")
    found = [it for it in _attached(prose.verbatim) if it[0].replace(" ", "") != label]
    if found:
        cells = dict.fromkeys(prose.passage_at(it.start()).where for it in found)
        named = "、".join(dict.fromkeys(it[0] for it in found))
        yield ATTACHMENT.at(
            *cells, found=named, expected="报告里有的附件", message=f"文中提到{named}，但报告没有这个附件。"
        )


def judge_wording(prose: Prose) -> Iterator[Finding]:
    """Everything about the wording that needs no table."""
    numbers = list(_NUMBERED.finditer(prose.verbatim)) if "号" in prose.verbatim else []
    yield from _brackets(prose, numbers)
    yield from _document_numbers(prose, numbers)
    yield from _attachments(prose)
