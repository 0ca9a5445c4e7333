"""Scores (得分与等级) in the text: the report's, a project's own, and the grade that goes with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import numerals
from pipeline.checks.prose.reading.document import Role
from pipeline.checks.prose.sources import Source
from pipeline.checks.prose.tables.partial import wrong_year
from pipeline.model.findings import Finding, declare
from pipeline.model.money import plain
from pipeline.model.policy import policy
from pipeline.model.scoring import FULL_SCORE, declared_score, grade_of, mean_score, scored_projects

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Name, Prose
    from pipeline.checks.prose.reading.mentions import Mention
    from pipeline.model.book import Project

GRADE = declare(
    "prose-grade",
    "文中等级与得分不符",
    "warning",
    source="rules scoring",
    notes="正文写明自评等级为优、良、中、差的，要与自评得分或本项目得分所在的档次一致，档次见评分办法。",
    fix="请核对等级和得分；当地的档次另有规定的，写核实说明。",
)
SCORE = "自评得分"
_IS = "(?:为|是|达到?|：|:| )*$"
_OF_REPORT = re.compile(
    "(?:(?:^|[，。；：:、）]|年度?|本次|街道|办事处|政府|单位|部门|[镇乡局会]|(?:上述|以上|全部|所有|[各个元])(?:以下)?)(?:的?(?:预算)?项目)?|综合|平均|总体|整体)"
    f"(?:支出|绩效|综合|总体)*自评(?:平均|综合)?(?:得分|评分|总分|总得分|分数|得)(?:平均)?{_IS}"
    f"|(?:^|[，。；])各?项目(?:平均|综合)(?:得分|评分){_IS}|自评(?:得分|评分)[^。；]*[，,]平均(?:得分|分)?{_IS}"
)
_OF_PROJECT = re.compile(
    f"(?:^|[，。；：:、）])(?:[本该]?项目(?:支出)?(?:绩效)?(?:自评)?|(?:绩效)?自评)(?:综合|总)?(?:得分|评分|总分|得){_IS}"
)
_BEHIND_NAME = re.compile(f"[”》]?(?:项目)?的?(?:支出|绩效|综合)*自评(?:综合|总)?(?:得分|评分|总分|得){_IS}")
_NAMED = re.compile("[”》]?(?:项目)?的?(?:支出|绩效|综合)*(?:自评)?(?:综合|总)?(?:得分|评分|总分|得)?(?:为|是|：|:| )*")
_TELLS_SCORES = re.compile("自评|得分|评分|平均|均分|等级|绩效")
_SCORED = re.compile("[”》]?(?:项目)?([0-9]{2,3}(?:[.][0-9]+)?)分")
_MEASURED = re.compile("满意|测[评试]|考[核试]|抽查|检查|成绩|验收|专家|竞赛|比赛|评比|投标|评标|上年|去年|(?<!自)评审")
_MEAN = re.compile(
    "(?:(?P<all>各)|(?P<number>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})个)?(?P<of>项目)?(?:自评)?的?(?:算术)?平?均"
    f"(?:自评)?(?:得分|分数|分|得)?{_IS}"
)
_OTHERS = re.compile("其中|上年|去年|往年|社区|每|全区|全市|区级|市级|复评|复核|抽查|第三方|指标|部分|验收|质量|考核")
_LAST_CLAUSE = re.compile("[^，。；]*[，。；]?[^，。；]*$")
_LEAST = 60  # no part of the hundred points, 产出 or 效益, is worth more
_GRADE = re.compile(  # its sign first: such a pattern is found far faster
    "[级次果论](?:(?:(?<=等级)|(?<=[等档]次))(?:评定|评|认定|确定|定)?(?:为|是|属于|：|:)?"
    "|(?:(?<=自评结[果论])|(?<=绩效结[果论])|(?<=评价结[果论]))(?:评定|认定|确定)?(?:为|是|属于|：|:))"
    '[“"「]?(?P<grade>优秀?|良好?|中等?|差)(?=[”"」]?(?:等级|等次|档次?)?(?:[，。；、）\n\r\x1e]|$))'
)


def told_score(prose: Prose, at: int, *, first: bool) -> Source | None:
    """自评得分为97.5分, 项目得分97.5分: the score that is told; `first` where nobody tells parts of it."""
    mention, passage, begin, _, _ = prose.spots[at]
    before = prose.unnamed(begin, mention.start)
    if _of_others(prose, before) or not (first or (mention.value or 0) > _LEAST):
        return None
    names = prose.named(begin, mention.start)
    if passage.project is None and (_is_mean(prose, at) or (not names and _OF_REPORT.search(before))):
        return _of_report(prose)
    if passage.project and all(it.project is passage.project for it in names) and _OF_PROJECT.search(before):
        return _of_row(prose, passage.project, mention)
    return _of_name(prose, at, names[-1]) if names else None  # 信访经费自评得分99.1分


def _of_report(prose: Prose) -> Source | None:
    """Return what 自评得分 declares, or the mean where it is blank."""
    score = prose.book.info.score
    score = mean_of_all(prose) if score is None else score
    return None if score is None else Source(score, (prose.book.info_cell("score"),), SCORE)


def _of_name(prose: Prose, at: int, name: Name) -> Source | None:
    """信访经费自评得分99.1分; 信访经费99.1分、应急消防98分，平均98.55分: the score of the project just named."""
    mention, _, begin, end, _ = prose.spots[at]
    if name.shared or not _NAMED.fullmatch(prose.text, name.end, mention.start):
        return None
    plain = _BEHIND_NAME.fullmatch(prose.text, name.end, mention.start)
    sentence = prose.unnamed(begin, end)
    told = (mention.value or 0) > _LEAST and not _MEASURED.search(sentence)
    told = told and bool(_TELLS_SCORES.search(sentence) or _beside_right(prose, at))
    return _of_row(prose, name.project, mention) if plain or told else None


def _beside_right(prose: Prose, at: int) -> bool:
    """Tell whether a row gives another project just its score in the same way: 信访经费99.1分。应急消防98分。."""
    passage = prose.spots[at].passage
    scored = [(it, _SCORED.match(prose.text, it.end)) for it in prose.named(passage.start, passage.end)]
    others = [(it, told) for it, told in scored if told and told.end(1) != prose.spots[at].mention.end - 1]
    return any(Decimal(told[1]) == score_of(prose, it.project) for it, told in others)


def _is_mean(prose: Prose, at: int) -> bool:
    """Tell whether a score is said to be the mean of all projects: by their number, or by a score of each before it."""
    mention, _, begin, _, before = prose.spots[at]
    found = _MEAN.search(before) if "均" in before else None
    if found is None:
        return False
    listed = len(scored_projects(prose.book))
    if found["of"]:
        return bool(found["all"]) or (found["number"] is not None and numerals.read(found["number"]).value == listed)
    told = [it for it in prose.figures(begin, mention.start) if it.unit == "分" and (it.value or 0) > _LEAST]
    return len(told) == listed > 1 and not _MEASURED.search(prose.unnamed(begin, mention.start))


def _of_others(prose: Prose, before: str) -> bool:
    """Tell whether the words before a score make it another's, a part's, or another year's."""
    clause = _LAST_CLAUSE.search(before)
    return bool(clause and _OTHERS.search(clause[0])) or wrong_year(prose, before, last=True)


