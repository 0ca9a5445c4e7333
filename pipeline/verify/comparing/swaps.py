"""Swaps (换名): numbers that stayed while the names they belong to changed places."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.verify.comparing.numbers import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.verify.comparing.printed import Printed

Kept = tuple["Printed", "Printed"]
_SHORTEST = 2
_NAMELESS = frozenset("有共计达为约至到用花是在近超等合占得拨付投收支的了各和与及")  # 男 and 女 are names
_MOST = 20
_STOPS = "。；！？;!?\n"


def _named(printed: Printed, names: Mapping[str, frozenset[int]]) -> str | None:
    """Name the project named last before a number, in its sentence."""
    text = printed.text.text[: printed.number.start]
    start = max(text.rfind(stop) for stop in _STOPS) + 1
    words = key_of(text[start:])
    places = [(words.rfind(name) + len(name), len(name), name) for name in names if name in words]
    return max(places)[2] if places else None


def _renamed(kept: Sequence[Kept], names: Mapping[str, frozenset[int]]) -> Iterator[Kept]:
    """Numbers that now stand behind another project's name than the workbook gives them."""
    for before, after in kept:
        if before.text.text == after.text.text:
            continue
        old = _named(before, names)
        new = _named(after, names) if old else None
        if old and new and old not in new and new not in old and not names[old] & names[new]:
            yield before, after


def _ends_alike(left: str, right: str) -> bool:
    """Tell whether words before a number name the same thing: 其中网络费, 网络费."""
    if left == right and len(left) == 1:
        return left not in _NAMELESS
    return min(len(left), len(right)) >= _SHORTEST and (left.endswith(right) or right.endswith(left))


def _exchanged(kept: Sequence[Kept]) -> Iterator[Kept]:
    """Numbers that stand behind the words of another number now, which stands behind other words than its own, too."""
    renamed = [it for it in kept if not _ends_alike(it[0].number.before, it[1].number.before)]
    homes: dict[str, list[Kept]] = defaultdict(list)
    for pair in renamed:
        homes[pair[0].number.before[-_SHORTEST:]].append(pair)
    for before, after in renamed:
        for other in homes.get(after.number.before[-_SHORTEST:], ())[:_MOST]:
            if (
                other[0].key != before.key
                and other[0].number.unit == before.number.unit
                and _ends_alike(after.number.before, other[0].number.before)
            ):
                yield before, after


def swapped(kept: Sequence[Kept], names: Mapping[str, frozenset[int]]) -> list[Kept]:
    """Every kept number that speaks of something else now, each paragraph once; `names` say whose they are."""
    found: dict[int, Kept] = {}
    for before, after in (*_renamed(kept, names), *_exchanged(kept)):
        found.setdefault(after.block, (before, after))
    return list(found.values())
