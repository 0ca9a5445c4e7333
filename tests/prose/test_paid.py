"""What the text says of how a project was paid is held against its ledger, payment by payment."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.checks.prose import read_prose
from pipeline.model.book import Payment
from tests.markdown import table
from tests.prose_support import book, project, raised

TEXT = Path(__file__).with_name("paid.md").read_text(encoding="utf-8")
ROWS = table(TEXT[TEXT.index("| mark |") :])
OFFICE, BOTH, EXEMPT = {"office": True}, {"office": True, "party": True}, {"exempt": "工资，按规定不需上会"}
QUARTERS = [(date(2023, month, 28), "75000", {}) for month in (3, 6, 9, 12)]
LEDGERS = {
    "月": [(date(2023, month, 25), "25000", OFFICE) for month in range(1, 13)],
    "季": QUARTERS,
    "一笔": [(date(2023, 12, 20), "300000", BOTH)],
    "冲销": [
        (date(2023, 3, 10), "200000", EXEMPT),
        (date(2023, 5, 5), "60000", OFFICE),
        (date(2023, 5, 9), "-60000", {}),
        (date(2023, 11, 30), "100000", BOTH),
    ],
    "跨年": [(date(2023, 5, 3), "100000", BOTH), (date(2024, 1, 8), "200000", BOTH)],
    "两月": [(date(2023, month, 28), "150000", OFFICE) for month in (11, 12)],
    "旬": [(date(2023, 10, 1), "50000", OFFICE), (date(2023, 12, 1), "250000", BOTH)],
    "隔季": [(date(2023, 9, 28), "150000", BOTH), (date(2023, 10, 9), "150000", BOTH)],
    "年末": [(date(2023, 12, 20), "150000", BOTH), (date(2024, 1, 8), "150000", BOTH)],
    "缺日": [(None if at == 2 else day, *rest) for at, (day, *rest) in enumerate(QUARTERS)],
    "无": [],
}


def ledger(name: str) -> list[Payment]:
    """Give the payments of a ledger, from row 2 on."""
    return [
        Payment(
            row, 1, day, f"记-{row}", "清源保洁公司", "保洁费", int(yuan) * 100,
            day if more.get("office") else None, day if more.get("party") else None, more.get("exempt"),
        )
        for row, (day, yuan, more) in enumerate(LEDGERS[name], start=2)
    ]  # fmt: skip


def told(name: str, text: str, section: str = "四.2", **more: Any) -> list[str]:  # noqa: ANN401  (fields of 基本信息 or the row)
    """Name the first cell of the ledger in every finding about payments."""
    row = {key: more.pop(key) for key in ("goal", "outcome") if key in more}
    made = book(
        [project(1, "河道保洁服务", "300000", **row)], [(section, 1, text)], payments=ledger(name),
        office_from=500_000, party_from=10_000_000, **more,
    )  # fmt: skip
    return [it.cells[1].address for it in read_prose(made)[0] if it.rule.id == "prose-ledger"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['ledger']} {row['text']}")
def test_a_way_of_paying_that_the_ledger_contradicts_is_told_at_its_payments(row: dict[str, str]) -> None:
    """Once; plans, rules, other years and ledgers with a blank day are left alone."""
    cells = [f"支付明细!{row['cell']}"] if row["cell"] else []
    assert (told(row["ledger"], row["text"]), row["mark"]) == (cells, "✗" if cells else "✓")


CLAIM = "服务费按月支付，共支付12笔，6月底前已全部支付。"


@pytest.mark.parametrize(("section", "found"), [("三", 3), ("四.4", 3), ("五", 0), ("六", 0)])
def test_what_is_to_come_is_not_read_for_claims(section: str, found: int) -> None:
    """Problems and plans speak of how it should be."""
    assert len(told("一笔", CLAIM, section)) == found


def test_a_goal_claims_nothing_and_a_result_does() -> None:
    """绩效目标 is how it was meant to be paid, 完成情况 how it was."""
    assert (len(told("一笔", "", goal=CLAIM)), len(told("一笔", "", outcome=CLAIM))) == (0, 3)


def test_without_a_year_no_day_is_held_against_the_ledger() -> None:
    """Whatever else is said still is; the blank year has a finding of its own."""
    assert len(told("一笔", CLAIM, year=None)) == 2


def test_what_is_said_of_all_projects_is_held_against_all_payments_and_of_another_against_its_own() -> None:
    """A paragraph of none speaks of all; one that names another project of that one."""
    listed = [project(1, "河道保洁服务", "300000"), project(2, "敬老院运营补贴", "1")]
    for text, expected in (
        ("全年共支付12笔。", {("prose-ledger", "报告正文!C2")}),
        ("全年共支付4笔。", set()),
        ("敬老院运营补贴全年共支付12笔。", set()),
        ("河道保洁服务全年共支付12笔。", {("prose-ledger", "报告正文!C2")}),
        ("河道保洁服务和敬老院运营补贴全年共支付12笔。", set()),
    ):
        made = book(listed, [("二", None, text)], payments=ledger("季"))
        assert raised(made, "prose-ledger") == expected


@pytest.mark.parametrize("words", ["未出现截留、挪用", "没有挤占挪用", "，工资按月足额支付", "补贴按季度发放"])
def test_without_a_ledger_such_claims_are_told_to_be_unproven(words: str) -> None:
    """An info, and nothing else."""
    made = book([project(1, "河道保洁服务", "300000")], [("三", 1, f"河道保洁服务{words}。")])
    assert raised(made) == {("prose-unproven", "报告正文!C2")}
