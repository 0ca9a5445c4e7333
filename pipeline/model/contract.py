"""The workbook (工作簿) as one declaration: blank workbook, loader, manual and messages are derived from it."""

from __future__ import annotations

from pipeline.model.fields import Field, Kind, Sheet

CONTRACT_VERSION = "1.1"  # a sheet or column more: the second number; one that older programs misread: the first
VERSION_PROPERTY = "模板版本"
HEADING_SEARCH_ROWS = 10
TOTAL_WORD = "合计"
RESULT_SHEET = "校验结果"
HANDBACK_PREFIX = "批注-"


FUNDINGS = ("当年财政拨款", "上年结转资金", "其他资金")
DIRECTIONS = ("≥", ">", "=", "≤", "<", "定性")
QUALITATIVE = "定性"
TIERS = ("达成", "部分达成", "未达成")
FIRST_LEVELS = ("产出指标", "效益指标", "满意度指标", "成本指标")
SECOND_LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
    "成本指标": ("经济成本指标", "社会成本指标", "生态环境成本指标"),
}
SECTIONS = ("一（一）", "一（二）", "二", "三", "四.1", "四.2", "四.3", "四.4", "五", "六")
LAYOUTS = ("国标", "审核")
PRESETS = ("mof-2020", "mof-2021", "local-example")

INFO = Sheet(
    "info",
    "基本信息",
    "单位、年度、账面合计和自评得分，一项一行。",
    (
        Field("unit", "单位名称", Kind.TEXT, "写全称，例如：龙城街道办事处", required=True),
        Field("year", "预算年度", Kind.YEAR, "四位数字，例如：2023", required=True),
        Field("title", "报告标题", Kind.TEXT, "可不填；不填时按“单位名称＋年度＋单项上限”自动拟定"),
        Field("label", "附件编号", Kind.TEXT, "可不填；例如：附件4-2，印在标题上方"),
        Field("cap", "单项上限（元）", Kind.MONEY, "可不填；合并自评的项目每个都不得超过这个金额，例如：2,000,000"),
        Field(
            "control",
            "支出合计（元）",
            Kind.MONEY,
            "照账上的支出总数输入，不要写公式，也不要从项目清单复制",
            required=True,
        ),
        Field("count", "项目数量", Kind.COUNT, "可不填；项目清单里应有几个项目"),
        Field(
            "score", "自评得分", Kind.SCORE, "0 到 100；应等于各项目得分（执行率得分＋指标得分）的平均数", required=True
        ),
        Field(
            "preset",
            "评分办法",
            Kind.CHOICE,
            "可不填；不填时用 mof-2020，即财预〔2020〕10号",
            choices=PRESETS,
        ),
        Field("layout", "版式", Kind.CHOICE, "可不填；国标或审核，不填时用国标", choices=LAYOUTS),
        Field(
            "office_from",
            "行政办公会审批起点（元）",
            Kind.MONEY,
            "可不填；达到这个金额的支付须先经行政办公会，例如：5,000",
        ),
        Field(
            "party_from",
            "党工委会审批起点（元）",
            Kind.MONEY,
            "可不填；达到这个金额的支付须先经党工委会，例如：100,000",
        ),
        Field("author", "填报人", Kind.TEXT, "可不填"),
        Field("reviewer", "审核人", Kind.TEXT, "可不填"),
        Field("phone", "联系电话", Kind.TEXT, "可不填；不会印进报告"),
        Field("email", "电子邮箱", Kind.TEXT, "可不填；不会印进报告"),
        Field("filled_on", "填报日期", Kind.DATE, "可不填；例如：2024-01-15"),
    ),
    paired=True,
)

PROJECTS = Sheet(
    "projects",
    "项目清单",
    "一行一个项目，最后一行为合计。",
    (
        Field("number", "序号", Kind.COUNT, "从 1 编起，不重复", required=True, width=9),
        Field("name", "预算项目", Kind.TEXT, "与批复文件一致的项目全称", required=True, width=36),
        Field("short", "简称", Kind.TEXT, "正文里怎么称呼这个项目，可不填", width=18),
        Field("department", "主管部门", Kind.TEXT, "可不填", width=18),
        Field(
            "funding", "资金来源", Kind.TEXT, "选一项；有几种时用顿号连接，并填写“资金构成”", choices=FUNDINGS, width=18
        ),
        Field("initial", "年初预算（元）", Kind.MONEY, "没有年初预算的留空", width=16),
        Field("budget", "全年预算（元）", Kind.MONEY, "年初预算加减年中调整", required=True, width=16),
        Field("spent", "支出（元）", Kind.MONEY, "全年实际支出，最多两位小数", required=True, width=16),
        Field("adjusted_on", "指标调整日期", Kind.DATE, "指标调整到本单位的日期，可不填", width=14),
        Field("goal", "绩效目标", Kind.TEXT, "年初设定的目标", required=True, width=42),
        Field("outcome", "完成情况", Kind.TEXT, "实际做到了什么；执行率低于 90% 时须说明原因", width=42),
    ),
)

