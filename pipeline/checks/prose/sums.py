"""Sums (合计关系) claimed in the text: 其中, 包括, 由……构成, 分别为, 合计, 剩余."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.checks.prose.items import Item, alike, is_amount, is_plain, some_add_up, tolerance, vague, worth
from pipeline.checks.prose.mentions import Kind, Mention
from pipeline.model import money
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.checks.prose.document import Prose

TAIL_DECIMALS = 2
_NEAR = 24
PARTS = declare(
    "prose-parts",
    "文中分项与总数不符",
    "critical",
    source="rules 10, 16",
    notes="正文写明“由……构成”“分别为”“合计”“剩余”的，各分项之和要等于总数；“其中”的分项不得超过总数。以印出的小数位为准。",
    fix="请核对各分项和总数，改成能加得起来的数字。",
)
SHORT = declare(
    "prose-parts-short",
    "文中分项合计少于总数",
    "warning",
    source="rules 10",
    notes="“其中”列出的分项加起来少于总数，多半漏写了一项。",
    fix="请补上漏写的分项，或说明其余部分用在哪里。",
)
TAIL = declare(
    "prose-tail",
    "文中合计有尾差",
    "info",
    source="rules 15",
    notes="各分项四舍五入后相加与总数相差 0.01 万元以内，可以接受，仅作记录。",
    fix="不必修改。",
)
_OF_WHICH = re.compile("其中|包括|包含")
_PARENT_GAP = re.compile("[^0-9０-９。]{0,16}")
_MADE_OF = re.compile("由([^。]{4,120}?)(?:构成|组成|组成的|两部分|三部分)")
_EACH = re.compile("分别(?:为|是|达|有|支出|安排|拨付|投入|使用)?[^，。；0-9]{0,6}$")
_LIST_GAP = re.compile("[、，,和及与 ]{1,2}|以及")
_SUM = re.compile(
    "(?:^|[，,；;、：:（(。])(?:以上|上述|[一二两三四五六七八九十]项|各项|几项|以上[一二两三四五六七八九十]项)?(?:总共|合计|共计|总计|一共|共)(?:为|是|支出|使用|投入|资金|金额|人数|：|:|约)*$"
)
_REST = re.compile("(?:剩余|其余|余下|剩下|结余)(?:的|资金|部分|经费|款项|金额|为|约|共|：|:)*$")
_CLASSES = re.compile("男|女|党员|少数民族|老年|老人|残疾|退役|低保|青年|干部|团员|儿童|未成年|困难|大专|本科|高级")


def _before(prose: Prose, begin: int, mention: Mention) -> str:
    """The words of the sentence directly before a figure."""
    return prose.text[max(begin, mention.start - _NEAR) : mention.start]


def _amount(mention: Mention, value: Decimal) -> str:
    """Print a sum in the unit of its whole."""
    if mention.kind is not Kind.MONEY:
        return f"{money.plain(value)}{mention.unit}"
    exact = value % money.FEN_PER_YUAN or abs(value) < money.FEN_PER_YUAN * 100
    return (
        f"{money.wan_text(int(value), 6 if exact else 2)}万元"
        if "万" in mention.unit
        else f"{money.yuan_text(int(value))}元"
    )


def _judge(prose: Prose, whole: Mention, parts: Sequence[Mention], claim: str, *, complete: bool) -> Iterator[Finding]:
    """Compare the parts with their whole; one finding at the whole's paragraph."""
    total = sum((worth(part) for part in parts), Decimal(0))
    difference, slack = total - worth(whole), tolerance((whole, *parts))
    where = prose.passage_at(whole.start).where
    others = {prose.passage_at(part.start).where for part in parts} - {where}
    listed = "、".join(part.text for part in parts)
    found, expected = _amount(whole, total), whole.text
    gap = _amount(whole, abs(difference))
    message = f"“{claim}”列出的{listed}合计{found}，与{whole.text}相差{gap}。"
    if abs(difference) <= slack:
        return
    rule = PARTS if complete or difference > 0 else SHORT
    decimals = max(part.decimals for part in (whole, *parts) if part.unit == whole.unit)
    if abs(difference) <= 2 * slack and whole.kind is Kind.MONEY and "万" in whole.unit and decimals >= TAIL_DECIMALS:
        rule = TAIL
    yield rule.at(where, *sorted(others), found=found, expected=expected, message=message)


