"""The styles (样式) of the report template: GB/T 9704-2012 to the number, and nothing inherited from anybody else's."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.outputs.word.layout import PITCH

FANGSONG, KAITI, HEITI = "仿宋_GB2312", "楷体_GB2312", "黑体"
SONGTI, TITLE_FONT = "宋体", "方正小标宋简体"
SIZE_2, SIZE_3, SIZE_4, SIZE_5 = 44, 32, 28, 21  # 2号 3号 4号 5号 in half points
TABLE_PITCH = 480
# The page's grid says 28 characters, but LibreOffice gives a character that is wider than its cell two cells: so the
# text itself is tightened and stands off the grid, which gives the same 28 in Word, WPS and LibreOffice.
TIGHTENED = -6  # twips: 28 × 15.7 pt in 156 mm
CHARACTER = 316  # twips: 156 mm in 28 characters
FONTS = {
    FANGSONG: ("仿宋", "02010609030101010101"),
    KAITI: ("楷体", "02010609030101010101"),
    HEITI: ("SimHei", "02010609060101010101"),
    SONGTI: ("SimSun", "02010600030101010101"),
    TITLE_FONT: ("小标宋", "03000509000000000000"),
}


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style: `place` holds the elements of its w:pPr in the order of the schema."""

    id: str
    name: str
    font: str = FANGSONG
    size: int = SIZE_3
    based_on: str = "Normal"
    following: str = "Body"
    place: str = ""
    builtin: bool = True


INDENT = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CHARACTER}"/>'
KEEP = "<w:keepNext/><w:keepLines/>"


def _heading(level: int, font: str) -> Style:
    place = f'{KEEP}{INDENT}<w:outlineLvl w:val="{level - 1}"/>'
    return Style(f"Heading{level}", f"heading {level}", font, place=place)


def _spacing(line: int, before: int = 0, after: int = 0) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'


# LibreOffice leaves a gap between Chinese and digits whatever it is told; a title that Word sets alike wraps alike.
_SPACED = "<w:autoSpaceDE/><w:autoSpaceDN/>"
_TABLE = _spacing(TABLE_PITCH)
_BOX = "".join(f'<w:{side} w:val="single" w:sz="12" w:space="4" w:color="C00000"/>' for side in ("top", "bottom"))
PARAGRAPH_STYLES = (
    Style("Body", "公文正文", place=INDENT, builtin=False),
    Style(
        "Title", "Title", TITLE_FONT, SIZE_2, place=f'{KEEP}{_SPACED}{_spacing(PITCH, 0, PITCH)}<w:jc w:val="center"/>'
    ),
    _heading(1, HEITI),
    _heading(2, KAITI),
    _heading(3, FANGSONG),
    Style("Label", "附件编号", HEITI, following="Title", place=f"{KEEP}{_spacing(PITCH, 0, PITCH)}", builtin=False),
    Style("TableHead", "表头", HEITI, SIZE_4, place=f'{KEEP}{_TABLE}<w:jc w:val="center"/>', builtin=False),
    Style("TableText", "表格文字", FANGSONG, SIZE_4, place=f'{_TABLE}<w:jc w:val="left"/>', builtin=False),
    Style("TableCentre", "表格居中", FANGSONG, SIZE_4, place=f'{_TABLE}<w:jc w:val="center"/>', builtin=False),
    Style("TableAmount", "表格金额", FANGSONG, SIZE_4, place=f'{_TABLE}<w:jc w:val="right"/>', builtin=False),
    Style(
        "Draft",
        "草稿提示",
        HEITI,
        SIZE_4,
        place=f'{KEEP}<w:pBdr>{_BOX}</w:pBdr>{_spacing(PITCH, 0, PITCH // 2)}<w:jc w:val="center"/>',
        builtin=False,
    ),
    Style(
        "FooterOdd",
        "单页页码",
        SONGTI,
        SIZE_4,
        place='<w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/>',
        builtin=False,
    ),
    Style(
        "FooterEven",
        "双页页码",
        SONGTI,
        SIZE_4,
        place='<w:ind w:leftChars="100" w:left="280"/><w:jc w:val="left"/>',
        builtin=False,
    ),
    Style("CommentText", "annotation text", SONGTI, SIZE_5, following="CommentText", place=_spacing(320)),
)


def fonts(font: str) -> str:
    """Name one font for every script."""
    names = " ".join(f'w:{script}="{font}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    return f"<w:rFonts {names}/>"


def look(font: str, size: int) -> str:
    """Write a w:rPr of font and size; only 3号 is tightened to 28 characters a line."""
    tightened = TIGHTENED if size == SIZE_3 else 0
    return (
        f'<w:rPr>{fonts(font)}<w:snapToGrid w:val="0"/><w:spacing w:val="{tightened}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


def _style_xml(style: Style) -> str:
    custom = "" if style.builtin else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.id}"{custom}><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based_on}"/><w:next w:val="{style.following}"/><w:qFormat/>'
        f"<w:pPr>{style.place}</w:pPr>{look(style.font, style.size)}</w:style>"
    )


_LANGUAGE = '<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
# GB/T 9704 fills the type area: 22 lines on every page, so single lines are not moved to the next one.
# overflowPunct is what Word does anyway; said aloud, it keeps LibreOffice from losing a comma at the end of a line.
_PLACE = (
    '<w:pPr><w:widowControl w:val="0"/><w:overflowPunct/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    f'<w:snapToGrid w:val="0"/>{_spacing(PITCH)}<w:jc w:val="both"/></w:pPr>'
)
_DEFAULTS = (
    f"<w:docDefaults><w:rPrDefault>{look(FANGSONG, SIZE_3).replace('</w:rPr>', _LANGUAGE)}</w:rPrDefault>"
    f"<w:pPrDefault>{_PLACE}</w:pPrDefault></w:docDefaults>"
)
_NORMAL = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    f"{_PLACE}{look(FANGSONG, SIZE_3)}</w:style>"
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
)
_GRID = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLE_STYLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    f"<w:tblPr><w:tblBorders>{_GRID}</w:tblBorders></w:tblPr></w:style>"
    '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
    f'<w:basedOn w:val="DefaultParagraphFont"/>{look(SONGTI, SIZE_5)}</w:style>'
)


def styles_xml() -> str:
    """Write the inside of styles.xml."""
    return _DEFAULTS + _NORMAL + "".join(_style_xml(style) for style in PARAGRAPH_STYLES) + _TABLE_STYLES


def font_table_xml() -> str:
    """Name the fonts with the names they go by elsewhere; none is embedded."""
    return "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:panose1 w:val="{panose}"/><w:charset w:val="86"/>'
        '<w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font>'
        for name, (other, panose) in FONTS.items()
    )
