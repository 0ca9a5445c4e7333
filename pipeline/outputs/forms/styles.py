"""The styles (样式) of the forms: 5号 in the boxes, title and year above them."""

from __future__ import annotations

from pipeline.outputs.report.styles import FANGSONG, HEITI, TITLE_FONT, look

SIZE, PITCH = 21, 300  # 5号, lines of 15 pt
CENTRE, LEFT = "FormCentre", "FormText"


def _style(style_id: str, name: str, font: str, size: int, place: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}" w:customStyle="1"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{place}</w:pPr>{look(font, size)}</w:style>'
    )


def _spacing(line: int, before: int = 0, after: int = 0) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'


def _indent(sides: int) -> str:
    """Keep a heading from leaving one character alone in its second line."""
    return f'<w:ind w:left="{sides}" w:right="{sides}"/>'


def form_styles() -> str:
    """Write the styles that only the forms have."""
    keep, centred = "<w:keepNext/>", '<w:jc w:val="center"/>'
    return "".join(
        (
            _style("FormTitle", "自评表标题", TITLE_FONT, 36, f"{keep}{_spacing(480)}{centred}"),
            _style("FormYear", "自评表年度", FANGSONG, 24, f"{keep}{_spacing(360, 0, 60)}{centred}"),
            _style(CENTRE, "自评表居中", FANGSONG, SIZE, f"{_spacing(PITCH)}{centred}"),
            _style(LEFT, "自评表文字", FANGSONG, SIZE, f'{_spacing(PITCH)}<w:jc w:val="left"/>'),
            _style("FormHead", "自评表表头", HEITI, SIZE, f"{keep}{_spacing(PITCH)}{centred}"),
            _style("FormGoal", "自评表窄表头", HEITI, SIZE, f"{keep}{_spacing(PITCH)}{_indent(150)}{centred}"),
            _style("FormReason", "自评表宽表头", HEITI, SIZE, f"{keep}{_spacing(PITCH)}{_indent(450)}{centred}"),
            _style("FormGap", "自评表间隔", FANGSONG, 2, _spacing(20)),
        )
    )
