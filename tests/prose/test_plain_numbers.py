"""The quick look at a number never lets pass what the thorough look takes for a date, a list number or a label."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.prose.reading.context import PLAINLY, passed_over
from tests.prose.score import sentences

SIGNS = "0123456789０５第前 　.．,，年月日号时点:：-至到、/#栋层级²①）(（)7×万元人名“”A\x1e\n。%"
DIGIT = re.compile("[0-9０-９]")
PLAIN = re.compile(f"[0-9０-９]{PLAINLY}")


def let_pass(text: str) -> list[int]:
    """Places of numbers that the quick look takes for figures and the thorough one does not."""
    starts = [found.start() for found in DIGIT.finditer(text)]
    return [at for at in starts if PLAIN.match(text, at) and passed_over(text, at)]


@given(st.text(st.sampled_from(SIGNS), max_size=14))
def test_no_mixture_of_digits_and_signs_is_let_pass(text: str) -> None:
    """Whatever stands before and behind a number."""
    assert let_pass(text) == []


def test_no_labelled_sentence_is_read_otherwise_and_most_numbers_are_plain() -> None:
    """And the quick look is worth its while."""
    texts = [sentence.text for sentence in sentences()]
    assert [text for text in texts if let_pass(text)] == []
    starts = [(text, found.start()) for text in texts for found in re.finditer("(?<![0-9.,])[0-9]", text)]
    assert sum(bool(PLAIN.match(text, at)) for text, at in starts) > len(starts) / 2
