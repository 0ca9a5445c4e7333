"""Names (名称): projects named otherwise than in the list, or not described in section three."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.checks.facts import called, folded, listed
from pipeline.checks.prose.reading.document import Role
from pipeline.model import money
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.book import Book, Project
    from pipeline.model.cells import Cell

NAMED = declare(
    "prose-name",
    "项目名称与清单不一致",
    "warning",
    source="rules 45",
    notes="正文里的项目名称要与项目清单的预算项目或简称一致。",
    fix="请改成清单里的名称，或把这个叫法填进简称。",
)
UNDESCRIBED = declare(
    "prose-undescribed",
    "项目没有写组织实施情况",
    "warning",
    source="rules 46",
    notes="清单里的每个项目都应在第三部分写到。",
    fix="请在第三部分为这些项目各写一段。",
)
_HEAD_END = re.compile("[，,。：:；;（(0-9０-９]|共?支出|绩效目标|主要|[月年日季]均")
_AMOUNT = re.compile("[”》]?(?:共?支出)?[0-9０-９][0-9０-９,，.．]* ?[余多]?(?:[万亿]?元|[万亿](?![一-龥]))")
_YEAR_LEAD = re.compile("^(?:19|20)[0-9]{2}年度?")
OTHER_PROJECT = declare(
    "prose-other-project",
    "段落写的是别的项目",
    "warning",
    source="rules 45",
    notes="填了项目序号的段落，开头写支出或预算的项目应是这个序号的项目。",
    fix="请核对这一段的项目序号和写的项目。",
)
_OF_MONEY = re.compile("[”》]?(?:项目|专项)?(?:全年|年初|年度|实际|共|总|资金)*(?:支出|预算|执行|[0-9０-９])")
_OWN = re.compile("[本该]项目")
_OPENS = re.compile("(?:(?:19|20)[0-9]{2}年度?[，,]?)?[“《]?")
_DESCRIBED = "三"
_OF_ITEMS = frozenset({"一（二）", _DESCRIBED})  # only a paragraph has a section
_OF_ANY = re.compile(
    "(?:本|该|上述|全年|年度|本年)?(?:专项|项目|工作|补助|业务|财政|预算|上级|区级|市级)*(?:经费|资金|费用|补助)*"
)
_ANDED = re.compile("[及和与、]")
_SIMILAR = 0.6
_SAME = 0.8
_LIKE = 0.65  # of a name that ends like one: 服务工作经费 for 管理工作经费
_NAME_ENDS = ("经费", "资金", "补助", "专项", "补贴", "费用", "奖补")
_NAME_END = re.compile(f"(?:{'|'.join(_NAME_ENDS)})$")
_SHORTEST = 4
_ENDING = 2  # characters that a name must end in alike


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def similar(text: str, name: str) -> float:
    """Share of the letter pairs that two names have in common, 0 to 1."""
    left, right = _pairs(text), _pairs(name)
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def _meant(head: str, name: str, *, named: bool) -> bool:
    """Tell whether a head is meant to name a project: almost its name to the end, or most of it where a name is due."""
    shared = _pairs(head) & _pairs(name)
    whole = head.endswith(name[-_ENDING:]) and similar(head, name) >= _SAME
    return whole or (named and len(shared) >= _SIMILAR * len(_pairs(head)))


def _follows(text: str, head: str) -> bool:
    """Tell whether a name is due: it ends like one, or an amount follows it."""
    return head.endswith(_NAME_ENDS) or bool(_AMOUNT.match(text, text.find(head) + len(head)))


def _head(text: str, names: Sequence[str]) -> str:
    """Cut out the name that an item begins with: to where one of `names` would end, or as far as it goes."""
    lead = _YEAR_LEAD.match(text)
    begin = lead.end() if lead else 0
    end = _HEAD_END.search(text, begin)
    head = text[: end.start()] if end else text
    for name in names:
        ending = head.find(name[-_ENDING:], max(begin, len(name) - _SHORTEST))
        cut = head[: ending + _ENDING]
        least = _LIKE if name.endswith(_NAME_ENDS) else _SAME
        if len(name) > _SHORTEST and ending >= 0 and similar(cut, name) >= least:
            return cut
    return head


def _is_a_part(head: str, name: str) -> bool:
    """Tell whether an opening is one of the things that a name joins: of 镇区路灯电费及维护 路灯电费补助 is."""
    parts = _ANDED.split(name)[:-1]
    return any(part.endswith((head, _NAME_END.sub("", head))) for part in parts)


def _misnamed(prose: Prose) -> Iterator[Finding]:
    found: dict[int, tuple[Project, str, list[Cell]]] = {}
    before: tuple[str | None, int] | None = None
    for passage in prose.passages:
        project, above, before = passage.project, before, (passage.section, id(passage.project))
        if project is None or not project.name or passage.section not in _OF_ITEMS or above == before:
            continue
        if any(name.project is project for name in prose.named(passage.start, passage.end)):
            continue
        if prose.book.cell(project, "short") in prose.book.unread:
            continue
        names = [folded(name) for name in (project.name, _YEAR_LEAD.sub("", project.name), project.short) if name]
        text = folded(passage.text).lstrip("“《")
        head = _head(text, names).rstrip("约").strip("“”《》")
        due = _follows(text, head)
        if _OF_ANY.fullmatch(head) or len(head) < _SHORTEST or head in names:
            continue
        if any(_meant(head, name, named=due) for name in names) and not _is_a_part(head, names[0]):
            found.setdefault(project.row, (project, head, []))[2].append(passage.where)
    for project, head, cells in found.values():
        expected = project.short or project.name or ""
        message = f"文中写的“{head}”与清单里的“{project.name}”不一致。"
        yield NAMED.at(*cells, prose.book.cell(project, "name"), found=head, expected=expected, message=message)


def _described(prose: Prose) -> set[int]:
    """Rows of the projects that section 三 writes of: by number, or by name; a row of unread 章节 may be of 三 too."""
    told = [row for row in prose.book.paragraphs if row.section in {_DESCRIBED, None}]
    projects = [prose.book.by_number.get(row.project or 0) for row in told]
    rows = {project.row for project in projects if project}
    namesakes: dict[str | None, list[int]] = {}
    for it in prose.book.projects:
        namesakes.setdefault(it.name, []).append(it.row)
    named = [
        (row, prose.passage_at(name.start))
        for name in prose.names
        for row in (namesakes[name.project.name] if name.shared else (name.project.row,))
    ]
    return rows | {
        row for row, passage in named if passage.role is Role.PARAGRAPH and passage.section in {_DESCRIBED, None}
    }


def _unclear(book: Book) -> int:
    """Count the paragraphs of 三 whose 项目序号 names no project: reported there, they may be of any project."""
    told = [row for row in book.paragraphs if row.section in {_DESCRIBED, None}]
    numbers = {row.project for row in told if row.project is not None and row.project not in book.by_number}
    return len(numbers) + sum(row.project is None and book.cell(row, "project") in book.unread for row in told)


def _undescribed(prose: Prose) -> Iterator[Finding]:
    """One finding for all of them, with their number and their money; none where 报告正文 itself is not there."""
    book = prose.book
    if not book.paragraphs or not {"section", "text"} <= set(book.places["paragraphs"].columns):
        return
    rows = _described(prose)
    numbers = Counter(project.number for project in book.projects)
    clear = [project for project in book.projects if project.number is not None and numbers[project.number] == 1]
    missing = [it for it in clear if it.row not in rows and it.name and (it.spent or it.budget)]  # idle ones are told
    if missing and len(missing) > _unclear(book):
        spent = f"{money.yuan_text(sum(project.spent or 0 for project in missing))}元"
        message = f"有{len(missing)}个项目没有在第三部分写组织实施情况，支出合计{spent}：{listed(missing)}。"
        cells = [book.cell(project, "name") for project in missing]
        yield UNDESCRIBED.at(
            *cells, found=f"{len(missing)}个项目、{spent}没有写到", expected="每个项目都写到", message=message
        )


def _of_another(prose: Prose) -> Iterator[Finding]:
    """Find the items that open with the money of another project and nowhere name their own."""
    before: tuple[str | None, int] | None = None
    for passage in prose.passages:
        project, above, before = passage.project, before, (passage.section, id(passage.project))
        if project is None or passage.section not in _OF_ITEMS or above == before:
            continue
        named = prose.named(passage.start, passage.end)
        if not named or any(name.project.name == project.name for name in named) or _OWN.search(passage.text):
            continue
        other = named[0]
        opens = _OPENS.fullmatch(prose.verbatim, passage.start, other.start)
        if opens and _OF_MONEY.match(prose.verbatim, other.end):
            told = prose.verbatim[other.start : other.end]
            message = f"这一段的项目序号是{project.number}，即{called(project)}，开头写的却是“{told}”。"
            where = (passage.where, prose.book.cell(project, "name"), prose.book.cell(other.project, "name"))
            yield OTHER_PROJECT.at(*where, found=f"“{told}”", expected=called(project), message=message)


def judge_names(prose: Prose) -> Iterator[Finding]:
    """Everything about the names of projects in the text."""
    yield from _misnamed(prose)
    yield from _of_another(prose)
    yield from _undescribed(prose)
