"""Tokens, hints and leftovers (记号、提示语、残留) that must not reach the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.document import Role
from pipeline.checks.prose.words.hints import cells_alike, elsewhere_of, judge_hints, other_cells
from pipeline.model.findings import Finding, declare
from pipeline.model.policy import policy
from pipeline.model.token_words import PROJECT_TOKENS, REPORT_TOKENS

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Passage, Prose
    from pipeline.model.cells import Cell

TOKEN = declare(
    "prose-token",
    "记号无法填入",
    "critical",
    source="rules 52, contract",
    notes="正文里的记号要写成 {支出万元} 这样的半角大括号，名称、项目序号和单位都要对。",
    fix="请改成使用手册列出的记号。",
)
MISPLACED = declare(
    "prose-token-place",
    "记号写在了正文以外",
    "critical",
    source="rules 52",
    notes="记号只在报告正文里填入；写在标题、项目名称、绩效目标、完成情况、指标等别处会原样印出来。",
    fix="请把记号换成文字或数字，或把这段话移到报告正文。",
)
LEFTOVER = declare(
    "prose-leftover",
    "疑似没有填完",
    "warning",
    source="rules 52",
    notes="“……字以内”“XX社区”“____”一类的字样多半是没有填完的模板；“**”“<br>”“#REF!”一类的符号是复制时带进来的。",
    fix="请补上实际内容，或删去多余的符号；确实要这样写的，可在“核实说明”里注明。",
)
NUMBERED = declare(
    "prose-list-number",
    "段首自带编号",
    "warning",
    source="rules 52",
    notes="按项目写的段落由程序自动编号，段首再写编号会印成两个。",
    fix="请删去段首的编号。",
)
_TOKEN = re.compile(
    r"[{｛]\s*(?:项目\s*[0-9]{1,6}\s*[.．]\s*)?(?:" + "|".join((*PROJECT_TOKENS, *REPORT_TOKENS)) + r")\s*[}｝]"
)
_MAY_NUMBER = frozenset("0123456789０１２３４５６７８９ 　\n\t（(①②③④⑤⑥⑦⑧⑨")
_WORDS = re.compile("(?:[一-龥](?![?*{]))+")
_FIRST = re.compile(r"(?:\\(?=\W)(.)|([^\\^$.|?*+()\[\]{}]))(?![?*{])")
_CLASS, _CHOICE = re.compile(r"\[[^\]]*\]"), re.compile(r"\([^()]*\)")
_ITEM_AND_YEAR = re.compile(r"\s*[0-9０-９]{1,3}\s*[.．、](?=(?:19|20)[0-9]{2}\s*年)")


def _without_numbers(prose: Prose) -> bool:
    """Tell whether 报告正文 has no column 项目序号 at all."""
    return prose.book.has("paragraphs") and "project" not in prose.book.places["paragraphs"].columns


def _no_column(prose: Prose) -> Iterator[Finding]:
    """All tokens that speak of a project are one finding where the column 项目序号 is missing."""
    if not _without_numbers(prose):
        return
    cells = [it.where for it in prose.passages if any(problem.unnumbered for problem in it.problems)]
    if cells:
        yield TOKEN.at(
            *cells,
            found="没有“项目序号”这一列",
            expected="项目序号",
            message=f"有 {len(cells)} 段用了要说某个项目的记号，但报告正文没有“项目序号”这一列。",
            fix="请补上“项目序号”这一列，填写每段所说的项目。",
        )


def _needed(pattern: str) -> str:
    """Give plain words that are in all that a pattern finds, or the sign that it begins with; else nothing."""
    plain = _CHOICE.sub("\n", _CLASS.sub("\n", pattern))
    if "|" in plain:
        return ""
    first = _FIRST.match(pattern)
    return max(_WORDS.findall(plain), key=len, default=(first[1] or first[2]) if first else "")


@lru_cache(maxsize=8)
def _patterns(leftovers: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each pattern by itself, with what is in all that it finds: nearly no text has it."""
    return tuple((re.compile(pattern), _needed(pattern)) for pattern in leftovers)


def _leftovers(text: str, leftovers: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """Find every trace of a template."""
    for pattern, needed in _patterns(leftovers):
        if needed in text:
            yield from pattern.finditer(text)


def _number_unread(prose: Prose, passage: Passage) -> bool:
    """Tell whether the 项目序号 of a passage's row could not be read, which is reported at its own cell."""
    column = prose.book.places["paragraphs"].columns["project"]
    return passage.where._replace(column=column) in prose.book.unread


def _tokens(prose: Prose, passage: Passage) -> Iterator[Finding]:
    for problem in passage.problems:
        if problem.told or (problem.unnumbered and (_without_numbers(prose) or _number_unread(prose, passage))):
            continue
        yield TOKEN.at(
            passage.where, found=problem.excerpt, expected="能填入的记号", message=f"{problem.wrong}。", fix=problem.fix
        )
    if passage.role is not Role.PARAGRAPH:
        for found in re.finditer(r"\{[^{}\n]{1,20}\}|｛[^｛｝\n]{1,20}｝", passage.text):
            message = f"{passage.role}里的记号{found[0]}不会被填入，会原样印出来。"
            yield MISPLACED.at(passage.where, found=found[0], expected="文字或数字", message=message)


def _in_other_cells(prose: Prose, elsewhere: str) -> Iterator[Finding]:
    """Known tokens in a title, a name or an indicator: nothing fills them in there."""
    if "{" not in elsewhere and "｛" not in elsewhere:
        return
    for cell, text in other_cells(prose.book):
        for found in _TOKEN.finditer(text):
            message = f"{cell.address} 里的记号{found[0]}不会被填入，会原样印出来。"
            yield MISPLACED.at(cell, found=found[0], expected="文字或数字", message=message)


def _list_number(prose: Prose, passage: Passage, pattern: re.Pattern[str]) -> Iterator[Finding]:
    if passage.role is not Role.PARAGRAPH or passage.project is None:
        return
    found = pattern.match(passage.text) or _ITEM_AND_YEAR.match(passage.text)
    if found and not prose.named(passage.start, passage.start + 1):
        message = f"段首写了编号“{found[0].strip()}”，程序还会自动编号，印出来会重复。"
        yield NUMBERED.at(passage.where, found=found[0].strip(), expected="没有编号", message=message)


def judge_tokens(prose: Prose) -> Iterator[Finding]:
    """Every token that cannot be filled in and every trace of the template, at its cell."""
    words = policy().text
    elsewhere = elsewhere_of(prose.book)
    yield from judge_hints(prose, elsewhere)
    left: dict[Cell, list[str]] = {}
    for found in _leftovers(prose.verbatim, words.leftovers):
        left.setdefault(prose.passage_at(found.start()).where, []).append(found[0])
    for traces, cells in cells_alike(left).items():
        listed = "、".join(f"“{trace}”" for trace in traces)
        message = f"文中有{listed}，像是没有填完的模板，或复制时带进来的。"
        yield LEFTOVER.at(*cells, found="、".join(traces), expected="实际内容", message=message)
    yield from _no_column(prose)
    yield from _in_other_cells(prose, elsewhere)
    numbered = _patterns((words.list_number,))[0][0]
    braced = "{" in prose.verbatim or "｛" in prose.verbatim
    for passage in prose.passages:
        if passage.problems or (braced and ("{" in passage.text or "｛" in passage.text)):
            yield from _tokens(prose, passage)
        if passage.project is not None and passage.text[:1] in _MAY_NUMBER:
            yield from _list_number(prose, passage, numbered)
