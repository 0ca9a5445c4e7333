"""Punctuation (标点): 、 for ， or ； for 。 changes no figure: what is true stays true, what is wrong is found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.prose.test_relations import LINES, told

if TYPE_CHECKING:
    from collections.abc import Iterator

# What people put for a sign: between the items of a list, between clauses, between sentences of one paragraph.
PUT = {"、": "，；和及与", "，": "；", "；": "，。", "。": "；，"}
# Still accused, or unclear to a reviewer, too, once a sign is put otherwise; only to shrink.
STILL = {
    "支出48.65万元，包括上年结转6.7万元。其中办公费20万元。",
    "有耕地2155亩，其中水田1703亩，林地300亩。",
    "上半年入户走访86户，下半年走访92户；全年走访对象120户。",
    "上半年入户走访86户，下半年走访92户，全年走访对象120户。",
}


def put_otherwise(text: str) -> Iterator[tuple[str, str]]:
    """Give a text with each of its signs, one at a time, put as others put it, and which sign it was."""
    for found in re.finditer("[、，；。](?=.)(?!\\s*‖)", text):
        for sign in PUT[found[0]]:
            yield found[0], f"{text[: found.start()]}{sign}{text[found.end() :]}"


def marked(mark: str) -> list[tuple[str, str]]:
    """Give the lines of relations.md with this mark, parted from it."""
    parted = (line.partition(" ") for line in LINES)
    return [(where, text) for where, _, text in parted if mark in where]


def test_true_sentences_stay_true_however_they_are_punctuated() -> None:
    """Every sign of every true sentence, one at a time."""
    accused = {new for where, text in marked("✓") for _, new in put_otherwise(text) if told(f"{where} {new}")}
    assert accused == STILL


@pytest.mark.parametrize(("sign", "least"), [("、", 88), ("。", 85), ("；", 79), ("，", 69)])
def test_wrong_sentences_are_found_however_they_are_punctuated(sign: str, least: int) -> None:
    """So many of a hundred at least; commas tell a list from what follows, so that some are lost with them."""
    tried = [told(f"{where} {new}") for where, text in marked("✗") for old, new in put_otherwise(text) if old == sign]
    assert 100 * sum(map(bool, tried)) >= least * len(tried)
