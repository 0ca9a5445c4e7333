"""The binder (识别): what each project is called and which words are said of it, learnt while paragraphs go by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.checks.prose.reading.mentions import Kind, find_mentions
from pipeline.model.year_words import YEAR

if TYPE_CHECKING:
    from pipeline.rollover.report.lines import Listed

EARLY = 40  # an amount beyond this place is not the item's own
_YEAR = re.compile(r"^20\d\d年度?")
_HEAD = re.compile(r"(?:的?(?:全年|年初)?预算(?!项目)|共?支出|[，,。：:；;（(\d０-９￥¥])")
_YEAR_BEHIND = re.compile(rf"\s*{YEAR}\s*年")  # 关于2024年……: the words before it are no name
_LONGEST_SHORT = 20
_FEWEST_SHARED = 3
_CLEARLY = 2
_TEXT = 400


@dataclass
class Binder:
    """Learns while the paragraphs go by: what each project is called, and which words are said of it."""

    projects: Sequence[Listed]
    shorts: dict[int, str] = field(default_factory=dict)
    words: dict[int, Counter[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with the names."""
        for project in self.projects:
            self.learn(project.number, project.name)

    def learn(self, number: int, text: str) -> None:
        """Remember what is said of a project, two characters at a time."""
        self.words.setdefault(number, Counter()).update(_pairs(text))

    def named(self, text: str) -> list[int]:
        """Find the projects whose name the text begins with, the year before it or not; the longest name wins."""
        words = _YEAR.sub("", text)
        found = [it for it in self.projects if words.startswith(_YEAR.sub("", it.name))]
        longest = max((len(it.name) for it in found), default=0)
        return [it.number for it in found if len(it.name) == longest]

    def by_name(self, text: str) -> int | None:
        """Find the one project whose name the text begins with."""
        best = self.named(text)
        return best[0] if len(best) == 1 else None

    def by_short(self, text: str) -> int | None:
        """Find the project by what an earlier item called it."""
        best = {number for number, short in self.shorts.items() if text.startswith(short)}
        return best.pop() if len(best) == 1 else None

    def by_amount(self, text: str) -> int | None:
        """Find the one project that spent the first amount of the text, as far as it is printed."""
        first = next((it for it in find_mentions(text[: EARLY * 2]) if it.kind is Kind.MONEY), None)
        if first is None or first.value is None or first.start > EARLY or first.high is not None:
            return None
        value, half = Fraction(first.value), Fraction(first.step) / 2
        exact = {it.number for it in self.projects if it.spent == value}
        fits = exact or {it.number for it in self.projects if it.spent is not None and abs(it.spent - value) <= half}
        return fits.pop() if len(fits) == 1 else None

    def by_words(self, text: str) -> int | None:
        """Guess the project whose own words the text shares, where no other comes near."""
        spread = Counter(pair for words in self.words.values() for pair in words)
        shared = {
            number: sum(1 for pair in set(_pairs(text)) if words[pair] and spread[pair] == 1)
            for number, words in self.words.items()
        }
        ranked = [*sorted(shared.values(), reverse=True), 0, 0]
        if ranked[0] < _FEWEST_SHARED or ranked[0] < _CLEARLY * ranked[1]:
            return None
        return next(number for number, count in shared.items() if count == ranked[0])

    def call(self, number: int, text: str) -> None:
        """Learn a short name: what stands before the amount, where it is not the name itself."""
        head = _HEAD.split(text, maxsplit=1)[0].strip()
        if _YEAR_BEHIND.match(text, len(head)):
            return
        name = next(it.name for it in self.projects if it.number == number)
        plain = not name.startswith(head) and not any(it.name.startswith(head) for it in self.projects)
        if 1 < len(head) <= _LONGEST_SHORT and plain and head not in self.shorts.values():
            self.shorts.setdefault(number, head)

    def call_without_year(self, number: int, text: str) -> None:
        """Learn that a project is called by its name without the year before it."""
        name = next(it.name for it in self.projects if it.number == number)
        if not text.startswith(name):
            self.shorts.setdefault(number, _YEAR.sub("", name))


def _pairs(text: str) -> list[str]:
    words = re.findall(r"[一-龥]{2,}", text[:_TEXT])
    return [word[at : at + 2] for word in words for at in range(len(word) - 1)]
