"""Sound workbooks in variety, from a seed: nothing in them deserves a critical finding."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.model.contract import BY_KEY, FUNDINGS, SHEETS
from pipeline.model.money import half_up, plain
from pipeline.model.policy import policy
from tests.faults.layouts import lay_out
from tests.faults.scores import execution, indicator_rows
from tests.faults.story import paragraphs
from tests.faults.typed import Page, Row, Typed, Value

if TYPE_CHECKING:
    from pipeline.model.limits import Preset

UNITS = ("龙城街道办事处", "清水镇人民政府", "东华街道办事处", "石桥乡人民政府", "城关镇人民政府")
THEMES = [
    "沟渠保洁",
    "文化活动",
    "垃圾分类",
    "道路维修",
    "森林防火",
    "社区矫正",
    "河道巡查",
    "食品安全",
    "老年食堂",
    "网格管理",
    "禁毒宣传",
    "武装征兆",
    "统计调查",
    "村庄亮化",
    "防汛抗旱",
    "安全生产",
    "便民服务",
    "残疾人帮扶",
    "基层党建",
    "普法宣传",
    "动物防疫",
    "卫生创建",
    "志愿服务",
    "妇女儿童",
    "劳动保障",
    "信访维稳",
    "档案整理",
    "公厕管护",
    "绿化养护",
    "市场整治",
    "消防器材",
    "民政救助",
    "科普活动",
    "退役军人",
    "流动人口",
    "农田水利",
    "古树保护",
    "健身器材",
    "窗口改造",
    "图书更新",
]
ENDINGS = ("经费", "补助资金", "专项经费", "工作经费")
PAYEES = ("某建筑公司", "某印刷厂", "某物业公司", "某文化公司", "某商贸行")
OFFICE_FROM, PARTY_FROM = 500_000, 10_000_000
CAP = 200_000_000


def yuan(fen: int) -> Decimal | int:
    """Give an amount as a spreadsheet keeps it, in yuan."""
    exact = Decimal(fen).scaleb(-2)
    return int(exact) if exact == exact.to_integral_value() else exact


@dataclass
class Money:
    """The amounts of one project in fen."""

    initial: int | None
    budget: int
    spent: int


def _money(dice: random.Random, at: int) -> Money:
    if at and dice.random() < 0.05:
        return Money(dice.choice([None, 0]), 0, 0)
    grain = dice.choice([1, 100, 10_000, 1_000_000])
    budget = max(grain, dice.randint(50_000, CAP) // grain * grain)
    kind = dice.random()
    spent = budget if kind < 0.4 else dice.randint(budget * 9 // 10, budget)
    spent = dice.randint(budget // 20, budget) if kind > 0.85 else spent
    spent = max(spent // grain * grain, grain)
    return Money(dice.choice([None, 0, budget, dice.randint(1, CAP)]), budget, spent)


def _project(dice: random.Random, at: int, theme: str, money: Money) -> Row:
    low = money.spent * 10 < money.budget * 9
    said = [None, "全年工作已经完成，群众反映良好。"]
    return {
        "number": at + 1,
        "name": theme + dice.choice(ENDINGS),
        "short": dice.choice([None, None, theme]),
        "department": dice.choice([None, "区财政局", "区民政局"]),
        "funding": dice.choice([None, *FUNDINGS]),
        "initial": None if money.initial is None else yuan(money.initial),
        "budget": yuan(money.budget),
        "spent": yuan(money.spent),
        "adjusted_on": dice.choice([None, None, "day"]),
        "goal": f"保障辖区{theme}工作按计划开展，经费专款专用。",
        "outcome": "受天气影响，部分工程尚在结算，余款次年支付。" if low else dice.choice(said),
    }


def _parts(dice: random.Random, rows: list[Row], moneys: list[Money]) -> list[Row]:
    """Split all of some projects' money over two categories; 资金来源 then names both."""
    parts: list[Row] = []
    for row, money in zip(rows, moneys, strict=True):
        if dice.random() < 0.5 or money.budget < 100:
            continue
        kinds = dice.sample(FUNDINGS, 2)
        share = dice.randint(1, money.budget - 1)
        spent = min(share, money.spent)
        while money.spent - spent > money.budget - share:
            share, spent = share // 2, min(share // 2, money.spent)
        initial = money.initial or 0
        first = dice.randint(0, initial)
        row["funding"] = "、".join(kinds)
        for kind, amounts in zip(
            kinds, ((first, share, spent), (initial - first, money.budget - share, money.spent - spent)), strict=True
        ):
            keys = ("initial", "budget", "spent")
            parts.append(
                {"project": row["number"], "category": kind, **dict(zip(keys, map(yuan, amounts), strict=True))}
            )
    return parts


