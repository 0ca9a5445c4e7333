"""Asking (触发词): which checks of sums an item has words for; no other is asked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from pipeline.checks.prose.relations.composed import of_brackets, of_kinds, of_pieces, of_rates, of_sources
from pipeline.checks.prose.relations.halves import of_among, of_halves
from pipeline.checks.prose.relations.left import of_rest_counted
from pipeline.checks.prose.relations.made import made_of
from pipeline.checks.prose.relations.moves import of_balance, of_numbered
from pipeline.checks.prose.relations.periods import of_months, of_periods
from pipeline.checks.prose.relations.rests import of_rest
from pipeline.checks.prose.relations.rows import of_rows
from pipeline.checks.prose.relations.sums import each, summed
from pipeline.checks.prose.relations.which import of_which

if TYPE_CHECKING:
    from pipeline.checks.prose.reading.document import Prose
    from pipeline.checks.prose.reading.items import Item
    from pipeline.model.findings import Finding


def _by_first_sign(words: Iterable[str]) -> dict[str, list[str]]:
    signs: dict[str, list[str]] = {}
    for word in dict.fromkeys(words):
        signs.setdefault(word[0], []).append(word[1:])
    return signs


_LEFT = tuple("剩余 其余 余下 剩下 尚余 尚有 还剩".split())  # noqa: SIM905  (read better than in quotes)
_MISSED = tuple("缺席 缺勤 缺测 缺检 缺考 缺训 尚差 不合格 逾期 超期 请假 检修 停运 停用 离线 掉线 正在 未".split())  # noqa: SIM905  (as above)
_SHORT = tuple("缺口 空缺 缺编 空编 尚缺 短缺 空置 空余 空床 闲置".split())  # noqa: SIM905  (as above)
_LISTED = tuple("其中 包括 包含 分配 分布 用于 具体 明细 分： 分两 分二 分三 分四 分五 分2 分3 分4".split())  # noqa: SIM905  (as above)
_CHECKS = (
    (of_rest, (*_LEFT, "结余", "节余", "待付", "待支付")),
    (of_rest_counted, (*_LEFT, *_MISSED, *_SHORT)),
    (made_of, ("构成", "组成", "两部分", "三部分")),
    (each, ("分别", "依次")),
    (summed, ("之和", "共", "合计", "小计", "累计", "总")),
    (of_which, _LISTED),
    (of_periods, ("季度", "半年", "6月")),
    (of_months, ("四季度", "12月")),
    (of_sources, ("来源",)),
    (of_rows, ("其中", "包括", "分别", "具体", "明细", "合计", "共")),
    (
        of_balance,
        ("年初", "合同", "概算", "结余", "年末", "期末", "年底", "现有", "现存", "库存", "累计", "可用", "可支配"),
    ),
    (of_numbered, ("二是",)),
    (of_brackets, ("（", "(")),
    (of_halves, ("女", "线下", "室外", "地下", "兼职", "民办", "农村", "非", "不合格", "不达标", "未")),
    (of_among, ("中", "里，")),
    (of_pieces, ("件",)),
    (of_kinds, ("各",)),
    (of_rates, ("其中",)),
)
_ASKED_BY = {
    word: frozenset(at for at, (_, words) in enumerate(_CHECKS) if word.startswith(words))
    for word in chain.from_iterable(told for _, told in _CHECKS)
}
_NONE: frozenset[int] = frozenset()
_WORDS = re.compile(  # every word of the checks in one go, also where one begins within another
    "|".join(
        re.escape(first) + (f"(?=({'|'.join(sorted(rest, reverse=True))}))" if any(rest) else "")
        for first, rest in _by_first_sign(word for _, words in _CHECKS for word in words).items()
    )
)


def claim_words(text: str) -> tuple[list[int], list[frozenset[int]]]:
    """Find the place of every word that may claim a sum, and the checks that ask for it."""
    found = list(_WORDS.finditer(text))
    words = [it[0] + (it[it.lastindex] if it.lastindex else "") for it in found]
    return [it.start() for it in found], [_ASKED_BY.get(word, _NONE) for word in words]


def judge_sums(prose: Prose, item: Item, told: tuple[Sequence[int], Sequence[frozenset[int]]]) -> Iterator[Finding]:
    """Every sum that an item claims and that does not hold, one finding a whole; `told` are the claim words."""
    places, asked = told
    first = bisect_left(places, item.passages[0].start)
    last = bisect_left(places, item.passages[-1].end, first)
    if first == last:
        return
    seen = set()
    for at in sorted(frozenset().union(*asked[first:last])):
        for finding in _CHECKS[at][0](prose, item):
            key = (finding.cells[0], finding.expected)
            if key not in seen:
                seen.add(key)
                yield finding
