"""Score of the extractor over the labelled sentences: `precision_recall()`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pipeline.checks.prose.reading.mentions import Mention, find_mentions

HERE = Path(__file__).parent
SETS = (
    "labelled_first.md",
    "labelled_blind.md",
    "labelled_second_blind.md",
    "labelled_third_blind.md",
    "labelled_fourth_blind.md",
    "labelled_fifth_blind.md",
    "labelled_sixth_blind.md",
    "labelled_seventh_blind.md",
    "labelled_eighth_blind.md",
    "labelled_ninth_blind.md",
    "labelled_tenth_blind.md",
    "labelled_eleventh_blind.md",
    "labelled_twelfth_blind.md",
    "labelled_thirteenth_blind.md",
    "labelled_fourteenth_blind.md",
    "labelled_fifteenth_blind.md",
    "labelled_sixteenth_blind.md",
    "labelled_seventeenth_blind.md",
    "labelled_eighteenth_blind.md",
)
_FIRST = "First run: "
_MARK = re.compile(r"⟦(\w+)(?:=([0-9.]+))? ([^⟧]+)⟧")


@dataclass(frozen=True, slots=True)
class Label:
    """One figure as a person marked it."""

    start: int
    text: str
    kind: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One labelled sentence; `relation` such as "parts breaks" where one is marked."""

    text: str
    labels: tuple[Label, ...]
    relation: str


def parse(line: str) -> Sentence:
    """Read one labelled line."""
    marked, _, relation = line.removeprefix("- ").partition("⇒")
    text, labels, end = "", [], 0
    marked = marked.strip()
    for found in _MARK.finditer(marked):
        text += marked[end : found.start()]
        value = Decimal(found[2]) if found[2] else None
        labels.append(Label(len(text), found[3], found[1], value))
        text, end = text + found[3], found.end()
    return Sentence(text + marked[end:], tuple(labels), relation.strip())


def sentences(*names: str) -> list[Sentence]:
    """All labelled sentences of these files (of all by default)."""
    lines = [line for name in names or SETS for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
    return [parse(line) for line in lines if line.startswith("- ")]


def wrong(sentence: Sentence) -> tuple[list[Mention], list[Label]]:
    """Figures found but not marked, and marked but not found."""
    found = find_mentions(sentence.text)
    seen = {(mention.start, mention.text) for mention in found}
    wanted = {(label.start, label.text) for label in sentence.labels}
    return (
        [mention for mention in found if (mention.start, mention.text) not in wanted],
        [label for label in sentence.labels if (label.start, label.text) not in seen],
    )


def first_run(name: str) -> str:
    """Give what a set scored when the extractor first met it, as its head keeps it; blank if it was never blind."""
    head = (HERE / name).read_text(encoding="utf-8").partition("\n## ")[0]
    return next((line.removeprefix(_FIRST) for line in head.splitlines() if line.startswith(_FIRST)), "")


def precision_recall(*names: str) -> tuple[float, float]:
    """Share of the found figures that are marked, and of the marked ones that are found."""
    extra = missed = marked = 0
    for sentence in sentences(*names):
        more, less = wrong(sentence)
        extra, missed, marked = extra + len(more), missed + len(less), marked + len(sentence.labels)
    hits = marked - missed
    return hits / max(hits + extra, 1), hits / max(marked, 1)
