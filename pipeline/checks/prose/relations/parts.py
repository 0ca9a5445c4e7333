"""Parts (分项) named in the text under 其中 and 包括, and what is said where they miss their whole."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.items import adds_up, alike, some_add_up, tolerance, worth
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.model import money
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose

TAIL_DECIMALS = 2
NEAR = 24
PARTS = declare(
    "prose-parts",
    "文中分项与总数不符",
    "critical",
    source="rules 10, 16",
    notes=(
        "正文写明“由……构成”“分别为”“合计”“剩余”的，各分项之和要等于总数；“其中”的分项不得超过总数。以印出的小数位为准。"
    ),
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
    notes=(
        "各分项四舍五入后相加与总数相差 0.01 万元以内，或“其中”的分项与总数都印到同样的小数位、"
        "相差不超过四舍五入能带来的，可以接受，仅作记录。"
    ),
    fix="不必修改。",
)
_TWICE = re.compile(
    "[^。；：\\n]{0,8}[（(，,][^）)。；]{0,12}(?:重复|去重|重叠|交叉|兼任|均参加|都参加|均享受|两次参加|参加[两多])"
)
REST = re.compile(
    "(?:剩余|其余|余下|剩下|结余|节余|尚余|尚有|还剩|待付|待支付)(?:的|尾款|余款|资金|部分|经费|款项|金额|为|约|共|：|:)*$"
)


def words_before(prose: Prose, begin: int, mention: Mention) -> str:
    """Cut out the words of the sentence directly before a figure."""
    return prose.text[max(begin, mention.start - NEAR) : mention.start]


def row_from(
    prose: Prose, mentions: Iterable[Mention], place: int, gaps: tuple[re.Pattern[str], re.Pattern[str]]
) -> list[Mention]:
    """Gather the figures alike that follow a place as a list; `gaps` are the words before the first and the others."""
    row: list[Mention] = []
    for it in mentions:
        if (row and not alike(it, row[-1])) or not gaps[bool(row)].fullmatch(prose.text, place, it.start):
            break
        row.append(it)
        place = it.end
    return row


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


def goes_on(prose: Prose, whole: Mention, parts: Sequence[Mention]) -> bool:
    """Tell whether the sentence before tells the whole of all of these, or the one behind what is left of it."""
    begin, end = min(whole.start, parts[0].start), max(whole.end, parts[-1].end)
    passage = prose.passage_at(begin)
    first, last = prose.sentence(begin)[0], prose.sentence(end)[1]
    before = [it for it in prose.figures(passage.start, first) if alike(it, whole)][-1:]
    behind = [it for it in prose.figures(last, passage.end) if alike(it, whole)][:1]
    return any(len(parts) > 1 and some_add_up(it, parts, whole) for it in before) or any(
        adds_up(whole, (*parts, it)) for it in behind
    )


def told_ahead(prose: Prose, parts: Sequence[Mention]) -> bool:
    """Tell whether their own row, or the one before it, tells ahead of figures what they make."""
    first = parts[0]
    row = bisect_left(prose.starts, prose.passage_at(first.start).start)
    ahead = prose.figures(prose.starts[max(row - 1, 0)], first.start)
    return any(alike(it, first) and adds_up(it, parts) for it in ahead)


def judge(prose: Prose, whole: Mention, parts: Sequence[Mention], claim: str, *, complete: bool) -> Iterator[Finding]:
    """Compare the parts with their whole; one finding at the whole's paragraph."""
    total = sum((worth(part) for part in parts), Decimal(0))
    difference, slack = total - worth(whole), tolerance((whole, *parts))
    if abs(difference) <= slack or _TWICE.match(prose.text, max(whole.end, parts[-1].end)):
        return
    if goes_on(prose, whole, parts):
        return
    where = prose.passage_at(whole.start).where
    others = {prose.passage_at(part.start).where for part in parts} - {where}
    listed = "、".join(part.text for part in parts)
    found, expected = _amount(whole, total), whole.text
    gap = _amount(whole, abs(difference))
    added = (
        f"{listed}相加是{found}，与写的{whole.text}相差{gap}" if len(parts) > 1 else f"{listed}与{whole.text}相差{gap}"
    )
    message = f"按“{claim}”的说法，{added}。"
    rule = PARTS if complete or difference > 0 else SHORT
    if whole.kind is Kind.MONEY and "万" in whole.unit and abs(difference) <= _tail(whole, parts, slack):
        rule = TAIL
    if not complete and abs(difference) <= _rounded_off(whole, parts):
        rule = TAIL
    told = rule.at(where, *sorted(others), found=found, expected=expected, message=message)
    over = difference > 0 and not complete
    yield prose.causes.note(told, causes.of_sum(whole, parts, Fraction(difference), only_over=over))


def _tail(whole: Mention, parts: Sequence[Mention], slack: Decimal) -> Decimal:
    """How much a 万元 figure may be off in its last digit, in fen: parts of four decimals may round to one of two."""
    if whole.decimals >= TAIL_DECIMALS:
        return max(2 * slack, whole.step)
    printed = any(part.decimals >= TAIL_DECIMALS and part.unit == whole.unit for part in parts)
    return 2 * slack if printed else Decimal(0)


def _rounded_off(whole: Mention, parts: Sequence[Mention]) -> Decimal:
    """How far apart rounding alone may bring parts and whole that are all printed to the same decimals of 万元."""
    alike_printed = all((it.unit, it.decimals) == (whole.unit, whole.decimals) for it in parts)
    if whole.kind is not Kind.MONEY or not whole.decimals or whole.unit == "元" or not alike_printed:
        return Decimal(0)
    return (len(parts) + 1) * whole.step / 2
