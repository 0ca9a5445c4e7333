"""Wording (文字规范): brackets, document numbers, doubled words, attachments that are not there."""

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
_PAIRS = {"(": "（", ")": "）", "[": "【", "]": "】"}
_OPENING = {"（": "）", "《": "》", "〔": "〕", "【": "】", "“": "”", "「": "」", "『": "』"}
_BRACKET = re.compile(r"[（）()《》〔〕【】\[\]“”「」『』\x1e]")
_LISTED = re.compile(r"(?:^|[\s。；;：:，,、])[0-9０-９a-zA-Z一二三四五六七八九十]{1,2}$")
_NUMBERED = re.compile(
    r"(?:[发字办函政通号文委局党〕会财绩农建卫教]\s?[（(\[［【]\s?(?:20[0-9]{2}|19[0-9]{2})\s?[）)\]］】〕]"
    r"|[一-龥]〔\s?(?:20[0-9]{2}|19[0-9]{2})\s?[）)\]］】]"
    r"|[发字办函政通](?:20[0-9]{2}|19[0-9]{2})年)\s?[0-9]{1,5}\s?号(?![令楼院线公])"
)
_OF_YEAR = re.compile(r"[（(\[［【〔]?\s?([0-9]{4})\s?[）)\]］】〕年]\s?")
_TWICE = re.compile(
    "，，|。。|、、|；；|：：|，。|。，|、，|，、|(?<!目)的的(?![确士卢])|了了(?![解结然事却])|是是(?!非)|与与"
)
_PHRASE_TWICE = re.compile(
    "((?:项目|资金|支出|工作|街道|绩效|开展|进行|完成|经费|建设|服务|管理|用于|通过|实施|保障|提升|组织|落实|推进|加强|根据"
    "|按照|主要|情况|要求|目标|居民|群众|有效|全面|切实|积极|持续|深入|不断|严格|认真|及时|确保|推动|促进|强化|完善|提高"
    "|改善|优化|充分|有力|有序|统筹|扎实|以及|同时|其中|共计|合计|支付|购买|采购|发放))\\1"
)
_PHRASE = re.compile("(?![一逐每])[一-龥]{3,8}")
_SHORTEST, _LONGEST = 3, 8
_SEE = re.compile(
    r"(?:(?:详见|参见|见|附后的?)(?P<see>附[件表图]\s?[0-9０-９一二三四五六七八九十]{0,2}(?:[-－][0-9]{1,2})?)"
    r"|(?<![一-龥0-9])(?P<lists>附[件表图]\s?[0-9０-９一二三四五六七八九十]{1,2})(?=列|所列|所示|中列)"
    r"|(?:明细|名单|清单|照片|图片|材料|资料)(?P<behind>附后))"
)


def _brackets(prose: Prose) -> Iterator[Finding]:
    stack: list[tuple[str, int]] = []
    reported: set[Cell] = set()
    numbered = [found.span() for found in _NUMBERED.finditer(prose.text)]  # told as a document number
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
        if lost and where and where not in reported and not any(begin <= lost[1] < end for begin, end in numbered):
            reported.add(where)
            passage = prose.passage_at(lost[1])
            excerpt = prose.text[max(passage.start, lost[1] - 6) : min(passage.end, lost[1] + 7)]
            yield BRACKETS.at(
                where, found=excerpt, expected="成对的括号", message=f"“{excerpt}”里的{lost[0]}没有成对。"
            )


def doubled(text: str) -> Iterator[tuple[int, str]]:
    """Find signs and words written twice: listed ones of one or two signs, any of three to eight."""
    for pattern in (_TWICE, _PHRASE_TWICE):
        for found in pattern.finditer(text):
            yield found.start(), found[0]
    wide = text.encode("utf-16-le", "replace")
    signs = int.from_bytes(wide, "little")
    for length in range(_SHORTEST, _LONGEST + 1):
        same = (signs ^ (signs >> 16 * length)).to_bytes(len(wide), "little")
        place = same.find(bytes(2 * length))
        while place >= 0:
            at = (place + 1) // 2
            words = text[at : at + 2 * length]
            if words[:length] == words[length:] and _PHRASE.fullmatch(words[:length]) and len(wide) == 2 * len(text):
                yield at, words
            place = same.find(bytes(2 * length), place + 2 * length)


def _patterns(prose: Prose) -> Iterator[Finding]:
    for found in _NUMBERED.finditer(prose.text):
        where = prose.passage_at(found.start()).where
        right = _OF_YEAR.sub(r"〔\1〕", found[0], count=1)
        message = f"文号“{found[0]}”的年份没有用六角括号，应为“{right}”。"
        yield DOCUMENT_NUMBER.at(where, found=found[0], expected=right, message=message)
    for place, words in doubled(prose.text):
        if any(name.start <= place and place + len(words) <= name.end for name in prose.names):
            continue
        once, message = words[len(words) // 2 :], f"“{words}”像是多写了一遍。"
        yield DOUBLED.at(prose.passage_at(place).where, found=words, expected=once, message=message)


def _attachments(prose: Prose) -> Iterator[Finding]:
    """One finding for all of them: they have one cause."""
    label = (prose.book.info.label or "").rstrip(":：")
    found = [it for it in _SEE.finditer(prose.text) if (it[it.lastgroup or 0]).replace(" ", "") != label]
    if found:
        cells = dict.fromkeys(prose.passage_at(it.start()).where for it in found)
        named = "、".join(dict.fromkeys(it[it.lastgroup or 0] for it in found))
        yield ATTACHMENT.at(
            *cells, found=named, expected="报告里有的附件", message=f"文中提到{named}，但报告没有这个附件。"
        )


def judge_wording(prose: Prose) -> Iterator[Finding]:
    """Everything about the wording that needs no table."""
    yield from _brackets(prose)
    yield from _patterns(prose)
    yield from _attachments(prose)
