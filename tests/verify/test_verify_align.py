"""Alignment is exact where it can be, and bounded on whatever it is given."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.verify.comparing.align import align, gaps
from pipeline.verify.comparing.comparison import Comparison
from pipeline.verify.comparing.numbers import find_numbers
from pipeline.verify.reading.blocks import Block, Text
from tests.verify_support import critical, report

SECONDS = 30  # many times what it takes, and far below what anything quadratic would


@given(st.text("甲乙12", max_size=60), st.text("甲乙12", max_size=60))
def test_pairs_rise_on_both_sides_and_join_equals(left: str, right: str) -> None:
    """Each item has one partner at most; with the gaps every item is accounted for."""
    pairs = align(left, right)
    assert all(left[i] == right[j] for i, j in pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(pairs))
    alone = [(left[a], right[b]) for a, b in gaps(pairs, len(left), len(right))]
    assert sum(len(a) for a, _ in alone) + len(pairs) == len(left)
    assert sum(len(b) for _, b in alone) + len(pairs) == len(right)


@given(st.text(max_size=80))
def test_a_text_pairs_with_itself_whole(text: str) -> None:
    """Nothing is left over."""
    assert len(align(text, text)) == len(text)


@given(st.text(st.sampled_from("０1２3.,，元万个第一二十百分之点 （）：单位年-"), max_size=40))
def test_numbers_lie_in_their_text_in_order_and_hold_every_digit(text: str) -> None:
    """Whatever the text: no digit is overlooked."""
    numbers = find_numbers(text)
    assert all(a.end <= b.start for a, b in pairwise(numbers))
    inside = {place for number in numbers for place in range(number.start, number.end)}
    assert {at for at, sign in enumerate(text) if sign.isdecimal()} <= inside


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_digit_put_in_taken_out_or_changed_anywhere_is_found(data: st.DataObject) -> None:
    """Random edits of the sample's report: a digit more, a digit less, another digit."""
    blocks = list(report().blocks)
    at = data.draw(st.sampled_from([i for i, block in enumerate(blocks) if any(c.isdigit() for c in block.text)]))
    column = data.draw(st.sampled_from([i for i, c in enumerate(blocks[at].cells) if any(s.isdigit() for s in c.text)]))
    cell = blocks[at].cells[column]
    place = data.draw(st.sampled_from([i for i, sign in enumerate(cell.text) if sign.isdigit()]))
    digit = data.draw(st.sampled_from([it for it in "123456789" if it != cell.text[place]]))
    new = data.draw(st.sampled_from([digit, digit + cell.text[place]]))
    text = cell.text[:place] + new + cell.text[place + 1 :]
    cells = list(blocks[at].cells)
    cells[column] = Text(text, cell.where, cell.marks)
    blocks[at] = Block(tuple(cells), blocks[at].table)
    assert {where.removeprefix("原") for _, where in critical(report().held(blocks))} == {cell.where}


def test_ten_thousand_paragraphs_take_seconds_whatever_was_done_to_them() -> None:
    """All changed, all alike, in reverse, gone: nothing grows with the square of the length."""
    words = [
        f"第{number}项工作支出{number}.5万元，服务群众{number * 7 % 97}人次，全年按计划完成。"
        for number in range(10_000)
    ]

    def blocks(texts: list[str]) -> list[Block]:
        return [Block((Text(text, f"第{at}段"),)) for at, text in enumerate(texts, start=1)]

    started = time.monotonic()
    for seen in (words[::-1], [f"新{text}" for text in words], ["1"] * 10_000, []):
        assert Comparison(lambda *_: ()).run(blocks(words), blocks(seen))
    assert time.monotonic() - started < 4 * SECONDS
