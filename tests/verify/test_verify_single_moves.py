"""One of several numbers that a paragraph lost stands in another: it is told as moved, the others as lost."""

from __future__ import annotations

from tests.verify_support import critical, report

DELETED, ADDED, MOVED = "report-number-deleted", "report-number-added", "report-number-moved"


def rules(*changes: tuple[str, str]) -> list[str]:
    """Tell the rules that edits of the sample's report break, in alphabetical order."""
    return [rule for rule, _ in critical(report().held(report().edited(*changes)))]


def test_a_number_of_two_that_went_is_found_where_it_stands_now() -> None:
    """52 days went on to another paragraph, 8 days are gone."""
    shorter = ("外立面整治工期为 52 天，比计划少用 8 天，没有影响", "外立面整治没有影响")
    longer = ("平均用时 1.5 小时。", "平均用时 1.5 小时，外立面整治工期为 52 天。")
    assert rules(shorter, longer) == [DELETED, MOVED]


def test_numbers_of_two_paragraphs_that_went_to_a_third_are_found_there() -> None:
    """What did not go along is lost."""
    shorter = ("其中网络费 12 万元、维护服务费 3 万元", "其中网络费和维护服务费")
    other = ("其中喷涂服务 1.8 万元、宣传资料 1.2 万元", "其中喷涂服务和宣传资料")
    longer = ("平均用时 1.5 小时。", "平均用时 1.5 小时，花了 3 万元和 1.8 万元。")
    assert rules(shorter, other, longer) == [DELETED, DELETED, MOVED, MOVED]
