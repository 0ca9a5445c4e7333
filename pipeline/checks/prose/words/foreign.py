"""Foreign words (他处的话): another unit or another year in a sentence about this unit and this year."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.compare import holds
from pipeline.checks.prose.reading.document import Role
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.cells import Cell

OTHER_UNIT = declare(
    "prose-other-unit",
    "出现了其他单位的名称",
    "warning",
    source="rules 48",
    notes="正文里以本单位口气写的句子出现了其他街道、乡镇或同类单位的名称，多半是照抄时没有改。",
    fix="请核对单位名称。",
)
OTHER_YEAR = declare(
    "prose-other-year",
    "年份与预算年度不一致",
    "warning",
    source="rules 48",
    notes="说本年度情况的句子写了别的年份，多半是照抄时没有改。",
    fix="请核对年份；如是基本信息的预算年度填错，请改那里。",
)
_OF_PROJECTS = frozenset({Role.GOAL, Role.OUTCOME})
_LED = re.compile("(?:^|[，。、；：“（\x1e\n])(?:由|经|按|在)?([一-龥]{2,4})$")
_OPENING = re.compile("(?:^|[。；\x1e\n]|[，、]由|[，。；]经)(?:由|经)?([一-龥]{2,4}?)$")
_OF_LEVEL = re.compile("^[一-龥]{2,6}?([县区市旗][一-龥]{2,})$")  # 云岭县教育局 beside 青川县教育局
_BEHIND = re.compile(  # the rest of its full name, or what a unit does
    "(?:办事处|人民政府)(?![、等与和])"
    "|(?=(?:19|20)[0-9]{2}年|党工委|党委|严格|认真|高度重视|全面|坚持|成立|召开|不断|持续|进一步|结合|积极|始终|切实|深入|厉行|牢固"
    "|统筹|项目支出|财政所|位于|地处|下辖|总面积|现有|承担|(?:组织|开展)[^，。；]{0,8}自评)"
)
_NO_NAMES = re.compile(
    "各|该|我|本|全|等|相关|有关|其他|区|县|市|会同|联合|街道|社区|与|和|由|向|将|到|的|在|为|配合|协助|参加|学习|年|乡镇"
    "|中心|初级|高级|完全|实验|附属|寄宿|民办|公办|农村|基层|直属|下属|所属|职业|特殊|[两多几0-9一二三四五六七八九十]所|对口|帮扶"
)
_KIND = re.compile(  # what an office that is no 街道, 镇 or 乡 is called by
    "(?:初级|高级)?(中学)$|(?:中心)?(小学)$|(?:中心)?(卫生院)$|(学校|幼儿园|医院|卫生服务中心|司法所|派出所|财政所|图书馆|文化馆|博物馆"
    "|敬老院|福利院|气象局|水务局|水利局|消防救援大队|消防救援站)$"
)
_OURS = (
    "我街道|本街道|全街道|街道各|街道按|街道严|我单位|本单位|全年工作|全年支出|全年预算|全年执行"
    "|[我本](?:校|院|所|局|镇|乡|中心|馆|站|园)(?![^，。；]{0,8}(?:获|被|评为|荣|成立|挂牌|启用|创建))"
)
_YEAR = re.compile(
    f"((?:19|20)[0-9]{{2}})年度?(?:[，,]|全年)?(?:{_OURS}"
    "|项目支出绩效|部门预算|绩效自评|绩效目标|项目(?:支出)?(?:开展|进行|组织)?自评|项目(?:支出)?(?:开展|进行|组织)?绩效自评|度?项目绩效|自评得分)"
)
_EVALUATED = re.compile(
    "((?:19|20)[0-9]{2})年度?[，,]?(?:[^，。；0-9]{0,6}?(?:纳入)?(?:本次)?(?:绩效)?自评的?(?:项目|范围)"
    "|(?:[0-9]+|[一二两三四五六七八九十]+)个项目(?:年初预算|全年预算|共?支出))"
)
_MONEY = re.compile("支出|预算|执行")
_OWN_YEAR = re.compile(
    "(?:办事处|人民政府)?((?:19|20)[0-9]{2})年度?(?:纳入|共|全年|项目|部门|预算|实施|安排|开展|支出|绩效|自评)"
)
_OPENS = re.compile(
    "\\s*((?:19|20)[0-9]{2})年度?(?:[，,])?(?:计划|拟|全年|全部|共|完成|实际|开展|实施|已|组织|举办|建设|建成|新建|整治|改造|培训|走访)"
)
_YEAR_AHEAD = re.compile("((?:19|20)[0-9]{2})年度?[，,]?[“《]?$")
_PAID = re.compile("[”》]?(?:项目|全年|实际|共)*支出(?:资金|了|共|为)*")
_OF_PLANS = frozenset({"五", "六"})
_COMPARED = re.compile("较|比|与|自(?!评)|从|上年|截至|至|到|—|-|根据|《|按照|获|被")
_AHEAD = re.compile("将|继续|拟|下一步|打算|继而|持续")


def _units(text: str, kind: str) -> Iterator[tuple[int, str, str]]:
    """Where a unit of our kind (街道, 镇, 乡) is named, its own name, and what it is called behind that."""
    place = text.find(kind)
    while place >= 0:
        behind = _BEHIND.match(text, place + len(kind))
        if behind:
            found = (_LED if behind[0] else _OPENING).search(text[max(0, place - 6) : place])
            if found:
                yield place, found[1], kind + behind[0]
        place = text.find(kind, place + len(kind))


def _other_units(prose: Prose) -> Iterator[Finding]:
    unit = prose.book.info.unit or ""
    of_level = _OF_LEVEL.search(unit)
    own = _KIND.search(unit)
    kinds = dict.fromkeys((own[0], own[own.lastindex or 0])) if own else ()
    for kind in ("街道", "镇", "乡", *((of_level[1],) if of_level else kinds)):
        for place, name, behind in _units(prose.verbatim, kind) if kind in unit else ():
            if _NO_NAMES.search(name) or name in unit or unit[:2] in name or behind not in unit:
                continue
            whole, message = name + behind, f"文中写的是“{name}{behind}”，本单位是“{unit}”。"
            yield OTHER_UNIT.at(prose.passage_at(place).where, found=whole, expected=unit, message=message)


def _years_told(prose: Prose) -> Iterator[tuple[int, int]]:
    """Where a sentence gives a year for what this unit did; our own name counts like 我街道."""
    for found in _YEAR.finditer(prose.verbatim):
        yield found.start(), int(found[1])
    told = any(word in prose.verbatim for word in ("自评项目", "自评的项目", "自评范围", "个项目"))
    for found in (
        _EVALUATED.finditer(prose.verbatim) if told else ()
    ):  # the year after is also when the evaluation is made
        begin, end = prose.sentence(found.start())
        if int(found[1]) < (prose.book.info.year or 0) or _MONEY.search(prose.verbatim, begin, end):
            yield found.start(), int(found[1])
    yield from _own_amounts(prose)
    unit = (prose.book.info.unit or "").removesuffix("办事处").removesuffix("人民政府")
    place = prose.verbatim.find(unit) if len(unit) > 1 else -1
    while place >= 0:
        behind = place + len(unit)
        lead = re.search("((?:19|20)[0-9]{2})年度?[，,]?$", prose.verbatim[max(0, place - 7) : place])
        own = _OWN_YEAR.match(prose.verbatim, behind)
        if own:
            yield place, int(own[1])
        elif lead and prose.verbatim.startswith(
            ("严格", "厉行", "认真", "按", "各", "全面", "坚持", "不断", "切实"), behind
        ):
            yield place - len(lead[0]), int(lead[1])
        place = prose.verbatim.find(unit, behind)


def _own_amounts(prose: Prose) -> Iterator[tuple[int, int]]:
    """Where a year leads a project that spent just this much this year: 2022年，信访经费支出48.65万元."""
    for name in prose.names:
        lead = _YEAR_AHEAD.search(prose.verbatim[max(0, name.start - 8) : name.start])
        at = bisect_left(prose.mentions, (name.end,))
        paid = prose.mentions[at] if lead and at < len(prose.mentions) else None
        if lead is None or paid is None or "结转" in (name.project.funding or "") or not name.project.spent:
            continue
        if _PAID.fullmatch(prose.verbatim, name.end, paid.start) and holds(paid, name.project.spent):
            yield name.start - len(lead[0]), int(lead[1])


def _goals_of_last_years(prose: Prose) -> Iterator[Finding]:
    """Find goals and results that open with an earlier year and nowhere name this one; those of one year together."""
    year = prose.book.info.year
    found: dict[tuple[str, int], list[Cell]] = {}
    for passage in prose.passages:
        told = _OPENS.match(passage.text) if year and passage.role in _OF_PROJECTS else None
        if told and year and int(told[1]) < year and str(year) not in passage.text:
            found.setdefault((passage.role, int(told[1])), []).append(passage.where)
    for (role, told_year), cells in found.items():
        many = f"（共{len(cells)}个项目）" if len(cells) > 1 else ""
        message = f"{role}说的是{told_year}年，而预算年度是{year}年{many}。"
        yield OTHER_YEAR.at(*cells, found=f"{told_year}年", expected=f"{year}年", message=message)


def _other_years(prose: Prose) -> Iterator[Finding]:
    year = prose.book.info.year
    for place, told in _years_told(prose) if year else ():
        passage = prose.passage_at(place)
        before = prose.verbatim[max(passage.start, place - 6) : place]
        begin, end = prose.sentence(place)
        sentence = prose.verbatim[begin:end]
        if told == year or str(year) in sentence or passage.role is not Role.PARAGRAPH:
            continue
        if told > (year or 0) and passage.section in _OF_PLANS:
            continue
        if not _COMPARED.search(before) and not (told > (year or 0) and _AHEAD.search(sentence)):
            message = f"这句话说的是{told}年，而预算年度是{year}年。"
            yield OTHER_YEAR.at(passage.where, found=f"{told}年", expected=f"{year}年", message=message)


def judge_foreign(prose: Prose) -> Iterator[Finding]:
    """Every other unit and every other year that this unit's report should not speak of."""
    yield from _other_units(prose)
    yield from _other_years(prose)
    yield from _goals_of_last_years(prose)
