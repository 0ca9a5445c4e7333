"""Two years (与上年对照): amounts, scores and results too unlike last year's, or too like them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.facts import called, explains_nothing
from pipeline.checks.likeness import sentences
from pipeline.model import money, scoring
from pipeline.model.before import name_key
from pipeline.model.contract import QUALITATIVE
from pipeline.model.findings import Finding, rule
from pipeline.model.policy import policy

if TYPE_CHECKING:
    from pipeline.model.before import Before
    from pipeline.model.book import Book, Indicator, Project

SOURCE = "contract"
_WORDS = {"spent": "支出", "budget": "全年预算", "initial": "年初预算"}
_NATURAL = frozenset({Decimal(0), Decimal(100)})  # rates that are the same every year by rights
_WHOLE = frozenset({"四.1", "四.2", "四.3", "四.4", "五", "六"})


def _explained(book: Book, project: Project) -> bool:
    """Tell whether 完成情况 or a paragraph about a project speaks of a change or its reason."""
    texts = [project.outcome or ""]
    names = [name for name in (project.name, project.short) if name]
    for row in book.paragraphs:
        text = row.text or ""
        if row.project == project.number or any(name in text for name in names):
            texts.append(text)
    return any(map(_tells_why, texts))


def _tells_why(text: str) -> bool:
    """Tell whether a text gives a reason, or says of amounts and of how much was done that they rose or fell."""
    words = policy().years
    for phrase in words.set_phrases:
        text = text.replace(phrase, "")
    return any(word in text for word in words.change_words) or any(
        any(verb in sentence for verb in words.change_verbs) and any(it in sentence for it in words.change_objects)
        for sentence in sentences(text)
    )


def _both(book: Book, before: Before, column: str = "spent") -> Iterator[tuple[Project, int, int]]:
    """Give each project that both years list, with its amount of this year and of last, in fen."""
    lasts = before.amounts(column)
    keys = [name_key(project.name or "") for project in book.projects]
    counts = Counter(keys)
    for project, key in zip(book.projects, keys, strict=True):
        now = getattr(project, column)
        if key and counts[key] == 1 and key in lasts and now is not None:
            yield project, now, lasts[key]


@rule("支出与上年相差悬殊", "warning", source=SOURCE, fix="请核对支出；确实增减这么多的，请在完成情况里说明原因。")
def spent_unlike_last_year(book: Book) -> Iterator[Finding]:
    """支出比上年大幅增减的项目，要在完成情况或正文里说明原因。"""
    limits = policy().years
    for project, now, last in _both(book, book.before) if book.before else ():
        change = abs(now - last)
        if last <= 0 or change < limits.least_change or Fraction(change, last) < limits.change_share:
            continue
        if _explained(book, project):
            continue
        share = money.percent_text(change, last)
        way = "增加" if now > last else "减少"
        yield spent_unlike_last_year.at(
            book.cell(project, "spent"),
            found=f"{money.yuan_text(now)} 元",
            expected=f"上年 {money.yuan_text(last)} 元",
            message=f"{called(project)}今年支出 {money.yuan_text(now)} 元，上年 {money.yuan_text(last)} 元，"
            f"{way}了 {share}，文中没有说明原因。",
        )


def _scored(book: Book, before: Before) -> Iterator[tuple[Project, Decimal, Decimal]]:
    preset = policy().preset(book.info.preset)
    for project in book.projects:
        now = scoring.recomputed_score(book, project, preset)
        last = before.scores.get(name_key(project.name or ""))
        if now is not None and last is not None and book.indicators_of.get(project.number):
            yield project, now, last


def _reasoned(book: Book, project: Project) -> bool:
    rows = book.indicators_of.get(project.number, ())
    return any(not explains_nothing(row.reason) for row in rows) or _explained(book, project)


def _score_finding(now: Decimal, last: Decimal, words: str) -> dict[str, str]:
    message = (
        f"{words}今年 {money.plain(now)} 分，上年 {money.plain(last)} 分，相差 {money.plain(abs(now - last))} 分，"
    )
    return {
        "found": f"{money.plain(now)} 分",
        "expected": f"上年 {money.plain(last)} 分",
        "message": message + "文中没有说明原因。",
    }


@rule("得分与上年相差悬殊", "warning", source=SOURCE, fix="请核对得分；确实如此的，请说明原因。")
def score_unlike_last_year(book: Book) -> Iterator[Finding]:
    """得分比上年大幅升降的，要在偏差原因、完成情况或正文里说明原因。"""
    before, most = book.before, policy().years.score_change
    told = False
    for project, now, last in _scored(book, before) if before else ():
        if abs(now - last) >= most:
            told = True
            if not _reasoned(book, project):
                first = book.indicators_of[project.number][0]
                found = _score_finding(now, last, f"{called(project)}的得分")
                yield score_unlike_last_year.at(book.cell(first, "points"), book.cell(project, "name"), **found)
    whole, earlier = book.info.score, before.score if before else None
    if told or whole is None or earlier is None or abs(whole - earlier) < most:
        return
    if not any(_tells_why(row.text or "") for row in book.paragraphs if row.section in _WHOLE):
        yield score_unlike_last_year.at(book.info_cell("score"), **_score_finding(whole, earlier, "自评得分"))


@rule("金额与上年一分不差", "warning", source=SOURCE, fix="请核对金额是不是今年的数。")
def amounts_as_last_year(book: Book) -> Iterator[Finding]:
    """支出或预算与上年一分不差、又不是整数的，或者多数项目的支出都是这样的，多半是沿用了上年的数字没有改。"""
    limits = policy().years
    both = list(_both(book, book.before)) if book.before else []
    same = [(project, now) for project, now, last in both if now == last and now]
    if len(same) >= limits.same_amounts and Fraction(len(same), len(both)) >= limits.same_share:
        total = money.yuan_text(sum(now for _, now in same))
        yield amounts_as_last_year.at(
            *(book.cell(project, "spent") for project, _ in same),
            found=f"{len(same)} 个项目、{total} 元",
            expected="今年的支出",
            message=f"{len(both)} 个上年也有的项目里，有 {len(same)} 个的支出（共 {total} 元）与上年一分不差。",
        )
        return
    for project, keys in _odd_amounts(book, book.before) if book.before else ():
        told = "、".join(f"{_WORDS[key]} {money.yuan_text(getattr(project, key))} 元" for key in keys)
        yield amounts_as_last_year.at(
            *(book.cell(project, key) for key in keys),
            found=told,
            expected="今年的金额",
            message=f"{called(project)}今年的{told}与上年一分不差。",
        )


def _odd_amounts(book: Book, before: Before) -> Iterator[tuple[Project, list[str]]]:
    """Give each project with the columns that hold last year's amount, where it is too odd to be chance."""
    same: dict[int, tuple[Project, list[str]]] = {}
    for key in _WORDS:
        for project, now, last in _both(book, before, key):
            if now == last and now % policy().years.round_amount:
                same.setdefault(project.row, (project, []))[1].append(key)
    yield from same.values()


