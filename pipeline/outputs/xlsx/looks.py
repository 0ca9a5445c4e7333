"""How the list sheet (校验结果) looks: fonts, fills and borders added to the workbook's own styles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.outputs.result import Verdict
from pipeline.outputs.xlsx.nodes import child, plain
from pipeline.outputs.xlsx.styles import COLOURS, solid

if TYPE_CHECKING:
    from pipeline.model.findings import Severity
    from pipeline.outputs.xlsx.styles import Styles

_DARK = "FF1F3864"
_BLUE = "FF0563C1"
_VERDICT_COLOURS = {Verdict.FAILED: "FFC00000", Verdict.REMINDED: "FF9C5700", Verdict.PASSED: "FF00703C"}
_UNLIKE_MARKS = 0x080808  # a shade away from our marks, so that the list is not taken for marked cells


@dataclass(frozen=True, slots=True)
class Looks:
    """Formats of the list, as indices into cellXfs."""

    verdict: int
    guide: int
    heading: int
    number: int
    text: int
    link: int
    severities: dict[Severity, int]


def _font(styles: Styles, size: int, *, bold: bool = False, colour: str = "", underline: bool = False) -> int:
    """Take the workbook's own first font in another size and colour."""
    first = child(styles.section("fonts"), "font")
    kept = "".join(
        plain(key, **{str(name): str(value) for name, value in part.attrib.items()})
        for key in ("name", "family", "charset", "scheme")
        if first is not None and (part := child(first, key)) is not None
    )
    looks = (plain("b") if bold else "") + (plain("u") if underline else "") + plain("sz", val=str(size))
    return styles.intern("fonts", plain("font", looks + (plain("color", rgb=colour) if colour else "") + kept))


def _xf(styles: Styles, font: int, border: int, *, fill: int = 0, across: str = "left") -> int:
    alignment = plain("alignment", horizontal=across, vertical="center", wrapText="1")
    applied = dict.fromkeys(("applyFont", "applyFill", "applyBorder", "applyAlignment"), "1")
    ids = {"numFmtId": "0", "fontId": str(font), "fillId": str(fill), "borderId": str(border), "xfId": "0"}
    return styles.intern("cellXfs", plain("xf", alignment, quotePrefix="1", **ids, **applied))


def looks_of(styles: Styles, verdict: Verdict) -> Looks:
    """Find or add the formats of the list; the verdict line is coloured by the verdict."""
    sides = "".join(
        plain(it, plain("color", rgb="FFBFBFBF"), style="thin") for it in ("left", "right", "top", "bottom")
    )
    thin = styles.intern("borders", plain("border", sides + plain("diagonal")))
    none = styles.intern(
        "borders", plain("border", "".join(map(plain, ("left", "right", "top", "bottom", "diagonal"))))
    )
    body, strong = _font(styles, 10), _font(styles, 10, bold=True)
    heading = styles.intern("fills", solid(_DARK))
    return Looks(
        verdict=_xf(styles, _font(styles, 14, bold=True, colour=_VERDICT_COLOURS[verdict]), none),
        guide=_xf(styles, _font(styles, 10, colour="FF595959"), none),
        heading=_xf(styles, _font(styles, 10, bold=True, colour="FFFFFFFF"), thin, fill=heading, across="center"),
        number=_xf(styles, body, thin, across="center"),
        text=_xf(styles, body, thin),
        link=_xf(styles, _font(styles, 10, colour=_BLUE, underline=True), thin),
        severities={
            severity: _xf(
                styles,
                strong,
                thin,
                fill=styles.intern("fills", solid(f"FF{colour - _UNLIKE_MARKS:06X}")),
                across="center",
            )
            for severity, colour in COLOURS.items()
        },
    )
