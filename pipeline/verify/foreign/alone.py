"""On its own (独立核对): a foreign report's table sums, its prose against its table, its parts against their wholes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.checks.prose import read_prose
from pipeline.verify.foreign.across import hold_rows
from pipeline.verify.foreign.as_book import PROSE, book_of
from pipeline.verify.foreign.form import form_of
from pipeline.verify.foreign.form_sums import hold_form
from pipeline.verify.foreign.grid import find_grids
from pipeline.verify.foreign.left_open import halves_of, left_open
from pipeline.verify.foreign.listing import listing_of
from pipeline.verify.foreign.near import hold_near
from pipeline.verify.foreign.scored import hold_scores
from pipeline.verify.foreign.sums import hold_sums
from pipeline.verify.foreign.turned import turned
from pipeline.verify.foreign.twice import hold_twice
from pipeline.verify.remarks import Remark
from pipeline.verify.rules import NOTHING_TO_HOLD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.model.findings import Finding
    from pipeline.verify.reading.blocks import Block

# The rules of prose that make sense without a workbook, and what to do then.
_TABLE_OR_TEXT = "请对照项目表和账册，把错的那一个改过来。"
FIXES: Mapping[str, str] = {
    "prose-amount": _TABLE_OR_TEXT,
    "prose-rate": "请用支出除以预算重新计算执行率，改正算错的地方。",
    "prose-declared": _TABLE_OR_TEXT,
    "prose-unit-slip": "请核对这个金额的单位是元还是万元。",
    "prose-parts": "请核对各分项和总数，改成能加得起来的数字。",
    "prose-parts-short": "请补上漏写的分项，或说明其余部分用在哪里。",
    "prose-tail": "不必修改。",
    "prose-product": "请核对数量、单价和总额。",
    "prose-share": "请核对分子、分母和比率。",
    "prose-growth": "请核对前后两个数字和增减幅度。",
    "prose-two-values": "请核对哪一个数是对的，把另一个改过来。",
    "prose-restated": "请核对两个数字，改成一致。",
    "prose-slip": "请核对这几个数字，多半是其中一个写错了一位。",
    "prose-span": "请核对日期和天数。",
}


def _in_report(finding: Finding, wheres: Mapping[tuple[str, int, int], str]) -> Remark:
    """Turn the made-up cells of a finding into places of the report."""
    places = [wheres.get((cell.sheet, cell.row, cell.column), "") for cell in finding.cells]
    fix = FIXES[finding.rule.id]
    return Remark(replace(finding, cells=(), sheet=None, fix=fix), next((place for place in places if place), ""))


def hold_alone(blocks: Sequence[Block], name: str) -> list[Remark]:
    """Hold a report against itself: its tables' sums, its prose against its table, parts against wholes."""
    grids = find_grids(blocks)
    forms = [form for grid in grids if (form := form_of(grid))]
    others = [turned(grid) for grid in grids if form_of(grid) is None]
    remarks = [remark for form in forms for remark in hold_form(form)]
    remarks += [remark for grid in others for remark in (*hold_sums(grid), *hold_rows(grid))]
    remarks += hold_scores(others, forms, blocks)
    listings = [listing for grid in others if (listing := listing_of(grid))]
    remarks += hold_twice(listings)
    listing = next((it for it in listings if it.spent_at is not None), None)
    book, wheres = book_of(blocks, listing, name)
    if listing is None and not forms:
        message = "报告里没有找到列出项目和支出的表，正文里的金额没有可以对照的来源，只核对了正文自身的加减。"
        remarks.append(Remark(NOTHING_TO_HOLD.at(found="没有项目表", expected="项目表", message=message), ""))
    halves = halves_of(listing)
    said = [finding for finding in read_prose(book)[0] if finding.rule.id in FIXES]
    remarks += [_in_report(finding, wheres) for finding in said if not left_open(finding, book, halves)]
    told = {remark.where for remark in remarks}
    rows = {row: where for (sheet, row, _), where in wheres.items() if sheet == PROSE}
    return [*remarks, *(remark for remark in hold_near(book, rows, halves) if remark.where not in told)]