def _of_which(prose: Prose, item: Item) -> Iterator[Finding]:
    """其中 and 包括: parts may fall short, never exceed."""
    for word in _OF_WHICH.finditer(prose.text, item.passages[0].start, item.passages[-1].end):
        begin, end = prose.sentence(word.start())
        before = [it for it in item.mentions if begin <= it.start and it.end <= word.start()]
        if not before or not _PARENT_GAP.fullmatch(prose.text, before[-1].end, word.start()):
            continue
        whole = before[-1]
        if not (is_plain(prose.text, whole) and alike(whole, whole)):
            continue
        limit = _next_claim(prose, word.end(), end)
        parts = [
            it
            for it in item.mentions
            if word.end() <= it.start < limit and alike(it, whole) and is_plain(prose.text, it)
        ]
        doubtful = any(
            word.end() <= it.start < limit and it.kind is whole.kind and not is_plain(prose.text, it)
            for it in item.mentions
        )
        if not doubtful:
            yield from _short_or_over(prose, item, whole, parts, word[0], end)


def _next_claim(prose: Prose, begin: int, end: int) -> int:
    """Where the next 其中 of the sentence takes over."""
    again = _OF_WHICH.search(prose.text, begin, end)
    return again.start() if again else end


def _short_or_over(
    prose: Prose, item: Item, whole: Mention, parts: list[Mention], claim: str, end: int
) -> Iterator[Finding]:
    if not parts or vague(prose.text, (whole, *parts)) or some_add_up(whole, parts):
        return
    total = sum((worth(part) for part in parts), Decimal(0))
    later = [it for it in item.mentions if it.start > end and alike(it, whole) and is_plain(prose.text, it)]
    if total > worth(whole):
        if whole.kind is not Kind.MONEY and len(parts) > 1 and _overlapping(prose, parts):
            return
        yield from _judge(prose, whole, parts, claim, complete=False)
    elif whole.kind is Kind.MONEY and later:
        yield from _short_with_later(prose, whole, parts, later, claim)
    elif len(parts) > 1 and not _REST.search(prose.text[parts[-1].end : parts[-1].end + 20]):
        yield from _judge(prose, whole, parts, claim, complete=_both_sexes(prose, parts))


def _short_with_later(
    prose: Prose, whole: Mention, parts: list[Mention], later: list[Mention], claim: str
) -> Iterator[Finding]:
    """Parts may go on in the following sentences and rows of the item, as long as the whole holds them."""
    if some_add_up(whole, later, *parts):
        return
    total = sum((worth(part) for part in parts), Decimal(0))
    for part in later:
        if total + worth(part) <= worth(whole):
            parts, total = [*parts, part], total + worth(part)
    if len(parts) > 1:
        yield from _judge(prose, whole, parts, claim, complete=False)


def _words_around(prose: Prose, part: Mention) -> str:
    return prose.text[max(0, part.start - 8) : part.end + 4]


def _overlapping(prose: Prose, parts: Sequence[Mention]) -> bool:
    """People may be party members and women at once: such classes need not add up."""
    return any(_CLASSES.search(_words_around(prose, part)) for part in parts) and not _both_sexes(prose, parts)


def _both_sexes(prose: Prose, parts: Sequence[Mention]) -> bool:
    around = [_words_around(prose, part) for part in parts]
    return len(parts) == 2 and "男" in around[0] + around[1] and "女" in around[0] + around[1]  # noqa: PLR2004  (men and women)


def _made_of(prose: Prose, item: Item) -> Iterator[Finding]:
    """由……构成: the parts are all of it; the whole stands before 由, or after 合计."""
    for found in _MADE_OF.finditer(prose.text, item.passages[0].start, item.passages[-1].end):
        begin, end = prose.sentence(found.start())
        inside = [
            it
            for it in item.mentions
            if found.start() < it.start < found.end() and it.kind is Kind.MONEY and is_amount(prose.text, it)
        ]
        before = [
            it
            for it in item.mentions
            if begin <= it.start < found.start() and it.kind is Kind.MONEY and is_amount(prose.text, it)
        ]
        behind = [
            it for it in item.mentions if found.end() <= it.start < end and _SUM.search(_before(prose, begin, it))
        ]
        whole = before[-1] if before else behind[0] if behind else None
        if whole and len(inside) > 1 and alike(whole, inside[0]) and not vague(prose.text, (whole, *inside)):
            yield from _judge(prose, whole, inside, "由……构成", complete=True)


