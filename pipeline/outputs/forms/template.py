"""The template of the forms (自评表模板.docx), written from nothing like the report's; a test proves it current.

Run `python -m pipeline.outputs.forms.template` after a change here.
"""

from __future__ import annotations

import re

from pipeline.model.policy import HOME
from pipeline.outputs.forms.styles import CENTRE, LEFT, form_styles
from pipeline.outputs.package import pack, unpack
from pipeline.outputs.report import template as template_build
from pipeline.outputs.word.grid import cell, paragraph, row, table

TEMPLATE = HOME / "input_templates" / "自评表模板.docx"
TITLE = "项目支出绩效自评表"
COLUMNS = (1150, 1380, 1470, 1250, 1250, 640, 780, 600, 1045, 640)  # twips, together the 180 mm between the margins
WIDTH = sum(COLUMNS)
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 11906, 16838, 850
CELL_MARGIN, CELL_PADDING = 50, 20
HEADS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
FUND_HEADS = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
FUND_ROWS = ("年度资金总额", "其中：当年财政拨款", "　　　上年结转资金", "　　　其他资金")
_LAST = (7, 8, 9)  # the last column of the indicators is three columns of the funds
LEAST_ROW = 480  # twips: 24 pt


def _cell(columns: tuple[int, ...], style: str, text: str = "", merged: str = "") -> str:
    """Write a cell over these columns; `merged` is restart or continue where it is merged downwards."""
    return cell(sum(COLUMNS[column] for column in columns), style, text, span=len(columns), merged=merged)


def _row(*cells: str, splits: bool = False) -> str:
    return row(cells, LEAST_ROW, splits=splits)


def _control_row(tag: str) -> str:
    return _row(_cell(tuple(range(len(COLUMNS))), LEFT, tag))


def _head_rows() -> tuple[str, ...]:
    return (
        _row(_cell((0, 1), "FormHead", "项目名称"), _cell((2, 3, 4, 5, 6, *_LAST), CENTRE, "{{r 表.name }}")),
        _row(
            _cell((0, 1), "FormHead", "主管部门"),
            _cell((2, 3), CENTRE, "{{r 表.department }}"),
            _cell((4,), "FormHead", "实施单位"),
            _cell((5, 6, *_LAST), CENTRE, "{{r 表.unit }}"),
        ),
    )


def _fund_rows() -> tuple[str, ...]:
    heads = zip(((3,), (4,), (5, 6), (7,), (8,), (9,)), FUND_HEADS, strict=True)
    funds = "项目资金（万元）"
    top = _row(
        _cell((0,), "FormHead", funds, "restart"),
        _cell((1, 2), CENTRE),
        *(_cell(columns, "FormHead", words) for columns, words in heads),
    )
    return top, *(_fund_row(index, name) for index, name in enumerate(FUND_ROWS))


def _fund_row(index: int, name: str) -> str:
    scores = ("rate_weight", "rate", "rate_points")
    return _row(
        _cell((0,), CENTRE, "", "continue"),
        _cell((1, 2), LEFT, name),
        _cell((3,), CENTRE, f"{{{{r 表.funds[{index}].initial }}}}"),
        _cell((4,), CENTRE, f"{{{{r 表.funds[{index}].budget }}}}"),
        _cell((5, 6), CENTRE, f"{{{{r 表.funds[{index}].spent }}}}"),
        *(
            _cell((column,), CENTRE, "—" if index else f"{{{{r 表.{score} }}}}")
            for column, score in zip(_LAST, scores, strict=True)
        ),
    )


def _goal_rows() -> tuple[str, ...]:
    left, right = (1, 2, 3), (4, 5, 6, *_LAST)
    return (
        _row(
            _cell((0,), "FormGoal", "年度总体目标", "restart"),
            _cell(left, "FormHead", "预期目标"),
            _cell(right, "FormHead", "实际完成情况"),
        ),
        _row(
            _cell((0,), CENTRE, "", "continue"),
            _cell(left, LEFT, "{{r 表.goal }}"),
            _cell(right, LEFT, "{{r 表.outcome }}"),
            splits=True,
        ),
    )


