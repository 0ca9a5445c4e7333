"""Lists (列举): whether what follows 其中 goes on, is open, or names classes that overlap."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.items import worth
from pipeline.checks.prose.reading.joined import row_before
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.called import graded, leave_nothing_out, names, noun_behind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.checks.prose.reading.document import Prose

_TITLE = re.compile(
    "(?:[（(]?[一二三四五六七八九0-9][）)、.．]|[一二三四五六]是|第[一二三四五六])?[一-龥“”]{2,24}(?:经费|费用|补助|补贴|费|款|奖励|奖补)"
)
_OTHER_MONEY = re.compile(
    "另|此外|同时|自筹|配套|区级|市级|省级|上级|社会|企业|合同|中标|总|共|累计|上年|去年|预算|收|结转|预计|计划|拟"
)
_BAND = re.compile(
    "(?<![0-9])(?:[0-9]{1,3}[-－—–~～至到]{1,2}[0-9]{1,3}周?岁|[百0-9]{1,3}周?岁及?以上)(?:的?老人|的?人员|的)?(?:有|共)?$"
)
_LEVEL = re.compile(
    "(?:以[上下内](?:的)?[^，。；、0-9]{0,6}|(?:超过|不足|达到|低于|高于)[^，。；、]{1,8}的)$"
)  # 千万元以上46家，亿元以上5家
_BUDGET = re.compile("预算[^，。；、0-9０-９]{0,4}$")
_SPENT = re.compile("(?:支出|执行|使用)[^，。；0-9０-９]{0,4}$")
_SHARE = re.compile("[，,（(]?约?占[^，。；0-9０-９]{0,10}[0-9０-９.]+[ ]?[%％]")
_LEFT = re.compile("(?:结余|(?<!上年)结转)[^，。；0-9０-９]{0,4}$")
_NO_PART = re.compile("(?:[由从]|付息|利息|合同|中标|概算|总投资|总价)[^，。；、0-9０-９]{0,6}$")
_STAFF = re.compile("护[工理]员?|工作人员|职工|医护|员工|管理人员|服务人员|教师|社工|厨师|司机|保安")
_OF_STAFF = re.compile(f"{_STAFF.pattern}|在[职编岗册]|人员|队伍|编制")
_SIDE = re.compile("(?<![0-9])([0-9]{1,3}(?:周?岁|年|万?元|平方米))(?:及?(以上)|(以下))")
_OF_PEOPLE = frozenset({"人", "名", "位", "个", "户", "人次", "户次"})
_CLASSES = re.compile(
    "男|(?<!子)女|岁|党员|少数民族|老年|老人|残疾|退役|低保|青年|干部|团员|儿童|未成年|妇女|困难|大专|本科|高级|优秀|示范|先进|标杆|达标"
    "|过的[0-9]|满[一二两三四五六七八九十0-9]+年?的[0-9]|注册|持证|持有|取得|获得"
)
_AIDED = re.compile("低保|特困|五保|孤儿|边缘|困难")
_LAND = re.compile("基本农田|高标准|流转|确权|灌溉|保护区")  # what land is used for, and how it is kept
_CAME = re.compile("新(?:增|接收|纳入|收|入)|当年|本年|今年")
_WENT = re.compile("解除|退出|迁出|转出|注销|死亡|期满|清退")


def titled(prose: Prose, part: Mention) -> bool:
    """Tell whether a sentence opens like a list entry: ……建设补助7万元，."""
    begin = max(prose.sentence(part.start)[0], prose.passage_at(part.start).start)
    head = _TITLE.fullmatch(prose.text, begin, part.start)
    if prose.named(begin, part.start):
        return False
    return bool(head) and not _OTHER_MONEY.search(prose.text[begin : part.start])


def unbroken(prose: Prose, entries: list[Mention]) -> bool:
    """Tell whether such entries stand in one passage, one sentence each, one after the other."""
    places = [prose.sentence(part.start) for part in entries]
    return all(one[1] + 1 == two[0] for one, two in pairwise(places))


def open_ended(prose: Prose, parts: Sequence[Mention]) -> bool:
    """Tell whether the list says that it is not all (等, shares of its own), or lists classes that overlap."""
    last = parts[-1].end
    behind = prose.text[last : min(prose.sentence(last)[1], last + 6)]
    if any(_SHARE.match(prose.text, part.end) for part in parts):
        return True
    rest = behind.lstrip("，；、（）").startswith(("其余", "其他", "剩余", "另有", "另外"))  # 其余为体音美教师
    return rest or "等" in behind or "若干" in behind or (parts[0].kind is not Kind.MONEY and overlapping(prose, parts))


def _words_around(prose: Prose, part: Mention) -> str:
    """Cut out the words beside a part; those of the sentence or row before or behind say nothing of it."""
    begin, end = prose.sentence(part.start)
    first = max(begin, part.start - 8)
    cut = max(prose.text.rfind(sign, first, part.start) for sign in "，、；：") + 1  # 412名老人中，自理268人
    return prose.text[max(first, cut) : min(end, part.end + 4)]


def _bands_apart(prose: Prose, parts: Sequence[Mention]) -> bool:
    """Tell whether parts are bands of age that hold nobody twice; 70岁以上 are among those 60岁以上."""
    found = [_BAND.search(row_before(prose.text, part.start, 12)) for part in parts]
    bands = [band[0] for band in found if band]
    return len(bands) == len(parts) == len(set(bands)) and sum("以上" in band for band in bands) < 2  # noqa: PLR2004  (two open ones)


def overlapping(prose: Prose, parts: Sequence[Mention]) -> bool:
    """People may be party members and women at once: such classes need not add up; bands of age do."""
    if _both_sides(prose, parts) or _bands_apart(prose, parts):
        return False
    return not _exclusive(prose, parts) and _may_overlap(prose, parts)


def _exclusive(prose: Prose, parts: Sequence[Mention]) -> bool:
    """Tell whether nobody can be counted twice: men and women, 博士、硕士、本科."""
    return complete(prose, parts) or graded(names(prose, max(0, parts[0].start - 10), parts))


def _may_overlap(prose: Prose, parts: Sequence[Mention]) -> bool:
    if any(_LEVEL.search(row_before(prose.text, part.start, 12)) for part in parts):
        return True
    around = [_words_around(prose, part) for part in parts]
    if any(_LAND.search(words) for words in around):
        return True
    if any("未达标" in words or "不达标" in words for words in around) or _none_of_these(around):
        return False
    if parts[0].unit not in _OF_PEOPLE and not any("参" in words for words in around):
        return False  # 党员活动4场、志愿活动7场 count nothing twice, 党员参加4场、青年参加7场 may
    return any(_CLASSES.search(words) for words in around)


def _none_of_these(around: Sequence[str]) -> bool:
    """Tell whether the last are 其他 than those named before, who are each aided in one way: 低保、特困、其他困难."""
    return "其他" in around[-1] and all(_AIDED.search(words) for words in around)


def complete(prose: Prose, parts: Sequence[Mention]) -> bool:
    """Tell whether parts are called so that there can be no other: men and women, 合格 and 不合格."""
    told = names(prose, max(0, parts[0].start - 10), parts)
    return leave_nothing_out([name + noun_behind(prose, it)[:2] for name, it in zip(told, parts, strict=True)])


def _both_sides(prose: Prose, parts: Sequence[Mention]) -> bool:
    """Tell whether two parts lie above and below one bound, which are all: 60岁以上92人、60岁以下70人."""
    sides = [_SIDE.search(prose.text, max(0, part.start - 10), part.start) for part in parts]
    if len(sides) != 2 or not all(sides):  # noqa: PLR2004  (above and below)
        return False
    one, two = (side.groups() for side in sides if side)
    return one[0] == two[0] and one[1:] != two[1:]


def without_rest(prose: Prose, whole: Mention, parts: list[Mention]) -> list[Mention]:
    """Leave out what is left of the money that a list of spending ends with: 支出48万元，其中……，结余12万元."""
    if not parts or not _SPENT.search(row_before(prose.text, whole.start, 8)):
        return parts
    last = parts[-1]
    return parts[:-1] if _LEFT.search(row_before(prose.text, last.start, 8)) else parts


def of_other_things(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Tell whether every part is more than a whole counted in 个: 墓位分布在8个乡镇，其中城关镇95个 are no 乡镇."""
    return whole.unit == "个" and len(parts) > 1 and all(worth(it) > worth(whole) for it in parts)


def of_changes(prose: Prose, whole: Mention, parts: Sequence[Mention]) -> bool:
    """Tell whether a list holds what is no part: 由80件降至60件, 合同价60万元, a 预算 of what was spent."""
    before = [row_before(prose.text, it.start, 10) for it in (whole, *parts)]
    budgets = [bool(_BUDGET.search(words)) for words in before]
    flows = any(map(_WENT.search, before[1:])) and any(
        map(_CAME.search, before[1:])
    )  # 在册64人，其中新接收28人、解除31人
    return flows or any(map(_NO_PART.search, before[1:])) or (any(budgets) and not budgets[0])


def without_staff(prose: Prose, whole: Mention, parts: list[Mention]) -> list[Mention]:
    """Cut a list of those who are served where it goes on with those who serve: 老人102人，其中自费86人，护工28人."""
    if not parts or whole.unit not in _OF_PEOPLE:
        return parts
    begin = prose.sentence(whole.start)[0]
    if _OF_STAFF.search(prose.text, max(begin, whole.start - 12), parts[0].start):
        return parts
    told = names(prose, parts[0].start, parts)
    return parts[: next((at for at, name in enumerate(told) if at and _STAFF.search(name)), len(parts))]
