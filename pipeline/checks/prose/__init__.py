"""Prose (文中数字): every figure and claim of the text, held against the tables and against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.document import read_document
from pipeline.checks.prose.reading.items import items
from pipeline.checks.prose.relations.asking import claim_words, judge_sums
from pipeline.checks.prose.relations.beyond import judge_beyond
from pipeline.checks.prose.relations.formulas import judge_formulas
from pipeline.checks.prose.relations.restated import judge_restated
from pipeline.checks.prose.relations.sentences import judge_products
from pipeline.checks.prose.relations.since import judge_since
from pipeline.checks.prose.relations.spans import judge_spans
from pipeline.checks.prose.relations.thresholds import judge_limits
from pipeline.checks.prose.relations.worked import judge_worked
from pipeline.checks.prose.tables.absolutes import judge_absolutes
from pipeline.checks.prose.tables.agreeing import doubted
from pipeline.checks.prose.tables.aimed import judge_aimed
from pipeline.checks.prose.tables.attained import judge_attained
from pipeline.checks.prose.tables.budgeted import judge_budgets
from pipeline.checks.prose.tables.claims import judge_claims
from pipeline.checks.prose.tables.dates import judge_dates
from pipeline.checks.prose.tables.each_named import judge_each_named
from pipeline.checks.prose.tables.in_order import judge_in_order
from pipeline.checks.prose.tables.indicator_counts import judge_indicator_counts
from pipeline.checks.prose.tables.list_sums import judge_list_sums
from pipeline.checks.prose.tables.nearby import judge_near
from pipeline.checks.prose.tables.overall import judge_overall
from pipeline.checks.prose.tables.priced import judge_priced
from pipeline.checks.prose.tables.results import judge_results
from pipeline.checks.prose.tables.scores import judge_grades
from pipeline.checks.prose.tables.standing import judge_standing
from pipeline.checks.prose.tables.two_values import judge_quantities
from pipeline.checks.prose.tables.unfinished import judge_unfinished
from pipeline.checks.prose.tables.verdicts import Verdicts
from pipeline.checks.prose.words.doubled import judge_doubled
from pipeline.checks.prose.words.foreign import judge_foreign
from pipeline.checks.prose.words.length import judge_length
from pipeline.checks.prose.words.naming import judge_names
from pipeline.checks.prose.words.private import judge_private
from pipeline.checks.prose.words.tokens_used import judge_tokens
from pipeline.checks.prose.words.wording import judge_wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.book import Book
    from pipeline.model.figures import Figure
    from pipeline.model.findings import Finding

WHOLE_TEXT = (
    judge_tokens,
    judge_wording,
    judge_names,
    judge_foreign,
    judge_results,
    judge_unfinished,
    judge_claims,
    judge_absolutes,
    judge_standing,
    judge_grades,
    judge_budgets,
    judge_overall,
    judge_indicator_counts,
    judge_in_order,
    judge_list_sums,
    judge_dates,
    judge_priced,
    judge_limits,
    judge_spans,
    judge_beyond,
    judge_since,
    judge_worked,
    judge_restated,
    judge_formulas,
    judge_private,
    judge_doubled,
    judge_length,
)


def _sifted(prose: Prose, verdicts: Verdicts, findings: list[Finding]) -> list[Finding]:
    """Leave out what is doubtful and what has one cause with another; what is left is noted of its figures."""
    told = prose.causes.once(doubted(prose, verdicts, findings))
    for place, cells in prose.causes.against_cells(told):
        verdicts.contradicted(place, cells)
    return told


def read_prose(book: Book, faults: list[Exception] | None = None) -> tuple[list[Finding], list[Figure]]:
    """Read every figure of a book's texts and judge what it claims.

    A judge of ours that fails goes to `faults` and costs no other its word; without a list for them it stops all.
    Where the sifting of what they say fails, all of it is told.
    """
    findings: list[Finding] = []

    def ask(judge: Callable[..., Iterable[Finding]], *given: object) -> None:
        try:
            findings.extend(judge(*given))
        except Exception as fault:
            if faults is None:
                raise
            faults.append(fault)

    prose = read_document(book)
    verdicts = Verdicts(prose)
    findings += verdicts.findings
    ask(judge_quantities, prose, verdicts)
    told = claim_words(prose.text)
    for item in items(prose):
        ask(judge_sums, prose, item, told)
        ask(judge_products, prose, item)
    for judge_text in WHOLE_TEXT:
        ask(judge_text, prose)
    ask(judge_each_named, prose, verdicts)
    ask(judge_near, prose, verdicts)
    ask(judge_aimed, prose, verdicts)
    ask(judge_attained, prose, verdicts)
    try:
        findings = _sifted(prose, verdicts, findings)
    except Exception as fault:
        if faults is None:
            raise
        faults.append(fault)
    return findings, verdicts.figures()
