"""Prose (文中数字): every figure and claim of the text, held against the tables and against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.checks.prose.absolutes import judge_absolutes
from pipeline.checks.prose.asking import claim_words, judge_sums
from pipeline.checks.prose.budgeted import judge_budgets
from pipeline.checks.prose.claims import judge_claims
from pipeline.checks.prose.document import read_document
from pipeline.checks.prose.doubled import judge_doubled
from pipeline.checks.prose.foreign import judge_foreign
from pipeline.checks.prose.formulas import judge_formulas
from pipeline.checks.prose.items import items
from pipeline.checks.prose.length import judge_length
from pipeline.checks.prose.naming import judge_names
from pipeline.checks.prose.overall import judge_overall
from pipeline.checks.prose.private import judge_private
from pipeline.checks.prose.products import judge_products
from pipeline.checks.prose.results import judge_results
from pipeline.checks.prose.spans import judge_spans
from pipeline.checks.prose.standing import judge_standing
from pipeline.checks.prose.thresholds import judge_limits
from pipeline.checks.prose.tokens_used import judge_tokens
from pipeline.checks.prose.two_values import judge_quantities
from pipeline.checks.prose.unfinished import judge_unfinished
from pipeline.checks.prose.verdicts import Verdicts
from pipeline.checks.prose.wording import judge_wording
from pipeline.checks.prose.worked import judge_worked

if TYPE_CHECKING:
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
    judge_budgets,
    judge_overall,
    judge_limits,
    judge_spans,
    judge_worked,
    judge_formulas,
    judge_private,
    judge_doubled,
    judge_length,
)


def read_prose(book: Book) -> tuple[list[Finding], list[Figure]]:
    """Read every figure of a book's texts and judge what it claims."""
    prose = read_document(book)
    verdicts = Verdicts(prose)
    findings = [*verdicts.findings, *judge_quantities(prose, verdicts)]
    told = claim_words(prose.text)
    for item in items(prose):
        findings.extend(judge_sums(prose, item, told))
        findings.extend(judge_products(prose, item))
    for judge_text in WHOLE_TEXT:
        findings.extend(judge_text(prose))
    return prose.causes.once(findings), verdicts.figures()