def _list_from(prose: Prose, item: Item, at: int) -> list[Mention]:
    """The figures that follow each other as a list, from the one at `at` on."""
    listed = [item.mentions[at]]
    for mention in item.mentions[at + 1 :]:
        if not (alike(mention, listed[-1]) and _LIST_GAP.fullmatch(prose.text, listed[-1].end, mention.start)):
            break
        listed.append(mention)
    return listed


def _each(prose: Prose, item: Item) -> Iterator[Finding]:
    """分别为: a list of parts whose whole stands before it in the sentence."""
    for at, mention in enumerate(item.mentions):
        begin = prose.sentence(mention.start)[0]
        if not _EACH.search(_before(prose, begin, mention)):
            continue
        parts = _list_from(prose, item, at)
        before = [
            it for it in item.mentions[:at] if it.start >= begin and alike(it, mention) and is_plain(prose.text, it)
        ]
        if (
            len(parts) > 1
            and len(before) == 1
            and re.search("共|总|合计|全年|支出|投入|安排|使用", prose.text[begin : before[0].start])
        ):
            whole = before[0]
            if not vague(prose.text, (whole, *parts)):
                yield from _judge(prose, whole, parts, "分别为", complete=True)


def _summed(prose: Prose, item: Item) -> Iterator[Finding]:
    """合计 and 共 behind a list of figures of one kind in the same sentence."""
    for at, whole in enumerate(item.mentions):
        begin = prose.sentence(whole.start)[0]
        claim = _SUM.search(_before(prose, begin, whole))
        if not claim:
            continue
        parts = [it for it in item.mentions[:at] if it.start >= begin and alike(it, whole) and is_plain(prose.text, it)]
        per = [it for it in item.mentions[:at] if it.start >= begin and not is_plain(prose.text, it)]
        if len(parts) > 1 and not per and not vague(prose.text, (whole, *parts)) and not _claimed(prose, begin, whole):
            if not some_add_up(whole, parts):
                yield from _judge(prose, whole, parts, "合计", complete=True)


def _claimed(prose: Prose, begin: int, whole: Mention) -> bool:
    """Tell whether another claim of the sentence already judges this sum."""
    return bool(re.search("其中|包括|构成|组成", prose.text[begin : whole.start]))


def _rest(prose: Prose, item: Item) -> Iterator[Finding]:
    """剩余 and 其余: what is left of the whole after the parts before it, over all sentences of the item."""
    amounts = [it for it in item.mentions if it.kind is Kind.MONEY]
    for at, rest in enumerate(amounts):
        begin = prose.sentence(rest.start)[0]
        if at < 2 or not _REST.search(_before(prose, begin, rest)):  # noqa: PLR2004  (a whole and a part)
            continue
        before = amounts[:at]
        if not all(is_plain(prose.text, it) for it in (*before, rest)) or vague(prose.text, (*before, rest)):
            continue
        if not any(some_add_up(whole, [it for it in before if it is not whole], rest) for whole in before):
            yield from _judge(prose, before[0], [*before[1:], rest], "剩余", complete=True)


_CHECKS = (
    (_rest, ("剩余", "其余", "余下", "剩下", "结余")),
    (_made_of, ("构成", "组成", "两部分", "三部分")),
    (_each, ("分别",)),
    (_summed, ("共", "合计", "总计")),
    (_of_which, ("其中", "包括", "包含")),
)


def judge_sums(prose: Prose, item: Item) -> Iterator[Finding]:
    """Every sum that an item claims and that does not hold, one finding a whole."""
    seen = set()
    begin, end = item.passages[0].start, item.passages[-1].end
    for check, words in _CHECKS:
        if all(prose.text.find(word, begin, end) < 0 for word in words):
            continue
        for finding in check(prose, item):
            key = (finding.cells[0], finding.expected)
            if key not in seen:
                seen.add(key)
                yield finding
