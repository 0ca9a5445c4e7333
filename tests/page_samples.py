"""Sample pages: hostile workbooks, many findings, an index, and what a reader sees of a page."""

from __future__ import annotations

from lxml import html

from pipeline.model.cells import Cell
from pipeline.model.figures import Figure, Status
from pipeline.model.findings import Rule, Severity
from pipeline.outputs.page.night import NightRow, NightShown, Point, columns
from pipeline.outputs.page.pages import IndexEntry, index_page, result_page
from pipeline.outputs.result import Result, Verdict
from tests import page_support as support

BLOCKS = (
    *("header", "main", "footer", "nav", "section", "div", "p", "h1", "h2", "h3", "h4", "h5", "li", "dt", "dd", "tr"),
    *("caption", "figcaption", "blockquote", "details", "summary", "option", "label", "button"),
    *("svg", "g", "text", "title", "desc"),
)
HOSTILE = "</script><img src=x onerror=\"document.title='破'\">&amp;' {{ 7*7 }} {% raw %}]]>"
ODD = "\u202e反\x00\x1f\ud800\ufffe 尾"


def hostile() -> Result:
    """Return a result in which every text is an attack on the page."""
    spending = ((HOSTILE, HOSTILE, 100, 200), (ODD, None, None, None), ("", None, 0, 0), ("负", None, -500, -700))
    rule = Rule("sample-hostile", HOSTILE, Severity.WARNING, "x", HOSTILE, HOSTILE)
    sheets = (HOSTILE, "a b", "a_20_b", ODD, "项目清单")
    found = [rule.at(Cell(sheet, 3, 8), found=HOSTILE, expected=ODD, message=HOSTILE + ODD, fix="") for sheet in sheets]
    numbers = [
        Figure(HOSTILE, Cell(HOSTILE, 3, 3), (0, 5), Status.UNMATCHED, (Cell("a b", 1, 1),)),
        Figure("9", Cell("报告正文", 3, 3), (900, 901), Status.MATCHED),
    ]
    return support.result(
        found, support.book(spending, unit=HOSTILE, year=1, score=None, control=None, count=None), numbers
    )


def entries() -> list[IndexEntry]:
    """Return an index of every verdict, of this run and earlier ones."""
    page, data = "校验结果.html", "校验结果.json"
    return [
        IndexEntry("甲街道-2022", "甲2022.xlsx", "甲街道", 2022, Verdict.PASSED, 0, 0, 1, this_run=False, json=data),
        IndexEntry(
            "乙 街道#1%-2023",
            "报送/乙.xlsx",
            "乙街道",
            2023,
            Verdict.REMINDED,
            0,
            3,
            1,
            this_run=True,
            page=page,
            json=data,
            report="乙街道2023年项目支出绩效报告（自评）.docx",
            forms="项目支出绩效自评表.docx",
            handback="批注-乙.xlsx",
            shared="同一单位同一年度有多份工作簿，请留下一份。",
        ),
        IndexEntry(
            "丙街道-2023",
            "丙.xlsx",
            "丙街道",
            2023,
            Verdict.FAILED,
            3,
            2,
            1,
            this_run=True,
            page=page,
            json=data,
            report="草稿-丙街道2023年项目支出绩效报告（自评）.docx",
            handback="批注-丙.xlsx",
        ),
        IndexEntry("旧表", "旧表.xls", None, None, Verdict.UNREADABLE, 1, 0, 0, this_run=True, page=page, json=data),
        IndexEntry(HOSTILE, HOSTILE, HOSTILE, 2023, Verdict.PASSED, 0, 0, 0, this_run=True, page="a:b?c.html"),
    ]


def night() -> NightShown:
    """Return a night with something new, something mended, workbooks gone and texts that attack the page."""
    points = [Point(f"03-{day:02d}", critical, 20 - critical) for day, critical in enumerate((9, 4, 0, 3), start=1)]
    rows = (
        NightRow("丙街道 2023年", "丙.xlsx", 2, 1, 5, 12, "%E4%B8%99-2023/%E6%A0%A1%E9%AA%8C.html"),
        NightRow(HOSTILE, HOSTILE, 0, 0, 1, 3, None),
    )
    counts = {"new": 2, "fixed": 1, "critical": 3, "warning": 17, "arrived": 1, "more": 7, "gone_more": 0}
    given = {"gone": (HOSTILE, "旧/丁.xlsx"), "rows": rows, "columns": columns(points), "summary": "校验汇总.xlsx"}
    return NightShown(when="2026-03-04 02:00", before="2026-03-03 02:00", **counts, **given)


def many(count: int) -> Result:
    """Return a result with this many findings and a fiftieth as many projects."""
    found = [
        support.OVER.at(
            Cell("项目清单", row, 8), found=f"{row}.00", expected="0.00", message=f"第 {row} 行多 {row}.00 元。"
        )
        for row in range(3, count + 3)
    ]
    projects = tuple(
        (f"第{number}个项目的经费", None, number * 100, number * 90) for number in range(1, count // 50 + 1)
    )
    return support.result(found, support.book(projects), [])


def pages() -> dict[str, str]:
    """Return every kind of page, by name."""
    draft, copy = "草稿-龙城街道办事处2023年项目支出绩效报告（自评）.docx", "批注-龙城街道办事处2023.xlsx"
    older = "报告比工作簿旧，请重新生成。"
    names = {"report_name": draft, "forms_name": "草稿-项目支出绩效自评表.docx", "handback_name": copy}
    return {
        "failed": result_page(support.result(), **names, note=older),
        "passed": result_page(support.result([])),
        "unreadable": result_page(support.unreadable()),
        "hostile": result_page(hostile(), report_name=HOSTILE, forms_name=HOSTILE, handback_name=HOSTILE, note=HOSTILE),
        "index": index_page(entries()),
        "night-index": index_page(entries(), night()),
        "empty-index": index_page([]),
    }


def visible_text(page: str) -> str:
    """Return what a reader sees, one line a block, the picture's words and what a screen reader is told included."""
    body = html.document_fromstring(page).find("body")
    assert body is not None
    for unseen in body.iter("script"):
        unseen.text = None
    for block in body.iter(*BLOCKS):
        block.tail = f"\n{block.tail or ''}"
        block.text = f"\n{block.text or ''}"
    lines = (" ".join(line.split()) for line in str(body.text_content()).splitlines())
    return "\n".join(line for line in lines if line) + "\n"
