"""Reaching (达到的项目数): how many projects a text says have reached a rate, an amount or a balance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import numerals
from pipeline.checks.prose.tables.partial import wrong_year
from pipeline.checks.prose.tables.rules import DECLARED
from pipeline.model import money

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Passage, Prose
    from pipeline.model.findings import Finding

NUMBER = "[0-9]{1,3}|[一二两三四五六七八九十]{1,3}"
_OVER, _UNDER = frozenset({"超过", "高于", "大于"}), frozenset({"不足", "低于", "小于", "未达", "未达到", "未超过"})
_SIGN = f"(?:均|都)?(?P<sign>为|是|达到?|在|不低于|{'|'.join(sorted(_OVER))}|未达到|{'|'.join(sorted(_UNDER))})?"
BLANK = "[ 　]?"
_END = "(?![至到～~—-])(?P<behind>及?以上|以下)?"
_RATE = rf"(?P<limit>[0-9]+(?:\.[0-9]+)?){BLANK}[%％]{BLANK}{_END}"
_SUM = rf"(?P<limit>[0-9]+(?:\.[0-9]+)?){BLANK}(?P<unit>万?元){BLANK}{_END}"
_NOT_MORE = "(?<![0-9一二两三四五六七八九十第])"
_HAVE = f"(?:共有|有|共)?{BLANK}(?P<number>{NUMBER}){BLANK}个(?!月|百分点)"
_HAS = re.compile("[有共]")
_COUNTED = (
    re.compile(
        f"{_NOT_MORE}(?P<number>{NUMBER}){BLANK}个(?:(?:预算)?项目)?的?(?:全年|预算|资金|支出)*执行率{_SIGN}{BLANK}{_RATE}"
    ),
    re.compile(f"执行率{_SIGN}{BLANK}{_RATE}的?(?:预算)?(?:项目)?{_HAVE}"),
    re.compile(
        f"{_NOT_MORE}(?P<number>{NUMBER}){BLANK}个(?:预算)?项目(?:均|都)?(?:存在|产生|形成|有)(?P<left>(?:资金|预算)?结余)"
        "(?![0-9０-９])"
    ),
    re.compile(f"(?P<column>支出|全年预算)(?:金额|数)?{_SIGN}{BLANK}{_SUM}的(?:预算)?(?:项目)?{_HAVE}"),
)
_ALL = re.compile(
    f"(?<![0-9一二两三四五六七八九十第其除])({NUMBER}){BLANK}个(?:预算)?项目|(?:上述|以上|下列|全部|所有|各)(?:预算)?项目"
    f"|(?:自评|评价|年度)的?项目共?({NUMBER})个"
)
_HEAD, _FAR = re.compile(f"[^，。；0-9]{{0,10}}({NUMBER})个项目。"), 60
_OTHERS = re.compile("上年|去年|往年|全区|全市|全县|区级|市级|社区|部门|计划|预计|力争|确保|除|其余|剔除|另")
_ABOUT_ALL = frozenset({"一（一）", "二", "四.1", "四.2", "四.3", "四.4", "六"})
COLUMNS = {"支出": "spent", "全年预算": "budget"}


def counted(prose: Prose, passage: Passage) -> Iterator[Finding]:
    """其中2个项目执行率达到100%; 执行率90%以上的有2个; 支出超过50万元的有1个."""
    for pattern in _COUNTED:
        for found in pattern.finditer(prose.text, passage.start, passage.end):
            begin = prose.sentence(found.start())[0]
            bare = found[0].startswith("执行率") and not _HAS.search(found[0])
            if bare and "执行率" in prose.text[begin : found.start()]:
                continue  # 执行率100%的1个、执行率90%以上的1个 may leave out those named before
            if not (of_all(prose, begin, found.start()) or _about_all(prose, passage, begin, found.end())):
                continue
            right, said = _numbers(prose, found), int(numerals.read(found["number"]).value)
            if right and said not in right:
                yield _wrong_number(prose, passage, found, (said, max(right)))


def of_all(prose: Prose, begin: int, end: int) -> bool:
    """Tell whether the words of a sentence up to a claim are about all projects of the list, and about nothing else."""
    words = prose.text[begin:end]
    told = list(_ALL.finditer(words))
    if _OTHERS.search(words) or prose.named(begin, end) or wrong_year(prose, words):
        return False
    numbers = [found[1] or found[2] for found in told]
    return any(it is None or numerals.read(it).value == len(prose.book.projects) for it in numbers)


def headed(prose: Prose, at: int) -> bool:
    """Tell whether a row opens with the number of all projects, and names none: 全局4个项目。预算751.2万元."""
    mention, passage, *_ = prose.spots[at]
    if mention.start - passage.start > _FAR:
        return False
    head = _HEAD.match(prose.text, passage.start)
    many = head is not None and numerals.read(head[1]).value == len(prose.book.projects)
    return many and not prose.named(passage.start, mention.start)


def _about_all(prose: Prose, passage: Passage, begin: int, end: int) -> bool:
    """Tell whether a section speaks of all projects where its sentence names no other number of them."""
    words = prose.text[begin:end]
    return (
        passage.section in _ABOUT_ALL
        and not _OTHERS.search(words)
        and not prose.named(begin, end)
        and "中" not in words
    )


def _values(prose: Prose, found: re.Match[str]) -> tuple[Fraction, Sequence[Fraction | None]]:
    """Give the limit of a claim and what every project has against it: its rate, or an amount."""
    limit = Fraction(found["limit"])
    column = found.groupdict().get("column")
    if column is None:
        return limit, prose.book.rates
    limit *= money.FEN_PER_WAN if found["unit"] == "万元" else money.FEN_PER_YUAN
    amounts = (getattr(it, COLUMNS[column]) for it in prose.book.projects)
    return limit, [None if it is None else Fraction(it) for it in amounts]


def _numbers(prose: Prose, found: re.Match[str]) -> set[int]:
    """How many projects may be meant: 达到 and 以上 include the number itself, 超过 and 以下 may."""
    if "left" in found.groupdict():
        rows = prose.book.projects
        return {sum((it.budget or 0) > (it.spent or 0) for it in rows)} if all(it.budget for it in rows) else set()
    limit, values = _values(prose, found)
    known = [it for it in values if it is not None]
    if len(known) < len(values):
        return set()
    over, least = sum(it > limit for it in known), sum(it >= limit for it in known)
    if found["sign"] in _UNDER or found["behind"] == "以下":
        return {len(known) - over, len(known) - least}
    if found["sign"] in _OVER:
        return {over, least}
    if found["behind"] or found["sign"] not in {None, "为", "是"}:
        return {least}
    half = Fraction(1, 2 * 10 ** len(found["limit"].partition(".")[2]))
    return {sum(-half <= it - limit < half for it in known)}


def _wrong_number(prose: Prose, passage: Passage, claim: re.Match[str], numbers: tuple[int, int]) -> Finding:
    found, expected = (f"{number}个" for number in numbers)
    column = COLUMNS.get(claim.groupdict().get("column") or "", "spent")
    cells = prose.book.column(column)
    message = f"文中写“{claim[0]}”，按项目清单这样的项目有{expected}。"
    return DECLARED.at(passage.where, *cells, found=found, expected=expected, message=message)
