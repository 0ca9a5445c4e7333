"""Composition (构成) told without 其中: brackets behind an amount, 来源于, men and women, 共65件 of many things."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import Item, adds_up, alike, is_plain, some_add_up, tail_adds_up, vague, worth
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.gaps import one_digit_off
from pipeline.checks.prose.relations.listed import overlapping
from pipeline.checks.prose.relations.parts import judge, row_from

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_SURE = 3  # digits: such a slip is seldom chance
_BRACKET = re.compile("[（(][^）)]{4,80}(?=[）)])")
_NO_PARTS = re.compile(
    "预算|上年|去年|合同|总|原|计划|单价|每|中标|另|调|含税|折合|年初|期初|年末|期末|[低高多少]于|控制价|限价"
)
_SOURCES = re.compile("来源(?:于|为|是|包括|：)[：:]?")
_SOURCE_GAP = re.compile("[^，。；：0-9０-９]{0,14}")
_OF_THESE = re.compile("[，,]?[^，。；：0-9０-９]{0,12}")
_NEXT_SOURCE = re.compile(
    "(?:[、，,和及与]|以及)(?!其中|实际|全年|共|合计|总计|[^，。；：、0-9０-９]{0,6}(?:支出|使用|支付|用于))[^，。；：、0-9０-９]{0,12}"
)
_RATE = re.compile("每[^，。；：、0-9０-９]{1,10}$")
_OF_RATE = re.compile("[，,（(]其中[：:]?")
_NEXT_SOURCE_OF_RATE = re.compile("[、，,]?[^，。；：、每0-9０-９]{1,10}")
_PIECES = frozenset("面把顶台套部只个支张块具盏辆件双副根条床袋桶箱瓶盒")
_NEXT_PIECE = re.compile("(?:[、，；]?(?:以?及|[和与])|[、，；])[^，。；：、0-9０-９]{1,10}")
_ALL_PIECES = re.compile("[，,]?(?:共|共计|合计|总计)")

_NAMES = "[^，。；：、0-9０-９一二两三四五六七八九十级类]"
_KINDS = re.compile(f"(?:^|[，。；：,])((?:{_NAMES}{{1,12}}、)*{_NAMES}{{1,12}}[、和及与]{_NAMES}{{1,12}})$")
_OF_EACH = re.compile("各[^，。；、0-9０-９]{0,4}(?=[0-9０-９])")
_MANY = re.compile("社区|村|街道|小区|部门|单位|学校|企业|片区|等")  # names of which there may be more than one
_AND = re.compile("[、和及与]|以及")
_NAMED = re.compile("[、，；/ ]|[和与]|以?及")


def _total(parts: Sequence[Mention]) -> Decimal:
    return sum((worth(part) for part in parts), Decimal(0))


def of_brackets(prose: Prose, item: Item) -> Iterator[Finding]:
    """21.4万元（飞机票12.6万元、高铁票9.8万元）: what stands in brackets behind an amount cannot exceed it.

    That it falls short is told only where one digit makes it whole: a bracket need not name all.
    """
    for at, whole in enumerate(item.mentions):
        found = _BRACKET.match(prose.text, whole.end)
        end = found.end() if found else -1
        if end < 0 or _NO_PARTS.search(prose.text, whole.end, end):
            continue
        parts = [it for it in item.mentions[at + 1 :] if it.end <= end]
        if len(parts) < 2 or not all(alike(it, whole) and is_plain(prose.text, it) for it in parts):  # noqa: PLR2004  (a list)
            continue
        off = _total(parts) > worth(whole) or _one_digit_short(prose, whole, parts, end)
        wrong = off and is_plain(prose.text, whole) and not some_add_up(whole, parts)
        may_overlap = whole.kind is not Kind.MONEY and overlapping(prose, parts)
        if wrong and not may_overlap and not vague(prose.text, (whole, *parts)):
            yield from judge(prose, whole, parts, "括号内", complete=False)


def _one_digit_short(prose: Prose, whole: Mention, parts: Sequence[Mention], end: int) -> bool:
    """Tell whether one digit of the whole, or of a part, is what the parts lack; 等 and 其中 leave out more."""
    if "等" in prose.text[parts[0].end : end] or "其中" in prose.text[whole.end : parts[0].start]:
        return False
    return one_digit_off(whole, parts, least=_SURE)


def of_sources(prose: Prose, item: Item) -> Iterator[Finding]:
    """资金60万元来源于市级35万元和区级25万元: sources of money are all of it, unless the text says 主要 or 等."""
    for found in _SOURCES.finditer(prose.text, item.passages[0].start, item.passages[-1].end):
        begin, end = prose.sentence(found.start())
        inside = [it for it in item.mentions if begin <= it.start < end]
        ahead = [it for it in inside if it.end <= found.start()]
        parts = row_from(prose, inside[len(ahead) :], found.end(), (_SOURCE_GAP, _NEXT_SOURCE))
        if len(parts) < 2 or not ahead or not ahead[-1].kind is parts[0].kind is Kind.MONEY:  # noqa: PLR2004  (a list)
            continue
        whole, rest = ahead[-1], inside[len(ahead) + len(parts) :]
        main = prose.text.endswith("主要", begin, found.start())
        open_list = main or bool(rest) or "等" in prose.text[parts[-1].end : min(end, parts[-1].end + 4)]
        claimed = _OF_THESE.fullmatch(prose.text, whole.end, found.start())
        plain = all(is_plain(prose.text, it) for it in (whole, *parts)) and not vague(prose.text, (whole, *parts))
        if claimed and plain and not (open_list and _total(parts) < worth(whole)):
            yield from judge(prose, whole, parts, "来源于", complete=True)


def of_pieces(prose: Prose, item: Item) -> Iterator[Finding]:
    """盾牌20面、钢叉15把、头盔25顶，共60件: things of many kinds counted together."""
    for at, whole in enumerate(item.mentions):
        if (
            whole.unit != "件"
            or not at
            or not _ALL_PIECES.fullmatch(prose.text, item.mentions[at - 1].end, whole.start)
        ):
            continue
        parts = [item.mentions[at - 1]]
        for it in reversed(item.mentions[: at - 1]):
            beside = _NEXT_PIECE.fullmatch(prose.text, it.end, parts[-1].start)
            if not beside or not (_is_thing(it) or beside[0].startswith("、")):
                break
            parts.append(it)
        wrong = all(map(_is_thing, parts)) and not tail_adds_up(whole, parts[::-1])
        if len(parts) > 1 and not vague(prose.text, (whole, *parts)) and wrong:
            told = [it._replace(unit=whole.unit) for it in reversed(parts)]
            yield from judge(prose, whole, told, "共", complete=True)


def _is_thing(mention: Mention) -> bool:
    return mention.kind is Kind.COUNT and mention.unit in _PIECES and mention.value is not None


def of_kinds(prose: Prose, item: Item) -> Iterator[Finding]:
    """消防演练、防汛演练和地震演练各2场，共6场: as many times as there are names before 各."""
    for found in _OF_EACH.finditer(prose.text, item.passages[0].start, item.passages[-1].end):
        at = bisect_left(item.mentions, (found.end(),))
        one, whole = (*item.mentions[at : at + 2], None, None)[:2]
        named = _KINDS.search(prose.text[prose.sentence(found.start())[0] : found.start()])
        if one is None or whole is None or named is None or one.start != found.end():
            continue
        if (
            _MANY.search(named[1])
            or not alike(one, whole)
            or not _ALL_PIECES.fullmatch(prose.text, one.end, whole.start)
        ):
            continue
        parts = [one] * len(_AND.split(named[1]))
        names = len(_NAMED.split(prose.text[prose.sentence(found.start())[0] : found.start()]))
        if any(worth(one) * many == worth(whole) for many in range(2, names + 1)):
            continue  # 消防演练，防汛演练、地震演练各2场，共6场
        if len(parts) > 1 and not vague(prose.text, (one, whole)) and not adds_up(whole, parts):
            yield from judge(prose, whole, parts, "各", complete=True)


def of_rates(prose: Prose, item: Item) -> Iterator[Finding]:
    """每座补助1,500元，其中省级1,000元、县级500元: what a rate is made of cannot exceed it; totals would by far."""
    if prose.text.find("每", item.passages[0].start, item.passages[-1].end) < 0:
        return
    for at, whole in enumerate(item.mentions):
        listed = _OF_RATE.match(prose.text, whole.end) if whole.kind is Kind.MONEY else None
        if listed is None or not _RATE.search(prose.text, max(0, whole.start - 16), whole.start):
            continue
        parts = row_from(prose, item.mentions[at + 1 :], listed.end(), (_NEXT_SOURCE_OF_RATE, _NEXT_SOURCE_OF_RATE))
        near = worth(whole) < _total(parts) <= 2 * worth(whole)
        if len(parts) > 1 and alike(parts[0], whole) and near and not vague(prose.text, (whole, *parts)):
            yield from judge(prose, whole, parts, "其中", complete=False)
