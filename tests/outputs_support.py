"""A book by hand with the facts of a real report and sentences of our own, for the tests of outputs/."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.model.book import Book, Info, Paragraph, Place, Project
from pipeline.model.contract import BY_KEY

AMOUNTS = (
    ("乡镇财政公共服务能力提升建设专项资金", 32_506_700),
    ("基层党建管理经费", 46_288_000),
    ("2023年度国有企业退休人员社会化管理财政补助资金", 27_750_000),
    ("呈贡区第五次全国经济普查经费", 23_316_200),
    ("2023年呈贡区国家卫生城市复审达标工作经费", 43_000_000),
    ("智慧安防小区网络费和服务经费", 15_000_000),
    ("人大代表履职经费人大代表活动经费", 7_820_000),
    ("入滇沟渠保洁及绿化管理经费全面深化河长制工作经费", 11_000_000),
    ("龙岭社区升级改造兴锦嘉园小区垃圾分类回收处理系统专项资金", 4_200_000),
    ("2023年公共图书馆美术馆文化馆免费开放补助", 4_360_000),
    ("呈贡区三轮摩托车（电动车）专项治理经费", 3_000_000),
    ("2023年度离退休干部党组织工作经费及先进创建专项补助资金", 3_260_000),
    ("综合养老服务中心建设补助经费", 1_500_000),
    ("2023年残疾人春雨助学补助资金", 1_140_000),
    ("进京劝返及专项稳控工作经费", 83_284_100),
    ("职工食堂补助经费", 82_848_378),
)
TOTAL = 390_273_378
GOAL = "全年按计划完成各项任务，经费专款专用，服务对象总体满意"
TEXTS: tuple[tuple[str, int | None, str], ...] = (
    (
        "一（一）",
        None,
        "本报告把{单位名称}{年度}年单个不超过200万元的{项目数量}个项目放在一起评价，共支出{合计元}，明细见下表。",
    ),
    ("一（二）", None, "各项目按年初确定的目标推进，综合自评得分{自评得分}分。"),
    ("一（二）", 2, "{预算项目}，目标是把支部阵地建好、把党员教育抓实，让居民办事有去处、遇事有人帮。"),
    ("一（二）", 2, "其中示范点创建3个，培训党员1,200人次。"),
    ("二", None, "资金按项目单独核算，5,000元以上的支付先经行政办公会，10万元以上的支付再报党工委会。"),
    ("三", 5, "卫生城市复审{支出万元}，围绕14个点位反复巡查，发现的问题当天交办、次日复核，全年没有遗留。"),
    ("三", 15, "稳控工作{支出万元}，占全部支出的21.34%，由专班逐案包保，落实到人。"),
    ("三", 4, "经济普查{支出万元}，选派普查人员100名，走访经营户13,776户，数据一次通过验收。"),
    ("四.1", None, "各部门先算账再花钱，能合并的采购一律合并，能共用的设备不再重复购置。"),
    ("四.2", None, "任务按月分解，季度通报，年底前全部完成。"),
    ("四.3", None, "居民身边的环境、安全和养老服务都有了看得见的变化。"),
    ("四.4", None, "多数项目逐年延续，制度和队伍已经稳定下来。"),
    ("五", None, "部分指标下达较晚，前期谋划还不够充分。"),
    ("六", None, "无"),
)


def places() -> dict[str, Place]:
    """Sheets laid out as the blank workbook has them: headings in row 1, fields from column A on."""
    result = {}
    for key, sheet in BY_KEY.items():
        rows = {field.key: index for index, field in enumerate(sheet.fields, start=2 if sheet.paired else 1)}
        result[key] = Place(sheet.name, 1, rows)
    return result


def paragraphs(texts: Sequence[tuple[str, int | None, str]]) -> tuple[Paragraph, ...]:
    """Rows of 报告正文 from row 2 on."""
    return tuple(Paragraph(row, *texts_of) for row, texts_of in enumerate(texts, start=2))


def a_book(texts: Sequence[tuple[str, int | None, str]] = TEXTS, **changes: object) -> Book:
    """Return the sample book, with other paragraphs or fields where given."""
    projects = tuple(
        Project(row, row - 1, name, budget=fen, spent=fen, goal=GOAL)
        for row, (name, fen) in enumerate(AMOUNTS, start=2)
    )
    info = Info(
        unit="龙城街道办事处",
        year=2023,
        label="附件4-2",
        cap=200_000_000,
        control=TOTAL,
        count=16,
        score=Decimal(100),
    )
    book = Book(
        "示例.xlsx",
        "0" * 64,
        info=info,
        projects=projects,
        total=Project(18, None, "合计", spent=TOTAL),
        paragraphs=paragraphs(texts),
        places=places(),
    )
    return replace(book, **changes)  # type: ignore[arg-type]  # the caller names fields of Book