def _of_row(prose: Prose, project: Project, mention: Mention) -> Source | None:
    """Give a project's score, as told where that is within the tolerance: some systems cut the execution points."""
    score, told = score_of(prose, project), mention.value
    if score is None:
        return None
    tolerance = policy().preset(prose.book.info.preset).tolerance
    near = told is not None and abs(Fraction(told) - Fraction(score)) <= Fraction(tolerance)
    rows = prose.book.indicators_of.get(project.number, ())
    return Source(
        told if near and told is not None else score,
        tuple(prose.book.cell(row, "points") for row in rows),
        f"“{project.name}”的得分",
    )


def score_of(prose: Prose, project: Project) -> Decimal | None:
    """Score of a project whose weights make a hundred."""
    weights = [row.weight for row in prose.book.indicators_of.get(project.number, ())]
    preset = policy().preset(prose.book.info.preset)
    whole = sum([it for it in weights if it is not None], preset.execution)
    return declared_score(prose.book, project, preset) if whole == FULL_SCORE else None


def mean_of_all(prose: Prose) -> Decimal | None:
    """Mean of the projects' declared scores: whoever writes it does not repeat a mistake of 自评得分."""
    return mean_score([score_of(prose, project) for project in scored_projects(prose.book)])


def judge_grades(prose: Prose) -> Iterator[Finding]:
    """自评得分97.5分，等级为良: every grade that its score does not have."""
    for found in _GRADE.finditer(prose.text):
        passage = prose.passage_at(found.start())
        begin, end = prose.sentence(found.start())
        words = prose.unnamed(begin, found.end())
        names = prose.named(begin, end)
        if passage.role is not Role.PARAGRAPH or _of_others(prose, words):
            continue
        if any(it.project is not passage.project for it in names):
            continue
        score = score_of(prose, passage.project) if passage.project else prose.book.info.score
        preset = policy().preset(prose.book.info.preset)
        right = grade_of(score, preset)
        if score is None or right is None or right == found["grade"][0]:
            continue
        if not ("自评" in words or "绩效" in words or f"{plain(score)}分" in words):
            continue
        whose = f"“{passage.project.name}”的得分" if passage.project else SCORE
        message = f"文中写的等级是“{found['grade']}”，{whose}{plain(score)}分按评分办法应是“{right}”。"
        cells = () if passage.project else (prose.book.info_cell("score"),)
        yield GRADE.at(passage.where, *cells, found=found["grade"], expected=right, message=message)
