"""A rule is declared once, whole, and every finding knows its cells."""

import pytest

from pipeline.model.cells import Cell, column_letters
from pipeline.model.findings import Register, Rule, Severity


def _rule(rule_id: str = "some-rule", title: str = "某条规则", notes: str = "应当如此。") -> Rule:
    return Rule(rule_id, title, Severity.CRITICAL, "rules 1", notes, "请改正。")


def test_a_second_rule_of_the_same_id_or_title_is_refused() -> None:
    """Staff explain warnings by title, programs by id."""
    register = Register()
    register.add(_rule())
    for twin in (_rule(title="别的题目"), _rule(rule_id="other-rule")):
        with pytest.raises(ValueError, match="declared twice"):
            register.add(twin)


@pytest.mark.parametrize("broken", [_rule(rule_id="Some Rule"), _rule(notes="")])
def test_a_rule_without_a_sentence_or_with_a_malformed_id_is_refused(broken: Rule) -> None:
    """The catalogue is generated from what is declared."""
    with pytest.raises(ValueError, match="incomplete"):
        Register().add(broken)


def test_a_finding_stands_on_the_sheet_of_its_first_cell() -> None:
    """Without a cell the sheet is named by hand."""
    rule = _rule()
    at_cell = rule.at(Cell("项目清单", 18, 8), found="1", expected="2", message="不符。")
    assert (at_cell.sheet, at_cell.cells[0].address, at_cell.fix) == ("项目清单", "项目清单!H18", "请改正。")
    assert rule.at(found="", expected="", message="缺。", sheet="报告正文").sheet == "报告正文"


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (16384, "XFD")])
def test_columns_are_named_as_excel_names_them(column: int, letters: str) -> None:
    """The last column of a sheet is XFD."""
    assert column_letters(column) == letters
