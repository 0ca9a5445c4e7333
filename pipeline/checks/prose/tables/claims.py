"""Claims (承诺性表述) about money: proven only by the ledger (支付明细)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.checks.prose.tables.paid import judge_paid
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose

UNPROVEN = declare(
    "prose-unproven",
    "说法没有支付明细佐证",
    "info",
    source="contract",
    notes="正文写了事前审批、专款专用或没有超预算支出，而工作簿没有支付明细或审批起点，无从核对。",
    fix="有条件的请填写支付明细；没有的不必修改。",
)
_FROM_AMOUNT = re.compile("元[^元。；]{0,6}以上[^元。；]{0,24}?(行政办公会|党工委)")
_CLAIM = re.compile(
    "[专无没未不报提经按逐](?:款专用|项核算|(?:有|存在)?(?:发生)?(?:任何)?(?:超|超出|超过)(?:预算|范围"
    "|标准)[^，。；]{0,10}"
    "|(?:请|经|交)?(?:街道)?(?:行政办公会|党工委会?)(?!议事)"
    "|(?<=[按逐])(?:月|季度?)(?:足额|及时|定期|均)*(?:支付|拨付|发放)"
    "|(?:有|存在|发现|出现|发生)*(?:任何)?(?:资金)?(?:(?:截留|挤占|挪用)[、和]?)+)"
)


def _undeclared(prose: Prose) -> Iterator[Finding]:
    """Say of meetings claimed from an amount on that 基本信息 gives no such amount to hold the ledger against."""
    info = prose.book.info
    blank = {
        name
        for name, key in (("行政办公会", "office_from"), ("党工委", "party_from"))
        if getattr(info, key) is None
        and not (prose.book.has("info") and prose.book.info_cell(key) in prose.book.unread)
    }
    found = [it for it in _FROM_AMOUNT.finditer(prose.text) if it[1] in blank]
    if found:
        cells = dict.fromkeys(prose.passage_at(it.start()).where for it in found)
        names = "、".join(dict.fromkeys(f"{it[1]}审批起点".replace("党工委审", "党工委会审") for it in found))
        yield UNPROVEN.at(
            *cells,
            found=f"没有填写{names}",
            expected=names,
            message=f"正文写了达到一定金额要先开会，但基本信息没有填写{names}，支付明细无法逐笔核对。",
            fix=f"请在基本信息里填写{names}。",
        )


def judge_claims(prose: Prose) -> Iterator[Finding]:
    """One finding for all claims, where there is no ledger at all; of meetings also where no threshold is declared."""
    if prose.book.payments:
        yield from _undeclared(prose)
        yield from judge_paid(prose)
        return
    found = list(_CLAIM.finditer(prose.text))
    if found:
        cells = dict.fromkeys(prose.passage_at(it.start()).where for it in found)
        words = "、".join(dict.fromkeys(f"“{it[0]}”" for it in found))
        message = f"正文写了{words}，但没有支付明细，无法逐笔核对。"
        yield UNPROVEN.at(*cells, found="没有支付明细", expected="支付明细", message=message)
