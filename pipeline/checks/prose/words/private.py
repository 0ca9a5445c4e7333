"""Private numbers (电话、证件号码和账号), which must not be published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.cells import Cell

PRIVATE = declare(
    "prose-private",
    "电话、证件或账号不宜公开",
    "warning",
    source="rules 55",
    notes="绩效报告要公开，正文里不应出现电话号码、身份证号和银行账号。",
    fix="请删去号码，或只写单位名称。",
)
_SECRET = re.compile(
    r"(?<![0-9A-Za-z.,-])(?:1[3-9][0-9](?:[ -]?[0-9]{4}){2}"
    r"|[1-9][0-9]{5}(?:19|20)[0-9]{2}[01][0-9][0-3][0-9][0-9]{3}[0-9Xx]"
    r"|62[0-9]{14,17}"
    r"|0[0-9]{2,3}[)）]?[-－—– ]?[0-9]{7,8})(?![0-9.])"
)
_LONG = re.compile("[0-9][0-9]{2,3}[ -]?[0-9]{3}")  # stands in every such number, and is found far faster
_CALLED = re.compile(
    r"(?:电话|手机|固话|座机|传真|联系方式)(?:号码|号)?(?:为|是)?[ ：:]{0,2}([2-9][0-9]{2,3}[- ]?[0-9]{4})(?![0-9])"
)
_KEPT = 4


def judge_private(prose: Prose) -> Iterator[Finding]:
    """One finding a cell; the numbers themselves are not repeated."""
    text = prose.verbatim
    found: dict[Cell, dict[int, str]] = {}
    if not _LONG.search(text):
        return
    for it in _SECRET.finditer(text):
        found.setdefault(prose.passage_at(it.start()).where, {})[it.start()] = it[0][:_KEPT] + "…"
    for it in _CALLED.finditer(text):
        found.setdefault(prose.passage_at(it.start()).where, {})[it.start(1)] = it[1][:_KEPT] + "…"
    for where, places in found.items():
        masked = "、".join(places[place] for place in sorted(places))
        message = f"文中有像电话、证件号码或账号的“{masked}”，报告公开后会泄露。"
        yield PRIVATE.at(where, found=masked, expected="不写号码", message=message)
