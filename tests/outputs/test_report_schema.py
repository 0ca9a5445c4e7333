"""The file keeps the order and the rules of WordprocessingML, so that Word opens it without a repair."""

from __future__ import annotations

import re
from functools import cache

import pytest
from lxml import etree

from pipeline.model.figures import Figure, Status
from pipeline.model.findings import Rule, Severity
from pipeline.model.policy import policy
from pipeline.outputs.compose import compose
from pipeline.outputs.forms.write import write_forms
from pipeline.outputs.package import unpack
from pipeline.outputs.report.write import write_report
from pipeline.outputs.word.wordml import w
from tests.draft_support import finding
from tests.forms_support import a_project, indicators
from tests.outputs_support import a_book

ORDERS = {  # children as the schema's sequences have them
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign "
    "rtl cs em lang",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "settings": "zoom bordersDoNotSurroundHeader bordersDoNotSurroundFooter defaultTabStop evenAndOddHeaders "
    "drawingGridHorizontalSpacing drawingGridVerticalSpacing characterSpacingControl compat themeFontLang",
}
PARTS = ("document", "styles", "settings", "footer1", "footer2", "fontTable", "comments")


@cache
def parts(layout: str) -> dict[str, bytes]:
    """Parts of a draft, which holds everything a report can."""
    book = a_book([("三", 5, "支出43.01万元，\t巡查\n14处。")])
    own = book.cell(book.paragraphs[0], "text")
    figures = [Figure("43.01万元", own, (2, 9), Status.MISMATCHED)]
    rule = Rule("for-test", "试验规则", Severity.CRITICAL, "test", "试验。", "请改正。")
    findings = [
        rule.at(own, found="", expected="", message="43.01万元不符。"),
        rule.at(found="", expected="", message="乙。"),
    ]
    return unpack(write_report(compose(book, figures, policy()), draft=True, findings=findings, layout=layout))


@cache
def form_parts(layout: str) -> dict[str, bytes]:
    """Parts of drafted forms: one long enough for smaller type, one with a comment."""
    projects = (a_project(), a_project(row=3, number=2, goal="全年巡查95次，" * 200))
    book = a_book(projects=projects, indicators=indicators())
    found = [finding(book.cell(projects[0], "spent"), message="甲。"), finding(message="乙。")]
    return unpack(write_forms(book, policy(), draft=True, findings=found, layout=layout))


def out_of_order(part: bytes) -> list[bytes]:
    """Elements whose children stand in another order than the schema's."""
    wrong = []
    root = etree.fromstring(part)
    for parent, children in ORDERS.items():
        order = children.split()
        for element in root.iter(w(parent)):
            places = [order.index(etree.QName(child).localname) for child in element]
            wrong += [etree.tostring(element)] if places != sorted(places) else []
    return wrong


def body() -> etree._Element:
    """Return the document part."""
    return etree.fromstring(parts("国标")["word/document.xml"])


@pytest.mark.parametrize("layout", ["国标", "审核"])
@pytest.mark.parametrize("name", PARTS)
def test_elements_stand_in_the_order_of_the_schema(name: str, layout: str) -> None:
    """Word repairs or refuses a file whose properties are out of order."""
    assert out_of_order(parts(layout)[f"word/{name}.xml"]) == []


@pytest.mark.parametrize("layout", ["国标", "审核"])
def test_forms_keep_the_order_of_the_schema_too(layout: str) -> None:
    """Long and short ones, with comments."""
    written = form_parts(layout)
    assert "word/comments.xml" in written
    assert [name for name in written if re.fullmatch(r"word/\w+\.xml", name) and out_of_order(written[name])] == []
    for cell in etree.fromstring(written["word/document.xml"]).iter(w("tc")):
        assert cell[-1].tag == w("p")


def test_cells_end_in_a_paragraph_and_runs_hold_no_runs() -> None:
    """An empty cell or a run inside a run is what Word refuses most."""
    for cell in body().iter(w("tc")):
        assert cell[-1].tag == w("p")
    for run in body().iter(w("r")):
        assert run.getparent().tag == w("p")


def test_comments_are_anchored_once_each() -> None:
    """Every comment has its start, its end and its reference, with an id of its own."""
    ids = [comment.get(w("id")) for comment in etree.fromstring(parts("国标")["word/comments.xml"])]
    assert len(set(ids)) == len(ids) == 2
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert sorted(each.get(w("id"), "") for each in body().iter(w(tag))) == sorted(ids)


def test_ids_are_unique_and_every_relation_leads_somewhere() -> None:
    """Bookmarks have ids and names of their own, in letters, digits and underscores; targets and types exist."""
    starts = list(body().iter(w("bookmarkStart")))
    names = [start.get(w("name"), "") for start in starts]
    assert len(set(names)) == len(names) == len({start.get(w("id")) for start in starts})
    assert all(re.fullmatch(r"_jx[A-Za-z0-9_]{1,37}", name) for name in names)
    ends = sorted(end.get(w("id"), "") for end in body().iter(w("bookmarkEnd")))
    assert ends == sorted(start.get(w("id"), "") for start in starts)
    relations = etree.fromstring(parts("国标")["word/_rels/document.xml.rels"])
    targets = [relation.get("Target", "") for relation in relations]
    assert all(target.removeprefix("../") in parts("国标") or f"word/{target}" in parts("国标") for target in targets)
    types = parts("国标")["[Content_Types].xml"].decode()
    assert all(f'"/{name}"' in types for name in parts("国标") if name.endswith(".xml") and name.startswith("word/"))