INDICATORS = Sheet(
    "indicators",
    "绩效指标",
    "一行一个三级指标；预算执行率由程序计算，不用填。",
    (
        Field("project", "项目序号", Kind.COUNT, "项目清单里的序号", required=True, width=11),
        Field("first", "一级指标", Kind.CHOICE, "选一项", required=True, choices=FIRST_LEVELS, width=12),
        Field(
            "second",
            "二级指标",
            Kind.CHOICE,
            "选一项",
            required=True,
            choices=tuple(dict.fromkeys(name for names in SECOND_LEVELS.values() for name in names)),
            width=22,
        ),
        Field("third", "三级指标", Kind.TEXT, "具体考核什么", required=True, width=28),
        Field(
            "direction",
            "指标方向",
            Kind.CHOICE,
            "数字选比较符号，文字选“定性”",
            required=True,
            choices=DIRECTIONS,
            width=12,
        ),
        Field("target", "指标值", Kind.MEASURE, "定量填数字，定性写目标", required=True, width=18),
        Field("unit", "计量单位", Kind.TEXT, "如：人、次、%", width=12),
        Field("actual", "完成值", Kind.MEASURE, "定量填数字；定性选达成、部分达成或未达成", required=True, width=18),
        Field("weight", "分值", Kind.SCORE, "合计 90 分，另有规定除外", required=True, width=10),
        Field("points", "得分", Kind.SCORE, "最多两位小数", required=True, width=10),
        Field("reason", "偏差原因及改进措施", Kind.TEXT, "扣了分或大幅超额时必填", width=32),
        Field("evidence", "佐证材料", Kind.TEXT, "材料名称", width=32),
    ),
)

PARAGRAPHS = Sheet(
    "paragraphs",
    "报告正文",
    "一行一段，按阅读顺序；章节标题由模板印出，不用写。",
    (
        Field("section", "章节", Kind.CHOICE, "选一项", required=True, choices=SECTIONS, width=10),
        Field("project", "项目序号", Kind.COUNT, "讲某个项目时填它的序号", width=12),
        Field("text", "正文", Kind.TEXT, "可用 {支出万元} 等记号，数字由程序填入", required=True, width=100),
    ),
)

PARTS = Sheet(
    "parts",
    "资金构成",
    "一个项目有几种资金来源时填写；没有可留空。",
    (
        Field("project", "项目序号", Kind.COUNT, "项目清单里的序号", required=True, width=11),
        Field("category", "资金类别", Kind.CHOICE, "选一项", required=True, choices=FUNDINGS, width=16),
        Field("initial", "年初预算（元）", Kind.MONEY, "没有的留空", width=16),
        Field("budget", "全年预算（元）", Kind.MONEY, "没有的留空", width=16),
        Field("spent", "全年执行（元）", Kind.MONEY, "没有的留空", width=16),
    ),
    required=False,
)

PAYMENTS = Sheet(
    "payments",
    "支付明细",
    "支出背后的每一笔支付；填了的项目，各笔之和必须等于它的支出。",
    (
        Field("project", "项目序号", Kind.COUNT, "项目清单里的序号", required=True, width=11),
        Field("paid_on", "支付日期", Kind.DATE, "例如：2023-08-05", required=True, width=14),
        Field("voucher", "凭证号", Kind.TEXT, "请设为文本格式", required=True, width=16),
        Field("payee", "收款人", Kind.TEXT, "可不填", width=24),
        Field("purpose", "摘要", Kind.TEXT, "可不填", width=32),
        Field("amount", "金额（元）", Kind.MONEY, "红字冲销填负数", required=True, width=16),
        Field("office_on", "行政办公会日期", Kind.DATE, "达到审批起点的支付须填", width=16),
        Field("party_on", "党工委会日期", Kind.DATE, "达到审批起点的支付须填", width=16),
        Field("exempt", "免议事由", Kind.TEXT, "如：工资、水电费", width=20),
    ),
    required=False,
)

EXPLANATIONS = Sheet(
    "explanations",
    "核实说明",
    "某条提醒已经核实无误时，在这里写明原因；必须修改的问题不能用说明代替。",
    (
        Field("rule", "规则", Kind.TEXT, "校验结果里的规则名称或编号", required=True, width=24),
        Field("cell", "单元格", Kind.TEXT, "例如：项目清单!H18", required=True, width=20),
        Field("reason", "说明", Kind.TEXT, "为什么没有问题", required=True, width=60),
    ),
    required=False,
)

SHEETS = (INFO, PROJECTS, INDICATORS, PARAGRAPHS, PARTS, PAYMENTS, EXPLANATIONS)
BY_KEY = {sheet.key: sheet for sheet in SHEETS}
