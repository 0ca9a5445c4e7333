"""True prose about a workbook: tokens and typed figures that agree with the tables."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.model.money import half_up, percent_text, plain, wan_text, yuan_text

if TYPE_CHECKING:
    from tests.faults.sound import Money
    from tests.faults.typed import Row


def _with_figures(dice: random.Random, name: str, money: Money) -> str:
    wan = f"{wan_text(money.spent)}万元"
    rate = percent_text(money.spent, money.budget)
    return dice.choice(
        [
            f"{name}支出{wan}。",
            f"{name}全年预算{wan_text(money.budget)}万元，支出{wan}，执行率{rate}。",
            f"{name}支出{yuan_text(money.spent)}元，按进度支付。",
            f"{name}全年支出 {wan}，资金到位及时。",
        ]
    )


def _with_tokens(dice: random.Random, money: Money) -> str:
    """Rate and score are for projects that have a budget."""
    texts = [
        "{预算项目}支出{支出万元}，资金按制度使用。",
        "{预算项目}全年安排{全年预算万元}，已支出{支出万元}，执行率{执行率}。",
        "{简称}支出{支出元}，自评{得分}分。",
    ]
    return dice.choice(texts if money.budget else texts[:1])


def _parts(dice: random.Random, name: str, money: Money) -> str:
    """Split the spending to the fen, in yuan."""
    first = dice.randint(1, money.spent // 2)
    second = dice.randint(1, money.spent // 3)
    pieces = [yuan_text(fen) for fen in (first, second, money.spent - first - second)]
    return (
        f"{name}支出{yuan_text(money.spent)}元，由设备购置{pieces[0]}元、劳务费{pieces[1]}元、宣传费{pieces[2]}元构成。"
    )


def _counts(dice: random.Random) -> str:
    numbers = [dice.randint(3, 40) for _ in range(3)]
    spring, summer, autumn = (f"{season}季培训{count}场" for season, count in zip("春夏秋", numbers, strict=True))
    return f"全年共组织培训{sum(numbers)}场，其中：{spring}、{summer}、{autumn}。"


def _product(dice: random.Random) -> str:
    people, each = dice.randint(11, 60), dice.choice([50, 200, 300])
    return f"为{people}名独居老人每人发放慰问金{each}元，共计{people * each:,}元。"


def item(dice: random.Random, row: Row, money: Money) -> Row:
    """Write one paragraph about a project for section 三."""
    name = str(row["name"])
    kinds = [f"{name}由街道办公室牵头实施，各社区配合。", _with_tokens(dice, money)]
    if money.budget:
        kinds += [_with_figures(dice, name, money), _with_figures(dice, name, money)]
    if money.spent > 100_000:
        kinds += [_parts(dice, name, money), f"{name}进展顺利。{_counts(dice)}", f"{name}按时兑现。{_product(dice)}"]
    return {"section": "三", "project": row["number"], "text": dice.choice(kinds)}


def paragraphs(dice: random.Random, rows: list[Row], moneys: list[Money], year: int) -> list[Row]:
    """Write the whole text in reading order."""
    spent = sum(money.spent for money in moneys)
    budget = sum(money.budget for money in moneys)
    opening = dice.choice(
        [
            "{年度}年，{单位名称}共有项目{项目数量}个，支出合计{合计万元}。",
            f"{year}年纳入自评的项目共{len(rows)}个，支出合计{wan_text(spent)}万元。",
            f"本年度共有{len(rows)}个项目，全年预算合计{plain(half_up(Fraction(budget, 1_000_000)))}万元。",
        ]
    )
    texts: list[Row] = [
        {"section": "一（一）", "project": None, "text": opening},
        {"section": "二", "project": None, "text": "街道成立工作小组，按照先自评后复核的程序开展绩效评价。"},
    ]
    if dice.random() < 0.3:
        goal = {
            "section": "一（二）",
            "project": rows[0]["number"],
            "text": "按年初计划完成各项任务，保障辖区居民生活。",
        }
        texts.insert(1, dict(goal))
    texts += [item(dice, row, money) for row, money in zip(rows, moneys, strict=True)]
    for section, text in (
        ("四.1", "各项目压减一般性支出，采购实行比价。"),
        ("四.2", "各项工作按季度推进，台账齐全。"),
        ("四.3", "辖区环境和服务水平有所提升。"),
        ("四.4", "管护责任落实到人，机制长期有效。"),
        ("五", "个别项目前期准备不充分，支付进度偏慢。"),
        ("六", "下一步将提前谋划项目，加快支付进度。"),
    ):
        texts.append({"section": section, "project": None, "text": text})
    return texts
