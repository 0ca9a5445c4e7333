"""The template of the summary (汇总表模板.docx), written from the report's parts; a test proves it current.

Run `python -m pipeline.district.template` after a change here.
"""

from __future__ import annotations

from pipeline.model.policy import HOME
from pipeline.outputs.package import pack, unpack
from pipeline.outputs.report import template as report_template
from pipeline.outputs.report.styles import FANGSONG, HEITI, look
from pipeline.outputs.word.grid import cell, paragraph, row, table

TEMPLATE = HOME / "input_templates" / "汇总表模板.docx"
SIZE, PITCH, LEAST_ROW = 24, 400, 480  # 小四, lines of 20 pt, rows of 24 pt: the tables are wide
WIDTH, HEIGHT = 16838, 11906  # A4 lying
TABLES = {  # name: (heading, tag of the value, width in twips, centred, left or amount), together 243 mm
    "单位": (
        ("排名", "rank", 750, "C"),
        ("单位", "unit", 2900, "L"),
        ("项目数", "projects", 1100, "C"),
        ("全年预算（元）", "budget", 2300, "A"),
        ("支出（元）", "spent", 2300, "A"),
        ("执行率", "rate", 1200, "C"),
        ("得分", "score", 1050, "C"),
        ("等级", "grade", 800, "C"),
        ("必须修改", "critical", 1350, "C"),
    ),
    "问题": (
        ("问题", "title", 3300, "L"),
        ("轻重", "weight", 1250, "C"),
        ("单位数", "units", 950, "C"),
        ("处数", "times", 850, "C"),
        ("涉及单位", "names", 7400, "L"),
    ),
    "同名": (
        ("预算项目", "name", 3400, "L"),
        ("单位数", "units", 950, "C"),
        ("全年预算（元）", "budget", 2300, "A"),
        ("支出（元）", "spent", 2300, "A"),
        ("执行率", "rate", 1150, "C"),
        ("涉及单位", "names", 3650, "L"),
    ),
    "年末": (
        ("单位", "unit", 4050, "L"),
        ("项目数", "projects", 1100, "C"),
        ("年末下达的全年预算（元）", "budget", 3300, "A"),
        ("占本单位全年预算", "share", 2200, "C"),
        ("其中支出（元）", "spent", 3100, "A"),
    ),
}
_STYLE = {"C": "SummaryCentre", "L": "SummaryText", "A": "SummaryAmount"}
_TOTALLED = "单位"


def _control(tag: str) -> str:
    return paragraph("Body", tag)


def _table(name: str) -> str:
    columns = TABLES[name]
    widths = [column[2] for column in columns]
    line = [cell(width, _STYLE[place], f"{{{{r 行.{tag} }}}}") for _, tag, width, place in columns]
    rows = [
        row([cell(width, "SummaryHead", heading) for heading, _, width, _ in columns], LEAST_ROW, heading=True),
        _control_row(widths, f'{{%tr for 行 in 年["{name}"] %}}'),
        row(line, LEAST_ROW),
        _control_row(widths, "{%tr endfor %}"),
    ]
    if name == _TOTALLED:
        total = [cell(width, _STYLE[place], f"{{{{r 年.合计.{tag} }}}}") for _, tag, width, place in columns]
        rows.append(row(total, LEAST_ROW))
    return table(widths, rows, {})


def _control_row(widths: list[int], tag: str) -> str:
    return row([cell(sum(widths), "SummaryText", tag, span=len(widths))], LEAST_ROW)


def _text(key: str) -> str:
    loop = f'{{%p for 段 in 年["{key}"] %}}'
    return _control(loop) + paragraph("Body", "{{r 段 }}") + _control("{%p endfor %}")


def _subject(heading: str, text: str, table: str) -> str:
    """Write one subject: heading, sentences, and the table where it has rows."""
    shown = _control(f'{{%p if 年["{table}"] %}}') + _table(table) + _control("{%p endif %}") if table else ""
    return paragraph("Heading2", heading) + _text(text) + shown


_SECTION_END = (
    '<w:sectPr><w:footerReference w:type="even" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
    f'<w:pgSz w:w="{WIDTH}" w:h="{HEIGHT}" w:orient="landscape"/>'
    '<w:pgMar w:top="1587" w:right="1474" w:bottom="1474" w:left="1587" w:header="851" w:footer="907" w:gutter="0"/>'
    '<w:pgNumType w:start="1"/><w:cols w:space="425"/></w:sectPr>'
)


def _body() -> str:
    return "".join(
        (
            paragraph("Title", "{{r 标题 }}"),
            _control("{%p for 段 in 提示 %}"),
            paragraph("Draft", "{{r 段 }}"),
            _control("{%p endfor %}"),
            _control("{%p for 年 in 年度 %}"),
            paragraph("Heading1", "{{r 年.名称 }}"),
            _subject("（一）总体情况", "总体", "单位"),
            _subject("（二）多个单位都有的问题", "问题说明", "问题"),
            _subject("（三）几个单位都有的项目", "同名说明", "同名"),
            _subject("（四）年末下达的预算", "年末说明", "年末"),
            _subject("（五）合计核对", "核对说明", ""),
            _control("{%p endfor %}"),
            _SECTION_END,
        )
    )


def _style(style_id: str, name: str, font: str, place: str) -> str:
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{PITCH}" w:lineRule="exact"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}" w:customStyle="1"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{spacing}<w:jc w:val="{place}"/></w:pPr>{look(font, SIZE)}'
        "</w:style>"
    )


def _styles() -> str:
    return "".join(
        (
            _style("SummaryHead", "汇总表头", HEITI, "center"),
            _style("SummaryCentre", "汇总居中", FANGSONG, "center"),
            _style("SummaryText", "汇总文字", FANGSONG, "left"),
            _style("SummaryAmount", "汇总金额", FANGSONG, "right"),
        )
    )


def build() -> bytes:
    """Build the template from the report's parts: own body and styles; the same bytes every time."""
    parts = {name: part.decode() for name, part in unpack(report_template.build()).items()}
    head, _, rest = parts["word/document.xml"].partition("<w:body>")
    parts["word/document.xml"] = f"{head}<w:body>{_body()}</w:body>{rest.partition('</w:body>')[2]}"
    parts["word/styles.xml"] = parts["word/styles.xml"].replace("</w:styles>", f"{_styles()}</w:styles>")
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace("报告模板", "汇总表模板")
    return pack({name: part.encode() for name, part in parts.items()})


if __name__ == "__main__":
    TEMPLATE.write_bytes(build())
