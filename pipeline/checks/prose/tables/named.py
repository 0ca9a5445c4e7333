"""Named (点名的项目): which cells a figure speaks of that stands directly behind a project's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.sources import Bound, held_amounts, rate_sources
from pipeline.checks.prose.tables.partial import YEARS, wrong_year

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Name, Passage, Prose

IS = "(?:共计|合计|总计|累计|共|总额|金额|数额|数|资金|经费|已|为|是|了|达到|达|约|近|人民币|仅|：|:| )*"
_MORE = "(?:补助|补贴|工程|专项)(?=年初|全年|调整后|实际|累计|共?支出|预算|决算)"  # 残疾人照护补贴支出, of 残疾人照护
MORE_OF_NAME = re.compile(_MORE)
_NAMED_GAP = re.compile(
    f'[”"』」》）)（(]?(?:项目|资金|经费|{_MORE})?[，,]?(?:全年|本年度|年度|本年|当年|实际|累计|共计|合计|总|共|项目|资金|已)*'
    "(年初(?:安排|批复|下达)?(?:财政)?预算(?:安排|批复|下达)?|调整后(?:的|全年)*预算|(?<=全年)预算"
    f"|支出|使用|预算|安排|投入|决算|支付)?{IS}"
)
_NAMED_ROLES = {"预算": ("initial", "budget"), "安排": ("initial", "budget"), "年初": ("initial",), "调整": ("budget",)}
_CHANGED = re.compile(
    "(?:追加|追减|[调压核][增减]|增加|减少|中央|[省市区县]级?|上级|配套)(?:了|安排|财政)*[“《]?$"
)  # of a part
_ELSE, _ELSE_OR_PART = re.compile("上年|去年|往年|结转|拟"), re.compile("上年|去年|往年|结转|拟|其中")
_NOT_SPENT = re.compile(  # what a list of projects with bare amounts may tell of them instead
    "结余|剩余|没花|没用|花剩|未形成|未支出|未使用|未执行|追加|[调核压]减|[调核]增|增加|减少|收入|到位|下达|拨付|合同|中标|招标|质保|欠|未付|审减|节约|节省|明年|下年|半年|季度"
)
_AMOUNT_ENDS = re.compile("[0-9]+(?:[.][0-9]+)?(?:[万亿]?元|[%％])$")
_JOINED = frozenset("和与及、")
_NEAR = 8
WIDEST = 40  # signs between a name and what is told of it


def by_name(prose: Prose, mention: Mention, passage: Passage, names: Sequence[Name]) -> Bound | None:
    """Bind a figure that stands directly after a project's exact name."""
    name = names[-1] if names else None
    if name is None or name.shared or mention.kind is not Kind.MONEY or mention.start - name.end > WIDEST:
        return None
    gap = _NAMED_GAP.fullmatch(prose.text, name.end, mention.start)
    if gap is None or _joined(prose.text, name.start) or _other_year(prose, name.start, passage):
        return None
    if gap[0].startswith(("，", ",")) and not gap[1]:
        return None
    role = gap[1] or ""
    if not role and (mention.value or 0) < 0:
        return None  # 专家会诊-2.3万元 is how its budget moved
    if not role and _NOT_SPENT.search(prose.text, prose.sentence(name.start)[0], name.start):
        return None
    columns: tuple[str, ...] = ("spent",) if role else ("spent", "budget", "initial")
    columns = ("budget",) if role and "全年预算" in gap[0] else _NAMED_ROLES.get(role[:2], columns)
    how = "opening" if _among(prose, name, passage) else "name"
    return Bound(mention, passage, held_amounts(prose, name.project, *columns), name.project, how)


_RATE_GAP = re.compile("[”》]?(?:项目|经费)?(?:为|是|达到?|：)?")
_RATE_WORD = re.compile("(?s:.*)(?:率|度|占比|比例|占)")


def rate_by_name(prose: Prose, mention: Mention, passage: Passage, names: Sequence[Name]) -> Bound | None:
    """Bind a percentage directly behind a name in a list of rates: 执行率由高到低依次为甲99.17%、乙98.33%."""
    name = names[-1]
    if mention.kind is not Kind.PERCENT or mention.start - name.end > _NEAR or "执行率" not in passage.text:
        return None
    if not _RATE_GAP.fullmatch(prose.text, name.end, mention.start) or _joined(prose.text, name.start):
        return None
    begin, _ = prose.sentence(name.start)
    said = _RATE_WORD.match(prose.text, begin, name.start)
    if said is None or not prose.text.endswith("执行率", begin, said.end()):
        return None
    if _other_year(prose, name.start, passage) or re.search("上半年|季度|截至|[0-9]月", prose.text[begin : name.start]):
        return None
    return Bound(mention, passage, rate_sources(prose, name.project), name.project, "rate")


def _joined(text: str, start: int) -> bool:
    """Tell whether a name is told together with the one before it: 甲、乙共100万元, but not 甲40万元、乙60万元."""
    return text[start - 1 : start] in _JOINED and not _AMOUNT_ENDS.search(text, max(0, start - 12), start - 1)


def _among(prose: Prose, name: Name, passage: Passage) -> bool:
    """Tell whether 其中 opens a list of projects in a paragraph of none: each has its amount, or a part of it."""
    return passage.project is None and "其中" in prose.text[max(passage.start, name.start - 12) : name.start]


def _other_year(prose: Prose, place: int, passage: Passage) -> bool:
    """Tell whether another year is named just before a place, or 上年, 结转 and the like."""
    sentence = prose.text[prose.sentence(place)[0] : place]
    before = sentence[-12:]
    words = _ELSE if passage.project is None else _ELSE_OR_PART
    other = wrong_year(prose, before) or _plans(prose, sentence)
    return other or bool(words.search(before) or _CHANGED.search(before))


def _plans(prose: Prose, before: str) -> bool:
    """Tell whether the last year before a project's name is a later one: 2025年拟安排甲50万元、乙64万元."""
    years = YEARS.findall(before)
    return bool(years) and prose.book.info.year is not None and int(years[-1]) > prose.book.info.year
