"""Scores told (正文里的得分): the total and the scores of a scoring table, beside what the text says of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from pipeline.model.money import plain
from pipeline.verify.comparing.numbers import key_of
from pipeline.verify.foreign.grid_rows import Kind
from pipeline.verify.foreign.listing import bare
from pipeline.verify.remarks import Remark
from pipeline.verify.rules import TEXT_SCORE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.verify.foreign.form import Form
    from pipeline.verify.foreign.grid import Grid
    from pipeline.verify.reading.blocks import Block

_WEIGHTS = frozenset({"分值", "权重", "满分", "标准分", "标准分值"})
_POINTS = frozenset({"得分", "自评得分", "评价得分", "实际得分", "评分"})
_FULL = Decimal(100)
_SENTENCE = re.compile(r"[^。；\n]+")
_NUMBER = r"(?P<score>\d{1,3}(?:\.\d+)?)分"
_TOTAL = re.compile(
    rf"(?P<by>(?:综合|总|最终|自评|评价|绩效)+)(?:得分|评分|分)(?:合计|总计)?(?:为|是|达到?|共|[:：])*{_NUMBER}(?![以之左及])"
)
_BEFORE = frozenset("，,、：:（(）)和及与中")  # before a name that stands for itself
_ELSEWHEN = re.compile("上年|去年|往年|年度?比|平均|目标|不低于")
_OTHERS = re.compile(f"{_ELSEWHEN.pattern}|满分|每|指标|部门|单位整体|其他|各")
_OWN = re.compile(
    r"(?:类|部分|方面)?(?:指标)?(?:[（(][^）)]{1,12}[）)])?[：:，,]?(?:共|合计|最终)?"
    rf"(?:(?:满分|权重|分值)(?:为|是|[:：])?\d{{1,3}}分?[，,])?(?:实际|自评|评价)?得分?(?:为|是|[:：])*{_NUMBER}"
)


@dataclass(frozen=True)
class _Scores:
    """What a scoring table says: its total, the word over it, and the score of each thing named once."""

    total: Decimal
    words: str
    own: Mapping[str, Decimal]


def _of_table(grid: Grid) -> _Scores | None:
    heads = {at: bare(words) for at, words in grid.words.items()}
    weights, points = ([at for at, words in heads.items() if words in known] for known in (_WEIGHTS, _POINTS))
    totals = [row for row in grid.rows if row.kind is Kind.TOTAL]
    if not len(weights) == len(points) == len(totals) == 1:
        return None
    weight, score = (totals[0].amount(at) for at in (weights[0], points[0]))
    if weight is None or score is None or weight.value != _FULL:
        return None
    named: dict[str, list[Decimal]] = {}
    for row in grid.rows:
        amount = row.amount(points[0])
        if row.kind is not Kind.TOTAL and amount:
            named.setdefault(re.sub("(?:类|指标)+$", "", row.label), []).append(amount.value)
    own = {label: values[0] for label, values in named.items() if len(values) == 1 and len(label) > 1}
    return _Scores(score.value, heads[points[0]], own)


def _of_form(form: Form) -> _Scores | None:
    score = form.score.value("points") if form.score else None
    return None if score is None else _Scores(score, "自评得分", {})


def _prints(told: str, right: Decimal) -> bool:
    """Tell whether a score may be told like this, with fewer decimals than it has."""
    value = Decimal(told)
    return value == right.quantize(Decimal(1).scaleb(-len(told.partition(".")[2])), ROUND_HALF_UP)


def _sentences(blocks: Sequence[Block]) -> Iterator[tuple[str, Block]]:
    for block in blocks:
        if not block.table:
            yield from ((found[0], block) for found in _SENTENCE.finditer(key_of(block.text)))


def _told(scores: _Scores, blocks: Sequence[Block]) -> Iterator[tuple[str, Block]]:
    """Every total score that the text tells of this very kind: what one's own office gave, or who came to judge it."""
    for sentence, block in _sentences(blocks):
        for found in _TOTAL.finditer(sentence):
            other = next((it for it in ("自评", "评价") if it in found["by"]), "")
            same = not other or scores.words in {"得分", f"{other}得分"}
            if same and not _OTHERS.search(sentence[: found.start()]):
                yield found["score"], block


def _remark(block: Block, found: str, right: Decimal, whose: str) -> Remark:
    message = f"这里写的是 {found} 分，评分表里{whose}是 {plain(right)} 分。"
    return Remark(TEXT_SCORE.at(found=f"{found} 分", expected=f"{plain(right)} 分", message=message), block.where)


def _own(scores: _Scores, blocks: Sequence[Block]) -> Iterator[Remark]:
    """Scores that the text tells of single things of the table."""
    for sentence, block in _sentences(blocks):
        for label, right in scores.own.items():
            at = sentence.rfind(label)
            alone = at == 0 or sentence[at - 1 : at] in _BEFORE
            found = _OWN.match(sentence, at + len(label)) if alone and not _ELSEWHEN.search(sentence[:at]) else None
            if found and not _prints(found["score"], right):
                yield _remark(block, found["score"], right, f"“{label}”的得分")


def hold_scores(grids: Sequence[Grid], forms: Sequence[Form], blocks: Sequence[Block]) -> Iterator[Remark]:
    """Hold the text against the one scoring table or form of a report; of two nobody says which it speaks of."""
    known = [it for it in (*map(_of_table, grids), *map(_of_form, forms)) if it is not None]
    if len(known) != 1:
        return
    (scores,) = known
    told = list(_told(scores, blocks))
    if len({found for found, _ in told}) == 1 and not _prints(told[0][0], scores.total):
        yield _remark(told[0][1], told[0][0], scores.total, "的总得分")
    yield from _own(scores, blocks)