def _payments(dice: random.Random, rows: list[Row], moneys: list[Money], year: int) -> list[Row]:
    """Payments that add up to each project's spending, each after its meetings."""
    payments: list[Row] = []
    for row, money in zip(rows, moneys, strict=True):
        left = money.spent
        cuts = [dice.randint(1, left // 3) for _ in range(dice.randint(0, 2))] if left > 300 else []
        amounts = [*cuts, left - sum(cuts)] if left else []
        if amounts and dice.random() < 0.1:
            amounts += [-amounts[0], amounts[0]]
        for amount in amounts:
            day = date(year, 1, 1) + timedelta(days=dice.randint(70, 364))
            held = day - timedelta(days=dice.randint(0, 60))
            exempt = "工资福利" if dice.random() < 0.1 else None
            payments.append(
                {
                    "project": row["number"],
                    "paid_on": day,
                    "voucher": f"{year}-{day.month:02}-{len(payments) + 1:04}",
                    "payee": dice.choice(PAYEES),
                    "purpose": dice.choice([None, "服务费", "材料费"]),
                    "amount": yuan(amount),
                    "office_on": held if amount >= OFFICE_FROM and not exempt else None,
                    "party_on": held if amount >= PARTY_FROM and not exempt else None,
                    "exempt": exempt,
                }
            )
    return payments


def _mean(rows: list[Row], moneys: list[Money], indicators: list[Row], preset: Preset) -> Fraction:
    scores = []
    for row, money in zip(rows, moneys, strict=True):
        if money.budget:
            own = [Fraction(str(one["points"])) for one in indicators if one["project"] == row["number"]]
            scores.append(Fraction(execution(money.budget, money.spent, preset)) + sum(own))
    return sum(scores, Fraction(0)) / len(scores)


def _info(dice: random.Random, year: int, preset: Preset, moneys: list[Money], mean: Fraction) -> Row:
    contact: Row = {"author": "张某某", "reviewer": "李某某", "phone": "13800000000", "email": "someone@example.com"}
    return {
        "unit": dice.choice(UNITS),
        "year": year,
        "title": None,
        "label": dice.choice([None, "附件4-2"]),
        "cap": dice.choice([None, yuan(CAP)]),
        "control": yuan(sum(money.spent for money in moneys)),
        "count": dice.choice([None, len(moneys)]),
        "score": Decimal(plain(half_up(mean))),
        "preset": preset.name if preset.name != "mof-2020" or dice.random() < 0.5 else None,
        "layout": dice.choice([None, "国标", "审核"]),
        "office_from": dice.choice([None, yuan(OFFICE_FROM)]),
        "party_from": dice.choice([None, yuan(PARTY_FROM)]),
        **(contact if dice.random() < 0.5 else {}),
        "filled_on": dice.choice([None, date(year + 1, 1, 15)]),
    }


def _total(moneys: list[Money], dice: random.Random) -> Row:
    sums: dict[str, Value] = {
        "initial": yuan(sum(money.initial or 0 for money in moneys)),
        "budget": yuan(sum(money.budget for money in moneys)),
        "spent": yuan(sum(money.spent for money in moneys)),
    }
    return {"_": "total", dice.choice(["number", "name"]): "合计", **sums}


def sound(seed: int) -> Typed:
    """Make the sound workbook of a seed: 1 to 40 projects, any preset, with or without ledger and fund parts."""
    dice = random.Random(seed)  # noqa: S311  (seeded variety, no secret)
    preset = policy().presets[dice.choice(sorted(policy().presets))]
    year = dice.randint(2021, 2024)
    count = dice.choice([1, 2, 3, dice.randint(3, 8), dice.randint(3, 8), dice.randint(8, 40)])
    moneys = [_money(dice, at) for at in range(count)]
    themes = dice.sample(THEMES, count)
    rows = [_project(dice, at, theme, money) for at, (theme, money) in enumerate(zip(themes, moneys, strict=True))]
    for row in rows:
        row["adjusted_on"] = date(year, dice.randint(1, 12), 5) if row["adjusted_on"] else None
    indicators = [
        one for row, theme in zip(rows, themes, strict=True) for one in indicator_rows(dice, row, theme, preset)
    ]
    content: dict[str, list[Row]] = {
        "info": [_info(dice, year, preset, moneys, _mean(rows, moneys, indicators, preset))],
        "indicators": indicators,
        "parts": _parts(dice, rows, moneys) if dice.random() < 0.5 else [],
        "payments": _payments(dice, rows, moneys, year) if dice.random() < 0.5 else [],
        "paragraphs": paragraphs(dice, rows, moneys, year),
        "projects": [*rows, _total(moneys, dice)],
        "explanations": [],
    }
    pages = [Page(sheet, content[sheet.key], [one.key for one in sheet.fields]) for sheet in SHEETS]
    typed = Typed([page for page in pages if page.rows or BY_KEY[page.sheet.key].required], seed)
    return lay_out(dice, typed)
