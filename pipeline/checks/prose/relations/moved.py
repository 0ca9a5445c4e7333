"""Moved (增减的词): which word makes a figure the change on what was before, and the share of that which it is."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.reading.items import alike, as_fraction, computed_text, vague
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.changes import GROWTH, LESS, MORE, RISES
from pipeline.checks.prose.relations.computed import contradicted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

WORDS = f"{MORE}|{LESS}"
YEAR = "(?:上年|去年|上一?年度?|(?:19|20)[0-9]{2}年度?)"
NOUN = "[^，。；、0-9０-９]{0,8}"
AGAINST = re.compile(
    f"[，,（(]?(?:同比)?[较比](?:{YEAR}|年初|同期|原|(?:采购|项目)?预算价?|法定|承诺|规定|控制价|最高限价|概算|送审价?|计划|目标){NOUN}"
)
ALREADY = re.compile(f"({WORDS}|多|少)(?:了|约)?$")  # 较上年减少12万元 names the change, not the old value
_UPWARDS = frozenset("多增超扩净新追")
_MOVING = re.compile("[多少增减超短扩缩净新追][一-龥]{1,4}?(?:了|约)?$")  # 比上年多接待, 少用, 增支, 超收, 扩招
_YEAR_ON_YEAR = re.compile(
    f"[，,（(](?:同比|[与和同]{YEAR}{NOUN}相比[，,]?[^，。；0-9０-９]{{0,10}})(?:(?:{WORDS})(?:了)?|{_MOVING.pattern})"
)
AND_BY = re.compile(f"[，,、（(]?(?:同比|比上年|降幅|增幅|幅度)?(?:{WORDS})?(?:率|幅度)?(?:为|达到|达|了|约)?")


def moved_by(between: str, before: str) -> str | None:
    """Find the word that makes a figure the change; in 新增就业550人，较上年新增就业500人 it is the name of both."""
    plain = ALREADY.search(between)
    if plain:
        return plain[1]
    moving = _MOVING.search(between)
    return moving[0] if moving and moving[0] not in before else None


def already(between: str, before: str) -> str | None:
    """Find the word that makes the second of two figures the change: ，较上年减少, ，同比增加."""
    return moved_by(between, before) if AGAINST.fullmatch(between) or _YEAR_ON_YEAR.fullmatch(between) else None


def held_percent(prose: Prose, new: Mention, amount: Mention, change: Mention, moved: str) -> Iterator[Finding]:
    """318万元，较上年减少16万元，下降4.8%: the amount's share of what was before, as far as printed digits can tell."""
    if change.kind is not Kind.PERCENT or not alike(new, amount) or vague(prose.text, (new, amount, change)):
        return
    if not AND_BY.fullmatch(prose.text, amount.end, change.start):
        return
    sign = -1 if moved in RISES or moved[0] in _UPWARDS else 1
    before, part = as_fraction(new) + sign * as_fraction(amount), as_fraction(amount)
    exact = amount.kind is Kind.COUNT and not amount.decimals
    narrow, wide = (0 if exact else Fraction(step) / 2 for step in (amount.step, new.step + amount.step))
    half = Fraction(change.step) / 2
    if before <= wide:
        return
    least, most = (part - narrow) * 100 / (before + wide), (part + narrow) * 100 / (before - wide)
    if least - half <= as_fraction(change) <= most + half:
        return
    right = computed_text(change, part * 100 / before)
    mends = causes.of_part_of_before(new, amount, change, -sign)
    yield contradicted(prose, GROWTH, change, f"{new.text}，{moved}{amount.text}，变化应为", right, mends)
