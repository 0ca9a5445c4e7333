"""True reports: workbooks of four projects whose every sentence tells the truth, in the words of many offices."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

from pipeline.model.money import exact_wan_text, half_up, plain, wan_text, yuan_text
from tests.prose_support import book, indicator, project

if TYPE_CHECKING:
    from pipeline.model.book import Book, Project

NAMES = (
    ("街面秩序联合巡防经费", "巡防经费"), ("农村人居环境整治补助资金", "人居环境"), ("社区党群服务中心运行经费", None),
    ("居家养老服务站建设补助", "养老"), ("河道清淤及防汛应急经费", "防汛经费"), ("退役军人服务保障专项经费", None),
    ("公共图书馆免费开放补助", "图书馆"), ("生活垃圾分类收运经费", None),
)  # fmt: skip
Told = Callable[[Random, "Project"], str]


def wan(fen: int) -> str:
    """Write an amount exactly in 万元."""
    return f"{exact_wan_text(fen)}万元"


def split(rng: Random, fen: int, parts: int) -> list[int]:
    """Cut an amount into parts of whole hundreds of yuan, the last one whatever is left."""
    cuts = sorted(rng.sample(range(1, max(fen // 10_000, parts + 1)), parts - 1))
    ends = [0, *(cut * 10_000 for cut in cuts), fen]
    return [two - one for one, two in pairwise(ends)]


def _named(rng: Random, it: Project) -> str:
    spent = rng.choice([f"{wan_text(it.spent or 0)}万元", f"{yuan_text(it.spent or 0)}元"])
    return f"{rng.choice([it.name, it.short or it.name])}{spent}，主要用于日常开支。"


def _executed(rng: Random, it: Project) -> str:
    rate = plain(half_up(Fraction(100 * (it.spent or 0), it.budget or 1), rng.randint(0, 2)))
    said = rng.choice(["执行率", "预算执行率为", "资金执行率达到", "支出执行率"])
    return f"全年预算{wan(it.budget or 0)}，实际支出{wan(it.spent or 0)}，{said}{rate}%。"


def _parts(rng: Random, it: Project) -> str:
    one, two, three = split(rng, it.spent or 0, 3)
    mark = rng.choice(
        ["，其中：", "，其中", "，包括", "，其中，", "。其中：", "，用于：", "，主要用于日常运转和设施维护，其中"]
    )
    gap = rng.choice(["；", "、", "，"])
    rest = rng.choice(["等", f"{gap}宣传印刷费{wan(three)}"])
    return f"本项目支出{wan(it.spent or 0)}{mark}人员劳务费{wan(one)}{gap}设备购置费{wan(two)}{rest}。"


def _rest(rng: Random, it: Project) -> str:
    one, two, three = split(rng, it.spent or 0, 3)
    return (
        f"项目支出{wan(it.spent or 0)}，其中拨付甲社区{wan(one)}，用于改造活动室。拨付乙社区{wan(two)}，用于购置器材。"
        f"剩余{wan(three)}用于培训。"
    )


def _made_of(rng: Random, it: Project) -> str:
    one, two = split(rng, it.budget or 0, 2)
    given, made = rng.choice(["市级", "区级"]), rng.choice(["构成", "组成"])
    return f"项目资金{wan(it.budget or 0)}，由{given}补助{wan(one)}和街道自筹{wan(two)}{made}。"


def _left(_: Random, it: Project) -> str:
    left = (it.budget or 0) - (it.spent or 0)
    return f"全年预算{wan(it.budget or 0)}，实际支出{wan(it.spent or 0)}，结余{wan(left)}已按规定交回。"


def _heads(rng: Random, _: Project) -> str:
    people, each = rng.randint(11, 90), rng.choice([200, 300, 500, 800])
    paid = people * each
    return rng.choice([
        f"慰问困难群众{people}名，每名{each}元，共计{paid}元。",
        f"按照每人{each}元的标准，为{people}名困难群众发放慰问金{paid:,}元。",
        f"按{each}元/人的标准补助{people}人，共计{wan(paid * 100)}。",
        f"发放慰问金：{people}人×{each}元＝{paid}元。",
        f"慰问困难群众{people}名，每名{each}元，另购置慰问品2,000元，合计{paid + 2000}元。",
    ])  # fmt: skip


def _monthly(rng: Random, _: Project) -> str:
    price, people, months = rng.choice([1500, 2200, 3000]), rng.randint(3, 19), rng.randint(3, 11)
    return rng.choice([
        f"聘用巡查员{people}名，每人每月{price}元，全年共计{wan(people * price * 1200)}。",
        f"聘用巡查员{people}名，每人每月{price}元，{months}个月共支付{wan(people * price * months * 100)}。",
        f"场地租金每月{price}元，全年共{wan(price * 1200)}。",
        f"场地租金每月{price}元，从{13 - months}月起租，全年共支付{price * months:,}元。",
        f"物业费每季度{wan(price * 1000)}，全年{wan(price * 4000)}。",
    ])  # fmt: skip


def _counts(rng: Random, _: Project) -> str:
    one, two, three = rng.randint(11, 99), rng.randint(11, 99), rng.randint(11, 99)
    times, size = rng.randint(2, 9), rng.randint(11, 60)
    return rng.choice([
        f"全年开展活动{one + two}场，其中社区{one}场、学校{two}场，吸引群众{three * 100}余人次参加。",
        f"三支队伍分别有{one}人、{two}人和{three}人，合计{one + two + three}人。",
        f"队伍由专职{one}人、兼职{two}人和志愿者{three}人组成，共{one + two + three}人。",
        f"共举办培训{times}期，每期{size}人，累计培训{times * size}人次。",
        f"举办培训{times}期，每期约{size}人，共培训{times * size + 3}人次。",
        f"排查隐患{one + two}处，已整改{one}处，剩余{two}处纳入台账管理。",
        f"党员{one + two}名，其中女党员{one}名，35岁以下{min(one, two)}名，大专以上学历{max(one, two)}名。",
        f"在{times}个社区设置{one}个点位，配备人员{two}名、车辆{three}辆。",
        f"走访{one}户{one * 3}人，登记需求{two}条，办结{two}条。",
        f"改造面积{one + two}平方米，其中室内{one}平方米、室外{two}平方米。",
    ])  # fmt: skip


def _shares(rng: Random, it: Project) -> str:
    whole, part = rng.randint(50, 400), rng.randint(10, 49)
    rate = plain(half_up(Fraction(100 * part, whole), rng.randint(0, 2)))
    used = plain(half_up(Fraction(100 * (it.spent or 0), it.budget or 1), 1))
    grown = plain(half_up(Fraction(100 * part, whole), 1))
    return rng.choice([
        f"抽查商户{whole}家，合格{part}家，合格率{rate}%。",
        f"受理诉求{whole}件，其中投诉{part}件，占{rate}%。",
        f"发放问卷{whole}份，收回{part}份，回收率{rate}%，满意率96%。",
        f"支出{wan(it.spent or 0)}，占全年预算{wan(it.budget or 0)}的{used}%。",
        f"受理量由{whole}件增加到{whole + part}件，增长{grown}%。",
        f"受理{whole + part}件，较上年{whole}件增长{grown}%。",
        f"投诉从{whole + part}件下降到{whole}件，减少{part}件。",
        f"满意率由{part}%提高到{part + 45}%，提高45个百分点。",
        f"满意率为{part + 45}%，同比提高3.2个百分点，高于目标值{part}%。",
    ])  # fmt: skip


def _other_money(rng: Random, it: Project) -> str:
    part = wan(max((it.spent or 0) // 7 // 10_000, 1) * 10_000)
    return rng.choice([
        f"项目总投资{wan((it.budget or 0) * 3)}，分三年实施，本年度安排{wan(it.budget or 0)}。",
        f"合同价{wan((it.budget or 0) * 2)}，按进度付款，质保金为合同价的3%。",
        f"上年度支出{wan((it.spent or 0) + 770_000)}，本年度有所下降。",
        f"截至6月底，支出{part}。",
        f"2022年支出{part}，2023年支出{wan(it.spent or 0)}。",
        f"首批拨付{part}，其余按进度拨付。",
        f"购置设备12台，共支出{part}。",
        f"带动社会投入{wan((it.spent or 0) * 2 + 130_000)}，惠及居民近万人。",
        f"单笔支出5000元以上的事前报请行政办公会，其中一笔{part}经党工委会研究。",
        f"追加预算{part}，系年中新增任务。",
        "人均成本由25元降至20元，每平方米造价300元，执行政府指导价。",
    ])  # fmt: skip


def _plain_words(rng: Random, _: Project) -> str:
    return rng.choice([
        "2023年3月启动，12月底前全部完成并通过验收。",
        "按照昆政办发〔2021〕65号文件和《条例》第十五条要求，落实“一户一档”。",
        "依托12345热线和7×24小时值守机制，推动“一老一小”服务走深走实。",
        "3栋2单元至7栋1单元的楼道灯全部更换，12号楼外墙完成修缮。",
        "不存在未按期完成的情况，工作得到居民认可。",
        "下一步将巩固成果，力争明年再上新台阶。",
        "街道与马金铺街道办事处联合开展执法，成效明显。",
        "文昌社区社区干部和网格员家家必访、户户必到。",
        "会议于上午9:30召开，第三次例会议定了第2标段事项。",
    ])  # fmt: skip


TOLD: tuple[Told, ...] = (
    _named, _executed, _parts, _rest, _made_of, _left, _heads, _monthly, _counts, _shares, _other_money,
    _plain_words,
)  # fmt: skip


def true_report(seed: int) -> Book:
    """Make the workbook of this seed: four projects, two or three paragraphs each, in every place a text may stand."""
    rng = Random(seed)  # noqa: S311  (variety, no secret)
    projects, rows, reasons = [], [], []
    for number, (name, short) in enumerate(rng.sample(NAMES, 4), start=1):
        budget = rng.randint(1_000, 19_000) * 10_000
        spent = budget - rng.choice([0, 10_000, budget // 9 // 10_000 * 10_000])
        bare = project(number, name, str(spent // 100), str(budget // 100), short=short)
        tellers = rng.sample(TOLD, len(TOLD))
        goal, outcome, reason = (_text(rng, bare, tellers, TOLD[6:]) for _ in range(3))
        projects.append(
            project(number, name, str(spent // 100), str(budget // 100), short=short, goal=goal, outcome=outcome)
        )
        reasons.append(indicator(number + 1, number, "巡查到位率", "90", "95", "%", reason=reason))
        rows += [("三", number, _text(rng, bare, tellers)) for _ in range(rng.randint(1, 2))]
        rows.append((rng.choice(["四.1", "四.3"]), number, _text(rng, bare, tellers)))
    total = sum(it.spent or 0 for it in projects)
    rows.insert(0, ("一（一）", None, f"将下列200万元以下的4个项目合并自评，支出合计{wan(total)}。"))
    rows.append(("一（二）", None, "纳入自评的项目共4个，自评得分99.5分。"))
    limits = {"cap": 200_000_000, "office_from": 500_000, "party_from": 10_000_000, "score": Decimal("99.5")}
    return book(projects, rows, reasons, control=total, count=4, **limits)


def _text(rng: Random, it: Project, tellers: list[Told], among: tuple[Told, ...] = TOLD) -> str:
    """Tell one to three things that nothing else in the workbook tells of this project."""
    told = [tell for tell in tellers if tell in among][: rng.randint(1, 3)]
    tellers[:] = [tell for tell in tellers if tell not in told]
    return "".join(tell(rng, it) for tell in told) or "工作已按计划开展。"
