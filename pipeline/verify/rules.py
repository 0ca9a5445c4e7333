"""The rules (核对规则) of verification: what may be found in a report, each declared once."""

from __future__ import annotations

from pipeline.model.findings import declare

_KEEP = "请改回工作簿里的数字；如果数字确实要改，请先改工作簿，再重新生成报告。"

CHANGED = declare(
    "report-number-changed",
    "报告数字被改动",
    "critical",
    source="contract verify",
    notes="报告里的每个数字都必须与工作簿一致。",
    fix=_KEEP,
)
UNIT = declare(
    "report-unit-changed",
    "报告数字的单位被改动",
    "critical",
    source="contract verify",
    notes="报告里数字的单位必须与工作簿一致。",
    fix="请把单位改回工作簿里的；确实要换单位的，请先改工作簿，再重新生成报告。",
)
DELETED = declare(
    "report-number-deleted",
    "报告数字被删去",
    "critical",
    source="contract verify",
    notes="工作簿写进报告的数字不能在报告里删掉，画上删除线的也算删掉。",
    fix="请补回被删去的内容；确实不要的，请先改工作簿，再重新生成报告。",
)
ADDED = declare(
    "report-number-added",
    "报告多出数字",
    "critical",
    source="contract verify",
    notes="报告里不能有工作簿里没有的数字。",
    fix="请删去多出来的数字；确实要写的，请先写进工作簿，再重新生成报告。",
)
MOVED = declare(
    "report-number-moved",
    "报告数字换了位置",
    "critical",
    source="contract verify",
    notes="数字必须留在它所说的项目、段落和表格行里。",
    fix="请移回原来的位置；确实要调整顺序的，请先改工作簿，再重新生成报告。",
)
WORDS = declare(
    "report-words-changed",
    "报告文字有改动",
    "info",
    source="contract verify",
    notes="文字改动不影响数字，只作提示。",
    fix="请确认这些文字改动是有意的；工作簿里也可以照改，免得下次生成时丢失。",
)
TABLE_SUM = declare(
    "report-table-sum",
    "报告项目表合计不符",
    "critical",
    source="rules 1",
    notes="报告里项目表各行之和必须等于合计行，一分不差。",
    fix="请核对表中各行和合计，改正错的那一个。",
)
TABLE_TAIL = declare(
    "report-table-tail",
    "报告项目表合计有尾差",
    "info",
    source="rules 15",
    notes="以万元印出、经过四舍五入的表，合计允许有舍入造成的尾差。",
    fix="请看一眼：四舍五入造成的不必修改，不是的请核对表中各行和合计。",
)
TABLE_RATE = declare(
    "report-table-rate",
    "报告表内比率不符",
    "critical",
    source="rules 4",
    notes="表里的执行率、增减率和占比必须与表里的金额对得上。",
    fix="请核对这一行的金额和比率，改正错的那一个。",
)
TABLE_ROW = declare(
    "report-table-row",
    "报告表内一行的金额不符",
    "critical",
    source="rules 1",
    notes="表里的合计、结余等必须与同一行的其他金额对得上。",
    fix="请核对这一行的各个金额，改正错的那一个。",
)
TABLES_DIFFER = declare(
    "report-tables-differ",
    "报告前后两张表的金额不同",
    "critical",
    source="rules 8",
    notes="两张表列出同样的项目、同一个栏目，一个项目的金额前后要一致。",
    fix="请核对哪一张表是对的，把另一张改过来。",
)
NEAR = declare(
    "report-amount-near",
    "报告金额与项目表差一位数字",
    "critical",
    source="rules 9",
    notes="一个项目自己的段落里，没有写出表中的支出，却有一个只差一位数字的金额，多半是笔误。",
    fix="请对照项目表和账册，把错的那一个改过来。",
)
TEXT_SCORE = declare(
    "report-score-differs",
    "报告正文的得分与评分表不同",
    "critical",
    source="rules 19",
    notes="正文里写的总得分和各项得分要与报告里的评分表一致。",
    fix="请对照评分表核对正文里的得分，改正错的那一个。",
)
FORM_FUNDS = declare(
    "form-funds",
    "自评表资金合计不符",
    "critical",
    source="rules 3",
    notes="自评表的年度资金总额必须等于财政拨款、结转资金和其他资金之和。",
    fix="请核对资金各行，改正错的那一个。",
)
FORM_RATE = declare(
    "form-rate",
    "自评表执行率不符",
    "critical",
    source="rules 4",
    notes="自评表的执行率必须等于全年执行数除以全年预算数，执行率得分由它算出。",
    fix="请核对全年预算数、全年执行数、执行率和它的得分，改正错的那一个。",
)
FORM_WEIGHTS = declare(
    "form-weights",
    "自评表分值不是 100 分",
    "critical",
    source="rules 17",
    notes="自评表各项分值连同执行率的分值必须合计 100 分。",
    fix="请核对各项分值，改成合计 100 分。",
)
FORM_POINTS = declare(
    "form-points",
    "自评表得分高于分值",
    "critical",
    source="rules 18",
    notes="自评表每一项的得分不能高于分值。",
    fix="请核对这一项的得分和分值。",
)
FORM_SCORE = declare(
    "form-score",
    "自评表总分不符",
    "critical",
    source="rules 19",
    notes="自评表的总分必须等于各项得分之和。",
    fix="请核对各项得分和总分，改正错的那一个。",
)
OTHER_WORKBOOK = declare(
    "report-of-other-workbook",
    "报告不是这份工作簿的",
    "critical",
    source="contract verify",
    notes="报告要与生成它的那一份工作簿核对。",
    fix="请找出生成这份报告的那一份工作簿，再核对一次；报告确实由它改成的，请从工作簿重新生成。",
)
PICTURES = declare(
    "report-picture-unread",
    "报告里有图片没有核对",
    "warning",
    source="contract verify",
    notes="图片、图表和嵌入对象里的数字读不出来，要由人看一遍。",
    fix="请打开报告，对照工作簿看一遍图片里的数字；能写成文字或表格的，请写成文字或表格。",
)
UNREADABLE = declare(
    "report-unreadable",
    "报告无法读取",
    "critical",
    source="contract verify",
    notes="要核对的报告必须是完好的 .docx 文件。",
    fix="请在 Word 或 WPS 里打开它，另存为 .docx 后再核对。",
)
BLIND = declare(
    "workbook-unreadable-for-report",
    "核对所用的工作簿无法读取",
    "critical",
    source="contract verify",
    notes="核对报告时，工作簿必须能够读取，并能生成报告。",
    fix="请先单独核对这份工作簿，把必须修改的问题改好，再核对报告。",
)
NOTHING_TO_HOLD = declare(
    "report-nothing-to-hold",
    "报告里没有可核对的项目表",
    "warning",
    source="contract verify",
    notes="没有工作簿时，靠报告自己的项目表核对合计和正文。",
    fix="请同时给出生成这份报告的工作簿，再核对一次。",
)