def _indicator_row(starts: str) -> str:
    first = "restart" if starts == "first" else "continue"
    second = "continue" if starts == "third" else "restart"
    return _row(
        _cell((0,), CENTRE, "{{r 行.first }}" if first == "restart" else "", first),
        _cell((1,), CENTRE, "{{r 行.second }}" if second == "restart" else "", second),
        _cell((2,), LEFT, "{{r 行.third }}"),
        *(
            _cell((column,), CENTRE, f"{{{{r 行.{key} }}}}")
            for column, key in enumerate(("target", "actual", "weight", "points"), start=3)
        ),
        _cell(_LAST, LEFT, "{{r 行.reason }}"),
    )


def _indicator_rows() -> tuple[str, ...]:
    columns = ((0,), (1,), (2,), (3,), (4,), (5,), (6,), _LAST)
    styles = (*("FormHead",) * (len(columns) - 1), "FormReason")
    return (
        _row(*(_cell(own, style, words) for own, style, words in zip(columns, styles, HEADS, strict=True))),
        _control_row("{%tr for 行 in 表.indicators %}"),
        _control_row('{%tr if 行.starts == "first" %}'),
        _indicator_row("first"),
        _control_row('{%tr elif 行.starts == "second" %}'),
        _indicator_row("second"),
        _control_row("{%tr else %}"),
        _indicator_row("third"),
        _control_row("{%tr endif %}"),
        _control_row("{%tr endfor %}"),
        _row(
            _cell((0, 1, 2, 3, 4), "FormHead", "总分"),
            _cell((5,), CENTRE, "{{r 表.weight }}"),
            _cell((6,), CENTRE, "{{r 表.score }}"),
            _cell(_LAST, LEFT),
        ),
    )


def _table() -> str:
    margins = {"top": CELL_PADDING, "left": CELL_MARGIN, "bottom": CELL_PADDING, "right": CELL_MARGIN}
    rows = (*_head_rows(), *_fund_rows(), *_goal_rows(), *_indicator_rows())
    return table(COLUMNS, rows, margins, heading=False)


_SECTION_END = (
    f'<w:sectPr><w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/><w:pgMar w:top="{MARGIN}" w:right="{MARGIN}" '
    f'w:bottom="{MARGIN}" w:left="{MARGIN}" w:header="425" w:footer="425" w:gutter="0"/></w:sectPr>'
)


def _body() -> str:
    def control(tag: str) -> str:
        return paragraph(LEFT, tag)

    return "".join(
        (
            control("{%p if 草稿 %}"),
            paragraph("Draft", "{{ 草稿提示 }}"),
            control("{%p endif %}"),
            control("{%p for 表 in 自评表 %}"),
            control("{%p if loop.first %}"),
            paragraph("FormTitle", TITLE),
            control("{%p else %}"),
            paragraph("FormTitle", TITLE, "<w:pageBreakBefore/>"),
            control("{%p endif %}"),
            paragraph("FormYear", "{{r 表.year }}"),
            _table(),
            paragraph("FormGap"),
            control("{%p else %}"),
            paragraph("FormTitle", TITLE),
            paragraph("FormYear", "项目清单里没有项目。"),
            control("{%p endfor %}"),
            _SECTION_END,
        )
    )


_FOOTERS = re.compile(r"<(?:Override|Relationship)\b[^>]*footer\d\.xml[^>]*/>")


def build() -> bytes:
    """Build the template from the report's parts: own body and styles, no page numbers."""
    parts = {name: part.decode() for name, part in unpack(template_build.build()).items()}
    parts = {name: _FOOTERS.sub("", part) for name, part in parts.items() if "footer" not in name}
    head, _, rest = parts["word/document.xml"].partition("<w:body>")
    parts["word/document.xml"] = f"{head}<w:body>{_body()}</w:body>{rest.partition('</w:body>')[2]}"
    parts["word/styles.xml"] = parts["word/styles.xml"].replace("</w:styles>", f"{form_styles()}</w:styles>")
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace("报告模板", "自评表模板")
    return pack({name: part.encode() for name, part in parts.items()})


if __name__ == "__main__":
    TEMPLATE.write_bytes(build())
