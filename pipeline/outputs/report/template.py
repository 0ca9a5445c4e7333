"""The report template (报告模板.docx), written part by part from nothing; a test proves the committed one current.

Run `python -m pipeline.outputs.report.template` after a change here.
"""

from __future__ import annotations

from pipeline.model.policy import HOME
from pipeline.outputs.document import HEADINGS, TABLE_HEADINGS, TABLE_SECTION
from pipeline.outputs.package import pack
from pipeline.outputs.report import styles
from pipeline.outputs.word.grid import cell, paragraph, row, table
from pipeline.outputs.word.layout import PITCH
from pipeline.outputs.word.wordml import W

TEMPLATE = HOME / "input_templates" / "报告模板.docx"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NS = f'xmlns:w="{W}" xmlns:r="{_R}"'
COLUMNS = (820, 5575, 2450)  # twips, together the 156 mm of the type area; names of 19 characters, amounts below 10 亿


def _control(tag: str) -> str:
    return paragraph("Body", tag)


def _row(*cells: str, heading: bool = False) -> str:
    return row(cells, PITCH, heading=heading)


def _control_row(tag: str) -> str:
    return _row(cell(sum(COLUMNS), "TableText", tag, span=len(COLUMNS)))


def _table() -> str:
    number, name, amount = COLUMNS
    heads = zip(COLUMNS, TABLE_HEADINGS, strict=True)
    rows = (
        _row(*(cell(width, "TableHead", words) for width, words in heads), heading=True),
        _control_row("{%tr for 项目 in 项目清单 %}"),
        _row(
            cell(number, "TableCentre", "{{r 项目.序号 }}"),
            cell(name, "TableText", "{{r 项目.预算项目 }}"),
            cell(amount, "TableAmount", "{{r 项目.支出 }}"),
        ),
        _control_row("{%tr endfor %}"),
        _row(cell(number + name, "TableCentre", "合计", span=2), cell(amount, "TableAmount", "{{r 合计 }}")),
    )
    return table(COLUMNS, rows, {"bottom": 60})


def _section(key: str, headings: tuple[tuple[int, str], ...]) -> str:
    return "".join(
        (
            *(paragraph(f"Heading{level}", words) for level, words in headings),
            _control(f'{{%p for 段 in 正文["{key}"] %}}'),
            paragraph("Body", "{{r 段 }}"),
            _control("{%p endfor %}"),
            _table() if key == TABLE_SECTION else "",
        )
    )


_SECTION_END = (
    '<w:sectPr><w:footerReference w:type="even" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1417" w:gutter="0"/>'
    '<w:pgNumType w:start="1"/><w:cols w:space="425"/>'
    f'<w:docGrid w:type="linesAndChars" w:linePitch="{PITCH}" w:charSpace="-842"/></w:sectPr>'
)


def _body() -> str:
    top = (
        ("Draft", "草稿", "{{ 草稿提示 }}"),
        ("Label", "附件编号", "{{r 附件编号 }}"),
    )
    return "".join(
        (
            *(
                _control(f"{{%p if {name} %}}") + paragraph(style, tag) + _control("{%p endif %}")
                for style, name, tag in top
            ),
            paragraph("Title", "{{r 标题 }}"),
            *(_section(key, headings) for key, headings in HEADINGS),
            _SECTION_END,
        )
    )


def _footer(style: str) -> str:
    def run(content: str) -> str:
        return f"<w:r>{content}</w:r>"

    field = "".join(
        (
            run('<w:fldChar w:fldCharType="begin"/>'),
            run('<w:instrText xml:space="preserve"> PAGE </w:instrText>'),
            run('<w:fldChar w:fldCharType="separate"/>'),
            run("<w:t>1</w:t>"),
            run('<w:fldChar w:fldCharType="end"/>'),
        )
    )
    dashes = (run('<w:t xml:space="preserve">— </w:t>'), run('<w:t xml:space="preserve"> —</w:t>'))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{dashes[0]}{field}{dashes[1]}</w:p>'


_SETTINGS = (
    '<w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>'
    '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/><w:drawingGridHorizontalSpacing w:val="158"/>'
    f'<w:drawingGridVerticalSpacing w:val="{PITCH // 2}"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:doNotExpandShiftReturn/>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/>'
)
_PARTS = (  # name, content type, kind of relationship, root element
    ("word/document.xml", "wordprocessingml.document.main", "officeDocument", "document"),
    ("word/styles.xml", "wordprocessingml.styles", "styles", "styles"),
    ("word/settings.xml", "wordprocessingml.settings", "settings", "settings"),
    ("word/fontTable.xml", "wordprocessingml.fontTable", "fontTable", "fonts"),
    ("word/footer1.xml", "wordprocessingml.footer", "footer", "ftr"),
    ("word/footer2.xml", "wordprocessingml.footer", "footer", "ftr"),
)
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>报告模板</dc:title><dc:creator>jixiao</dc:creator>'
    '<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created><dc:language>zh-CN</dc:language>'
    "</cp:coreProperties>"
)
_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>jixiao</Application></Properties>"
)


def _relations(rows: list[tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="rId{index}" Type="{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(rows, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _content_types() -> str:
    parts = [(name, f"{_OFFICE}.{kind}+xml") for name, kind, _, _ in _PARTS]
    parts += [
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("docProps/app.xml", f"{_OFFICE}.extended-properties+xml"),
    ]
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts)
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def build() -> bytes:
    """Build the template; the same bytes every time."""
    inside = (
        f"<w:body>{_body()}</w:body>",
        styles.styles_xml(),
        _SETTINGS,
        styles.font_table_xml(),
        _footer("FooterEven"),
        _footer("FooterOdd"),
    )
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            [
                (f"{_R}/officeDocument", "word/document.xml"),
                (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                (f"{_R}/extended-properties", "docProps/app.xml"),
            ]
        ),
        "word/_rels/document.xml.rels": _relations(
            [(f"{_R}/{kind}", name.removeprefix("word/")) for name, _, kind, _ in _PARTS[1:]]
        ),
        "docProps/core.xml": _HEAD + _CORE,
        "docProps/app.xml": _HEAD + _APP,
    }
    for (name, _, _, root), content in zip(_PARTS, inside, strict=True):
        parts[name] = f"{_HEAD}<w:{root} {_NS}>{content}</w:{root}>"
    return pack({name: content.encode() for name, content in parts.items()})


if __name__ == "__main__":
    TEMPLATE.write_bytes(build())