def _comparable(book: Book, before: Before) -> Iterator[tuple[Indicator, str, str]]:
    """Give measured rows whose result of last year is telling: no 0, no 100, not the target itself."""
    for row in book.indicators:
        project = book.by_number.get(row.project or 0)
        last = before.actuals.get((name_key(project.name or ""), name_key(row.third or ""))) if project else None
        actual = row.actual
        if last is None or actual is None or actual.number is None or row.direction == QUALITATIVE:
            continue
        if actual.number not in _NATURAL and not (row.target and row.target.number == actual.number):
            yield row, actual.text, last


@rule("多个完成值与上年相同", "warning", source=SOURCE, fix="请核对这些完成值是不是今年的数。")
def actuals_as_last_year(book: Book) -> Iterator[Finding]:
    """多数定量指标的完成值与上年相同，多半是沿用了上年的数字没有改。"""
    limits = policy().years
    both = list(_comparable(book, book.before)) if book.before else []
    same = [row for row, now, last in both if now == last]
    if len(same) < limits.same_amounts or Fraction(len(same), len(both)) < limits.same_share:
        return
    yield actuals_as_last_year.at(
        *(book.cell(row, "actual") for row in same),
        found=f"{len(same)} 个完成值",
        expected="今年的完成值",
        message=f"{len(both)} 个可以与上年比较的完成值里，有 {len(same)} 个与上年相同。",
    )
