"""Formulas (算式) written out in the text: 300元/月×38人=11,400元, 4期×50人=200人次, 12+15=27."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading import numerals
from pipeline.checks.prose.reading.items import as_fraction, computed_text
from pipeline.checks.prose.reading.lexicon import DIGITS
from pipeline.checks.prose.reading.mentions import Kind, Mention
from pipeline.checks.prose.relations.computed import PRODUCT, contradicted

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.model.findings import Finding

_EACH = "(?:每[一-龥]{1,2}){0,3}"
_OPERAND = rf"[{DIGITS}][{DIGITS},，.．]*[%％‰]?(?:[一-龥㎡²³a-wyzA-WYZ]|/(?=[一-龥])|[（(][一-龥]{{1,8}}[）)]){{0,10}}"
_TIMES = "×*xX✕"
_SIGNS = rf"{_TIMES}+＋÷－\-"
_FORMULA = re.compile(rf"{_OPERAND}(?:[ ]?[{_SIGNS}][ ]?{_EACH}{_OPERAND})+[ ]?(?:[=＝]|等于)[ ]?{_OPERAND}")
_PRODUCT = rf"{_OPERAND}(?:[ ]?[{_TIMES}][ ]?{_OPERAND})+"
_THAT_IS = re.compile(rf"[，,（(：: ]{{0,2}}(?:即|也就是)[：:]?({_PRODUCT})(?![ ]?[{_SIGNS}=＝0-9]|等于)")
_CUT = re.compile(rf"[ ]?([{_SIGNS}=＝]|等于)[ ]?{_EACH}(?=[{DIGITS}])")
_HUNDRED = 100
Term = tuple[Fraction, Fraction, int]  # value, half a unit of its last digit, how many of its factors are money


def _operand(place: int, text: str, by_start: dict[int, Mention]) -> Term | None:
    """Value of an operand: the figure that stands there, or a bare number."""
    mention = by_start.get(place)
    if mention is None:
        digits = re.match(rf"[{DIGITS},，.．]+", text)
        value = numerals.read(digits[0].rstrip("，,.．")).value if digits and digits.end() == len(text) else None
        return None if value is None else (Fraction(value), Fraction(0), 0)
    if mention.value is None or mention.high is not None or mention.vague:
        return None
    share = _HUNDRED if mention.kind is Kind.PERCENT else 1
    slack = Fraction(mention.step) / 2 if mention.decimals else Fraction(0)
    return as_fraction(mention) / share, slack / share, int(mention.kind is Kind.MONEY)


def _times(left: Term, right: Term, sign: str) -> Term | None:
    if sign != "÷":
        slack = left[1] * right[0] + right[1] * left[0]
        return left[0] * right[0], slack, left[2] + right[2]
    if not right[0]:
        return None
    return left[0] / right[0], left[1] / right[0] + right[1] * left[0] / right[0] ** 2, left[2] - right[2]


def _worked_out(terms: list[Term | None], signs: list[str]) -> Term | None:
    """Work out products before sums; nothing where an operand is unclear or money is added to what is none."""
    summed: list[Term] = []
    for at, term in enumerate(terms):
        sign = signs[at - 1] if at else "+"
        if term is None:
            return None
        if at and (sign in _TIMES or sign == "÷"):
            made = _times(summed[-1], term, sign)
            if made is None:
                return None
            summed[-1] = made
        else:
            minus = -1 if sign in "－-" else 1
            summed.append((minus * term[0], term[1], term[2]))
    if len({kind for _, _, kind in summed}) > 1:
        return None
    return sum((it[0] for it in summed), Fraction(0)), sum((it[1] for it in summed), Fraction(0)), summed[0][2]


def judge_formulas(prose: Prose) -> Iterator[Finding]:
    """Every formula written out whose result is not what its own operands make."""
    text = prose.text
    behind = ("即" in text or "也就是" in text) and any(sign in text for sign in _TIMES)
    ahead = "=" in text or "＝" in text or "等于" in text
    if behind or ahead:
        by_start = {mention.start: mention for mention in prose.mentions}
        yield from _worked_out_behind(prose, by_start) if behind else ()
        yield from _worked_out_ahead(prose, by_start) if ahead else ()


def _worked_out_ahead(prose: Prose, by_start: dict[int, Mention]) -> Iterator[Finding]:
    """300元/月×38人=11,400元: the total behind its formula."""
    for found in _FORMULA.finditer(prose.text):
        terms, cuts = _terms(found[0], found.start(), by_start)
        total = by_start.get(found.start() + cuts[-1].end())
        if total is not None and terms[-1] is not None:
            made = _worked_out(terms[:-1], [cut[1] for cut in cuts[:-1]])
            yield from _held(prose, total, made, found[0][: cuts[-1].start()])


def _worked_out_behind(prose: Prose, by_start: dict[int, Mention]) -> Iterator[Finding]:
    """98.28万元，即63人×1300元×12个月: the formula behind the total that it explains."""
    for total in prose.mentions:
        found = _THAT_IS.match(prose.text, total.end) if total.value is not None and total.high is None else None
        if found is not None and not total.vague:
            terms, cuts = _terms(found[1], found.start(1), by_start)
            yield from _held(prose, total, _worked_out(terms, [cut[1] for cut in cuts]), found[1])


def _terms(formula: str, place: int, by_start: dict[int, Mention]) -> tuple[list[Term | None], list[re.Match[str]]]:
    """Read the operands of a formula that stands at a place, and the signs between them."""
    cuts = list(_CUT.finditer(formula))
    starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(formula)]
    spans = zip(starts, ends, strict=True)
    return [_operand(place + start, formula[start:end], by_start) for start, end in spans], cuts


def _held(prose: Prose, total: Mention, made: Term | None, formula: str) -> Iterator[Finding]:
    """Hold a total to what its formula makes; money is no sum of people."""
    if made is None or made[2] != int(total.kind is Kind.MONEY):
        return
    exact = made[0] * (_HUNDRED if total.kind is Kind.PERCENT else 1)
    if abs(exact - as_fraction(total)) > made[1] + Fraction(total.step) / 2:
        yield contradicted(prose, PRODUCT, total, f"{formula}算出来是", computed_text(total, exact))
