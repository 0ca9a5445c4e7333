"""Wording (文字规范): brackets, document numbers, doubled words, attachments that are not there, private numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.checks.prose.document import BETWEEN
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.checks.prose.document import Prose
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
DOUBLED = declare(
    "prose-doubled",
    "字词重复",
    "warning",
    source="rules 50",
    notes="同一个字、词或标点连写了两遍，多半是笔误。",
    fix="请删去重复的部分。",
)
ATTACHMENT = declare(
    "prose-attachment",
    "附件不存在",
    "warning",
    source="rules 49",
    notes="正文写了“详见附件”，而报告没有这个附件。",
    fix="请删去这句话，或把附件内容写进正文。",
)
PRIVATE = declare(
    "prose-private",
    "电话或证件号码不宜公开",
    "warning",
    source="rules 55",
    notes="绩效报告要公开，正文里不应出现电话号码和身份证号。",
    fix="请删去号码，或只写单位名称。",
)
_PAIRS = {"(": "（", ")": "）", "[": "【", "]": "】"}
_OPENING = {"（": "）", "《": "》", "〔": "〕", "【": "】", "“": "”", "「": "」", "『": "』"}
_BRACKET = re.compile(r"[（）()《》〔〕【】\[\]“”「」『』\x1e]")
_LISTED = re.compile(r"(?:^|[\s。；;：:，,、])[0-9０-９a-zA-Z一二三四五六七八九十]{1,2}$")
_NUMBERED = re.compile(
    r"[发字办函政通号文委局党〕会]\s?[（(\[［【]\s?(20[0-9]{2}|19[0-9]{2})\s?[）)\]］】]\s?[0-9]{1,5}\s?号"
)
_TWICE = re.compile(
    "，，|。。|、、|；；|：：|，。|。，|、，|，、|(?<!目)的的(?![确士卢])|了了(?![解结然事却])|是是(?!非)|与与"
)
_PHRASE_TWICE = re.compile(
    "((?:项目|资金|支出|工作|街道|社区|绩效|开展|进行|完成|经费|建设|服务|管理|用于|通过|实施|保障|提升"
    "|组织|落实|推进|加强|根据|按照|主要|情况|要求|目标|居民|群众))\\1"
)
_SEE = re.compile(r"(?:详见|参见|见|附后的?)(附[件表图]\s?[0-9０-９一二三四五六七八九十]{0,2}(?:[-－][0-9]{1,2})?)")
_SECRET = re.compile(
    r"(?<![0-9A-Za-z.,-])(?:1[3-9][0-9]{9}|[1-9][0-9]{5}(?:19"
    r"|20)[0-9]{2}[01][0-9][0-3][0-9][0-9]{3}[0-9Xx]|0[0-9]{2,3}[-－—– ]?[0-9]{7,8})(?![0-9.])"
)
_KEPT = 4


def _brackets(prose: Prose) -> Iterator[Finding]:
    stack: list[tuple[str, int]] = []
    reported: set[Cell] = set()
    signs = [(found[0], found.start()) for found in _BRACKET.finditer(prose.text + BETWEEN)]
    for typed, place in signs:
        sign = _PAIRS.get(typed, typed)
        lost = None
        if sign == BETWEEN:
            lost, stack = (stack[-1] if stack else None), []
        elif sign in _OPENING:
            stack.append((sign, place))
        elif stack and _OPENING[stack[-1][0]] == sign:
            stack.pop()
        elif not (sign == "）" and _LISTED.search(prose.text[max(0, place - 4) : place])):
            lost = (sign, place)
        where = prose.passage_at(lost[1]).where if lost else None
        if lost and where and where not in reported:
            reported.add(where)
            passage = prose.passage_at(lost[1])
            excerpt = prose.text[max(passage.start, lost[1] - 6) : min(passage.end, lost[1] + 7)]
            yield BRACKETS.at(
                where, found=excerpt, expected="成对的括号", message=f"“{excerpt}”里的{lost[0]}没有成对。"
            )


def _patterns(prose: Prose) -> Iterator[Finding]:
    for found in _NUMBERED.finditer(prose.text):
        where = prose.passage_at(found.start()).where
        right = re.sub(r"[（(\[［【]\s?([0-9]{4})\s?[）)\]］】]\s?", r"〔\1〕", found[0])
        message = f"文号“{found[0]}”的年份没有用六角括号，应为“{right}”。"
        yield DOCUMENT_NUMBER.at(where, found=found[0], expected=right, message=message)
    for pattern in (_TWICE, _PHRASE_TWICE):
        for found in pattern.finditer(prose.text):
            where = prose.passage_at(found.start()).where
            yield DOUBLED.at(
                where,
                found=found[0],
                expected=found[0][len(found[0]) // 2 :],
                message=(f"“{found[0]}”像是多写了一遍。"),
            )


def _attachments(prose: Prose) -> Iterator[Finding]:
    """One finding for all of them: they have one cause."""
    label = (prose.book.info.label or "").rstrip(":：")
    found = [it for it in _SEE.finditer(prose.text) if it[1].replace(" ", "") != label]
    if found:
        cells = dict.fromkeys(prose.passage_at(it.start()).where for it in found)
        named = "、".join(dict.fromkeys(it[1] for it in found))
        yield ATTACHMENT.at(
            *cells, found=named, expected="报告里有的附件", message=f"文中提到{named}，但报告没有这个附件。"
        )


def _private(prose: Prose) -> Iterator[Finding]:
    """One finding a cell; the numbers themselves are not repeated."""
    found: dict[Cell, str] = {}
    for it in _SECRET.finditer(prose.text):
        found.setdefault(prose.passage_at(it.start()).where, it[0][:_KEPT] + "…")
    for where, masked in found.items():
        message = f"文中有像电话或证件号码的“{masked}”，报告公开后会泄露。"
        yield PRIVATE.at(where, found=masked, expected="不写号码", message=message)


def judge_wording(prose: Prose) -> Iterator[Finding]:
    """Everything about the wording that needs no table."""
    yield from _brackets(prose)
    yield from _patterns(prose)
    yield from _attachments(prose)
    yield from _private(prose)
