"""What no letter could be sent to is told at 电子邮箱."""

from __future__ import annotations

import pytest

from pipeline.checks.run_checks import book_rules, run_rule
from tests.books_support import sound_book

EMAIL = "基本信息!B17"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", None),
        ("caiwu@office.example", None),
        ("ｃａｉｗｕ＠office.example", None),
        ("mailto:caiwu@office.example", None),
        ("无", None),
        ("/", None),
        ("a@office.example；b@office.example", "2 个地址"),
        ("a@office.example, b@office.example", "2 个地址"),
        ("caiwu@office", "caiwu@office"),
        ("caiwu.office.example", "caiwu.office.example"),
        ("问张会计", "问张会计"),
    ],
)
def test_only_one_whole_address_is_left_alone(typed: str, found: str | None) -> None:
    """Blank or 无 asks for no letter; two addresses get none either."""
    (rule,) = (it for it in book_rules() if it.id == "email-not-one-address")
    told = [(one.cells[0].address, one.found) for one in run_rule(rule, sound_book({EMAIL: typed}))]
    assert told == ([(EMAIL, found)] if found else [])
