"""校验结果.json, key by key as the contract has it, and what verdict, totals and order of findings follow from."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.model.book import Info
from pipeline.model.cells import Cell
from pipeline.model.findings import Finding, Severity
from pipeline.outputs.result import Result, Totals, make_result, to_json, totals_of, verdict_of
from tests.page_support import EMPTY, FULL, OVER, SHA, TOTAL, book, figures, findings, result, unreadable


def _addresses(found: Result) -> list[tuple[str, str | None]]:
    return [(it.rule.id, it.cells[0].address if it.cells else it.sheet) for it in found.findings]


def test_the_json_of_a_workbook_is_the_contracts_key_by_key() -> None:
    """In the contract's order; the score with two decimals, money in fen."""
    content = json.loads(to_json(result([findings()[0], findings()[5]], numbers=figures()[3:])))
    told = dict(content)
    total, extra = told.pop("findings")
    matched, unmatched = told.pop("figures")
    assert list(content) == ["workbook", "sha256", "unit", "year", "verdict", "totals", "findings", "figures"]
    assert told == {
        "workbook": "报送/龙城街道办事处2023.xlsx",
        "sha256": SHA,
        "unit": "龙城街道办事处",
        "year": 2023,
        "verdict": "不通过",
        "totals": {"projects": 6, "spent_fen": 227709278, "budget_fen": 238105000, "score": "95.01"},
    }
    assert list(total.items()) == [
        ("rule", TOTAL.id),
        ("title", TOTAL.title),
        ("severity", "critical"),
        ("sheet", "项目清单"),
        ("cell", "H9"),
        ("cells", ["项目清单!H9", "基本信息!B8"]),
        ("found", "2,277,093.78"),
        ("expected", "2,277,092.78"),
        ("message", "合计行的支出是 2,277,093.78 元，各项目相加是 2,277,092.78 元，相差 1.00 元。"),
        ("fix", TOTAL.fix),
    ]
    assert (extra["severity"], extra["sheet"], extra["cell"], extra["cells"]) == ("info", "附注", None, [])
    sources = ["项目清单!H4", "项目清单!G4"]
    assert matched == {"text": "92.58%", "source": sources, "where": "报告正文!C4", "status": "matched"}
    assert unmatched == {"text": "３,100余人", "source": [], "where": "报告正文!C4", "status": "unmatched"}


def test_the_json_of_a_file_that_could_not_be_read_knows_nothing_else() -> None:
    """Unit, year and totals are null, and so are sheet and cell of its one finding."""
    content = json.loads(to_json(unreadable()))
    assert (content["verdict"], content["unit"], content["year"], content["totals"]) == ("无法读取", None, None, None)
    assert [(it["severity"], it["sheet"], it["cell"]) for it in content["findings"]] == [("critical", None, None)]
    assert content["figures"] == []


def test_the_json_can_be_read_and_compared_line_by_line() -> None:
    """A finding or figure a line, Chinese as Chinese, whatever a text quotes; an odd file name becomes U+FFFD."""
    odd = replace(findings()[0], message='写了"}, {"rule": "甲"，\n换行')
    lines = to_json(make_result("\udcc4.xlsx", SHA, book(), [odd, findings()[1]], figures())).splitlines()
    assert lines[:2] == ["{", ' "workbook": "\ufffd.xlsx",']
    assert sum(line.startswith('  {"rule": ') for line in lines) == 2
    assert sum(line.startswith('  {"text": ') for line in lines) == len(figures())
    assert json.loads("\n".join(lines))["findings"][1]["message"] == odd.message


def test_the_heaviest_finding_comes_first_then_sheet_and_cell_in_reading_order_then_the_rule() -> None:
    """C2 before B10: rows first; the same whichever way they were found."""

    def at(rule: object, severity: Severity, *cells: Cell, sheet: str | None = None) -> Finding:
        return Finding(rule, severity, cells[0].sheet if cells else sheet, cells, "", "", "", "")  # type: ignore[arg-type]

    wanted = [
        at(EMPTY, Severity.CRITICAL),
        at(OVER, Severity.CRITICAL, Cell("乙", 2, 3)),
        at(OVER, Severity.CRITICAL, Cell("乙", 10, 2)),
        at(TOTAL, Severity.CRITICAL, Cell("甲", 1, 1)),
        at(EMPTY, Severity.WARNING),
        at(FULL, Severity.WARNING, Cell("乙", 1, 1)),
        at(EMPTY, Severity.INFO, sheet="丙"),
        at(FULL, Severity.INFO, Cell("丙", 1, 2)),
        at(OVER, Severity.INFO, Cell("丙", 1, 2)),
    ]
    for found in (wanted, wanted[::-1]):
        assert _addresses(result(found)) == _addresses(make_result("甲.xlsx", SHA, None, wanted, []))
        assert list(result(found).findings) == wanted


@pytest.mark.parametrize(
    ("severities", "verdict"),
    [
        ((), "通过"),
        ((Severity.INFO,), "通过"),
        ((Severity.INFO, Severity.WARNING), "有提醒"),
        ((Severity.WARNING, Severity.CRITICAL, Severity.INFO), "不通过"),
    ],
)
def test_the_verdict_is_that_of_the_heaviest_finding(severities: tuple[Severity, ...], verdict: str) -> None:
    """Without a book it is 无法读取, whatever was found."""
    found = [replace(findings()[0], severity=severity) for severity in severities]
    assert verdict_of(book(), found) == verdict
    assert verdict_of(None, found) == "无法读取"
    assert [result(found).count(severity) for severity in Severity] == [severities.count(it) for it in Severity]


def test_a_column_with_an_unknown_amount_has_no_sum() -> None:
    """The other has."""
    known = book()
    first = known.projects[0]
    assert totals_of(replace(known, projects=())) == Totals(0, 0, 0, None)
    unknown = totals_of(replace(known, projects=(replace(first, spent=None), *known.projects[1:])))
    assert (unknown.spent_fen, unknown.budget_fen, unknown.score) == (None, 238105000, None)
    idle = replace(known, info=Info(), projects=(replace(first, budget=None),))
    assert totals_of(idle).budget_fen is None
    assert totals_of(known).score == Decimal("95.01")
