"""Rules (规则) of figures that the tables contradict, and how such a contradiction is told."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import causes
from pipeline.checks.prose.slips import shown
from pipeline.model.findings import Finding, Rule, declare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.checks.prose.reading.compare import Exact
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.checks.prose.reading.mentions import Mention
    from pipeline.model.cells import Cell

AMOUNT = declare(
    "prose-amount",
    "文中金额与表格不符",
    "critical",
    source="rules 9",
    notes="正文里写明是某个项目的支出、预算或全部金额的数字，按它自己的小数位四舍五入后要与项目清单一致。",
    fix="请把正文改成与项目清单一致的金额，或改用 {支出万元} 这样的记号；如是清单填错，请改清单。",
)
RATE = declare(
    "prose-rate",
    "文中执行率与表格不符",
    "critical",
    source="rules 4",
    notes="正文里的预算执行率要等于支出除以全年预算，按它自己的小数位计。",
    fix="请把正文改成算出来的执行率，或改用记号 {执行率}。",
)
DECLARED = declare(
    "prose-declared",
    "文中数字与基本信息或合计不符",
    "critical",
    source="contract",
    notes="正文里的单项上限、审批起点、项目个数、金额合计、自评得分、项目得分和指标得分要与表格一致。",
    fix="请核对正文、基本信息和项目清单，改成一致的数字。",
)
SLIP = declare(
    "prose-unit-slip",
    "文中元与万元混用",
    "warning",
    source="rules 13",
    notes="正文里的金额正好与本项目的金额相差一万倍，多半是把元写成了万元或反过来。",
    fix="请核对这个金额的单位是元还是万元。",
)


def contrary(  # noqa: PLR0913, PLR0917  (what, where, why)
    prose: Prose, rule: Rule, figure: Mention, cells: Iterable[Cell], told: tuple[str, str], exact: Exact, way: str = ""
) -> Finding:
    """Say what a figure should be by its cells; `told` is what the message says before that and behind it."""
    expected = f"{way}{shown(figure, exact)}"
    where, message = prose.passage_at(figure.start).where, f"文中{told[0]}{expected}{told[1]}。"
    finding = rule.at(where, *cells, found=figure.text, expected=expected, message=message)
    return prose.causes.note(finding, dict([causes.said(figure, Fraction(exact))]))
