"""Mistakes in 报告正文: figures, sums, tokens, hints and wording."""

from __future__ import annotations

import random
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.model.money import half_up, plain
from tests.faults.kinds import Kind, critical, number, pick, project_of, typed_in, warning
from tests.faults.typed import Broken

if TYPE_CHECKING:
    from pipeline.model.cells import Cell
    from tests.faults.typed import Row, Typed


def _item(typed: Typed, dice: random.Random) -> Row | None:
    return pick(typed, dice, "paragraphs", lambda row: row["section"] == "三")


def _say(typed: Typed, dice: random.Random, template: str, *, money: bool = True) -> Cell | None:
    """Say something of a project in place of what stands there."""
    row = _item(typed, dice)
    if row is None:
        return None
    project = project_of(typed, row)
    if money and number(project["spent"]) < 20_000:
        return None
    spent = number(project["spent"])
    said = {
        "name": project["name"],
        "wrong_wan": plain(half_up(spent / 10_000 + Decimal("1.5"))),
        "wrong_yuan": f"{spent + 300:,.2f}",
        "yuan": f"{spent:,.2f}",
        "wrong_rate": plain(half_up(min(spent * 100 / number(project["budget"]), Decimal(90)) - Decimal("1.5")))
        if money
        else "",
        "part": f"{(spent / 2).quantize(Decimal('0.01')):,.2f}",
        "short": f"{(spent / 2).quantize(Decimal('0.01')) - 500:,.2f}",
    }
    row["text"] = re.sub(r"<(\w+)>", lambda found: str(said[found[1]]), template)
    return typed["paragraphs"].cell(row, "text")


def said(rule: str, severity: str, name: str, template: str, *, money: bool = True) -> Kind:
    """Declare a kind that words one project's paragraph anew; <name> is the project's."""
    return Kind(name, rule, severity, lambda typed, dice: _say(typed, dice, template, money=money))


@critical("prose-declared")
def count_of_projects_in_the_text(typed: Typed, _: random.Random) -> Cell | None:
    """Count one project more than the list."""
    row = typed.real("paragraphs")[0]
    count = len(typed.real("projects")) + 1
    row["text"] = f"本年度共有{count}个项目，均已完成。"
    return typed["paragraphs"].cell(row, "text")


@critical("prose-declared")
def sum_of_money_in_the_text(typed: Typed, _: random.Random) -> Cell | None:
    """Sum up to another amount."""
    row = typed.real("paragraphs")[0]
    wrong = plain(half_up(number(typed.info["control"]) / 10_000 + Decimal("2.5")))
    row["text"] = f"本年度各项目支出合计{wrong}万元，均已完成。"
    return typed["paragraphs"].cell(row, "text")


@warning("prose-undescribed")
def project_never_described(typed: Typed, dice: random.Random) -> Cell | None:
    """One project left out of section 三."""
    row = _item(typed, dice)
    if row is None or len(typed.real("projects")) < 2:
        return None
    project = project_of(typed, row)
    names = {str(one["name"]) for one in typed.real("projects")} - {str(project["name"])}
    if any(str(project["short"] or project["name"]) in name for name in names):
        return None
    page = typed["paragraphs"]
    page.rows = [one for one in page.rows if one is not row]
    return typed["projects"].cell(project, "name")


@critical("project-unknown")
def paragraph_of_no_project(typed: Typed, dice: random.Random) -> Cell | None:
    """项目序号 that the list does not have."""
    row = _item(typed, dice)
    if row is None:
        return None
    row["project"], row["text"] = 97, "街道办公室牵头实施，各社区配合。"
    return typed["paragraphs"].cell(row, "project")


@critical("prose-token")
def project_token_without_project(typed: Typed, _: random.Random) -> Cell | None:
    """{支出万元} in a paragraph of the whole report."""
    row = next(row for row in typed.real("paragraphs") if row["section"] == "四.1")
    row["text"] = "本项目支出{支出万元}，采购实行比价。"
    return typed["paragraphs"].cell(row, "text")


@critical("prose-token")
def token_of_no_project(typed: Typed, _: random.Random) -> Cell | None:
    """{项目97.支出万元} where there is no project 97."""
    row = next(row for row in typed.real("paragraphs") if row["section"] == "四.2")
    row["text"] = "其中一个项目支出{项目97.支出万元}，按季度推进。"
    return typed["paragraphs"].cell(row, "text")


_TOKEN = "prose-token"  # noqa: S105  (a rule of the text, no secret)
KINDS: tuple[Kind, ...] = (
    count_of_projects_in_the_text,
    sum_of_money_in_the_text,
    project_never_described,
    paragraph_of_no_project,
    project_token_without_project,
    token_of_no_project,
    said("prose-amount", "critical", "amount in 万元 off", "<name>支出<wrong_wan>万元，用于日常工作。"),
    said("prose-amount", "critical", "amount in yuan off", "<name>支出<wrong_yuan>元，用于日常工作。"),
    said("prose-rate", "critical", "rate off", "<name>执行率<wrong_rate>%，资金按制度使用。"),
    said("prose-parts", "critical", "parts off", "<name>支出<yuan>元，由设备购置<part>元、劳务费<short>元构成。"),
    said(
        "prose-parts", "critical", "people off", "<name>由三个队实施，分别有25人、20人和26人，合计73人。", money=False
    ),
    said("prose-product", "critical", "product off", "<name>为38名老人每人发放300元，共计11,700元。", money=False),
    said("prose-growth", "critical", "growth off", "<name>的服务人数由200人增加到250人，增长30%。", money=False),
    said(_TOKEN, "critical", "unknown token", "{预算项目}支出{支出亿元}。", money=False),
    said(_TOKEN, "critical", "full-width token", "{预算项目}支出｛支出万元｝。", money=False),
    said(_TOKEN, "critical", "unclosed token", "{预算项目}支出{支出万元，用于日常工作。", money=False),
    said(_TOKEN, "critical", "unit after token", "{预算项目}支出{支出万元}万元。", money=False),
    said("prose-hint", "critical", "hint", "请在此处说明<name>的实施情况。", money=False),
    said("prose-hint", "critical", "guidance", "<name>按计划实施。填写说明：写清分工。", money=False),
    said("prose-leftover", "warning", "leftover community", "<name>在XX社区实施。", money=False),
    said("prose-leftover", "warning", "leftover line", "<name>由____牵头实施。", money=False),
    said("prose-list-number", "warning", "typed number", "1.<name>由街道办公室实施。", money=False),
    said("prose-private", "warning", "telephone", "<name>由街道办公室实施，联系电话13812345678。", money=False),
    said("prose-brackets", "warning", "bracket open", "<name>由街道办公室（含社区实施。", money=False),
    said("prose-document-number", "warning", "document number", "<name>依据区财发[2023]15号文件实施。", money=False),
    said("prose-attachment", "warning", "attachment", "<name>由街道办公室实施，详见附件9。", money=False),
    said("prose-doubled", "warning", "doubled word", "<name>由街道办公室的的工作人员实施。", money=False),
    typed_in("choice-unknown", "critical", "paragraphs.section", "七", "unknown"),
    typed_in("paragraphs-section-blank", "critical", "paragraphs.section", None, "blank"),
    typed_in("paragraphs-text-blank", "critical", "paragraphs.text", None, "blank"),
    typed_in("cell-error", "critical", "paragraphs.text", Broken("#NAME?"), "an error value"),
)
