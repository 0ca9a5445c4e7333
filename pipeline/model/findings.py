"""Rules (规则) and findings (问题): what may be wrong, and where it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.model.quick import quick

if TYPE_CHECKING:
    from pipeline.model.book import Book
    from pipeline.model.cells import Cell


@quick
class Severity(StrEnum):
    """How much a finding weighs: critical (必须修改) blocks the report; warning (提醒) and info (说明) do not."""

    CRITICAL = "critical"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake with one cause: the first of `cells` is where a person looks first; none without a cell."""

    rule: Rule
    severity: Severity
    sheet: str | None
    cells: tuple[Cell, ...]
    found: str
    expected: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One promise a workbook has to keep; `notes` is the Chinese sentence staff read, `source` its origin."""

    id: str
    title: str
    severity: Severity
    source: str
    notes: str
    fix: str
    run: Callable[[Book], Iterable[Finding]] | None = None

    def __reduce__(self) -> tuple[Callable[..., Rule], tuple[str, ...]]:
        """Travel between processes as words: the function stays at home, its name is the rule's."""
        return _same, (self.id, self.title, self.severity.value, self.source, self.notes, self.fix)

    def at(
        self, *cells: Cell, found: str, expected: str, message: str, fix: str = "", sheet: str | None = None
    ) -> Finding:
        """Find this rule broken at `cells`; `sheet` names the sheet where there is no cell."""
        where = cells[0].sheet if cells else sheet
        return Finding(self, self.severity, where, cells, found, expected, message, fix or self.fix)


class Register:
    """Every rule by its id; refuses a second one of the same id or title."""

    def __init__(self) -> None:
        """Start empty."""
        self._rules: dict[str, Rule] = {}

    def add(self, rule: Rule) -> Rule:
        """Take a rule in; ValueError for a repeated id or title, a malformed id or an empty sentence."""
        if rule.id in self._rules or any(rule.title == other.title for other in self):
            message = f"rule declared twice: {rule.id} {rule.title}"
            raise ValueError(message)
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.id) or not (rule.notes and rule.fix and rule.source):
            message = f"rule incomplete: {rule.id}"
            raise ValueError(message)
        self._rules[rule.id] = rule
        return rule

    def __iter__(self) -> Iterator[Rule]:
        """All rules in order of declaration."""
        return iter(self._rules.values())

    def get(self, rule_id: str) -> Rule | None:
        """Return the rule of this id, None where there is none."""
        return self._rules.get(rule_id)


RULES = Register()


def _same(rule_id: str, title: str, severity: str, source: str, notes: str, fix: str) -> Rule:  # noqa: PLR0913, PLR0917  (a rule's words)
    """Find a rule that came from another process in this one's register, or keep its words."""
    return RULES.get(rule_id) or Rule(rule_id, title, Severity(severity), source, notes, fix)


def declare(rule_id: str, title: str, severity: str, *, source: str, notes: str, fix: str) -> Rule:  # noqa: PLR0913  (one declaration is the whole rule)
    """Declare a rule that some stage raises by hand with `.at(...)`."""
    return RULES.add(Rule(rule_id, title, Severity(severity), source, notes, fix))


def rule(title: str, severity: str, *, source: str, fix: str) -> Callable[[Callable[[Book], Iterable[Finding]]], Rule]:
    """Declare a rule that looks at one book: id from the function's name, sentence from its docstring."""

    def register(run: Callable[[Book], Iterable[Finding]]) -> Rule:
        rule_id = run.__name__.replace("_", "-")
        return RULES.add(Rule(rule_id, title, Severity(severity), source, (run.__doc__ or "").strip(), fix, run))

    return register
